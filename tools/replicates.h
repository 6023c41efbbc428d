#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tools/judgement.h"
#include "tools/session.h"

namespace tools {

/// Lives a scenario to its end, from its beginning or from a snapshot of it, and tells all but its flows.
twin::RunResult live_to_end(const Session& session, const std::filesystem::path& snapshot = {});
/// The same, of which the figures of the last year are kept.
Figures live_once(const Session& session, const std::filesystem::path& snapshot = {});

/// A number as it is told in tables: with three digits that tell.
std::string figure_words(double value, twin::Language language);
/// The ends of an interval, times something, as such numbers.
std::string interval_words(const rurban::Interval& interval, double times, twin::Language language);
/// As wide as it looks, filled up with spaces: letters outside ASCII count once.
std::string padded(std::string words, std::size_t width, bool right = false);

/// One run of many: a scenario with overrides ("seed=3"), and changes added to its own.
struct RunWanted {
  std::filesystem::path scenario;
  std::vector<std::string> set;
  std::vector<twin::Change> added;
};
/// Lives them all, several at a time, and keeps the figures of the last year of each, in their order. They share what
/// is made of a county once, and runs of the same seed and parameters the years until the first change that not all
/// of them have: those are lived once, and kept on disk while they are needed. Runs alike stand best beside each
/// other. `done` is told how many are ready, from any thread, one at a time. Throws InputError for a scenario with
/// faults.
std::vector<Figures> live_all(std::span<const RunWanted> runs, const std::function<void(std::size_t)>& done);

/// Runs that were lived seed by seed, all kinds of a seed beside each other: those of each kind, seed by seed.
std::vector<std::vector<Figures>> by_kind(std::vector<Figures> lived, std::size_t kinds);

}  // namespace tools
