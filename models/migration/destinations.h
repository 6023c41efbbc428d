#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/vocabulary.h"

namespace rurban {

/// A choice among alternatives with given weights, by one uniform draw.
class Lottery {
 public:
  /// Requires: no weight is negative
  explicit Lottery(std::span<const double> weights);
  /// False when all weights are zero: then there is nothing to choose.
  bool possible() const { return !cumulative_.empty() && cumulative_.back() > 0; }
  /// The alternative that `uniform` in (0, 1) falls on. Requires: possible()
  std::uint32_t pick(double uniform) const;
  /// How likely an alternative is. Requires: possible()
  double chance_of(std::size_t alternative) const {
    return (cumulative_[alternative] - (alternative == 0 ? 0 : cumulative_[alternative - 1])) / cumulative_.back();
  }

 private:
  std::vector<double> cumulative_;
};

/// Municipalities and places by row.
struct Geography {
  std::vector<std::uint32_t> municipality_of;         ///< by place
  std::vector<std::int32_t> east_m, north_m;          ///< by place
  std::vector<std::vector<std::uint32_t>> places_of;  ///< by municipality
  std::uint32_t university = 0;                       ///< the municipality that students go to
};

/// Where people go. Between municipalities: a doubly constrained gravity model (Wilson 1967), whose destination
/// constants are balanced (Furness 1965) so that each municipality draws as many as leave it while all leave alike;
/// who leaves more (the young), and where students go, then makes the net flows. Systematic utility of a destination:
/// ln(residents) + balance - decay * ln(1 + distance / 10 km) [+ ln(study pull)], straight-line distance.
/// From outside: in proportion to residents. Inside a municipality: in proportion to residents.
class Destinations {
 public:
  /// `residents` and `appeal` by place: how many times as many choose it as its residents alone would draw.
  /// Requires: sizes match `geography`, which must outlive this; no appeal is negative
  Destinations(const Geography& geography, std::span<const std::int32_t> residents, std::span<const double> appeal,
               double distance_decay, double study_pull);

  /// Another municipality of the county, for someone who lives in `from`; `student` feels the study pull.
  /// Requires: there is more than one municipality with residents
  std::uint32_t other_municipality(std::uint32_t from, bool student, double uniform) const;
  /// A municipality for someone from outside.
  std::uint32_t municipality_from_outside(bool student, double uniform) const;
  /// A place of this municipality, in proportion to its residents.
  PlaceRef place_in(std::uint32_t municipality, double uniform) const;
  bool has_other(std::uint32_t from) const { return between_[from][0].possible(); }

  /// The chances behind other_municipality() and municipality_from_outside(). Requires: has_other(from)
  double chance_between(std::uint32_t from, bool student, std::uint32_t to) const {
    return between_[from][student].chance_of(to);
  }
  double chance_from_outside(bool student, std::uint32_t to) const { return outside_[student].chance_of(to); }

 private:
  const Geography& geography_;
  std::vector<std::vector<Lottery>> between_;  ///< [from][student]
  std::vector<Lottery> outside_;               ///< [student]
  std::vector<Lottery> places_;                ///< by municipality
};

}  // namespace rurban
