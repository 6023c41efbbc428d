#include "models/migration/destinations.h"

#include <algorithm>
#include <cmath>

#include "twin/base/math.h"

namespace rurban {
namespace {

struct Centre {
  double residents = 0, east_m = 0, north_m = 0;
};

/// The mean position of a municipality's people.
std::vector<Centre> centres(const Geography& geography, std::span<const std::int32_t> residents) {
  std::vector<Centre> result(geography.places_of.size());
  for (std::size_t m = 0; m != result.size(); ++m) {
    Centre& centre = result[m];
    for (const std::uint32_t place : geography.places_of[m]) {
      centre.residents += residents[place];
      centre.east_m += 1.0 * residents[place] * geography.east_m[place];
      centre.north_m += 1.0 * residents[place] * geography.north_m[place];
    }
    if (centre.residents == 0) continue;
    centre.east_m /= centre.residents;
    centre.north_m /= centre.residents;
  }
  return result;
}

double distance_km(const Centre& a, const Centre& b) {
  const double east = a.east_m - b.east_m, north = a.north_m - b.north_m;
  return std::sqrt(east * east + north * north) / 1000;  // a correctly rounded root: equal bits everywhere
}

}  // namespace

Lottery::Lottery(std::span<const double> weights) {
  double sum = 0;
  for (const double weight : weights) cumulative_.push_back(sum += weight);
}

std::uint32_t Lottery::pick(double uniform) const {
  const double target = uniform * cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), target);
  return static_cast<std::uint32_t>(found - cumulative_.begin());
}

Destinations::Destinations(const Geography& geography, std::span<const std::int32_t> residents, double distance_decay,
                           double study_pull)
    : geography_(geography) {
  const std::vector<Centre> all = centres(geography, residents);
  const auto pull = [&](std::size_t to, bool student) {
    return all[to].residents * (student && to == geography.university ? study_pull : 1);
  };
  for (const bool student : {false, true}) {
    std::vector<double> weights;
    for (std::size_t to = 0; to != all.size(); ++to) weights.push_back(pull(to, student));
    outside_.emplace_back(weights);
  }
  for (std::size_t from = 0; from != all.size(); ++from) {
    std::vector<Lottery>& lotteries = between_.emplace_back();
    for (const bool student : {false, true}) {
      std::vector<double> weights;
      for (std::size_t to = 0; to != all.size(); ++to) {
        const double near = twin::pow(1 + distance_km(all[from], all[to]) / 10, -distance_decay);
        weights.push_back(to == from ? 0 : pull(to, student) * near);
      }
      lotteries.emplace_back(weights);
    }
  }
  for (const auto& places : geography.places_of) {
    std::vector<double> weights;
    for (const std::uint32_t place : places) weights.push_back(residents[place]);
    places_.emplace_back(weights);
  }
}

std::uint32_t Destinations::other_municipality(std::uint32_t from, bool student, double uniform) const {
  return between_[from][student].pick(uniform);
}

std::uint32_t Destinations::municipality_from_outside(bool student, double uniform) const {
  return outside_[student].pick(uniform);
}

PlaceRef Destinations::place_in(std::uint32_t municipality, double uniform) const {
  return {geography_.places_of[municipality][places_[municipality].pick(uniform)]};
}

}  // namespace rurban
