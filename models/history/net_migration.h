#pragma once
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/history/sweden.h"

namespace rurban::history {

/// How net migration goes on from what it was. All are assumptions; the hindcasts vary them.
struct Persistence {
  double half_life_years = 10;  ///< of what a past year says about the long run; 7 to 15
  int present_years = 5;        ///< whose mean is the present; 3 to 5
  /// What is left after a year of how the present differs from the long run; 0.5 to 0.82. Between 1971 and 1990 the
  /// county's mean of such differences had a correlation of 0.71 from year to year, municipalities' own 0.58.
  double left_after_a_year = 0.65;
  int spread_years = 20;  ///< the last years, which tell how far a year strays; 15 to 30
};

/// How refugees come and move on. All are assumptions.
struct Reception {
  /// Received per resident, times the country's: the county took more than its share when the state placed refugees
  /// from 1985 on; 1 to 2. Half of it before.
  double per_resident = 1.5;
  int placed_since = 1985;
  double move_on = 0.12;  ///< of those received, move on to other counties each year; 0.08 to 0.16
};

/// Received less those who move on, per resident, in each year of `from` … `to`, when counting begins in 1950.
std::vector<double> reception_effect(const Sweden& sweden, const Reception& reception, int from, int to);

/// What a county's past tells of its net migration after the end of a series: NetMigration of models/county/county.h.
/// `net` is by municipality, per resident and year, the last one that of `last_year`; the years before 1950 do not
/// exist. Requires: at least one year, as many for each
NetMigration estimate(std::span<const std::vector<double>> net, int last_year, const Sweden& sweden,
                      const Persistence& persistence, const Reception& reception);

}  // namespace rurban::history
