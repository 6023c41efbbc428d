#pragma once
#include <span>

#include "models/history/net_migration.h"
#include "models/history/reconstruction.h"

namespace rurban::history {

/// What a hindcast assumes; each field says how far it may be off.
struct Assumptions {
  CountyLevels levels;
  Persistence persistence;
  Reception reception;
};

/// Parameters of the demography model that go with county_then().
struct VitalParameters {
  double mortality_factor = 1;
  double mortality_decline = 0;  ///< % a year
};

/// The county at the end of the year that a series ends in, as far as its totals and the country's rates tell:
/// residents by municipality, sex and age, who moves, and what net migration to expect. Places have today's shares of
/// their municipality's people; households, homes and leaving home have today's habits. Roads, shops and firms stay
/// as they are in `today`: nobody's move hangs on them in a hindcast. `until`: the year that the hindcast ends in.
/// `counted`: ages that were counted, by municipality; none: those that follow from totals.
/// Requires: series by index into `today.municipalities`
County county_then(const County& today, const PopulationSeries& known, const Sweden& sweden,
                   const Assumptions& assumptions, int until, std::span<const ByAgeSex> counted = {});

/// How mortality goes from the end of `year` to that of `until`.
VitalParameters vital_parameters(const Demography& today, const Sweden& sweden, const CountyLevels& levels, int year,
                                 int until);

}  // namespace rurban::history
