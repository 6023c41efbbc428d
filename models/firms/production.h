#pragma once
#include <array>
#include <cstdint>

#include "models/county/county.h"

namespace rurban {

/// Parts of a krona of a sector's output that are bought from each sector's firms in the county, from the rest of the
/// country and from abroad. They sum to the sector's whole purchases.
struct Purchases {
  std::array<double, kSectors> county{};
  double sweden = 0, abroad = 0;

  double total() const;
};

/// National input coefficients regionalised by Flegg's location quotient (Flegg & Webber 1997, Regional Studies 31):
/// r_ij = a_ij min(1, FLQ_ij), FLQ_ij = CILQ_ij λ (SLQ_i λ where a sector buys from itself), CILQ_ij = (RE_i / NE_i)
/// / (RE_j / NE_j) of seller i and buyer j, λ = [log2(1 + RE / NE)]^δ; RE and NE are jobs of the county and the
/// country. Timber that paper mills and sawmills take is left out: it is sold as a primary resource. Requires: 0 <=
/// delta < 1
std::array<Purchases, kSectors> regional_purchases(const Economy& economy, double delta);

/// Of what a trading firm takes from households, value added tax taken out, the part that goods cost it.
/// Assumption: 0.68 to 0.78, retail and car trade together; a trader's output is its margin.
inline constexpr double kCostOfGoods = 0.74;

}  // namespace rurban
