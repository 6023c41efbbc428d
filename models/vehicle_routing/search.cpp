#include "models/vehicle_routing/search.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/vehicle_routing/cpu_time.h"
#include "models/vehicle_routing/random.h"
#include "models/vehicle_routing/route.h"
#include "twin/base/math.h"

namespace rurban::vrp {
namespace {

// Christiaens and Vanden Berghe's values: stops taken out in an iteration on average, the longest string of them, the
// share of strings with a piece left standing, and how often that piece grows.
constexpr double kMeanRemoved = 10, kLongestString = 10, kSplit = 0.5, kSplitGrows = 0.01;
// Chance that a vehicle is overlooked when the best one is looked for.
constexpr double kBlink = 0.01;
// Where vehicles differ, the one that takes the first request for least is not always the one for all that follow: so
// often an empty one is not asked.
constexpr double kBlinkEmpty = 0.2;
// Temperature at the begin and the end, in mean costs of a stop in the first plan. Tried on published cases of 100 to
// 1,000 tasks: 0.1 to 10 and 0.001 to 0.1.
constexpr double kHot = 3, kCold = 0.03;
// The price of leaving a request is changed so often, by so much, so that this share of plans leave none.
constexpr std::int64_t kPriceEvery = 200;
constexpr double kPriceStep = 1.1, kWholeShare = 0.4;
// So many such spans without a plan that leaves none, and the search goes on from the best one: where vehicles are
// few and full, no price alone leads back. Tried on published cases of 400 tasks.
constexpr int kAstray = 5;
constexpr std::size_t kNeighbours = 250;
constexpr std::uint32_t kNobody = 0xFFFFFFFF;

/// Where a request fits best into a vehicle's route as it was at a stamp.
struct Known {
  std::uint64_t stamp = 0;
  Insertion best;
  Cost least = 0;  ///< nothing costs less; where `best` is impossible, as much as was looked for
};

/// The value of a plan: how many are left that have to be served, and what it costs.
struct Value {
  std::int64_t left = 0;
  Cost cost = 0;
  friend bool operator<(const Value& a, const Value& b) {
    return a.left != b.left ? a.left < b.left : a.cost < b.cost;
  }
};

class Search {
 public:
  Search(const Problem& problem, const SearchRules& rules, const Plan* start);
  SearchResult run();

 private:
  struct Kept {
    std::uint32_t vehicle;
    std::uint64_t stamp;
    Route route;
  };

  std::uint32_t node_of(std::uint32_t stop) const {
    const Request& request = problem_.requests[stop / 2];
    return stop % 2 == 0 ? request.pickup.node : request.delivery.node;
  }
  bool must(std::uint32_t request) const { return problem_.requests[request].unserved >= kNever; }
  void find_neighbours();
  void find_types();
  void keep(std::uint32_t vehicle);
  void undo();
  void return_to(const std::vector<Route>& routes, const std::vector<std::uint32_t>& absent);
  void take_string(std::uint32_t vehicle, std::uint32_t request, std::size_t length);
  void ruin();
  void order_absent();
  void recreate();
  bool put(std::uint32_t request);
  Value value() const;
  std::int64_t absences(std::span<const std::uint32_t> requests) const;
  Plan plan() const;

  const Problem& problem_;
  const SearchRules& rules_;
  Random random_;
  std::vector<Route> routes_;
  std::vector<std::uint64_t> stamps_;
  std::vector<std::uint32_t> carrier_;  ///< by request
  std::vector<std::uint32_t> absent_;
  std::vector<std::int64_t> times_absent_;
  std::vector<Known> known_;               ///< by request, then vehicle
  std::vector<std::uint32_t> type_;        ///< by vehicle: those alike have one number
  std::vector<std::uint64_t> empty_seen_;  ///< by type: the pass in which an empty one was tried
  std::uint64_t pass_ = 0, next_stamp_ = 1;
  std::vector<std::vector<std::uint32_t>> near_;  ///< by stop, nearest first
  std::vector<std::uint32_t> seeds_;

