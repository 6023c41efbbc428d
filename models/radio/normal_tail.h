#pragma once

namespace rurban::radio {

/// The value that a standard normal variable exceeds with probability `share`; positive below 0.5. By the rational
/// approximation of ITU-R P.1812 Attachment 2 (96a to 97c), whose error of up to 5e-4 is part of that Recommendation.
/// Requires: 1e-6 <= share <= 1 - 1e-6
double normal_tail_p1812(double share);

/// The same to the last digits, for Recommendations that name the normal distribution and no approximation.
/// Requires: 0 < share < 1
double normal_tail(double share);

}  // namespace rurban::radio
