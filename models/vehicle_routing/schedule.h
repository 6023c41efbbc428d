#pragma once
// When the stops of a route can be served, where more than windows limits it: nobody rides too long, no vehicle is
// out too long. One may wait anywhere and leave as late as one likes, and often has to: a vehicle that leaves as
// early as possible picks riders up before there is any use in it, and keeps them too long.
//
// A ride's limit and a vehicle's are of one kind: from the begin of service at one point to that at a later one at
// most so many ticks. With windows and ways these are difference constraints.
#include <optional>
#include <span>
#include <vector>

#include "models/vehicle_routing/stop.h"

namespace rurban::vrp {

struct Schedule {
  Ticks leave = 0;            ///< the start, as late as the first stop allows
  std::vector<Ticks> begins;  ///< of service, by stop
  Ticks end = 0;              ///< at Vehicle::end; for an open route, of service at the last stop
};

/// Whether more than windows says when stops can be served: the vehicle's duration, or a ride's limit or cost.
bool has_limits(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops);
bool has_limits(const Request& request);

/// Whether the stops can be served within windows, the vehicle's hours and duration, and ride limits. Exact. Loads
/// are not looked at. Riders who are aboard from the start began their rides before: the caller has their limit in
/// the window of their delivery.
bool can_be_timed(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops);

/// The times at which riding costs least, then riders sum up the fewest ticks on board, then everything is as early
/// as possible; the end is never later than without riders. Nothing if the stops can't be timed.
std::optional<Schedule> schedule(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops);

/// What riding longer than direct costs in a schedule: Request::per_ride_tick for each tick between the end of
/// service at the pick-up and the begin at the delivery, less those of the direct way. For who is aboard at the
/// start, from Vehicle::earliest on, less the direct way from the start.
Cost riding_cost(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops, const Schedule& times);
/// The least that it can be. kNever if the stops can't be timed.
Cost riding_cost(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops);

/// The request with what its ride and its windows say about each other: no pick-up that would make the ride too long
/// or the delivery late, no delivery before one can be there. What can be timed stays the same, and what can't is
/// seen earlier. Requires: no way from pick-up to delivery takes fewer than `direct` ticks
Request tightened(Request request, Ticks direct);

}  // namespace rurban::vrp
