#pragma once
#include "models/county/county.h"
#include "models/coverage/network.h"

namespace rurban::coverage {

/// How the sites of the base network are set. There is no open register of masts, so the base network is generated:
/// deterministic, by rule, every site `synthetic`. What counts is that it covers land as published.
///
/// Three figures are fitted, to three published ones: the spacing of 2014 and of 2017 here, and the load in FixedLoad
/// to 30 Mbit/s in 2016. Held back: 30 Mbit/s in 2022, when all of Sweden had 40.6 % (9.9 % in 2016) and the county
/// less than any other; and where people have voice.
///
/// Sites come in three ways:
/// * a place of `main_residents` or more has a mast on the highest ground near; towns have rooftop sites besides, one
///   for every `residents_per_rooftop`;
/// * along roads and at small places a mast is set where the nearest one is farthest, counted in spacings, until all
///   are within one spacing; it stands on the highest ground near. Away from people the spacing is wider by
///   `sparse_stretch`. Spacings shrink with the years, so the sites of a year include those of all years before.
/// * bands come with the years: see bands_of() in the source.
struct BaseRules {
  /// Spacing along roads by year, straight between the years, constant before and after. Fitted: 2014 to voice on 64
  /// %, 2017 to 71.1 % of the county's land. Assumption for later: a third to half as many masts a year as in 2014 to
  /// 2017, so that 2021 lies on the path that the two set.
  std::vector<YearValue> spacing_km{{2014, 10.6}, {2017, 8.1}, {2021, 7}, {2025, 6}};
  /// A place with so many residents has wide carriers (1800 MHz) by year. Assumption: twofold either way.
  std::vector<YearValue> wide_residents{{2014, 2000}, {2016, 500}, {2022, 100}};
  double sparse_stretch = 1.5;                           ///< assumption: 1.2 to 2
  std::int32_t main_residents = 200;                     ///< assumption: 100 to 500
  std::int32_t residents_per_rooftop = 2500;             ///< assumption: 1,500 to 4,000
  double mast_m = 60, road_mast_m = 72, rooftop_m = 28;  ///< above ground; assumption: 40 to 90, and 15 to 40
  double search_km = 4;       ///< how far from the road a mast may stand; assumption: 2 to 6
  double metres_per_km = 15;  ///< what height a kilometre of access road must gain; assumption: 5 to 40
};

/// The networks as they stand in a year, from 2012. Ids stay from year to year.
/// Requires: county.terrain, and `cells` of it
Network base_network(const County& county, const CountyCells& cells, int year, const BaseRules& rules = {});

/// The masts of the package that stand in the year, or the base network where it has none. Throws twin::InputError
/// with every fault of the package's table. Requires: as above
Network network_of(const County& county, const CountyCells& cells, int year, const BaseRules& rules = {});

}  // namespace rurban::coverage
