#include "twin/io/scenario.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "twin/io/parameter_value.h"
#include "twin/io/yaml.h"

// Grammar of a scenario, every key at most once in its map:
//   scenario  := extends? title question? county from to seed? outputs? parameters? changes?
//   title     := text | {sv: text, en: text}                      (question alike)
//   outputs   := {recording: yes|no, csv: yes|no, filmed_years: whole}
//   parameters:= {model: {parameter: amount}} or {model.parameter: amount}
//   changes   := [{on: date, set: parameters?, do: [{act: arguments} …]?}]
//   arguments := {name: amount | [east, north] | word | number of a row}

namespace twin {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kTopKeys{"extends", "title", "question", "county",     "from",
                                        "to",      "seed",  "outputs",  "parameters", "changes"};

std::string number_text(double value) {
  return fmt::format("{}", value);
}

class ScenarioReader {
 public:
  ScenarioReader(const Schema& schema, FaultLog& faults)
      : schema_(schema.parameters), acts_(schema.acts), faults_(faults) {
    for (const ParamInfo& info : schema_) scenario_.parameters[info.name] = info.fallback;
  }

  Scenario read(const fs::path& path, std::span<const std::string> overrides) {
    const auto content = read_whole_file(path);
    if (!content) throw missing(path);
    scenario_.file = path;
    read_file(path, *content);
    for (const std::string& text : overrides) override_with(text);
    check_whole();
    faults_.throw_if_any();
    finish();
    return std::move(scenario_);
  }

 private:
  // ---- files
  // --------------------------------------------------------------------------------------------------------

  static IoError missing(const fs::path& path) {
    std::vector<std::string> there;
    std::error_code ignored;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().extension() == ".yaml") there.push_back(entry.path().filename().string());
    std::sort(there.begin(), there.end());
    const std::string_view near = nearest_word(path.filename().string(), there);
    Text text{fmt::format("{} går inte att läsa", path.string()), fmt::format("can't read {}", path.string())};
    if (!near.empty()) {
      text.sv += fmt::format("; menade du «{}»?", (folder / near).string());
      text.en += fmt::format("; did you mean '{}'?", (folder / near).string());
    }
    return IoError(text);
  }

  void read_file(const fs::path& path, const std::string& content) {
    chain_.push_back(path.lexically_normal());
    const auto file = std::make_shared<const TextFile>(path.string(), content);
    const std::size_t before = faults_.count();
    const Yaml root = read_yaml(file, faults_);
    if (root.kind == Yaml::Kind::kMap)
      read_map(root, path);
    else if (faults_.count() == before)
      faults_.add(
          file->fault(0, {"filen är inget scenario", "the file is no scenario"},
                      {"ett scenario består av rader som «seed: 1»", "a scenario consists of lines like 'seed: 1'"}));
    chain_.pop_back();
  }

  void read_map(const Yaml& root, const fs::path& path) {
    check_keys(root, kTopKeys, faults_);
    if (const Yaml* extends = root.find("extends")) extend(*extends, path);
    if (const Yaml* title = root.find("title")) read_text(*title, scenario_.title);
    if (const Yaml* question = root.find("question")) read_text(*question, scenario_.question);
    if (const Yaml* county = root.find("county")) read_county(*county, path);
    if (const Yaml* from = root.find("from")) from_ = read_date(*from);
    if (const Yaml* to = root.find("to")) {
      to_ = read_date(*to);
      to_node_ = *to;
    }
    if (const Yaml* seed = root.find("seed")) read_seed(*seed);
    if (const Yaml* outputs = root.find("outputs")) read_outputs(*outputs);
    if (const Yaml* parameters = root.find("parameters"))
      read_parameters(*parameters, "",
                      [&](const ParamInfo& info, double value) { scenario_.parameters[info.name] = value; });
    if (const Yaml* changes = root.find("changes")) read_changes(*changes);
  }

