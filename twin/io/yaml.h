#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twin/base/error.h"
#include "twin/io/fault_log.h"
#include "twin/io/text_file.h"

namespace twin {

/// A node of a YAML text that knows where it stands. Entries and items keep the order of the text.
class Yaml {
 public:
  enum class Kind { kNothing, kScalar, kList, kMap };

  Kind kind = Kind::kNothing;
  std::string text;                            ///< of a scalar
  std::vector<Yaml> items;                     ///< of a list
  std::vector<std::pair<Yaml, Yaml>> entries;  ///< of a map: key and value

  /// Null if this is no map or has no such key.
  const Yaml* find(std::string_view key) const;
  /// A fault at this node.
  Fault fault(Text message, Text hint = {}) const;

 private:
  friend class YamlBuilder;
  std::shared_ptr<const TextFile> file_;
  std::size_t offset_ = 0;
};

/// Reads a text. Adds a fault for bad syntax, for anything that is not UTF-8, for nesting or aliases that would take
/// unreasonable room, and for every key that stands twice in its map (yaml-cpp itself silently keeps the first); the
/// node is usable all the same. Never throws for what the text holds.
Yaml read_yaml(std::shared_ptr<const TextFile> file, FaultLog& faults);

/// Adds a fault for each key of a map that is not in `allowed`, with the nearest of them.
void check_keys(const Yaml& map, const std::vector<std::string>& allowed, FaultLog& faults);
/// The hint that goes with an unknown word: "did you mean …?", else what is allowed.
Text suggestion(std::string_view word, const std::vector<std::string>& allowed);

}  // namespace twin
