#include "models/resourceflow/place_flows.h"

#include <algorithm>

#include "models/supply.h"

namespace rurban {
namespace {

using twin::Account;
using twin::Ledger;

bool is_firm(Part part) {
  return part == Part::kLocalFirms || part == Part::kBranches;
}

/// One side of an entry.
struct Side {
  bool is_node;
  std::uint32_t place = 0;
  Part part = Part::kWhole;

  bool owns_locally() const {
    return !is_node && (part == Part::kHouseholds || part == Part::kMunicipality || part == Part::kAssociations);
  }
  bool firm() const { return !is_node && is_firm(part); }
  bool council() const { return !is_node && part == Part::kMunicipality; }
  bool homes() const { return !is_node && part == Part::kHouseholds; }
  bool taxed_here() const { return !is_node && (part == Part::kHouseholds || part == Part::kLocalFirms); }
};

Side side_of(const LedgerYear& year, Account account) {
  if (Ledger::is_node(account)) return {true};
  return {false, year.row_of_place[Ledger::place_of(account)], static_cast<Part>(Ledger::part_of(account))};
}

/// Whether a row is a council's income or what it gives: what it makes services of, and resource payments, are
/// neither.
bool is_income_or_given(FlowRow row) {
  return row != FlowRow::kResource && row != FlowRow::kWages && row != FlowRow::kStateTax &&
         row != FlowRow::kPurchases && row != FlowRow::kInvestment;
}

}  // namespace

std::vector<PlaceFlows> place_flows(const LedgerYear& year) {
  std::vector<PlaceFlows> places(year.municipality.size());
  for (std::size_t place = 0; place != places.size(); ++place) places[place].residents = year.residents[place];
  const std::size_t municipalities =
      year.municipality.empty() ? 0 : *std::max_element(year.municipality.begin(), year.municipality.end()) + 1;
  std::vector<std::int64_t> to_municipality(municipalities), beyond_income(municipalities);
  for (const twin::LedgerRow& entry : year.rows) {
    if (!year.is_money[entry.flow]) continue;
    const Side from = side_of(year, entry.from), to = side_of(year, entry.to);
    if (is_income_or_given(static_cast<FlowRow>(year.flows[entry.flow].row))) {
      if (from.council()) beyond_income[year.municipality[from.place]] += entry.amount;
      if (to.council()) beyond_income[year.municipality[to.place]] -= entry.amount;
    }
    PlaceFlows none;
    PlaceFlows& payer = from.is_node ? none : places[from.place];
    PlaceFlows& payee = to.is_node ? none : places[to.place];
    switch (static_cast<FlowRow>(year.flows[entry.flow].row)) {
      case FlowRow::kWages:
        if (entry.flow == year.extraction.wages && to.homes()) payee.extraction_wages += entry.amount;
        break;
      case FlowRow::kLocalTax:
      case FlowRow::kStateTax:
        if (from.taxed_here()) payer.taxes += entry.amount;
        if (to.homes()) payee.taxes -= entry.amount;  // credits above the tax
        break;
      case FlowRow::kSurplus:
        if (to.owns_locally()) payee.surplus_local += entry.amount;
        if (from.owns_locally()) payer.surplus_local -= entry.amount;
        break;
      case FlowRow::kResource:
        // What equalisation takes back of a resource payment never reached the municipality.
        if (from.council()) to_municipality[year.municipality[from.place]] -= entry.amount;
        if (!to.owns_locally()) break;
        if (to.council())
          to_municipality[year.municipality[to.place]] += entry.amount;
        else
          payee.resource_payments += entry.amount;
        break;
      case FlowRow::kBenefits:
        if (to.homes()) payee.benefits += entry.amount;
        break;
      case FlowRow::kInKind:
        if (to.homes()) payee.services_in_kind += entry.amount;
        break;
      case FlowRow::kPurchases:
        if (entry.flow == year.extraction.purchases && to.firm()) payee.extraction_purchases += entry.amount;
        break;
      case FlowRow::kPrimary:
        if (to.firm() && (from.is_node || from.place != to.place)) payee.primary_sales += entry.amount;
        break;
      case FlowRow::kInvestment:
        if (to.firm() && entry.flow != year.extraction.investment && (from.is_node || from.part == Part::kBranches))
          payee.investment_external += entry.amount;
        break;
      default:
        break;
    }
  }
  for (std::uint32_t m = 0; m != municipalities; ++m) {
    // What it paid for stands among the services in kind already.
    if (to_municipality[m] > 0)
      to_municipality[m] -= std::clamp<std::int64_t>(beyond_income[m], 0, to_municipality[m]);
    std::vector<std::size_t> of;
    std::int64_t people = 0;
    for (std::size_t place = 0; place != places.size(); ++place)
      if (year.municipality[place] == m) {
        of.push_back(place);
        people += year.residents[place];
      }
    if (people > 0)
      split_amount(
          to_municipality[m], of.size(), [&](std::size_t k) { return year.residents[of[k]]; },
          [&](std::size_t k, std::int64_t part) { places[of[k]].resource_payments += part; });
  }
  return places;
}

LocalMultiplier local_multiplier(const LedgerYear& year, std::span<const std::uint8_t> in_set) {
  double sales = 0, earned = 0, bought = 0;
  for (const twin::LedgerRow& entry : year.rows) {
    if (!year.is_money[entry.flow]) continue;
    const Side from = side_of(year, entry.from), to = side_of(year, entry.to);
    const auto inside = [&](const Side& side) { return !side.is_node && in_set[side.place] != 0; };
    const auto row = static_cast<FlowRow>(year.flows[entry.flow].row);
    const auto amount = static_cast<double>(entry.amount);
    if (to.firm() && inside(to) && row >= FlowRow::kConsumption && row != FlowRow::kPrimary) sales += amount;
    if (!from.firm() || !inside(from) || !inside(to)) continue;
    if (row == FlowRow::kWages && entry.flow != year.extraction.wages && to.homes()) earned += amount;
    if (row == FlowRow::kSurplus && to.homes()) earned += amount;
    if (row == FlowRow::kPurchases && entry.flow != year.extraction.purchases && to.firm()) bought += amount;
  }
  if (sales <= 0) return {};
  // In a year of losses firms pay out more than they sell for; a krona can still be paid out only once.
  constexpr double kMostBought = 0.95;
  const double purchases = std::min(bought / sales, kMostBought);
  return {.value_share = std::min(earned / sales, 1 - purchases), .purchase_share = purchases};
}

}  // namespace rurban
