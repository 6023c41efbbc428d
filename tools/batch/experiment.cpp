#include "tools/batch/experiment.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>

#include "twin/io/amount.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"
#include "twin/io/parameter_value.h"
#include "twin/io/yaml.h"

// Grammar of an experiment, every key at most once in its map:
//   experiment := scenario title? set? factors design? replicates? stop? outputs?
//   set        := parameters as in a scenario, and to: date
//   factors    := {parameter: {from: amount, to: amount} | {values: [amount …]}} | [parameter …] (list only)
//   design     := {grid: {levels: whole | {parameter: whole}}} | {latin_hypercube: {runs, seed}}
//               | {sobol: {runs, seed}} | {saltelli: {base, second_order, seed}} | {morris: {trajectories, levels,
//                 seed}} | {one_at_a_time: {levels}} | {list: {file}}
//   stop       := {figure, interval_width: amount, at_least: whole?}
//   outputs    := {figures: [pattern …], series: [pattern …], by_place: yes|no}

namespace tools {
namespace {

namespace fs = std::filesystem;
using twin::Fault;
using twin::FaultLog;
using twin::ParamInfo;
using twin::Text;
using twin::Yaml;
using twin::experiment::Points;

constexpr std::size_t kMostRuns = 1'000'000;
constexpr std::size_t kMostFactors = 1'000;  // half of what Sobol's sequence and a table of SQLite can hold

const std::vector<std::string> kTopKeys{"scenario", "title",      "set",  "factors",
                                        "design",   "replicates", "stop", "outputs"};

/// A design's argument: a whole number or a switch.
struct Argument {
  std::string name;
  std::size_t least = 0, most = 0;
  std::optional<std::size_t> fallback = {};  ///< none: required
  bool is_switch = false;
};

struct Design {
  std::string name;
  std::vector<Argument> arguments;
};

constexpr std::size_t kMostSeed = 4'294'967'295;

const std::vector<Design>& designs() {
  static const std::vector<Design> kDesigns{
      {"grid", {}},
      {"latin_hypercube", {{"runs", 1, kMostRuns}, {"seed", 0, kMostSeed, 1}}},
      {"sobol", {{"runs", 1, kMostRuns}, {"seed", 0, kMostSeed, 1}}},
      {"saltelli", {{"base", 1, kMostRuns}, {"second_order", 0, 1, 0, true}, {"seed", 0, kMostSeed, 1}}},
      {"morris", {{"trajectories", 1, kMostRuns}, {"levels", 2, 1'000, 4}, {"seed", 0, kMostSeed, 1}}},
      {"one_at_a_time", {{"levels", 1, 1'000}}},
      {"list", {}}};
  return kDesigns;
}

std::vector<std::string> names_of(const std::vector<Design>& all) {
  std::vector<std::string> names;
  for (const Design& design : all) names.push_back(design.name);
  return names;
}

/// Words of a line between commas, semicolons or blanks, with where each begins in it.
std::vector<std::pair<std::string_view, std::size_t>> words_of(std::string_view line) {
  constexpr std::string_view kBetween = ", ;\t\r";
  std::vector<std::pair<std::string_view, std::size_t>> words;
  for (std::size_t at = line.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kBetween, at), line.size());
    words.emplace_back(line.substr(at, end - at), at);
    at = line.find_first_not_of(kBetween, end);
  }
  return words;
}

std::optional<double> number_in(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

class ExperimentReader {
 public:
  ExperimentReader(const twin::Schema& schema, std::span<const twin::SeriesInfo> series)
      : parameters_(schema.parameters), series_(series) {}

  Experiment read(const fs::path& path) {
    experiment_.file = path;
    experiment_.text = twin::read_text(path);
    const auto file = std::make_shared<const twin::TextFile>(path.string(), experiment_.text);
    const Yaml root = twin::read_yaml(file, faults_);
    if (root.kind == Yaml::Kind::kMap)
      read_map(root);
    else if (faults_.count() == 0)
      faults_.add(file->fault(0, {"filen är inget experiment", "the file is no experiment"},
                              {"ett experiment består av rader som «scenario: today.yaml»",
                               "an experiment consists of lines like 'scenario: today.yaml'"}));
    faults_.throw_if_any();
    return std::move(experiment_);
  }

 private:
  void read_map(const Yaml& root) {
    twin::check_keys(root, kTopKeys, faults_);
    if (const Yaml* title = root.find("title"))
      read_title(*title);
    else
      experiment_.title = {experiment_.file.stem().string(), experiment_.file.stem().string()};
    if (const Yaml* scenario = root.find("scenario"))
      read_scenario(*scenario);
    else
      faults_.add(
          root.fault({"«scenario» saknas", "'scenario' is missing"},
                     {"skriv till exempel scenario: ../today.yaml", "write for example scenario: ../today.yaml"}));
    if (const Yaml* set = root.find("set")) read_set(*set, "");
    const Yaml *factors = root.find("factors"), *design = root.find("design");
    if (const Yaml* replicates = root.find("replicates")) experiment_.replicates = whole(*replicates, 1, kMostRuns);
    const std::size_t before = faults_.count();
    if (factors != nullptr) read_factors(*factors);
    if (design != nullptr)
      read_design(*design, faults_.count() == before);
    else if (factors != nullptr && !factors->entries.empty())
      faults_.add(factors->fault(
          {"«design» saknas: hur ska faktorerna varieras?", "'design' is missing: how are the factors to be varied?"},
          {fmt::format("tillåtet: {}", fmt::join(names_of(designs()), ", ")),
           fmt::format("allowed: {}", fmt::join(names_of(designs()), ", "))}));
    else
      one_point();
    if (const Yaml* stop = root.find("stop")) read_stop(*stop);
    if (const Yaml* outputs = root.find("outputs")) read_outputs(*outputs);
    if (faults_.count() == 0 && experiment_.runs() > kMostRuns)
      faults_.add(
          root.fault({fmt::format("det blir {} körningar", experiment_.runs()),
                      fmt::format("that makes {} runs", experiment_.runs())},
                     {fmt::format("tillåtet: högst {}", kMostRuns), fmt::format("allowed: at most {}", kMostRuns)}));
  }

  void expected(const Yaml& node, const char* sv, const char* en) {
    faults_.add(node.fault({fmt::format("här väntas {}", sv), fmt::format("expected {} here", en)}));
  }

  void read_title(const Yaml& node) {
    if (node.kind == Yaml::Kind::kScalar) {
      experiment_.title = {node.text, node.text};
      return;
    }
    const Yaml *sv = node.find("sv"), *en = node.find("en");
    if (sv == nullptr && en == nullptr)
      return expected(node, "en text, eller {sv: …, en: …}", "a text, or {sv: …, en: …}");
    twin::check_keys(node, {"sv", "en"}, faults_);
    experiment_.title = {(sv ? sv : en)->text, (en ? en : sv)->text};
  }

  void read_scenario(const Yaml& node) {
    experiment_.scenario = (experiment_.file.parent_path() / node.text).lexically_normal();
    std::error_code ignored;
    if (node.kind != Yaml::Kind::kScalar) return expected(node, "ett scenarios fil", "a scenario's file");
    if (fs::is_regular_file(experiment_.scenario, ignored)) return;
    faults_.add(node.fault({fmt::format("scenariot «{}» går inte att läsa", node.text),
                            fmt::format("can't read the scenario '{}'", node.text)},
                           {fmt::format("det söks som {}", experiment_.scenario.string()),
                            fmt::format("it is looked for as {}", experiment_.scenario.string())}));
  }

  void read_set(const Yaml& node, const std::string& prefix) {
    if (node.kind != Yaml::Kind::kMap)
      return expected(node, "parametrar som «demography.mortality_factor: 0.9», och to: datum",
                      "parameters like 'demography.mortality_factor: 0.9', and to: date");
    for (const auto& [key, value] : node.entries) {
      const std::string name = prefix + key.text;
      if (name == "to") {
        if (const auto date = twin::parse_date(value.text))
          experiment_.set.push_back("to=" + twin::to_string(*date));
        else
          faults_.add(value.fault(
              {fmt::format("«{}» är inget datum", value.text), fmt::format("'{}' is not a date", value.text)},
              {"skriv år-månad-dag, till exempel 2030-01-01", "write year-month-day, for example 2030-01-01"}));
      } else if (name == "seed") {
        faults_.add(key.fault({"fröet sätts inte här", "the seed is not set here"},
                              {"replicates: 10 ger varje punkt fröna 1 till 10",
                               "replicates: 10 gives every point the seeds 1 to 10"}));
      } else if (const ParamInfo* info = twin::find_parameter(parameters_, name)) {
        if (const auto number = twin::read_parameter(value, *info, faults_)) {
          experiment_.set.push_back(fmt::format("{}={}", name, *number));
          set_names_.push_back(name);
        }
      } else if (twin::is_model(parameters_, name)) {
        read_set(value, name + ".");
      } else {
        unknown_parameter(key, name);
      }
    }
  }

  void unknown_parameter(const Yaml& key, const std::string& name) {
    faults_.add(key.fault({fmt::format("okänd parameter «{}»", name), fmt::format("unknown parameter '{}'", name)},
                          twin::parameter_suggestion(parameters_, name)));
  }

  std::size_t whole(const Yaml& node, std::size_t least, std::size_t most) {
    std::size_t value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (node.kind == Yaml::Kind::kScalar && !node.text.empty() && error == std::errc{} && stop == end &&
        value >= least && value <= most)
      return value;
    faults_.add(
        node.fault({fmt::format("«{}» går inte här", node.text), fmt::format("'{}' does not fit here", node.text)},
                   {fmt::format("tillåtet: ett helt tal, {} till {}", least, most),
                    fmt::format("allowed: a whole number, {} to {}", least, most)}));
    return least;
  }

  bool yes(const Yaml& node) {
    const auto is = [&](std::initializer_list<const char*> words) {
      return std::ranges::any_of(words, [&](const char* word) { return node.text == word; });
    };
    const bool value = is({"yes", "ja", "on", "true"});
    if (!value && !is({"no", "nej", "off", "false"}))
      faults_.add(node.fault({fmt::format("«{}» är varken ja eller nej", node.text),
                              fmt::format("'{}' is neither yes nor no", node.text)},
                             {"tillåtet: ja, nej, yes, no, true, false", "allowed: yes, no, ja, nej, true, false"}));
    return value;
  }

  // ---- factors

  void read_factors(const Yaml& node) {
    if (node.kind == Yaml::Kind::kList) {
      for (const Yaml& item : node.items)
        if (const ParamInfo* info = factor_named(item, item.text)) add_factor(*info);
      return;
    }
    if (node.kind != Yaml::Kind::kMap)
      return expected(node, "{parameter: {from: …, to: …}}", "{parameter: {from: …, to: …}}");
    read_factors(node, "");
    if (experiment_.factors.size() > kMostFactors)
      faults_.add(node.fault(
          {fmt::format("{} faktorer är för många", experiment_.factors.size()),
           fmt::format("{} factors are too many", experiment_.factors.size())},
          {fmt::format("tillåtet: högst {}", kMostFactors), fmt::format("allowed: at most {}", kMostFactors)}));
  }

  void read_factors(const Yaml& node, const std::string& prefix) {
    for (const auto& [key, value] : node.entries) {
      const std::string name = prefix + key.text;
      if (twin::find_parameter(parameters_, name) == nullptr && twin::is_model(parameters_, name) &&
          value.kind == Yaml::Kind::kMap)
        read_factors(value, name + ".");
      else if (const ParamInfo* info = factor_named(key, name))
        read_factor(value, *info);
    }
  }

  const ParamInfo* factor_named(const Yaml& key, const std::string& name) {
    const ParamInfo* info = twin::find_parameter(parameters_, name);
    if (info == nullptr) {
      unknown_parameter(key, name);
    } else if (std::ranges::find(set_names_, name) != set_names_.end() ||
               std::ranges::find(experiment_.factors, name, &Factor::name) != experiment_.factors.end()) {
      faults_.add(key.fault({fmt::format("{} står två gånger", name), fmt::format("{} stands twice", name)},
                            {"under set eller under factors, en gång", "under set or under factors, once"}));
      return nullptr;
    }
    return info;
  }

  Factor& add_factor(const ParamInfo& info) {
    return experiment_.factors.emplace_back(
        Factor{.name = info.name, .unit = info.unit, .whole = info.whole, .from = info.least, .to = info.most});
  }

  void read_factor(const Yaml& node, const ParamInfo& info) {
    const Yaml *from = node.find("from"), *to = node.find("to"), *values = node.find("values");
    const bool range = from != nullptr && to != nullptr && values == nullptr;
    const bool choices = values != nullptr && values->kind == Yaml::Kind::kList && !values->items.empty() &&
                         from == nullptr && to == nullptr;
    if (!range && !choices)
      return expected(node, "{from: …, to: …} eller {values: […]}", "{from: …, to: …} or {values: […]}");
    twin::check_keys(node, {"from", "to", "values"}, faults_);
    Factor& factor = add_factor(info);
    if (choices) {
      for (const Yaml& item : values->items)
        if (const auto value = twin::read_parameter(item, info, faults_)) factor.values.push_back(*value);
      return;
    }
    const auto low = twin::read_parameter(*from, info, faults_), high = twin::read_parameter(*to, info, faults_);
    if (!low || !high) return;
    if (*low >= *high)
      faults_.add(
          to->fault({fmt::format("{}: «to» ({}) är inte större än «from» ({})", info.name, to->text, from->text),
                     fmt::format("{}: 'to' ({}) is not above 'from' ({})", info.name, to->text, from->text)}));
    factor.from = *low;
    factor.to = *high;
  }

  // ---- designs

  void one_point() {
    experiment_.design = "replicates";
    experiment_.points.resize(1, 0);
  }

  /// `sound`: the factors are.
  void read_design(const Yaml& node, bool sound) {
    if (node.kind != Yaml::Kind::kMap || node.entries.size() != 1)
      return expected(node, "en plan, till exempel {sobol: {runs: 64, seed: 1}}",
                      "one design, for example {sobol: {runs: 64, seed: 1}}");
    const auto& [key, arguments] = node.entries.front();
    const auto design = std::ranges::find(designs(), key.text, &Design::name);
    if (design == designs().end()) {
      faults_.add(key.fault({fmt::format("okänd plan «{}»", key.text), fmt::format("unknown design '{}'", key.text)},
                            twin::suggestion(key.text, names_of(designs()))));
      return;
    }
    experiment_.design = design->name;
    if (arguments.kind != Yaml::Kind::kMap)
      return expected(arguments, "planens uppgifter: {…}", "the design's arguments: {…}");
    if (design->name == "list") return read_list(key, arguments, sound);
    if (experiment_.factors.empty() && sound) {
      faults_.add(key.fault(
          {"planen har inga faktorer att variera", "the design has no factors to vary"},
          {"skriv factors: {parameter: {from: …, to: …}}", "write factors: {parameter: {from: …, to: …}}"}));
      return;
    }
    const std::size_t before = faults_.count();
    const Points unit = design->name == "grid" ? grid(key, arguments) : drawn(key, *design, arguments, sound);
    if (!sound || faults_.count() != before) return;
    experiment_.points.resize(unit.rows(), unit.cols());
    for (Eigen::Index point = 0; point != unit.rows(); ++point)
      for (Eigen::Index f = 0; f != unit.cols(); ++f)
        experiment_.points(point, f) = value_at(experiment_.factors[static_cast<std::size_t>(f)], unit(point, f));
    if (design->name == "one_at_a_time") keep_defaults();
  }

  std::size_t choices_of(const Factor& factor, std::size_t levels) const {
    return factor.values.empty() ? levels : factor.values.size();
  }

  Points grid(const Yaml& key, const Yaml& arguments) {
    twin::check_keys(arguments, {"levels"}, faults_);
    const Yaml* levels = arguments.find("levels");
    std::vector<std::size_t> counts;
    std::size_t runs = 1;
    if (levels != nullptr && levels->kind == Yaml::Kind::kMap) {
      std::vector<std::string> names;
      for (const Factor& factor : experiment_.factors) names.push_back(factor.name);
      twin::check_keys(*levels, names, faults_);
    }
    for (const Factor& factor : experiment_.factors) {
      std::size_t count = factor.values.size();
      const Yaml* own = levels != nullptr && levels->kind == Yaml::Kind::kMap ? levels->find(factor.name) : levels;
      if (count == 0 && own == nullptr) {
        faults_.add(key.fault(
            {fmt::format("levels saknas för {}", factor.name), fmt::format("levels are missing for {}", factor.name)},
            {"skriv levels: 5", "write levels: 5"}));
        count = 1;
      } else if (count == 0) {
        count = whole(*own, 1, kMostRuns);
      }
      counts.push_back(count);
      runs = runs > kMostRuns ? runs : runs * count;  // beyond that, it only has to stay too many
    }
    return is_too_many(key, runs) ? Points(0, 0) : twin::experiment::full_grid(counts);
  }

  Points drawn(const Yaml& key, const Design& design, const Yaml& arguments, bool sound) {
    std::vector<std::string> allowed;
    for (const Argument& argument : design.arguments) allowed.push_back(argument.name);
    twin::check_keys(arguments, allowed, faults_);
    std::map<std::string, std::size_t> given;
    for (const Argument& argument : design.arguments) {
      const Yaml* value = arguments.find(argument.name);
      if (value != nullptr)
        given[argument.name] = argument.is_switch ? yes(*value) : whole(*value, argument.least, argument.most);
      else if (argument.fallback)
        given[argument.name] = *argument.fallback;
      else
        faults_.add(key.fault({fmt::format("{} saknas i {}", argument.name, design.name),
                               fmt::format("{} is missing in {}", argument.name, design.name)}));
    }
    const auto at = [&](const char* name) { return given.contains(name) ? given[name] : 1; };
    const std::size_t factors = experiment_.factors.size(), seed = at("seed");
    if (design.name == "morris" && at("levels") % 2 != 0)
      faults_.add(arguments.find("levels")->fault({"levels är ett udda tal", "levels is an odd number"},
                                                  {"tillåtet: 2, 4, 6 …", "allowed: 2, 4, 6 …"}));
    const std::size_t runs = design.name == "saltelli"        ? at("base") * (factors * (1 + at("second_order")) + 2)
                             : design.name == "morris"        ? at("trajectories") * (factors + 1)
                             : design.name == "one_at_a_time" ? 1 + at("levels") * factors
                                                              : at("runs");
    if (!sound || given.size() != design.arguments.size() || (design.name == "morris" && at("levels") % 2 != 0) ||
        is_too_many(key, runs))
      return {};
    if (design.name == "latin_hypercube") return twin::experiment::latin_hypercube(runs, factors, seed);
    if (design.name == "sobol") return twin::experiment::sobol_sequence(runs, factors, seed);
    if (design.name == "saltelli")
      return twin::experiment::saltelli(at("base"), factors, at("second_order") == 1, seed);
    if (design.name == "morris") return twin::experiment::morris(at("trajectories"), factors, at("levels"), seed);
    return twin::experiment::one_at_a_time(factors, at("levels"), std::vector<double>(factors, 0.5));
  }

  bool is_too_many(const Yaml& key, std::size_t runs) {
    if (runs <= kMostRuns) return false;
    faults_.add(
        key.fault({"planen har för många punkter", "the design has too many points"},
                  {fmt::format("tillåtet: högst {}", kMostRuns), fmt::format("allowed: at most {}", kMostRuns)}));
    return true;
  }

  /// One at a time starts from the parameters' defaults, where these are within the range.
  void keep_defaults() {
    const Eigen::Index levels = (experiment_.points.rows() - 1) / experiment_.points.cols();
    for (Eigen::Index f = 0; f != experiment_.points.cols(); ++f) {
      const Factor& factor = experiment_.factors[static_cast<std::size_t>(f)];
      const double usual = twin::find_parameter(parameters_, factor.name)->fallback;
      const bool fits = factor.values.empty() ? usual >= factor.from && usual <= factor.to
                                              : std::ranges::find(factor.values, usual) != factor.values.end();
      if (!fits) continue;
      for (Eigen::Index point = 0; point != experiment_.points.rows(); ++point)
        if (point == 0 || (point - 1) / levels != f) experiment_.points(point, f) = usual;
    }
  }

  // ---- lists of points

  void read_list(const Yaml& key, const Yaml& arguments, bool sound) {
    twin::check_keys(arguments, {"file"}, faults_);
    const Yaml* node = arguments.find("file");
    if (node == nullptr || node->kind != Yaml::Kind::kScalar)
      return expected(key, "list: {file: punkter.csv}", "list: {file: points.csv}");
    const fs::path path = (experiment_.file.parent_path() / node->text).lexically_normal();
    auto content = twin::read_whole_file(path);
    if (!content) {
      faults_.add(node->fault(
          {fmt::format("listan «{}» går inte att läsa", node->text),
           fmt::format("can't read the list '{}'", node->text)},
          {fmt::format("den söks som {}", path.string()), fmt::format("it is looked for as {}", path.string())}));
      return;
    }
    experiment_.list_text = *content;
    const twin::TextFile file(path.string(), std::move(*content));
    if (!sound || !twin::check_utf8(file, faults_)) return;
    int line = 1;
    while (line < file.lines() && (words_of(file.line(line)).empty() || file.line(line).starts_with('#'))) ++line;
    const auto first = words_of(file.line(line));
    if (std::ranges::all_of(first, [](const auto& word) { return number_in(word.first).has_value(); }))
      read_plain_list(key, file, line);
    else
      read_headed_list(*node, file);
    if (faults_.count() == 0 && experiment_.points.rows() == 0)
      faults_.add(file.fault(0, {"listan har inga punkter", "the list has no points"}));
  }

  /// As SALib's samples are saved: rows of numbers, columns in the order of the factors.
  void read_plain_list(const Yaml& key, const twin::TextFile& file, int line) {
    if (experiment_.factors.empty()) {
      faults_.add(key.fault({"listan har ingen rubrikrad, så kolumnerna behöver namn",
                             "the list has no header, so its columns need names"},
                            {"skriv factors: [första, andra …]", "write factors: [first, second …]"}));
      return;
    }
    std::vector<double> values;
    for (; line <= file.lines(); ++line) {
      const auto words = words_of(file.line(line));
      if (words.empty() || file.line(line).starts_with('#')) continue;
      if (words.size() != experiment_.factors.size()) {
        faults_.add(file.fault(
            file.offset_of_line(line),
            {fmt::format("raden har {} tal", words.size()), fmt::format("the row has {} numbers", words.size())},
            {fmt::format("väntat: {}, ett för varje faktor", experiment_.factors.size()),
             fmt::format("expected: {}, one for each factor", experiment_.factors.size())}));
        continue;
      }
      for (std::size_t f = 0; f != words.size(); ++f)
        values.push_back(checked(file, file.offset_of_line(line) + words[f].second, std::string(words[f].first),
                                 experiment_.factors[f]));
    }
    take(values);
  }

  /// As the EMA workbench's: a header of names; what is no parameter is told and left out.
  void read_headed_list(const Yaml& node, const twin::TextFile& file) {
    auto csv = twin::parse_csv(file, faults_);
    if (!csv) return;
    std::vector<std::string> columns;
    for (const twin::CsvCell& cell : csv->header) columns.push_back(cell.text);
    if (experiment_.factors.empty())
      for (const twin::CsvCell& cell : csv->header) {
        const ParamInfo* info = twin::find_parameter(parameters_, cell.text);
        if (info != nullptr)
          add_factor(*info);
        else if (cell.text.find('.') != std::string::npos)
          faults_.add(file.fault(
              cell.offset,
              {fmt::format("okänd parameter «{}»", cell.text), fmt::format("unknown parameter '{}'", cell.text)},
              twin::parameter_suggestion(parameters_, cell.text)));
      }
    std::vector<std::size_t> column_of;
    for (const Factor& factor : experiment_.factors) {
      const auto found = std::ranges::find(columns, factor.name);
      if (found == columns.end())
        faults_.add(file.fault(
            csv->header.front().offset,
            {fmt::format("kolumnen {} saknas", factor.name), fmt::format("the column {} is missing", factor.name)},
            twin::suggestion(factor.name, columns)));
      else if (std::ranges::count(columns, factor.name) > 1)
        faults_.add(file.fault(csv->header.front().offset, {fmt::format("kolumnen {} står två gånger", factor.name),
                                                            fmt::format("the column {} stands twice", factor.name)}));
      column_of.push_back(static_cast<std::size_t>(found - columns.begin()));
    }
    if (experiment_.factors.empty())
      faults_.add(
          node.fault({"listan har ingen kolumn som är en parameter", "the list has no column that is a parameter"}));
    std::vector<std::string> ignored;
    for (const std::string& column : columns)
      if (std::ranges::find(experiment_.factors, column, &Factor::name) == experiment_.factors.end())
        ignored.push_back(column.empty() ? "«»" : column);
    if (!ignored.empty())
      experiment_.notices.push_back(
          {fmt::format("{}: kolumner som inte är faktorer används inte: {}", file.name(), fmt::join(ignored, ", ")),
           fmt::format("{}: columns that are no factors are not used: {}", file.name(), fmt::join(ignored, ", "))});
    if (faults_.count() != 0) return;
    std::vector<double> values;
    for (std::size_t row = 0; row != csv->rows(); ++row) {
      const auto cells = csv->row(row);
      if (cells.size() != columns.size()) {
        faults_.add(file.fault(
            cells.front().offset,
            {fmt::format("raden har {} fält", cells.size()), fmt::format("the row has {} fields", cells.size())},
            {fmt::format("väntat: {}, som rubriken", columns.size()),
             fmt::format("expected: {}, as the header", columns.size())}));
        continue;
      }
      for (std::size_t f = 0; f != column_of.size(); ++f)
        values.push_back(checked(file, cells[column_of[f]].offset, cells[column_of[f]].text, experiment_.factors[f]));
    }
    take(values);
  }

  double checked(const twin::TextFile& file, std::size_t offset, const std::string& text, const Factor& factor) {
    const auto value = number_in(text);
    const bool in_range =
        value && (factor.values.empty() ? *value >= factor.from && *value <= factor.to
                                        : std::ranges::find(factor.values, *value) != factor.values.end());
    if (in_range && (!factor.whole || *value == std::floor(*value))) return *value;
    const std::string allowed = factor.values.empty()
                                    ? fmt::format("{} – {} {}", factor.from, factor.to, factor.unit)
                                    : fmt::format("{} {}", fmt::join(factor.values, ", "), factor.unit);
    faults_.add(file.fault(offset,
                           {value ? fmt::format("{}: {} är utanför det tillåtna", factor.name, text)
                                  : fmt::format("{}: «{}» är inget tal", factor.name, text),
                            value ? fmt::format("{}: {} is outside what is allowed", factor.name, text)
                                  : fmt::format("{}: '{}' is not a number", factor.name, text)},
                           {fmt::format("tillåtet: {}{}", allowed, factor.whole ? ", hela tal" : ""),
                            fmt::format("allowed: {}{}", allowed, factor.whole ? ", whole numbers" : "")}));
    return 0;
  }

  void take(const std::vector<double>& values) {
    const auto columns = static_cast<Eigen::Index>(experiment_.factors.size());
    if (faults_.count() != 0 || columns == 0) return;
    experiment_.points =
        Eigen::Map<const Points>(values.data(), static_cast<Eigen::Index>(values.size()) / columns, columns);
  }

  // ---- what is kept, and when it is enough

  std::vector<std::string> figure_names() const {
    std::vector<std::string> names;
    for (const twin::SeriesInfo& info : series_)
      if (info.table.empty() || info.table == "municipality") names.push_back(info.name);
    return names;
  }

  void read_stop(const Yaml& node) {
    const Yaml *figure = node.find("figure"), *width = node.find("interval_width"), *least = node.find("at_least");
    if (figure == nullptr || width == nullptr)
      return expected(node, "{figure: …, interval_width: …, at_least: 5}",
                      "{figure: …, interval_width: …, at_least: 5}");
    twin::check_keys(node, {"figure", "interval_width", "at_least"}, faults_);
    StoppingRule rule;
    rule.figure = figure->text;
    if (least != nullptr) rule.at_least = whole(*least, 2, kMostRuns);
    const auto names = figure_names();
    if (std::ranges::find(names, rule.figure) == names.end()) {
      unknown_figure(*figure, names);
      return;
    }
    const std::string& unit = std::ranges::find(series_, rule.figure, &twin::SeriesInfo::name)->unit;
    const twin::Amount amount = twin::read_amount(width->text, unit);
    if (!amount.value || *amount.value <= 0)
      faults_.add(width->fault({fmt::format("«{}» är ingen bredd i {}", width->text, unit),
                                fmt::format("'{}' is no width in {}", width->text, unit)},
                               amount.value ? Text{"tillåtet: större än 0", "allowed: above 0"} : amount.hint));
    else
      rule.interval_width = *amount.value;
    experiment_.stop = rule;
  }

  void unknown_figure(const Yaml& node, const std::vector<std::string>& names) {
    const std::string_view near = twin::nearest_word(node.text, names);
    faults_.add(node.fault(
        {fmt::format("inget värde heter «{}»", node.text), fmt::format("no figure is called '{}'", node.text)},
        near.empty() ? Text{"namn står i results.sqlite efter rurban run, tabellen series; * och ? går i outputs",
                            "names stand in results.sqlite after rurban run, table series; * and ? do in outputs"}
                     : twin::suggestion(node.text, {std::string(near)})));
  }

  void read_outputs(const Yaml& node) {
    if (node.kind != Yaml::Kind::kMap)
      return expected(node, "{figures: [\"*\"], series: [\"…\"], by_place: nej}",
                      "{figures: [\"*\"], series: [\"…\"], by_place: no}");
    twin::check_keys(node, {"figures", "series", "by_place"}, faults_);
    if (const Yaml* place = node.find("by_place")) experiment_.outputs.by_place = yes(*place);
    if (const Yaml* figures = node.find("figures")) experiment_.outputs.figures = patterns(*figures, figure_names());
    std::vector<std::string> names;
    for (const twin::SeriesInfo& info : series_) names.push_back(info.name);
    if (const Yaml* series = node.find("series")) experiment_.outputs.series = patterns(*series, names);
  }

  std::vector<std::string> patterns(const Yaml& node, const std::vector<std::string>& names) {
    if (node.kind != Yaml::Kind::kList) {
      expected(node, "en lista av namn", "a list of names");
      return {};
    }
    std::vector<std::string> result;
    for (const Yaml& item : node.items) {
      result.push_back(item.text);
      const std::span<const std::string> one(&result.back(), 1);
      if (std::ranges::none_of(names, [&](const std::string& name) { return is_kept(name, one); }))
        unknown_figure(item, names);
    }
    return result;
  }

  std::span<const ParamInfo> parameters_;
  std::span<const twin::SeriesInfo> series_;
  FaultLog faults_;
  Experiment experiment_;
  std::vector<std::string> set_names_;
};

}  // namespace

Experiment load_experiment(const fs::path& path, const twin::Schema& schema,
                           std::span<const twin::SeriesInfo> series) {
  return ExperimentReader(schema, series).read(path);
}

bool is_kept(const std::string& name, std::span<const std::string> patterns) {
  return std::ranges::any_of(
      patterns, [&](const std::string& pattern) { return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0; });
}

double value_at(const Factor& factor, double where) {
  const auto part = [&](double count) { return std::min(std::floor(where * count), count - 1); };
  if (!factor.values.empty())
    return factor.values[static_cast<std::size_t>(part(static_cast<double>(factor.values.size())))];
  if (factor.whole) return factor.from + part(factor.to - factor.from + 1);
  return std::lerp(factor.from, factor.to, where);  // exactly the ends at 0 and 1, and never beyond
}

}  // namespace tools
