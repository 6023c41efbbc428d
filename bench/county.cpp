// county_bench: what a county costs. Synthesis, the monthly step as a whole and by model on one and on all threads,
// the state hash, and the county replicated 1, 4 and 16 times. One CSV line a figure; least of several repeats.
//   county_bench [scenarios folder]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>

#include "models/registry.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/io/snapshot.h"
#include "twin/run/simulation.h"

namespace {

using Clock = std::chrono::steady_clock;

double ms_of(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double least_ms(int repeats, const std::function<void()>& work) {
  double least = ms_of(work);
  for (int i = 1; i < repeats; ++i) least = std::min(least, ms_of(work));
  return least;
}

void tell(const std::string& figure, int times, int threads, std::size_t persons, double ms) {
  fmt::print("{},{},{},{},{:.2f},{:.1f}\n", figure, times, threads, persons, ms,
             static_cast<double>(persons) / ms / 1000);
}

/// The county side by side with itself: as many municipalities, places and people, no roads or terrain.
rurban::County replicated(const rurban::County& county, int times) {
  rurban::County result;
  result.name = county.name;
  result.base_date = county.base_date;
  result.demography = county.demography;
  for (int k = 0; k != times; ++k) {
    const auto first = static_cast<std::uint32_t>(result.municipalities.size());
    for (rurban::Municipality municipality : county.municipalities) {
      municipality.code += k * 10'000;
      result.municipalities.push_back(municipality);
    }
    for (rurban::Place place : county.places) {
      place.municipality += first;
      result.places.push_back(place);
    }
  }
  return result;
}

/// Milliseconds of a monthly step, its least over a year after a warm-up month; its state is left in `simulation`.
double monthly_ms(twin::Simulation& simulation) {
  simulation.advance();
  return least_ms(12, [&] { simulation.advance(); });
}

void measure(const rurban::County& county, int times) {
  const int most = twin::threads();
  const auto beginning = std::make_shared<rurban::Beginning>(replicated(county, times));
  const double synthesis = ms_of([&] { beginning->people(1); });
  const std::size_t persons = beginning->people(1)->persons.size();
  tell("synthesis", times, most, persons, synthesis);
  for (int threads = 1; threads <= most; ++threads) {
    twin::set_threads(threads);
    twin::Simulation simulation(rurban::make_models(beginning));
    simulation.set_seed(1);
    simulation.found(county.base_date);
    tell("step", times, threads, persons, monthly_ms(simulation));
    for (const twin::PlanEntry& entry : simulation.plan().entries())
      if (entry.runs > 0)
        tell("step." + entry.name, times, threads, persons,
             std::chrono::duration<double, std::milli>(entry.spent).count() / static_cast<double>(entry.runs));
    tell("hash", times, threads, persons, least_ms(3, [&] { simulation.hash(); }));
    if (threads != most || times != 1) continue;
    const auto file = std::filesystem::temp_directory_path() / "county_bench.rts";
    tell("snapshot.save", times, threads, persons, least_ms(5, [&] { twin::save_snapshot(file, simulation, {}); }));
    tell("snapshot.restore", times, threads, persons, least_ms(5, [&] { twin::restore_snapshot(file, simulation); }));
    std::filesystem::remove(file);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path scenarios = argc > 1 ? argv[1] : "scenarios";
  const rurban::County county = rurban::load_county(scenarios / "norrbotten");
  fmt::print("# {} threads, {}, build {}\n", twin::threads(), to_string(twin::instruction_set()), RURBAN_BUILD_TYPE);
  fmt::print("figure,county_times,threads,persons,ms,persons_per_us\n");
  for (const int times : {1, 4, 16}) {
    measure(county, times);
    twin::set_threads(0);
  }
}
