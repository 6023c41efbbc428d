#include "tools/margin_fits.h"

namespace tools {

std::map<std::string, MarginFit> fits_by_margin(std::span<const rurban::FitRow> rows) {
  std::map<std::string, MarginFit> fits;
  for (const rurban::FitRow& row : rows) {
    MarginFit& fit = fits[row.margin];
    fit.controlled = row.controlled;
    fit.total += row.total;
    fit.error += row.absolute_error;
    const double share = row.total > 0 ? static_cast<double>(row.absolute_error) / static_cast<double>(row.total) : 0;
    if (share <= fit.worst) continue;
    fit.worst = share;
    fit.worst_municipality = row.municipality;
  }
  return fits;
}

}  // namespace tools
