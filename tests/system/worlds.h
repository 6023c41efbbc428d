#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tools/session.h"
#include "twin/base/calendar.h"

/// Whole runs of the scenarios that ship, as tests need them.
namespace worlds {

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

inline std::string hash_after(const std::string& name, int months, const std::vector<std::string>& set = {}) {
  tools::Session session = founded(name, set);
  for (int month = 0; month != months; ++month) session.simulation->advance();
  return to_string(session.simulation->hash().total);
}

}  // namespace worlds
