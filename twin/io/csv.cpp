#include "twin/io/csv.h"

#include <csv.h>

#include <algorithm>
#include <iterator>
#include <new>

namespace twin {
namespace {

/// Feeds libcsv byte by byte: its callbacks do not tell where a field stands, but the byte just fed ends it.
class Reader {
 public:
  Reader(const TextFile& file, FaultLog& faults, char separator)
      : file_(file), faults_(faults), text_(file.content()) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { csv_free(&parser_); }

  std::optional<Csv> read() {
    field_ = start_of_header();
    for (at_ = field_; at_ != text_.size(); ++at_)
      if (csv_parse(&parser_, &text_[at_], 1, end_field, end_row, this) != 1) return refuse(at_);
    if (csv_fini(&parser_, end_field, end_row, this) != 0) return refuse(start_of_field());
    if (csv_.header.empty()) {
      faults_.add(file_.fault(0, {"filen har ingen rubrikrad", "the file has no header line"}));
      return std::nullopt;
    }
    return std::move(csv_);
  }

 private:
  std::size_t start_of_header() const {
    std::size_t start = 0;
    while (start < text_.size() && text_[start] == '#')
      start = std::min(text_.find('\n', start), text_.size() - 1) + 1;
    return start;
  }

  /// Blanks before a field and blank lines before a row belong to neither.
  std::size_t start_of_field() const { return std::min(text_.find_first_not_of(" \t\r\n", field_), at_); }

  static void end_field(void* text, std::size_t size, void* reader) {
    Reader& self = *static_cast<Reader*>(reader);
    self.row_.push_back({std::string(static_cast<const char*>(text), size), self.start_of_field()});
    self.field_ = self.at_ + 1;
  }

  static void end_row(int, void* reader) {
    Reader& self = *static_cast<Reader*>(reader);
    if (self.csv_.header.empty()) {
      self.csv_.header = std::move(self.row_);
    } else {
      self.csv_.cells.insert(self.csv_.cells.end(), std::make_move_iterator(self.row_.begin()),
                             std::make_move_iterator(self.row_.end()));
      self.csv_.row_ends.push_back(self.csv_.cells.size());
    }
    self.row_.clear();
  }

  std::nullopt_t refuse(std::size_t offset) {
    faults_.add(file_.fault(
        offset, {"citattecken på fel plats", "quotation mark out of place"},
        {"ett fält inom citattecken slutar med ett citattecken; ett citattecken i fältet skrivs två gånger",
         "a quoted field ends with a quotation mark; one inside the field is written twice"}));
    return std::nullopt;
  }

  const TextFile& file_;
  FaultLog& faults_;
  std::string_view text_;
  csv_parser parser_{};
  std::size_t at_ = 0;     ///< the byte being fed
  std::size_t field_ = 0;  ///< just after the separator before the current field
  std::vector<CsvCell> row_;
  Csv csv_;
};

}  // namespace

std::optional<Csv> parse_csv(const TextFile& file, FaultLog& faults, char separator) {
  if (!check_utf8(file, faults)) return std::nullopt;
  return Reader(file, faults, separator).read();
}

std::string csv_quoted(const std::string& text) {
  std::string result(text.size() * 2 + 2, '\0');  // the worst case: nothing but quotes
  result.resize(csv_write(result.data(), result.size(), text.data(), text.size()));
  return result;
}

std::string csv_field(const std::string& text) {
  return text.find_first_of(",\"\n\r#") == std::string::npos ? text : csv_quoted(text);
}

}  // namespace twin
