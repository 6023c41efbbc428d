#pragma once
#include <cstdint>
#include <vector>

#include "models/county/county.h"
#include "models/fleet/vehicles.h"
#include "models/transport/roads.h"

namespace rurban {

/// A bus between two of its trips may drive this long without passengers; assumption: 30 to 90.
inline constexpr std::int32_t kMostEmptyMin = 60;

/// One bus on one day: its trips in order (indices of County::bus_trips). From one to the next it drives empty.
struct BusBlock {
  std::uint32_t municipality = 0;  ///< of its first stop
  std::vector<std::uint32_t> trips;
};

/// The day's trips given to as few buses as a simple rule finds: each goes to the bus that is nearest to its first
/// stop and can be there in time, else a bus more is sent out. What starts beyond the border is left out, and
/// on-demand lines, which run when they are booked.
std::vector<BusBlock> bus_blocks(const County& county, const CountyRoads& roads, int weekday, Season season);

/// Kilometres and minutes of one trip.
struct BusRun {
  double km = 0, hours = 0;
};
BusRun run_of(const County& county, const CountyRoads& roads, const BusTrip& trip);

/// Time and length of a bus's empty drive between two trips.
Drive empty_drive(const County& county, const CountyRoads& roads, const BusTrip& before, const BusTrip& after,
                  Season season);

/// The timetable's year by municipality: buses as on a Wednesday, empty kilometres in that day's proportion.
std::vector<FleetYear> bus_years(const County& county, const CountyRoads& roads);

}  // namespace rurban
