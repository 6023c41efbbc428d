#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twin/base/draw.h"
#include "twin/experiment/scores.h"
#include "twin/experiment/sensitivity.h"

namespace twin::experiment {

/// `statistics(rows)` computes all figures from the rows named, of which some come more than once. Returns each of
/// them for every row once, with the interval of its copies from resampled rows. Requires: count >= 1
template <class Statistics>
std::vector<Estimate> bootstrapped(std::size_t count, const Bootstrap& bootstrap, const Statistics& statistics) {
  constexpr Stream kResample{"experiment.bootstrap"};
  const PhiloxKey key = draw_key(bootstrap.seed, kResample.hash);
  std::vector<std::size_t> rows(count);
  for (std::size_t row = 0; row != count; ++row) rows[row] = row;
  const std::vector<double> values = statistics(rows);
  std::vector<std::vector<double>> copies(values.size());
  for (std::size_t resample = 0; resample != bootstrap.resamples; ++resample) {
    for (std::size_t row = 0; row != count; ++row)
      rows[row] = Draw(key, resample, static_cast<std::uint32_t>(row)).below(static_cast<std::uint32_t>(count));
    const std::vector<double> copy = statistics(rows);
    for (std::size_t i = 0; i != values.size(); ++i) copies[i].push_back(copy[i]);
  }
  std::vector<Estimate> estimates;
  const double tail = (1 - bootstrap.confidence) / 2;
  for (std::size_t i = 0; i != values.size(); ++i) {
    if (copies[i].empty()) copies[i].push_back(values[i]);
    std::ranges::sort(copies[i]);
    estimates.push_back({values[i], sorted_quantile(copies[i], tail), sorted_quantile(copies[i], 1 - tail)});
  }
  return estimates;
}

}  // namespace twin::experiment
