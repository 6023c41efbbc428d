#include "models/resourceflow/return_flow.h"

#include <cassert>
#include <cmath>
#include <numeric>

namespace rurban {
namespace {

constexpr double kOrePerKrona = 100;

}  // namespace

const std::array<twin::Text, kChannels> kChannelNames{
    {{"löner till boende", "wages to residents"},
     {"lokala inköp", "local purchases"},
     {"överskott och resursersättning", "surplus and resource payments"},
     {"offentligt netto", "public net transfers"},
     {"investeringar utifrån", "investment from outside"}}};

std::int64_t local_income(std::int64_t purchases, LocalMultiplier multiplier) {
  assert(multiplier.value_share >= 0 && multiplier.purchase_share >= 0 && multiplier.purchase_share < 1);
  // The sum of two shares that are 1 in decimals may lie a rounding above it.
  assert(multiplier.value_share + multiplier.purchase_share <= 1 + 1e-12);
  return std::llround(static_cast<double>(purchases) * multiplier.value_share / (1 - multiplier.purchase_share));
}

std::int64_t ReturnFlow::extracted(HumanCapital counted) const {
  return counted == HumanCapital::kCounted ? goods + human_capital : goods;
}

std::int64_t ReturnFlow::returned() const {
  return std::accumulate(channels.begin(), channels.end(), std::int64_t{0});
}

std::optional<double> ReturnFlow::ratio(HumanCapital counted) const {
  const std::int64_t out = extracted(counted);
  if (out <= 0) return std::nullopt;
  return static_cast<double>(returned()) / static_cast<double>(out);
}

std::optional<double> ReturnFlow::balance_per_inhabitant(HumanCapital counted) const {
  if (residents <= 0) return std::nullopt;
  return static_cast<double>(returned() - extracted(counted)) / kOrePerKrona / static_cast<double>(residents);
}

ReturnFlow& ReturnFlow::operator+=(const ReturnFlow& other) {
  goods += other.goods;
  human_capital += other.human_capital;
  for (std::size_t channel = 0; channel != channels.size(); ++channel) channels[channel] += other.channels[channel];
  residents += other.residents;
  return *this;
}

ReturnFlow return_flow(const PlaceFlows& place, LocalMultiplier multiplier) {
  return {.goods = place.primary_sales,
          .human_capital = place.human_capital,
          .channels = {place.extraction_wages, local_income(place.extraction_purchases, multiplier),
                       place.surplus_local + place.resource_payments,
                       place.benefits + place.services_in_kind - place.taxes, place.investment_external},
          .residents = place.residents};
}

ReturnFlow return_flow(std::span<const PlaceFlows> places, std::span<const std::uint32_t> set,
                       LocalMultiplier multiplier) {
  ReturnFlow sum;
  for (const std::uint32_t row : set) {
    assert(row < places.size());
    sum += return_flow(places[row], multiplier);
  }
  return sum;
}

std::int64_t at_prices(std::span<const std::int64_t> quantities, std::span<const std::int64_t> ore_per_unit) {
  assert(quantities.size() == ore_per_unit.size());
  return std::inner_product(quantities.begin(), quantities.end(), ore_per_unit.begin(), std::int64_t{0});
}

PlaceFlows at_fixed_prices(PlaceFlows flows, std::span<const std::int64_t> quantities,
                           std::span<const std::int64_t> ore_per_unit) {
  flows.primary_sales = at_prices(quantities, ore_per_unit);
  return flows;
}

}  // namespace rurban
