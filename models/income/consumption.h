#pragma once
#include <array>
#include <cstdint>

#include "models/supply.h"

namespace rurban {

/// One kind of what households buy beyond what they buy on their errands.
struct Spending {
  Sector sector;
  double share;   ///< of all such spending
  double online;  ///< of it, ordered from the rest of the country
  bool nearby;    ///< bought where one shops; else from whoever serves the place
};

/// Shares by kind; the rest is spent abroad (travel, and what is bought there). Assumptions, +- 20 % each, after
/// SCB's household budget survey with food, fuel, medicine and rents taken out; online 16 % of retail (assumption 12
/// to 20, after PostNord's E-barometern for 2021).
inline constexpr std::array<Spending, 11> kSpending{{{Sector::kTrade, 0.33, 0.16, true},
                                                     {Sector::kLodging, 0.09, 0, true},
                                                     {Sector::kCulture, 0.09, 0.1, true},
                                                     {Sector::kConstruction, 0.07, 0, true},
                                                     {Sector::kCare, 0.03, 0, true},
                                                     {Sector::kEnergy, 0.09, 0, false},
                                                     {Sector::kWater, 0.03, 0, false},
                                                     {Sector::kTransport, 0.05, 0.3, false},
                                                     {Sector::kInformation, 0.06, 0.5, false},
                                                     {Sector::kFinance, 0.07, 0.5, false},
                                                     {Sector::kBusinessServices, 0.02, 0, false}}};

/// Where the residents of a place shop, from what they paid on their errands in the own place, at the seat and on the
/// coast. `away` of it is spent on journeys. Before any errand is known: at the seat.
Tiers shopping_tiers(std::int64_t here, std::int64_t seat, std::int64_t coast);

/// Who serves a place from where: grids, banks, carriers. Assumption, +- 0.15.
inline constexpr Tiers kServedFrom{share(0.35), share(0.25), share(0.25)};

/// Of a month's net income, what is spent beyond errands and rent, in parts of kWholeShare, so that all that is spent
/// is `propensity` of the net income; within 15 and 95 %. Requires: net > 0
std::int32_t other_spending_share(std::int64_t net, std::int64_t errands, std::int64_t rents, double propensity);

}  // namespace rurban
