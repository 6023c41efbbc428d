#include "models/vehicle_routing/route_choice.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "models/vehicle_routing/cpu_time.h"
#include "models/vehicle_routing/route.h"
#include "models/vehicle_routing/search.h"

namespace rurban::vrp {
namespace {

/// Prices to look for routes by are so near the best ones so far.
constexpr double kStay = 0.5;
/// Columns that come at once: for each last stop of a route, and from the pool.
constexpr std::size_t kForEachEnd = 20, kFromPool = 300;
/// Trios that come at once. With 20 it took some cases twice as long.
constexpr std::size_t kTrios = 40;
/// So many linear programs at most.
constexpr int kPrograms = 1'000;
/// Bounds and costs within that share of each other are the same.
constexpr double kSameBound = 1e-6;
/// Within that share of a bound a plan is looked for, or half, or a quarter, so that there are no more routes than
/// that, and steps to find them: as a try, and when there is nothing else left to do.
constexpr double kWidest = 1e-3;
constexpr int kHalvings = 3;
constexpr std::size_t kFew = 5'000, kMany = 30'000;
constexpr std::uint64_t kFewSteps = 10'000, kManySteps = 1'000'000;
/// Shares that near to none or one are that.
constexpr double kWhole = 1e-6;
/// Columns, and nodes of its tree, for an integer program that is to find some plan.
constexpr std::size_t kColumns = 1'000;
constexpr std::int64_t kNodes = 2'000;
/// Share of the time until then.
constexpr double kForPrices = 0.8;

class RouteChoice {
 public:
  RouteChoice(const Problem& problem, std::span<const Fragment> fragments, RoutePool& pool, const Plan& start,
              const RouteChoiceRules& rules)
      : problem_(problem),
        fragments_(fragments),
        pool_(pool),
        rules_(rules),
        best_(total_cost(problem, start)),
        routes_(problem, fragments),
        columns_(kNoLimit),
        partition_(partition_of(problem)),
        shares_(partition_, one_by_one(problem), in_time_) {
    for (const std::vector<Visit>& visits : start.routes)
      if (!visits.empty()) columns_.offer(Route(problem, 0, visits).cost(), visits);
  }

  ChosenPlan run() {
    while (converge()) {
      proven_ = at_bound(best_);
      if (proven_) break;
      if (finish(kFew, kFewSteps)) break;
      const std::vector<Trio> trios = shares_.broken(std::min(kTrios, TrioSet::kMost - trios_.size()));
      if (trios.empty()) {
        finish(kMany, kManySteps);
        break;
      }
      for (const Trio& trio : trios) routes_.add(trio);
      trios_.insert(trios_.end(), trios.begin(), trios.end());
      shares_.add(trios);
    }
    share_ = 1;
    if (!proven_) choose_among_columns();
    return {proven_ ? best_ : std::min(bound_, best_), proven_ && rules_.complete};
  }

 private:
  static Partition partition_of(const Problem& problem) {
    Partition partition;
    for (const Request& request : problem.requests) partition.unserved.push_back(request.unserved);
    partition.vehicles = problem.vehicles.size();
    return partition;
  }

  /// What serving everybody with a vehicle for each costs, or could cost.
  static Cost one_by_one(const Problem& problem) {
    const Vehicle& vehicle = problem.vehicles.front();
    Cost sum = 1;
    for (const Request& request : problem.requests) {
      const std::uint32_t from = request.pickup.node, to = request.delivery.node;
      sum += vehicle.fixed + vehicle.per_tick * (request.pickup.service + request.delivery.service) +
             cost_of(vehicle, problem.hops(vehicle.start, from)) + cost_of(vehicle, problem.hops(from, to)) +
             cost_of(vehicle, problem.hops(to, vehicle.end));
    }
    return sum;
  }

  static Column column_of(Cost cost, const RequestSet& requests) {
    Column column{cost, {}};
    requests.each([&](std::uint32_t r) { column.requests.push_back(r); });
    return column;
  }

  std::vector<Visit> visits_of(const FragmentRoute& route) const {
    std::vector<Visit> visits;
    for (const std::uint32_t f : route.fragments)
      visits.insert(visits.end(), fragments_[f].visits.begin(), fragments_[f].visits.end());
    return visits;
  }

  /// What no plan can cost less than, if no route loses more than `least`.
  Cost bound_by(const Prices& prices, Cost least = 0) const {
    Cost sum = static_cast<Cost>(partition_.vehicles) * (least - prices.vehicle);
    for (const Cost price : prices.requests) sum += price;
    for (const Cost price : prices.trios) sum -= price;
    return sum;
  }

