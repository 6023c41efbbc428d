#include "viz/core/classes.h"

#include <algorithm>
#include <cmath>

#include "viz/core/numbers.h"
#include "viz/core/palette.h"
#include "viz/core/words.h"

namespace viz {
namespace {

double rounded(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
  return std::round(value / unit) * unit;
}

}  // namespace

std::size_t Classes::of(double value) const {
  return static_cast<std::size_t>(std::upper_bound(breaks.begin(), breaks.end(), value) - breaks.begin());
}

std::string Classes::name(std::size_t index, twin::Language language) const {
  const Words tr(language);
  if (breaks.empty()) return tr("all");
  const auto number = [&](double value) { return breaks.front() < 0 ? signed_number(value) : thousands(value); };
  if (index == 0) return tr.fill("under {}", number(breaks.front()));
  if (index == breaks.size()) return tr.fill("{} or more", number(breaks.back()));
  return tr.fill("{} to {}", number(breaks[index - 1]), number(breaks[index]));
}

std::vector<double> quantile_breaks(std::span<const double> values, std::size_t count) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> breaks;
  if (sorted.empty()) return breaks;
  for (std::size_t i = 1; i < count; ++i) {
    const double limit = rounded(sorted[i * sorted.size() / count]);
    if (limit > sorted.front() && (breaks.empty() || limit > breaks.back())) breaks.push_back(limit);
  }
  return breaks;
}

Classes sequential_classes(std::vector<double> breaks, bool high_is_dark) {
  Classes classes{std::move(breaks), {}};
  classes.colours = sequential(classes.breaks.size() + 1);
  if (!high_is_dark) std::reverse(classes.colours.begin(), classes.colours.end());
  return classes;
}

Classes change_classes() {
  Classes classes{{-20, -10, -2, 2, 10, 20}, diverging(7)};
  std::reverse(classes.colours.begin(), classes.colours.end());  // red where there is less
  return classes;
}

Classes step_classes() {
  Classes classes{{-2, 0, 1, 3}, diverging(5)};
  std::reverse(classes.colours.begin(), classes.colours.end());
  return classes;
}

}  // namespace viz
