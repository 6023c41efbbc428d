#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/vehicle_routing/fleet.h"

namespace rurban::vrp {

/// What one vehicle takes for a request.
struct Offer {
  std::uint32_t vehicle = 0;
  Insertion at;
};

/// The cheapest ways to serve a request, at most one of each vehicle, cheapest first; of equals the lowest vehicle.
/// Exact, as Route::best_insertion is. `except`: a vehicle that is not asked.
std::vector<Offer> best_offers(Fleet& fleet, std::uint32_t request, std::size_t most = 1,
                               std::uint32_t except = Vehicle::kAnywhere);

/// Why nobody serves a request, the first that holds.
enum class Reason : std::uint8_t {
  kNone,
  kNoRoad,        ///< from the pick-up to the delivery, or to either for any vehicle
  kNeeds,         ///< that no vehicle has
  kTooHeavy,      ///< for any vehicle that has what it needs
  kShortWindows,  ///< for the drive
  kShortRide,     ///< the longest ride allowed takes less than the drive
  kOffDuty,       ///< no suitable vehicle could, even with nothing else to do
  kNoRoom,        ///< between what was promised to others
};

struct Refusal {
  Reason reason = Reason::kNone;
  /// kNeeds: the bits that the best suited vehicle lacks. kTooHeavy: the kind of load that is furthest above.
  std::uint32_t what = 0;
  /// kTooHeavy: load and largest capacity. kShortWindows, kShortRide: ticks there are, and ticks needed.
  Ticks asked = 0, possible = 0;
};
/// Requires: best_offers() found none, or the request is none that can be asked
Refusal refusal_of(const Fleet& fleet, std::uint32_t request);

/// Something similar that can be done.
struct Alternative {
  Request request;
  int parts = 1;  ///< so many of `request` are needed to take all of the load
};
/// Least changes of a request that is refused, each of which somebody can serve: the load in parts, fewer needs,
/// later or earlier windows. None where no change of these kinds helps.
std::vector<Alternative> alternatives_to(Fleet& fleet, const Request& request);

/// The request with later latest moments.
Request later(Request request, Ticks by);

/// The least that the latest moments of a request have to be later for somebody to serve it. Nothing if that does not
/// help.
std::optional<Ticks> least_lateness(Fleet& fleet, std::uint32_t request, std::uint32_t except = Vehicle::kAnywhere);

}  // namespace rurban::vrp
