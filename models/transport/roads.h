#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "twin/geo/routes.h"

namespace rurban {

/// Roads are driven at two speeds a year: on bare ground, and on snow and ice.
enum class Season : std::uint8_t { kSummer, kWinter };
inline constexpr int kSeasons = 2;

/// How fast a car drives. The package has no speed limits; it has what buses take from stop to stop, to the minute.
struct DrivingRules {
  double car_over_bus = 1.1;    ///< assumption: 1.0 to 1.25; a bus stops and takes detours
  double winter_factor = 0.93;  ///< assumption: 0.88 to 0.98 of summer's speed
  double detour = 1.3;          ///< of local roads between a place and the network; assumption: 1.2 to 1.4
  double local_km_per_h = 40;   ///< on them; assumption: 30 to 50
  /// The package's nodes are stops, and the stops of two operators at one crossing are two nodes. Stops nearer than
  /// this are linked by a local road; assumption: 100 to 250.
  double same_road_m = 150;
};

/// Time of a car on a link in summer: what the bus takes, faster by a factor, within the speeds that links of its
/// length know (stops in towns lie close: 30 to 60 km/h below 1 km, 45 to 80 below 5 km, else 60 to 100; assumptions
/// after the limits in force, 50 in towns, 70 to 110 outside). The bounds catch what rounding to minutes does to
/// short links.
std::int32_t driving_ms(const RoadLink& link, const DrivingRules& rules);

/// Where a place meets the road network, and the local road there.
struct RoadAccess {
  std::uint32_t node = 0;
  std::int32_t ms = 0, metres = 0;
};

/// A way by car between two places, or inside one.
struct Drive {
  std::int32_t ms = 0, metres = 0;
};

/// The county's roads as cars find them, and what each way between places takes. Built once; a closed or slower road
/// is a change of costs.
class CountyRoads {
 public:
  explicit CountyRoads(const County& county, DrivingRules rules = {});

  /// Link k is driven on arcs 2 k and 2 k + 1, one for each direction.
  const twin::Network& network() const { return network_; }
  const twin::Routes<twin::TimeAndLength>& routes(Season season) const { return *routes_[index(season)]; }
  const RoadAccess& access(std::uint32_t place) const { return access_[place]; }
  /// The package's links, then those between stops at one road; ends are indices into County::road_nodes.
  const std::vector<RoadLink>& links() const { return links_; }

  /// Ten days and more where there is no way. From the centre of one place to that of another; within a place, from
  /// its people to its centre on average.
  Drive drive(Season season, std::uint32_t from, std::uint32_t to) const {
    return drives_[index(season)][from * access_.size() + to];
  }

  /// Puts a link at a multiple of its time in all seasons, or closes it (0), until the next call for it. Everything
  /// that drive() tells follows.
  void set_link(std::uint32_t link, double time_factor);

 private:
  static std::size_t index(Season season) { return static_cast<std::size_t>(season); }
  std::vector<twin::TimeAndLength> costs(Season season) const;
  void refresh();

  const County& county_;
  DrivingRules rules_;
  std::vector<RoadLink> links_;  ///< those of the package, then those between stops at one road
  std::vector<double> factors_;  ///< by link
  twin::Network network_;
  twin::Hierarchy hierarchy_;
  std::array<std::unique_ptr<twin::Routes<twin::TimeAndLength>>, kSeasons> routes_;
  std::vector<RoadAccess> access_;
  std::array<std::vector<Drive>, kSeasons> drives_;
};

/// The one of `places` that is nearest by car in summer, the first of equals; `from` itself if it is among them.
/// Nothing if there are none.
std::optional<std::uint32_t> nearest_of(const CountyRoads& roads, std::uint32_t from,
                                        std::span<const std::uint32_t> places);

}  // namespace rurban
