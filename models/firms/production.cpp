#include "models/firms/production.h"

#include <algorithm>
#include <numeric>

#include "twin/base/math.h"

namespace rurban {

double Purchases::total() const {
  return std::accumulate(county.begin(), county.end(), sweden + abroad);
}

std::array<Purchases, kSectors> regional_purchases(const Economy& economy, double delta) {
  double county = 0, sweden = 0;
  std::array<double, kSectors> quotient{};  // share of the country's jobs
  for (std::size_t s = 0; s != kSectors; ++s) {
    county += economy.sectors[s].jobs;
    sweden += economy.sectors[s].jobs_sweden;
    quotient[s] = economy.sectors[s].jobs / economy.sectors[s].jobs_sweden;
  }
  const double size = twin::pow(twin::log(1 + county / sweden) / twin::log(2), delta);
  std::array<Purchases, kSectors> result{};
  for (std::size_t buyer = 0; buyer != kSectors; ++buyer) {
    for (std::size_t seller = 0; seller != kSectors; ++seller) {
      if (buyer == static_cast<std::size_t>(Sector::kPaperWood) &&
          seller == static_cast<std::size_t>(Sector::kForestry))
        continue;
      const double bought = economy.input[buyer][seller], abroad = bought * economy.imported[buyer];
      const double relative =
          buyer == seller ? quotient[seller] / (county / sweden) : quotient[seller] / quotient[buyer];
      const double from_county = (bought - abroad) * std::min(1.0, relative * size);
      result[buyer].county[seller] = from_county;
      result[buyer].abroad += abroad;
      result[buyer].sweden += bought - abroad - from_county;
    }
  }
  return result;
}

}  // namespace rurban
