#include "models/vehicle_routing/schedule.h"

#include <algorithm>

#include "models/vehicle_routing/ride_chain.h"

namespace rurban::vrp {
bool has_limits(const Request& request) {
  return request.most_ride < kNoLimit || request.per_ride_tick != 0;
}

bool has_limits(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops) {
  return problem.vehicles[vehicle].most_duration < kNoLimit ||
         std::ranges::any_of(stops, [](const Stop& stop) { return stop.limited; });
}

bool can_be_timed(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops) {
  return RideChain(problem, vehicle, stops).can_be_timed();
}

std::optional<Schedule> schedule(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops) {
  RideChain chain(problem, vehicle, stops);
  if (!chain.can_be_timed()) return {};
  // What riding costs comes first, whatever the ticks sum up to: 2^36 are two years of milliseconds.
  for (RideChain::Ride& ride : chain.rides)
    if (ride.rider) ride.weight = (ride.weight << 36) + 1;
  const std::vector<Ticks> times = chain.times();
  Schedule result{0, {times.begin() + 1, times.end() - 1}, times.back()};
  result.leave = times[1] - chain.way[1];
  return result;
}

Cost riding_cost(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops, const Schedule& times) {
  std::vector<Ticks> all{times.leave};
  all.insert(all.end(), times.begins.begin(), times.begins.end());
  all.push_back(times.end);
  return RideChain(problem, vehicle, stops).riding_cost(all);
}

Cost riding_cost(const Problem& problem, std::uint32_t vehicle, std::span<const Stop> stops) {
  const RideChain chain(problem, vehicle, stops);
  if (!chain.can_be_timed()) return kNever;
  const bool free = std::ranges::all_of(chain.rides, [](const RideChain::Ride& ride) { return ride.weight == 0; });
  return free ? 0 : chain.riding_cost(chain.times());
}

Request tightened(Request request, Ticks direct) {
  Task &up = request.pickup, &down = request.delivery;
  if (request.aboard) return request;
  if (request.most_ride < kNoLimit) {
    up.earliest = std::max(up.earliest, down.earliest - request.most_ride - up.service);
    down.latest = std::min(down.latest, up.latest + up.service + request.most_ride);
  }
  down.earliest = std::max(down.earliest, up.earliest + up.service + direct);
  up.latest = std::min(up.latest, down.latest - direct - up.service);
  return request;
}

}  // namespace rurban::vrp
