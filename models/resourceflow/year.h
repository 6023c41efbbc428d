#pragma once
// Inside the model of resource flows: what its files share.
#include <limits>
#include <optional>
#include <vector>

#include "models/resourceflow/resourceflow_model.h"

namespace rurban {

/// A year of the ledger as the indices read it.
struct ResourceflowModel::Year {
  std::vector<twin::LedgerRow> rows;
  std::vector<std::uint8_t> is_money;
  std::vector<std::uint32_t> municipality, row_of_place;
  std::vector<std::int64_t> residents;
  LedgerYear ledger;
  std::vector<PlaceFlows> places;
  std::vector<std::uint8_t> everywhere, countryside;  ///< by place row
  std::vector<std::uint32_t> all_rows, rural_rows;
};

/// What is recorded where there is nothing to divide by.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
inline double or_none(std::optional<double> value) {
  return value.value_or(kNone);
}

}  // namespace rurban
