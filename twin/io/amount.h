#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "twin/base/text.h"

namespace twin {

/// A number that was written with a unit, or why it can't be read.
struct Amount {
  std::optional<double> value;  ///< in the unit asked for
  Text message, hint;           ///< when there is no value
};

/// Reads "45 min", "85 %", "1.5 MSEK", "0.2 per year" as an amount in `unit` ("h", "1", "SEK", "1/year"); a number
/// alone is taken in `unit`. Units: shares (1, %, ‰), time (s, min, h, days, years), length (m, km), money (öre, SEK,
/// kr, kSEK, tkr, MSEK, mnkr), mass (g, kg, t), energy (Wh, kWh, MWh, GWh), persons; and one divided by another
/// ("persons/year").
Amount read_amount(std::string_view text, std::string_view unit);

}  // namespace twin
