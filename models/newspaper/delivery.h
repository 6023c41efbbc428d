#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/transport/rounds.h"

namespace rurban {

/// Share of households that take the paper edition, by the age of the eldest member, in the year 2021. Assumption on
/// shape (each +- 30 %), on a level that gives some 42,000 subscriptions: NSD printed 24,500 copies in 2017 and
/// 14,000 in 2023 (county-facts 2.3), and is taken to be two fifths (0.35 to 0.5) of the county's four papers.
double paper_share(int eldest);

/// State aid for delivery per copy in kr: 14.50 in 2022 and 2023, 10 in 2024, 7 from 2025 (county-facts 2.3); 2021 is
/// an assumption, 10 (7 to 14.5).
double aid_kr_per_copy(int year);

/// What bringing the paper out costs. Assumptions with their range.
struct DeliveryCosts {
  double kr_per_hour = 240;          ///< 210 to 270: driver, with social fees
  double kr_per_km = 3.0;            ///< 2.5 to 4: car
  double trunk_kr_per_km = 12;       ///< 9 to 15: van from the press, driver included
  std::int32_t days_per_year = 302;  ///< six days a week, without holidays
};

/// One municipality's delivery: the rounds from its largest place on every day of the year.
struct Delivery {
  std::int64_t copies = 0;  ///< a day
  double kr_per_day = 0;    ///< rounds and trunk
  double hours_per_day = 0, km_per_day = 0;
  /// By stop: what the round would cost less without it, in kr a copy; the trunk runs anyway.
  std::vector<double> marginal_kr_per_copy;
};

/// Mean of summer and winter. `press`: the place where the paper is printed. Requires: stops have drops
Delivery deliver(const CountyRoads& roads, std::uint32_t press, std::uint32_t depot, std::span<const RoundStop> stops,
                 const DeliveryCosts& costs);

/// The publisher gives a place up when what its copies add to the round, less the aid, is more than `tolerated` times
/// what a copy brings in.
bool is_given_up(double marginal_kr_per_copy, double aid_kr, double revenue_kr_per_copy, double tolerated);

}  // namespace rurban
