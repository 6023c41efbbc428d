#pragma once
#include <optional>
#include <vector>

#include "viz/export/accounts.h"

namespace viz {

/// At most three plain sentences on what a run says of the county's money in its last whole year: what comes back to
/// the countryside of what raw materials bring, what comes in and goes out there, and where households have most and
/// least. Sentences whose figures the run does not have are left out.
std::vector<twin::Text> economy_sentences(const twin::RunResult& run, const AccountNames& names);

/// Three sentences on what `run` does that `base` does not, in the last year that both lived whole: to one
/// municipality, to the countryside and to the county. `municipality`: an index; empty: where most more, or less,
/// money reaches households and the municipality. Nothing where the runs have no year or no money in common.
std::vector<twin::Text> difference_sentences(const twin::RunResult& run, const twin::RunResult& base,
                                             const AccountNames& names, std::optional<std::size_t> municipality);

}  // namespace viz
