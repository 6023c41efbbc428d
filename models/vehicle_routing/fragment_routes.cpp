#include "models/vehicle_routing/fragment_routes.h"

#include <algorithm>
#include <map>

#include "models/vehicle_routing/schedule.h"

namespace rurban::vrp {
FragmentRoutes::FragmentRoutes(const Problem& problem, std::span<const Fragment> fragments)
    : problem_(problem),
      vehicle_(problem.vehicles.front()),
      fragments_(fragments),
      beginning_(problem.requests.size()),
      ending_(problem.requests.size()),
      odd_(fragments.size()),
      twice_(fragments.size()) {
  std::vector<std::pair<Ticks, std::uint32_t>> by_time;
  for (std::uint32_t r = 0; r != problem.requests.size(); ++r) {
    const Request request = tightened(
        problem.requests[r], problem.hops(problem.requests[r].pickup.node, problem.requests[r].delivery.node).ticks);
    pickups_.push_back(request.pickup);
    const Task& down = request.delivery;
    const Ticks way_home = problem.hops(down.node, vehicle_.end).ticks;
    latest_home_ = std::max(latest_home_, std::min(vehicle_.latest, down.latest + down.service + way_home));
    by_time.emplace_back(request.pickup.latest, r);
  }
  std::ranges::sort(by_time);
  RequestSet later;
  for (std::size_t k = by_time.size(); k-- != 0;) {
    later.add(by_time[k].second);
    possible_.push_back({by_time[k].first, later, {}});
  }
  std::ranges::reverse(possible_);
  for (std::uint32_t f = 0; f != fragments.size(); ++f) {
    beginning_[fragments[f].first].push_back(f);
    ending_[fragments[f].last].push_back(f);
  }
  for (std::vector<std::uint32_t>& all : beginning_)
    std::ranges::stable_sort(all, std::ranges::greater{}, [&](std::uint32_t f) { return fragments[f].latest_begin; });
}

void FragmentRoutes::add(const Trio& trio) {
  const auto index = static_cast<std::uint32_t>(trios_.size());
  trios_.push_back(trio);
  const auto served = [&](const RequestSet& requests) {
    return int{requests.has(trio[0])} + int{requests.has(trio[1])} + int{requests.has(trio[2])};
  };
  for (std::size_t f = 0; f != fragments_.size(); ++f) {
    const int count = served(fragments_[f].requests);
    if (count % 2 == 1) odd_[f].add(index);
    if (count >= 2) twice_[f].add(index);
  }
  for (Possible& possible : possible_)
    if (served(possible.requests) > 0) possible.trios.add(index);
}

Cost FragmentRoutes::price(const TrioSet& trios) const {
  Cost sum = 0;
  trios.each([&](std::uint32_t trio) { sum += prices_.trios[trio]; });
  return sum;
}

/// Who and what can't come any more makes no difference.
void FragmentRoutes::forget_the_past(Label& label) const {
  const auto from = std::ranges::lower_bound(possible_, label.time, {}, &Possible::until);
  label.seen &= from == possible_.end() ? RequestSet{} : from->requests;
  label.odd &= from == possible_.end() ? TrioSet{} : from->trios;
}

/// However both go on, the first is no worse: at most it pays for trios that it has one of, and the other does not.
bool FragmentRoutes::as_good(const Label& a, const Label& b) const {
  return a.time <= b.time && a.loss <= b.loss &&
         (a.in_time || (a.latest_leave >= b.latest_leave && a.least <= b.least)) && a.seen.within(b.seen) &&
         a.loss + price(a.odd.without(b.odd)) <= b.loss;
}

/// Keeps a label unless one at the same place is as good; forgets those that are no better than it.
bool FragmentRoutes::add(std::vector<std::uint32_t>& at, Label&& label) {
  comparisons_ += at.size();
  for (const std::uint32_t other : at)
    if (as_good(labels_[other], label)) return false;
  std::erase_if(at, [&](std::uint32_t other) { return labels_[other].dead = as_good(label, labels_[other]); });
  const auto index = static_cast<std::uint32_t>(labels_.size());
  at.push_back(index);
  queue_.emplace_back(label.time, index);
  std::ranges::push_heap(queue_, std::ranges::greater{});
  labels_.push_back(label);
  return true;
}

void FragmentRoutes::arrive(std::uint32_t first, Label&& label) {
  if (beginning_[first].empty() || label.time > pickups_[first].latest) return;
  label.first = first;
  label.time = std::max(label.time, pickups_[first].earliest);
  forget_the_past(label);
  add(come_[first], std::move(label));
}

/// All fragments that begin where the label has come to.
void FragmentRoutes::drive(const Label& at, std::uint32_t index) {
  for (const std::uint32_t f : beginning_[at.first]) {
    const Fragment& fragment = fragments_[f];
    if (at.time > fragment.latest_begin) break;
    if (at.seen.meets(fragment.requests)) continue;
    Label next;
    next.time = std::max(fragment.earliest_end, at.time + fragment.least);
    next.latest_leave = std::min(at.latest_leave, fragment.latest_begin - at.least);
    next.least = at.least + fragment.least;
    next.in_time = at.in_time;
    next.loss = at.loss + losses_[f] + price(at.odd & odd_[f]);
    next.seen = at.seen;
    next.seen |= fragment.requests;
    next.odd = at.odd;
    next.odd ^= odd_[f];
    forget_the_past(next);
    next.before = index;
    next.fragment = f;
    if (std::max(next.least, next.time - next.latest_leave) > vehicle_.most_duration) continue;
    add(ready_[fragment.last], std::move(next));
  }
}

/// On from the last stop of a fragment to the first of any other.
void FragmentRoutes::leave(std::uint32_t index, std::uint32_t last) {
  const std::uint32_t node = problem_.requests[last].delivery.node;
  for (std::uint32_t first = 0; first != pickups_.size(); ++first) {
    const Label& at = labels_[index];
    if (at.seen.has(first)) continue;
    const Hop& hop = problem_.hops(node, pickups_[first].node);
    Label next = at;
    next.time += hop.ticks;
    next.least += hop.ticks;
    next.loss += cost_of(vehicle_, hop);
    next.before = index;
    next.fragment = kNone;
    arrive(first, std::move(next));
  }
}

bool FragmentRoutes::set_prices(const Prices& prices, const std::function<bool()>& go_on) {
  prices_ = prices;
  losses_.clear();
  for (std::size_t f = 0; f != fragments_.size(); ++f) {
    Cost loss = fragments_[f].cost + price(twice_[f]);
    fragments_[f].requests.each([&](std::uint32_t r) { loss -= prices.requests[r]; });
    losses_.push_back(loss);
  }
  labels_.clear();
  queue_.clear();
  come_.assign(pickups_.size(), {});
  ready_.assign(pickups_.size(), {});
  for (std::uint32_t first = 0; first != pickups_.size(); ++first) {
    const Hop& hop = problem_.hops(vehicle_.start, pickups_[first].node);
    Label label;
    label.time = vehicle_.earliest + hop.ticks;
    label.latest_leave = kNoLimit;
    label.least = hop.ticks;
    label.in_time =
        latest_home_ - std::max(vehicle_.earliest, pickups_[first].earliest - hop.ticks) <= vehicle_.most_duration;
    label.loss = vehicle_.fixed + prices.vehicle + cost_of(vehicle_, hop);
    arrive(first, std::move(label));
  }
  for (std::uint32_t steps = 0; !queue_.empty(); ++steps) {
    if (steps % 64 == 0 && !go_on()) return false;
    std::ranges::pop_heap(queue_, std::ranges::greater{});
    const std::uint32_t index = queue_.back().second;
    queue_.pop_back();
    const Label label = labels_[index];
    if (label.dead) continue;
    if (label.fragment != kNone)
      leave(index, fragments_[label.fragment].last);
    else
      drive(label, index);
  }
  return true;
}

std::optional<Cost> FragmentRoutes::loss_at_home(const Label& label, std::uint32_t last) const {
  const Hop& hop = problem_.hops(problem_.requests[last].delivery.node, vehicle_.end);
  const Ticks home = label.time + hop.ticks;
  if (home > vehicle_.latest) return {};
  if (std::max(label.least + hop.ticks, home - label.latest_leave) > vehicle_.most_duration) return {};
  return label.loss + cost_of(vehicle_, hop);
}

/// The whole of it, reckoned from the start; nothing if there is no time for it.
std::optional<FragmentRoute> FragmentRoutes::route(std::vector<std::uint32_t> fragments) const {
  FragmentRoute route;
  std::uint32_t node = vehicle_.start;
  Ticks time = vehicle_.earliest, latest_leave = kNoLimit, least = 0;
  route.cost = vehicle_.fixed;
  route.loss = prices_.vehicle;
  TrioSet odd;
  for (const std::uint32_t f : fragments) {
    const Fragment& fragment = fragments_[f];
    const Hop& hop = problem_.hops(node, pickups_[fragment.first].node);
    time += hop.ticks;
    least += hop.ticks;
    if (time > fragment.latest_begin || route.requests.meets(fragment.requests)) return {};
    latest_leave = std::min(latest_leave, fragment.latest_begin - least);
    time = std::max(fragment.earliest_end, time + fragment.least);
    least += fragment.least;
    route.cost += cost_of(vehicle_, hop) + fragment.cost;
    route.loss += losses_[f] - fragment.cost + price(odd & odd_[f]);
    odd ^= odd_[f];
    route.requests |= fragment.requests;
    node = problem_.requests[fragment.last].delivery.node;
  }
  const Hop& home = problem_.hops(node, vehicle_.end);
  time += home.ticks;
  route.cost += cost_of(vehicle_, home);
  route.loss += route.cost;
  if (time > vehicle_.latest || std::max(least + home.ticks, time - latest_leave) > vehicle_.most_duration) return {};
  route.fragments = std::move(fragments);
  return route;
}

std::vector<FragmentRoute> FragmentRoutes::best(Cost below, std::size_t for_each_end) const {
  std::vector<FragmentRoute> routes;
  for (std::uint32_t last = 0; last != ready_.size(); ++last) {
    std::vector<std::pair<Cost, std::uint32_t>> here;
    for (const std::uint32_t index : ready_[last])
      if (const auto loss = loss_at_home(labels_[index], last); loss && *loss < below)
        here.emplace_back(*loss, index);
    std::ranges::sort(here);
    here.resize(std::min(here.size(), for_each_end));
    for (const auto& [loss, index] : here) {
      std::vector<std::uint32_t> chain;
      for (std::uint32_t at = index; at != kNone; at = labels_[at].before)
        if (labels_[at].fragment != kNone) chain.push_back(labels_[at].fragment);
      std::ranges::reverse(chain);
      if (auto whole = route(std::move(chain))) routes.push_back(std::move(*whole));
    }
  }
  std::ranges::sort(routes, {}, [](const FragmentRoute& r) { return std::pair(r.requests, r.cost); });
  const auto doubles = std::ranges::unique(routes, {}, &FragmentRoute::requests);
  routes.erase(doubles.begin(), doubles.end());
  return routes;
}

/// Routes from their last fragment to their first: what comes before costs as much as the labels say at least.
class FragmentRoutes::Enumeration {
 public:
  Enumeration(const FragmentRoutes& routes, Cost loss, std::size_t most, std::uint64_t steps,
              const std::function<bool()>& go_on)
      : all_(routes),
        loss_(loss),
        most_(most),
        steps_most_(steps),
        go_on_(go_on),
        come_(routes.come_),
        ending_(routes.ending_.size()) {
    for (std::vector<std::uint32_t>& labels : come_)
      std::ranges::sort(labels, {}, [&](std::uint32_t l) { return std::pair(all_.labels_[l].loss, l); });
    for (std::uint32_t last = 0; last != ending_.size(); ++last) {
      for (const std::uint32_t f : all_.ending_[last]) {
        const Fragment& fragment = all_.fragments_[f];
        if (const auto before = least_before(fragment.first, fragment.latest_begin, fragment.requests, all_.odd_[f]))
          ending_[last].emplace_back(*before + all_.losses_[f], f);
      }
      std::ranges::sort(ending_[last]);
    }
  }

