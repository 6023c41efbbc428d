#pragma once
#include <span>

/// How good a forecast was. Percentages are of what was observed; values must be finite.
namespace twin::experiment {

/// The mean of |forecast - observed| / |observed|, per cent. Requires: equal sizes, not empty, nothing observed is 0
double mean_absolute_percentage_error(std::span<const double> forecast, std::span<const double> observed);

/// The greatest of |forecast - observed| / |observed|, per cent. Requires: as above
double worst_absolute_percentage_error(std::span<const double> forecast, std::span<const double> observed);

/// The mean of (forecast - observed) / |observed|, per cent: above 0 where forecasts are too high. Requires: as above
double mean_percentage_error(std::span<const double> forecast, std::span<const double> observed);

/// The share of observations within their band, both edges included. Requires: equal sizes, not empty
double band_coverage(std::span<const double> low, std::span<const double> high, std::span<const double> observed);

/// The value below which a share `p` lies, linear between order statistics: type 7 of Hyndman & Fan (1996), what R
/// and NumPy do unasked. Requires: not empty, 0 <= p <= 1
double quantile(std::span<const double> values, double p);
/// The same for values in ascending order.
double sorted_quantile(std::span<const double> ascending, double p);

/// Continuous ranked probability score of an ensemble, in the unit of the values; 0 is perfect, and of an ensemble of
/// one it is the absolute error (Gneiting & Raftery 2007, eq. 21): mean |x - observed| - 1/2 mean |x - x'|.
/// Requires: not empty
double crps(std::span<const double> ensemble, double observed);

/// The same, expected as it would be of an ensemble without end from the same distribution, so that ensembles of
/// different sizes can be compared (Ferro 2014): mean |x - x'| is over pairs of two different members. May fall below
/// 0. Requires: at least 2 members
double fair_crps(std::span<const double> ensemble, double observed);

}  // namespace twin::experiment
