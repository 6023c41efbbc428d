#include "viz/export/accounts.h"

#include <algorithm>
#include <map>
#include <set>

namespace viz {
namespace {

using twin::Account;
using twin::Ledger;
using twin::YearlyFlow;

constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);

/// Index of the node of that label; `names.nodes.size()` where it has no name.
std::size_t node_index(const AccountNames& names, const std::string& label) {
  const auto found = std::ranges::find(names.nodes, label, &AccountNames::Node::label);
  return static_cast<std::size_t>(found - names.nodes.begin());
}

std::size_t counterpart_of(const AccountNames& names, Account account, const std::string& label) {
  if (is_node(account)) return node_index(names, label);
  const std::size_t place = place_of(names, account);
  const bool countryside = place < names.places.size() && names.places[place].countryside;
  return names.nodes.size() + (countryside ? 1 : 2);
}

std::size_t end_of(const AccountNames& names, Account account, const std::string& label) {
  if (is_node(account)) {
    const std::size_t node = node_index(names, label);
    return node == names.nodes.size() ? kNoEnd : names.municipalities.size() + node;
  }
  const std::size_t place = place_of(names, account);
  return place < names.places.size() ? names.places[place].municipality : kNoEnd;
}

/// The unit that money has in this run; empty without money.
std::string unit_of_money(const twin::RunResult& run, const AccountNames& names) {
  const auto found = std::ranges::find(run.flows, names.money, &YearlyFlow::stock);
  return found == run.flows.end() ? "" : found->unit;
}

template <class Visit>
void for_flows_across(const twin::RunResult& run, int year, const Inside& inside, const Visit& visit) {
  for (const YearlyFlow& flow : run.flows) {
    if (flow.year != year) continue;
    const bool from = inside(flow.from), to = inside(flow.to);
    if (from != to) visit(flow, to);
  }
}

}  // namespace

bool is_node(Account account) {
  return account >= Ledger::kFirstNode;
}

Inside places_where(const AccountNames& names, std::function<bool(const AccountNames::Place&)> wanted) {
  std::vector<bool> chosen;
  for (const AccountNames::Place& place : names.places) chosen.push_back(wanted(place));
  chosen.push_back(false);
  return [&names, chosen](Account account) { return chosen[place_of(names, account)]; };
}

Inside place_inside(const AccountNames& names, std::size_t place) {
  return [whole = names.places[place].account](Account account) {
    return !is_node(account) && Ledger::place_of(account) == whole;
  };
}

std::size_t place_of(const AccountNames& names, Account account) {
  if (is_node(account)) return names.places.size();
  const Account whole = Ledger::place_of(account);
  const auto found = std::ranges::lower_bound(names.places, whole, {}, &AccountNames::Place::account);
  const bool known = found != names.places.end() && found->account == whole;
  return known ? static_cast<std::size_t>(found - names.places.begin()) : names.places.size();
}

std::vector<int> whole_years(const twin::RunResult& run) {
  std::set<int> years;
  for (const YearlyFlow& flow : run.flows)
    if (twin::date(flow.year, 1, 1) >= run.info.from && twin::date(flow.year + 1, 1, 1) <= run.info.to)
      years.insert(flow.year);
  return {years.begin(), years.end()};
}

std::vector<InOut> row_sums(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside) {
  std::vector<InOut> sums(names.rows.size());
  const std::string unit = unit_of_money(run, names);
  for_flows_across(run, year, inside, [&](const YearlyFlow& flow, bool in) {
    const auto row = static_cast<std::size_t>(std::max(flow.row, 0));
    if (flow.unit == unit && row < sums.size()) (in ? sums[row].in : sums[row].out) += flow.amount;
  });
  return sums;
}

std::int64_t Balance::in() const {
  std::int64_t sum = 0;
  for (const Entry& entry : entries) sum += entry.sum.in;
  return sum;
}

std::int64_t Balance::out() const {
  std::int64_t sum = 0;
  for (const Entry& entry : entries) sum += entry.sum.out;
  return sum;
}

Balance balance_of(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside) {
  Balance balance;
  for (const AccountNames::Node& node : names.nodes) balance.counterparts.push_back(node.name);
  balance.counterparts.push_back({"övriga", "others"});
  balance.counterparts.push_back({"annan landsbygd i länet", "other countryside of the county"});
  balance.counterparts.push_back({"länets tätorter", "towns of the county"});
  std::map<std::pair<int, std::size_t>, InOut> sums;
  for_flows_across(run, year, inside, [&](const YearlyFlow& flow, bool in) {
    if (flow.stock != names.money) return;
    const std::size_t other = counterpart_of(names, in ? flow.from : flow.to, in ? flow.from_label : flow.to_label);
    InOut& sum = sums[{flow.row, other}];
    (in ? sum.in : sum.out) += flow.amount;
  });
  for (const auto& [key, sum] : sums) balance.entries.push_back({key.first, key.second, sum});
  return balance;
}

std::vector<PairFlow> pair_flows(const twin::RunResult& run, const AccountNames& names, int year,
                                 const std::function<bool(const YearlyFlow&)>& wanted) {
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> sums;
  for (const YearlyFlow& flow : run.flows) {
    if (flow.year != year || !wanted(flow)) continue;
    const std::size_t from = end_of(names, flow.from, flow.from_label), to = end_of(names, flow.to, flow.to_label);
    if (from != to && from != kNoEnd && to != kNoEnd) sums[{from, to}] += flow.amount;
  }
  std::vector<PairFlow> pairs;
  for (const auto& [ends, amount] : sums) pairs.push_back({ends.first, ends.second, amount});
  std::ranges::stable_sort(pairs, std::greater{}, &PairFlow::amount);
  return pairs;
}

Inside parts_of(Inside inside, std::vector<std::uint32_t> parts) {
  return [inside = std::move(inside), parts = std::move(parts)](Account account) {
    return inside(account) && std::ranges::find(parts, Ledger::part_of(account)) != parts.end();
  };
}

std::int64_t money_taken_back(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside) {
  std::int64_t sum = 0;
  for_flows_across(run, year, inside, [&](const YearlyFlow& flow, bool in) {
    if (!in && flow.flow == names.taken_back) sum += flow.amount;
  });
  return sum;
}

std::int64_t money_reaching(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside) {
  std::int64_t sum = 0;
  for_flows_across(run, year, inside, [&](const YearlyFlow& flow, bool in) {
    if (in && flow.stock == names.money) sum += flow.amount;
  });
  return sum - money_taken_back(run, names, year, inside);
}

}  // namespace viz
