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
/// as the locality's share of it (fibre_graph.h); of equally near ones those of
/// lower id. In no order within a cluster.
std::vector<std::vector<std::uint32_t>> dwellings_by_cluster(const County& county, const DwellingSites& sites);

/// What those that are lived in have, by cluster.
std::vector<Premises> premises_of_dwellings(std::span<const std::vector<std::uint32_t>> clusters,
                                            std::span<const HouseholdRef> occupant, std::span<const Line> line);

}  // namespace rurban::broadband
