#include "viz/core/indicators.h"

#include <algorithm>

#include <cmath>

namespace viz {

bool adds_up(const twin::MapLayer& layer) {
  return layer.sized_by.empty() || layer.sized_by == layer.column;
}

std::optional<double> indicator(const Film& film, const twin::MapLayer& layer, twin::Date date) {
  const LayerValues values = film.values(layer, date);
  double sum = 0, weights = 0;
  for (std::size_t row = 0; row != values.values.size(); ++row) {
    const double value = values.values[row];
    if (std::isnan(value) || value == layer.missing) continue;
    const double weight = adds_up(layer) || values.weights.empty() ? 1 : values.weights[row];
    sum += weight * value;
    weights += weight;
  }
  if (weights == 0) return std::nullopt;
  return adds_up(layer) ? sum : sum / weights;
}

std::vector<std::size_t> headline_layers(const Film& film) {
  constexpr std::size_t kMost = 8;
  std::vector<std::size_t> layers;
  for (std::size_t layer = 0; layer != film.layers().size() && layers.size() < kMost; ++layer)
    if (film.layers()[layer].headline) layers.push_back(layer);
  return layers;
}

IndicatorBook::IndicatorBook(const Film& film) : film_(film) {
  for (const std::size_t layer : headline_layers(film)) figures_.push_back({layer, {}});
}

bool IndicatorBook::work() {
  const std::vector<twin::Date> dates = film_.dates();
  // The year that most figures lack is filled first, so that all curves grow together.
  Figure* shortest = nullptr;
  for (Figure& figure : figures_)
    if (shortest == nullptr || figure.years.size() < shortest->years.size()) shortest = &figure;
  if (shortest == nullptr) return false;
  for (const twin::Date date : dates) {
    if (twin::month_of(date) % 12 != 0 && date != dates.front()) continue;
    if (!shortest->years.empty() && date <= shortest->years.back().first) continue;
    shortest->years.emplace_back(date, indicator(film_, film_.layers()[shortest->layer], date));
    return true;
  }
  return false;
}

IndicatorBook::Pair IndicatorBook::at(const Figure& baseline, const Figure* variant, twin::Date date) {
  const auto& years = baseline.years;
  const auto after = std::upper_bound(years.begin(), years.end(), date,
                                      [](twin::Date sought, const auto& year) { return sought < year.first; });
  if (after == years.begin()) return {};
  const auto& [january, value] = *(after - 1);
  Pair pair{value, {}};
  if (variant != nullptr)
    for (const auto& [year, other] : variant->years)
      if (year == january) pair.variant = other;
  return pair;
}

}  // namespace viz
