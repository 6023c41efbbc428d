#pragma once

namespace rurban {

/// Of newborns: 105.6 boys per 100 girls, Sweden's long-run ratio (SCB, births by sex).
inline constexpr double kShareOfBoys = 105.6 / 205.6;

}  // namespace rurban
