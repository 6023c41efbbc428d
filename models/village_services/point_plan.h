#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/vocabulary.h"

namespace rurban {

/// What a village service point offers of what people go out for: an unmanned shop, parcel lockers, a room for video
/// calls with a health centre. Its workplace is no errand and is not counted.
inline constexpr std::array<Service, 3> kBundle{Service::kGrocery, Service::kParcel, Service::kCare};
inline constexpr std::size_t kBundled = kBundle.size();

/// Minutes one way, [0] without a car, [1] by car.
using ByMeans = std::array<double, 2>;

/// Errands of one kind that residents of one place have in a year, by means, and the way to where they do them today.
struct ErrandNeed {
  ByMeans a_year{};
  ByMeans minutes{};
};
using PlaceNeeds = std::array<ErrandNeed, kBundled>;  ///< by kBundle

/// Minutes a year that these errands take beyond a way of `near_min`, there and back.
double unmet_minutes(const PlaceNeeds& needs, double near_min);

struct BundleRules {
  double near_min = 15;                                ///< one way: what lies within is no unmet need
  std::array<double, kBundled> served{0.4, 1.0, 0.4};  ///< of such errands, that a point can serve
};

/// What village service points relieve of unmet need: of the minutes a year that errands take beyond a near way,
/// there and back. Nothing here is random.
class PointPlan {
 public:
  static constexpr double kNowhere = 1e9;  ///< minutes to the nearest point where there is none

  /// `needs` and `use` (share of the errands it can serve that residents do at a point of theirs) by place; `ways`
  /// from place q to place p at q * places + p. Requires: sizes agree
  PointPlan(std::vector<PlaceNeeds> needs, std::vector<double> use, std::vector<ByMeans> ways, BundleRules rules);

  std::size_t places() const { return needs_.size(); }
  /// Minutes a year of residents of `place`, without any point.
  double unmet(std::size_t place) const { return unmet_minutes(needs_[place], rules_.near_min); }

  /// Minutes to the nearest of `points` (places), by place.
  std::vector<ByMeans> nearest(std::span<const std::uint32_t> points) const;
  /// Minutes a year that residents of `place` are relieved of when the nearest point is so far away.
  double relieved(std::size_t place, const ByMeans& to_point) const;
  /// Errands a year that they do there.
  double uses(std::size_t place, const ByMeans& to_point) const;

  /// Minutes a year that `points` relieve all places of, each place's counted `weight` times.
  double relief(std::span<const std::uint32_t> points, std::span<const double> weight) const;
  /// Up to `count` more of `candidates`, one at a time, each the one that relieves most beside those that stand: all
  /// cost the same, so that is most for the money. The first of equals; none that relieves nothing.
  std::vector<std::uint32_t> choose(std::span<const std::uint32_t> standing,
                                    std::span<const std::uint32_t> candidates, std::size_t count,
                                    std::span<const double> weight) const;
  /// Which of `points` is missed least if it closes. Requires: there are points
  std::size_t least_missed(std::span<const std::uint32_t> points, std::span<const double> weight) const;

 private:
  const ByMeans& way(std::size_t from, std::size_t to) const { return ways_[from * places() + to]; }

  std::vector<PlaceNeeds> needs_;
  std::vector<double> use_;
  std::vector<ByMeans> ways_;
  BundleRules rules_;
};

/// What a planner takes a village's unmet need for, times what it is: 1 and an error of standard deviation `noise`,
/// the same to both sides. `uniform` in 0 to 1 is the village's own. Requires: 0 <= noise <= kMostNoise
inline constexpr double kMostNoise = 0.57;  ///< beyond it a need could come out negative
double picture_of(double uniform, double noise);

/// A bill's parts; they sum to it to the öre.
struct PublicBill {
  std::int64_t state = 0, region = 0, municipality = 0;

  std::int64_t sum() const { return state + region + municipality; }
};
/// Shares of state and region; the municipality bears the rest. Requires: ore >= 0, shares 0 to 1
PublicBill split_bill(std::int64_t ore, double state_share, double region_share);

/// What a year's money does to the points that stand. It pays first for running them, then for opening more.
struct PointBudget {
  std::int64_t budget = 0, investment = 0, running = 0;  ///< öre a year; öre a point; öre a point and year
};
/// How many of `standing` the money can keep open. Requires: no amount is negative
std::size_t points_kept(const PointBudget& money, std::size_t standing);
/// How many more it can open, so that all can be run this year and each year to come. Requires: `kept` can be
std::size_t points_opened(const PointBudget& money, std::size_t kept);

}  // namespace rurban
