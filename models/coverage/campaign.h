#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "models/coverage/cells.h"
#include "models/coverage/reconstruction.h"
#include "models/fleet/duties.h"
#include "twin/base/draw.h"

namespace rurban::coverage {

/// Each stop of a garbage round is visited each fortnight (see fleet/duties.cpp).
inline constexpr std::int32_t kRoundsAYear = 26;
inline constexpr std::int32_t kRoundsATruck = 10;  ///< one each working day of that fortnight
inline constexpr double kTrackKm = 60;             ///< a day on a snowmobile; assumption: 30 to 100

/// Cells that one vehicle passes on a round, ascending, each once.
struct MeasuredRound {
  std::uint32_t municipality = 0;  ///< whose vehicle it is, and so which phones it carries
  std::vector<std::uint32_t> cells;
};

/// The rounds of the county's garbage trucks in a season, along the roads they drive and from door to door in the
/// places. `doors` (houses and flats) and `municipality` by place; `depots` by municipality.
std::vector<MeasuredRound> truck_rounds(const County& county, const CountyRoads& roads, const CountyCells& cells,
                                        Season season, std::span<const Doors> doors,
                                        std::span<const MunicipalityRef> municipality,
                                        std::span<const std::uint32_t> depots);

/// Cells on any of the county's roads, ascending.
std::vector<std::uint32_t> road_cells(const County& county, const CountyCells& cells);

/// A snowmobile's day of `km` through the country from a place's centre: straight stretches of three kilometres, each
/// turned somewhat from the one before. `uniform(k)` gives the k-th number between 0 and 1. It ends at the border;
/// lakes are no obstacle.
template <class Uniform>
std::vector<std::uint32_t> snowmobile_track(const CountyCells& cells, double east_m, double north_m, double km,
                                            const Uniform& uniform);

/// What no ground model tells of a cell, the same in every run on this ground: about normal, in dB that signals of
/// all operators are weaker there than computed.
double hidden_db(std::uint64_t ground, std::uint32_t cell, double sd_db);
/// The same, that a road's spots are weaker than their cell.
double road_db(std::uint64_t ground, std::uint32_t cell, double sd_db);

/// A mean of readings, in 0.1 dBm as columns hold it, after `visits` more that found `found_dbm` on average; `before`
/// visits are in it. What was read long ago counts for little, since masts come and go: of all before, no more than
/// the last kRememberedVisits. Signals below kUnseenDbm are read as that.
std::int16_t mean_reading(std::int16_t mean, std::int32_t before, double found_dbm, std::int32_t visits);
inline constexpr std::int32_t kRememberedVisits = kRoundsAYear / 4;

/// How the true signal of a square kilometre differs from the one computed on the coarse ground, and readings from
/// that one; see campaign.cpp for how it was measured.
extern const Kernel kCountyKernel;
/// Means as readings for a reconstruction with kCountyKernel. All by cell; `trend_dbm` of `places`: what is computed.
std::vector<Reading> readings_of(std::span<const Target> places, std::span<const std::uint16_t> visits,
                                 std::span<const std::int16_t> mean);

/// Adds the cells from one point to another, each as it is come to.
void add_stretch(const CountyCells& cells, double from_east_m, double from_north_m, double to_east_m,
                 double to_north_m, std::vector<std::uint32_t>& passed);
/// Ascending, each once.
void sort_cells(std::vector<std::uint32_t>& cells);

/// About normally distributed with mean 0 and deviation 1, between -4.9 and 4.9: eight uniform numbers of 16 bits
/// summed. Needs no function that differs between machines.
inline double bell(const twin::Draw& draw) {
  double sum = -4;
  for (int word = 0; word != 4; ++word) {
    const std::uint32_t bits = draw.bits(word);
    sum += ((bits & 0xFFFF) + (bits >> 16) + 1) * 0x1p-16;
  }
  constexpr double kDeviation = 0.816496580927726;  // sqrt(8 / 12)
  return sum / kDeviation;
}

template <class Uniform>
std::vector<std::uint32_t> snowmobile_track(const CountyCells& cells, double east_m, double north_m, double km,
                                            const Uniform& uniform) {
  constexpr double kStretchM = 3'000, kTurn = 0.8;
  std::vector<std::uint32_t> passed;
  double east = 0, north = 0;  // the direction, at first none
  for (std::uint32_t k = 0; (k + 1) * kStretchM <= km * 1'000; ++k) {
    const double turn = k == 0 ? 1 : kTurn;
    east += turn * (2 * uniform(2 * k) - 1);
    north += turn * (2 * uniform(2 * k + 1) - 1);
    const double length = std::sqrt(east * east + north * north);
    if (length == 0) continue;
    east /= length;
    north /= length;
    const double to_east = east_m + kStretchM * east, to_north = north_m + kStretchM * north;
    if (cells.at(to_east, to_north) == CountyCells::kNone) break;
    add_stretch(cells, east_m, north_m, to_east, to_north, passed);
    east_m = to_east;
    north_m = to_north;
  }
  sort_cells(passed);
  return passed;
}

}  // namespace rurban::coverage
