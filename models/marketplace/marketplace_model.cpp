#include "models/marketplace/marketplace_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/daily_life/choice.h"
#include "models/money.h"
#include "models/people.h"
#include "models/places.h"
#include "models/transport/ways.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr double kDaysPerQuarter = 250.0 / 4;  // the day that is lived stands for working days

}  // namespace

MarketplaceModel::Scene MarketplaceModel::scene(const twin::Access& a, twin::Date day) const {
  const CountyRoads& roads = transport_->roads();
  Scene scene;
  scene.work = work_.work(a, *transport_, day);
  for (const Place& place : beginning_->county().places) scene.classes.push_back(place_class(place.census.residents));
  scene.carless = carless(a, day);
  if (is_open()) scene.commuters = commuters(a, day);
  scene.hops = hops_of(roads, static_cast<std::uint32_t>(scene.classes.size()), season_of(day));
  const OfferRules rules{.bus_slack = static_cast<DayMs>(*bus_slack_) * kMinuteMs,
                         .vans_take_passengers = is_open() && *vans_ != 0,
                         .car_kr_per_km = travel_.rules().car_kr_per_km};
  scene.offers = offers_of_day({.county = transport_->county(),
                                .roads = roads,
                                .date = day,
                                .work = scene.work,
                                .municipality = a[municipality_],
                                .kinds = a[vehicle_kind_],
                                .depots = a[depot_],
                                .commuters = scene.commuters},
                               scene.hops, rules);
  DemandOfDay demand{.roads = roads,
                     .buses = transport_->buses(),
                     .date = day,
                     .key = a.key(asks_),
                     .work = scene.work,
                     .municipality = a[municipality_],
                     .carless = scene.carless,
                     .growth = *growth_};
  for (std::size_t service = 0; service != kServices; ++service) {
    auto& there = demand.open_in[service];
    for (std::size_t point = 0; point != a[point_place_].size(); ++point)
      if (a[open_][point] && (a[offers_][point] & bit_of(static_cast<Service>(service))) != 0)
        there.push_back(a[point_place_][point].row);
    std::sort(there.begin(), there.end());
    there.erase(std::unique(there.begin(), there.end()), there.end());
  }
  scene.requests = requests_of_day(demand);
  return scene;
}

std::vector<Carless> MarketplaceModel::carless(const twin::Access& a, twin::Date now) const {
  const std::size_t households = a.rows(households_);
  std::vector<std::int32_t> members(households);
  for (const HouseholdRef household : a[household_]) ++members[household.row];
  // Fifths of households, by disposable income a head.
  std::vector<std::int64_t> income(households);
  for (std::size_t h = 0; h != households; ++h) income[h] = a[disposable_][h] / std::max(1, members[h]);
  std::vector<std::int64_t> sorted = income;
  std::sort(sorted.begin(), sorted.end());
  const MonthNumber month = twin::month_of(now);
  const auto ids = a.ids(persons_);
  std::vector<Carless> result;
  for (std::size_t person = 0; person != ids.size(); ++person) {
    const std::uint32_t household = a[household_][person].row;
    const AgeBand band = age_band(age_on(month, a[birth_month_][person]));
    if (band == AgeBand::kChild || a[first_car_][household].valid()) continue;
    const auto rank = std::lower_bound(sorted.begin(), sorted.end(), income[household]) - sorted.begin();
    const auto fifth = static_cast<std::size_t>(rank) * kIncomeFifths / std::max<std::size_t>(1, sorted.size());
    result.push_back({ids[person], a[place_][household].row, band, static_cast<std::uint8_t>(fifth)});
  }
  std::sort(result.begin(), result.end(), [](const Carless& x, const Carless& y) { return x.id < y.id; });
  return result;
}

std::vector<Commuter> MarketplaceModel::commuters(const twin::Access& a, twin::Date now) const {
  const MonthNumber month = twin::month_of(now);
  const auto ids = a.ids(persons_);
  std::vector<Commuter> result;
  for (std::size_t person = 0; person != ids.size(); ++person) {
    const FirmRef at = a[workplace_][person];
    const std::uint32_t household = a[household_][person].row;
    if (!a[employed_][person] || a[remote_][person] || !at.valid() || !a[first_car_][household].valid() ||
        age_on(month, a[birth_month_][person]) < 18)
      continue;
    const std::uint32_t home = a[place_][household].row, work = a[firm_place_][at.row].row;
    // Once for a whole life: who shares his car today does so tomorrow.
    if (home == work || !a.draw(shares_, ids[person], twin::Date{}).chance(*lift_drivers_)) continue;
    result.push_back({ids[person], home, work});
  }
  std::sort(result.begin(), result.end(), [](const Commuter& x, const Commuter& y) { return x.id < y.id; });
  return result;
}

