#include "models/fleet/duties.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/transport/ways.h"

namespace rurban {

// Garbage: every bin each fortnight, a truck takes some 350 bins. Post: every second weekday (since 2022). Home care:
// two shifts a day. Parcels: each agent every weekday. School taxis: to school and from it on 178 days (Swedish
// school ordinance), an hour's ride at most (assumption: 45 to 75 minutes), so two hours there and back. Groceries:
// once a week.
const std::array<Duty, 6> kDuties{{
    {VehicleKind::kGarbageTruck,
     {.seconds_per_drop = 40, .most_drops = 350, .most_seconds = 8 * 3'600, .local_km_per_h = 20},
     25,
     26,
     260,
     1,
     {6 * 60, 0},
     false},
    {VehicleKind::kPostVan,
     {.seconds_per_drop = 12, .most_drops = 1'500, .most_seconds = 7 * 3'600, .local_km_per_h = 25},
     0.4,
     130,
     260,
     1,
     {8 * 60, 0},
     false},
    {VehicleKind::kHomeCareCar,
     {.seconds_per_drop = 1'500, .most_drops = 1'000, .most_seconds = 7 * 3'600, .local_km_per_h = 30},
     0,
     365,
     365,
     2,
     {7 * 60, 15 * 60},
     true},
    {VehicleKind::kParcelVan,
     {.seconds_per_drop = 600, .most_drops = 40, .most_seconds = 8 * 3'600, .local_km_per_h = 30},
     100,
     250,
     250,
     1,
     {7 * 60 + 30, 0},
     false},
    {VehicleKind::kSchoolTaxi,
     {.seconds_per_drop = 30, .most_drops = 16, .most_seconds = 2 * 3'600, .local_km_per_h = 40},
     8,
     2 * 178,
     178,
     2,
     {6 * 60 + 15, 14 * 60 + 40},
     false},
    {VehicleKind::kGroceryVan,
     {.seconds_per_drop = 300, .most_drops = 25, .most_seconds = 5 * 3'600, .local_km_per_h = 35},
     18,
     52,
     260,
     1,
     {10 * 60, 0},
     false},
}};

namespace {

// The long ones: mid June to mid August, and Christmas.
bool is_school_holiday(twin::Date day) {
  const std::chrono::year_month_day date(day);
  const unsigned when = static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day());
  return (when >= 612 && when <= 818) || when >= 1221 || when <= 108;
}

}  // namespace

std::int32_t drops_of(VehicleKind kind, const Doors& doors) {
  constexpr double kFlatsPerBin = 15;                       // assumption: 10 to 20 share a room for garbage
  constexpr double kWithHomeCare = 0.075, kVisitsADay = 3;  // assumptions: 0.06 to 0.09 of those over 65; 2 to 4
  constexpr double kHaveGroceriesSent = 0.3;                // assumption: 0.15 to 0.5
  switch (kind) {
    case VehicleKind::kGarbageTruck:
      return doors.houses + static_cast<std::int32_t>(std::ceil(doors.flats / kFlatsPerBin));
    case VehicleKind::kPostVan:
      return doors.houses + doors.flats;
    case VehicleKind::kHomeCareCar:
      return static_cast<std::int32_t>(std::lround(doors.old * kWithHomeCare * kVisitsADay));
    case VehicleKind::kParcelVan:
      return doors.parcel_points;
    case VehicleKind::kSchoolTaxi:
      return doors.pupils;
    case VehicleKind::kGroceryVan:
      return static_cast<std::int32_t>(std::lround(doors.old_no_car * kHaveGroceriesSent));
    default:
      return 0;
  }
}

std::vector<Task> tasks_of(std::span<const Doors> doors, std::span<const MunicipalityRef> municipality,
                           std::span<const std::int32_t> spread_m, std::span<const std::uint32_t> depots) {
  std::vector<Task> tasks;
  for (std::size_t d = 0; d != kDuties.size(); ++d) {
    std::map<std::uint32_t, std::vector<RoundStop>> by_base;
    for (std::uint32_t place = 0; place != doors.size(); ++place) {
      const std::int32_t drops = drops_of(kDuties[d].kind, doors[place]);
      if (drops == 0) continue;
      const std::uint32_t base = kDuties[d].kind == VehicleKind::kSchoolTaxi   ? doors[place].school
                                 : kDuties[d].kind == VehicleKind::kGroceryVan ? doors[place].shop
                                                                               : depots[municipality[place].row];
      by_base[base].push_back({place, drops, spread_m[place]});
    }
    for (auto& [base, stops] : by_base) tasks.push_back({d, municipality[base].row, base, std::move(stops)});
  }
  return tasks;
}

TaskRounds rounds_of(const CountyRoads& roads, const Task& task, Season season) {
  const Duty& duty = kDuties[task.duty];
  TaskRounds result;
  result.rounds = plan_rounds(roads, season, task.base, task.stops, duty.rules);
  for (const Round& round : result.rounds) {
    result.km += static_cast<double>(round.metres) / 1'000 * duty.times_per_year;
    result.hours += static_cast<double>(round.ms) / 3'600'000 * duty.times_per_year;
  }
  return result;
}

FleetYear duty_year(const Duty& duty, std::int32_t rounds, double km, double hours) {
  const double a_day = rounds * duty.times_per_year / duty.days_per_year;
  return {.vehicles = static_cast<std::int32_t>(std::ceil(a_day / duty.shifts_per_day)),
          .km = km,
          .hours = hours,
          .empty_km = 0};
}

bool runs_on(const Duty& duty, std::size_t round, twin::Date day) {
  if (!duty.on_weekends && weekday_of(day) >= 5) return false;
  if (duty.kind == VehicleKind::kSchoolTaxi && is_school_holiday(day)) return false;
  // A round that is driven twice a day is driven every day; one of 26 times in 260 days every tenth.
  const auto every = static_cast<std::size_t>(std::max(1.0, std::round(duty.days_per_year / duty.times_per_year)));
  const auto days = static_cast<std::size_t>(day.time_since_epoch().count() + 3);  // 1970 began on a Thursday
  const std::size_t working_day = duty.on_weekends ? days : days / 7 * 5 + days % 7;
  return (working_day + round) % every == 0;
}

bool runs_in(const Duty& duty, std::size_t round, std::int32_t shift) {
  const bool in_all = duty.times_per_year >= duty.days_per_year * duty.shifts_per_day;
  return in_all || static_cast<std::int32_t>(round) % duty.shifts_per_day == shift;
}

}  // namespace rurban
