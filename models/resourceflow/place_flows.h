#pragma once
// From a year of the ledger to what places sent out and got back.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/money.h"
#include "models/resourceflow/return_flow.h"
#include "twin/world/ledger.h"

namespace rurban {

/// The flows that are told apart from others of their row: those of extracting branches. An index is missing where no
/// model declares the flow.
struct ExtractionFlows {
  std::optional<std::uint16_t> wages, purchases, investment;
};

/// A year of the ledger, with what is needed to read it.
struct LedgerYear {
  std::span<const twin::LedgerRow> rows;
  std::span<const twin::FlowInfo> flows;
  std::span<const std::uint8_t> is_money;  ///< by flow: öre, in money or in kind
  ExtractionFlows extraction;
  std::span<const std::uint32_t> municipality;  ///< by place row
  std::span<const std::int64_t> residents;      ///< by place row
  std::span<const std::uint32_t> row_of_place;  ///< by stable id of the place
};

/// The rows of the flow account by place, as return_flow() takes them; human capital is left at 0. What reaches a
/// municipality as resource payments belongs to its residents, wherever in it they live, as far as it did not
/// pay for services: those they got, and they are counted as such. Goods sold to another place
/// leave the place; what firms sell inside their own place does not.
std::vector<PlaceFlows> place_flows(const LedgerYear& year);

/// What suppliers in a set of places (by place row) do with a krona of sales: the part that their residents earn as
/// wages and dividends, and the part that is bought from suppliers in the set; extracting branches left out. Both 0
/// where nothing is sold.
LocalMultiplier local_multiplier(const LedgerYear& year, std::span<const std::uint8_t> in_set);

}  // namespace rurban
