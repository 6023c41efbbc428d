#include "models/county/manifest.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <set>

namespace rurban {
namespace {

using twin::Text;

const std::vector<std::string> kTopKeys{"name", "base_date", "tables"};
const std::vector<std::string> kTableKeys{"file", "source", "licence", "date", "synthetic"};

bool is_date_or_part(const std::string& text) {
  return twin::parse_date(text) || twin::parse_date(text + "-01") || twin::parse_date(text + "-01-01");
}

class Reader {
 public:
  Reader(const std::filesystem::path& folder, std::string content, const std::vector<KnownTable>& known,
         twin::FaultLog& faults)
      : folder_(folder),
        text_((folder / "county.yaml").lexically_normal().string(), std::move(content)),
        known_(known),
        faults_(faults) {
    for (const KnownTable& table : known) known_names_.push_back(table.name);
  }

  Manifest read() {
    if (twin::check_utf8(text_, faults_)) read_text();
    return std::move(manifest_);
  }

 private:
  void read_text() {
    try {
      const YAML::Node root = YAML::Load(std::string(text_.content()));
      if (check_keys(root, kTopKeys, kTopKeys)) read_root(root);
    } catch (const YAML::Exception& error) {
      fault(error.mark,
            {fmt::format("ingen giltig YAML: {}", error.msg), fmt::format("not valid YAML: {}", error.msg)});
    }
  }

  void read_root(const YAML::Node& root) {
    manifest_.name = scalar(root["name"]);
    if (const auto date = twin::parse_date(scalar(root["base_date"])))
      manifest_.base_date = *date;
    else
      fault(root["base_date"], {"base_date är inget datum", "base_date is not a date"},
            {"till exempel 2021-01-01", "for example 2021-01-01"});
    std::vector<std::string> required;
    for (const KnownTable& table : known_)
      if (table.required) required.push_back(table.name);
    const YAML::Node tables = root["tables"];
    check_keys(tables, known_names_, required);
    if (tables.IsMap())
      for (const auto& entry : tables) read_table(scalar(entry.first), entry.second);
  }

  void read_table(const std::string& name, const YAML::Node& entry) {
    if (!check_keys(entry, kTableKeys, kTableKeys)) return;
    if (!is_date_or_part(scalar(entry["date"])))
      fault(entry["date"], {fmt::format("{}.date är inget datum", name), fmt::format("{}.date is not a date", name)},
            {"till exempel 2021-01-01, 2021-01 eller 2021", "for example 2021-01-01, 2021-01 or 2021"});
    if (const std::string flag = scalar(entry["synthetic"]); flag != "true" && flag != "false")
      fault(entry["synthetic"], {fmt::format("{}.synthetic är varken true eller false", name),
                                 fmt::format("{}.synthetic is neither true nor false", name)});
    if (std::find(known_names_.begin(), known_names_.end(), name) != known_names_.end())
      read_file(name, entry["file"],
                {scalar(entry["source"]), scalar(entry["licence"]), scalar(entry["date"]),
                 scalar(entry["synthetic"]) == "true"});
  }

  void read_file(const std::string& name, const YAML::Node& file, TableOrigin origin) {
    const std::filesystem::path path = (folder_ / scalar(file)).lexically_normal();
    if (std::optional<std::string> content = twin::read_whole_file(path))
      manifest_.tables.push_back({name, twin::TextFile(path.string(), std::move(*content)), std::move(origin)});
    else
      fault(file, {fmt::format("kan inte läsa filen «{}» med tabellen «{}»", path.string(), name),
                   fmt::format("can't read the file '{}' of table '{}'", path.string(), name)});
  }

  /// Faults for keys that are unknown, doubled or missing. True if every required key is there.
  bool check_keys(const YAML::Node& map, const std::vector<std::string>& allowed,
                  const std::vector<std::string>& required) {
    if (!map.IsMap()) {
      fault(map, {"här ska nycklar med värden stå", "keys with values must stand here"}, list_of(allowed));
      return false;
    }
    std::set<std::string> seen;
    for (const auto& entry : map) {
      const std::string key = scalar(entry.first);
      if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
        fault(entry.first, {fmt::format("okänd nyckel «{}»", key), fmt::format("unknown key '{}'", key)},
              hint_for(key, allowed));
      else if (!seen.insert(key).second)
        fault(entry.first,
              {fmt::format("nyckeln «{}» finns redan", key), fmt::format("key '{}' is there already", key)});
    }
    bool complete = true;
    for (const std::string& key : required)
      if (!seen.contains(key)) {
        complete = false;
        fault(map, {fmt::format("nyckeln «{}» saknas", key), fmt::format("key '{}' is missing", key)},
              list_of(required));
      }
    return complete;
  }

  static Text hint_for(const std::string& word, const std::vector<std::string>& allowed) {
    const std::string_view near = twin::nearest_word(word, allowed);
    if (near.empty()) return list_of(allowed);
    return {fmt::format("menade du «{}»?", near), fmt::format("did you mean '{}'?", near)};
  }
  static Text list_of(const std::vector<std::string>& keys) {
    const std::string list = fmt::format("{}", fmt::join(keys, ", "));
    return {"nycklar: " + list, "keys: " + list};
  }
  static std::string scalar(const YAML::Node& node) { return node.IsScalar() ? node.Scalar() : ""; }

  void fault(const YAML::Node& node, Text message, Text hint = {}) {
    fault(node.Mark(), std::move(message), std::move(hint));
  }
  void fault(const YAML::Mark& mark, Text message, Text hint = {}) {
    const int line = std::clamp(mark.line + 1, 1, text_.lines());  // marks count from 0, and -1 is nowhere
    const std::size_t column = static_cast<std::size_t>(std::max(mark.column, 0));
    const std::size_t offset = text_.offset_of_line(line) + std::min(column, text_.line(line).size());
    faults_.add(text_.fault(offset, std::move(message), std::move(hint)));
  }

  const std::filesystem::path& folder_;
  twin::TextFile text_;
  const std::vector<KnownTable>& known_;
  std::vector<std::string> known_names_;
  twin::FaultLog& faults_;
  Manifest manifest_;
};

}  // namespace

Manifest read_manifest(const std::filesystem::path& folder, const std::vector<KnownTable>& known,
                       twin::FaultLog& faults) {
  const std::filesystem::path path = (folder / "county.yaml").lexically_normal();
  std::optional<std::string> content = twin::read_whole_file(path);
  if (!content)
    throw twin::IoError(
        {fmt::format("kan inte läsa {}", path.string()), fmt::format("can't read {}", path.string())});
  return Reader(folder, std::move(*content), known, faults).read();
}

}  // namespace rurban
