#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/fleet/vehicles.h"
#include "models/transport/rounds.h"

namespace rurban {

/// A kind of round that vehicles drive. All figures are assumptions, +- 25 %, unless a source is named.
struct Duty {
  VehicleKind kind;
  RoundRules rules;
  double kg_per_drop;
  double times_per_year;  ///< that every stop is visited
  double days_per_year;   ///< that vehicles are out
  std::int32_t shifts_per_day;
  std::array<std::int32_t, 2> starts_min;  ///< of the shifts, minutes after midnight
  bool on_weekends;
};
extern const std::array<Duty, 6> kDuties;

/// What a place has of doors and people.
struct Doors {
  std::int32_t houses = 0, flats = 0, old = 0, parcel_points = 0;  ///< lived in; residents of 65 and over; open
  std::int32_t pupils = 0;                                         ///< of 6 to 15, who need a school taxi to `school`
  std::int32_t old_no_car = 0;         ///< households of 65 and over without a car, in a place without a shop
  std::uint32_t school = 0, shop = 0;  ///< the nearest places that have them
};

/// How often a round of this kind stops in a place: bins, letter boxes, visits to people at home, parcel agents,
/// pupils, customers.
std::int32_t drops_of(VehicleKind kind, const Doors& doors);

/// The rounds of one duty from one base.
struct Task {
  std::size_t duty = 0;            ///< index of kDuties
  std::uint32_t municipality = 0;  ///< that the vehicles belong to
  std::uint32_t base = 0;          ///< place
  std::vector<RoundStop> stops;
};

/// All tasks of a county: from the municipality's largest place, but pupils from their school and groceries from
/// their shop. `doors`, `municipality` by place; `depots` by municipality.
std::vector<Task> tasks_of(std::span<const Doors> doors, std::span<const MunicipalityRef> municipality,
                           std::span<const std::int32_t> spread_m, std::span<const std::uint32_t> depots);

/// The rounds of a task in a season, and what they come to in a year of that season.
struct TaskRounds {
  std::vector<Round> rounds;
  double km = 0, hours = 0;
};
TaskRounds rounds_of(const CountyRoads& roads, const Task& task, Season season);

/// A year's work of one duty: so many rounds, seasons weighing alike, by so many vehicles.
FleetYear duty_year(const Duty& duty, std::int32_t rounds, double km, double hours);

/// Rounds that are driven on a day: each comes round every so many days of work, in turn by their number.
bool runs_on(const Duty& duty, std::size_t round, twin::Date day);

/// The shifts of a day in which a round is driven: all if it is driven so often, else one, in turn.
bool runs_in(const Duty& duty, std::size_t round, std::int32_t shift);

}  // namespace rurban
