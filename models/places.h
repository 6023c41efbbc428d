#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/vocabulary.h"

namespace rurban {

/// The place with most residents in each municipality, from where its vehicles start; the first of equals.
inline std::vector<std::uint32_t> largest_places(std::span<const MunicipalityRef> municipality,
                                                 std::span<const std::int32_t> residents,
                                                 std::size_t municipalities) {
  std::vector<std::uint32_t> largest(municipalities);
  std::vector<std::int32_t> most(municipalities, -1);
  for (std::uint32_t place = 0; place != municipality.size(); ++place) {
    const std::uint32_t m = municipality[place].row;
    if (residents[place] <= most[m]) continue;
    most[m] = residents[place];
    largest[m] = place;
  }
  return largest;
}

/// The seat of each municipality: its place with most residents at the base date, the first of equals. It stays the
/// seat when another place outgrows it.
inline std::vector<std::uint32_t> seats(const County& county) {
  std::vector<MunicipalityRef> municipality;
  std::vector<std::int32_t> residents;
  for (const Place& place : county.places) {
    municipality.push_back({place.municipality});
    residents.push_back(place.census.residents);
  }
  return largest_places(municipality, residents, county.municipalities.size());
}

/// The county's city: its place with most residents at the base date, the first of equals.
inline std::uint32_t largest_place(const County& county) {
  const auto smaller = [](const Place& a, const Place& b) { return a.census.residents < b.census.residents; };
  return static_cast<std::uint32_t>(std::max_element(county.places.begin(), county.places.end(), smaller) -
                                    county.places.begin());
}

/// The place whose people's centre is nearest, the first of equals. Requires: there are places
inline std::uint32_t nearest_place(std::span<const Place> places, double east_m, double north_m) {
  const auto distance = [&](const Place& place) {
    const double east = place.east_m - east_m, north = place.north_m - north_m;
    return east * east + north * north;
  };
  const auto nearer = [&](const Place& a, const Place& b) { return distance(a) < distance(b); };
  return static_cast<std::uint32_t>(std::min_element(places.begin(), places.end(), nearer) - places.begin());
}

/// Places of more residents at the base date are towns, all else is countryside. Assumption, range 2,000 to 10,000:
/// Glesbygdsverket drew the line at localities of more than 3,000 (from memory).
inline constexpr std::int32_t kTownResidents = 3'000;
inline bool is_countryside(const Place& place) {
  return place.census.residents <= kTownResidents;
}

/// Towns, villages of 200 to 3,000 residents, smaller places.
enum class PlaceClass : std::uint8_t { kTown, kVillage, kHamlet };
inline constexpr std::size_t kPlaceClasses = 3;
inline PlaceClass place_class(std::int32_t residents) {
  return residents > kTownResidents ? PlaceClass::kTown
         : residents >= 200         ? PlaceClass::kVillage
                                    : PlaceClass::kHamlet;
}

}  // namespace rurban
