#include "models/history/sweden.h"

#include <algorithm>
#include <array>
#include <map>

#include "twin/io/table_spec.h"

namespace rurban::history {
namespace {

using twin::choice_column;
using twin::decimal_column;
using twin::whole_column;

struct Series {
  const char* key;
  std::vector<YearValue> Sweden::*values;
};
constexpr std::array kSeries{Series{"children_per_woman", &Sweden::children_per_woman},
                             Series{"age_at_birth", &Sweden::age_at_birth},
                             Series{"life_expectancy_women", &Sweden::life_expectancy_women},
                             Series{"life_expectancy_men", &Sweden::life_expectancy_men},
                             Series{"residents", &Sweden::residents},
                             Series{"refugees", &Sweden::refugees}};

twin::TableSpec spec() {
  std::vector<std::string> keys;
  for (const Series& series : kSeries) keys.emplace_back(series.key);
  return {"sweden",
          {choice_column("driver", keys), whole_column("year", 1900, 2200), decimal_column("value", 0, 1e9),
           decimal_column("low", 0, 1e9), decimal_column("high", 0, 1e9), twin::text_column("source")},
          {{"driver", "year"}}};
}

}  // namespace

Sweden load_sweden(const std::filesystem::path& path) {
  twin::FaultLog faults;
  const twin::TableSet tables = twin::read_table(spec(), path, faults);
  const twin::InputTable& table = *tables.find("sweden");
  Sweden sweden;
  for (const Series& series : kSeries) {
    std::vector<YearValue>& values = sweden.*series.values;
    for (std::size_t row = 0; row != table.rows(); ++row)
      if (table["driver"].text(row) == series.key)
        values.push_back({table["year"].whole(row), table["value"].decimal(row)});
    std::ranges::sort(values, {}, &YearValue::year);
    if (values.empty())
      faults.add(table.fault({std::string("drivkraften ") + series.key + " saknas",
                              std::string("the driver ") + series.key + " is missing"}));
  }
  faults.throw_if_any();
  return sweden;
}

}  // namespace rurban::history
