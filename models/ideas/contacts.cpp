#include "models/ideas/contacts.h"

#include <numeric>

namespace rurban {

std::vector<double> draw_of(std::span<const ContactPlace> places, std::uint32_t place, double scale_m) {
  std::vector<double> weights(places.size());
  const ContactPlace& here = places[place];
  for (std::size_t other = 0; other != places.size(); ++other) {
    const double east = places[other].east_m - here.east_m, north = places[other].north_m - here.north_m;
    weights[other] = places[other].adults / (1 + (east * east + north * north) / (scale_m * scale_m));
  }
  return weights;
}

std::vector<double> contact_shares(std::span<const ContactPlace> places, std::uint32_t place,
                                   const ContactRules& rules) {
  std::vector<double> shares = draw_of(places, place, rules.scale_m);
  const double near = std::accumulate(shares.begin(), shares.end(), 0.0);
  const std::uint32_t municipality = places[place].municipality;
  double residents = 0;
  for (const ContactPlace& other : places) residents += other.municipality == municipality ? other.adults : 0;
  if (near <= 0) return shares;
  const double municipal = residents > 0 ? rules.municipal : 0;
  for (std::size_t other = 0; other != places.size(); ++other) {
    shares[other] *= (1 - municipal) / near;
    if (municipal > 0 && places[other].municipality == municipality)
      shares[other] += municipal * places[other].adults / residents;
  }
  return shares;
}

}  // namespace rurban
