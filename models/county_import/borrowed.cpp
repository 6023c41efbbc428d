#include "models/county_import/borrowed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "twin/io/csv.h"

namespace rurban {
namespace {

twin::Csv sound_csv(const twin::TextFile& table) {
  twin::FaultLog faults;
  auto csv = twin::parse_csv(table, faults);
  faults.throw_if_any();
  return std::move(*csv);
}

std::string line_of(std::span<const twin::CsvCell> cells) {
  std::string line;
  for (const twin::CsvCell& cell : cells) {
    if (&cell != cells.data()) line += ',';
    line += twin::csv_field(cell.text);
  }
  line += '\n';
  return line;
}

/// Four digits are more than such figures are known to.
std::string number(double value) {
  return value >= 1'000 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

}  // namespace

std::string scaled_table(const twin::TextFile& table, std::span<const std::string> columns,
                         std::span<const std::string> rows, double factor, double least) {
  twin::Csv csv = sound_csv(table);
  std::string text = line_of(csv.header);
  for (std::size_t row = 0; row != csv.rows(); ++row) {
    const std::span<twin::CsvCell> cells = csv.row(row);
    const bool scaled = rows.empty() || std::find(rows.begin(), rows.end(), cells[0].text) != rows.end();
    for (std::size_t field = 0; scaled && field != cells.size(); ++field)
      if (std::find(columns.begin(), columns.end(), csv.header[field].text) != columns.end())
        cells[field].text = number(std::max(least, std::stod(cells[field].text) * factor));
    text += line_of(cells);
  }
  return text;
}

std::string municipal_economy_for(const twin::TextFile& table, std::span<const int> codes,
                                  std::vector<int>& borrowed) {
  twin::Csv csv = sound_csv(table);
  std::vector<double> means(csv.header.size());
  std::size_t code_field = 0, source_field = csv.header.size();
  for (std::size_t field = 0; field != csv.header.size(); ++field) {
    if (csv.header[field].text == "municipality") code_field = field;
    if (csv.header[field].text == "source") source_field = field;
  }
  for (std::size_t row = 0; row != csv.rows(); ++row)
    for (std::size_t field = 0; field != means.size(); ++field)
      if (field != source_field)
        means[field] += std::stod(csv.row(row)[field].text) / static_cast<double>(csv.rows());
  std::string text = line_of(csv.header);
  for (const int code : codes) {
    std::size_t row = 0;
    while (row != csv.rows() && csv.row(row)[code_field].text != std::to_string(code)) ++row;
    if (row != csv.rows()) {
      text += line_of(csv.row(row));
      continue;
    }
    borrowed.push_back(code);
    std::vector<twin::CsvCell> cells(csv.header.size());
    for (std::size_t field = 0; field != cells.size(); ++field) cells[field].text = number(means[field]);
    cells[code_field].text = std::to_string(code);
    // One rate of tax to the region holds in a county; so the mean is that rate, to the last digit.
    for (std::size_t field = 0; field != cells.size(); ++field)
      if (csv.header[field].text == "region_tax_percent") cells[field].text = csv.row(0)[field].text;
    if (source_field != cells.size()) cells[source_field].text = "mean of another county's municipalities";
    text += line_of(cells);
  }
  return text;
}

std::string age_groups_by_profile(std::span<const Municipality> municipalities, const ByAgeSex& profile) {
  constexpr std::array<std::size_t, 4> kGroupEnds{16, 25, 45, 65};  // of age_0_15 … age_45_64
  constexpr std::array<std::size_t, 2> kCensusEnds{15, 65};         // of 0-14, 15-64
  const auto class_of = [](const auto& ends, std::size_t age) {
    return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), age) - ends.begin());
  };
  std::array<double, 3> in_class{};
  std::array<std::array<double, 5>, 3> shares{};  // of a census class in each group
  for (std::size_t age = 0; age != kAges; ++age) {
    const double people = profile[0][age] + profile[1][age];
    in_class[class_of(kCensusEnds, age)] += people;
    shares[class_of(kCensusEnds, age)][class_of(kGroupEnds, age)] += people;
  }
  std::string text =
      "# Census counts of three age groups, divided as the age profile is: an estimate.\n"
      "municipality,age_0_15,age_16_24,age_25_44,age_45_64,age_65_plus\n";
  for (const Municipality& municipality : municipalities) {
    text += std::to_string(municipality.code);
    for (std::size_t group = 0; group != 5; ++group) {
      double people = 0;
      for (std::size_t c = 0; c != 3; ++c)
        if (in_class[c] > 0) people += municipality.census.by_age[c] * shares[c][group] / in_class[c];
      text += fmt::format(",{}", std::lround(people));
    }
    text += '\n';
  }
  return text;
}

}  // namespace rurban
