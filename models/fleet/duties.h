#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/transport/rounds.h"
#include "twin/base/text.h"

namespace rurban {

/// A kind of round that a municipality's vehicles drive. All figures are assumptions, +- 25 %, unless a source is
/// named.
struct Duty {
  VehicleKind kind;
  const char* key;
  twin::Text name;
  RoundRules rules;
  double times_per_year;  ///< that every stop is visited
  double days_per_year;   ///< that vehicles are out
  double shifts_per_day;  ///< that a vehicle is driven
  double kr_per_hour, kr_per_km;
};
extern const std::array<Duty, 4> kDuties;

/// What a place has of doors and people.
struct Doors {
  std::int32_t houses = 0, flats = 0, old = 0, parcel_points = 0;  ///< lived in; residents of 65 and over; open
};

/// How often a round of this kind stops in a place: bins, letter boxes, visits to people at home, parcel agents.
std::int32_t drops_of(VehicleKind kind, const Doors& doors);

/// A year of one duty in one municipality.
struct DutyYear {
  std::int32_t rounds = 0, vehicles = 0;
  double km = 0, hours = 0, kr = 0, wages_kr = 0;
};
DutyYear duty_year(const CountyRoads& roads, const Duty& duty, std::uint32_t depot, std::span<const RoundStop> stops);

/// The county's buses as the timetable has them.
struct BusYear {
  std::int32_t vehicles = 0;  ///< out at once on a Wednesday, by the municipality of the trip's first stop
  double km = 0, hours = 0;
};
/// By municipality; what starts beyond the border is left out, and on-demand lines, which run when they are booked.
std::vector<BusYear> bus_years(const County& county, const CountyRoads& roads);

}  // namespace rurban
