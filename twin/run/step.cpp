#include "twin/run/step.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "twin/base/error.h"
#include "twin/base/philox_bulk.h"

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
  const std::int64_t booked = ledger_.balance(stock.index, account);
  residuals_[stock.index] += std::abs(counted - booked);
  if (counted == booked || !first_fault_.empty()) return;
  const StockInfo& info = ledger_.stocks()[stock.index];
  first_fault_ =
      fmt::format("{}, account {}: {} {} counted, {} booked", info.name, account, counted, info.unit, booked);
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
