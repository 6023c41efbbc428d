// `rurban describe --odd`: the ODD+D protocol, woven of declarations and prose.
#include "tools/odd.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "models/county/economy.h"
#include "models/county/manifest.h"
#include "models/county/tables.h"
#include "models/programmes/programme.h"
#include "tools/commands.h"
#include "twin/base/error.h"
#include "twin/io/file.h"
#include "twin/io/protocol.h"

namespace tools {
namespace {

constexpr std::string_view kPreface =
    "# ODD+D protocol of Rurban Twin\n\n"
    "After ODD+D (Müller et al. 2013, *Environmental Modelling & Software* 48, 37–48), with what the second update "
    "of "
    "ODD adds (Grimm et al. 2020, *JASSS* 23(2) 7). Written by `rurban describe --odd`: tables follow from what "
    "models "
    "declare, the prose between them stands in `docs/odd/`. Don't edit this page: a test compares it with what the "
    "command prints.\n\n";

/// One element of the protocol: its heading, the fragment below it, and the tables that declarations give.
struct Element {
  std::string_view heading;
  std::string_view fragment;
  std::string (*tables)(const Session&) = nullptr;
};

std::string scales(const Session& session) {
  const rurban::County& county = session.beginning->county();
  std::int64_t residents = 0;
  for (const rurban::Municipality& municipality : county.municipalities) residents += municipality.residents_register;
  return fmt::format(
      "Scales of the package *{}*: {} municipalities, {} places and {} inhabitants on {}, each of them a row; {} "
      "nodes "
      "and {} links of roads. A step is a {}.\n\n",
      county.name, county.municipalities.size(), county.places.size(), residents, twin::to_string(county.base_date),
      county.road_nodes.size(), county.road_links.size(), twin::name_of(session.simulation->plan().tick()));
}

std::string entities(const Session& session) {
  const twin::Simulation& simulation = *session.simulation;
  return scales(session) + twin::protocol_of_tables(simulation.world(), simulation.plan()) +
         "Accounts and flows between them:\n\n" + twin::protocol_of_accounts(simulation.ledger());
}

std::string schedule(const Session& session) {
  const twin::Plan& plan = session.simulation->plan();
  return twin::protocol_of_schedule(plan) + "Events, by which one model asks another to change what it owns:\n\n" +
         twin::protocol_of_events(plan);
}

std::string streams(const Session& session) {
  return twin::protocol_of_streams(session.simulation->plan());
}

std::string series(const Session& session) {
  return twin::protocol_of_series(session.simulation->plan());
}

std::string tables_of_package(const Session& session) {
  twin::FaultLog faults;
  const rurban::Manifest manifest = rurban::read_manifest(session.scenario.county, rurban::known_tables(), faults);
  faults.throw_if_any();
  std::string text = fmt::format("Tables of the package *{}*:\n\n", manifest.name) +
                     "| table | source | date | licence | synthetic |\n|---|---|---|---|---|\n";
  for (const rurban::ListedTable& table : manifest.tables)
    text +=
        fmt::format("| {} | {} | {} | {} | {} |\n", table.name, twin::table_cell(table.origin.source),
                    table.origin.date, twin::table_cell(table.origin.licence), table.origin.synthetic ? "yes" : "no");
  return text + '\n';
}

std::string drivers(const Session& session) {
  const rurban::Economy& economy = session.beginning->county().economy;
  std::string text =
      "Exogenous drivers, straight between the years given; the last value holds on:\n\n"
      "| driver | unit (1: 2021 = 1) | years | first value | last value |\n|---|---|---|---:|---:|\n";
  for (std::size_t driver = 0; driver != rurban::kDriverKeys.size(); ++driver) {
    const auto& values = economy.drivers[driver];
    text += fmt::format("| {} | {} | {} to {} | {:g} | {:g} |\n", rurban::kDriverKeys[driver],
                        rurban::kDriverUnits[driver], values.front().year, values.back().year, values.front().value,
                        values.back().value);
  }
  return text + '\n';
}

std::string input(const Session& session) {
  return tables_of_package(session) + drivers(session) + "Acts, which a scenario dates and the window offers:\n\n" +
         twin::protocol_of_acts(session.simulation->plan());
}

std::string parameters(const Session& session) {
  return twin::protocol_of_parameters(session.simulation->plan());
}

std::string evidence_in_words(rurban::Evidence evidence) {
  switch (evidence) {
    case rurban::Evidence::kWell:
      return "well known";
    case rurban::Evidence::kPartly:
      return "partly known";
    case rurban::Evidence::kHardly:
      break;
  }
  return "hardly known";
}

std::string programmes() {
  std::string text = "| programme | turns | aims at | what is known of its effect | |\n|---|---|---|---|---|\n";
  for (const rurban::Programme* programme : rurban::programmes()) {
    std::string levers;
    for (const rurban::Lever& lever : programme->levers)
      levers += fmt::format("{}`{}` to {:g}", levers.empty() ? "" : ", ", lever.parameter, lever.full);
    const std::string aim =
        programme->aim.series == nullptr
            ? std::string()
            : fmt::format("`{}` {}", programme->aim.series, programme->aim.towards > 0 ? "up" : "down");
    text += fmt::format("| {} | {} | {} | {} | {} |\n", twin::table_cell(programme->title.en), levers, aim,
                        twin::table_cell(programme->known.en), evidence_in_words(programme->evidence));
  }
  return text + '\n';
}

/// By the sections of ODD+D.
constexpr std::array<Element, 20> kElements{{{"## I Overview", "", nullptr},
                                             {"### I.i Purpose and patterns", "purpose", nullptr},
                                             {"### I.ii Entities, state variables and scales", "entities", entities},
                                             {"### I.iii Process overview and scheduling", "schedule", schedule},
                                             {"## II Design concepts", "", nullptr},
                                             {"### II.i Theoretical and empirical background", "background", nullptr},
                                             {"### II.ii Individual decision-making", "decisions", nullptr},
                                             {"### II.iii Learning", "learning", nullptr},
                                             {"### II.iv Individual sensing", "sensing", nullptr},
                                             {"### II.v Individual prediction", "prediction", nullptr},
                                             {"### II.vi Interaction", "interaction", nullptr},
                                             {"### II.vii Collectives", "collectives", nullptr},
                                             {"### II.viii Heterogeneity", "heterogeneity", nullptr},
                                             {"### II.ix Stochasticity", "stochasticity", streams},
                                             {"### II.x Observation and emergence", "observation", series},
                                             {"## III Details", "", nullptr},
                                             {"### III.i Implementation", "implementation", nullptr},
                                             {"### III.ii Initialisation", "initialisation", nullptr},
                                             {"### III.iii Input data", "input", input},
                                             {"### III.iv Submodels", "submodels", parameters}}};

/// The prose of a folder, by path without ".md": "purpose", "models/migration". Notes what nobody asks for.
class Fragments {
 public:
  explicit Fragments(std::filesystem::path folder) : folder_(std::move(folder)) {
    find("");
    find("models/");
  }

