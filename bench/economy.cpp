// economy_bench: a month of each model of the economy, on the county as it ships.
//   economy_bench [--benchmark_filter=firms]
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "models/registry.h"
#include "twin/base/parallel.h"
#include "twin/run/simulation.h"

namespace {

constexpr std::array kModels{"employment", "income", "public_finance", "firms", "checks"};

/// What one model has taken so far, in seconds.
double spent_by(twin::Simulation& simulation, const std::string& model) {
  if (model == "checks") return std::chrono::duration<double>(simulation.plan().checks().spent).count();
  for (const twin::PlanEntry& entry : simulation.plan().entries())
    if (entry.name == model) return std::chrono::duration<double>(entry.spent).count();
  return 0;
}

/// The county after its first month, which calibrates and allocates.
std::unique_ptr<twin::Simulation> county_after_a_month() {
  static const auto kBeginning = std::make_shared<rurban::Beginning>(
      rurban::load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios" / "norrbotten"));
  auto simulation = std::make_unique<twin::Simulation>(rurban::make_models(kBeginning));
  simulation->set_seed(1);
  simulation->found(kBeginning->county().base_date);
  simulation->advance();
  return simulation;
}

/// A step of one model in a year of months: the mean of twelve, quarters and the year's end among them.
void month(benchmark::State& state, const std::string& model, int threads) {
  twin::set_threads(threads);
  const auto simulation = county_after_a_month();
  for (auto _ : state) {
    const double before = spent_by(*simulation, model);
    simulation->advance();
    state.SetIterationTime(spent_by(*simulation, model) - before);
  }
  state.counters["threads"] = threads;
  twin::set_threads(0);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::AddCustomContext("build", RURBAN_BUILD_TYPE);
  for (const std::string model : kModels)
    for (int threads = 1; threads <= std::max(1, twin::threads()); ++threads)
      benchmark::RegisterBenchmark((model + "/threads:" + std::to_string(threads)).c_str(), month, model, threads)
          ->UseManualTime()
          ->Unit(benchmark::kMillisecond)
          ->Iterations(12);
  benchmark::RunSpecifiedBenchmarks();
}