  // Of the running iteration.
  std::vector<Kept> kept_;
  std::size_t kept_count_ = 0;
  std::vector<std::uint64_t> kept_in_;  ///< by vehicle: the iteration in which it was kept
  std::uint64_t iteration_ = 0;
  std::vector<std::uint32_t> absent_before_, removed_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> carrier_before_;
  std::vector<double> order_key_;
};

Search::Search(const Problem& problem, const SearchRules& rules, const Plan* start)
    : problem_(problem),
      rules_(rules),
      random_(rules.seed),
      carrier_(problem.requests.size(), kNobody),
      times_absent_(problem.requests.size(), 0),
      known_(problem.requests.size() * problem.vehicles.size()),
      kept_in_(problem.vehicles.size(), 0) {
  const auto vehicles = static_cast<std::uint32_t>(problem.vehicles.size());
  for (std::uint32_t v = 0; v != vehicles; ++v) {
    std::vector<Visit> visits;
    if (start != nullptr) {
      visits = start->routes[v];
    } else {
      for (std::uint32_t duty = 0; duty != problem.vehicles[v].duties.size(); ++duty)
        visits.push_back({Visit::Kind::kDuty, duty});
    }
    for (const Visit visit : visits)
      if (visit.kind != Visit::Kind::kDuty) carrier_[visit.index] = v;
    routes_.emplace_back(problem, v, std::move(visits));
    stamps_.push_back(next_stamp_++);
  }
  for (std::uint32_t request = 0; request != carrier_.size(); ++request)
    if (carrier_[request] == kNobody) absent_.push_back(request);
  find_types();
  find_neighbours();
}

void Search::find_types() {
  const auto alike = [](const Vehicle& a, const Vehicle& b) {
    const auto same = [](Load x, Load y) { return fits(x, y) && fits(y, x); };
    return a.start == b.start && a.end == b.end && a.earliest == b.earliest && a.latest == b.latest &&
           a.most_duration == b.most_duration && same(a.capacity, b.capacity) && same(a.load, b.load) &&
           a.has == b.has && a.out == b.out && a.fixed == b.fixed && a.per_length == b.per_length &&
           a.per_tick == b.per_tick && a.duties.empty() && b.duties.empty();
  };
  std::vector<std::uint32_t> first;  // of each type
  for (std::uint32_t v = 0; v != problem_.vehicles.size(); ++v) {
    const auto found = std::ranges::find_if(
        first, [&](std::uint32_t other) { return alike(problem_.vehicles[v], problem_.vehicles[other]); });
    type_.push_back(static_cast<std::uint32_t>(found - first.begin()));
    if (found == first.end()) first.push_back(v);
  }
  empty_seen_.assign(first.size(), 0);
}

void Search::find_neighbours() {
  std::vector<std::uint32_t> stops;
  for (std::uint32_t request = 0; request != problem_.requests.size(); ++request) {
    if (!problem_.requests[request].aboard) stops.push_back(2 * request);
    stops.push_back(2 * request + 1);
  }
  seeds_ = stops;
  near_.resize(2 * problem_.requests.size());
  std::vector<std::pair<std::int64_t, std::uint32_t>> by_length;
  for (const std::uint32_t stop : stops) {
    by_length.clear();
    for (const std::uint32_t other : stops)
      if (other != stop)
        by_length.emplace_back(std::int64_t{problem_.hops(node_of(stop), node_of(other)).length} +
                                   problem_.hops(node_of(other), node_of(stop)).length,
                               other);
    const std::size_t kept = std::min(kNeighbours, by_length.size());
    std::partial_sort(by_length.begin(), by_length.begin() + static_cast<std::ptrdiff_t>(kept), by_length.end());
    near_[stop].push_back(stop);
    for (std::size_t k = 0; k != kept; ++k) near_[stop].push_back(by_length[k].second);
  }
}

/// Keeps a route as it is, once an iteration, before it is changed.
void Search::keep(std::uint32_t vehicle) {
  if (kept_in_[vehicle] == iteration_) return;
  kept_in_[vehicle] = iteration_;
  if (kept_.size() == kept_count_) kept_.emplace_back();
  Kept& kept = kept_[kept_count_++];
  kept.vehicle = vehicle;
  kept.stamp = stamps_[vehicle];
  kept.route = routes_[vehicle];
}

void Search::undo() {
  for (std::size_t k = 0; k != kept_count_; ++k) {
    std::swap(routes_[kept_[k].vehicle], kept_[k].route);
    stamps_[kept_[k].vehicle] = kept_[k].stamp;
  }
  for (std::size_t k = carrier_before_.size(); k-- != 0;)
    carrier_[carrier_before_[k].first] = carrier_before_[k].second;
  absent_ = absent_before_;
}

void Search::return_to(const std::vector<Route>& routes, const std::vector<std::uint32_t>& absent) {
  routes_ = routes;
  absent_ = absent;
  for (std::uint64_t& stamp : stamps_) stamp = next_stamp_++;
  std::ranges::fill(carrier_, kNobody);
  for (std::uint32_t v = 0; v != routes_.size(); ++v)
    for (const Stop& stop : routes_[v].stops())
      if (stop.visit.kind != Visit::Kind::kDuty) carrier_[stop.visit.index] = v;
}

/// Takes out those who have a stop in a string of `length` stops that holds one of the request's; half of the time a
/// piece inside a longer string is left standing.
void Search::take_string(std::uint32_t vehicle, std::uint32_t request, std::size_t length) {
  const std::span<const Stop> stops = routes_[vehicle].stops();
  const std::size_t size = stops.size();
  std::size_t at = 0;
  while (stops[at].visit.kind == Visit::Kind::kDuty || stops[at].visit.index != request) ++at;
  std::size_t standing = 0;
  if (length > 1 && length < size && random_.chance(kSplit)) {
    standing = 1;
    while (length + standing < size && !random_.chance(kSplitGrows)) ++standing;
    standing = std::min(standing, size - length);
  }
  const std::size_t whole = length + standing;
  const std::size_t first_least = at + 1 >= whole ? at + 1 - whole : 0, first_most = std::min(at, size - whole);
  const std::size_t first = first_least + random_.below(static_cast<std::uint32_t>(first_most - first_least + 1));
  const std::size_t gap = standing == 0 ? whole : random_.below(static_cast<std::uint32_t>(length - 1)) + 1;
  removed_.clear();
  for (std::size_t k = 0; k != whole; ++k) {
    if (k >= gap && k < gap + standing) continue;
    const Visit visit = stops[first + k].visit;
    if (visit.kind != Visit::Kind::kDuty && std::ranges::find(removed_, visit.index) == removed_.end())
      removed_.push_back(visit.index);
  }
  // Who is left standing keeps both stops; the request itself always goes.
  if (std::ranges::find(removed_, request) == removed_.end()) removed_.push_back(request);
  keep(vehicle);
  routes_[vehicle].remove(problem_, removed_);
  stamps_[vehicle] = next_stamp_++;
  for (const std::uint32_t gone : removed_) {
    carrier_before_.emplace_back(gone, carrier_[gone]);
    carrier_[gone] = kNobody;
    absent_.push_back(gone);
  }
}

void Search::ruin() {
  std::size_t stops = 0, used = 0;
  for (const Route& route : routes_)
    if (route.used()) {
      stops += route.size();
      ++used;
    }
  if (used == 0) return;
  const double longest = std::min(kLongestString, static_cast<double>(stops) / static_cast<double>(used));
  const double most_strings = 4 * kMeanRemoved / (1 + longest) - 1;
  const auto strings = static_cast<std::size_t>(1 + random_.uniform() * most_strings);
  const std::uint32_t seed = seeds_[random_.below(static_cast<std::uint32_t>(seeds_.size()))];
  std::size_t taken = 0;
  for (const std::uint32_t stop : near_[seed]) {
    if (taken == strings) break;
    const std::uint32_t request = stop / 2, vehicle = carrier_[request];
    if (vehicle == kNobody || kept_in_[vehicle] == iteration_) continue;
    const double most = std::min(longest, static_cast<double>(routes_[vehicle].size()));
    take_string(vehicle, request, static_cast<std::size_t>(1 + random_.uniform() * most));
    ++taken;
  }
}

void Search::order_absent() {
  if (absent_.size() < 2) return;
  enum class Order : std::uint8_t { kRandom, kLoad, kFar, kClose, kNarrow, kEarly, kLate };
  static constexpr std::array kOrders{Order::kRandom, Order::kRandom, Order::kRandom, Order::kRandom, Order::kLoad,
                                      Order::kLoad,   Order::kFar,    Order::kFar,    Order::kClose,  Order::kNarrow,
                                      Order::kNarrow, Order::kEarly,  Order::kEarly,  Order::kLate,   Order::kLate};
  const Order order = kOrders[random_.below(static_cast<std::uint32_t>(kOrders.size()))];
  const std::uint32_t depot = problem_.vehicles.front().start;
  for (std::size_t k = absent_.size(); k > 1; --k)
    std::swap(absent_[k - 1], absent_[random_.below(static_cast<std::uint32_t>(k))]);
  if (order == Order::kRandom) return;
  const auto key = [&](std::uint32_t index) -> double {
    const Request& request = problem_.requests[index];
    const auto from_depot = [&] {
      return problem_.hops(depot, request.pickup.node).length + problem_.hops(depot, request.delivery.node).length;
    };
    switch (order) {
      case Order::kLoad: {
        int sum = 0;
        for (int k = 0; k != kLoads; ++k) sum += request.load[k];
        return -sum;
      }
      case Order::kFar:
        return -from_depot();
      case Order::kClose:
        return from_depot();
      case Order::kNarrow:
        return static_cast<double>(request.pickup.latest - request.pickup.earliest) +
               static_cast<double>(request.delivery.latest - request.delivery.earliest);
      case Order::kEarly:
        return request.pickup.earliest;
      case Order::kLate:
        return -static_cast<double>(request.delivery.latest);
      default:
        return 0;
    }
  };
  if (order_key_.size() < carrier_.size()) order_key_.resize(carrier_.size());
  for (const std::uint32_t request : absent_) order_key_[request] = key(request);
  std::stable_sort(absent_.begin(), absent_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return order_key_[a] < order_key_[b]; });
}

bool Search::put(std::uint32_t request) {
  Insertion best;
  best.cost = problem_.requests[request].unserved;
  std::uint32_t carrier = kNobody;
  ++pass_;
  Known* known = &known_[static_cast<std::size_t>(request) * routes_.size()];
  for (std::uint32_t v = 0; v != routes_.size(); ++v) {
    if (routes_[v].size() == 0) {
      if (empty_seen_[type_[v]] == pass_) continue;
      empty_seen_[type_[v]] = pass_;
      if (empty_seen_.size() > 1 && random_.chance(kBlinkEmpty)) continue;
    } else if (random_.chance(kBlink)) {
      continue;
    }
    // Only what is better than the best so far matters: looking for less takes less time.
    if (known[v].stamp != stamps_[v] || (!known[v].best.possible() && known[v].least < best.cost)) {
      const Insertion found = routes_[v].best_insertion(problem_, request, best.cost);
      known[v] = {stamps_[v], found, found.possible() ? found.cost : best.cost};
    }
    if (known[v].best.cost < best.cost) {
      best = known[v].best;
      carrier = v;
    }
  }
  if (carrier == kNobody) return false;
  keep(carrier);
  routes_[carrier].insert(problem_, request, best);
  stamps_[carrier] = next_stamp_++;
  carrier_before_.emplace_back(request, kNobody);
  carrier_[request] = carrier;
  return true;
}

void Search::recreate() {
  order_absent();
  std::size_t left = 0;
  for (std::size_t k = 0; k != absent_.size(); ++k)
    if (!put(absent_[k])) absent_[left++] = absent_[k];
  absent_.resize(left);
}

Value Search::value() const {
  Value value;
  for (const Route& route : routes_) value.cost += route.cost();
  for (const std::uint32_t request : absent_)
    if (must(request))
      ++value.left;
    else
      value.cost += problem_.requests[request].unserved;
  return value;
}

std::int64_t Search::absences(std::span<const std::uint32_t> requests) const {
  std::int64_t sum = 0;
  for (const std::uint32_t request : requests)
    if (must(request)) sum += times_absent_[request];
  return sum;
}

Plan Search::plan() const {
  Plan plan;
  for (const Route& route : routes_) plan.routes.push_back(route.visits());
  plan.unserved = absent_;
  std::sort(plan.unserved.begin(), plan.unserved.end());
  return plan;
}

SearchResult Search::run() {
  const double begun = cpu_seconds();
  const bool timed = rules_.cpu_s > 0 && std::isfinite(rules_.cpu_s);
  SearchResult result;
  Value best = value();
  std::vector<Route> best_routes = routes_;
  std::vector<std::uint32_t> best_absent = absent_;
  const auto note_best = [&](const Value& now) {
    best = now;
    best_routes = routes_;
    best_absent = absent_;
    if (rules_.on_better && now.left == 0) rules_.on_better(cpu_seconds() - begun, now.cost, plan());
  };

  ++iteration_;
  recreate();
  Value now = value();
  if (now < best) note_best(now);

  std::size_t stops = 0;
  for (const Route& route : routes_) stops += route.size();
  const double scale =
      static_cast<double>(std::max<Cost>(1, now.cost)) / static_cast<double>(std::max<std::size_t>(1, stops));
  const double least_price = 2 * scale, most_price = 1e6 * scale;
  double price = 20 * scale;
  std::int64_t whole = 0;
  int astray = 0;
  const double cooling = kCold / kHot;
  double temperature = kHot * scale, share = 0;
  std::vector<std::uint32_t> changed;
  while (result.iterations < rules_.iterations && !seeds_.empty()) {
    if (result.iterations % 64 == 0) {
      share = static_cast<double>(result.iterations) / static_cast<double>(rules_.iterations);
      if (timed) share = std::max(share, (cpu_seconds() - begun) / rules_.cpu_s);
      if (share >= 1) break;
      temperature = kHot * scale * twin::pow(cooling, share);
    }
    ++result.iterations;
    ++iteration_;
    kept_count_ = 0;
    carrier_before_.clear();
    absent_before_ = absent_;
    ruin();
    recreate();

    Value next = now;
    for (std::size_t k = 0; k != kept_count_; ++k)
      next.cost += routes_[kept_[k].vehicle].cost() - kept_[k].route.cost();
    const auto weigh = [&](const std::vector<std::uint32_t>& requests, std::int64_t sign) {
      for (const std::uint32_t request : requests)
        if (must(request))
          next.left += sign;
        else
          next.cost += sign * problem_.requests[request].unserved;
    };
    weigh(absent_before_, -1);
    weigh(absent_, 1);
    // Until a plan serves all, who has been left most often comes first; from then on a plan may leave some for a
    // while, at a price that rises while too many plans do.
    const double heat = -temperature * twin::log(random_.uniform());
    const auto weight = [&](const Value& v) {
      return static_cast<double>(v.cost) + price * static_cast<double>(v.left);
    };
    bool accept = false;
    if (best.left == 0) {
      accept = weight(next) < weight(now) + heat;
    } else {
      const std::int64_t more = absences(absent_) - absences(absent_before_);
      accept = next.left < now.left || more < 0 ||
               (next.left == now.left && more == 0 &&
                static_cast<double>(next.cost) < static_cast<double>(now.cost) + heat);
      for (const std::uint32_t request : absent_)
        if (must(request)) ++times_absent_[request];
    }
    whole += (accept ? next : now).left == 0;
    if (rules_.on_route && accept)
      for (std::size_t k = 0; k != kept_count_; ++k) rules_.on_route(routes_[kept_[k].vehicle]);
    if (accept) {
      now = next;
      if (now < best) note_best(now);
    } else {
      undo();
    }
    if (result.iterations % kPriceEvery != 0) continue;
    price = std::clamp(price * (static_cast<double>(whole) < kPriceEvery * kWholeShare ? kPriceStep : 1 / kPriceStep),
                       least_price, most_price);
    astray = whole == 0 && best.left == 0 ? astray + 1 : 0;
    whole = 0;
    if (astray == kAstray) {
      astray = 0;
      now = best;
      return_to(best_routes, best_absent);
    }
  }
  routes_ = std::move(best_routes);
  absent_ = std::move(best_absent);
  result.plan = plan();
  result.cost = total_cost(problem_, result.plan);
  result.cpu_s = cpu_seconds() - begun;
  return result;
}

}  // namespace

SearchResult search(const Problem& problem, const SearchRules& rules, const Plan* start) {
  return Search(problem, rules, start).run();
}

Cost total_cost(const Problem& problem, const Plan& plan) {
  Cost cost = 0;
  for (std::uint32_t v = 0; v != plan.routes.size(); ++v) cost += Route(problem, v, plan.routes[v]).cost();
  for (const std::uint32_t request : plan.unserved)
    cost = std::min(kNever, cost + std::min(kNever, problem.requests[request].unserved));
  return cost;
}

}  // namespace rurban::vrp
