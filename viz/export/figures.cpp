#include "viz/export/figures.h"

#include <fmt/format.h>

#include <cmath>

#include "viz/core/numbers.h"

namespace viz {
namespace {

constexpr double kOrePerKrona = 100;

/// What amounts are told in.
struct Scale {
  double kr;
  const char *sv, *short_en, *en;
};
constexpr Scale kScales[] = {
    {1e9, "miljarder", "bn", "billion"}, {1e6, "miljoner", "m", "million"}, {1e3, "tusen", "k", "thousand"}};

struct Scaled {
  std::string number;
  const Scale& scale;
};
/// An amount in the largest unit that it reaches, with a decimal where it would say too little without.
Scaled scaled(double ore, twin::Language language) {
  const double kr = std::abs(ore) / kOrePerKrona;
  const Scale* scale = &kScales[0];
  while (kr < scale->kr && scale->kr > 1e3) ++scale;
  const double figure = kr / scale->kr, whole_from = scale->kr == 1e9 ? 100 : 10;
  return {number(figure, scale->kr > 1e3 && figure < whole_from ? 1 : 0, language), *scale};
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
  const auto [number, scale] = scaled(ore, language);
  if (language == twin::Language::kEnglish) return fmt::format("SEK\u202f{}\u202f{}", number, scale.short_en);
  return fmt::format("{}\u202f{} kr", number, scale.sv);
}

std::string money_words(double ore, twin::Language language) {
  const auto [number, scale] = scaled(ore, language);
  if (language == twin::Language::kEnglish) return fmt::format("SEK {} {}", number, scale.en);
  return fmt::format("{} {} kronor", number, scale.sv);
}

}  // namespace viz
