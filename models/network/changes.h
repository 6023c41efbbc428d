#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/county/county.h"

namespace rurban {

/// What people changed of the roads and the timetable since the package was made.
struct NetworkChanges {
  struct Spot {
    std::int32_t east_m = 0, north_m = 0;

    friend bool operator==(const Spot&, const Spot&) = default;
  };
  struct Road {
    Spot from, to;
    std::int32_t km_per_h = 0;

    friend bool operator==(const Road&, const Road&) = default;
  };
  std::vector<Spot> closed;
  std::vector<Road> built;
  std::vector<std::int32_t> line_percent;  ///< of the package's departures, by line; empty: all of them

  friend bool operator==(const NetworkChanges&, const NetworkChanges&) = default;
};

/// Names of the bus lines, each once, in the order of the package.
std::vector<std::string> bus_lines(const County& county);

/// Links of the package that are one road at a spot: the one that passes nearest, and those that pass within a
/// kilometre of where it does. The package knows roads as straight lines from stop to stop, so express lines have
/// links of their own beside those of lines that stop everywhere. Empty when none passes within 10 km.
std::vector<std::uint32_t> road_at(const County& county, NetworkChanges::Spot spot);

/// The stop or crossing nearest to a spot. Requires: there is one
std::uint32_t node_at(const County& county, NetworkChanges::Spot spot);

/// Metres of a road built from one node to another: the straight line times 1.1 (assumption: 1.05 to 1.3).
std::int32_t built_metres(const County& county, std::uint32_t from, std::uint32_t to);

/// The departures of a line at a percentage of those there are, spread evenly over the day. Below 100 every so
/// manieth stays; above, as many are added midway to the next one, the last an hour after. Those of one direction
/// (first stop) and kind of day go together.
std::vector<BusTrip> thinned(const County& county, const std::vector<BusTrip>& trips, std::int32_t percent);

/// The county as changed. Departures that would use a closed road are cancelled.
County changed(const County& county, const NetworkChanges& changes);

}  // namespace rurban