  std::optional<std::vector<FragmentRoute>> run() {
    for (std::uint32_t last = 0; last != ending_.size(); ++last) {
      const Hop& hop = all_.problem_.hops(all_.problem_.requests[last].delivery.node, all_.vehicle_.end);
      go_before(last, all_.vehicle_.latest - hop.ticks, cost_of(all_.vehicle_, hop), {}, {});
      if (stopped_) return {};
    }
    std::vector<FragmentRoute> routes;
    for (auto& [requests, route] : found_) routes.push_back(std::move(route));
    return routes;
  }

 private:
  /// What coming to a first stop loses at least, in time and without those who come later.
  std::optional<Cost> least_before(std::uint32_t first, Ticks latest, const RequestSet& later,
                                   const TrioSet& odd) const {
    std::optional<Cost> least;
    for (const std::uint32_t l : come_[first]) {
      const Label& label = all_.labels_[l];
      if (least && label.loss >= *least) break;
      if (label.time > latest || label.seen.meets(later)) continue;
      const Cost loss = label.loss + all_.price(label.odd & odd);
      if (!least || loss < *least) least = loss;
    }
    return least;
  }

  /// Each fragment that ends at `last` at `latest` or sooner; what comes after it loses `loss`.
  void go_before(std::uint32_t last, Ticks latest, Cost loss, const RequestSet& later, const TrioSet& odd_later) {
    for (const auto& [least, f] : ending_[last]) {
      if (least + loss > loss_ || stopped_) return;
      const Fragment& fragment = all_.fragments_[f];
      if (fragment.earliest_end > latest || fragment.requests.meets(later)) continue;
      if (++steps_ % 256 == 0 && (!go_on_() || steps_ > steps_most_)) stopped_ = true;
      const Ticks begin = std::min(fragment.latest_begin, latest - fragment.least);
      RequestSet requests = later;
      requests |= fragment.requests;
      TrioSet odd = odd_later;
      odd ^= all_.odd_[f];
      const auto before = least_before(fragment.first, begin, requests, odd);
      const Cost here = loss + all_.losses_[f] + all_.price(odd_later & all_.odd_[f]);
      if (!before || *before + here > loss_) continue;
      chain_.push_back(f);
      finish();
      for (std::uint32_t d = 0; d != ending_.size(); ++d) {
        if (ending_[d].empty() || requests.has(d)) continue;
        const Hop& hop =
            all_.problem_.hops(all_.problem_.requests[d].delivery.node, all_.pickups_[fragment.first].node);
        go_before(d, begin - hop.ticks, here + cost_of(all_.vehicle_, hop), requests, odd);
      }
      chain_.pop_back();
    }
  }

  void finish() {
    auto route = all_.route({chain_.rbegin(), chain_.rend()});
    if (!route || route->loss > loss_) return;
    const auto [at, added] = found_.try_emplace(route->requests);
    if (added || route->cost < at->second.cost) at->second = std::move(*route);
    stopped_ |= found_.size() > most_;
  }

  const FragmentRoutes& all_;
  Cost loss_;
  std::size_t most_;
  std::uint64_t steps_most_;
  const std::function<bool()>& go_on_;
  std::vector<std::vector<std::uint32_t>> come_;                     ///< that lose least first
  std::vector<std::vector<std::pair<Cost, std::uint32_t>>> ending_;  ///< with what each and all before lose at least
  std::vector<std::uint32_t> chain_;
  std::map<RequestSet, FragmentRoute> found_;
  std::uint64_t steps_ = 0;
  bool stopped_ = false;
};

std::optional<std::vector<FragmentRoute>> FragmentRoutes::all(Cost loss, std::size_t most, std::uint64_t steps,
                                                              const std::function<bool()>& go_on) const {
  return Enumeration(*this, loss, most, steps, go_on).run();
}

}  // namespace rurban::vrp
