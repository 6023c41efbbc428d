#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "tools/judgement.h"
#include "tools/session.h"

namespace tools {

/// Lives a scenario to its end, and keeps the figures of its last year.
Figures live_once(Session session);

/// A number as it is told in tables: with three digits that tell.
std::string figure_words(double value, twin::Language language);

/// Lives a scenario with seeds 1, 2, … and keeps the figures of the last year of each run. `to`: the date on which
/// all of them end; `done` is told after each. Throws InputError for a scenario with faults.
std::vector<Figures> live_replicates(const std::filesystem::path& scenario, const Options& options,
                                     std::size_t replicates, std::optional<twin::Date> to,
                                     const std::function<void(std::size_t)>& done);

}  // namespace tools
