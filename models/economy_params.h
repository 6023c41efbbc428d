#pragma once
#include "twin/run/param.h"

namespace rurban {

// Parameters that the models of the economy share.

/// Whose prices and wages hold.
inline const twin::ParamInfo kPriceYear{
    .name = "economy.price_year",
    .unit = "year",
    .fallback = 0,
    .least = 0,
    .most = 2200,
    .whole = true,
    .label = {"år vars priser och löner gäller hela tiden; 0: varje års egna",
              "year whose prices and wages hold all the time; 0: each year's own"},
    .source = "a choice: 2015 for the published figures of that year, any year for a run at fixed prices"};

inline const twin::ParamInfo kContributions{
    .name = "economy.contributions",
    .unit = "1",
    .fallback = 0.3142,
    .least = 0,
    .most = 0.6,
    .label = {"arbetsgivaravgifter av lönen", "employers' contributions, of pay"},
    .source = "Socialavgiftslag 2000:980, 31.42 % in 2021"};

}  // namespace rurban
