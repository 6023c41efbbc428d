#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/needs.h"
#include "models/transport/level_of_service.h"

namespace rurban {

/// How someone gets to services.
struct AccessMeans {
  bool car = false;      ///< else by bus, on foot or in a shared ride, whichever is fastest
  bool digital = false;  ///< what can be done digitally is done so, and takes no way

  friend bool operator==(const AccessMeans&, const AccessMeans&) = default;
};

/// What a week's errands take.
struct Basket {
  double minutes = 0, kr = 0;  ///< under way, there and back
  double errands = 0;          ///< that lead somewhere
  double unmet = 0;            ///< that can't be reached

  /// Of the errands that lead somewhere or should; 0 if there are none.
  double unmet_share() const { return errands + unmet == 0 ? 0 : unmet / (errands + unmet); }
};

/// Places with an open point, by service.
using ServicePlaces = std::array<std::vector<std::uint32_t>, kServices>;

/// From every place the way to the nearest open point of each service, in summer.
class NearestLegs {
 public:
  NearestLegs(const LevelOfService& service, const ServicePlaces& open, std::size_t places);

  /// One way; nothing where none can be reached. `weekday` 0 Monday to 6 Sunday.
  const std::optional<Leg>& leg(Service service, std::uint32_t from, int weekday, bool car) const;

 private:
  static constexpr std::size_t kWays = 4;  ///< by car; without one on weekdays, Saturday, Sunday
  std::array<std::vector<std::optional<Leg>>, kServices * kWays> legs_;  ///< by place
};

/// The errands of one person of an age band who lives in a place, each as often as kNeeds has it, each to the point
/// that is nearest by the means at hand; weekdays and weekend days in their numbers.
Basket weekly_basket(const NearestLegs& legs, std::uint32_t from, AgeBand band, AccessMeans means);

}  // namespace rurban
