#include "models/resourceflow/balance.h"

namespace rurban {
namespace {

std::optional<double> quotient(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> services_per_head(const Exchange& set, const Exchange& county) {
  const auto here = quotient(set.services, set.residents), everywhere = quotient(county.services, county.residents);
  if (!here || !everywhere || *everywhere == 0) return std::nullopt;
  return *here / *everywhere;
}

BalanceLayers layers(std::optional<double> money, const Exchange& set, const Exchange& county) {
  return {.money = money,
          .people = quotient(set.moves_in_20_to_39, set.moves_out_16_to_29),
          .services = services_per_head(set, county),
          .ideas = quotient(set.ideas_to_city, set.ideas_from_city)};
}

}  // namespace

BalanceLayers layers_of_set(const ReturnFlow& money, HumanCapital human_capital, const Exchange& set,
                            const Exchange& county) {
  return layers(money.ratio(human_capital), set, county);
}

BalanceLayers layers_of_place(const ReturnFlow& money, HumanCapital human_capital, const Exchange& place,
                              const Exchange& county) {
  return layers(money.balance_per_inhabitant(human_capital), place, county);
}

std::optional<double> difference(std::optional<double> scenario, std::optional<double> baseline) {
  if (!scenario || !baseline) return std::nullopt;
  return *scenario - *baseline;
}

BalanceLayers difference(const BalanceLayers& scenario, const BalanceLayers& baseline) {
  return {.money = difference(scenario.money, baseline.money),
          .people = difference(scenario.people, baseline.people),
          .services = difference(scenario.services, baseline.services),
          .ideas = difference(scenario.ideas, baseline.ideas)};
}

}  // namespace rurban
