// coverage_bench: what masts, measuring and siting take in Norrbotten, and how the known map's error falls with the
// weeks of rounds. Two CSV tables on stdout: figures of CPU time, then errors on road cells by week. `years` adds
// what coverage and broadband take of 25 years, with masts and fibre built each year and without.
//   coverage_bench [figures|weeks|years]
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "models/coverage/air.h"
#include "models/coverage/campaign.h"
#include "models/places.h"
#include "models/registry.h"
#include "models/vocabulary.h"
#include "tests/support/held_back.h"
#include "twin/base/parallel.h"
#include "twin/run/simulation.h"

namespace {

using namespace rurban;
using namespace rurban::coverage;

constexpr twin::Stream kVisit{"coverage_bench.visit"};

/// CPU time, ms.
double ms_of(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}
void tell(const char* figure, double ms) {
  fmt::print("{},{:.4g},ms\n", figure, ms);
}

BeginningPtr norrbotten() {
  static const auto kBeginning =
      std::make_shared<Beginning>(load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios" / "norrbotten"));
  return kBeginning;
}

struct Setting {
  const char* name;
  double value;
};
std::unique_ptr<twin::Simulation> founded(const std::vector<Setting>& settings) {
  auto simulation = std::make_unique<twin::Simulation>(make_models(norrbotten()));
  simulation->set_seed(1);
  for (const Setting& setting : settings) simulation->plan().set_parameter(setting.name, setting.value);
  simulation->found(norrbotten()->county().base_date);
  return simulation;
}

double spent_ms(const twin::Simulation& simulation, std::string_view model = "coverage") {
  for (const twin::PlanEntry& entry : simulation.plan().entries())
    if (entry.name == model) return std::chrono::duration<double, std::milli>(entry.spent).count();
  return 0;
}

/// What the model takes in an ordinary quarter (the second) and in the last of a year. One thread, wall time.
struct Quarters {
  double second_ms = 0, last_ms = 0;
};
Quarters quarters_of(const std::vector<Setting>& settings) {
  const auto simulation = founded(settings);
  const auto quarter = [&] {
    const double before = spent_ms(*simulation);
    for (int month = 0; month != 3; ++month) simulation->advance();
    return spent_ms(*simulation) - before;
  };
  quarter();
  const double second = quarter();
  quarter();
  return {second, quarter()};
}

/// An act each on many masts, beside the same month without.
double move_ms() {
  constexpr int kMoves = 20;
  const auto month_with = [](int moves) {
    const auto simulation = founded({});
    const auto east = simulation->world().column(kMastEast), north = simulation->world().column(kMastNorth);
    const auto kind = simulation->world().column(kMastKind);
    std::vector<twin::DatedAct> acts;
    for (std::size_t mast = 0; mast != east.size() && static_cast<int>(acts.size()) != moves; ++mast)
      if (kind[mast] == static_cast<std::uint8_t>(SiteKind::kMast))
        acts.push_back(
            {simulation->now(),
             {"coverage.set_height", {static_cast<double>(simulation->world().table("mast").ids()[mast]), 50}}});
    simulation->set_acts(acts);
    return ms_of([&] { simulation->advance(); });
  };
  return (month_with(kMoves) - month_with(0)) / kMoves;
}

void figures() {
  twin::set_threads(1);
  const County& county = norrbotten()->county();
  tell("air made", ms_of([&] { const Air air(county, twin::year_of(county.base_date), 2); }));
  tell("operators' network of a year",
       ms_of([&] { network_of(county, county_cells(*county.terrain), twin::year_of(county.base_date) + 1); }));
  tell("a mast changed by hand", move_ms());
  const Quarters plain = quarters_of({}), measured = quarters_of({{"coverage.measuring_trucks", 100}}),
                 building = quarters_of({{"coverage.mast_budget", 20e6}, {"coverage.mast_budget_from", 2021}});
  tell("a quarter", plain.second_ms);
  tell("a year's last quarter", plain.last_ms);
  const double measuring = measured.second_ms - plain.second_ms;
  tell("a quarter's measuring", measuring);
  tell("drawing the known map", measured.last_ms - plain.last_ms - measuring);
  tell("the first year's siting", building.last_ms - plain.last_ms);
  tell("a later year's siting",
       quarters_of({{"coverage.mast_budget", 20e6}, {"coverage.mast_budget_from", 2021}}).last_ms - plain.last_ms);
  twin::set_threads(0);
}

/// One thread, so that the wall's time is the processor's where nothing else runs.
void years() {
  constexpr int kYears = 25;
  twin::set_threads(1);
  for (const auto& [name, settings] :
       {std::pair{"today", std::vector<Setting>{}},
        {"masts and fibre", {{"coverage.mast_budget", 20e6}, {"broadband.budget", 20e6}}}}) {
    const auto simulation = founded(settings);
    const double all = ms_of([&] {
      for (int month = 0; month != 12 * kYears; ++month) simulation->advance();
    });
    for (const char* model : {"coverage", "broadband"})
      tell(fmt::format("25 years of {}: {}", name, model).c_str(), spent_ms(*simulation, model));
    tell(fmt::format("25 years of {}: all models", name).c_str(), all);
  }
  twin::set_threads(0);
}

/// The rounds of all garbage trucks in winter, as the county's homes stand.
std::vector<MeasuredRound> rounds_of_winter(const twin::World& world, const CountyCells& cells) {
  std::vector<Doors> doors(world.table("place").rows());
  const auto occupant = world.column(kOccupant);
  const auto place = world.column(kDwellingPlace);
  const auto kind = world.column(kDwellingKind);
  for (std::size_t home = 0; home != occupant.size(); ++home)
    if (occupant[home].valid())
      ++(kind[home] == DwellingKind::kHouse ? doors[place[home].row].houses : doors[place[home].row].flats);
  const auto municipality = world.column(kPlaceMunicipality);
  const auto depots = largest_places(municipality, world.column(kPlaceResidents), world.table("municipality").rows());
  return truck_rounds(norrbotten()->county(), norrbotten()->roads(), cells, Season::kWinter, doors, municipality,
                      depots);
}

/// What phones on the rounds found in so many weeks: quarter by quarter as the model has it.
struct Found {
  std::vector<std::uint16_t> visits;
  std::vector<std::int16_t> mean;
};
Found found_in(int weeks, std::size_t op, std::span<const MeasuredRound> rounds, std::span<const double> truth) {
  constexpr int kQuarter = 13;
  constexpr double kRoadSdDb = 3, kVisitSdDb = 3.7, kPhoneSdDb = 1.5;  // as coverage.* has them by default
  Found found{std::vector<std::uint16_t>(truth.size()), std::vector<std::int16_t>(truth.size())};
  const auto key = twin::draw_key(1, kVisit.hash);
  for (int week = 0; week < weeks; week += kQuarter) {
    const int visits = std::min(kQuarter, weeks - week) / 2;
    for (const MeasuredRound& round : rounds)
      for (const std::uint32_t cell : round.cells) {
        const std::uint64_t phone = round.municipality * kOperators + op;
        const double level = truth[cell] - road_db(1, cell, kRoadSdDb) +
                             kPhoneSdDb * bell(twin::Draw(key, phone, 1'000'000)) +
                             kVisitSdDb / std::sqrt(visits) *
                                 bell(twin::Draw(key, twin::combine(phone, cell), static_cast<std::uint32_t>(week)));
        found.mean[cell] = mean_reading(found.mean[cell], found.visits[cell], level, visits);
        found.visits[cell] = static_cast<std::uint16_t>(found.visits[cell] + visits);
      }
  }
  return found;
}

void weeks() {
  constexpr double kHiddenSdDb = 4;
  const auto simulation = founded({});
  const auto air = norrbotten()->kept<Air>(1, [](const County&) { return std::unique_ptr<Air>(); });
  const CountyCells& cells = air->cells;
  const auto rounds = rounds_of_winter(simulation->world(), cells);
  const auto road = road_cells(norrbotten()->county(), cells);
  fmt::print(
      "weeks,error_where_measured_db,error_held_back_db,within_90_percent_interval,computed_alone_db,nearest_db,"
      "inverse_distance_db,nearest_difference_db,inverse_distance_difference_db,road_cells,road_cells_seen\n");
  for (const int week : {2, 4, 8, 13, 26, 52, 104}) {
    HeldBack held;
    std::vector<std::uint32_t> seen;
    for (std::size_t op = 0; op != kOperators; ++op) {
      std::vector<Target> places;
      std::vector<double> truth;
      for (std::uint32_t cell = 0; cell != cells.size(); ++cell) {
        const auto of = [&](const Field& field) { return signal_dbm(field, cell, static_cast<Operator>(op)); };
        places.push_back(
            {1.0 * cells.east_m[cell], 1.0 * cells.north_m[cell], static_cast<float>(of(air->planned_field))});
        truth.push_back(of(air->true_field) - hidden_db(1, cell, kHiddenSdDb));
      }
      const Found found = found_in(week, op, rounds, truth);
      seen.clear();
      std::copy_if(road.begin(), road.end(), std::back_inserter(seen),
                   [&](std::uint32_t cell) { return found.visits[cell] > 0; });
      held.add(cells, places, truth, seen, found.visits, found.mean);
    }
    fmt::print("{},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{},{}\n", week, held.measured.rmse(),
               held.kriging.rmse(), held.inside_share(), held.computed.rmse(), held.nearest.rmse(),
               held.inverse.rmse(), held.nearest_residual.rmse(), held.inverse_residual.rmse(), road.size(),
               seen.size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  fmt::print("build,{},\n", RURBAN_BUILD_TYPE);
  if (what.empty() || what == "figures") figures();
  if (what.empty() || what == "weeks") weeks();
  if (what == "years") years();
}
