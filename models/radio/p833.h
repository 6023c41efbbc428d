#pragma once

namespace rurban::radio {

/// A reference: no model calls it. In the county's profiles trees are clutter that waves bend over
/// (models/coverage/terrain.h); this is the loss of a path through them.
///
/// Excess loss in woodland by Recommendation ITU-R P.833-10 section 2.1, with the values that it gives for mixed
/// coniferous and deciduous forest near St. Petersburg (105.9 to 2117.5 MHz, receiver at 1.6 m), the nearest of its
/// sites to Norrbotten. Used from 100 MHz to 3.8 GHz: above 2.1 GHz the trend is carried on (assumption).

/// The most that woodland of any depth takes, (2).
double woodland_limit_db(double mhz);

/// What the first metres take.
double woodland_db_per_m(double mhz);

/// One antenna stands this deep in the wood, the other far outside, (1).
double woodland_db(double mhz, double depth_m);

}  // namespace rurban::radio
