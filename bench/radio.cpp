// radio_bench: the radial sweep in CPU time of one thread, over invented ground of 50 m cells.
//   radio_bench [--benchmark_filter=hills]
#include <benchmark/benchmark.h>

#include <map>
#include <string>

#include "models/radio/sweep.h"
#include "models/radio/synthetic_ground.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"

namespace {

using namespace rurban::radio;

const std::map<std::string, Relief> kReliefs{
    {"sea", kSea}, {"flat", kFlat}, {"hills", kHills}, {"mountains", kMountains}, {"forested_hills", kForestedHills}};

const Surface& ground(const std::string& name) {
  static std::map<std::string, Surface> made;
  if (!made.contains(name)) made[name] = synthetic_ground(kReliefs.at(name), 1, 110'000, 50);
  return made[name];
}

/// One mast of 60 m at 800 MHz to 50 km.
void sweep_once(benchmark::State& state, const std::string& relief, double step_m, twin::InstructionSet set) {
  const Surface& surface = ground(relief);
  const twin::InstructionSet before = twin::instruction_set();
  twin::set_instruction_set(set);
  twin::set_threads(1);
  double paths = 0;
  for (auto _ : state) {
    const RadialLoss loss = sweep(surface, {.antenna_m = 60, .mhz = 800}, {.radius_m = 50'000, .step_m = step_m});
    benchmark::DoNotOptimize(loss.loss_db.data());
    paths += static_cast<double>(loss.loss_db.size());
  }
  state.counters["paths"] = benchmark::Counter(paths, benchmark::Counter::kIsRate);
  twin::set_threads(0);
  twin::set_instruction_set(before);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::AddCustomContext("build", RURBAN_BUILD_TYPE);
  for (const auto& [relief, unused] : kReliefs)
    for (const int step_m : {100, 250})
      for (const twin::InstructionSet set : twin::supported_instruction_sets())
        benchmark::RegisterBenchmark(
            (relief + "/step:" + std::to_string(step_m) + "/" + std::string(to_string(set))).c_str(), sweep_once,
            relief, step_m, set)
            ->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
}
