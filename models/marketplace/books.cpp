#include "models/marketplace/books.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "models/shapley.h"

namespace rurban {
namespace {

/// The region is one party wherever its vehicles are; of others each municipality has its own.
Party payer_of(const Carriage& carriage) {
  return {carriage.payer, carriage.payer == Operator::kRegion ? 0 : carriage.payer_municipality, 0};
}
Party payee_of(const Carriage& carriage) {
  return {carriage.payee, carriage.payee == Operator::kRegion ? 0 : carriage.payee_municipality,
          carriage.payee == Operator::kPrivate ? carriage.payee_place : 0};
}
/// Costs arise where the vehicle is, the region's as well.
Party bearer_of(const Carriage& carriage) {
  Party party = payee_of(carriage);
  party.municipality = carriage.payee_municipality;
  return party;
}

std::int64_t ore_of(double cost) {
  return std::llround(cost / static_cast<double>(kCostOfOre));
}

/// Those who pay pay those who get, one after the other.
void transfer(const std::array<std::int64_t, kOperators>& transfers, const Outcomes& separate,
              std::vector<Payment>& payments) {
  std::map<Party, double> weights;
  for (const Carriage& carriage : separate.carriage)
    weights[payer_of(carriage)] += static_cast<double>(std::max<std::int64_t>(0, carriage.cost));
  std::vector<std::pair<Party, std::int64_t>> pay, get;
  for (std::size_t i = 0; i != transfers.size(); ++i) {
    std::vector<Party> parties;
    std::vector<double> shares;
    double all = 0;
    for (const auto& [party, weight] : weights)
      if (static_cast<std::size_t>(party.who) == i) all += weight;
    for (const auto& [party, weight] : weights)
      if (static_cast<std::size_t>(party.who) == i && all > 0) {
        parties.push_back(party);
        shares.push_back(static_cast<double>(transfers[i]) * (weight / all));
      }
    if (parties.empty()) {  // whoever asks for nothing is one party
      parties.push_back({static_cast<Operator>(i), 0, 0});
      shares.push_back(static_cast<double>(transfers[i]));
    }
    const std::vector<std::int64_t> split = whole_split(transfers[i], shares);
    for (std::size_t p = 0; p != parties.size(); ++p) {
      if (split[p] < 0) pay.emplace_back(parties[p], -split[p]);
      if (split[p] > 0) get.emplace_back(parties[p], split[p]);
    }
  }
  for (std::size_t from = 0, to = 0; from != pay.size() && to != get.size();) {
    const std::int64_t ore = std::min(pay[from].second, get[to].second);
    payments.push_back({pay[from].first, get[to].first, ore});
    if ((pay[from].second -= ore) == 0) ++from;
    if ((get[to].second -= ore) == 0) ++to;
  }
}

}  // namespace

std::array<std::int64_t, kOperators> transfers_of(const std::array<std::int64_t, kOperators>& gains,
                                                  const std::array<double, kOperators>& shares) {
  std::array<std::int64_t, kOperators> transfers{};
  const std::int64_t total = std::accumulate(gains.begin(), gains.end(), std::int64_t{0});
  double all = 0;
  for (const double share : shares) all += std::max(0.0, share);
  if (total <= 0 || all == 0) {
    // Nothing to share: the others are as they are alone, and who runs the market bears it.
    constexpr auto kOwner = static_cast<std::size_t>(Operator::kRegion);
    for (std::size_t i = 0; i != transfers.size(); ++i) transfers[i] = i == kOwner ? total - gains[i] : -gains[i];
    return transfers;
  }
  std::array<double, kOperators> due{};
  for (std::size_t i = 0; i != due.size(); ++i)
    due[i] = static_cast<double>(total) * (std::max(0.0, shares[i]) / all);
  const std::vector<std::int64_t> split = whole_split(total, due);
  for (std::size_t i = 0; i != due.size(); ++i) transfers[i] = split[i] - gains[i];
  return transfers;
}

MarketBooks books_of(const Outcomes& market, const Outcomes& separate, double days, double rides,
                     const std::array<std::int64_t, kOperators>& transfers) {
  const std::int64_t served = market.demand[static_cast<std::size_t>(Demand::kTraveller)].served;
  const double of_travellers = served == 0 ? 0 : rides / static_cast<double>(served);
  std::map<std::pair<Party, Party>, double> paid;
  std::map<Party, double> costs;
  for (const Carriage& carriage : market.carriage) {
    const double cost =
        static_cast<double>(carriage.cost) * (carriage.demand == Demand::kTraveller ? of_travellers : days);
    const Party from = payer_of(carriage), to = payee_of(carriage);
    costs[bearer_of(carriage)] += cost;
    if (from != to) paid[{from, to}] += cost;
  }
  for (const Carriage& carriage : separate.carriage)
    costs[bearer_of(carriage)] -= static_cast<double>(carriage.cost) * days;
  MarketBooks books;
  for (const auto& [parties, cost] : paid) {
    // A detour that saves another one can have a price below nothing.
    const std::int64_t ore = ore_of(cost);
    if (ore > 0) books.payments.push_back({parties.first, parties.second, ore});
    if (ore < 0) books.payments.push_back({parties.second, parties.first, -ore});
  }
  transfer(transfers, separate, books.payments);
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
