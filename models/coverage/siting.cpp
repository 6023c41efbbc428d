#include "models/coverage/siting.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace rurban::coverage {
namespace {

__extension__ typedef __int128 Wide;  // of products of two 64-bit numbers

/// What a candidate would add, by when it was reckoned: later it adds as much or less.
struct Offer {
  std::int64_t gain = 0, cost = 0;
  std::uint32_t rank = 0;  ///< among the candidates by what they are, not by their number
  std::uint32_t candidate = 0;
  std::uint32_t reckoned = 0;  ///< count of sites taken at that time
};

bool less_per_krona(const Offer& a, const Offer& b) {
  const Wide left = Wide{a.gain} * b.cost, right = Wide{b.gain} * a.cost;
  if (left != right) return left < right;
  return a.gain != b.gain ? a.gain < b.gain : a.rank > b.rank;
}
bool less_gain(const Offer& a, const Offer& b) {
  if (a.gain != b.gain) return a.gain < b.gain;
  return a.cost != b.cost ? a.cost > b.cost : a.rank > b.rank;
}
using Less = bool (*)(const Offer&, const Offer&);

/// The most that offers could give for a budget if they did not overlap and could be bought in part.
/// Requires: the offers descend by gain per krona
std::int64_t fractional(std::span<const Offer> offers, std::int64_t budget) {
  std::int64_t sum = 0, left = budget;
  for (const Offer& offer : offers) {
    if (offer.cost > budget) continue;
    if (offer.cost > left) return sum + static_cast<std::int64_t>(Wide{offer.gain} * left / offer.cost);
    sum += offer.gain;
    left -= offer.cost;
  }
  return sum;
}

/// Weight not served yet.
class Unserved {
 public:
  explicit Unserved(const SitingProblem& problem) : problem_(problem), weight_(problem.weight) {
    for (const std::uint32_t candidate : problem.built) serve(candidate);
  }
  std::int64_t gain(std::uint32_t candidate) const {
    std::int64_t sum = 0;
    for (const std::uint32_t cell : problem_.serves[candidate]) sum += weight_[cell];
    return sum;
  }
  std::int64_t serve(std::uint32_t candidate) {
    std::int64_t sum = 0;
    for (const std::uint32_t cell : problem_.serves[candidate]) sum += std::exchange(weight_[cell], 0);
    return sum;
  }

 private:
  const SitingProblem& problem_;
  std::vector<std::int64_t> weight_;
};

/// Sites in the order taken, and what they give.
struct Choice {
  std::vector<ChosenSite> sites;
  std::int64_t gain = 0, cost = 0;

  void add(const ChosenSite& site) {
    sites.push_back(site);
    gain += site.gain;
    cost += site.cost;
  }
};

/// Takes the best offer again and again. Each can be used once.
class Greedy {
 public:
  Greedy(Unserved unserved, std::vector<Offer> offers, Less less)
      : unserved_(std::move(unserved)), heap_(std::move(offers)), less_(less) {
    std::make_heap(heap_.begin(), heap_.end(), less_);
  }

  /// Takes the best one while it fits, and stops before the first that does not.
  Choice take_prefix(std::int64_t budget) && {
    while (bring_best_up() && heap_.front().cost <= budget - choice_.cost) take();
    return std::move(choice_);
  }
  /// Takes the best of those that fit, until none does.
  Choice fill(std::int64_t budget) && {
    while (bring_best_up())
      if (heap_.front().cost <= budget - choice_.cost)
        take();
      else
        drop();
    return std::move(choice_);
  }

 private:
  /// Puts the offer that is best now on top. An offer reckoned earlier only promises more than it gives, so that one
  /// reckoned now and still on top beats them all. False: nothing gains.
  bool bring_best_up() {
    while (!heap_.empty() && heap_.front().reckoned != taken()) {
      std::pop_heap(heap_.begin(), heap_.end(), less_);
      Offer& offer = heap_.back();
      offer.gain = unserved_.gain(offer.candidate);
      offer.reckoned = taken();
      if (offer.gain == 0)
        heap_.pop_back();
      else
        std::push_heap(heap_.begin(), heap_.end(), less_);
    }
    return !heap_.empty();
  }
  void take() {
    const Offer best = heap_.front();
    drop();
    choice_.add({best.candidate, unserved_.serve(best.candidate), best.cost});
  }
  void drop() {
    std::pop_heap(heap_.begin(), heap_.end(), less_);
    heap_.pop_back();
  }
  std::uint32_t taken() const { return static_cast<std::uint32_t>(choice_.sites.size()); }

  Unserved unserved_;
  std::vector<Offer> heap_;
  Less less_;
  Choice choice_;
};

/// Numbers the candidates by cost and cells, so that ties are broken by what a candidate is.
std::vector<std::uint32_t> ranks(const SitingProblem& problem) {
  std::vector<std::uint32_t> order(problem.cost.size()), rank(order.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (problem.cost[a] != problem.cost[b]) return problem.cost[a] < problem.cost[b];
    return std::ranges::lexicographical_compare(problem.serves[a], problem.serves[b]);
  });
  for (std::uint32_t place = 0; place != order.size(); ++place) rank[order[place]] = place;
  return rank;
}

