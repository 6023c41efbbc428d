#pragma once
#include "twin/run/param.h"

namespace rurban {

/// Of the unmanned shops in village service points: what they relieve people of, and how they draw beside other
/// shops.
inline const twin::ParamInfo kHostedRange{
    .name = "village_services.shop_share",
    .unit = "1",
    .fallback = 0.4,
    .least = 0,
    .most = 1,
    .label = {"inköp som en obemannad butik kan ersätta", "shopping that an unmanned shop serves"},
    .source = "assumption: 0.2 to 0.6, a narrow range of goods; 0: there is no shop"};

}  // namespace rurban
