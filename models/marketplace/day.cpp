#include "models/marketplace/day.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "twin/base/hash.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

// Assumptions: stops that begin within 5 minutes (2 to 10) stay as they are; a pick-up may move by 10 minutes (5 to
// 20) from what was promised.
constexpr vrp::DispatchRules kRules{
    .horizon = 5 * kMinuteMs, .sooner = 10 * kMinuteMs, .later = 10 * kMinuteMs, .no_show_wait = 5 * kMinuteMs};

constexpr DayMs kFirstGap = 6 * kHourMs, kLastGap = 20 * kHourMs;  // most of what was asked for is done by then
constexpr std::uint32_t kNightRounds = 4;

/// Numbers groups as they are met.
class GroupNumbers {
 public:
  std::uint32_t of(Operator owner, std::uint32_t municipality) {
    const auto key = joiner(owner, municipality);
    return numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  std::map<std::size_t, std::uint32_t> numbers_;
};

/// Whether vehicles of this kind carry what is asked today, and not their own rounds alone.
bool carries_today(const VehicleOffer& offer) {
  if (offer.lift()) return false;
  switch (offer.kind) {
    case VehicleKind::kSpecialTaxi:
    case VehicleKind::kPatientTaxi:
    case VehicleKind::kParcelVan:
    case VehicleKind::kGroceryVan:
    case VehicleKind::kPostVan:
      return true;
    default:
      return false;
  }
}

/// One group's day.
class GroupDay {
 public:
  GroupDay(const vrp::Hops& hops, std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
           const DayRules& rules, std::vector<std::uint32_t> members, std::vector<std::uint32_t> asked, bool prices,
           DayResult& result)
      : requests_(requests),
        hops_(hops),
        rules_(rules),
        members_(std::move(members)),
        asked_(std::move(asked)),
        prices_(prices),
        result_(result),
        dispatcher_(hops, vehicles(offers), kRules) {}

  void live() {
    std::stable_sort(asked_.begin(), asked_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return requests_[a].asked < requests_[b].asked; });
    // What was asked the day before is planned overnight, and again when the first vehicles leave.
    DayMs gap = kFirstGap;
    bool night = true;
    for (std::size_t at = 0; at != asked_.size();) {
      const std::uint32_t first = asked_[at++];
      if (night && requests_[first].asked > 0) {
        improve(0, kNightRounds);
        night = false;
      }
      for (; gap < requests_[first].asked; gap += rules_.gap) improve(gap, 1);
      dispatcher_.advance(requests_[first].asked);
      const bool both = at != asked_.size() && requests_[asked_[at]].back_of == first;
      answer(first, both ? std::optional(asked_[at++]) : std::nullopt);
    }
    if (night) improve(0, kNightRounds);
    for (; gap < kLastGap; gap += rules_.gap) improve(gap, 1);
    dispatcher_.advance(48 * kHourMs);
    collect();
  }

 private:
  std::vector<vrp::Vehicle> vehicles(std::span<const VehicleOffer> offers) const {
    std::vector<vrp::Vehicle> vehicles;
    for (const std::uint32_t member : members_) vehicles.push_back(offers[member].vehicle);
    return vehicles;
  }

  void improve(DayMs now, std::uint32_t times) {
    if (rules_.improvement == 0 || asked_.empty()) return;
    dispatcher_.advance(now);
    // As much for each vehicle, whether it is dispatched among many or few.
    vrp::ImproveRules rules{.rounds = rules_.improvement * times,
                            .seed = twin::combine(rules_.seed, static_cast<std::uint64_t>(now))};
    rules.groups = std::max(1U, static_cast<std::uint32_t>(members_.size()) / rules.vehicles);
    dispatcher_.improve(rules);
  }

  /// The cheapest vehicle, and the next one.
  std::vector<vrp::Quote> quotes(std::uint32_t request) {
    return dispatcher_.quotes(routing_of(requests_[request], hops_), 2);
  }

  void answer(std::uint32_t there, std::optional<std::uint32_t> back) {
    Answer& answer = result_.answers[there];
    const auto refuse = [&](Fate fate, vrp::Reason reason) {
      answer.fate = fate;
      answer.reason = reason;
      if (back) result_.answers[*back] = answer;
    };
    const std::vector<vrp::Quote> way = quotes(there);
    if (!way.front().possible()) return refuse(Fate::kNoVehicle, way.front().refusal.reason);
    std::vector<vrp::Quote> way_back;
    if (back) way_back = quotes(*back);
    if (back && !way_back.front().possible()) return refuse(Fate::kNoVehicle, way_back.front().refusal.reason);
    if (prices_ && requests_[there].demand == Demand::kTraveller) {
      const std::int32_t fare = price(there, way.front()), fare_back = back ? price(*back, way_back.front()) : 0;
      answer.fare_ore = fare;
      double minutes = minutes_of(there, way.front());
      if (back) {
        result_.answers[*back].fare_ore = fare_back;
        minutes = (minutes + minutes_of(*back, way_back.front())) / 2;
      }
      const std::int32_t mean = back ? (fare + fare_back) / 2 : fare;
      if (!rules_.accepts(requests_[there], mean, minutes)) {
        if (back) result_.answers[*back].fate = Fate::kDeclined;
        answer.fate = Fate::kDeclined;
        return;
      }
    }
    const auto booked = dispatcher_.book(way.front());
    const auto booked_back = booked && back ? dispatcher_.book(way_back.front()) : std::nullopt;
    if (!booked || (back && !booked_back)) {  // the way there took the room of the way back
      if (booked) dispatcher_.cancel(*booked);
      return refuse(Fate::kNoVehicle, vrp::Reason::kNoRoom);
    }
    note(there, way);
    if (back) note(*back, way_back);
  }

