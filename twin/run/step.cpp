#include "twin/run/step.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "twin/base/error.h"
#include "twin/base/philox_bulk.h"
#include "twin/world/account_names.h"

namespace twin {

std::span<const double> Acting::values(std::string_view argument) const {
  std::size_t at = 0;
  for (const ActInfo::Argument& one : info_.arguments) {
    if (one.name == argument) return std::span(done_.act.values).subspan(at, one.values());
    at += one.values();
  }
  throw PlanError(fmt::format("{} has no argument {}", info_.name, argument));
}

std::size_t Acting::row(std::string_view argument) const {
  const auto wanted = static_cast<StableId>(number(argument));
  const auto one = std::find_if(info_.arguments.begin(), info_.arguments.end(),
                                [&](const ActInfo::Argument& a) { return a.name == argument; });
  const auto ids = world_.table(one->table).ids();
  const auto found = std::find(ids.begin(), ids.end(), wanted);
  if (found == ids.end())
    refuse({fmt::format("{}: det finns ingen {} med nummer {}", argument, one->table, wanted),
            fmt::format("{}: there is no {} with the number {}", argument, one->table, wanted)});
  return static_cast<std::size_t>(found - ids.begin());
}

void Acting::refuse(const Text& reason) const {
  const std::string what = fmt::format("{} {}: ", to_string(done_.date), info_.name);
  throw ActError({what + reason.sv, what + reason.en});
}
namespace {

template <class Value>
void append(Series& series, Date date, std::span<const Value> values) {
  if (series.dates.empty()) series.width = values.size();
  assert(values.size() == series.width);
  series.dates.push_back(date);
  for (const Value value : values) series.values.push_back(static_cast<double>(value));
}

}  // namespace

void Audit::expect(Stock stock, Account account, std::int64_t counted) {
  agree("", stock, account, counted, ledger_.balance(stock.index, account));
}

void Audit::agree(std::string_view check, Stock stock, Account account, std::int64_t counted, std::int64_t booked) {
  residuals_[stock.index] += std::abs(counted - booked);
  if (counted == booked || !first_fault_.en.empty()) return;
  const StockInfo& info = ledger_.stocks()[stock.index];
  const Text name = name_of(account);
  const std::string what = check.empty() ? info.name : fmt::format("{}, {}", check, info.name);
  first_fault_ = {fmt::format("{}, {}: {} {} räknade, {} bokförda", what, name.sv, counted, info.unit, booked),
                  fmt::format("{}, {}: {} {} counted, {} booked", what, name.en, counted, info.unit, booked)};
}

void Audit::expect_whole_ledger() {
  for (std::uint16_t stock = 0; stock != ledger_.stocks().size(); ++stock) {
    const std::int64_t residual = ledger_.residual(stock);
    residuals_[stock] += std::abs(residual);
    if (residual == 0 || !first_fault_.en.empty()) continue;
    const StockInfo& info = ledger_.stocks()[stock];
    const auto account = ledger_.broken_account(stock);
    const Text name = account ? name_of(*account) : Text{"alla konton", "all accounts"};
    first_fault_ = {
        fmt::format("{}, {}: en sida av en post saknas, summan är {} {}", info.name, name.sv, residual, info.unit),
        fmt::format("{}, {}: one side of an entry is missing, the sum is {} {}", info.name, name.en, residual,
                    info.unit)};
  }
}

Text Audit::name_of(Account account) const {
  const std::string label = account_label(ledger_, world_.find(ledger_.place_table()), account);
  if (!label.empty()) return {label, label};
  return {fmt::format("konto {}", account), fmt::format("account {}", account)};
}

std::vector<LedgerRow> Step::year_of_flows([[maybe_unused]] const LedgerView& handle) const {
  assert(handle.declared_);
  assert(is_boundary(to(), Period::kYear));
  return ledger_.sums_since(month_of(previous_boundary(to(), Period::kYear)));
}

std::optional<std::uint16_t> Step::flow_named(const LedgerView& handle, std::string_view name) const {
  const std::vector<FlowInfo>& all = flows(handle);
  const auto found = std::find_if(all.begin(), all.end(), [&](const FlowInfo& flow) { return flow.name == name; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::uint16_t>(found - all.begin());
}

const std::vector<FlowInfo>& Step::flows([[maybe_unused]] const LedgerView& handle) const {
  assert(handle.declared_);
  return ledger_.flows();
}

BlockDraws Step::draws(const Chance& chance, std::span<const StableId> ids, Block block) const {
  BlockDraws result(block);
  const std::size_t rows = block.end - block.begin;
  draw_bits(ids.subspan(block.begin, rows), {key(chance), day_number(from_)}, {result.data(), rows});
  return result;
}

void WriteAccess::record(const SeriesHandle& handle, std::span<const std::int64_t> values) const {
  append(*handle.series_, to(), values);
}
void WriteAccess::record(const SeriesHandle& handle, std::span<const double> values) const {
  append(*handle.series_, to(), values);
}

}  // namespace twin