  Cost loss_of(Cost cost, const RequestSet& requests) const {
    Cost loss = cost + prices_.vehicle;
    requests.each([&](std::uint32_t r) { loss -= prices_.requests[r]; });
    if (loss >= 0) return loss;
    for (std::size_t t = 0; t != prices_.trios.size(); ++t) {
      const Trio& trio = trios_[t];
      if (int{requests.has(trio[0])} + int{requests.has(trio[1])} + int{requests.has(trio[2])} >= 2)
        loss += prices_.trios[t];
    }
    return loss;
  }

  /// Whether a cost is the bound, or as good as that.
  bool at_bound(Cost cost) const {
    return static_cast<double>(cost - bound_) <= kSameBound * static_cast<double>(worth_);
  }

  /// Columns until no route is of use. False if there was no time for that.
  bool converge() {
    while (++programs_ <= kPrograms) {
      std::vector<Column> fresh;
      for (; in_program_ != columns_.routes().size(); ++in_program_) {
        const KnownRoute& route = columns_.routes()[in_program_];
        fresh.push_back(column_of(route.cost, route.requests));
      }
      for (const auto& [cost, requests] : cheaper_) fresh.push_back(column_of(cost, requests));
      cheaper_.clear();
      shares_.add(fresh);
      if (!shares_.solve()) return false;
      prices_ = shares_.prices();
      worth_ = bound_by(prices_);
      take_whole();
      if (at_bound(worth_)) return true;
      if (!price()) return false;
      look_into_pool();
      if (in_program_ == columns_.routes().size() && cheaper_.empty()) return true;
    }
    return false;
  }

  /// Routes that are of use, made of fragments. Prices are first looked at between those of the program and the best.
  bool price() {
    if (centre_.requests.empty()) centre_ = prices_;
    centre_.trios.resize(trios_.size());
    for (double stay = kStay;; stay = stay > kStay / 2 ? stay / 2 : 0) {
      const auto mixed = [&](Cost now, Cost before) {
        return std::llround(stay * static_cast<double>(before) + (1 - stay) * static_cast<double>(now));
      };
      Prices prices = prices_;
      std::ranges::transform(prices.requests, centre_.requests, prices.requests.begin(), mixed);
      std::ranges::transform(prices.trios, centre_.trios, prices.trios.begin(), mixed);
      prices.vehicle = mixed(prices.vehicle, centre_.vehicle);
      if (!routes_.set_prices(prices, in_time_)) return false;
      Cost least = 0;
      bool useful = false;
      for (const FragmentRoute& route : routes_.best(kNever, kForEachEnd)) {
        least = std::min(least, route.loss);
        if (loss_of(route.cost, route.requests) < 0) useful |= offer(route.cost, visits_of(route));
      }
      if (const Cost bound = bound_by(prices, least); bound > bound_) {
        bound_ = bound;
        centre_ = prices;
      }
      if (useful || stay == 0 || at_bound(worth_)) return true;
    }
  }

  bool offer(Cost cost, std::vector<Visit> visits) {
    const std::size_t before = columns_.routes().size();
    if (!columns_.offer(cost, visits)) return false;
    pool_.offer(cost, visits);
    if (columns_.routes().size() == before) cheaper_.emplace_back(cost, requests_of(visits));
    return true;
  }

  void look_into_pool() {
    std::vector<std::pair<Cost, std::size_t>> useful;
    for (std::size_t k = 0; k != pool_.routes().size(); ++k) {
      const KnownRoute& route = pool_.routes()[k];
      if (const Cost loss = loss_of(route.cost, route.requests); loss < 0) useful.emplace_back(loss, k);
    }
    std::ranges::sort(useful);
    useful.resize(std::min(useful.size(), kFromPool));
    for (const auto& [loss, k] : useful) {
      const KnownRoute route = pool_.routes()[k];
      offer(route.cost, route.visits);
    }
  }

  /// If no column is taken in part, the program has found a plan.
  void take_whole() {
    if (worth_ >= best_) return;
    const std::vector<double> shares = shares_.shares();
    if (std::ranges::any_of(shares, [](double share) { return share > kWhole && share < 1 - kWhole; })) return;
    std::vector<const KnownRoute*> routes;
    for (std::size_t c = 0; c != shares.size(); ++c) {
      if (shares[c] < kWhole) continue;
      RequestSet requests;
      for (const std::uint32_t r : shares_.columns()[c].requests) requests.add(r);
      routes.push_back(columns_.find(requests));
    }
    take(without_doubles(routes));
  }

  void take(Plan plan) {
    assert(plan.routes.size() <= problem_.vehicles.size());
    plan.routes.resize(problem_.vehicles.size());
    RequestSet served;
    for (std::uint32_t v = 0; v != plan.routes.size(); ++v) {
      if (!Route(problem_, v, plan.routes[v]).feasible()) return;
      served |= requests_of(plan.routes[v]);
    }
    for (std::uint32_t r = 0; r != problem_.requests.size(); ++r)
      if (!served.has(r)) plan.unserved.push_back(r);
    const Cost cost = total_cost(problem_, plan);
    if (cost >= best_) return;
    best_ = cost;
    rules_.on_better(cost, plan);
  }

