#include "models/vehicle_routing/fragments.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "models/vehicle_routing/schedule.h"

namespace rurban::vrp {
namespace {

/// Of a search for each fragment that there may be: many orders of stops serve the same requests.
constexpr std::uint64_t kSteps = 20;

/// A ride under way, see RideChain::OnBoard.
struct Rider {
  std::uint32_t request = 0;
  Ticks way = 0;     ///< since the begin of service at the pick-up, without waiting
  Ticks latest = 0;  ///< that it can have begun, for all that came since
};

/// The stops so far.
struct State {
  std::vector<Rider> aboard;
  Load load{};
  RequestSet served;
  std::uint32_t node = 0;
  Ticks early = 0;  ///< begin of service at the last stop
  Ticks service = 0;
  Ticks way = 0, latest = 0;  ///< of the first stop, as if it were a rider who stays
  Cost cost = 0;
};

class Lister {
 public:
  Lister(const Problem& problem, const FragmentRules& rules)
      : problem_(problem), vehicle_(problem.vehicles.front()), rules_(rules) {
    for (const Request& request : problem.requests)
      requests_.push_back(tightened(request, problem.hops(request.pickup.node, request.delivery.node).ticks));
  }

  Fragments list() {
    for (std::uint32_t first = 0; first != requests_.size() && !found_.stopped; ++first) {
      State state;
      if (!begin(first, state)) continue;
      kept_.clear();
      extend(state);
    }
    return std::move(found_);
  }

  std::vector<Fragment> of(std::span<const Visit> route) {
    State state, next;
    std::vector<Fragment> pieces;
    for (const Visit visit : route) {
      const Request& request = requests_[visit.index];
      if (state.aboard.empty()) {
        begin(visit.index, state);
        continue;
      }
      visits_.push_back(visit);
      const bool pickup = visit.kind == Visit::Kind::kPickup;
      go(state, pickup ? request.pickup : request.delivery, pickup ? kNobody : visit.index, next);
      next.served = state.served;
      if (pickup) board(visit.index, next);
      std::swap(state, next);
      if (state.aboard.empty()) pieces.push_back(fragment(state));
    }
    return pieces;
  }

 private:
  /// The state after the first pick-up; false if that can't be.
  bool begin(std::uint32_t first, State& state) {
    const Request& request = requests_[first];
    const Task& up = request.pickup;
    state = {};
    state.early = std::max(up.earliest, vehicle_.earliest + problem_.hops(vehicle_.start, up.node).ticks);
    state.latest = up.latest;
    state.node = up.node;
    state.service = up.service;
    state.cost = vehicle_.per_tick * up.service;
    state.load = vehicle_.load + request.load;
    board(first, state);
    visits_.assign(1, {Visit::Kind::kPickup, first});
    return (request.needs & ~vehicle_.has) == 0 && state.early <= state.latest && fits(state.load, vehicle_.capacity);
  }

  void board(std::uint32_t request, State& state) const {
    state.aboard.push_back({request, 0, requests_[request].pickup.latest});
    state.served.add(request);
  }

  /// The state after one more stop; false if there is no time for it.
  bool go(const State& from, const Task& task, std::uint32_t delivered, State& to) const {
    const Hop& hop = problem_.hops(from.node, task.node);
    const Ticks step = from.service + hop.ticks;
    to.early = std::max(from.early + step, task.earliest);
    Ticks late = task.latest;
    if (to.early > late) return false;
    to.aboard.clear();
    for (Rider rider : from.aboard) {
      rider.way += step;
      const Request& request = requests_[rider.request];
      const Ticks limit = request.pickup.service + request.most_ride;
      if (rider.request == delivered) {
        if (request.most_ride >= kNoLimit) continue;
        if (rider.way > limit) return false;
        late = std::min(late, rider.latest + limit);
      } else {
        to.aboard.push_back(rider);
      }
    }
    if (to.early > late) return false;
    for (Rider& rider : to.aboard) {
      rider.latest = std::min(rider.latest, late - rider.way);
      // No way by others is shorter than straight on to the delivery.
      const Request& request = requests_[rider.request];
      const Ticks on = task.service + problem_.hops(task.node, request.delivery.node).ticks;
      if (to.early + on > request.delivery.latest) return false;
      if (request.most_ride < kNoLimit && rider.way + on > request.pickup.service + request.most_ride) return false;
    }
    to.way = from.way + step;
    to.latest = std::min(from.latest, late - to.way);
    to.node = task.node;
    to.service = task.service;
    to.cost = from.cost + cost_of(vehicle_, hop) + vehicle_.per_tick * task.service;
    return true;
  }

