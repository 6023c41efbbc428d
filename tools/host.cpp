#include "tools/host.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <mutex>

#include "models/programmes/programme.h"
#include "tools/echo.h"
#include "tools/replicates.h"
#include "tools/verdict.h"
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
    const auto offer = [&](const rurban::Programme* programme, bool for_scale) {
      opened.programmes.push_back(
          {programme->key, programme->title, programme->what, programme->cost, programme->known,
           static_cast<std::size_t>(programme->evidence), for_scale, programme->act == nullptr ? "" : programme->act,
           [programme, before = opened.scenario.parameters](twin::Date start, double strength) {
             return rurban::changes_of(*programme, start, before, strength);
           }});
    };
    for (const rurban::Programme* programme : rurban::programmes()) offer(programme, false);
    for (const rurban::Programme* lever : rurban::reference_levers()) offer(lever, true);
    opened.map = map_of(session.beginning->county());
    opened.flows = flow_plan(session.beginning->county(), opened.simulation->ledger());
    // Only where somebody moves sliders: its variants are lived, and their answers have to come soon.
    if (anew) opened.echo = echo_of(wanted.file, opened.scenario, opened.provenance, opened.simulation->plan());
    return opened;
  }

  void save(const viz::ScenarioWanted& wanted, const fs::path& file) override {
    const twin::Scenario scenario = open(wanted).scenario;
    const std::string text = twin::to_yaml(scenario, schema());
    twin::write_text(file, text);
  }

  std::optional<viz::PackageVerdict> judge(const viz::ScenarioWanted& wanted, twin::Date to, std::size_t replicates,
                                           const std::function<bool(std::size_t)>& goes_on) override {
    std::array<std::vector<Figures>, 2> lived;  // without and with what was added
    for (std::size_t replicate = 1; replicate <= replicates; ++replicate)
      for (std::size_t with = 0; with != lived.size(); ++with) {
        // A verdict is wanted while people wait for it: few households stand for all, and vehicles keep the plan that
        // was made as requests came in.
        std::vector<std::string> set = options_.set;
        for (const char* quick : {"daily_life.one_household_in=20", "marketplace.improvement=0"})
          set.emplace_back(quick);
        set.push_back("to=" + twin::to_string(to));
        set.push_back(fmt::format("seed={}", replicate));
        if (wanted.bare) set.emplace_back("changes=[]");
        lived[with].push_back(with == 0 ? without_additions(wanted.file, set) : lived_with(wanted, set));
        if (!goes_on(2 * (replicate - 1) + with + 1)) return std::nullopt;
      }
    return in_words(tools::judge(lived[0], lived[1]));
  }

 private:
  rurban::BeginningPtr beginning_of(const fs::path& county, bool anew) {
    const std::lock_guard lock(mutex_);
    if (anew || !beginning_ || county_ != county) {
      beginning_ = read_beginning(county);
      without_.clear();
    }
    county_ = county;
    return beginning_;
  }

  Figures lived_with(const viz::ScenarioWanted& wanted, const std::vector<std::string>& set) {
    return live_once(open_session(wanted.file, set, wanted.added,
                                  [&](const fs::path& county) { return beginning_of(county, false); }));
  }

  /// A group tries one package after another beside the same runs: each is lived once.
  Figures without_additions(const fs::path& file, const std::vector<std::string>& set) {
    const std::string scenario = twin::to_yaml(twin::load_scenario(file, schema(), set), schema());
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = without_.find(scenario); known != without_.end()) return known->second;
    }
    Figures figures = lived_with({.file = file, .added = {}}, set);
    const std::lock_guard lock(mutex_);
    return without_.insert_or_assign(scenario, std::move(figures)).first->second;
  }

  const Options& options_;
  std::mutex mutex_;  // guards what follows
  fs::path county_;
  rurban::BeginningPtr beginning_;
  std::map<std::string, Figures> without_;  ///< what a county came to, by its scenario
};

}  // namespace

std::unique_ptr<viz::Host> window_host(const Options& options) {
  return std::make_unique<Program>(options);
}

}  // namespace tools
