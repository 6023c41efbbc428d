#include "models/county_import/source_file.h"

#include <algorithm>

#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace rurban {

std::string as_utf8(std::string content) {
  if (twin::is_utf8(content)) return content;
  std::string converted;
  converted.reserve(content.size() + content.size() / 8);
  for (const char c : content) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      converted += c;
    } else {
      // Latin-1 is the first 256 characters of Unicode.
      converted += static_cast<char>(0xC0 | (byte >> 6));
      converted += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return converted;
}

twin::TextFile open_source(const std::filesystem::path& path) {
  return {path.string(), as_utf8(twin::read_text(path))};
}

namespace {

/// The first line that is no comment.
std::string_view header_line(const twin::TextFile& file) {
  for (int number = 1; number <= file.lines(); ++number)
    if (const std::string_view line = file.line(number); !line.starts_with('#')) return line;
  return {};
}

}  // namespace

char separator_of(const twin::TextFile& file) {
  const std::string_view line = header_line(file);
  const auto count = [&](char c) { return std::count(line.begin(), line.end(), c); };
  if (count(';') > count(',')) return ';';
  return count('\t') > count(',') ? '\t' : ',';
}

std::vector<std::string> header_of(const twin::TextFile& file) {
  twin::FaultLog ignored;  // a file of another kind is no table, and that is all there is to know
  const twin::TextFile first(file.name(), std::string(header_line(file)));
  std::vector<std::string> names;
  if (const auto csv = twin::parse_csv(first, ignored, separator_of(file)))
    for (const twin::CsvCell& cell : csv->header) names.push_back(cell.text);
  return names;
}

bool has_column(const std::vector<std::string>& header, std::string_view name) {
  return std::find(header.begin(), header.end(), name) != header.end();
}

std::string first_column(const std::vector<std::string>& header, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (has_column(header, name)) return std::string(name);
  return {};
}

twin::TableSet read_source(twin::TableSpec spec, const twin::TextFile& file) {
  spec.others_ok = true;
  spec.separator = separator_of(file);
  twin::FaultLog faults;
  twin::TableSet tables({{std::move(spec), file}}, faults);
  faults.throw_if_any();
  return tables;
}

}  // namespace rurban
