#include "models/income/consumption.h"

#include <algorithm>

namespace rurban {

Tiers shopping_tiers(std::int64_t here, std::int64_t seat, std::int64_t coast) {
  constexpr std::int32_t kElsewhere = share(0.06);  // assumption: 0.04 to 0.10
  constexpr std::int64_t kNear = kWholeShare - kElsewhere;
  const std::int64_t all = here + seat + coast;
  if (all <= 0) return {0, static_cast<std::int32_t>(kNear), 0};
  const auto part = [&](std::int64_t paid) { return static_cast<std::int32_t>(part_of_amount(kNear, paid, all)); };
  return {part(here), part(seat), part(coast)};
}

std::int32_t other_spending_share(std::int64_t net, std::int64_t errands, std::int64_t rents, double propensity) {
  const double wanted = propensity - static_cast<double>(errands + rents) / static_cast<double>(net);
  return share(std::clamp(wanted, 0.15, 0.95));
}

}  // namespace rurban
