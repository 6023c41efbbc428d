#include "models/marketplace/price.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace rurban {

Price price_of(const PriceRules& rules, const PriceCase& ride) {
  constexpr double kDayBeforeH = 12, kAtOnceH = 1;
  Price price;
  price.operators = std::max<std::int64_t>(0, ride.marginal_ore);
  price.joint =
      std::min<std::int64_t>(ride.joint_ore, std::llround(rules.joint_most * static_cast<double>(price.operators)));
  const std::int64_t full = price.operators + price.joint;
  const double ahead = std::clamp((ride.lead_h - kAtOnceH) / (kDayBeforeH - kAtOnceH), 0.0, 1.0);
  double asked = static_cast<double>(full) * (1 + rules.full_fleet * std::clamp(ride.busy, 0.0, 1.0)) *
                 (1 - rules.day_before * ahead);
  // Riding along is never free: it would draw those who have a bus.
  const auto bus = static_cast<double>(ride.bus_ore);
  asked = std::clamp(asked, rules.least_bus_share * bus, std::max(rules.least_bus_share, rules.fare_cap) * bus);
  price.traveller = std::llround(asked * (ride.reduced ? rules.reduced : 1));
  price.region = full - price.traveller;
  return price;
}

std::int64_t cancellation_fee(std::int64_t price_ore, std::int64_t saved_ore, double hours_before) {
  constexpr double kFreeH = 2, kLeast = 0.1;
  const double late = std::clamp(1 - hours_before / kFreeH, 0.0, 1.0);
  const std::int64_t kept =
      late == 0 ? 0 : std::llround((kLeast + (1 - kLeast) * late) * static_cast<double>(price_ore));
  return std::max(kept, price_ore - std::max<std::int64_t>(0, saved_ore));
}

VcgPayments vcg_payments(const std::vector<std::int64_t>& values,
                         const std::function<std::int64_t(std::uint32_t)>& cost) {
  assert(values.size() <= 16);
  const std::uint32_t sets = 1U << values.size();
  std::vector<std::int64_t> welfare(sets), costs(sets);
  for (std::uint32_t set = 0; set != sets; ++set) {
    costs[set] = cost(set);
    welfare[set] = -costs[set];
    for (std::size_t i = 0; i != values.size(); ++i)
      if ((set >> i & 1) != 0) welfare[set] += values[i];
  }
  const auto best_without = [&](std::uint32_t without) {
    std::uint32_t best = 0;
    for (std::uint32_t set = 0; set != sets; ++set)
      if ((set & without) == 0 && welfare[set] > welfare[best]) best = set;
    return best;
  };
  const std::uint32_t best = best_without(0);
  VcgPayments result{.served = std::vector<bool>(values.size()), .paid = std::vector<std::int64_t>(values.size())};
  result.cost = costs[best];
  result.deficit = costs[best];
  for (std::size_t i = 0; i != values.size(); ++i) {
    const std::uint32_t me = 1U << i;
    if ((best & me) == 0) continue;
    result.served[i] = true;
    // What the others could have without me, less what they have with me.
    result.paid[i] = welfare[best_without(me)] - (welfare[best] - values[i]);
    result.deficit -= result.paid[i];
  }
  return result;
}

}  // namespace rurban
