#include "twin/io/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

namespace twin {

/// Copies yaml-cpp's tree, whose nodes have neither a file nor an order of faults.
class YamlBuilder {
 public:
  YamlBuilder(std::shared_ptr<const TextFile> file, FaultLog& faults) : file_(std::move(file)), faults_(faults) {}

  Yaml build() {
    Yaml root;
    root.file_ = file_;
    try {
      const YAML::Node node = YAML::Load(std::string(file_->content()));
      Yaml whole = copy(node, 0);
      if (!too_large_) return whole;
      faults_.add(root.fault({"texten är för djupt nästlad, för lång eller upprepar sig själv",
                              "the text is nested too deeply, too long, or repeats itself"}));
    } catch (const YAML::Exception& error) {
      faults_.add(file_->fault(offset_of(error.mark),
                               {fmt::format("detta är inte giltig YAML: {}", error.msg),
                                fmt::format("this is not valid YAML: {}", error.msg)},
                               {"kontrollera indrag, kolon och citattecken; använd blanksteg, inte tabb",
                                "check indentation, colons and quotes; use spaces, not tabs"}));
    }
    return root;
  }

 private:
  static constexpr int kDeepest = 30;
  static constexpr std::size_t kMostNodes = 100'000;  // more is no scenario, but an alias of an alias of an alias

  std::size_t offset_of(const YAML::Mark& mark) const {
    if (mark.is_null() || mark.line < 0 || mark.line >= file_->lines()) return file_->content().size();
    const std::size_t offset =
        file_->offset_of_line(mark.line + 1) + static_cast<std::size_t>(std::max(mark.column, 0));
    return std::min(offset, file_->content().size());
  }

  Yaml copy(const YAML::Node& node, int depth) {
    Yaml result;
    result.file_ = file_;
    result.offset_ = offset_of(node.Mark());
    too_large_ = too_large_ || depth > kDeepest || ++nodes_ > kMostNodes;
    if (too_large_) return result;
    if (node.IsScalar()) {
      result.kind = Yaml::Kind::kScalar;
      result.text = node.Scalar();
    } else if (node.IsSequence()) {
      result.kind = Yaml::Kind::kList;
      for (const YAML::Node& item : node) result.items.push_back(copy(item, depth + 1));
    } else if (node.IsMap()) {
      result.kind = Yaml::Kind::kMap;
      for (const auto& entry : node)
        result.entries.emplace_back(copy(entry.first, depth + 1), copy(entry.second, depth + 1));
      check_twice(result);
    }
    return result;
  }

  void check_twice(const Yaml& map) {
    std::set<std::string> seen;
    for (const auto& [key, value] : map.entries)
      if (!too_large_ && !seen.insert(key.text).second)
        faults_.add(key.fault({fmt::format("nyckeln «{}» står två gånger", key.text),
                               fmt::format("the key '{}' stands twice", key.text)},
                              {"behåll en av dem", "keep one of them"}));
  }

  std::shared_ptr<const TextFile> file_;
  FaultLog& faults_;
  std::size_t nodes_ = 0;
  bool too_large_ = false;
};

const Yaml* Yaml::find(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name.text == key) return &value;
  return nullptr;
}

Fault Yaml::fault(Text message, Text hint) const {
  return file_->fault(offset_, std::move(message), std::move(hint));
}

Yaml read_yaml(std::shared_ptr<const TextFile> file, FaultLog& faults) {
  if (!check_utf8(*file, faults)) return {};
  return YamlBuilder(std::move(file), faults).build();
}

Text suggestion(std::string_view word, const std::vector<std::string>& allowed) {
  const std::string_view near = nearest_word(word, allowed);
  if (!near.empty()) return {fmt::format("menade du «{}»?", near), fmt::format("did you mean '{}'?", near)};
  return {fmt::format("tillåtet: {}", fmt::join(allowed, ", ")),
          fmt::format("allowed: {}", fmt::join(allowed, ", "))};
}

void check_keys(const Yaml& map, const std::vector<std::string>& allowed, FaultLog& faults) {
  for (const auto& [key, value] : map.entries)
    if (std::find(allowed.begin(), allowed.end(), key.text) == allowed.end())
      faults.add(key.fault({fmt::format("okänd nyckel «{}»", key.text), fmt::format("unknown key '{}'", key.text)},
                           suggestion(key.text, allowed)));
}

}  // namespace twin
