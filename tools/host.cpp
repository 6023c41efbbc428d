#include "tools/host.h"

#include <mutex>

#include "models/programmes/programme.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

class Program final : public viz::Host {
 public:
  explicit Program(const Options& options) : options_(options) {}

  viz::OpenedScenario open(const viz::ScenarioWanted& wanted) override {
    viz::OpenedScenario opened;
    std::vector<std::string> set = options_.set;
    if (wanted.bare) {
      opened.own_changes = twin::load_scenario(wanted.file, schema(), set).changes;
      set.emplace_back("changes=[]");
    }
    if (wanted.tier == viz::Tier::kQuick) set.emplace_back("daily_life.one_household_in=20");
    // A scenario that is opened is read anew; its variants share what it was made from.
    const bool anew = wanted.tier == viz::Tier::kWhole && wanted.added.empty();
    Session session = open_session(wanted.file, set, wanted.added,
                                   [&](const fs::path& county) { return beginning_of(county, anew); });
    opened.simulation = std::move(session.simulation);
    opened.scenario = std::move(session.scenario);
    opened.provenance = std::move(session.provenance);
    for (const rurban::Programme* programme : rurban::programmes())
      opened.programmes.push_back(
          {programme->key, programme->title, programme->what, programme->cost, programme->known,
           static_cast<std::size_t>(programme->evidence),
           [programme, before = opened.scenario.parameters](twin::Date start, double strength) {
             return rurban::changes_of(*programme, start, before, strength);
           }});
    opened.map = map_of(session.beginning->county());
    opened.flows = flow_plan(session.beginning->county(), opened.simulation->ledger());
    return opened;
  }

  void save(const viz::ScenarioWanted& wanted, const fs::path& file) override {
    const twin::Scenario scenario = open(wanted).scenario;
    const std::string text = twin::to_yaml(scenario, schema());
    twin::write_text(file, text);
  }

 private:
  rurban::BeginningPtr beginning_of(const fs::path& county, bool anew) {
    const std::lock_guard lock(mutex_);
    if (anew || !beginning_ || county_ != county) beginning_ = read_beginning(county);
    county_ = county;
    return beginning_;
  }

  const Options& options_;
  std::mutex mutex_;  // guards what follows
  fs::path county_;
  rurban::BeginningPtr beginning_;
};

}  // namespace

std::unique_ptr<viz::Host> window_host(const Options& options) {
  return std::make_unique<Program>(options);
}

}  // namespace tools
