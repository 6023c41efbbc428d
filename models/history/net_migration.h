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
  double left_after_a_year = 0.6;
  /// How far a municipality's long run is drawn to the mean of all: what one gained or lost more than others was
  /// partly chance. 0 to 0.7. Of decades foretold before 1990 (1970, 1975 and 1980 on), all had smaller errors the
  /// more of it.
  double drawn_to_mean = 0.35;
  int spread_years = 20;  ///< the last years, which tell how far a year strays; 10 to 30
};

/// How refugees come and move on. All are assumptions.
struct Reception {
  /// Received per resident, times the country's, where the state places refugees, as from 1985 on; 1 to 2.5. Half of
  /// it before. In 2016 reception cost 3.0 thousand kronor a head in Luleå and 10 to 12.5 in small municipalities
  /// (county-facts 2.1); this is for the mean municipality.
  double per_resident = 2;
  int placed_since = 1985;
  /// Of those received, move on to other counties each year; 0.08 to 0.25. Of those placed in Sweden 1985 to 1991
  /// some half had left their municipality after eight years (Edin, Fredriksson and Åslund 2003, from memory), more
  /// from small ones.
  double move_on = 0.16;
};

/// Received less those who move on, per resident, in each year of `from` … `to`, when counting begins in 1950.
std::vector<double> reception_effect(const Sweden& sweden, const Reception& reception, int from, int to);

/// What a county's past tells of its net migration after the end of a series: NetMigration of models/county/county.h.
/// `net` is by municipality, per resident and year, the last one that of `last_year`; the years before 1950 do not
/// exist. Requires: at least one year, as many for each
NetMigration estimate(std::span<const std::vector<double>> net, int last_year, const Sweden& sweden,
                      const Persistence& persistence, const Reception& reception);

}  // namespace rurban::history
