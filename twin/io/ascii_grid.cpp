#include "twin/io/ascii_grid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace twin {
namespace {

constexpr std::string_view kBlanks = " \t\r";

struct HeaderKey {
  std::string_view name;
  std::int32_t Grid::*field;
  std::int32_t least, most;
};
// Bounds that keep columns x rows and every corner within 32 bits.
constexpr std::array<HeaderKey, 5> kHeader{{{"ncols", &Grid::columns, 1, 20'000},
                                            {"nrows", &Grid::rows, 1, 20'000},
                                            {"xllcorner", &Grid::west_m, -10'000'000, 10'000'000},
                                            {"yllcorner", &Grid::south_m, -10'000'000, 10'000'000},
                                            {"cellsize", &Grid::cell_m, 1, 100'000}}};

/// Cuts the next word off the front of `rest`; empty at the end of the line.
std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(kBlanks));
  rest.remove_prefix(word.size());
  return word;
}

class Reader {
 public:
  Reader(const TextFile& file, GridRange range, FaultLog& faults) : file_(file), range_(range), faults_(faults) {}

  std::optional<Grid> read() {
    const std::size_t before = faults_.count();
    read_header();
    if (faults_.count() == before) read_rows();
    if (faults_.count() != before) return std::nullopt;
    return std::move(grid_);
  }

 private:
  void read_header() {
    for (const HeaderKey& key : kHeader) {
      if (line_ > file_.lines()) return header_fault(file_.content(), key);
      std::string_view rest = file_.line(line_);
      const std::string_view start = rest;
      if (next_word(rest) != key.name) return header_fault(start, key);
      const std::string_view word = next_word(rest);
      if (const auto value = number(word, key.least, key.most)) grid_.*key.field = *value;
      if (!next_word(rest).empty()) header_fault(start, key);
      ++line_;
    }
  }

  void read_rows() {
    const std::size_t cells = static_cast<std::size_t>(grid_.columns) * static_cast<std::size_t>(grid_.rows);
    grid_.cells.reserve(std::min(cells, file_.content().size()));
    int rows = 0;
    for (; line_ <= file_.lines(); ++line_)
      if (const std::string_view row = file_.line(line_); row.find_first_not_of(kBlanks) != row.npos) {
        read_row(row);
        ++rows;
      }
    if (rows != grid_.rows)
      fault(file_.line(2), {fmt::format("nrows är {}, men filen har {} rader med värden", grid_.rows, rows),
                            fmt::format("nrows is {}, but the file has {} rows of values", grid_.rows, rows)});
  }

  void read_row(std::string_view row) {
    std::string_view rest = row;
    int count = 0;
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest), ++count)
      grid_.cells.push_back(static_cast<std::int16_t>(number(word, range_.least, range_.most).value_or(0)));
    if (count != grid_.columns)
      fault(row, {fmt::format("raden har {} värden, men ncols är {}", count, grid_.columns),
                  fmt::format("the row has {} values, but ncols is {}", count, grid_.columns)});
  }

  std::optional<std::int32_t> number(std::string_view word, std::int32_t least, std::int32_t most) {
    std::int32_t value = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, value);
    if (error == std::errc{} && stop == end && value >= least && value <= most) return value;
    fault(word, {fmt::format("«{}» är inget heltal från {} till {}", word, least, most),
                 fmt::format("'{}' is not a whole number from {} to {}", word, least, most)});
    return std::nullopt;
  }

  void header_fault(std::string_view line, const HeaderKey& key) {
    fault(line,
          {fmt::format("här ska «{}» och ett heltal stå", key.name),
           fmt::format("'{}' and a whole number must stand here", key.name)},
          {"rubriken har raderna ncols, nrows, xllcorner, yllcorner och cellsize i den ordningen",
           "the header has the lines ncols, nrows, xllcorner, yllcorner and cellsize in that order"});
  }

  /// A fault at the first character of `part`, which is a part of the file's content.
  void fault(std::string_view part, Text message, Text hint = {}) {
    const auto offset = static_cast<std::size_t>(part.data() - file_.content().data());
    faults_.add(file_.fault(offset, std::move(message), std::move(hint)));
  }

  const TextFile& file_;
  GridRange range_;
  FaultLog& faults_;
  Grid grid_;
  int line_ = 1;
};

}  // namespace

std::optional<Grid> parse_ascii_grid(const TextFile& file, GridRange range, FaultLog& faults) {
  if (!check_utf8(file, faults)) return std::nullopt;
  return Reader(file, range, faults).read();
}

void write_ascii_grid(const Grid& grid, OutputFile& file) {
  for (const HeaderKey& key : kHeader) file.write(fmt::format("{} {}\n", key.name, grid.*key.field));
  const auto columns = static_cast<std::size_t>(grid.columns);
  for (std::size_t start = 0; start != grid.cells.size(); start += columns)
    file.write(fmt::format("{}\n", fmt::join(std::span(grid.cells).subspan(start, columns), " ")));
}

}  // namespace twin