std::vector<Offer> first_offers(const SitingProblem& problem, const Unserved& unserved) {
  std::vector<bool> stands(problem.cost.size());
  for (const std::uint32_t candidate : problem.built) stands[candidate] = true;
  const std::vector<std::uint32_t> rank = ranks(problem);
  std::vector<Offer> offers;
  for (std::uint32_t candidate = 0; candidate != problem.cost.size(); ++candidate) {
    const std::int64_t gain = stands[candidate] ? 0 : unserved.gain(candidate);
    if (gain != 0) offers.push_back({gain, problem.cost[candidate], rank[candidate], candidate, 0});
  }
  return offers;
}

/// The offers as they are now, descending by gain per krona.
std::vector<Offer> reckoned(const Unserved& unserved, std::vector<Offer> offers) {
  for (Offer& offer : offers) offer.gain = unserved.gain(offer.candidate);
  std::erase_if(offers, [](const Offer& offer) { return offer.gain == 0; });
  std::sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return less_per_krona(b, a); });
  return offers;
}

/// Leskovec et al. 2007: what any choice serves is at most what this one serves, plus what the budget could buy of
/// the gains that are left after it.
std::int64_t online_bound(const Unserved& nothing_taken, const std::vector<Offer>& offers,
                          std::span<const ChosenSite> taken, std::int64_t budget) {
  Unserved unserved = nothing_taken;
  std::int64_t gain = 0;
  for (const ChosenSite& site : taken) gain += unserved.serve(site.candidate);
  return gain + fractional(reckoned(unserved, offers), budget);
}

std::int64_t least_bound(const Unserved& nothing_taken, const std::vector<Offer>& offers,
                         std::span<const ChosenSite> taken, std::int64_t budget) {
  constexpr std::size_t kParts = 4;
  std::int64_t least = online_bound(nothing_taken, offers, {}, budget);
  for (std::size_t part = 1; part <= kParts; ++part)
    least = std::min(least, online_bound(nothing_taken, offers, taken.first(taken.size() * part / kParts), budget));
  return least;
}

Siting siting_of(Siting::Rule rule, const Choice& choice) {
  return {.rule = rule, .sites = choice.sites, .gain = choice.gain, .cost = choice.cost, .bound = 0};
}

Choice best_single(const std::vector<Offer>& offers, std::int64_t budget) {
  std::optional<Offer> best;
  for (const Offer& offer : offers)
    if (offer.cost <= budget && (!best || less_gain(*best, offer))) best = offer;
  Choice choice;
  if (best) choice.add({best->candidate, best->gain, best->cost});
  return choice;
}

}  // namespace

void CellLists::add(std::span<const std::uint32_t> cells) {
  assert(std::ranges::adjacent_find(cells, std::greater_equal{}) == cells.end());
  cells_.insert(cells_.end(), cells.begin(), cells.end());
  ends_.push_back(cells_.size());
}

Siting choose_sites(const SitingProblem& problem, std::int64_t budget) {
  assert(budget >= 0 && problem.serves.size() == problem.cost.size());
  const Unserved unserved(problem);
  const std::vector<Offer> offers = first_offers(problem, unserved);

  // Of each rule the form that serves no less for more money. By gain per krona that is filling up: where a smaller
  // budget first parts from a larger one, it can't pay the site that the larger one takes, so that all it still buys
  // costs less than that site, gains no more per krona, and hence gains less. By gain it is stopping where the next
  // one does not fit: filling up might take a large site that a smaller budget would have had to leave.
  Siting best = siting_of(Siting::Rule::kGainPerKrona, Greedy(unserved, offers, less_per_krona).fill(budget));
  const Choice by_gain = Greedy(unserved, offers, less_gain).take_prefix(budget);
  if (by_gain.gain > best.gain) best = siting_of(Siting::Rule::kGain, by_gain);
  const Choice single = best_single(offers, budget);
  if (single.gain > best.gain) best = siting_of(Siting::Rule::kBestSingle, single);

  best.bound = least_bound(unserved, offers, best.sites, budget);
  return best;
}

std::int64_t served(const SitingProblem& problem, std::span<const std::uint32_t> candidates) {
  Unserved unserved(problem);
  std::int64_t sum = 0;
  for (const std::uint32_t candidate : candidates) sum += unserved.serve(candidate);
  return sum;
}

Regret regret(const Siting& choice, const SitingProblem& truth, std::int64_t budget) {
  std::vector<std::uint32_t> candidates;
  for (const ChosenSite& site : choice.sites) candidates.push_back(site.candidate);
  const std::int64_t delivered = served(truth, candidates);
  return {choice.gain, delivered, std::max(delivered, choose_sites(truth, budget).gain)};
}

std::int64_t cost_to_payer(std::int64_t cost_ore, double share_of_others) {
  return std::llround(static_cast<double>(cost_ore) * (1 - share_of_others));
}

std::vector<std::int64_t> cell_weights(const CellContent& content, const Worth& worth, std::size_t cells) {
  const auto at = [](const std::vector<std::int64_t>& list, std::size_t cell) {
    return list.empty() ? 0.0 : static_cast<double>(list[cell]);
  };
  std::vector<std::int64_t> weights(cells);
  for (std::size_t cell = 0; cell != cells; ++cell)
    weights[cell] = std::llround(1000 * worth.per_person_hour * at(content.person_hours, cell) +
                                 worth.per_road_km * at(content.road_m, cell) +
                                 worth.per_land_km2 * at(content.land_m2, cell) / 1000);
  return weights;
}

}  // namespace rurban::coverage