  void extend(const Yaml& node, const fs::path& path) {
    const fs::path other = path.parent_path() / node.text;
    const auto content = node.kind == Yaml::Kind::kScalar ? read_whole_file(other) : std::nullopt;
    if (!content) {
      faults_.add(node.fault({fmt::format("filen «{}» går inte att läsa", node.text),
                              fmt::format("can't read the file '{}'", node.text)},
                             {fmt::format("den söks som {}", other.lexically_normal().string()),
                              fmt::format("it is looked for as {}", other.lexically_normal().string())}));
    } else if (std::find(chain_.begin(), chain_.end(), other.lexically_normal()) != chain_.end()) {
      std::string circle;
      for (const fs::path& link : chain_) circle += link.filename().string() + " → ";
      circle += other.filename().string();
      faults_.add(node.fault({fmt::format("scenarierna bygger på varandra i en ring: {}", circle),
                              fmt::format("the scenarios extend each other in a circle: {}", circle)}));
    } else {
      read_file(other, *content);
    }
  }

  // ---- single values
  // ------------------------------------------------------------------------------------------------

  void expected(const Yaml& node, const char* sv, const char* en) {
    faults_.add(node.fault({fmt::format("här väntas {}", sv), fmt::format("expected {} here", en)}));
  }

  void read_text(const Yaml& node, Text& text) {
    if (node.kind == Yaml::Kind::kScalar) {
      text = {node.text, node.text};
      return;
    }
    if (node.kind != Yaml::Kind::kMap)
      return expected(node, "en text, eller {sv: …, en: …}", "a text, or {sv: …, en: …}");
    check_keys(node, {"sv", "en"}, faults_);
    const Yaml *sv = node.find("sv"), *en = node.find("en");
    text.sv = (sv ? sv : en ? en : &node)->text;
    text.en = (en ? en : sv ? sv : &node)->text;
  }

  void read_county(const Yaml& node, const fs::path& path) {
    if (node.kind != Yaml::Kind::kScalar) return expected(node, "en mapp", "a folder");
    scenario_.county = (path.parent_path() / node.text).lexically_normal();
    has_county_ = true;
    std::error_code ignored;
    if (fs::exists(scenario_.county / "county.yaml", ignored)) return;
    std::vector<std::string> there;
    for (const auto& entry :
         fs::directory_iterator(path.has_parent_path() ? path.parent_path() : fs::path("."), ignored))
      if (fs::exists(entry.path() / "county.yaml", ignored)) there.push_back(entry.path().filename().string());
    std::sort(there.begin(), there.end());
    faults_.add(node.fault({fmt::format("det finns inget länspaket i «{}»", node.text),
                            fmt::format("there is no county package in '{}'", node.text)},
                           there.empty()
                               ? Text{"mappen ska innehålla county.yaml", "the folder must hold county.yaml"}
                               : suggestion(node.text, there)));
  }

  std::optional<Date> read_date(const Yaml& node) {
    const auto date = parse_date(node.text);
    if (!date)
      faults_.add(node.fault(
          {fmt::format("«{}» är inget datum", node.text), fmt::format("'{}' is not a date", node.text)},
          {"skriv år-månad-dag, till exempel 2030-01-01", "write year-month-day, for example 2030-01-01"}));
    return date;
  }

