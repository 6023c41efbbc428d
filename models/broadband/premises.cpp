#include "models/broadband/premises.h"

#include <algorithm>
#include <cmath>

namespace rurban::broadband {
namespace {

std::int32_t scaled(std::int32_t part, std::int32_t before, std::int32_t now) {
  return before == 0 ? 0 : static_cast<std::int32_t>(std::lround(static_cast<double>(part) * now / before));
}

}  // namespace

std::vector<std::uint32_t> clusters_of(const County& county, std::uint32_t municipality, Settlement settlement) {
  std::vector<std::uint32_t> clusters;
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    if (county.places[place].municipality == municipality) clusters.push_back(cluster_of(place, settlement));
  return clusters;
}

Premises& Premises::operator+=(const Premises& other) {
  homes += other.homes;
  passed += other.passed;
  connected += other.connected;
  cable += other.cable;
  radio += other.radio;
  return *this;
}

Premises premises_of_place(std::span<const Premises> clusters, std::uint32_t place) {
  Premises sum = clusters[cluster_of(place, Settlement::kLocality)];
  return sum += clusters[cluster_of(place, Settlement::kScattered)];
}

Premises premises_of_municipality(const County& county, std::span<const Premises> clusters,
                                  std::uint32_t municipality, Settlement settlement) {
  Premises sum;
  for (const std::uint32_t cluster : clusters_of(county, municipality, settlement)) sum += clusters[cluster];
  return sum;
}

Premises premises_of_municipality(const County& county, std::span<const Premises> clusters,
                                  std::uint32_t municipality) {
  Premises sum = premises_of_municipality(county, clusters, municipality, Settlement::kLocality);
  return sum += premises_of_municipality(county, clusters, municipality, Settlement::kScattered);
}

Premises premises_of_county(std::span<const Premises> clusters) {
  Premises sum;
  for (const Premises& cluster : clusters) sum += cluster;
  return sum;
}

std::vector<Premises> with_homes(std::span<const Premises> before, const FibreGraph& now) {
  std::vector<Premises> after;
  for (std::size_t i = 0; i != before.size(); ++i) {
    const auto& [homes, passed, connected, cable, radio] = before[i];
    Premises p{.homes = now.clusters[i].homes};
    p.passed = scaled(passed, homes, p.homes);
    p.connected = std::min(scaled(connected, homes, p.homes), p.passed);
    p.cable = std::min(scaled(cable, homes, p.homes), p.homes - p.connected);
    p.radio = std::min({scaled(radio, homes, p.homes), p.homes - p.passed, p.homes - p.connected - p.cable});
    after.push_back(p);
  }
  return after;
}

}  // namespace rurban::broadband
