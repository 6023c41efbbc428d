#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/world/ledger.h"
#include "viz/core/flow_bands.h"

namespace viz {

/// How the rows of a ledger become flows on a map: between which ends they go, and which of them are shown together.
/// Whoever knows the models fills it; a recording carries it beside its ledger.
struct FlowPlan {
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

  struct End {
    twin::Text name;
    double east_m = 0, north_m = 0;
    bool outside = false;  ///< beyond the map's land: the state, the rest of the country
  };
  /// Flows that are shown at once, in one unit.
  struct Kind {
    twin::Text label, unit;
    double per_unit = 1;       ///< so much of the ledger's amounts is one of `unit`
    bool inside_only = false;  ///< what has an end outside is left out
  };

  std::vector<End> ends;
  std::vector<Kind> kinds;
  std::vector<std::uint32_t> end_of_place;  ///< by the number of a place's account; kNone: it has none
  std::vector<std::uint32_t> end_of_node;   ///< by the order of nodes in the ledger
  std::vector<std::uint32_t> kind_of_flow;  ///< by the number of the flow

  std::vector<std::byte> pack() const;
  /// Nothing if the bytes are none of ours, or name an end or a kind that is not there.
  static std::optional<FlowPlan> unpack(std::span<const std::byte> bytes);
};

/// The flows of one year, in the units of their kind.
struct YearFlows {
  int year = 0;
  std::vector<PlacedFlow> flows;  ///< from and to: indices of FlowPlan::ends
};

/// By kind, what went from end to end in a calendar year; what stays inside an end is left out.
std::vector<std::vector<PlacedFlow>> flows_of_year(const FlowPlan& plan, std::span<const twin::LedgerRow> history,
                                                   int year);

/// The flows of the whole years that a film has lived so far.
class FlowBook {
 public:
  void set(int year, std::vector<std::vector<PlacedFlow>> by_kind) { years_[year] = std::move(by_kind); }
  /// All whole years between two dates of a ledger.
  void read(const FlowPlan& plan, std::span<const twin::LedgerRow> history, twin::Date from, twin::Date to);
  /// Those of the year of `date`, or of the last one before it that is known; nothing before the first.
  std::optional<YearFlows> at(std::size_t kind, twin::Date date) const;
  void forget_after(twin::Date date);

 private:
  std::map<int, std::vector<std::vector<PlacedFlow>>> years_;
};

}  // namespace viz