  void extend(const State& state) {
    if (found_.stopped) return;
    if (++steps_ > kSteps * rules_.most || (steps_ % 1024 == 0 && !rules_.go_on())) {
      found_.stopped = true;
      return;
    }
    State next;
    for (const Rider& rider : state.aboard) {
      const Request& request = requests_[rider.request];
      if (!go(state, request.delivery, rider.request, next)) continue;
      next.load = state.load - request.load;
      next.served = state.served;
      visits_.push_back({Visit::Kind::kDelivery, rider.request});
      if (next.aboard.empty())
        keep(next);
      else
        extend(next);
      visits_.pop_back();
    }
    const bool full = visits_.size() + state.aboard.size() + 2 > rules_.longest;
    for (std::uint32_t r = 0; r != requests_.size(); ++r) {
      const Request& request = requests_[r];
      if (state.served.has(r) || request.pickup.latest < state.early || (request.needs & ~vehicle_.has) != 0)
        continue;
      next.load = state.load + request.load;
      if (!fits(next.load, vehicle_.capacity) || !go(state, request.pickup, kNobody, next)) continue;
      if (full) {
        found_.cut = true;
        break;
      }
      next.served = state.served;
      board(r, next);
      visits_.push_back({Visit::Kind::kPickup, r});
      extend(next);
      visits_.pop_back();
    }
  }

  Fragment fragment(const State& state) const {
    Fragment f;
    f.visits = visits_;
    f.first = visits_.front().index;
    f.last = visits_.back().index;
    f.requests = state.served;
    f.cost = state.cost;
    f.latest_begin = state.latest;
    f.earliest_end = state.early + state.service;
    f.least = state.way + state.service;
    return f;
  }

  void keep(const State& state) {
    Fragment f = fragment(state);
    const auto no_worse = [](const Fragment& a, const Fragment& b) {
      return a.cost <= b.cost && a.latest_begin >= b.latest_begin && a.earliest_end <= b.earliest_end &&
             a.least <= b.least;
    };
    std::vector<std::size_t>& alike = kept_[{f.last, f.requests}];
    for (const std::size_t k : alike)
      if (no_worse(found_.list[k], f)) return;
    for (const std::size_t k : alike)
      if (no_worse(f, found_.list[k])) {
        found_.list[k] = std::move(f);
        return;
      }
    if (found_.list.size() == rules_.most) {
      found_.stopped = true;
      return;
    }
    alike.push_back(found_.list.size());
    found_.list.push_back(std::move(f));
  }

  static constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  const Problem& problem_;
  const Vehicle& vehicle_;
  const FragmentRules& rules_;
  std::vector<Request> requests_;
  std::vector<Visit> visits_;
  std::map<std::pair<std::uint32_t, RequestSet>, std::vector<std::size_t>> kept_;  ///< of one first request
  Fragments found_;
  std::uint64_t steps_ = 0;
};

}  // namespace

Fragments fragments(const Problem& problem, const FragmentRules& rules) {
  if (problem.vehicles.empty()) return {};
  return Lister(problem, rules).list();
}

std::vector<Fragment> fragments_of(const Problem& problem, std::span<const KnownRoute> routes) {
  const FragmentRules none;
  Lister lister(problem, none);
  std::map<std::tuple<RequestSet, std::uint32_t, std::uint32_t>, Fragment> found;
  for (const KnownRoute& route : routes)
    for (Fragment& piece : lister.of(route.visits)) {
      const auto [at, added] = found.try_emplace({piece.requests, piece.first, piece.last}, piece);
      if (!added && piece.cost < at->second.cost) at->second = std::move(piece);
    }
  std::vector<Fragment> result;
  for (auto& [key, piece] : found) result.push_back(std::move(piece));
  return result;
}

}  // namespace rurban::vrp
