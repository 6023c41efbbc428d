#include "models/visitors/planning.h"

#include "twin/base/math.h"

namespace rurban::visitors {

double closed_share(const Land& land, const LandLimits& limits) {
  const double nature = land.fells ? limits.nature_fells : limits.nature_lowland;
  const double herding = land.herding ? limits.herding : 0;
  return 1 - (1 - land.water) * (1 - nature) * (1 - herding);
}

ProjectCourse course_of(const ProjectChance& chance, const std::array<double, kSites>& closed, double coordination,
                        const PlanningRules& rules) {
  ProjectCourse course;
  const double mean = rules.lead_years + coordination * (rules.lead_coordinated_years - rules.lead_years);
  course.lead_years = mean * (0.5 + chance.pace);  // half to one and a half times the mean
  const std::size_t tried = chance.knows < coordination ? kSites : 1;
  while (course.site != tried && chance.site[course.site] < closed[course.site]) ++course.site;
  if (course.site == tried) {
    course.loss = Loss::kSite;
    return course;
  }
  // Who waits gives up at a constant hazard: the time that the builder lasts is exponential.
  const bool lasts = -twin::log(chance.patience) >= rules.lost_a_year * course.lead_years;
  course.loss = lasts ? Loss::kNone : Loss::kWaiting;
  return course;
}

}  // namespace rurban::visitors
