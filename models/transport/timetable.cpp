#include "models/transport/timetable.h"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace rurban {
namespace {

std::vector<std::uint32_t> starts_of(std::span<const Walk> walks, std::uint32_t stops, std::uint16_t Walk::*end) {
  std::vector<std::uint32_t> starts(stops + 1);
  for (const Walk& walk : walks) ++starts[walk.*end + 1U];
  for (std::uint32_t stop = 0; stop != stops; ++stop) starts[stop + 1] += starts[stop];
  return starts;
}

/// Adds a journey that leaves no later than the others but those of the last few minutes, unless one of them is as
/// good; drops those that it beats.
void add(std::vector<Journey>& journeys, Journey journey) {
  std::size_t place = journeys.size();
  while (place != 0 && journeys[place - 1].departs < journey.departs) --place;
  if (place != 0 && journeys[place - 1].arrives <= journey.arrives) return;
  std::size_t beaten = place;
  while (beaten != journeys.size() && journeys[beaten].arrives >= journey.arrives) ++beaten;
  const std::size_t same = place != 0 && journeys[place - 1].departs == journey.departs ? place - 1 : place;
  journeys.erase(journeys.begin() + static_cast<std::ptrdiff_t>(same),
                 journeys.begin() + static_cast<std::ptrdiff_t>(beaten));
  journeys.insert(journeys.begin() + static_cast<std::ptrdiff_t>(same), journey);
}

}  // namespace

Timetable::Timetable(DayService service) : service_(std::move(service)) {
  // A connection that takes no time may feed another at the same second: trips keep their order of driving.
  std::stable_sort(service_.connections.begin(), service_.connections.end(),
                   [](const Connection& a, const Connection& b) {
                     return std::tie(a.departs, a.arrives) < std::tie(b.departs, b.arrives);
                   });
  walks_to_ = service_.walks;
  std::sort(service_.walks.begin(), service_.walks.end(),
            [](const Walk& a, const Walk& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  std::sort(walks_to_.begin(), walks_to_.end(),
            [](const Walk& a, const Walk& b) { return std::tie(a.to, a.from) < std::tie(b.to, b.from); });
  first_walk_from_ = starts_of(service_.walks, service_.stops, &Walk::from);
  first_walk_to_ = starts_of(walks_to_, service_.stops, &Walk::to);
}

std::span<const Walk> Timetable::walks_from(std::uint32_t stop) const {
  return std::span(service_.walks)
      .subspan(first_walk_from_[stop], first_walk_from_[stop + 1] - first_walk_from_[stop]);
}

std::span<const Walk> Timetable::walks_to(std::uint32_t stop) const {
  return std::span(walks_to_).subspan(first_walk_to_[stop], first_walk_to_[stop + 1] - first_walk_to_[stop]);
}

void Timetable::earliest_arrivals(std::uint32_t stop, DaySeconds time, std::vector<DaySeconds>& arrivals) const {
  // When one is at a stop, when one is ready to board there, and when a vehicle brings one: who comes on foot is
  // there earlier perhaps, but may not walk on, so that only an earlier vehicle makes a later one worthless.
  struct Reached {
    DaySeconds arrival = kNever, ready = kNever, by_vehicle = kNever;
  };
  std::vector<Reached> reached(service_.stops);
  std::vector<std::uint8_t> ridden(service_.trips);
  reached[stop] = {time, time, time};
  for (const Walk& walk : walks_from(stop)) {
    const DaySeconds there = std::min(reached[walk.to].ready, time + walk.seconds);
    reached[walk.to].arrival = reached[walk.to].ready = there;
  }
  const DaySeconds change_s = service_.change_s;
  auto connection = std::lower_bound(service_.connections.begin(), service_.connections.end(), time,
                                     [](const Connection& c, DaySeconds t) { return c.departs < t; });
  for (; connection != service_.connections.end(); ++connection) {
    const Connection& c = *connection;
    // Bits instead of && and ||: half of the connections can be boarded, in no order that a branch predictor learns.
    const std::uint8_t boarded = ridden[c.trip] | static_cast<std::uint8_t>(reached[c.from].ready <= c.departs);
    ridden[c.trip] = boarded;
    Reached& to = reached[c.to];
    if ((boarded & static_cast<std::uint8_t>(c.arrives < to.by_vehicle)) == 0) continue;
    to = {std::min(to.arrival, c.arrives), std::min(to.ready, c.arrives + change_s), c.arrives};
    for (const Walk& walk : walks_from(c.to)) {
      Reached& there = reached[walk.to];
      there.arrival = std::min(there.arrival, c.arrives + walk.seconds);
      there.ready = std::min(there.ready, c.arrives + std::max(walk.seconds, change_s));
    }
  }
  arrivals.resize(service_.stops);
  for (std::size_t s = 0; s != reached.size(); ++s) arrivals[s] = reached[s].arrival;
}

std::vector<std::vector<Journey>> Timetable::journeys_to(std::span<const Goal> goals) const {
  std::vector<std::int32_t> to_goal(service_.stops, kNever);  // on foot
  for (const Goal& goal : goals) to_goal[goal.stop] = std::min(to_goal[goal.stop], goal.seconds);
  std::vector<std::vector<Journey>> journeys(service_.stops);
  std::vector<std::vector<Journey>> onward(
      service_.stops);  // from stepping off a vehicle, change and walk counted in
  std::vector<DaySeconds> by_trip(service_.trips, kNever), by_stop(service_.stops, kNever);

  for (auto connection = service_.connections.rbegin(); connection != service_.connections.rend(); ++connection) {
    const Connection& c = *connection;
    DaySeconds& best = by_trip[c.trip];
    if (to_goal[c.to] != kNever) best = std::min(best, c.arrives + to_goal[c.to]);
    best = std::min(best, arrival_of(onward[c.to], c.arrives));
    if (best >= by_stop[c.from]) continue;  // a later bus from here is as good
    by_stop[c.from] = best;
    add(journeys[c.from], {c.departs, best});
    add(onward[c.from], {c.departs - service_.change_s, best});
    for (const Walk& walk : walks_to(c.from)) {
      add(journeys[walk.from], {c.departs - walk.seconds, best});
      add(onward[walk.from], {c.departs - std::max(walk.seconds, service_.change_s), best});
    }
  }
  return journeys;
}

DaySeconds arrival_of(std::span<const Journey> journeys, DaySeconds time) {
  const auto gone = std::find_if(journeys.rbegin(), journeys.rend(),
                                 [&](const Journey& journey) { return journey.departs >= time; });
  return gone == journeys.rend() ? kNever : gone->arrives;
}

}  // namespace rurban
