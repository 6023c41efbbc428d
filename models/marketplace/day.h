#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "models/marketplace/offers.h"
#include "models/marketplace/requests.h"
#include "models/vehicle_routing/dispatcher.h"

namespace rurban {

/// Who is dispatched together: vehicles and requests of one group know of each other, and of nobody else.
struct Groups {
  static constexpr std::uint32_t kAlone = 0xFFFFFFFF;  ///< does its duties only; is carried by nobody
  std::vector<std::uint32_t> of_offer, of_request;
  std::uint32_t count = 0;
  std::uint32_t market = kAlone;  ///< the group whose travellers are asked a price; kAlone: none
};

/// As today: each kind of vehicle carries what it is there for, each operator by itself in each municipality, the
/// region in the whole county; travellers who belong to nobody are carried by nobody.
Groups separate_groups(std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
                       std::span<const MunicipalityRef> municipality);
/// Who has joined in one group, the others as today. `joined` by joiner().
Groups market_groups(std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
                     std::span<const MunicipalityRef> municipality, const std::vector<bool>& joined);

/// Who decides to join: an operator in a municipality; the region, and those who share rides, decide once.
inline std::size_t joiner(Operator owner, std::uint32_t municipality) {
  return owner == Operator::kRegion || owner == Operator::kPrivate
             ? static_cast<std::size_t>(owner)
             : static_cast<std::size_t>(owner) + static_cast<std::size_t>(kOperators) * municipality;
}
inline std::size_t joiners(std::size_t municipalities) {
  return static_cast<std::size_t>(kOperators) * municipalities;
}

/// What became of a request.
enum class Fate : std::uint8_t {
  kServed,
  kNobody,     ///< belongs to nobody, as today's travellers without a car
  kNoVehicle,  ///< none can be there in time, with room, there and back
  kDeclined,   ///< the traveller would rather find another way at this price
};
inline constexpr int kFates = 4;

struct Answer {
  static constexpr std::uint32_t kNoOffer = 0xFFFFFFFF;
  Fate fate = Fate::kNobody;
  vrp::Reason reason = vrp::Reason::kNone;  ///< of kNoVehicle
  std::uint32_t offer = kNoOffer;           ///< vehicle that took it, or was to
  std::uint32_t booked = kNoOffer;          ///< the one it was promised to, before others were replanned
  DayMs picked_up = 0, delivered = 0;       ///< begin of service
  std::int64_t cost = 0;      ///< what serving it added to the plan when it was booked, millionths of an öre
  std::int32_t fare_ore = 0;  ///< that the traveller pays
  std::uint32_t next_offer = kNoOffer;  ///< the next cheapest vehicle when it was booked, and
  std::int64_t next_cost = 0;           ///< what it would have added
};

struct VehicleDay {
  std::vector<vrp::Done> done;  ///< in order; `index` is of the request as it was asked, or of the duty
  vrp::Driven driven;
};

struct DayResult {
  std::vector<Answer> answers;       ///< by request
  std::vector<VehicleDay> vehicles;  ///< by offer
};

/// How the day is lived.
struct DayRules {
  /// What a traveller of the market is asked for a ride, öre, given what it adds to all costs, how full the fleet is
  /// (0 to 1) and how long before the pick-up it is booked.
  std::function<std::int32_t(const MarketRequest&, std::int64_t cost, double load, DayMs lead)> price;
  /// Whether a traveller takes there and back at that price, with so many minutes under way and waiting in each
  /// direction.
  std::function<bool(const MarketRequest&, std::int32_t fare_ore, double minutes)> accepts;
  std::uint32_t improvement = 1;  ///< rounds of improvement in each gap; 0: none
  DayMs gap = 60 * kMinuteMs;
  std::uint64_t seed = 1;
};

/// The whole day, each group with a dispatcher of its own; groups in parallel, with the same result at any number of
/// threads.
DayResult live_day(const vrp::Hops& hops, std::span<const VehicleOffer> offers,
                   std::span<const MarketRequest> requests, const Groups& groups, const DayRules& rules);

}  // namespace rurban
