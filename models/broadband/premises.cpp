#include "models/broadband/premises.h"

namespace rurban::broadband {
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

}  // namespace rurban::broadband
