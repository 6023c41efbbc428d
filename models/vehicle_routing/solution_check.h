#pragma once
// Whether routes solve a published instance, told from the file's own numbers and nothing that the search uses.
#include <filesystem>
#include <string>
#include <vector>

#include "models/vehicle_routing/instances.h"
#include "twin/base/text.h"

namespace rurban::vrp {

/// Task numbers by vehicle, in the order they are served; without the depot.
using TaskRoutes = std::vector<std::vector<std::uint32_t>>;

struct SolutionCheck {
  std::vector<twin::Text> faults;  ///< all that is wrong, each with its route and task
  double distance = 0;             ///< of all routes, from the depot and back
  std::uint32_t vehicles = 0;

  bool holds() const { return faults.empty(); }
};

/// In double precision; moments within `tolerance` of the file's unit of each other are the same. Published routes
/// are told to a thousandth. That riders are on board no longer than they may, and that a tour is no longer than it
/// may, is told exactly: there are times that keep all limits, or there are none (difference constraints, Bellman and
/// Ford).
SolutionCheck check_solution(const Instance& instance, const TaskRoutes& routes, double tolerance = 1e-3);

/// "Route 1 : 12 80 68 …", one line for each vehicle, after lines of other text; as SINTEF publishes routes. Throws
/// InputError with file and line for a task that is no number.
TaskRoutes read_solution(const twin::TextFile& file);
std::string to_solution(const Instance& instance, const TaskRoutes& routes);

}  // namespace rurban::vrp
