#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twin/experiment/design.h"

/// Which factors matter. Outputs stand in the order of the design's rows; one that is missing (a run that failed: not
/// a number) takes its whole trajectory or base row out of the calculation.
namespace twin::experiment {

/// An estimate, and the interval in which its bootstrap copies lie (percentile method, Efron & Tibshirani 1993).
struct Estimate {
  double value = 0, low = 0, high = 0;
};

/// Trajectories or base rows are drawn anew with replacement, as many as there are, `resamples` times. For Sobol's
/// sequence, which is more even than chance, the intervals are on the wide side.
struct Bootstrap {
  std::size_t resamples = 1000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
};

/// Of one factor: what an output changes by, per full width of the factor.
struct ElementaryEffect {
  double mu = 0;     ///< mean (Morris 1991)
  Estimate mu_star;  ///< mean of absolute values: total influence (Campolongo, Cariboni & Saltelli 2007)
  double sigma = 0;  ///< standard deviation between trajectories: interplay with others, or curvature; 0 of one alone
};

/// Whether the rows are trajectories of columns + 1 rows in which each factor moves exactly once: what morris()
/// makes.
bool are_trajectories(const Points& points);

/// By factor. Empty when there is no trajectory without a missing output.
/// Requires: are_trajectories(points), outputs.size() == points.rows()
std::vector<ElementaryEffect> morris_effects(const Points& points, std::span<const double> outputs,
                                             const Bootstrap& bootstrap = {});

struct SobolIndex {
  Estimate first;  ///< S1: the share of the variance that would go if this factor were known (Saltelli et al. 2010)
  Estimate total;  ///< ST: the share that would be left if all others were known (Jansen 1999)
};

struct SobolIndices {
  std::vector<SobolIndex> factors;
  /// S2: what two factors do together beyond what each does alone (Saltelli 2002): pairs (0, 1), (0, 2) … (1, 2) …
  /// Empty without second order.
  std::vector<Estimate> pairs;
  std::size_t base = 0;  ///< base rows that took part
};

/// Of the outputs of saltelli(base, factors, second_order, seed). An output that never changes has indices of 0; so
/// has one without any complete base row. Estimates may lie below 0 or above 1 by their sampling error. Requires:
/// outputs.size() a multiple of the rows per base row, factors >= 1
SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors, bool second_order,
                           const Bootstrap& bootstrap = {});

}  // namespace twin::experiment
