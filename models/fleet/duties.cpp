#include "models/fleet/duties.h"

#include <algorithm>
#include <cmath>

namespace rurban {

// Garbage: every bin each fortnight, a truck takes some 350 bins and is paid with its driver. Post: every second
// weekday (since 2022). Home care: two shifts a day. Parcels: each agent every weekday.
const std::array<Duty, 4> kDuties{{
    {VehicleKind::kGarbageTruck,
     "garbage",
     {"sopbilar", "garbage trucks"},
     {.seconds_per_drop = 40, .most_drops = 350, .most_seconds = 8 * 3'600, .local_km_per_h = 20},
     26,
     260,
     1,
     320,
     14},
    {VehicleKind::kPostVan,
     "post",
     {"postbilar", "post vans"},
     {.seconds_per_drop = 12, .most_drops = 1'500, .most_seconds = 7 * 3'600, .local_km_per_h = 25},
     130,
     260,
     1,
     270,
     4},
    {VehicleKind::kHomeCareCar,
     "home_care",
     {"hemtjänstbilar", "home care cars"},
     {.seconds_per_drop = 1'500, .most_drops = 1'000, .most_seconds = 7 * 3'600, .local_km_per_h = 30},
     365,
     365,
     2,
     330,
     3.5},
    {VehicleKind::kParcelVan,
     "parcels",
     {"paketbilar", "parcel vans"},
     {.seconds_per_drop = 600, .most_drops = 40, .most_seconds = 8 * 3'600, .local_km_per_h = 30},
     250,
     250,
     1,
     280,
     6},
}};

std::int32_t drops_of(VehicleKind kind, const Doors& doors) {
  constexpr double kFlatsPerBin = 15;                       // assumption: 10 to 20 share a room for garbage
  constexpr double kWithHomeCare = 0.075, kVisitsADay = 3;  // assumptions: 0.06 to 0.09 of those over 65; 2 to 4
  switch (kind) {
    case VehicleKind::kGarbageTruck:
      return doors.houses + static_cast<std::int32_t>(std::ceil(doors.flats / kFlatsPerBin));
    case VehicleKind::kPostVan:
      return doors.houses + doors.flats;
    case VehicleKind::kHomeCareCar:
      return static_cast<std::int32_t>(std::lround(doors.old * kWithHomeCare * kVisitsADay));
    case VehicleKind::kParcelVan:
      return doors.parcel_points;
    case VehicleKind::kBus:
      return 0;
  }
  return 0;
}

DutyYear duty_year(const CountyRoads& roads, const Duty& duty, std::uint32_t depot,
                   std::span<const RoundStop> stops) {
  DutyYear year;
  for (const Season season : {Season::kSummer, Season::kWinter}) {
    const auto rounds = plan_rounds(roads, season, depot, stops, duty.rules);
    year.rounds = std::max(year.rounds, static_cast<std::int32_t>(rounds.size()));
    for (const Round& round : rounds) {
      year.km += static_cast<double>(round.metres) / 1'000 * duty.times_per_year / kSeasons;
      year.hours += static_cast<double>(round.ms) / 3'600'000 * duty.times_per_year / kSeasons;
    }
  }
  year.vehicles = static_cast<std::int32_t>(
      std::ceil(year.rounds * duty.times_per_year / (duty.days_per_year * duty.shifts_per_day)));
  year.wages_kr = year.hours * duty.kr_per_hour;
  year.kr = year.wages_kr + year.km * duty.kr_per_km;
  return year;
}

std::vector<BusYear> bus_years(const County& county, const CountyRoads& roads) {
  struct Edge {
    std::int32_t minute, change;
  };
  constexpr unsigned kWednesday = 1U << 2;
  std::vector<BusYear> years(county.municipalities.size());
  std::vector<std::vector<Edge>> out(years.size());
  for (const BusTrip& trip : county.bus_trips) {
    const auto& stops = county.bus_patterns[trip.pattern].stops;
    const std::uint32_t home = county.road_nodes[stops.front().node].municipality;
    if (home == kOutsideCounty || county.bus_patterns[trip.pattern].kind != "bus") continue;
    std::int64_t metres = 0;
    for (std::size_t stop = 1; stop != stops.size(); ++stop)
      metres += twin::metres_of(roads.routes(Season::kSummer).distance(stops[stop - 1].node, stops[stop].node));
    const std::int32_t minutes = stops.back().arrive_min - stops.front().depart_min;
    years[home].km += static_cast<double>(metres) / 1'000 * trip.days_per_year;
    years[home].hours += minutes / 60.0 * trip.days_per_year;
    if ((trip.weekdays & kWednesday) == 0) continue;
    out[home].push_back({trip.start_min, +1});
    out[home].push_back({trip.start_min + minutes, -1});
  }
  for (std::size_t home = 0; home != out.size(); ++home) {
    std::sort(out[home].begin(), out[home].end(), [](const Edge& a, const Edge& b) {
      return a.minute != b.minute ? a.minute < b.minute : a.change < b.change;  // a bus that comes in goes out again
    });
    std::int32_t now = 0;
    for (const Edge& edge : out[home]) years[home].vehicles = std::max(years[home].vehicles, now += edge.change);
  }
  return years;
}

}  // namespace rurban
