#include "viz/core/flow_book.h"

#include <algorithm>
#include <cmath>

#include "twin/base/bytes.h"
#include "twin/io/text_file.h"

namespace viz {
namespace {

// What is beyond these is no plan.
constexpr std::uint32_t kMost = 100'000;  // ends, kinds
constexpr double kFar = 1e8;              // metres
constexpr double kLeastUnit = 1e-12;

std::uint32_t known(const std::vector<std::uint32_t>& numbers, std::size_t index) {
  return index < numbers.size() ? numbers[index] : FlowPlan::kNone;
}

std::uint32_t end_of(const FlowPlan& plan, twin::Account account) {
  using twin::Ledger;
  return Ledger::is_node(account) ? known(plan.end_of_node, account - Ledger::kFirstNode)
                                  : known(plan.end_of_place, Ledger::place_of(account));
}

int year_of_month(twin::MonthNumber month) {
  return 1900 + month / 12;
}

bool all_below(const std::vector<std::uint32_t>& numbers, std::size_t count) {
  return std::ranges::all_of(numbers, [&](std::uint32_t n) { return n == FlowPlan::kNone || n < count; });
}

bool is_sound(const FlowPlan& plan) {
  return all_below(plan.end_of_place, plan.ends.size()) && all_below(plan.end_of_node, plan.ends.size()) &&
         all_below(plan.kind_of_flow, plan.kinds.size()) &&
         std::ranges::all_of(plan.ends,
                             [](const FlowPlan::End& end) {
                               return twin::is_utf8(end.name) && std::abs(end.east_m) < kFar &&
                                      std::abs(end.north_m) < kFar;
                             }) &&
         std::ranges::all_of(plan.kinds, [](const FlowPlan::Kind& kind) {
           return twin::is_utf8(kind.label) && twin::is_utf8(kind.unit) && kind.per_unit > kLeastUnit &&
                  kind.per_unit < 1 / kLeastUnit;
         });
}

}  // namespace

std::vector<std::byte> FlowPlan::pack() const {
  std::vector<std::byte> bytes;
  twin::ByteWriter out(bytes);
  out.value(static_cast<std::uint32_t>(ends.size()));
  for (const End& end : ends) {
    out.text(end.name);
    out.value(end.east_m);
    out.value(end.north_m);
    out.value(static_cast<std::uint8_t>(end.outside));
  }
  out.value(static_cast<std::uint32_t>(kinds.size()));
  for (const Kind& kind : kinds) {
    out.text(kind.label);
    out.text(kind.unit);
    out.value(kind.per_unit);
    out.value(static_cast<std::uint8_t>(kind.inside_only));
  }
  for (const auto* numbers : {&end_of_place, &end_of_node, &kind_of_flow}) out.list(std::span(*numbers));
  return bytes;
}

std::optional<FlowPlan> FlowPlan::unpack(std::span<const std::byte> bytes) {
  twin::ByteReader in(bytes);
  FlowPlan plan;
  const auto ends = in.value<std::uint32_t>();
  for (std::uint32_t end = 0; in.good() && end < std::min(ends, kMost); ++end) {
    End one;
    one.name = in.bilingual();
    one.east_m = in.value<double>();
    one.north_m = in.value<double>();
    one.outside = in.value<std::uint8_t>() != 0;
    plan.ends.push_back(std::move(one));
  }
  const auto kinds = in.value<std::uint32_t>();
  for (std::uint32_t kind = 0; in.good() && kind < std::min(kinds, kMost); ++kind) {
    Kind one;
    one.label = in.bilingual();
    one.unit = in.bilingual();
    one.per_unit = in.value<double>();
    one.inside_only = in.value<std::uint8_t>() != 0;
    plan.kinds.push_back(std::move(one));
  }
  for (auto* numbers : {&plan.end_of_place, &plan.end_of_node, &plan.kind_of_flow})
    *numbers = in.list<std::uint32_t>();
  if (!in.done() || !is_sound(plan)) return std::nullopt;
  return plan;
}

std::vector<std::vector<PlacedFlow>> flows_of_year(const FlowPlan& plan, std::span<const twin::LedgerRow> history,
                                                   int year) {
  std::vector<std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t>> sums(plan.kinds.size());
  for (const twin::LedgerRow& row : history) {
    const std::uint32_t kind = known(plan.kind_of_flow, row.flow);
    if (kind == FlowPlan::kNone || year_of_month(row.month) != year) continue;
    const std::uint32_t from = end_of(plan, row.from), to = end_of(plan, row.to);
    if (from == to || from == FlowPlan::kNone || to == FlowPlan::kNone) continue;
    if (plan.kinds[kind].inside_only && (plan.ends[from].outside || plan.ends[to].outside)) continue;
    sums[kind][{from, to}] += row.amount;
  }
  std::vector<std::vector<PlacedFlow>> flows(plan.kinds.size());
  for (std::size_t kind = 0; kind != sums.size(); ++kind)
    for (const auto& [way, amount] : sums[kind])
      flows[kind].push_back({way.first, way.second, static_cast<double>(amount) / plan.kinds[kind].per_unit, ""});
  return flows;
}

void FlowBook::read(const FlowPlan& plan, std::span<const twin::LedgerRow> history, twin::Date from, twin::Date to) {
  std::map<int, std::vector<twin::LedgerRow>> by_year;
  for (const twin::LedgerRow& row : history) by_year[year_of_month(row.month)].push_back(row);
  for (const auto& [year, rows] : by_year)
    if (twin::date(year, 1, 1) >= from && twin::date(year + 1, 1, 1) <= to)
      set(year, flows_of_year(plan, rows, year));
}

std::optional<YearFlows> FlowBook::at(std::size_t kind, twin::Date date) const {
  const auto after = years_.upper_bound(twin::year_of(date));
  if (after == years_.begin()) return std::nullopt;
  const auto& [year, by_kind] = *std::prev(after);
  return YearFlows{year, kind < by_kind.size() ? by_kind[kind] : std::vector<PlacedFlow>{}};
}

void FlowBook::forget_after(twin::Date date) {
  std::erase_if(years_, [&](const auto& entry) { return twin::date(entry.first + 1, 1, 1) > date; });
}

}  // namespace viz
