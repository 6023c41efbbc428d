#pragma once
#include <string>
#include <vector>

#include "models/marketplace/outcomes.h"
#include "twin/base/draw.h"

namespace rurban {

/// Places on one road, ten minutes and ten kilometres apart; the seat is place 0. Two municipalities: of place 0 to
/// 3, and of the rest.
struct VillageRoad {
  static constexpr std::uint32_t kPlaces = 6;
  static constexpr DayMs kStep = 10 * kMinuteMs;

  vrp::Hops hops = [] {
    std::vector<vrp::Hop> ways;
    for (std::uint32_t from = 0; from != kPlaces; ++from)
      for (std::uint32_t to = 0; to != kPlaces; ++to) {
        const auto steps = static_cast<std::int32_t>(from < to ? to - from : from - to);
        ways.push_back({steps * kStep, steps * 10'000});
      }
    return vrp::Hops(kPlaces, std::move(ways));
  }();
  std::vector<MunicipalityRef> municipality{{0}, {0}, {0}, {0}, {1}, {1}};
  std::vector<PlaceClass> classes{PlaceClass::kTown,   PlaceClass::kVillage, PlaceClass::kHamlet,
                                  PlaceClass::kHamlet, PlaceClass::kVillage, PlaceClass::kHamlet};
  std::vector<VehicleOffer> offers;
  std::vector<MarketRequest> requests;

  /// 4 kr a kilometre and 300 kr an hour, as a taxi.
  static vrp::Vehicle vehicle(std::uint32_t base) {
    vrp::Vehicle vehicle;
    vehicle.start = vehicle.end = base;
    vehicle.earliest = 6 * kHourMs;
    vehicle.latest = 20 * kHourMs;
    vehicle.per_length = 400'000;
    vehicle.per_tick = 8'333;
    vehicle.capacity = vrp::Load{4, 1, 100, 600, 50};
    return vehicle;
  }
  void add_taxi(std::uint32_t base, VehicleKind kind = VehicleKind::kSpecialTaxi) {
    vrp::Vehicle taxi = vehicle(base);
    taxi.has = kHelp;
    offers.push_back({kind, operator_of(kind), municipality[base].row, taxi});
  }
  /// Drives to place 3 and back anyway, at any time of the day.
  void add_post_van() {
    vrp::Vehicle van = vehicle(0);
    van.duties = {{{3, 8 * kHourMs, 16 * kHourMs, 10 * kMinuteMs}, vrp::Load{}}};
    offers.push_back({VehicleKind::kPostVan, Operator::kPost, 0, van});
  }
  void add_parcel(std::uint32_t to) {
    MarketRequest parcel{.demand = Demand::kParcels, .home = to, .from = 0, .to = to};
    parcel.earliest = 7 * kHourMs;
    parcel.latest = 17 * kHourMs;
    parcel.kg = 3;
    parcel.litres = 12;
    requests.push_back(parcel);
  }
  /// To the seat in time for `wanted`, and back an hour later.
  void add_trip(std::uint32_t home, DayMs wanted, Demand demand = Demand::kTraveller, DayMs asked = 0) {
    MarketRequest there{.demand = demand, .home = home, .from = home, .to = 0, .asked = asked, .persons = 1};
    const DayMs direct = hops(home, 0).ticks;
    there.latest = wanted;
    there.earliest = wanted - most_ride(direct) - 45 * kMinuteMs;
    there.agent = requests.size();
    MarketRequest back = there;
    std::swap(back.from, back.to);
    back.earliest = wanted + kHourMs;
    back.latest = back.earliest + 45 * kMinuteMs + most_ride(direct);
    back.back_of = static_cast<std::uint32_t>(requests.size());
    requests.push_back(there);
    requests.push_back(back);
  }
  /// All of everything, by chance.
  void fill(std::uint64_t seed, int trips, int parcels) {
    const twin::PhiloxKey key = twin::draw_key(seed, twin::hash_name("village_road"));
    for (int i = 0; i != trips; ++i) {
      const twin::Draw draw(key, static_cast<std::uint64_t>(i), 0);
      const DayMs wanted = 9 * kHourMs + static_cast<DayMs>(draw.uniform(1) * 6 * kHourMs);
      add_trip(1 + draw.below(kPlaces - 1, 0), wanted, draw.chance(0.5, 2) ? Demand::kTraveller : Demand::kSpecial,
               draw.chance(0.5, 3) ? 0 : wanted - 4 * kHourMs);
    }
    for (int i = 0; i != parcels; ++i)
      add_parcel(1 + twin::Draw(key, static_cast<std::uint64_t>(i), 1).below(kPlaces - 1));
  }

  static std::vector<bool> all_join() { return std::vector<bool>(joiners(2), true); }
  Groups separate() const { return separate_groups(offers, requests, municipality); }
  Groups market(const std::vector<bool>& joined = all_join()) const {
    return market_groups(offers, requests, municipality, joined);
  }
  /// Everyone pays 30 kr and takes whatever comes, if nothing else is said.
  static DayRules rules() {
    DayRules rules;
    rules.price = [](const MarketRequest&, std::int64_t, double, DayMs) { return 3'000; };
    rules.accepts = [](const MarketRequest&, std::int32_t, double) { return true; };
    return rules;
  }
  DayResult live(const Groups& groups, const DayRules& how = rules()) const {
    return live_day(hops, offers, requests, groups, how);
  }
  Outcomes outcomes(const Groups& groups, const DayResult& day) const {
    return outcomes_of(hops, {municipality, classes, 2}, {}, offers, requests, groups, day);
  }
  Outcomes outcomes(const Groups& groups) const { return outcomes(groups, live(groups)); }
};

inline std::int64_t total_cost(const DayResult& day) {
  std::int64_t cost = 0;
  for (const VehicleDay& vehicle : day.vehicles) cost += vehicle.driven.cost;
  return cost;
}

}  // namespace rurban
