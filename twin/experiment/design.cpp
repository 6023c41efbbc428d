#include "twin/experiment/design.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cassert>
#include <functional>
#include <numeric>
#include <vector>

#include "twin/base/draw.h"
#include "twin/experiment/shuffle.h"

namespace twin::experiment {
namespace {

constexpr Stream kSlices{"experiment.latin_hypercube.slices"}, kJitter{"experiment.latin_hypercube.jitter"};
constexpr Stream kShift{"experiment.sobol.shift"};
constexpr Stream kOrder{"experiment.morris.order"}, kStart{"experiment.morris.start"};

Points rows_of(std::size_t rows, std::size_t columns) {
  return Points(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
}

double& at(Points& points, std::size_t row, std::size_t column) {
  return points(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
}

double level(std::size_t index, std::size_t levels) {
  return levels == 1 ? 0.5 : static_cast<double>(index) / static_cast<double>(levels - 1);
}

// The middle of one of 2^52 intervals, for which a double has room.
double middle(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

double lower_end(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace

Points full_grid(std::span<const std::size_t> levels) {
  assert(std::ranges::all_of(levels, [](std::size_t n) { return n >= 1; }));
  const std::size_t runs = std::reduce(levels.begin(), levels.end(), std::size_t{1}, std::multiplies<>());
  Points points = rows_of(runs, levels.size());
  for (std::size_t run = 0; run != runs; ++run) {
    std::size_t rest = run;
    for (std::size_t k = levels.size(); k-- != 0; rest /= levels[k])
      at(points, run, k) = level(rest % levels[k], levels[k]);
  }
  return points;
}

Points latin_hypercube(std::size_t runs, std::size_t factors, std::uint64_t seed) {
  Points points = rows_of(runs, factors);
  const PhiloxKey jitter = draw_key(seed, kJitter.hash);
  for (std::size_t k = 0; k != factors; ++k) {
    const std::vector<std::size_t> slices = shuffled(runs, draw_key(seed, kSlices.hash), k);
    for (std::size_t run = 0; run != runs; ++run)
      at(points, run, k) =
          (static_cast<double>(slices[run]) + Draw(jitter, k, static_cast<std::uint32_t>(run)).uniform()) /
          static_cast<double>(runs);
  }
  return points;
}

Points sobol_sequence(std::size_t runs, std::size_t factors, std::uint64_t seed) {
  Points points = rows_of(runs, factors);
  if (runs == 0 || factors == 0) return points;
  std::vector<std::uint64_t> shifts(factors);
  if (seed != 0)
    for (std::size_t k = 0; k != factors; ++k) {
      const Draw draw(draw_key(seed, kShift.hash), k, 0);
      shifts[k] = std::uint64_t{draw.bits(0)} << 32 | draw.bits(1);
    }
  boost::random::sobol sequence(factors);  // leaves out the origin
  for (std::size_t run = 0; run != runs; ++run)
    for (std::size_t k = 0; k != factors; ++k) {
      const std::uint64_t bits = run == 0 ? 0 : sequence();
      at(points, run, k) = seed == 0 ? lower_end(bits) : middle(bits ^ shifts[k]);
    }
  return points;
}

Points saltelli(std::size_t base, std::size_t factors, bool second_order, std::uint64_t seed) {
  const Points both = sobol_sequence(base, 2 * factors, seed);
  const auto count = static_cast<Eigen::Index>(factors);
  const std::size_t stride = second_order ? 2 * factors + 2 : factors + 2;
  Points points = rows_of(base * stride, factors);
  Eigen::Index row = 0;
  for (Eigen::Index i = 0; i != both.rows(); ++i) {
    const auto a = both.row(i).head(count), b = both.row(i).tail(count);
    points.row(row++) = a;
    for (Eigen::Index k = 0; k != count; ++k, ++row) {
      points.row(row) = a;
      points(row, k) = b(k);
    }
    for (Eigen::Index k = 0; second_order && k != count; ++k, ++row) {
      points.row(row) = b;
      points(row, k) = a(k);
    }
    points.row(row++) = b;
  }
  return points;
}

Points morris(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed) {
  assert(levels >= 2 && levels % 2 == 0);
  Points points = rows_of(trajectories * (factors + 1), factors);
  const auto half = static_cast<std::uint32_t>(levels / 2);
  for (std::size_t t = 0, row = 0; t != trajectories; ++t, ++row) {
    // Of a factor's two values on the trajectory the lower is among the lower half of the levels.
    std::vector<std::uint32_t> low(factors);
    std::vector<bool> up(factors);
    for (std::size_t k = 0; k != factors; ++k) {
      const Draw draw(draw_key(seed, kStart.hash), t, static_cast<std::uint32_t>(k));
      low[k] = draw.below(half, 0);
      up[k] = draw.chance(0.5, 1);
      at(points, row, k) = level(up[k] ? low[k] : low[k] + half, levels);
    }
    for (const std::size_t k : shuffled(factors, draw_key(seed, kOrder.hash), t)) {
      ++row;
      points.row(static_cast<Eigen::Index>(row)) = points.row(static_cast<Eigen::Index>(row - 1));
      at(points, row, k) = level(up[k] ? low[k] + half : low[k], levels);
    }
  }
  return points;
}

Points one_at_a_time(std::size_t factors, std::size_t levels, std::span<const double> centre) {
  assert(levels >= 1 && centre.size() == factors);
  Points points = rows_of(1 + factors * levels, factors);
  points.rowwise() = Eigen::Map<const Eigen::RowVectorXd>(centre.data(), static_cast<Eigen::Index>(factors));
  for (std::size_t k = 0, row = 1; k != factors; ++k)
    for (std::size_t index = 0; index != levels; ++index, ++row) at(points, row, k) = level(index, levels);
  return points;
}

}  // namespace twin::experiment
