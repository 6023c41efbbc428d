#pragma once
#include <string>

#include "twin/base/text.h"

namespace viz {

/// "12 345": groups of three digits with a narrow no-break space, as Swedish and SI style have it; no sign.
std::string thousands(double number);
/// "+1 234", "−567", "0".
std::string signed_number(double number);
/// "+1,2 %" or "−1.2 %" of a share, with the language's decimal mark.
std::string signed_percent(double share, twin::Language language);

/// A parameter's unit as a person reads it: "kr/year" is "kr/år"; nothing for a plain number.
std::string unit_words(const std::string& unit, twin::Language language);

}  // namespace viz
