#pragma once
// A world small enough to compute by hand: a mine village, a market village with forest, and a city.
#include <array>
#include <cstdint>
#include <vector>

#include "models/resourceflow/equity.h"
#include "models/resourceflow/return_flow.h"

namespace rurban::three_places {

inline constexpr std::uint32_t kMine = 0, kMarket = 1, kCity = 2;
inline constexpr std::array<std::uint32_t, 2> kRural{kMine, kMarket};

constexpr std::int64_t kr(std::int64_t kronor) {
  return kronor * 100;
}

/// Of a krona of sales 0.4 kr become income and 0.2 kr are bought again: purchases return 0.4 / (1 - 0.2) = 0.5.
inline constexpr LocalMultiplier kMultiplier{.value_share = 0.4, .purchase_share = 0.2};

/// In kr (with H: human capital counted; without: left out):
///            X_res        HC |    W     Q     D                NT                  I | returned  extracted with /
///            without
/// mine   1,000,000   100,000 | 200k  40k   30k   60k + 90k - 110k =    40k       30k |   340,000   1,100,000 /
/// 1,000,000 market   200,000    50,000 |  20k  10k   50k   80k + 120k - 100k =  100k         0 |   180,000 250,000 /
/// 200,000 city           0  -150,000 |    0    0     0  500k + 900k - 1,600k = -200k    400k |   200,000    -150,000
/// /         0
inline constexpr std::array<PlaceFlows, 3> kFlows{{{.primary_sales = kr(1'000'000),  // 10,000 t of ore at 100 kr
                                                    .human_capital = kr(100'000),
                                                    .extraction_wages = kr(200'000),
                                                    .extraction_purchases = kr(80'000),
                                                    .surplus_local = kr(10'000),
                                                    .resource_payments = kr(20'000),
                                                    .benefits = kr(60'000),
                                                    .services_in_kind = kr(90'000),
                                                    .taxes = kr(110'000),
                                                    .investment_external = kr(30'000),
                                                    .residents = 50},
                                                   {.primary_sales = kr(200'000),  // 400 m³ of timber at 500 kr
                                                    .human_capital = kr(50'000),
                                                    .extraction_wages = kr(20'000),
                                                    .extraction_purchases = kr(20'000),
                                                    .surplus_local = kr(5'000),
                                                    .resource_payments = kr(45'000),
                                                    .benefits = kr(80'000),
                                                    .services_in_kind = kr(120'000),
                                                    .taxes = kr(100'000),
                                                    .investment_external = 0,
                                                    .residents = 100},
                                                   {.primary_sales = 0,
                                                    .human_capital = kr(-150'000),
                                                    .extraction_wages = 0,
                                                    .extraction_purchases = 0,
                                                    .surplus_local = 0,
                                                    .resource_payments = 0,
                                                    .benefits = kr(500'000),
                                                    .services_in_kind = kr(900'000),
                                                    .taxes = kr(1'600'000),
                                                    .investment_external = kr(400'000),
                                                    .residents = 250}}};

/// Welfare in SEK per person: of 400 persons, mean (50 x 160k + 100 x 120k + 250 x 240k) / 400 = 80M / 400 = 200k.
/// Over the mean: mine 0.8, market 0.6, city 1.2; shares of persons 1/8, 1/4, 5/8; shares of income 0.1, 0.15, 0.75.
inline const std::vector<double> kWelfare{160'000, 120'000, 240'000};
inline const std::vector<std::int64_t> kPersons{50, 100, 250};
inline const Distribution kDistribution{kWelfare, kPersons};

}  // namespace rurban::three_places
