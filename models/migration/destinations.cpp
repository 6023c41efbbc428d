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

/// [from][to]: how easily people move there, by distance alone; nothing to the same municipality.
std::vector<std::vector<double>> nearness(const std::vector<Centre>& all, double decay) {
  std::vector<std::vector<double>> result(all.size(), std::vector<double>(all.size()));
  for (std::size_t from = 0; from != all.size(); ++from)
    for (std::size_t to = 0; to != all.size(); ++to)
      if (from != to) result[from][to] = twin::pow(1 + distance_km(all[from], all[to]) / 10, -decay);
  return result;
}

/// Attraction of each municipality such that all draw as many as leave, when the same share leaves everywhere.
std::vector<double> balanced_attraction(const std::vector<Centre>& all,
                                        const std::vector<std::vector<double>>& near) {
  constexpr int kRounds = 50;  // Furness' iteration; fourteen municipalities need about twenty for four digits
  std::vector<double> attraction;
  attraction.reserve(all.size());
  for (const Centre& centre : all) attraction.push_back(centre.residents);
  for (int round = 0; round != kRounds; ++round) {
    std::vector<double> arrivals(all.size());
    for (std::size_t from = 0; from != all.size(); ++from) {
      double sum = 0;
      for (std::size_t to = 0; to != all.size(); ++to) sum += attraction[to] * near[from][to];
      for (std::size_t to = 0; to != all.size() && sum > 0; ++to)
        arrivals[to] += all[from].residents * attraction[to] * near[from][to] / sum;
    }
    for (std::size_t to = 0; to != all.size(); ++to)
      if (arrivals[to] > 0) attraction[to] *= all[to].residents / arrivals[to];
  }
  return attraction;
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

Destinations::Destinations(const Geography& geography, std::span<const std::int32_t> residents,
                           std::span<const double> appeal, double distance_decay, double study_pull)
    : geography_(geography) {
  const std::vector<Centre> all = centres(geography, residents);
  std::vector<double> drawn(all.size());  // by the appeal of its places
  for (std::size_t m = 0; m != all.size(); ++m)
    for (const std::uint32_t place : geography.places_of[m]) drawn[m] += residents[place] * appeal[place];
  const auto near = nearness(all, distance_decay);
  const std::vector<double> attraction = balanced_attraction(all, near);
  const auto studies = [&](std::size_t to, bool student) {
    return student && to == geography.university ? study_pull : 1;
  };
  between_.resize(all.size());
  for (const bool student : {false, true}) {
    std::vector<double> weights;
    for (std::size_t to = 0; to != all.size(); ++to) weights.push_back(drawn[to] * studies(to, student));
    outside_.emplace_back(weights);
    for (std::size_t from = 0; from != all.size(); ++from) {
      for (std::size_t to = 0; to != all.size(); ++to)
        weights[to] = all[to].residents > 0
                          ? attraction[to] * drawn[to] / all[to].residents * near[from][to] * studies(to, student)
                          : 0;
      between_[from].emplace_back(weights);
    }
  }
  for (const auto& places : geography.places_of) {
    std::vector<double> weights;
    weights.reserve(places.size());
    for (const std::uint32_t place : places) weights.push_back(residents[place] * appeal[place]);
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
