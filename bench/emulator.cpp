// emulator_bench: learning an emulator, asking it, and the Sobol indices of what it says. One CSV line a figure; CPU
// time, the least of several repeats, one thread.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <vector>

#include "bench/least_cpu.h"
#include "twin/base/draw.h"
#include "twin/base/parallel.h"
#include "twin/experiment/emulator_fit.h"

namespace {

using namespace twin::experiment;

constexpr twin::Stream kNoise{"bench.emulator"};

/// A hill, a wave and an interplay, with a little noise; factors beyond the third do nothing.
std::vector<double> outputs_at(const Points& points) {
  std::vector<double> outputs;
  for (Eigen::Index row = 0; row != points.rows(); ++row) {
    const auto x = points.row(row);
    const twin::Draw noise(twin::draw_key(1, kNoise.hash), static_cast<std::uint64_t>(row), 0);
    outputs.push_back(std::sin(5 * x[0]) + 3 * x[1] * x[2] - x[2] * x[2] + 0.1 * noise.uniform());
  }
  return outputs;
}

}  // namespace

int main() {
  twin::set_threads(1);
  fmt::print("# build {}\nfigure,value,unit\n", RURBAN_BUILD_TYPE);
  for (const auto& [runs, factors] : {std::pair<std::size_t, std::size_t>{64, 6}, {128, 6}, {256, 10}}) {
    const Points points = sobol_sequence(runs, factors, 1), fresh = latin_hypercube(1000, factors, 1);
    const std::vector<double> outputs = outputs_at(points);
    const double fit_s = least_cpu_s(3, [&] { fit_emulator(points, outputs); });
    const Emulator emulator = fit_emulator(points, outputs);
    double sum = 0;
    const auto ask_all = [&](const auto& ask) {
      for (Eigen::Index i = 0; i != fresh.rows(); ++i)
        sum += ask(std::span<const double>(fresh.row(i).data(), factors));
    };
    const double predict_s = least_cpu_s(5, [&] { ask_all([&](auto x) { return emulator.predict(x).variance; }); });
    const double mean_s = least_cpu_s(5, [&] { ask_all([&](auto x) { return emulator.mean(x); }); });
    const double indices_s = least_cpu_s(1, [&] { sum += sobol_indices(emulator, 1024).factors[0].total.value; });
    const CrossValidation check = cross_validated(emulator);
    fmt::print("fit {}x{},{:.3f},s\n", runs, factors, fit_s);
    fmt::print("predict {}x{},{:.2f},us\n", runs, factors, predict_s * 1e3);
    fmt::print("mean {}x{},{:.2f},us\n", runs, factors, mean_s * 1e3);
    fmt::print("sobol indices of 1024 base rows {}x{},{:.3f},s\n", runs, factors, indices_s);
    fmt::print("explained {}x{},{:.4f},1\n", runs, factors, check.explained);
    if (!std::isfinite(sum)) return 1;
  }
}
