#include "twin/experiment/simulator.h"

#include <utility>

#include "twin/base/parallel.h"

namespace twin::experiment {

Batch side_by_side(Simulator simulator) {
  return [simulator = std::move(simulator)](std::span<const Trial> runs) {
    std::vector<std::vector<double>> outputs(runs.size());
    for_each_index(runs.size(), [&](std::size_t i) { outputs[i] = simulator(runs[i].parameters, runs[i].seed); });
    return outputs;
  };
}

}  // namespace twin::experiment
