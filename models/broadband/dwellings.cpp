#include "models/broadband/dwellings.h"

#include <algorithm>
#include <cmath>
#include <compare>

namespace rurban::broadband {

std::vector<std::vector<std::uint32_t>> dwellings_by_cluster(const County& county, const DwellingSites& sites) {
  struct Dwelling {
    std::int64_t square_m2;  ///< of the distance from the centre
    twin::StableId id;
    std::uint32_t row;
    auto operator<=>(const Dwelling&) const = default;
  };
  std::vector<std::vector<Dwelling>> near(county.places.size());
  for (std::uint32_t home = 0; home != sites.place.size(); ++home) {
    const Place& place = county.places[sites.place[home].row];
    const std::int64_t east = sites.east[home].value - place.east_m, north = sites.north[home].value - place.north_m;
    near[sites.place[home].row].push_back({east * east + north * north, sites.id[home], home});
  }
  std::vector<std::vector<std::uint32_t>> clusters(kSettlements * near.size());
  for (std::uint32_t place = 0; place != near.size(); ++place) {
    auto& homes = near[place];
    const double share = locality_share(county.places[place], {});
    const auto inside = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(homes.size())));
    std::nth_element(homes.begin(), homes.begin() + inside, homes.end());
    for (std::ptrdiff_t k = 0; k != std::ssize(homes); ++k) {
      const Settlement settlement = k < inside ? Settlement::kLocality : Settlement::kScattered;
      clusters[cluster_of(place, settlement)].push_back(homes[static_cast<std::size_t>(k)].row);
    }
  }
  return clusters;
}

std::vector<Premises> premises_of_dwellings(std::span<const std::vector<std::uint32_t>> clusters,
                                            const DwellingLines& lines) {
  std::vector<Premises> premises(clusters.size());
  for (std::size_t cluster = 0; cluster != clusters.size(); ++cluster)
    for (const std::uint32_t home : clusters[cluster]) {
      if (!lines.occupant[home].valid()) continue;
      Premises& count = premises[cluster];
      const Line line = lines.line[home];
      ++count.homes;
      count.passed += lines.passed_since[home] > 0;
      count.connected += line == Line::kFibre;
      count.cable += line == Line::kCable;
      count.radio += line == Line::kRadio;
    }
  return premises;
}

std::vector<Premises> premises_to_plan_for(std::span<const std::vector<std::uint32_t>> clusters,
                                           const DwellingLines& lines) {
  std::vector<Premises> premises = premises_of_dwellings(clusters, lines);
  for (std::size_t cluster = 0; cluster != clusters.size(); ++cluster) {
    premises[cluster].cable = 0;
    for (const std::uint32_t home : clusters[cluster])
      premises[cluster].radio +=
          lines.occupant[home].valid() && lines.line[home] == Line::kCable && lines.passed_since[home] <= 0;
  }
  return premises;
}

}  // namespace rurban::broadband
