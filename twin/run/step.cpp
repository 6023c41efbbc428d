#include "twin/run/step.h"

#include <fmt/format.h>

#include <cstdlib>

#include "twin/base/philox_bulk.h"

namespace twin {
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
