#pragma once
#include <cstdint>
#include <vector>

#include "models/county/county.h"
#include "models/fleet/vehicles.h"
#include "models/transport/roads.h"

namespace rurban {

/// How timber and ore are moved. Assumptions with their range.
struct FreightRules {
  VehicleKind kind;
  double days_per_year;     ///< on which it moves
  std::int32_t load_min;    ///< loading, and as long unloading
  double thaw_share;        ///< of a usual day's loads, while roads bear little
  double km_per_h, detour;  ///< of what goes by rail
};
const FreightRules& freight_rules(FreightRoute::Product product);

/// One load: the way there, loaded; back it goes empty.
struct FreightWay {
  std::uint32_t municipality = 0;            ///< that the vehicles belong to: of the place nearest to the loading
  std::uint32_t from_node = 0, to_node = 0;  ///< for what goes by road
  Drive loaded;                              ///< one way
  double loads_per_year = 0;
};
FreightWay freight_way(const County& county, const CountyRoads& roads, const FreightRoute& route, Season season);

/// From setting out for one load to setting out for the next, in ms.
std::int64_t cycle_ms(const FreightRules& rules, const FreightWay& way);

/// A year of a route, with as many vehicles as its hours keep busy.
FleetYear freight_year(const FreightRules& rules, const FreightWay& way);

/// Loads that set out on a day, on average. From 20 April to 31 May the ground thaws and gravel roads are closed to
/// heavy traffic (assumption: three weeks earlier or later); the year's tonnes are moved all the same.
double loads_on(const FreightRules& rules, const FreightWay& way, twin::Date day);

}  // namespace rurban
