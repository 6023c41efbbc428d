#include "viz/export/figures.h"

#include <fmt/format.h>

#include <cmath>

#include "viz/core/numbers.h"

namespace viz {
namespace {

constexpr double kOrePerKrona = 100, kThousand = 1e3, kMillion = 1e6;

/// An amount in the larger of two units that it reaches.
struct Scaled {
  std::string number;
  bool millions = false;
};
Scaled scaled(double ore, twin::Language language) {
  const double kr = std::abs(ore) / kOrePerKrona;
  if (kr >= kMillion) return {number(kr / kMillion, kr < 10 * kMillion ? 1 : 0, language), true};
  return {number(kr / kThousand, 0, language), false};
}

}  // namespace

const twin::SeriesResult* find_series(const twin::RunResult& run, std::string_view name) {
  for (const twin::SeriesResult& result : run.series)
    if (result.series.info.name == name && !result.series.dates.empty()) return &result;
  return nullptr;
}

double value(const twin::Series& series, std::size_t time, std::size_t row) {
  return series.values[time * series.width + row];
}

double total(const twin::Series& series, std::size_t time) {
  double sum = 0;
  for (std::size_t row = 0; row != series.width; ++row) sum += value(series, time, row);
  return sum;
}

std::vector<YearFigure> by_year(const twin::RunResult& run, const twin::SeriesResult& result, std::size_t row) {
  std::vector<YearFigure> figures;
  const twin::Series& series = result.series;
  for (std::size_t t = 0; t != series.dates.size(); ++t) {
    const double figure = value(series, t, row);
    if (series.dates[t] > run.info.from && std::isfinite(figure))
      figures.push_back({twin::year_of(series.dates[t] - std::chrono::days{1}), figure});
  }
  return figures;
}

std::optional<double> in_year(const twin::RunResult& run, std::string_view name, int year, std::size_t row) {
  const twin::SeriesResult* result = find_series(run, name);
  if (result == nullptr || row >= result->series.width) return std::nullopt;
  std::optional<double> found;
  for (const YearFigure& figure : by_year(run, *result, row))
    if (figure.year == year) found = figure.value;
  return found;
}

std::string money(double ore, twin::Language language) {
  const auto [number, millions] = scaled(ore, language);
  if (language == twin::Language::kEnglish) return fmt::format("SEK\u202f{}\u202f{}", number, millions ? "m" : "k");
  return fmt::format("{}\u202f{}", number, millions ? "mkr" : "tkr");
}

std::string money_words(double ore, twin::Language language) {
  const auto [number, millions] = scaled(ore, language);
  if (language == twin::Language::kEnglish)
    return fmt::format("SEK {} {}", number, millions ? "million" : "thousand");
  return fmt::format("{} {} kronor", number, millions ? "miljoner" : "tusen");
}

}  // namespace viz
