#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/coverage/cells.h"
#include "models/coverage/link_budget.h"
#include "twin/io/text_file.h"

namespace rurban::coverage {

/// The mobile networks one can see from a phone. Tele2 and Telenor share theirs.
enum class Operator : std::uint8_t { kTelia, kTele2Telenor, kTre };
inline constexpr int kOperators = 3;
inline constexpr std::array<const char*, kOperators> kOperatorKeys{"telia", "tele2_telenor", "tre"};
inline constexpr std::array<const char*, kSiteKinds> kSiteKindKeys{"mast", "rooftop", "tall"};
inline constexpr const char* kBandKeys = "700, 800, 900, 1800, 2100, 2600, 3500";  ///< for whoever wrote another

/// Antennas of one or more operators at one position.
struct Site {
  std::uint32_t id = 0;  ///< its own in a network; small numbers
  std::string name;
  std::int32_t east_m = 0, north_m = 0;
  double height_m = 0;  ///< of the antennas above ground
  /// Of the ground it stands on, above sea level, where that is known. Summits are lower on a coarse surface; the
  /// antennas then stand as much higher above it.
  std::optional<double> ground_m;
  SiteKind kind = SiteKind::kMast;
  std::array<BandSet, kOperators> bands{};  ///< on air, by Operator; none: the operator is not here
  int since_year = 0;
  bool synthetic = false;  ///< set by rule, not taken from a register

  friend bool operator==(const Site&, const Site&) = default;
};

/// Whether both hang at one spot, as high above the same ground, on the same kind of mast.
inline bool stand_alike(const Site& a, const Site& b) {
  return a.east_m == b.east_m && a.north_m == b.north_m && a.height_m == b.height_m && a.ground_m == b.ground_m &&
         a.kind == b.kind;
}

/// The sites of all operators. Ids ascend.
struct Network {
  std::vector<Site> sites;
};

/// Heights of antennas that are believed: the county's tallest mast is below 350 m.
inline constexpr double kLeastHeightM = 3, kMostHeightM = 350;

/// Reads a table `masts.csv`: name, east_m, north_m, height_m, ground_m (may be blank or absent), kind, one column of
/// bands for each operator (MHz, separated by a vertical bar, may be blank), since_year, and synthetic (0 or 1; may
/// be absent). Throws twin::InputError with every fault, also for a mast on water, beyond the border, or without any
/// band.
Network read_network(const twin::TextFile& file, const CountyCells& cells);
/// The same table; `origin` is a line about where the sites come from.
std::string to_table(const Network& network, const std::string& origin);

/// "700|800" as a set, and back. Nothing for a number that is no band.
std::optional<BandSet> bands_from(const std::string& text);
std::string to_text(BandSet bands);

/// Requires: one of kSiteKindKeys
SiteKind kind_from(const std::string& key);

/// A sentence when no mast can stand here, else nothing: beyond the border, in a lake or in the sea.
std::optional<twin::Text> cannot_stand(const CountyCells& cells, double east_m, double north_m);

}  // namespace rurban::coverage
