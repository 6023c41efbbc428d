#pragma once
#include <cstdint>
#include <vector>

#include "models/county/county.h"
#include "models/transport/roads.h"

namespace rurban {

/// A shop, agent, school or other point where services are offered.
struct Point {
  std::uint32_t place = 0;
  std::int32_t east_m = 0, north_m = 0;
  ServiceSet offers = 0;
  bool synthetic = false;  ///< set by rule, since no register is at hand

  bool is_shop() const { return (offers & (bit_of(Service::kGrocery) | bit_of(Service::kFuel))) != 0; }
};

/// Where points of a service stand when the package lists none of their kind, or too few: places are taken from the
/// largest down.
struct SitingRule {
  Service service;
  std::int32_t residents_for_one;  ///< a place of so many has a point, and one more for each so many
  std::int32_t residents_if_far;   ///< a place of so many has one if the next one is
  std::int32_t far_km;             ///< farther away than this, by road
  bool each_seat;                  ///< the largest place of each municipality has one
  bool adds_to_listed;             ///< tops up what the package lists
};

/// All assumptions, set so that the county gets the totals known of it (about 30 health centres; one pharmacy to some
/// 5,000 inhabitants as in Sweden; ../README of the county package tells what the lists lack).
extern const std::vector<SitingRule> kSitingRules;

/// The points of the package by what they offer, and those that the rules add.
std::vector<Point> points_of(const County& county, const CountyRoads& roads);

}  // namespace rurban
