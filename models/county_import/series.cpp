#include "models/county_import/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "models/county_import/source_file.h"
#include "twin/io/csv.h"
#include "twin/io/table_spec.h"

namespace rurban {
namespace {

constexpr int kFirstYear = 1700, kLastYear = 2200;
constexpr std::int32_t kMostResidents = 10'000'000;

std::optional<std::int32_t> whole(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The year at a column name's end: "2010", "Folkmängd 2010".
std::optional<int> year_of(std::string_view column) {
  const std::size_t blank = column.find_last_of(' ');
  const auto year = whole(blank == std::string_view::npos ? column : column.substr(blank + 1));
  return year && *year >= kFirstYear && *year <= kLastYear ? year : std::nullopt;
}

class SeriesReader {
 public:
  explicit SeriesReader(const twin::TextFile& file) : file_(file), separator_(separator_of(file)) {}

  std::vector<PopulationCount> read() {
    const std::vector<std::string> header = header_of(file_);
    if (const std::string region = first_column(header, {"region", "Region"}); !region.empty())
      wide(region);
    else
      long_form(header);
    faults_.throw_if_any();
    std::vector<PopulationCount> series;
    for (const auto& [key, residents] : counts_) series.push_back({key.first, key.second, residents});
    return series;
  }

 private:
  void long_form(const std::vector<std::string>& header) {
    std::string code = first_column(header, {"code", "municipality", "kommun", "kommunkod"}),
                year = first_column(header, {"year", "år"}),
                count = first_column(header, {"population", "population_31dec", "residents", "folkmängd"});
    if (code.empty()) code = "code";
    if (year.empty()) year = "year";
    if (count.empty()) count = "population";
    twin::TableSpec spec{"series",
                         {twin::whole_column(code, 1, 9999), twin::whole_column(year, kFirstYear, kLastYear),
                          twin::whole_column(count, 0, kMostResidents)},
                         {{code, year}}};
    spec.others_ok = true;
    spec.separator = separator_;
    const twin::TableSet tables({{spec, file_}}, faults_);
    const twin::InputTable* table = tables.find("series");
    if (table == nullptr) return;
    for (std::size_t row = 0; row != table->rows(); ++row) {
      if ((*table)[code].whole(row) < 100) continue;
      counts_[{(*table)[code].whole(row), (*table)[year].whole(row)}] = (*table)[count].whole(row);
    }
  }

  void wide(const std::string& region_name) {
    std::optional<twin::Csv> csv = twin::parse_csv(file_, faults_, separator_);
    if (!csv) return;
    std::map<std::size_t, int> years;  // by field
    std::size_t region = 0;
    for (std::size_t field = 0; field != csv->header.size(); ++field) {
      if (csv->header[field].text == region_name) region = field;
      if (const auto year = year_of(csv->header[field].text)) years[field] = *year;
    }
    if (years.empty())
      faults_.add(file_.fault(csv->header.front().offset, {"ingen kolumn är ett år", "no column is a year"},
                              {"som «region;2010;2011» eller «region;Folkmängd 2010»",
                               "as 'region;2010;2011' or 'region;Folkmängd 2010'"}));
    for (std::size_t row = 0; row != csv->rows(); ++row) {
      const std::span<twin::CsvCell> cells = csv->row(row);
      if (cells.size() == csv->header.size())
        wide_row(cells, region, years);
      else if (!is_note(cells))
        faults_.add(file_.fault(
            cells.front().offset,
            {fmt::format("raden har {} fält, men rubriken har {}", cells.size(), csv->header.size()),
             fmt::format("the row has {} fields, but the header has {}", cells.size(), csv->header.size())}));
    }
  }

  /// The database puts footnotes below its tables, in lines of one field.
  static bool is_note(std::span<const twin::CsvCell> cells) { return cells.size() == 1; }

  void wide_row(std::span<const twin::CsvCell> cells, std::size_t region, const std::map<std::size_t, int>& years) {
    const std::string& name = cells[region].text;
    const std::string code_text = name.substr(0, name.find(' '));
    const auto code = whole(code_text);
    if (!code || *code < 0 || *code > 9999) {
      faults_.add(file_.fault(
          cells[region].offset,
          {fmt::format("region: «{}» börjar inte med en kod", name),
           fmt::format("region: '{}' does not begin with a code", name)},
          {"kommunens fyra siffror, som «2505 Arvidsjaur»", "the municipality's four digits, as '2505 Arvidsjaur'"}));
      return;
    }
    if (code_text.size() != 4) return;  // a county, or the country
    std::string what;                   // of the row besides region and years
    for (std::size_t field = 0; field != cells.size(); ++field)
      if (field != region && !years.contains(field)) what += cells[field].text + '\n';
    if (!seen_.insert({*code, what}).second)
      faults_.add(file_.fault(cells[region].offset,
                              {fmt::format("region: «{}» finns redan med samma uppdelning", name),
                               fmt::format("region: '{}' is there already with the same breakdown", name)},
                              {"en rad för varje region, eller för varje region och kön, ålder och dylikt",
                               "one row a region, or a region and sex, age and the like"}));
    bool& total = is_total_.try_emplace(*code, is_total(what)).first->second;
    if (total != is_total(what))
      faults_.add(file_.fault(cells[region].offset,
                              {fmt::format("region: «{}» har både en summa och dess delar", name),
                               fmt::format("region: '{}' has both a total and its parts", name)},
                              {"summor eller delar: de läggs ihop", "totals or parts: they are added up"}));
    for (const auto& [field, year] : years) add(cells[field], *code, year);
  }

  /// "totalt", "totalt ålder", "Total": as the database calls a sum.
  static bool is_total(const std::string& what) {
    return what.find("total") != std::string::npos || what.find("Total") != std::string::npos;
  }

  void add(const twin::CsvCell& cell, int code, int year) {
    if (cell.text.empty() || cell.text == "..") return;
    const auto residents = whole(cell.text);
    if (!residents || *residents < 0 || *residents > kMostResidents) {
      faults_.add(file_.fault(
          cell.offset,
          {fmt::format("{}: «{}» är inget antal invånare", year, cell.text),
           fmt::format("{}: '{}' is no number of residents", year, cell.text)},
          {fmt::format("tillåtet: heltal från 0 till {}, eller .. där siffra saknas", kMostResidents),
           fmt::format("allowed: whole numbers from 0 to {}, or .. where there is no figure", kMostResidents)}));
      return;
    }
    counts_[{code, year}] += *residents;
  }

  const twin::TextFile& file_;
  char separator_;
  twin::FaultLog faults_;
  std::map<std::pair<int, int>, std::int32_t> counts_;  ///< by municipality and year
  std::set<std::pair<int, std::string>> seen_;
  std::map<int, bool> is_total_;  ///< by municipality: whether its rows are sums
};

}  // namespace

std::vector<PopulationCount> read_series(const twin::TextFile& file) {
  return SeriesReader(file).read();
}

std::string to_table(const std::vector<PopulationCount>& series, const std::string& origin) {
  std::string table = fmt::format("# Residents on 31 December: {}\nmunicipality,year,residents\n", origin);
  for (const PopulationCount& count : series)
    table += fmt::format("{},{},{}\n", count.municipality, count.year, count.residents);
  return table;
}

}  // namespace rurban
