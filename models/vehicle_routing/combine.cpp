#include "models/vehicle_routing/combine.h"

#include <algorithm>
#include <cmath>

#include "models/vehicle_routing/cpu_time.h"
#include "models/vehicle_routing/route.h"
#include "models/vehicle_routing/route_choice.h"

namespace rurban::vrp {
namespace {

/// Routes that are remembered.
constexpr std::size_t kMostKnown = 40'000;
/// Share of the budget for the first search.
constexpr double kFirst = 0.08;
/// Fragments: all, if there are no more than that; otherwise those short enough that there are so many at most, with
/// the pieces of all routes that were driven. That share of the time may pass until they are listed.
constexpr std::size_t kMostFragments = 120'000, kMostShort = 20'000;
constexpr double kForListing = 0.4;
/// Stops of the shortest fragments that are listed, and how many more are tried next.
constexpr std::size_t kShortest = 6, kLonger = 4;
/// Where fragments are missing: how often search and choice take turns, and the share of a turn that the search has.
constexpr int kTurns = 2;
constexpr double kSearchOfTurn = 0.3;
/// Comparisons of labels where there is no limit of time: always, and for each iteration of the search. Ten thousand
/// take about as long as an iteration.
constexpr std::uint64_t kComparisons = 20'000'000, kComparisonsEach = 10'000;
constexpr std::int64_t kMany = 1'000'000'000;  // iterations

class Combiner {
 public:
  Combiner(const Problem& problem, const SearchRules& rules)
      : problem_(problem), rules_(rules), timed_(rules.cpu_s > 0 && std::isfinite(rules.cpu_s)) {}

  CombineResult run() {
    search_until(kFirst, nullptr);
    list_fragments();
    if (complete_) {
      choose_until(1);
    } else if (!fragments_.empty()) {  // pieces of what was driven alone put nothing together that search does not
      for (int turn = 0; turn != kTurns; ++turn) {
        search_until((turn + kSearchOfTurn) / kTurns, &result_.plan);
        choose_until((turn + 1.0) / kTurns);
      }
    }
    if (!result_.proven) search_until(1, &result_.plan);
    result_.cpu_s = spent();
    return result_;
  }

 private:
  double spent() const { return cpu_seconds() - begun_; }

  void search_until(double share, const Plan* start) {
    SearchRules rules = rules_;
    const double before = spent();
    if (timed_) rules.cpu_s = share * rules_.cpu_s - before;
    if (rules_.iterations < std::numeric_limits<std::int64_t>::max())
      rules.iterations =
          static_cast<std::int64_t>(share * static_cast<double>(rules_.iterations)) - result_.iterations;
    if (start != nullptr && ((timed_ && rules.cpu_s <= 0) || rules.iterations <= 0)) return;
    rules.seed += static_cast<std::uint64_t>(result_.iterations);
    rules.on_better = [&](double cpu_s, Cost cost, const Plan& plan) {
      if (rules_.on_better && (start == nullptr || cost < result_.cost)) rules_.on_better(before + cpu_s, cost, plan);
    };
    rules.on_route = [&](const Route& route) {
      if (route.used()) pool_.offer(route.cost(), route.visits());
    };
    SearchResult found = search(problem_, rules, start);
    result_.iterations += found.iterations;
    if (start != nullptr && found.cost >= result_.cost) return;
    result_.plan = std::move(found.plan);
    result_.cost = found.cost;
  }

  void list_fragments() {
    const auto go_on = [this] { return !timed_ || spent() < kForListing * rules_.cpu_s; };
    for (std::size_t longest = kShortest;; longest += kLonger) {
      Fragments found = fragments(problem_, {kMostFragments, longest, go_on});
      if (found.stopped) return;
      complete_ = !found.cut;
      if (complete_ || found.list.size() <= kMostShort)
        fragments_ = std::move(found.list);
      else
        longest = 2 * problem_.requests.size();
      if (complete_) return;
    }
  }

  void choose_until(double share) {
    RouteChoiceRules rules;
    rules.complete = complete_;
    if (timed_) rules.seconds = share * rules_.cpu_s - spent();
    if (timed_ && rules.seconds <= 0) return;
    if (!timed_)
      rules.comparisons =
          kComparisons + kComparisonsEach * static_cast<std::uint64_t>(std::min(rules_.iterations, kMany));
    rules.on_better = [&](Cost cost, const Plan& plan) {
      result_.cost = cost;
      result_.plan = plan;
      if (rules_.on_better && plan.unserved.empty()) rules_.on_better(spent(), cost, plan);
    };
    std::vector<Fragment> pieces;
    if (!complete_) {
      pieces = fragments_of(problem_, pool_.routes());
      pieces.insert(pieces.end(), fragments_.begin(), fragments_.end());
    }
    const Plan start = result_.plan;
    const ChosenPlan chosen = choose_routes(problem_, complete_ ? fragments_ : pieces, pool_, start, rules);
    if (!complete_) return;
    result_.proven = chosen.proven;
    result_.bound = chosen.bound;
  }

  const Problem& problem_;
  const SearchRules& rules_;
  double begun_ = cpu_seconds();
  bool timed_;
  CombineResult result_;
  RoutePool pool_{kMostKnown};
  std::vector<Fragment> fragments_;
  bool complete_ = false;
};

}  // namespace

bool combinable(const Problem& problem) {
  const auto alike = [](const Vehicle& a, const Vehicle& b) {
    const auto same = [](Load x, Load y) { return fits(x, y) && fits(y, x); };
    return a.start == b.start && a.end == b.end && a.earliest == b.earliest && a.latest == b.latest &&
           a.most_duration == b.most_duration && same(a.capacity, b.capacity) && same(a.load, b.load) &&
           a.has == b.has && a.fixed == b.fixed && a.per_length == b.per_length && a.per_tick == b.per_tick;
  };
  return !problem.vehicles.empty() && !problem.requests.empty() && problem.requests.size() <= RequestSet::kMost &&
         std::ranges::all_of(problem.vehicles,
                             [&](const Vehicle& v) {
                               return alike(v, problem.vehicles.front()) && v.duties.empty() && !v.out &&
                                      v.end != Vehicle::kAnywhere;
                             }) &&
         std::ranges::none_of(problem.requests, [](const Request& r) { return r.aboard || r.per_ride_tick != 0; });
}

CombineResult combine(const Problem& problem, const SearchRules& rules) {
  if (!combinable(problem)) return {search(problem, rules), 0, false};
  return Combiner(problem, rules).run();
}

}  // namespace rurban::vrp
