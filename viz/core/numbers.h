#pragma once
#include <string>

#include "twin/base/text.h"

namespace viz {

/// "−1 234,5": with the language's decimal mark, groups of three digits by a narrow no-break space, and no sign for
/// what is rounded to zero.
std::string number(double value, int decimals, twin::Language language);
/// "12 345": groups of three digits with a narrow no-break space, as Swedish and SI style have it; no sign.
std::string thousands(double number);
/// "+1 234", "−567", "0".
std::string signed_number(double number);
/// "+1,2 %" or "−1.2 %" of a share, with the language's decimal mark.
std::string signed_percent(double share, twin::Language language);

/// "12,3" below a hundred, "12 345" above: as many digits as one can say aloud.
std::string decimal(double value, twin::Language language);

}  // namespace viz
