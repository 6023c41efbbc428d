#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/marketplace/offers.h"
#include "models/marketplace/price.h"
#include "models/marketplace/requests.h"
#include "models/transport/level_of_service.h"

namespace rurban {

/// Who is dispatched together: vehicles and requests of one group know of each other, and of nobody else.
struct Groups {
  static constexpr std::uint32_t kAlone = 0xFFFFFFFF;  ///< does its duties only; is carried by nobody
  std::vector<std::uint32_t> of_offer, of_request;
  std::uint32_t count = 0;
  std::uint32_t market = kAlone;  ///< the group whose members quote prices to each other; kAlone: none
};

/// Each operator by itself in each municipality, the region in the whole county, as today; travellers who belong to
/// nobody are carried by nobody.
Groups separate_groups(std::span<const Offer> offers, std::span<const MarketRequest> requests);
/// Who has joined in one group, the others as today. `joined` by joiner().
Groups market_groups(std::span<const Offer> offers, std::span<const MarketRequest> requests,
                     std::span<const std::uint8_t> joined);

/// Who decides to join: an operator in a municipality; the region, and those who share rides, decide once.
inline std::size_t joiner(Operator owner, std::uint32_t municipality) {
  return owner == Operator::kRegion || owner == Operator::kPrivate
             ? static_cast<std::size_t>(owner)
             : static_cast<std::size_t>(owner) + static_cast<std::size_t>(kOperators) * municipality;
}
/// Whose request it is; travellers are nobody's. Requires: not a traveller's
Operator owner_of(Demand demand);

/// What became of a request.
enum class Fate : std::uint8_t {
  kServed,
  kNobody,     ///< belongs to nobody, as today's travellers without a car
  kNoVehicle,  ///< none can be there in time, with room
  kTooDear,    ///< the traveller would rather find another way at this price
  kOneWay,     ///< the way there or the way back can't be had
};
inline constexpr int kFates = 5;

struct Answer {
  static constexpr std::uint32_t kNoOffer = 0xFFFFFFFF;
  Fate fate = Fate::kNobody;
  std::uint32_t offer = kNoOffer;  ///< vehicle that took it
  DayMs promised = 0;              ///< pick-up, as quoted
  DayMs picked_up = 0, delivered = 0;
  std::int64_t cost = 0;  ///< what serving it added to the plan when it was booked, millionths of an öre
  Quote quote;            ///< of the market; of no meaning elsewhere
};

/// A vehicle's stop, as it was driven.
struct DrivenStop {
  std::uint32_t place = 0;
  DayMs arrived = 0, left = 0;
  std::int32_t metres = 0;             ///< driven to get there
  bool loaded = false;                 ///< somebody or something was on board on the way there
  std::uint32_t request = kNoRequest;  ///< that gets on or off; kNoRequest: a duty, or the way home
  bool pickup = false;
};

struct VehicleDay {
  std::vector<DrivenStop> stops;
  std::int64_t metres = 0, empty_metres = 0, ms = 0;  ///< ms: on the way and at stops
  std::int64_t cost = 0;                              ///< millionths of an öre
};

struct DayResult {
  std::vector<Answer> answers;       ///< by request
  std::vector<VehicleDay> vehicles;  ///< by offer
};

/// How the day is lived.
struct DayRules {
  PriceRules prices;
  ChoiceOfTraveller choice;
  std::int32_t improvement = 0;  ///< iterations each time the dispatcher idles
  DayMs idle_every = 15 * 60'000;
  std::uint64_t seed = 1;
};

/// The whole day, each group with a dispatcher of its own; groups in parallel, with the same result at any number of
/// threads.
DayResult live_day(const vrp::Hops& hops, std::span<const Offer> offers, std::span<const MarketRequest> requests,
                   const Groups& groups, const DayRules& rules);

}  // namespace rurban
