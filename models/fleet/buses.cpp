#include "models/fleet/buses.h"

#include <algorithm>
#include <cstdlib>

#include "models/transport/county_service.h"

namespace rurban {
namespace {

const std::vector<BusStopTime>& stops_of(const County& county, const BusTrip& trip) {
  return county.bus_patterns[trip.pattern].stops;
}

std::int32_t end_min(const County& county, const BusTrip& trip) {
  return trip.start_min + stops_of(county, trip).back().arrive_min;
}

std::uint32_t home_of(const County& county, const BusTrip& trip) {
  return county.road_nodes[stops_of(county, trip).front().node].municipality;
}

bool is_driven(const County& county, const BusTrip& trip) {
  return home_of(county, trip) != kOutsideCounty && county.bus_patterns[trip.pattern].kind == "bus";
}

}  // namespace

Drive empty_drive(const County& county, const CountyRoads& roads, const BusTrip& before, const BusTrip& after,
                  Season season) {
  const std::uint32_t from = stops_of(county, before).back().node, to = stops_of(county, after).front().node;
  const twin::TimeAndLength way = roads.routes(season).distance(from, to);
  return {twin::ms_of(way), twin::metres_of(way)};
}

std::vector<BusBlock> bus_blocks(const County& county, const CountyRoads& roads, int weekday, Season season) {
  std::vector<std::uint32_t> trips;
  for (std::uint32_t trip = 0; trip != county.bus_trips.size(); ++trip)
    if ((county.bus_trips[trip].weekdays >> weekday & 1) != 0 && is_driven(county, county.bus_trips[trip]))
      trips.push_back(trip);
  std::stable_sort(trips.begin(), trips.end(), [&](std::uint32_t a, std::uint32_t b) {
    return county.bus_trips[a].start_min < county.bus_trips[b].start_min;
  });
  std::vector<BusBlock> blocks;
  for (const std::uint32_t trip : trips) {
    const BusTrip& next = county.bus_trips[trip];
    BusBlock* best = nullptr;
    std::int32_t least = kMostEmptyMin * 60'000 + 1;
    for (BusBlock& block : blocks) {
      const BusTrip& last = county.bus_trips[block.trips.back()];
      const std::int32_t free_ms = (next.start_min - end_min(county, last)) * 60'000;
      if (free_ms < 0) continue;
      const std::int32_t ms = empty_drive(county, roads, last, next, season).ms;
      if (ms > free_ms || ms >= least) continue;
      least = ms;
      best = &block;
    }
    if (best == nullptr) best = &blocks.emplace_back(BusBlock{home_of(county, next), {}});
    best->trips.push_back(trip);
  }
  return blocks;
}

BusRun run_of(const County& county, const CountyRoads& roads, const BusTrip& trip) {
  const auto& stops = stops_of(county, trip);
  std::int64_t metres = 0;
  for (std::size_t stop = 1; stop != stops.size(); ++stop)
    metres += twin::metres_of(roads.routes(Season::kSummer).distance(stops[stop - 1].node, stops[stop].node));
  return {static_cast<double>(metres) / 1'000, (stops.back().arrive_min - stops.front().depart_min) / 60.0};
}

std::vector<FleetYear> bus_years(const County& county, const CountyRoads& roads) {
  std::vector<FleetYear> years(county.municipalities.size());
  for (const BusTrip& trip : county.bus_trips) {
    if (!is_driven(county, trip)) continue;
    const BusRun run = run_of(county, roads, trip);
    years[home_of(county, trip)].km += run.km * trip.days_per_year;
    years[home_of(county, trip)].hours += run.hours * trip.days_per_year;
  }
  std::vector<BusRun> loaded(years.size()), empty(years.size());
  for (const BusBlock& block : bus_blocks(county, roads, kWednesday, Season::kWinter)) {
    ++years[block.municipality].vehicles;
    for (std::size_t i = 0; i != block.trips.size(); ++i) {
      const BusTrip& trip = county.bus_trips[block.trips[i]];
      const BusRun run = run_of(county, roads, trip);
      loaded[block.municipality].km += run.km;
      loaded[block.municipality].hours += run.hours;
      if (i == 0) continue;
      const Drive drive = empty_drive(county, roads, county.bus_trips[block.trips[i - 1]], trip, Season::kWinter);
      empty[block.municipality].km += drive.metres / 1'000.0;
      empty[block.municipality].hours += drive.ms / 3'600'000.0;
    }
  }
  for (std::size_t m = 0; m != years.size(); ++m) {
    if (loaded[m].km == 0) continue;
    years[m].empty_km = years[m].km * empty[m].km / loaded[m].km;
    years[m].hours *= 1 + empty[m].hours / loaded[m].hours;
    years[m].km += years[m].empty_km;
  }
  return years;
}

}  // namespace rurban