  void read_seed(const Yaml& node) {
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, scenario_.seed);
    if (error != std::errc{} || stop != end || node.text.empty())
      faults_.add(node.fault({fmt::format("fröet «{}» är inget helt tal", node.text),
                              fmt::format("the seed '{}' is not a whole number", node.text)},
                             {"tillåtet: 0 till 18446744073709551615", "allowed: 0 to 18446744073709551615"}));
  }

  void read_years(const Yaml& node, int& years) {
    const char* end = node.text.data() + node.text.size();
    int value = -1;
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (error != std::errc{} || stop != end || value < 0 || value > 100)
      faults_.add(node.fault(
          {fmt::format("«{}» är inget antal år", node.text), fmt::format("'{}' is not a number of years", node.text)},
          {"tillåtet: 0 (aldrig) till 100", "allowed: 0 (never) to 100"}));
    else
      years = value;
  }

  void read_switch(const Yaml& node, bool& value) {
    const auto is = [&](std::initializer_list<const char*> words) {
      return std::any_of(words.begin(), words.end(), [&](const char* word) { return node.text == word; });
    };
    if (is({"yes", "ja", "on", "true"}))
      value = true;
    else if (is({"no", "nej", "off", "false"}))
      value = false;
    else
      faults_.add(node.fault({fmt::format("«{}» är varken ja eller nej", node.text),
                              fmt::format("'{}' is neither yes nor no", node.text)},
                             {"tillåtet: ja, nej, yes, no, true, false", "allowed: yes, no, ja, nej, true, false"}));
  }

  void read_outputs(const Yaml& node) {
    if (node.kind != Yaml::Kind::kMap)
      return expected(node, "{recording: ja, csv: ja}", "{recording: yes, csv: yes}");
    check_keys(node, {"recording", "csv", "filmed_years"}, faults_);
    if (const Yaml* recording = node.find("recording")) read_switch(*recording, scenario_.outputs.recording);
    if (const Yaml* csv = node.find("csv")) read_switch(*csv, scenario_.outputs.table_csv);
    if (const Yaml* years = node.find("filmed_years")) read_years(*years, scenario_.outputs.filmed_years);
  }

  // ---- parameters
  // ---------------------------------------------------------------------------------------------------

  /// Calls `use` for each sound parameter below `node`; keys may be nested or dotted.
  template <class Use>
  void read_parameters(const Yaml& node, const std::string& prefix, const Use& use) {
    if (node.kind != Yaml::Kind::kMap)
      return expected(node, "parametrar som «demography: {mortality_factor: 0.9}»",
                      "parameters like 'demography: {mortality_factor: 0.9}'");
    for (const auto& [key, value] : node.entries) {
      const std::string name = prefix + key.text;
      if (const ParamInfo* info = find_parameter(schema_, name)) {
        if (const auto number = read_parameter(value, *info, faults_)) use(*info, *number);
      } else if (is_model(schema_, name)) {
        read_parameters(value, name + ".", use);
      } else {
        faults_.add(
            key.fault({fmt::format("okänd parameter «{}»", name), fmt::format("unknown parameter '{}'", name)},
                      parameter_suggestion(schema_, name)));
      }
    }
  }

  void read_changes(const Yaml& node) {
    if (node.kind != Yaml::Kind::kList)
      return expected(node, "en lista: - {on: datum, set: {…}, do: […]}", "a list: - {on: date, set: {…}, do: […]}");
    scenario_.changes.clear();  // a list is replaced whole by the extending file
    change_nodes_.clear();
    for (const Yaml& item : node.items) {
      if (item.kind != Yaml::Kind::kMap) {
        expected(item, "{on: datum, set: {…}, do: […]}", "{on: date, set: {…}, do: […]}");
        continue;
      }
      check_keys(item, {"on", "set", "do"}, faults_);
      const Yaml *on = item.find("on"), *set = item.find("set"), *acts = item.find("do");
      if (on == nullptr || (set == nullptr && acts == nullptr)) {
        expected(item, "«on» (datum) och «set» (parametrar) eller «do» (åtgärder)",
                 "'on' (a date) and 'set' (parameters) or 'do' (acts)");
        continue;
      }
      Change change;
      const auto date = read_date(*on);
      if (set != nullptr)
        read_parameters(*set, "", [&](const ParamInfo& info, double value) {
          change.settings.push_back({info.name, value});
        });
      if (acts != nullptr) read_acts(*acts, change.acts);
      if (!date) continue;
      change.date = *date;
      scenario_.changes.push_back(std::move(change));
      change_nodes_.push_back(*on);
    }
  }

  // ---- acts
  // ---------------------------------------------------------------------------------------------------------

  void read_acts(const Yaml& node, std::vector<Act>& acts) {
    if (node.kind != Yaml::Kind::kList)
      return expected(node, "en lista av åtgärder: - {namn: {…}}", "a list of acts: - {name: {…}}");
    for (const Yaml& item : node.items) {
      if (item.kind != Yaml::Kind::kMap || item.entries.size() != 1) {
        expected(item, "en åtgärd: {namn: {…}}", "an act: {name: {…}}");
        continue;
      }
      const auto& [key, arguments] = item.entries.front();
      const auto info = std::find_if(acts_.begin(), acts_.end(),
                                     [&name = key.text](const ActInfo& act) { return act.name == name; });
      if (info == acts_.end()) {
        std::vector<std::string> known;
        for (const ActInfo& act : acts_) known.push_back(act.name);
        faults_.add(key.fault({fmt::format("okänd åtgärd «{}»", key.text), fmt::format("unknown act '{}'", key.text)},
                              suggestion(key.text, known)));
      } else if (auto act = read_act(key, arguments, *info)) {
        acts.push_back(std::move(*act));
      }
    }
  }

  std::optional<Act> read_act(const Yaml& key, const Yaml& node, const ActInfo& info) {
    if (node.kind != Yaml::Kind::kMap) {
      expected(node, "åtgärdens uppgifter: {…}", "the act's arguments: {…}");
      return std::nullopt;
    }
    std::vector<std::string> names;
    for (const ActInfo::Argument& argument : info.arguments) names.push_back(argument.name);
    check_keys(node, names, faults_);
    Act act{info.name, {}};
    bool whole = true;
    for (const ActInfo::Argument& argument : info.arguments) {
      const Yaml* value = node.find(argument.name);
      if (value == nullptr) {
        if (argument.kind == ActInfo::Argument::Kind::kNumber) {
          act.values.push_back(argument.fallback);
          continue;
        }
        faults_.add(key.fault({fmt::format("«{}» saknas i {}", argument.name, info.name),
                               fmt::format("'{}' is missing in {}", argument.name, info.name)}));
        whole = false;
        continue;
      }
      const std::size_t before = act.values.size();
      read_argument(*value, info, argument, act.values);
      whole = whole && act.values.size() == before + argument.values();
    }
    return whole ? std::optional(std::move(act)) : std::nullopt;
  }

  /// Adds nothing when there is a fault.
  void read_argument(const Yaml& node, const ActInfo& info, const ActInfo::Argument& argument,
                     std::vector<double>& values) {
    using Kind = ActInfo::Argument::Kind;
    const std::string name = info.name + "." + argument.name;
    if (argument.kind == Kind::kNumber) {
      const ParamInfo as_parameter{.name = name,
                                   .unit = argument.unit,
                                   .fallback = argument.fallback,
                                   .least = argument.least,
                                   .most = argument.most,
                                   .whole = argument.whole,
                                   .label = {},
                                   .source = {}};
      if (const auto number = read_parameter(node, as_parameter, faults_)) values.push_back(*number);
    } else if (argument.kind == Kind::kChoice) {
      const auto word = std::find(argument.words.begin(), argument.words.end(), node.text);
      if (word == argument.words.end())
        faults_.add(node.fault({fmt::format("{}: «{}» går inte att välja", name, node.text),
                                fmt::format("{}: '{}' can't be chosen", name, node.text)},
                               suggestion(node.text, argument.words)));
      else
        values.push_back(static_cast<double>(word - argument.words.begin()));
    } else if (argument.kind == Kind::kRow) {
      if (const auto number = whole_number(node.text); number && *number >= 0)
        values.push_back(*number);
      else
        faults_.add(node.fault({fmt::format("{}: «{}» är inget nummer", name, node.text),
                                fmt::format("{}: '{}' is no number", name, node.text)},
                               {fmt::format("numret på en rad i {}", argument.table),
                                fmt::format("the number of a row of {}", argument.table)}));
    } else {
      std::vector<double> position;
      for (const Yaml& part : node.items)
        if (const auto metres = whole_number(part.text)) position.push_back(*metres);
      if (node.kind == Yaml::Kind::kList && node.items.size() == 2 && position.size() == 2)
        values.insert(values.end(), position.begin(), position.end());
      else
        faults_.add(
            node.fault({fmt::format("{}: här väntas en plats", name), fmt::format("{}: expected a position", name)},
                       {"skriv [öst, nord] i hela meter, SWEREF 99 TM, till exempel [850000, 7450000]",
                        "write [east, north] in whole metres, SWEREF 99 TM, for example [850000, 7450000]"}));
    }
  }

  static std::optional<double> whole_number(const std::string& text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || text.empty() || std::abs(number) > 1'000'000'000'000)
      return std::nullopt;
    return static_cast<double>(number);
  }

  // ---- the command line
  // ---------------------------------------------------------------------------------------------

  void override_with(const std::string& text) {
    const std::string name = "--set " + text;
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      faults_.add({{name},
                   {"här väntas namn=värde", "expected name=value"},
                   "",
                   {"till exempel --set seed=3", "for example --set seed=3"}});
      return;
    }
    // The same reader as for files: a map of one entry, whose faults name the option and show no line.
    const std::string key = text.substr(0, equals), value = text.substr(equals + 1);
    FaultLog local;
    std::swap(local, faults_);
    const fs::path here = ".";
    const bool top = std::find(kTopKeys.begin(), kTopKeys.end(), key.substr(0, key.find('.'))) != kTopKeys.end();
    const std::size_t dot = key.find('.');
    std::string yaml;
    if (top && dot != std::string::npos)
      yaml = fmt::format("{}: {{{}: {}}}", key.substr(0, dot), key.substr(dot + 1), value);
    else
      yaml = top ? fmt::format("{}: {}", key, value) : fmt::format("parameters: {{\"{}\": {}}}", key, value);
    read_file(here / name, yaml);
    std::swap(local, faults_);
    try {
      local.throw_if_any();
    } catch (const InputError& error) {
      for (Fault fault : error.faults()) {
        fault.where = {name};
        fault.source.clear();
        faults_.add(std::move(fault));
      }
    }
  }

  // ---- the whole
  // ----------------------------------------------------------------------------------------------------

  void require(bool present, const char* key, const char* example) {
    if (present) return;
    faults_.add({{scenario_.file.string()},
                 {fmt::format("«{}» saknas", key), fmt::format("'{}' is missing", key)},
                 "",
                 {fmt::format("skriv till exempel {}: {}", key, example),
                  fmt::format("write for example {}: {}", key, example)}});
  }

  void check_whole() {
    if (faults_.count() == 0) {  // what could not be read is not missing
      require(has_county_, "county", "norrbotten");
      require(from_.has_value(), "from", "2021-01-01");
      require(to_.has_value(), "to", "2046-01-01");
    }
    if (!from_ || !to_) return;
    if (*to_ <= *from_)
      faults_.add(
          to_node_->fault({fmt::format("«to» ({}) är inte efter «from» ({})", to_string(*to_), to_string(*from_)),
                           fmt::format("'to' ({}) is not after 'from' ({})", to_string(*to_), to_string(*from_))}));
    for (std::size_t i = 0; i != scenario_.changes.size(); ++i)
      if (const Date date = scenario_.changes[i].date; date < *from_ || date >= *to_)
        faults_.add(
            change_nodes_[i].fault({fmt::format("{} ligger utanför scenariots tid", to_string(date)),
                                    fmt::format("{} is outside the scenario's time", to_string(date))},
                                   {fmt::format("tillåtet: {} till före {}", to_string(*from_), to_string(*to_)),
                                    fmt::format("allowed: {} to before {}", to_string(*from_), to_string(*to_))}));
  }

  void finish() {
    scenario_.from = *from_;
    scenario_.to = *to_;
    std::stable_sort(scenario_.changes.begin(), scenario_.changes.end(),
                     [](const Change& a, const Change& b) { return a.date < b.date; });
    if (scenario_.title.en.empty())
      scenario_.title = {scenario_.file.stem().string(), scenario_.file.stem().string()};
  }

  std::span<const ParamInfo> schema_;
  std::span<const ActInfo> acts_;
  FaultLog& faults_;
  Scenario scenario_;
  std::vector<fs::path> chain_;  ///< files that are being read, each extending the next
  std::optional<Date> from_, to_;
  std::optional<Yaml> to_node_;
  std::vector<Yaml> change_nodes_;
  bool has_county_ = false;
};

}  // namespace

