#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/broadband/premises.h"
#include "models/vocabulary.h"

namespace rurban::broadband {

/// Where dwellings stand, by row.
struct DwellingSites {
  std::span<const PlaceRef> place;
  std::span<const twin::Metres> east, north;
  std::span<const twin::StableId> id;
};

/// The dwellings of each cluster of the graph, by row: of a place those nearest its centre are its locality, as many
/// as the locality's share of it (fibre_graph.h); of equally near ones those of lower id. In no order within a
/// cluster.
std::vector<std::vector<std::uint32_t>> dwellings_by_cluster(const County& county, const DwellingSites& sites);

/// What dwellings have, by row. A home with cable may be passed by fibre too.
struct DwellingLines {
  std::span<const HouseholdRef> occupant;
  std::span<const Line> line;
  std::span<const MonthNumber> passed_since;  ///< 0 or less: fibre does not pass it
};

/// Of those that are lived in, by cluster.
std::vector<Premises> premises_of_dwellings(std::span<const std::vector<std::uint32_t>> clusters,
                                            const DwellingLines& lines);

/// The same as a planner sees them: homes with cable have 100 Mbit/s already, and are left as those that radio
/// reaches, since aid may not go where there is fast broadband (EU guidelines on state aid for broadband networks,
/// 2013/C 25/01, from memory).
std::vector<Premises> premises_to_plan_for(std::span<const std::vector<std::uint32_t>> clusters,
                                           const DwellingLines& lines);

}  // namespace rurban::broadband
