// radio_bench: the radial sweep in CPU time of one thread, over invented ground; and loss maps of one mast and of a
// county's thousand.
//   radio_bench [--benchmark_filter=hills]
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <map>
#include <string>

#include "models/radio/coverage_map.h"
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

constexpr SweepRules kCounty{.radius_m = 50'000, .step_m = 250};

/// From the mast to the map: the sweep, put onto cells of 250 m, or onto cells of 1 km by 16 spots in each.
void one_map(benchmark::State& state, const std::string& relief, int cell_m) {
  const Surface& surface = ground(relief);
  const MapGrid grid{110'000 / cell_m, 110'000 / cell_m, -55'000, -55'000, cell_m};
  const MapRules rules{.most_loss_db = 187, .spots_across = cell_m / 250};
  const Transmitter from{.antenna_m = 60, .mhz = 800};
  twin::set_threads(1);
  for (auto _ : state) {
    const LossMap map = loss_map(sweep(surface, from, kCounty), from, grid, rules);
    benchmark::DoNotOptimize(map.size());
  }
  twin::set_threads(0);
}

/// A thousand masts on 450 x 450 km of forested hills in cells of 100 m; all maps are kept.
void thousand_maps(benchmark::State& state, double most_loss_db) {
  static const Surface kSurface = synthetic_ground(kForestedHills, 2, 450'000, 100);
  std::vector<Transmitter> masts;
  for (std::uint64_t i = 0; i != 1000; ++i)
    masts.push_back({400'000 * (lattice(3, static_cast<std::int64_t>(i), 0) - 0.5),
                     400'000 * (lattice(3, static_cast<std::int64_t>(i), 1) - 0.5), 60, 800});
  twin::set_threads(1);
  for (auto _ : state) {
    const auto maps =
        loss_maps(kSurface, masts, kCounty, {1800, 1800, -225'000, -225'000, 250}, {.most_loss_db = most_loss_db});
    std::size_t cells = 0, bytes = 0;
    for (const LossMap& map : maps) cells += map.size(), bytes += map.bytes();
    state.counters["cells"] = static_cast<double>(cells);
    state.counters["maps_MB"] = static_cast<double>(bytes) / 1e6;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1e3;
  twin::set_threads(0);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::AddCustomContext("build", RURBAN_BUILD_TYPE);
  for (const auto& [relief, unused] : kReliefs)
    for (const int step_m : {100, 250})
      for (const twin::InstructionSet set : twin::supported_instruction_sets()) {
        if (set == twin::InstructionSet::kScalar) continue;  // the same code as for SSE2
        const std::string name = relief + "/step:" + std::to_string(step_m) + "/" + std::string(to_string(set));
        benchmark::RegisterBenchmark(name.c_str(), sweep_once, relief, step_m, set)->Unit(benchmark::kMillisecond);
      }
  for (const std::string relief : {"hills", "forested_hills"})
    for (const int cell_m : {250, 1000})
      benchmark::RegisterBenchmark((relief + "/map/cell:" + std::to_string(cell_m)).c_str(), one_map, relief, cell_m)
          ->Unit(benchmark::kMillisecond);
  for (const int most_loss_db : {160, 187})
    benchmark::RegisterBenchmark(("thousand_maps/most_db:" + std::to_string(most_loss_db)).c_str(), thousand_maps,
                                 most_loss_db)
        ->Unit(benchmark::kSecond)
        ->Iterations(1);
  benchmark::RunSpecifiedBenchmarks();
}
