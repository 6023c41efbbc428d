#include "models/village_services/point_plan.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "twin/base/parallel.h"

namespace rurban {
namespace {

/// There and back, beyond what is near.
double beyond(double minutes, double near_min) {
  return 2 * std::max(0.0, minutes - near_min);
}

ByMeans nearer(const ByMeans& a, const ByMeans& b) {
  return {std::min(a[0], b[0]), std::min(a[1], b[1])};
}

}  // namespace

double unmet_minutes(const PlaceNeeds& needs, double near_min) {
  double minutes = 0;
  for (const ErrandNeed& need : needs)
    for (std::size_t means = 0; means != 2; ++means)
      minutes += need.a_year[means] * beyond(need.minutes[means], near_min);
  return minutes;
}

PointPlan::PointPlan(std::vector<PlaceNeeds> needs, std::vector<double> use, std::vector<ByMeans> ways,
                     BundleRules rules)
    : needs_(std::move(needs)), use_(std::move(use)), ways_(std::move(ways)), rules_(rules) {
  assert(use_.size() == needs_.size() && ways_.size() == needs_.size() * needs_.size());
}

std::vector<ByMeans> PointPlan::nearest(std::span<const std::uint32_t> points) const {
  std::vector<ByMeans> least(places(), ByMeans{kNowhere, kNowhere});
  for (std::size_t place = 0; place != places(); ++place)
    for (const std::uint32_t point : points) least[place] = nearer(least[place], way(place, point));
  return least;
}

double PointPlan::relieved(std::size_t place, const ByMeans& to_point) const {
  double minutes = 0;
  for (std::size_t b = 0; b != kBundled; ++b)
    for (std::size_t means = 0; means != 2; ++means) {
      const ErrandNeed& need = needs_[place][b];
      if (to_point[means] >= need.minutes[means]) continue;
      minutes += need.a_year[means] * rules_.served[b] *
                 (beyond(need.minutes[means], rules_.near_min) - beyond(to_point[means], rules_.near_min));
    }
  return use_[place] * minutes;
}

double PointPlan::uses(std::size_t place, const ByMeans& to_point) const {
  double errands = 0;
  for (std::size_t b = 0; b != kBundled; ++b)
    for (std::size_t means = 0; means != 2; ++means)
      if (to_point[means] < needs_[place][b].minutes[means])
        errands += needs_[place][b].a_year[means] * rules_.served[b];
  return use_[place] * errands;
}

double PointPlan::relief(std::span<const std::uint32_t> points, std::span<const double> weight) const {
  const std::vector<ByMeans> to_point = nearest(points);
  double minutes = 0;
  for (std::size_t place = 0; place != places(); ++place) minutes += weight[place] * relieved(place, to_point[place]);
  return minutes;
}

std::vector<std::uint32_t> PointPlan::choose(std::span<const std::uint32_t> standing,
                                             std::span<const std::uint32_t> candidates, std::size_t count,
                                             std::span<const double> weight) const {
  std::vector<ByMeans> to_point = nearest(standing);
  std::vector<std::uint32_t> chosen;
  std::vector<double> gain(candidates.size());
  while (chosen.size() != count && !candidates.empty()) {
    twin::for_each_index(candidates.size(), [&](std::size_t k) {
      double more = 0;
      for (std::size_t place = 0; place != places(); ++place) {
        const ByMeans& there = way(place, candidates[k]);
        const ByMeans& now = to_point[place];
        if (there[0] >= now[0] && there[1] >= now[1]) continue;
        more += weight[place] * (relieved(place, nearer(now, there)) - relieved(place, now));
      }
      gain[k] = more;
    });
    const auto best = static_cast<std::size_t>(std::max_element(gain.begin(), gain.end()) - gain.begin());
    if (gain[best] <= 0) break;
    chosen.push_back(candidates[best]);
    for (std::size_t place = 0; place != places(); ++place)
      to_point[place] = nearer(to_point[place], way(place, candidates[best]));
  }
  return chosen;
}

std::size_t PointPlan::least_missed(std::span<const std::uint32_t> points, std::span<const double> weight) const {
  std::size_t least = 0;
  double most_left = -1;
  for (std::size_t k = 0; k != points.size(); ++k) {
    std::vector<std::uint32_t> others(points.begin(), points.end());
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(k));
    const double left = relief(others, weight);
    if (left <= most_left) continue;
    most_left = left;
    least = k;
  }
  return least;
}

double picture_of(double uniform, double noise) {
  constexpr double kSpread = 1.7320508075688772;  // half the width of a uniform distribution, in standard deviations
  return 1 + noise * kSpread * (2 * uniform - 1);
}

PublicBill split_bill(std::int64_t ore, double state_share, double region_share) {
  PublicBill bill;
  bill.state = std::min(ore, static_cast<std::int64_t>(static_cast<double>(ore) * state_share));
  bill.region = std::min(ore - bill.state, static_cast<std::int64_t>(static_cast<double>(ore) * region_share));
  bill.municipality = ore - bill.state - bill.region;
  return bill;
}

std::size_t points_kept(const PointBudget& money, std::size_t standing) {
  if (money.running == 0) return money.budget == 0 ? 0 : standing;
  return std::min(standing, static_cast<std::size_t>(money.budget / money.running));
}

std::size_t points_opened(const PointBudget& money, std::size_t kept) {
  if (money.budget == 0) return 0;
  const std::int64_t left = money.budget - static_cast<std::int64_t>(kept) * money.running;
  const std::int64_t each = money.investment + money.running;
  return each == 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(left / each);
}

}  // namespace rurban
