#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/transport/roads.h"

namespace rurban {

/// What a vehicle brings to, or fetches from, one place each time it comes.
struct RoundStop {
  std::uint32_t place = 0;
  std::int32_t drops = 0;     ///< doors or bins, at least one
  std::int32_t spread_m = 0;  ///< of the place, see Place
};

struct RoundRules {
  std::int32_t seconds_per_drop = 20;
  std::int32_t most_drops = 1'000'000;    ///< that fit the vehicle
  std::int32_t most_seconds = 5 * 3'600;  ///< a driver's shift, from the depot and back to it
  double local_km_per_h = 30;             ///< from door to door
};

/// One vehicle's way: from the depot to all its places and back.
struct Round {
  std::vector<std::uint32_t> stops;  ///< indices of the stops, in the order of driving
  std::int64_t ms = 0, metres = 0;   ///< driving between places and inside them, and the drops
  std::int32_t drops = 0;
};

/// Length of a tour to `drops` doors scattered over a place: 0.7124 sqrt(n A), for an area A of 2 pi s^2 (which holds
/// 86 % of people scattered normally), where s^2 is half the mean square distance from the centre.
/// Source: Beardwood, Halton, Hammersley, The shortest path through many points (1959); constant after Applegate et
/// al.
double local_tour_m(std::int32_t drops, std::int32_t spread_m);

/// Rounds that serve every stop once: Clarke and Wright's savings (1964), then each round's order improved by turning
/// pieces of it round (2-opt). Deterministic. A place that is too large for one shift gets rounds of its own, as many
/// as its drops need; one that lies too far for a shift gets one that takes longer, as such places do.
std::vector<Round> plan_rounds(const CountyRoads& roads, Season season, std::uint32_t depot,
                               std::span<const RoundStop> stops, const RoundRules& rules);

/// What each stop adds: the round as it is, less the round without it. By stop; seconds and metres of all its rounds.
struct RoundShare {
  std::int64_t ms = 0, metres = 0;
};
std::vector<RoundShare> shares_of(const CountyRoads& roads, Season season, std::uint32_t depot,
                                  std::span<const RoundStop> stops, std::span<const Round> rounds,
                                  const RoundRules& rules);

}  // namespace rurban
