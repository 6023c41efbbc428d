#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace rurban::visitors {

/// Sites that a project may be tried at: one where the builder happens to own, three where plans show what is free.
/// Assumption: 2 to 5.
inline constexpr std::size_t kSites = 3;

/// The land around a place.
struct Land {
  double water = 0;     ///< share of it, 0 to 1
  bool fells = false;   ///< it lies as high as the mountains begin
  bool herding = true;  ///< reindeer are herded there
};

/// Shares of land, 0 to 1, where nothing may be built, whatever is planned.
struct LandLimits {
  double nature_fells = 0.5, nature_lowland = 0.1, herding = 0.15;
};

/// Share of the land around a place that is closed to building by water, nature or herding, each without regard to
/// the others; 0 to 1.
double closed_share(const Land& land, const LandLimits& limits);

/// How a project fares. Times in years.
struct PlanningRules {
  double lead_years = 6;              ///< from the application to the first guest, each authority by itself
  double lead_coordinated_years = 4;  ///< the same with one plan of state, region and municipality
  double lost_a_year = 0.08;          ///< of projects that wait, those whose builder gives up, 1/year
};

/// What chance has in store for a project, each uniform in (0, 1). The same whatever is planned, so that two ways to
/// plan differ by nothing else.
struct ProjectChance {
  std::array<double, kSites> site{};
  double knows = 0, pace = 0, patience = 0;
};

enum class Loss : std::uint8_t { kNone, kSite, kWaiting };

struct ProjectCourse {
  Loss loss = Loss::kNone;
  std::size_t site = 0;   ///< where it is built, if it is
  double lead_years = 0;  ///< until it opens or would have
};

/// How a project fares with so much coordination, 0 to 1. A site that is closed is never built on. Of the same
/// chance, more coordination never loses a project that less of it did not, and never makes it wait longer. Requires:
/// lead_coordinated_years <= lead_years; `closed` by site, 0 to 1
ProjectCourse course_of(const ProjectChance& chance, const std::array<double, kSites>& closed, double coordination,
                        const PlanningRules& rules);

}  // namespace rurban::visitors
