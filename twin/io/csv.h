#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/io/fault_log.h"
#include "twin/io/text_file.h"

namespace twin {

struct CsvCell {
  std::string text;        ///< without quotes, and without blanks around it
  std::size_t offset = 0;  ///< of its first byte (or its opening quote) in the file
};

/// The rows of a CSV file as they stand; nothing is known yet about columns.
struct Csv {
  std::vector<CsvCell> header;
  std::vector<CsvCell> cells;         ///< all rows one after another
  std::vector<std::size_t> row_ends;  ///< where each row ends in `cells`

  std::size_t rows() const { return row_ends.size(); }
  std::span<CsvCell> row(std::size_t index) {
    const std::size_t begin = index == 0 ? 0 : row_ends[index - 1];
    return std::span(cells).subspan(begin, row_ends[index] - begin);
  }
};

/// Reads RFC 4180 text with a header line. Lines that start with `#` before the header are comments; blank lines are
/// skipped. Nothing, and a fault, for text that is not UTF-8, has no header, or has a quotation mark out of place.
std::optional<Csv> parse_csv(const TextFile& file, FaultLog& faults, char separator = ',');

/// The text as one field between quotation marks.
std::string csv_quoted(const std::string& text);
/// The text as one field, between quotation marks only where it needs them.
std::string csv_field(const std::string& text);

}  // namespace twin
