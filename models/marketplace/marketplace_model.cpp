#include "models/marketplace/marketplace_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/daily_life/choice.h"
#include "models/money.h"
#include "models/people.h"
#include "models/places.h"
#include "models/shapley.h"
#include "models/transport/ways.h"
#include "twin/base/hash.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr double kDaysPerQuarter = 250.0 / 4;  // the day that is lived stands for working days
// What it is worth to an operator to carry what is asked of him; assumption: 300 to 2,000 kr, a taxi from elsewhere.
constexpr std::int64_t kUnservedOre = 800'00;

std::int64_t cost_of(const DayResult& day) {
  std::int64_t cost = 0;
  for (const VehicleDay& vehicle : day.vehicles) cost += vehicle.driven.cost;
  for (const Answer& answer : day.answers)
    if (answer.fate != Fate::kServed) cost += kUnservedOre * kCostOfOre;
  return cost;
}

/// What a ride of that way is worth to somebody who would else have to ask for a lift; öre.
std::int64_t worth_ore(const vrp::Hop& way) {
  const ChoiceRules choice;
  const Leg ride{way.ticks / kMinuteMs, way.length, 0};
  const double better = utility(Mode::kShared, ride, Season::kSummer, {}, choice) -
                        utility(Mode::kLift, ride, Season::kSummer, {}, choice);
  return std::max<std::int64_t>(0, std::llround(better / choice.per_minute * choice.kr_per_hour / 60 * 100));
}

/// Those requests for whose index `is_in` holds. Requires: it holds for a way back just as for its way there
template <class IsIn>
std::vector<MarketRequest> chosen(const std::vector<MarketRequest>& requests, const IsIn& is_in) {
  std::vector<MarketRequest> result;
  for (std::size_t r = 0; r != requests.size(); ++r) {
    if (!is_in(r)) continue;
    result.push_back(requests[r]);
    if (requests[r].back_of != kNoRequest) result.back().back_of = static_cast<std::uint32_t>(result.size() - 2);
  }
  return result;
}

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