Scenario load_scenario(const fs::path& path, const Schema& schema, std::span<const std::string> overrides) {
  FaultLog faults;
  return ScenarioReader(schema, faults).read(path, overrides);
}

namespace {

void put_act(YAML::Emitter& out, const Act& act, const ActInfo& info) {
  out << YAML::BeginMap << YAML::Key << act.name << YAML::Value << YAML::Flow << YAML::BeginMap;
  std::size_t at = 0;
  for (const ActInfo::Argument& argument : info.arguments) {
    using Kind = ActInfo::Argument::Kind;
    const double value = act.values[at];
    out << YAML::Key << argument.name << YAML::Value;
    if (argument.kind == Kind::kPosition)
      out << YAML::Flow << YAML::BeginSeq << number_text(value) << number_text(act.values[at + 1]) << YAML::EndSeq;
    else if (argument.kind == Kind::kChoice)
      out << argument.words[static_cast<std::size_t>(value)];
    else
      out << number_text(value);
    at += argument.values();
  }
  out << YAML::EndMap << YAML::EndMap;
}

}  // namespace

std::string to_yaml(const Scenario& scenario, const Schema& schema) {
  YAML::Emitter out;
  const auto text = [&](const char* key, const Text& value) {
    out << YAML::Key << key << YAML::Value << YAML::BeginMap << YAML::Key << "sv" << YAML::Value << YAML::DoubleQuoted
        << value.sv << YAML::Key << "en" << YAML::Value << YAML::DoubleQuoted << value.en << YAML::EndMap;
  };
  const auto put = [&](const std::string& key, const std::string& value) {
    out << YAML::Key << key << YAML::Value << value;
  };
  out << YAML::BeginMap;
  text("title", scenario.title);
  text("question", scenario.question);
  out << YAML::Key << "county" << YAML::Value << YAML::DoubleQuoted
      << fs::absolute(scenario.county).lexically_normal().string();
  put("from", to_string(scenario.from));
  put("to", to_string(scenario.to));
  put("seed", fmt::format("{}", scenario.seed));
  out << YAML::Key << "outputs" << YAML::Value << YAML::BeginMap;
  put("recording", scenario.outputs.recording ? "yes" : "no");
  put("csv", scenario.outputs.table_csv ? "yes" : "no");
  put("filmed_years", fmt::format("{}", scenario.outputs.filmed_years));
  out << YAML::EndMap;
  out << YAML::Key << "parameters" << YAML::Value << YAML::BeginMap;
  for (const ParamInfo& info : schema.parameters) put(info.name, number_text(scenario.parameters.at(info.name)));
  out << YAML::EndMap;
  out << YAML::Key << "changes" << YAML::Value << YAML::BeginSeq;
  for (const Change& change : scenario.changes) {
    out << YAML::BeginMap;
    put("on", to_string(change.date));
    out << YAML::Key << "set" << YAML::Value << YAML::BeginMap;
    for (const Setting& setting : change.settings) put(setting.name, number_text(setting.value));
    out << YAML::EndMap;
    if (!change.acts.empty()) {
      out << YAML::Key << "do" << YAML::Value << YAML::BeginSeq;
      for (const Act& act : change.acts)
        for (const ActInfo& info : schema.acts)
          if (info.name == act.name) put_act(out, act, info);
      out << YAML::EndSeq;
    }
    out << YAML::EndMap;
  }
  out << YAML::EndSeq << YAML::EndMap;
  return std::string(out.c_str()) + "\n";
}

}  // namespace twin
