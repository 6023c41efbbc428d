#pragma once
// Loss maps as fine as one likes, for the comparison with other programs (bench/radio.cpp, bench/splat.cpp). The
// county's cells of 1 km take the nearest sample instead: models/coverage/field.h.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/radio/sweep.h"

namespace rurban::radio {

/// Where the cells of a map lie; row 0 is the northernmost, cells are counted from there row by row.
struct MapGrid {
  std::int32_t columns = 0, rows = 0;
  std::int32_t west_m = 0, south_m = 0, cell_m = 0;
};

struct MapRules {
  double most_loss_db = 160;  ///< cells with more are left out; at most 187
  /// Places in a cell at which the loss is taken, as many across as down, evenly spread; their mean, in decibels, is
  /// the cell's. 1: the centre. A cell of 1 km among samples 250 m apart wants 4.
  int spots_across = 1;
};

/// Losses of one transmitter on a grid's cells within its radius. Takes a byte for a cell and 8 for a run of them.
class LossMap {
 public:
  /// The loss in steps of half a decibel from 60 dB on, the free-space loss of 30 m at 800 MHz.
  static constexpr double kLeastDb = 60, kStepDb = 0.5;
  static constexpr double db_of(std::uint8_t step) { return kLeastDb + kStepDb * step; }

  /// Neighbours in a row.
  struct Run {
    std::uint32_t cell = 0;   ///< the first
    std::uint32_t first = 0;  ///< its place in steps
    friend bool operator==(const Run&, const Run&) = default;
  };

  std::size_t size() const { return steps_.size(); }
  /// Nothing where the cell is out of reach.
  std::optional<double> loss_db(std::uint32_t cell) const;
  /// Calls `visit(cell, loss_db)` for each cell, in ascending order.
  template <class Visit>
  void for_each(const Visit& visit) const;

  std::size_t bytes() const { return runs_.size() * sizeof(Run) + steps_.size(); }
  friend bool operator==(const LossMap&, const LossMap&) = default;

 private:
  friend LossMap loss_map(const RadialLoss&, const Transmitter&, const MapGrid&, const MapRules&);
  std::size_t end_of(std::size_t run) const { return run + 1 < runs_.size() ? runs_[run + 1].first : steps_.size(); }

  std::vector<Run> runs_;  ///< ascending
  std::vector<std::uint8_t> steps_;
};

/// Puts losses along radials onto a grid, for cells whose centre lies within the radius. Between samples of a radial,
/// and between radials, the loss is interpolated linearly in decibels. The same bits at every count of threads.
LossMap loss_map(const RadialLoss& loss, const Transmitter& from, const MapGrid& grid, const MapRules& rules);

/// Of several transmitters, swept one after the other, each on all threads. Never holds more than one transmitter's
/// radials beside the maps: at 250 m and 50 km a megabyte.
std::vector<LossMap> loss_maps(const Surface& surface, std::span<const Transmitter> from,
                               const SweepRules& sweep_rules, const MapGrid& grid, const MapRules& map_rules);

template <class Visit>
void LossMap::for_each(const Visit& visit) const {
  for (std::size_t run = 0; run != runs_.size(); ++run)
    for (std::size_t i = runs_[run].first; i != end_of(run); ++i)
      visit(static_cast<std::uint32_t>(runs_[run].cell + (i - runs_[run].first)), db_of(steps_[i]));
}

}  // namespace rurban::radio