  /// All routes that a plan near the bound can have, and the best choice among them. True if that settles it.
  bool finish(std::size_t most, std::uint64_t steps) {
    if (!routes_.set_prices(prices_, in_time_)) return true;
    Cost least = 0;
    for (const FragmentRoute& route : routes_.best(0, 1)) least = std::min(least, route.loss);
    bound_ = std::max(bound_, bound_by(prices_, least));
    Cost gap = std::min(best_ - worth_, static_cast<Cost>(kWidest * static_cast<double>(worth_)));
    std::optional<std::vector<FragmentRoute>> within = routes_.all(gap, most, steps, in_time_);
    for (int halved = 1; !within && halved != kHalvings && in_time_(); ++halved)
      within = routes_.all(gap /= 2, most, steps, in_time_);
    if (!within) return false;
    std::vector<Column> columns;
    for (const FragmentRoute& route : *within) columns.push_back(column_of(route.cost, route.requests));
    const Cost below = std::min(best_, worth_ + gap + 1);
    const Chosen chosen = choose(partition_, columns, trios_, {false, below, kNodes, seconds_left(), in_time_});
    if (chosen.best) {
      Plan plan;
      for (const std::uint32_t c : chosen.best->columns) plan.routes.push_back(visits_of((*within)[c]));
      take(std::move(plan));
    }
    proven_ = chosen.proven && (chosen.best ? best_ == chosen.best->cost : below == best_);
    return proven_;
  }

  double seconds_left() const {
    return rules_.seconds > 0 ? std::max(1e-3, begun_ + share_ * rules_.seconds - cpu_seconds()) : 0;
  }

  /// The best choice among the columns that lose least, whatever it is worth.
  void choose_among_columns() {
    if (prices_.requests.empty()) return;
    std::vector<std::pair<Cost, const KnownRoute*>> by_loss;
    for (const KnownRoute& route : columns_.routes())
      by_loss.emplace_back(loss_of(route.cost, route.requests), &route);
    std::ranges::stable_sort(by_loss, {}, [](const auto& entry) { return entry.first; });
    by_loss.resize(std::min(by_loss.size(), kColumns));
    std::vector<Column> columns;
    for (const auto& [loss, route] : by_loss) columns.push_back(column_of(route->cost, route->requests));
    const Chosen chosen = choose(partition_, columns, {}, {true, best_, kNodes, seconds_left(), in_time_});
    if (!chosen.best) return;
    std::vector<const KnownRoute*> routes;
    for (const std::uint32_t c : chosen.best->columns) routes.push_back(by_loss[c].second);
    take(without_doubles(routes));
  }

  /// Who is served twice is left out once: that is no dearer where no way is longer than one by a third place.
  static Plan without_doubles(std::span<const KnownRoute* const> routes) {
    RequestSet served;
    Plan plan;
    for (const KnownRoute* route : routes) {
      plan.routes.emplace_back();
      for (const Visit visit : route->visits)
        if (!served.has(visit.index)) plan.routes.back().push_back(visit);
      served |= route->requests;
    }
    return plan;
  }

  double begun_ = cpu_seconds();
  double share_ = kForPrices;  ///< of the time
  std::function<bool()> in_time_ = [this] {
    return routes_.comparisons() <= rules_.comparisons &&
           (rules_.seconds <= 0 || cpu_seconds() - begun_ < share_ * rules_.seconds);
  };
  const Problem& problem_;
  std::span<const Fragment> fragments_;
  RoutePool& pool_;
  const RouteChoiceRules& rules_;
  Cost best_;
  FragmentRoutes routes_;
  RoutePool columns_;                                 ///< the columns of the program
  std::size_t in_program_ = 0;                        ///< of these
  std::vector<std::pair<Cost, RequestSet>> cheaper_;  ///< of requests that another column serves for more
  Partition partition_;
  CoverShares shares_;
  std::vector<Trio> trios_;
  Prices prices_, centre_;  ///< of the program, and those with the best bound
  Cost worth_ = 0;          ///< of the program
  Cost bound_ = 0;
  int programs_ = 0;
  bool proven_ = false;
};

}  // namespace

ChosenPlan choose_routes(const Problem& problem, std::span<const Fragment> fragments, RoutePool& pool,
                         const Plan& start, const RouteChoiceRules& rules) {
  return RouteChoice(problem, fragments, pool, start, rules).run();
}

}  // namespace rurban::vrp
