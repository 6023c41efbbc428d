#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "models/employment/sectors.h"

namespace rurban {

/// How distance weighs on the way to work, in utility; see Deterrence.
struct CommutingRules {
  /// Loss of utility for a minute one way; assumption: 0.06 to 0.12. 0.05 sends five times as many from Luleå to
  /// Boden and three times as many from Kiruna to Gällivare as went there in 2019 (county-facts 2.1, commuting
  /// matrix).
  double per_minute = 0.09;
  double remote_cut = 0.6;    ///< part of the ways that remote work saves; assumption: 0.4 to 0.8, two to four days
  double remote_share = 0.2;  ///< of the positions that can be done at home, are; assumption: 0.1 to 0.35
  double farthest_min = 120;  ///< one way; beyond it nobody stays at a job that is not remote; assumption: 90 to 150
};

/// Of a sector's positions, those that are done mostly at home.
inline double remote_share(Sector sector, const CommutingRules& rules) {
  return work_of(sector).from_home * rules.remote_share;
}

/// What distance leaves of the wish to work somewhere: exp(-per_minute x minutes), for jobs that one goes to, and
/// with the minutes cut for remote ones (Wilson 1971, "A family of spatial interaction models", with a negative
/// exponential cost function). Kept for all pairs of places.
class Deterrence {
 public:
  /// `minutes(from, to)` one way, called from several threads.
  Deterrence(std::size_t places, const std::function<double(std::uint32_t, std::uint32_t)>& minutes,
             const CommutingRules& rules);

  std::size_t places() const { return places_; }
  /// 0 beyond the farthest way that anyone keeps.
  double on_site(std::uint32_t home, std::uint32_t work) const { return on_site_[home * places_ + work]; }
  double remote(std::uint32_t home, std::uint32_t work) const { return remote_[home * places_ + work]; }
  bool too_far(std::uint32_t home, std::uint32_t work) const { return too_far_[home * places_ + work] != 0; }

 private:
  std::size_t places_;
  std::vector<double> on_site_, remote_;
  std::vector<std::uint8_t> too_far_;  ///< asked of everyone every month: small enough to stay in the cache
};

/// The doubly constrained gravity model (Wilson 1971, eq. 13 to 15): T_ij = A_i O_i B_j D_j f_ij, where A and B are
/// found by turns (Furness 1965) until the columns hold within a millionth, or after 200 turns. Row by row.
/// Requires: `rows` and `columns` have one sum; weights.size() is the product of their sizes; all weights > 0
std::vector<double> balanced(std::span<const double> weights, std::span<const std::int32_t> rows,
                             std::span<const std::int32_t> columns);

/// Whole numbers near `flows` (row by row) whose rows and columns sum exactly as asked. Each row is rounded by
/// largest remainders of what it and the rows before it are owed; what the columns then lack moves inside rows.
/// Requires: `rows` and `columns` have one sum and are not negative
std::vector<std::int32_t> whole_flows(std::span<const double> flows, std::span<const std::int32_t> rows,
                                      std::span<const std::int32_t> columns);

/// Positions as commuting sees them, by firm.
struct Positions {
  std::span<const twin::StableId> ids;
  std::span<const PlaceRef> place;
  std::span<const Sector> sector;
  std::span<const std::int32_t> jobs;
};

/// Someone with work. Whoever has lower order comes first; 32 random bits each, for the place and inside it.
struct Worker {
  std::uint32_t home = 0;
  std::uint8_t kind = 0;  ///< see worker_kind()
  std::uint32_t order = 0, order_at_work = 0;
};

inline constexpr std::uint32_t kNoFirm = 0xFFFFFFFF;

/// Where someone works. No firm: outside the county.
struct Workplace {
  std::uint32_t firm = kNoFirm;
  bool remote = false;
};

/// Gives everyone with work a workplace, by worker. Between places, and positions to go to and remote ones, by
/// balanced(); then between sectors by sex and education; then between firms in proportion to their positions. All
/// sums hold exactly. Workers beyond the positions work outside, from every place in proportion; positions beyond the
/// workers stay vacant, at every firm in proportion.
std::vector<Workplace> workplaces(std::span<const Worker> workers, const Positions& positions,
                                  const Deterrence& deterrence, const CommutingRules& rules);

}  // namespace rurban
