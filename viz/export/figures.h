#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twin/io/results.h"

namespace viz {

/// A recorded series with at least one date; null if the run has none of that name.
const twin::SeriesResult* find_series(const twin::RunResult& run, std::string_view name);

double value(const twin::Series& series, std::size_t time, std::size_t row);
/// The sum over rows.
double total(const twin::Series& series, std::size_t time);

struct YearFigure {
  int year = 0;
  double value = 0;
};
/// A row of a series that is recorded once a year, each figure with the year that ended on its date; years without a
/// value are left out. What is recorded at the run's first instant describes no year.
std::vector<YearFigure> by_year(const twin::RunResult& run, const twin::SeriesResult& result, std::size_t row);
/// A single value, or a row, in a year.
std::optional<double> in_year(const twin::RunResult& run, std::string_view name, int year, std::size_t row = 0);

/// öre as people read them: "81,5 miljarder kr", "123 miljoner kr", "456 tusen kr"; "SEK 81.5 bn", "SEK 123 m",
/// "SEK 456 k". No sign.
std::string money(double ore, twin::Language language);
/// The same in a sentence: "81,5 miljarder kronor", "SEK 81.5 billion". No sign.
std::string money_words(double ore, twin::Language language);

}  // namespace viz
