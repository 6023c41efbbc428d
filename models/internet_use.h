#pragma once
#include <array>
#include <span>

namespace rurban {

/// A share of those of an age.
struct AgeShare {
  double age, share;
};

/// Of households whose youngest member has that age, how many would ever use the internet at home. After 76 by
/// non-users of 76 years and over, 27 % (Svenskarna och internet 2020), of over 75, 30 % (2023); before by
/// assumption, 0.95 to 0.99 at 60.
inline constexpr std::array<AgeShare, 5> kInternetUse{{{60, 0.98}, {70, 0.93}, {76, 0.82}, {82, 0.71}, {92, 0.55}}};

/// Straight between the points, level before and after. Requires: points by age, at least one
inline double share_at(std::span<const AgeShare> points, double age) {
  if (age <= points.front().age) return points.front().share;
  for (std::size_t i = 1; i != points.size(); ++i)
    if (age < points[i].age) {
      const double t = (age - points[i - 1].age) / (points[i].age - points[i - 1].age);
      return points[i - 1].share + t * (points[i].share - points[i - 1].share);
    }
  return points.back().share;
}

}  // namespace rurban
