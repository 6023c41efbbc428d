#include "models/practices/spread.h"

#include <algorithm>
#include <tuple>

#include "twin/base/math.h"

namespace rurban::practices {

double trust_after_meeting(double trust, const TrustRules& rules) {
  return trust + rules.gain * (1 - trust);
}

double trust_after(double trust, double years, const TrustRules& rules) {
  return rules.first + (trust - rules.first) * twin::pow(0.5, years / rules.half_life_years);
}

std::vector<std::uint8_t> neighbours(std::uint32_t municipalities, std::span<const std::int64_t> minutes,
                                     int nearest) {
  std::vector<std::uint8_t> is(pairs_of(municipalities));
  for (std::uint32_t m = 0; m != municipalities; ++m) {
    std::vector<std::pair<std::int64_t, std::uint32_t>> others;
    for (std::uint32_t other = 0; other != municipalities; ++other)
      if (other != m) others.emplace_back(minutes[pair_row(m, other)], other);
    std::sort(others.begin(), others.end());
    others.resize(std::min(others.size(), static_cast<std::size_t>(nearest)));
    for (const auto& [way, other] : others) is[pair_row(m, other)] = 1;
  }
  return is;
}

std::optional<std::int32_t> median_months(std::vector<Course> courses) {
  // Of equal times, what is everywhere comes before what is still under way: that one has been seen so long.
  std::sort(courses.begin(), courses.end(), [](const Course& a, const Course& b) {
    return std::tuple(a.months, !a.everywhere) < std::tuple(b.months, !b.everywhere);
  });
  double under_way = 1;
  for (std::size_t k = 0; k != courses.size(); ++k) {
    if (!courses[k].everywhere) continue;
    const auto seen = static_cast<double>(courses.size() - k);
    under_way *= (seen - 1) / seen;
    if (under_way <= 0.5) return courses[k].months;
  }
  return std::nullopt;
}

}  // namespace rurban::practices