std::vector<bool> MarketplaceModel::joined(const twin::Access& a) const {
  const std::size_t municipalities = a.rows(municipalities_);
  std::vector<bool> joined(joiners(municipalities));
  for (std::size_t j = 0; j != joined.size(); ++j) {
    const auto who = static_cast<Operator>(j % kOperators);
    const twin::StableId municipality = a.ids(municipalities_)[j / kOperators];
    joined[j] = who == Operator::kRegion || who == Operator::kPrivate ||  // it is the region's market
                a.draw(joins_, twin::combine(municipality, j % kOperators), twin::Date{}).chance(*joined_);
  }
  return joined;
}

Groups MarketplaceModel::groups(const twin::Access& a, const Scene& scene) const {
  Groups groups = market_groups(scene.offers, scene.requests, a[municipality_], joined(a));
  for (std::size_t o = 0; o != scene.offers.size(); ++o) {
    const VehicleOffer& offer = scene.offers[o];
    // Where data are not shared, nobody knows what a vehicle with rounds of its own could take along.
    if (!offer.vehicle.duties.empty() && !offer.lift() && !a.draw(joins_, o, twin::Date{}, 1).chance(*data_sharing_))
      groups.of_offer[o] = Groups::kAlone;
  }
  return groups;
}

DayRules MarketplaceModel::rules(const twin::Access& a, twin::Date day) const {
  const TravelRules travel = travel_.rules();
  const CountyRoads& roads = transport_->roads();
  const Season season = season_of(day);
  const ChoiceRules choice;
  DayRules rules;
  rules.improvement = static_cast<std::uint32_t>(*improvement_);
  rules.seed = a.draw(asks_, 0, day).bits();
  rules.price = [=, &roads, this](const MarketRequest& request, std::int64_t cost, double, DayMs) {
    const std::int32_t bus = fare_ore(travel, roads.drive(season, request.from, request.to).metres);
    const auto full = static_cast<std::int32_t>(std::clamp<std::int64_t>(cost / kCostOfOre, 0, 1'000'000'00));
    const std::int32_t own = std::min(full, static_cast<std::int32_t>(std::lround(bus * *fare_cap_)));
    return Fare{own, full - own};
  };
  rules.accepts = [=, &a, &roads, this](const MarketRequest& request, std::int32_t fare, double minutes) {
    const twin::Draw draw(a.key(asks_), request.agent, twin::day_number(day), 7);
    if (!draw.chance(*trust_, 0)) return false;
    const Drive direct = roads.drive(season, request.from, request.to);
    const Means means{};
    const Leg shared{static_cast<std::int32_t>(std::lround(minutes)), direct.metres, fare};
    const Leg lift{static_cast<std::int32_t>(direct.ms / kMinuteMs), direct.metres, 0};
    const std::array<double, 2> utilities{utility(Mode::kShared, shared, season, means, choice),
                                          utility(Mode::kLift, lift, season, means, choice)};
    return choose(utilities, draw.bits(1)) == 0;
  };
  return rules;
}

Outcomes MarketplaceModel::outcomes(const twin::Access& a, const Scene& scene, const DayResult& day) const {
  return outcomes_of(scene.hops, {a[municipality_], scene.classes, a.rows(municipalities_)}, travel_.rules(),
                     scene.offers, scene.requests, day);
}

void MarketplaceModel::found(twin::Founding& f) {
  offer_nothing(f);
}

void MarketplaceModel::step(twin::Step& s) {
  offer_nothing(s);
  const bool open = is_open();
  if (!open && *observe_ == 0) return;
  const twin::Date day = twin::film_date(s.from());
  const Scene scene = this->scene(s, day);
  const DayRules rules = this->rules(s, day);
  const Outcomes separate =
      outcomes(s, scene,
               live_day(scene.hops, scene.offers, scene.requests,
                        separate_groups(scene.offers, scene.requests, s[municipality_]), rules));
  if (!open) return record(s, separate, {});
  const Groups all = groups(s, scene);
  const Outcomes market = outcomes(s, scene, live_day(scene.hops, scene.offers, scene.requests, all, rules));
  record(s, market, gains_of(market, separate, kDaysPerQuarter));
  const auto trips = s[rides_];
  book(s, books_of(market, separate, kDaysPerQuarter,
                   static_cast<double>(std::accumulate(trips.begin(), trips.end(), std::int64_t{0}))));
  offer_rides(s, market, scene.classes);
}

}  // namespace rurban
