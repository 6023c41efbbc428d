#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

/// What calibration asks of whoever can run the model.
namespace twin::experiment {

/// One run: parameters in, outputs out. A run that failed gives outputs that are not a number.
using Simulator = std::function<std::vector<double>(std::span<const double> parameters, std::uint64_t seed)>;

/// A run to be made.
struct Trial {
  std::vector<double> parameters;
  std::uint64_t seed = 0;
};

/// Many independent runs at once, on threads or machines as the caller likes; their outputs in the order of the runs.
using Batch = std::function<std::vector<std::vector<double>>(std::span<const Trial>)>;

/// Runs side by side on this machine's threads. Requires: the simulator may be called from many threads
Batch side_by_side(Simulator simulator);

}  // namespace twin::experiment
