#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twin/base/error.h"
#include "twin/io/fault_log.h"

namespace twin {

/// A text kept whole, so that a fault can show the line it stands on. Offsets count bytes from 0.
class TextFile {
 public:
  /// `name` is what faults call the file. A leading byte order mark is dropped.
  TextFile(std::string name, std::string content);

  const std::string& name() const { return name_; }
  std::string_view content() const { return content_; }
  int lines() const { return static_cast<int>(line_starts_.size()); }
  /// A line without its end. Requires: 1 <= number <= lines()
  std::string_view line(int number) const;
  std::size_t offset_of_line(int number) const { return line_starts_[static_cast<std::size_t>(number - 1)]; }

  /// A fault at a byte. Shows its line unless that is too long to be read with a caret below it.
  /// Requires: offset <= content().size()
  Fault fault(std::size_t offset, Text message, Text hint = {}) const;

 private:
  std::string name_;
  std::string content_;
  std::vector<std::size_t> line_starts_;
};

/// The bytes of a regular file, or nothing when it can't be read.
std::optional<std::string> read_whole_file(const std::filesystem::path& path);

/// True for UTF-8 without NUL and noncharacters.
bool is_utf8(std::string_view text);
inline bool is_utf8(const Text& text) {
  return is_utf8(text.sv) && is_utf8(text.en);
}
/// The same; otherwise adds a fault at the first byte that is not.
bool check_utf8(const TextFile& file, FaultLog& faults);

}  // namespace twin
