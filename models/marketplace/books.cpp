#include "models/marketplace/books.h"

#include <cmath>
#include <map>

namespace rurban {
namespace {

/// The region is one party wherever its vehicles are; of others each municipality has its own.
Party payer_of(const Carriage& carriage) {
  return {carriage.payer, carriage.payer == Operator::kRegion ? 0 : carriage.payer_municipality, 0};
}
Party payee_of(const Carriage& carriage) {
  if (carriage.payee == Operator::kRegion) return {Operator::kRegion, 0, 0};
  return {carriage.payee, carriage.payee_municipality,
          carriage.payee == Operator::kPrivate ? carriage.payee_place : 0};
}

std::int64_t ore_of(double cost) {
  return std::llround(cost / static_cast<double>(kCostOfOre));
}

}  // namespace

MarketBooks books_of(const Outcomes& market, const Outcomes& separate, double days, double rides) {
  const std::int64_t served = market.demand[static_cast<std::size_t>(Demand::kTraveller)].served;
  const double of_travellers = served == 0 ? 0 : rides / static_cast<double>(served);
  std::map<std::pair<Party, Party>, double> paid;
  std::map<Party, double> costs;
  for (const Carriage& carriage : market.carriage) {
    const double cost =
        static_cast<double>(carriage.cost) * (carriage.demand == Demand::kTraveller ? of_travellers : days);
    const Party from = payer_of(carriage), to = payee_of(carriage);
    costs[to] += cost;
    if (from != to) paid[{from, to}] += cost;
  }
  for (const Carriage& carriage : separate.carriage)
    costs[payee_of(carriage)] -= static_cast<double>(carriage.cost) * days;
  MarketBooks books;
  for (const auto& [parties, cost] : paid) {
    // A detour that saves another one can have a price below nothing.
    const std::int64_t ore = ore_of(cost);
    if (ore > 0) books.payments.push_back({parties.first, parties.second, ore});
    if (ore < 0) books.payments.push_back({parties.second, parties.first, -ore});
  }
  for (const auto& [party, cost] : costs)
    if (const std::int64_t ore = ore_of(cost); ore != 0) books.costs.push_back({party, ore});
  return books;
}

std::array<std::int64_t, kOperators> gains_of(const Outcomes& market, const Outcomes& separate, double days) {
  std::array<double, kOperators> gains{};
  const auto count = [&](const Outcomes& outcomes, double sign) {
    for (const Carriage& carriage : outcomes.carriage)
      if (carriage.demand != Demand::kTraveller)
        gains[static_cast<std::size_t>(carriage.payer)] += sign * static_cast<double>(carriage.cost) * days;
  };
  count(separate, 1);
  count(market, -1);
  std::array<std::int64_t, kOperators> ore{};
  for (std::size_t i = 0; i != ore.size(); ++i) ore[i] = ore_of(gains[i]);
  return ore;
}

}  // namespace rurban