  /// Ends with an empty line. A fault, and nothing, when the file is missing or empty.
  std::string take(const std::string& name) {
    const auto found = texts_.find(name);
    if (found == texts_.end()) {
      fault(name, {"filen saknas", "the file is missing"},
            {"beskriv det i två till fem meningar", "tell of it in two to five sentences"});
      return {};
    }
    taken_.insert(name);
    if (found->second.empty()) fault(name, {"filen är tom", "the file is empty"});
    return found->second + "\n\n";
  }

  /// Names of fragments below a folder that nobody has taken.
  std::vector<std::string> left(std::string_view below) const {
    std::vector<std::string> names;
    for (const auto& [name, text] : texts_)
      if (name.starts_with(below) && !taken_.contains(name)) names.push_back(name);
    return names;
  }

  /// Throws InputError if there is any fault.
  void throw_if_any() {
    for (const std::string& name : left(""))
      fault(name, {"filen hör till ingen del av protokollet", "the file belongs to no element of the protocol"});
    faults_.throw_if_any();
  }

 private:
  void find(const std::string& below) {
    std::error_code missing;  // a folder that is not there has no files: each one is then told as missing
    for (const auto& file : std::filesystem::directory_iterator(folder_ / below, missing)) {
      if (file.path().extension() != ".md") continue;
      std::string text = twin::read_text(file.path());
      while (!text.empty() && text.back() == '\n') text.pop_back();
      texts_[below + file.path().stem().string()] = std::move(text);
    }
  }
  void fault(const std::string& name, twin::Text message, twin::Text hint = {}) {
    faults_.add({{(folder_ / (name + ".md")).string()}, std::move(message), "", std::move(hint)});
  }

  std::filesystem::path folder_;
  std::map<std::string, std::string> texts_;
  std::set<std::string> taken_;
  twin::FaultLog faults_;
};

std::string submodels(const Session& session, Fragments& fragments) {
  std::string text;
  for (const twin::PlanEntry& entry : session.simulation->plan().entries())
    text += fmt::format("#### {}\n\n", entry.name) + fragments.take("models/" + entry.name);
  constexpr std::string_view kProgrammes = "models/programmes";
  text += "#### programmes\n\n" + fragments.take(std::string(kProgrammes)) + programmes();
  for (const std::string& name : fragments.left("models/"))
    text += fmt::format("#### {} (shared arithmetic)\n\n", name.substr(name.find('/') + 1)) + fragments.take(name);
  return text;
}

}  // namespace

std::string odd_protocol(const Session& session, const std::filesystem::path& folder) {
  Fragments fragments(folder);
  std::string text(kPreface);
  for (const Element& element : kElements) {
    text += fmt::format("{}\n\n", element.heading);
    if (!element.fragment.empty()) text += fragments.take(std::string(element.fragment));
    if (element.tables != nullptr) text += element.tables(session);
  }
  text += submodels(session, fragments);
  fragments.throw_if_any();
  text.pop_back();  // one line break at the end is enough
  return text;
}

int describe_odd(const Options& options, const std::filesystem::path& scenario,
                 const std::filesystem::path& fragments) {
  fmt::print("{}", odd_protocol(open_session(scenario, options.set), fragments));
  return kOk;
}

}  // namespace tools
