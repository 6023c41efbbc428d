#include "models/marketplace/outcomes.h"

#include <algorithm>
#include <cmath>

namespace rurban {

TripTally& TripTally::operator+=(const TripTally& other) {
  asked += other.asked;
  served += other.served;
  possible += other.possible;
  items += other.items;
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
  shared_ms += other.shared_ms;
  return *this;
}

double kg_co2e_per_km(double kwh_per_km) {
  return kwh_per_km * (kwh_per_km < 0.4 ? 0.03 : 0.25);
}

vrp::Driven duties_alone(const vrp::Hops& hops, const vrp::Vehicle& vehicle) {
  vrp::Driven driven;
  if (vehicle.duties.empty()) return driven;
  std::uint32_t at = vehicle.start;
  vrp::Load load = vehicle.load;
  const auto drive_to = [&](std::uint32_t node, vrp::Ticks service) {
    const vrp::Hop& hop = hops(at, node);
    driven.length += hop.length;
    if (vrp::fits(load, vrp::Load{})) driven.empty_length += hop.length;
    driven.driving += hop.ticks;
    driven.service += service;
    driven.cost += vrp::cost_of(vehicle, hop) + vehicle.per_tick * service;
    at = node;
  };
  for (const vrp::Duty& duty : vehicle.duties) {
    drive_to(duty.task.node, duty.task.service);
    load += duty.load;
  }
  if (vehicle.end != vrp::Vehicle::kAnywhere) drive_to(vehicle.end, 0);
  return driven;
}

Outcomes outcomes_of(const vrp::Hops& hops, const OutcomeKeys& keys, const TravelRules& fares,
                     std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
                     const Groups& groups, const DayResult& day) {
  Outcomes all;
  all.municipality.resize(keys.municipalities);
  all.place.resize(keys.municipality.size());
  all.travellers.resize(keys.municipality.size());
  all.driven.resize(keys.municipalities);

  std::vector<std::int64_t> extra(groups.count), booked(groups.count);
  for (std::size_t o = 0; o != offers.size(); ++o)
    if (groups.of_offer[o] != Groups::kAlone)
      extra[groups.of_offer[o]] += day.vehicles[o].driven.cost - duties_alone(hops, offers[o].vehicle).cost;
  for (std::size_t r = 0; r != requests.size(); ++r)
    if (day.answers[r].fate == Fate::kServed) booked[groups.of_request[r]] += day.answers[r].cost;
  std::vector<double> share;
  for (std::size_t g = 0; g != extra.size(); ++g)
    share.push_back(booked[g] == 0 ? 0 : static_cast<double>(extra[g]) / static_cast<double>(booked[g]));

  std::vector<std::uint32_t> served_for(offers.size());  // bits of the owners of what a vehicle carried
  for (std::size_t r = 0; r != requests.size(); ++r) {
    const MarketRequest& request = requests[r];
    const Answer& answer = day.answers[r];
    const bool served = answer.fate == Fate::kServed, goods = !is_person(request.demand);
    const bool traveller = request.demand == Demand::kTraveller;
    const vrp::Hop direct = hops(request.from, request.to);
    TripTally trip{.asked = 1};
    trip.possible = answer.fate != Fate::kDeclined;
    if (served) {
      trip.served = 1;
      trip.items = goods ? request.items : request.persons + request.wheelchairs;
      trip.wait_ms = waiting(request, answer.picked_up, answer.delivered);
      trip.ride_ms = answer.delivered - answer.picked_up;
      trip.direct_ms = direct.ticks;
      trip.direct_m = direct.length;
      trip.fare_ore = answer.fare_ore;
      trip.bus_fare_ore = traveller ? fare_ore(fares, direct.length) : 0;
      trip.cost = std::llround(static_cast<double>(answer.cost) * share[groups.of_request[r]]);
    }
    const std::uint32_t m = keys.municipality[request.home].row;
    const auto of_class = static_cast<std::size_t>(keys.place_class[request.home]);
    all.municipality[m][goods] += trip;
    all.place[request.home][goods] += trip;
    all.place_class[of_class][goods] += trip;
    all.demand[static_cast<std::size_t>(request.demand)] += trip;
    if (!goods) {
      all.age[static_cast<std::size_t>(request.age)] += trip;
      ++all.fates[of_class][static_cast<std::size_t>(answer.fate)];
    }
    if (traveller) {
      all.income[request.income_fifth] += trip;
      all.travellers[request.home] += trip;
    }
    if (!served) continue;
    if (traveller && direct.length > 0)
      all.fares[of_class].push_back(
          static_cast<std::int32_t>(std::int64_t{answer.fare_ore} * 10'000 / direct.length));
    const VehicleOffer& by = offers[answer.offer];
    served_for[answer.offer] |= 1U << (traveller ? kOperators : static_cast<int>(owner_of(request.demand)));
    all.carriage.push_back({.demand = request.demand,
                            .payer = traveller ? Operator::kRegion : owner_of(request.demand),
                            .payee = by.owner,
                            .payer_municipality = m,
                            .payee_municipality = by.municipality,
                            .payee_place = by.home,
                            .cost = trip.cost});
  }

  for (std::size_t o = 0; o != offers.size(); ++o) {
    const VehicleOffer& offer = offers[o];
    vrp::Driven driven = day.vehicles[o].driven;
    std::uint32_t owners = served_for[o];
    if (offer.lift()) {
      const vrp::Driven own = duties_alone(hops, offer.vehicle);
      driven.length -= own.length;
      driven.empty_length = 0;
      driven.driving -= own.driving;
      driven.service -= own.service;
      driven.cost -= own.cost;
    } else if (!offer.vehicle.duties.empty()) {
      owners |= 1U << static_cast<int>(offer.owner);
    }
    const std::int64_t ms = driven.driving + driven.service;
    const double kwh = offer.lift() ? kCarKwhPerKm : class_of(offer.kind).kwh_per_km;
    all.driven[offer.municipality] += {.metres = driven.length,
                                       .empty_metres = driven.empty_length,
                                       .ms = ms,
                                       .cost = driven.cost,
                                       .kg_co2e = static_cast<double>(driven.length) / 1'000 * kg_co2e_per_km(kwh),
                                       .shared_ms = (owners & (owners - 1)) != 0 ? ms : 0};
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