  void note(std::uint32_t request, const std::vector<vrp::Quote>& quotes) {
    Answer& answer = result_.answers[request];
    answer.fate = Fate::kServed;
    answer.cost = quotes.front().cost();
    answer.offer = answer.booked = members_[quotes.front().offer.vehicle];
    if (quotes.size() > 1) {
      answer.next_offer = members_[quotes[1].offer.vehicle];
      answer.next_cost = quotes[1].cost();
    }
    booked_.push_back(request);
  }

  std::int32_t price(std::uint32_t request, const vrp::Quote& quote) const {
    const double load = dispatcher_.fleet().size() == 0
                            ? 0
                            : static_cast<double>(dispatcher_.fleet().busy().size()) / dispatcher_.fleet().size();
    return rules_.price(requests_[request], quote.cost(), load, quote.pickup - requests_[request].asked);
  }

  /// Under way, and at the wrong place before or after.
  double minutes_of(std::uint32_t request, const vrp::Quote& quote) const {
    const DayMs idle = waiting(requests_[request], quote.pickup, quote.delivery);
    return (quote.delivery - quote.pickup + idle) / static_cast<double>(kMinuteMs);
  }

  void collect() {
    std::vector<std::uint32_t> request_of(dispatcher_.bookings().size(), kNoRequest);
    std::size_t next = 0;
    for (std::size_t b = 0; b != request_of.size(); ++b)
      if (dispatcher_.bookings()[b].state != vrp::Booking::State::kCancelled) request_of[b] = booked_[next++];
    for (std::size_t b = 0; b != request_of.size(); ++b) {
      if (request_of[b] == kNoRequest) continue;
      const vrp::Booking& booking = dispatcher_.bookings()[b];
      Answer& answer = result_.answers[request_of[b]];
      answer.picked_up = booking.picked_up.value();
      answer.delivered = booking.delivered.value();
    }
    for (vrp::Done done : dispatcher_.fleet().log()) {
      VehicleDay& day = result_.vehicles[members_[done.vehicle]];
      day.driven.add(done);
      if (done.kind == vrp::Done::Kind::kPickup || done.kind == vrp::Done::Kind::kDelivery) {
        done.index = request_of[done.index];
        if (done.kind == vrp::Done::Kind::kPickup && done.index != kNoRequest)
          result_.answers[done.index].offer = members_[done.vehicle];
      }
      done.vehicle = members_[done.vehicle];
      day.done.push_back(done);
    }
  }

  std::span<const MarketRequest> requests_;
  const vrp::Hops& hops_;
  const DayRules& rules_;
  std::vector<std::uint32_t> members_, asked_;  ///< offers, requests
  bool prices_;
  DayResult& result_;
  vrp::Dispatcher dispatcher_;
  std::vector<std::uint32_t> booked_;  ///< requests, in the order of the bookings that hold
};

}  // namespace

Groups separate_groups(std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
                       std::span<const MunicipalityRef> municipality) {
  return market_groups(offers, requests, municipality, {});
}

Groups market_groups(std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
                     std::span<const MunicipalityRef> municipality, const std::vector<bool>& joined) {
  const auto is_in = [&](Operator owner, std::uint32_t m) { return !joined.empty() && joined[joiner(owner, m)]; };
  Groups groups;
  GroupNumbers numbers;
  groups.market = joined.empty() ? Groups::kAlone : 0;
  const std::uint32_t first = joined.empty() ? 0 : 1;
  for (const VehicleOffer& offer : offers)
    groups.of_offer.push_back(is_in(offer.owner, offer.municipality) ? groups.market
                              : carries_today(offer) ? first + numbers.of(offer.owner, offer.municipality)
                                                     : Groups::kAlone);
  for (const MarketRequest& request : requests) {
    const std::uint32_t m = municipality[request.home].row;
    groups.of_request.push_back(request.demand == Demand::kTraveller ? groups.market
                                : is_in(owner_of(request.demand), m)
                                    ? groups.market
                                    : first + numbers.of(owner_of(request.demand), m));
  }
  groups.count = first + numbers.count();
  return groups;
}

DayResult live_day(const vrp::Hops& hops, std::span<const VehicleOffer> offers,
                   std::span<const MarketRequest> requests, const Groups& groups, const DayRules& rules) {
  DayResult result;
  result.answers.resize(requests.size());
  result.vehicles.resize(offers.size());
  // The last group is of all who do their duties alone.
  std::vector<std::vector<std::uint32_t>> members(groups.count + 1), asked(groups.count);
  for (std::uint32_t o = 0; o != offers.size(); ++o) members[std::min(groups.of_offer[o], groups.count)].push_back(o);
  for (std::uint32_t r = 0; r != requests.size(); ++r)
    if (groups.of_request[r] != Groups::kAlone) asked[groups.of_request[r]].push_back(r);
  asked.emplace_back();
  twin::for_each_index(members.size(), [&](std::size_t g) {
    GroupDay(hops, offers, requests, rules, std::move(members[g]), std::move(asked[g]), g == groups.market, result)
        .live();
  });
  return result;
}

}  // namespace rurban