DayRules MarketplaceModel::rules(const twin::Access& a, twin::Date day, std::size_t requests) const {
  const TravelRules travel = travel_.rules();
  const CountyRoads& roads = transport_->roads();
  const Season season = season_of(day);
  const ChoiceRules choice;
  DayRules rules;
  rules.improvement = static_cast<std::uint32_t>(*improvement_);
  rules.seed = a.draw(asks_, 0, day).bits();
  PriceRules prices;
  prices.fare_cap = *fare_cap_;
  // What running the market costs is shared by all that is asked of it.
  const auto joint = static_cast<std::int64_t>(100 * *platform_ / (4 * kDaysPerQuarter) /
                                               static_cast<double>(std::max<std::size_t>(1, requests)));
  rules.price = [=, &roads](const MarketRequest& request, std::int64_t cost, double busy, DayMs lead) {
    const Price price =
        price_of(prices, {.marginal_ore = cost / kCostOfOre,
                          .joint_ore = joint,
                          .busy = busy,
                          .lead_h = static_cast<double>(lead) / kHourMs,
                          .bus_ore = fare_ore(travel, roads.drive(season, request.from, request.to).metres),
                          .reduced = request.age == AgeBand::kOld || request.income_fifth == 0});
    return static_cast<std::int32_t>(price.traveller);
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

Outcomes MarketplaceModel::live(const twin::Access& a, const Scene& scene, const Groups& groups,
                                const DayRules& rules) const {
  const DayResult day = live_day(scene.hops, scene.offers, scene.requests, groups, rules);
  return outcomes_of(scene.hops, {a[municipality_], scene.classes, a.rows(municipalities_)}, travel_.rules(),
                     scene.offers, scene.requests, groups, day);
}

MarketplaceModel::Scene MarketplaceModel::part_of(const twin::Access& a, const Scene& scene,
                                                  std::uint32_t municipality, bool travellers) const {
  Scene part;
  part.hops = scene.hops;
  for (const VehicleOffer& offer : scene.offers)
    if (offer.municipality == municipality && !offer.lift()) part.offers.push_back(offer);
  part.requests = chosen(scene.requests, [&](std::size_t r) {
    const MarketRequest& request = scene.requests[r];
    return a[municipality_][request.home].row == municipality && (travellers || request.demand != Demand::kTraveller);
  });
  return part;
}

std::array<double, kOperators> MarketplaceModel::contributions(const twin::Access& a, const Scene& scene,
                                                               std::uint32_t municipality, DayRules rules) const {
  const Scene part = part_of(a, scene, municipality, false);
  rules.improvement = 0;                    // coalitions are compared as they are first planned
  constexpr int kPlayers = kOperators - 1;  // private drivers ask for nothing that others could carry
  std::array<std::int64_t, 1 << kPlayers> cost{};
  twin::for_each_index(cost.size(), [&](std::size_t coalition) {
    std::vector<bool> in(joiners(a.rows(municipalities_)));
    for (int player = 0; player != kPlayers; ++player)
      in[joiner(static_cast<Operator>(player), municipality)] = (coalition >> player & 1) != 0;
    cost[coalition] = cost_of(live_day(part.hops, part.offers, part.requests,
                                       market_groups(part.offers, part.requests, a[municipality_], in), rules));
  });
  const std::vector<double> values =
      shapley(kPlayers, [&](std::uint32_t coalition) { return static_cast<double>(cost[0] - cost[coalition]); });
  std::array<double, kOperators> shares{};
  std::copy(values.begin(), values.end(), shares.begin());
  return shares;
}

VcgPayments MarketplaceModel::truthful(const twin::Access& a, const Scene& scene, std::uint32_t municipality,
                                       DayRules rules) const {
  constexpr std::size_t kMostTravellers = 5;  // all sets of them are planned
  const Scene part = part_of(a, scene, municipality, true);
  std::vector<std::size_t> travellers;
  std::vector<std::int64_t> values;
  for (std::size_t r = 0; r != part.requests.size() && travellers.size() != kMostTravellers; ++r) {
    const MarketRequest& request = part.requests[r];
    if (request.demand != Demand::kTraveller || request.back_of != kNoRequest) continue;
    travellers.push_back(r);
    values.push_back(2 * worth_ore(part.hops(request.from, request.to)));
  }
  rules.improvement = 0;
  rules.accepts = [](const MarketRequest&, std::int32_t, double) { return true; };
  std::vector<std::int64_t> cost(std::size_t{1} << travellers.size());
  twin::for_each_index(cost.size(), [&](std::size_t set) {
    const std::vector<MarketRequest> requests = chosen(part.requests, [&](std::size_t r) {
      if (part.requests[r].demand != Demand::kTraveller) return true;
      const std::size_t there = part.requests[r].back_of == kNoRequest ? r : r - 1;
      const auto who = static_cast<std::size_t>(std::ranges::find(travellers, there) - travellers.begin());
      return who != travellers.size() && (set >> who & 1) != 0;
    });
    cost[set] = cost_of(live_day(part.hops, part.offers, requests,
                                 market_groups(part.offers, requests, a[municipality_], joined(a)), rules)) /
                kCostOfOre;
  });
  return vcg_payments(values, [&](std::uint32_t set) { return cost[set] - cost[0]; });
}

void MarketplaceModel::found(twin::Founding& f) {
  offer_nothing(f);
  if (is_open()) list_members(f);
}

void MarketplaceModel::step(twin::Step& s) {
  offer_nothing(s);
  const bool open = is_open();
  if (!open) s.record(series_.public_money, std::vector<double>{0});
  if (!open && *observe_ == 0) return;
  const twin::Date day = twin::film_date(s.from());
  const Scene scene = this->scene(s, day);
  const DayRules rules = this->rules(s, day, scene.requests.size());
  const Groups alone = separate_groups(scene.offers, scene.requests, s[municipality_]);
  if (!open) return record(s, live(s, scene, alone, rules), {});
  const Groups together = groups(s, scene);
  std::array<Outcomes, 2> lived;
  twin::for_each_index(
      2, [&](std::size_t regime) { lived[regime] = live(s, scene, regime == 0 ? alone : together, rules); });
  const auto& [separate, market] = lived;
  // What is dear to find out is found out in one municipality, another each quarter.
  const std::uint32_t drawn = s.draw(joins_, 0, day, 2).below(static_cast<std::uint32_t>(s.rows(municipalities_)));
  const auto gains = gains_of(market, separate, kDaysPerQuarter);
  const auto transfers = transfers_of(gains, contributions(s, scene, drawn, rules));
  auto settled = gains;
  for (std::size_t o = 0; o != settled.size(); ++o) settled[o] += transfers[o];
  record(s, market, settled);
  record_references(s, market, truthful(s, scene, drawn, rules));
  const auto trips = s[rides_];
  book(s, books_of(market, separate, kDaysPerQuarter,
                   static_cast<double>(std::accumulate(trips.begin(), trips.end(), std::int64_t{0})), transfers));
  list_members(s);
  for (std::size_t m = 0; m != market.driven.size(); ++m)
    s[shared_minutes_][m] =
        std::llround(static_cast<double>(market.driven[m].shared_ms) / kMinuteMs * 4 * kDaysPerQuarter);
  offer_rides(s, market, scene.classes);
}

}  // namespace rurban
