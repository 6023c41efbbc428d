#include "models/programmes/programme.h"

#include <array>

namespace rurban {

std::span<const Programme* const> programmes() {
  static const std::array kAll{&kLivingLab,    &kTackningskollen,     &kServiceAsAProcess,  &kVillageServices,
                               &kFibreForAll,  &kFullCoverage,        &kPredictiveMovement, &kNorrbottensMedia,
                               &kTedxArjeplog, &kRegionalCoordination};
  return kAll;
}

std::vector<twin::Change> changes_of(const Programme& programme, twin::Date start,
                                     const std::map<std::string, double>& before, double strength) {
  std::vector<twin::Change> changes;
  if (strength <= 0) return changes;
  const int steps = programme.ramp_years + 1;
  for (int step = 0; step != steps; ++step) {
    twin::Change change{step == 0 ? start : twin::date(twin::year_of(start) + step, 1, 1), {}, {}};
    for (const Lever& lever : programme.levers) {
      if (lever.at_once && step > 0) continue;
      const double from = before.at(lever.parameter), share = strength * (step + 1) / steps;
      change.settings.push_back({lever.parameter, lever.at_once ? lever.full : from + share * (lever.full - from)});
    }
    if (!change.settings.empty()) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace rurban
