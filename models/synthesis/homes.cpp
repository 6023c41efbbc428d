#include "models/synthesis/homes.h"

#include <algorithm>

namespace rurban {
namespace {

// Assumption, after SCB's dwelling stock (about half of Norrbotten's dwellings are one-family houses): 60 % flats in
// towns (50 to 70), 10 % in the countryside (5 to 20); of the flats 40 % cooperative; of the houses 5 % rented.
constexpr double kFlatsInTown = 0.60, kFlatsInCountryside = 0.10, kCooperativeFlats = 0.40, kRentedHouses = 0.05;

/// Roughly normal with variance 1: the sum of four uniform numbers, centred and scaled. Bounded, so nobody lives far
/// out at sea.
double bell(double a, double b, double c, double d) {
  constexpr double kScale = 1.7320508075688772;  // the sum has variance 4 / 12
  return (a + b + c + d - 2) * kScale;
}

}  // namespace

Home draw_home(const Surroundings& place, const twin::Draw& position, const twin::Draw& kind) {
  // Two bells from one block: the words' high and low halves.
  const auto half = [&](int word, int shift) { return ((position.bits(word) >> shift & 0xffff) + 0.5) / 65536; };
  const double east = bell(half(0, 16), half(1, 16), half(2, 16), half(3, 16));
  const double north = bell(half(0, 0), half(1, 0), half(2, 0), half(3, 0));
  const double spread = place.spread_m / 1.4142135623730951;  // the root mean square distance has two dimensions
  Home home;
  home.east_m = place.east_m + static_cast<std::int32_t>(east * spread);
  home.north_m = place.north_m + static_cast<std::int32_t>(north * spread);
  const bool flat = kind.chance(place.residents >= kTownResidents ? kFlatsInTown : kFlatsInCountryside, 0);
  home.kind = flat ? DwellingKind::kFlat : DwellingKind::kHouse;
  if (flat)
    home.tenure = kind.chance(kCooperativeFlats, 1) ? Tenure::kCooperative : Tenure::kRented;
  else
    home.tenure = kind.chance(kRentedHouses, 1) ? Tenure::kRented : Tenure::kOwned;
  return home;
}

int cars_wanted(const Demography& tables, int adults, std::int32_t residents, double quantile) {
  const auto& cumulative = tables.cars[adults >= 2][residents < kTownResidents];
  int cars = 0;
  while (cars < 3 && quantile >= cumulative[static_cast<std::size_t>(cars)]) ++cars;
  return cars;
}

}  // namespace rurban
