#include "models/marketplace/outcomes.h"

#include <algorithm>

#include "models/fleet/vehicles.h"

namespace rurban {

void TripTally::add(const MarketRequest& request, const Answer& answer, Drive direct, std::int32_t bus_fare) {
  ++asked;
  if (answer.fate != Fate::kServed) return;
  ++served;
  wait_ms += answer.picked_up - request.earliest;
  ride_ms += answer.delivered - answer.picked_up;
  direct_ms += direct.ms;
  direct_m += direct.metres;
  fare_ore += answer.quote.traveller;
  bus_fare_ore += bus_fare;
  cost += answer.cost;
}

TripTally& TripTally::operator+=(const TripTally& other) {
  asked += other.asked;
  served += other.served;
  wait_ms += other.wait_ms;
  ride_ms += other.ride_ms;
  direct_ms += other.direct_ms;
  direct_m += other.direct_m;
  fare_ore += other.fare_ore;
  bus_fare_ore += other.bus_fare_ore;
  cost += other.cost;
  return *this;
}

DriveTally& DriveTally::operator+=(const DriveTally& other) {
  metres += other.metres;
  empty_metres += other.empty_metres;
  ms += other.ms;
  cost += other.cost;
  kg_co2e += other.kg_co2e;
  joint_ms += other.joint_ms;
  return *this;
}

double kg_co2e_per_km(double kwh_per_km) {
  return kwh_per_km * (kwh_per_km < 0.4 ? 0.03 : 0.25);
}

Outcomes outcomes_of(const CountyRoads& roads, Season season, const OutcomeKeys& keys, const TravelRules& fares,
                     std::span<const Offer> offers, std::span<const MarketRequest> requests, const DayResult& day) {
  Outcomes all;
  all.municipality.resize(keys.municipalities);
  all.travellers.resize(keys.municipalities);
  all.driven.resize(keys.municipalities);
  std::vector<std::uint32_t> served_for(offers.size());  // bits of the owners of what a vehicle carried
  for (std::size_t r = 0; r != requests.size(); ++r) {
    const MarketRequest& request = requests[r];
    const Answer& answer = day.answers[r];
    const Drive direct = roads.drive(season, request.from, request.to);
    TripTally trip;
    trip.add(request, answer, direct, fare_ore(fares, direct.metres));
    const bool goods = !is_person(request.demand);
    const std::uint32_t m = keys.municipality[request.home];
    const std::uint8_t place_class = keys.place_class[request.home];
    all.municipality[m][goods] += trip;
    all.place_class[place_class][goods] += trip;
    all.demand[static_cast<std::size_t>(request.demand)] += trip;
    if (!goods) {
      all.age[static_cast<std::size_t>(request.age)] += trip;
      ++all.fates[place_class][static_cast<std::size_t>(answer.fate)];
    }
    if (request.demand == Demand::kTraveller) {
      all.income[request.income_fifth] += trip;
      all.travellers[m][place_class] += trip;
      if (answer.fate == Fate::kServed && direct.metres > 0)
        all.fares[place_class].push_back(
            static_cast<std::int32_t>(std::int64_t{answer.quote.traveller} * 10'000 / direct.metres));
    }
    if (answer.offer != Answer::kNoOffer)
      served_for[answer.offer] |=
          1U << (request.demand == Demand::kTraveller ? static_cast<unsigned>(kOperators)
                                                      : static_cast<unsigned>(owner_of(request.demand)));
  }
  for (std::size_t o = 0; o != offers.size(); ++o) {
    const VehicleDay& driven = day.vehicles[o];
    std::uint32_t owners = served_for[o];
    if (!offers[o].vehicle.duties.empty()) owners |= 1U << static_cast<unsigned>(offers[o].owner);
    const double kwh = offers[o].lift ? kCarKwhPerKm : class_of(offers[o].kind).kwh_per_km;
    all.driven[offers[o].municipality] +=
        {.metres = driven.metres,
         .empty_metres = driven.empty_metres,
         .ms = driven.ms,
         .cost = driven.cost,
         .kg_co2e = static_cast<double>(driven.metres) / 1'000 * kg_co2e_per_km(kwh),
         .joint_ms = (owners & (owners - 1)) != 0 ? driven.ms : 0};
  }
  for (auto& of_class : all.fares) std::sort(of_class.begin(), of_class.end());
  return all;
}

std::int32_t percentile(std::span<const std::int32_t> ascending, int percent) {
  if (ascending.empty()) return 0;
  const std::size_t rank = (ascending.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return ascending[rank == 0 ? 0 : rank - 1];
}

}  // namespace rurban
