#include "twin/io/text_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace twin {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestShownLine = 200;

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Bytes of the character at the front of `text`; 0 if none is well-formed there (RFC 3629), for NUL, and for the
/// noncharacters that files don't exchange (Unicode 15, 23.7), which YAML can't write. Requires: not empty
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0), second = byte(1);
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte rules out overlong forms, surrogates and code points above U+10FFFF.
  const unsigned least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < least || second > most) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (i >= text.size() || !is_continuation(text[i])) return 0;
  if (lead == 0xEF && second == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) return 0;  // U+FDD0 to U+FDEF
  const bool ends_a_plane =
      length == 3 ? lead == 0xEF && second == 0xBF : length == 4 && (second & 0x0F) == 0x0F && byte(2) == 0xBF;
  if (ends_a_plane && byte(length - 1) >= 0xBE) return 0;  // U+FFFE, U+FFFF, U+1FFFE, …
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

TextFile::TextFile(std::string name, std::string content)
    : name_(std::move(name)), content_(std::move(content)), line_starts_{0} {
  if (content_.starts_with(kByteOrderMark)) content_.erase(0, kByteOrderMark.size());
  for (std::size_t i = 0; i != content_.size(); ++i)
    if (content_[i] == '\n') line_starts_.push_back(i + 1);
}

std::string_view TextFile::line(int number) const {
  const std::size_t start = offset_of_line(number);
  std::string_view text = content();
  text = text.substr(start, text.find('\n', start) - start);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Fault TextFile::fault(std::size_t offset, Text message, Text hint) const {
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const int number = static_cast<int>(next - line_starts_.begin());
  const std::string_view before = content().substr(*std::prev(next), offset - *std::prev(next));
  const auto characters = std::count_if(before.begin(), before.end(), [](char c) { return !is_continuation(c); });
  const std::string_view source = line(number);
  return {{name_, number, static_cast<int>(characters) + 1},
          std::move(message),
          source.size() <= kLongestShownLine ? std::string(source) : "",
          std::move(hint)};
}

std::optional<std::string> read_whole_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string content(static_cast<std::size_t>(std::filesystem::file_size(path, error)), '\0');
  if (error || !in.read(content.data(), static_cast<std::streamsize>(content.size()))) return std::nullopt;
  return content;
}

bool check_utf8(const TextFile& file, FaultLog& faults) {
  const std::string_view text = file.content();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0) {
      const unsigned byte = static_cast<unsigned char>(text[i]);
      Fault fault = file.fault(i,
                               {fmt::format("byten 0x{:02X} hör inte hemma i en textfil i UTF-8", byte),
                                fmt::format("byte 0x{:02X} does not belong in a UTF-8 text file", byte)},
                               {"spara filen som UTF-8", "save the file as UTF-8"});
      fault.source.clear();  // it can't be shown
      faults.add(std::move(fault));
      return false;
    }
    i += length;
  }
  return true;
}

}  // namespace twin
