#pragma once
#include <memory>
#include <vector>

#include "models/coverage/base_network.h"
#include "models/coverage/field.h"
#include "models/coverage/terrain.h"

namespace rurban::coverage {

/// What a county's coverage is computed from, and what a year's base network gives there: on the ground as it is, and
/// as who plans sees it. Made once for all runs of a process; a run copies the fields and changes its copies.
class Air {
 public:
  /// `ground`: the number of the hidden detail. Requires: county.terrain; the county outlives it
  Air(const County& county, int year, std::uint64_t ground);
  Air(const Air&) = delete;  // the fields refer to what stands beside them
  Air& operator=(const Air&) = delete;

  const CountyCells cells;
  const radio::Surface coarse, truth;
  const Network base;
  /// How high the ground is below a site. Where the operators put it or will put it in years to come, as they have
  /// it; elsewhere masts stand on the highest ground of their square kilometre, and nothing is known of roofs.
  std::optional<double> ground_of(const Site& site) const;

  Field true_field, planned_field;

 private:
  const Terrain& terrain_;
  Network ever_;  ///< every site that the operators will have
};

/// Whether a change from one to the other changes nothing in the air.
bool radiates_alike(const Site& a, const Site& b);

/// A number for a site that no other has, beyond those that the base network will ever have. `mast_ids`: rows' ids,
/// which are one more than their sites'.
std::uint32_t free_id(std::span<const twin::StableId> mast_ids);

/// Weaker signals are not seen by phones that measure, dBm per resource element: 3 dB below what holds a call.
inline constexpr double kUnseenDbm = kEdgeDbm - 3;

/// Steps of what one can do outdoors with a phone in a cell.
enum class Step : std::uint8_t { kNone, kCalls, kData10, kData30 };

/// Whether an operator serves a receiver in a cell where the signal is `fade_db` below its median.
bool works(const Field& field, std::uint32_t cell, Operator op, MobileService service, Receiver receiver,
           double fade_db);

/// The most that one operator, or the best of them, offers outdoors. `fade_db(op)` as above.
Step step_of(const Field& field, std::uint32_t cell, Operator op, double fade_db);
template <class Fade>
Step best_step(const Field& field, std::uint32_t cell, const Fade& fade_db) {
  Step best = Step::kNone;
  for (int op = 0; op != kOperators && best != Step::kData30; ++op)
    best = std::max(best, step_of(field, cell, static_cast<Operator>(op), fade_db(op)));
  return best;
}

/// The strongest signal of an operator outdoors in any band, dBm per resource element; kNoSignalDbm without any.
inline constexpr double kNoSignalDbm = -150;
double signal_dbm(const Field& field, std::uint32_t cell, Operator op);

}  // namespace rurban::coverage
