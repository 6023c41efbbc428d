#include "models/history/baselines.h"

#include <algorithm>
#include <numeric>

#include "twin/base/math.h"

namespace rurban::history {
namespace {

constexpr int kTrendYears = 10;

template <class Figure>
std::vector<double> by_municipality(const PopulationSeries& known, const Figure& figure) {
  const int start = known.last_year();
  std::vector<double> result;
  for (std::size_t m = 0; m != known.residents.size(); ++m)
    result.push_back(figure(known.at(m, start - kTrendYears), known.at(m, start)));
  return result;
}

}  // namespace

std::vector<double> no_change(const PopulationSeries& known) {
  return by_municipality(known, [](double, double now) { return now; });
}

std::vector<double> exponential_trend(const PopulationSeries& known, int end) {
  const double times = 1.0 * (end - known.last_year()) / kTrendYears;
  return by_municipality(known, [&](double before, double now) { return now * twin::pow(now / before, times); });
}

std::vector<double> linear_trend(const PopulationSeries& known, int end) {
  const double times = 1.0 * (end - known.last_year()) / kTrendYears;
  return by_municipality(known, [&](double before, double now) { return now + (now - before) * times; });
}

std::vector<double> damped_trend(const PopulationSeries& known, int end) {
  std::vector<double> result = exponential_trend(known, end);
  for (std::size_t m = 0; m != result.size(); ++m) result[m] = (result[m] + known.at(m, known.last_year())) / 2;
  return result;
}

std::vector<double> cohort_component(const PopulationSeries& known, int end, const Demography& tables,
                                     const Sweden& sweden, const CountyLevels& levels) {
  const int start = known.last_year();
  std::vector<double> result;
  for (const Past& past : reconstruct(known, tables, sweden, levels)) {
    const auto years = std::min<std::ptrdiff_t>(kTrendYears, std::ssize(past.net));
    const double net = std::accumulate(past.net.end() - years, past.net.end(), 0.0) / static_cast<double>(years);
    const std::vector<double> ahead(static_cast<std::size_t>(end - start), net);
    result.push_back(project(past.people, start, ahead, tables, sweden, levels).back());
  }
  return result;
}

}  // namespace rurban::history
