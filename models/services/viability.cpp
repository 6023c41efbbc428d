#include "models/services/viability.h"

#include <algorithm>
#include <cmath>

namespace rurban {
namespace {

constexpr double kOrePerQuarter = 100.0 / 4;  // öre in a quarter for a krona in a year

}  // namespace

ShopQuarter shop_quarter(std::int64_t takings, double margin, std::int64_t fixed_cost, double km_to_next_shop,
                         const SupportRules& rules) {
  ShopQuarter quarter{.takings = takings,
                      .gross_profit = std::llround(static_cast<double>(takings) * margin),
                      .fixed_cost = fixed_cost};
  if (km_to_next_shop < rules.least_km_to_next) return quarter;
  const auto cover = [&](double kr_per_year) {
    const std::int64_t loss = std::max<std::int64_t>(0, -quarter.result());
    return std::min<std::int64_t>(loss, std::llround(kr_per_year * kOrePerQuarter));
  };
  quarter.grant = cover(rules.service_grant_kr_per_year);
  if (static_cast<double>(takings) <= rules.most_turnover_kr_per_year * kOrePerQuarter)
    quarter.aid = cover(rules.operating_aid_kr_per_year);
  return quarter;
}

std::int64_t fixed_cost_of(std::int64_t takings, double margin, double surplus, std::int64_t least) {
  return std::max<std::int64_t>(least, std::llround(static_cast<double>(takings) * margin * (1 - surplus)));
}

Standing next_standing(Standing now, bool loses, bool has_prospects, int tolerated) {
  const bool case_for_change = now.open ? loses : has_prospects;
  if (!case_for_change) return {now.open, 0};
  if (now.quarters + 1 >= tolerated) return {!now.open, 0};
  return {now.open, static_cast<std::uint8_t>(now.quarters + 1)};
}

}  // namespace rurban
