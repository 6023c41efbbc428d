#pragma once
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tools/session.h"
#include "twin/base/calendar.h"

/// Whole runs of the scenarios that ship, as tests need them.
namespace worlds {

/// Few households are followed and stand for all: for what daily life does not decide, a fifth of the time.
constexpr const char* kFewHouseholds = "daily_life.one_household_in=20";

inline std::filesystem::path scenario(const std::string& name) {
  return std::filesystem::path(RURBAN_ROOT) / "scenarios" / (name + ".yaml");
}

/// A founded simulation of a shipped scenario.
inline tools::Session founded(const std::string& name, const std::vector<std::string>& set = {}) {
  tools::Session session = tools::open_session(scenario(name), set);
  session.simulation->found(session.scenario.from);
  return session;
}

inline void live_until(twin::Simulation& simulation, twin::Date end) {
  while (simulation.now() < end) simulation.advance();
}

/// A column as it is now.
template <class Value>
std::vector<Value> column(const tools::Session& session, const twin::Key<Value>& key) {
  const auto values = session.simulation->world().column(key);
  return {values.begin(), values.end()};
}

/// Names of the columns that are not the same in both.
inline std::set<std::string> different_columns(const tools::Session& a, const tools::Session& b) {
  const auto before = a.simulation->hash().columns, after = b.simulation->hash().columns;
  std::set<std::string> differ;
  for (const auto& [name, hash] : before)
    if (after.at(name) != hash) differ.insert(name);
  return differ;
}

inline std::string hash_after(const std::string& name, int months, const std::vector<std::string>& set = {}) {
  tools::Session session = founded(name, set);
  for (int month = 0; month != months; ++month) session.simulation->advance();
  return to_string(session.simulation->hash().total);
}

}  // namespace worlds
