#include "models/firms/founding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "models/synthesis/margins.h"
#include "twin/base/math.h"

namespace rurban {
namespace {

/// How a sector's positions follow people: in proportion to employed residents of a municipality to the power
/// `between`, and to residents of a place to the power `within`. All assumptions, +- 0.2: farming lies in the
/// countryside, shops where people are, offices in the larger places.
struct Pattern {
  double between, within;
};
constexpr std::array<Pattern, kSectors> kPatterns{{
    {0.80, 0.45},  // farming
    {0.75, 0.50},  // forestry
    {1.00, 1.00},  // mining: what the sites leave
    {1.00, 1.00},  // steel
    {1.00, 1.00},  // paper and wood
    {1.05, 0.95},  // other manufacturing
    {1.00, 1.05},  // energy
    {1.00, 1.05},  // water and waste
    {1.00, 0.95},  // construction
    {1.05, 1.20},  // trade
    {1.00, 1.00},  // transport
    {1.00, 1.05},  // hotels and restaurants
    {1.25, 1.25},  // information
    {1.10, 1.30},  // finance
    {1.00, 1.15},  // real estate
    {1.20, 1.15},  // business services
    {1.10, 1.05},  // support services
    {1.10, 1.35},  // administration
    {1.00, 1.10},  // education
    {1.00, 1.15},  // care
    {1.00, 1.05},  // culture
}};

using BySector = std::array<double, kSectors>;

double power(double base, double exponent) {
  return base > 0 ? twin::pow(base, exponent) : 0;
}

std::size_t number_of(Sector sector) {
  return static_cast<std::size_t>(sector);
}

/// Positions by municipality and sector, as real numbers: rows and columns hold.
std::vector<BySector> fit(std::span<const double> employed, std::span<const double> by_municipality,
                          const BySector& by_sector) {
  std::vector<BySector> jobs(employed.size());
  for (std::size_t m = 0; m != jobs.size(); ++m)
    for (std::size_t s = 0; s != kSectors; ++s) jobs[m][s] = power(employed[m], kPatterns[s].between);
  constexpr int kRounds = 60;
  for (int round = 0; round != kRounds; ++round) {
    for (std::size_t s = 0; s != kSectors; ++s) {
      double sum = 0;
      for (const BySector& row : jobs) sum += row[s];
      for (BySector& row : jobs) row[s] *= sum > 0 ? by_sector[s] / sum : 0;
    }
    for (std::size_t m = 0; m != jobs.size(); ++m) {
      const double sum = std::accumulate(jobs[m].begin(), jobs[m].end(), 0.0);
      for (double& count : jobs[m]) count *= sum > 0 ? by_municipality[m] / sum : 0;
    }
  }
  return jobs;
}

/// Hands out positions of one municipality and sector to owners, place after place, so that the shares hold overall.
class OwnerSplit {
 public:
  explicit OwnerSplit(std::span<const double> shares) : shares_(shares) {}

  std::array<std::int32_t, kOwners> split(std::int32_t jobs) {
    std::array<double, kOwners> due{};
    for (std::size_t owner = 0; owner != kOwners; ++owner) {
      owed_[owner] += shares_[owner] * jobs;
      due[owner] = std::max(owed_[owner], 0.0);
    }
    const std::vector<std::int32_t> given = largest_remainder(due, jobs);
    std::array<std::int32_t, kOwners> result{};
    for (std::size_t owner = 0; owner != kOwners; ++owner) {
      result[owner] = given[owner];
      owed_[owner] -= given[owner];
    }
    return result;
  }

 private:
  std::span<const double> shares_;
  std::array<double, kOwners> owed_{};
};

}  // namespace

std::vector<WorkplaceGroup> spread_jobs(const County& county, std::span<const std::int32_t> employed) {
  const std::size_t municipalities = county.municipalities.size();
  std::vector<WorkplaceGroup> groups;
  std::vector<double> residents(municipalities), left(municipalities);
  for (std::size_t place = 0; place != employed.size(); ++place)
    residents[county.places[place].municipality] += employed[place];
  for (std::size_t m = 0; m != municipalities; ++m)
    left[m] = std::round(residents[m] * county.economy.municipalities[m].jobs_per_employed);
  BySector sectors{};
  for (std::size_t s = 0; s != kSectors; ++s) sectors[s] = county.economy.sectors[s].jobs;
  for (std::size_t site = 0; site != county.economy.sites.size(); ++site) {
    const Economy::Site& here = county.economy.sites[site];
    const auto fly_in = static_cast<std::int32_t>(std::lround(here.jobs * here.fly_in));
    groups.push_back(
        {here.place, here.sector, here.owner, here.jobs - fly_in, fly_in, static_cast<std::int32_t>(site)});
    sectors[number_of(here.sector)] -= here.jobs;
    double& rest = left[county.places[here.place].municipality];
    rest = std::max(0.0, rest - (here.jobs - fly_in));
  }
  // What the municipalities have left is the total that counts; sectors keep their proportions.
  double sum = 0;
  for (double& jobs : sectors) sum += jobs = std::max(jobs, 0.0);
  const double total = std::accumulate(left.begin(), left.end(), 0.0);
  for (double& jobs : sectors) jobs *= sum > 0 ? total / sum : 0;

  const std::vector<BySector> jobs = fit(residents, left, sectors);
  std::vector<std::vector<std::uint32_t>> places(municipalities);
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    places[county.places[place].municipality].push_back(place);
  for (std::size_t m = 0; m != municipalities; ++m) {
    const std::vector<std::int32_t> of_sector = largest_remainder(jobs[m], static_cast<std::int32_t>(left[m]));
    for (std::size_t s = 0; s != kSectors; ++s) {
      std::vector<double> weights;
      for (const std::uint32_t place : places[m])
        weights.push_back(power(county.places[place].census.residents, kPatterns[s].within));
      const std::vector<std::int32_t> of_place = largest_remainder(weights, of_sector[s]);
      OwnerSplit owners(county.economy.sectors[s].owners);
      for (std::size_t p = 0; p != places[m].size(); ++p) {
        const auto split = owners.split(of_place[p]);
        for (std::size_t owner = 0; owner != kOwners; ++owner)
          if (split[owner] > 0)
            groups.push_back({places[m][p], static_cast<Sector>(s), static_cast<Owner>(owner), split[owner]});
      }
    }
  }
  return groups;
}

}  // namespace rurban
