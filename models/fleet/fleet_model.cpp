#include "models/fleet/fleet_model.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "models/fleet/buses.h"
#include "models/fleet/freight.h"
#include "models/money.h"
#include "models/places.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kVehicleIds = twin::hash_name("fleet.vehicle");
constexpr twin::Stream kDay{"fleet.day"};

}  // namespace

void FleetModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  vehicles_ = d.owns(kVehicles);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  municipality_ = d.reads(kPlaceMunicipality);
  market_ = d.reads_last(kMarketJoined);
  work_.declare(d);
  kind_ = d.writes(kVehicleKind);
  depot_ = d.writes(kVehicleDepot);
  km_ = d.writes(kVehicleKm);
  minutes_ = d.writes(kServiceMinutes);
  chance_ = d.stream(kDay);

  grant_share_ = d.param({.name = "grocery_grant_share",
                          .unit = "1",
                          .fallback = 0.5,
                          .least = 0,
                          .most = 1,
                          .label = {"hemsändningsbidrag, del av kostnaden", "home-delivery grant, part of the cost"},
                          .source = "Utveckla Norrbotten, hemsändningsbidrag: half of the net cost"});
  grant_most_ = d.param(
      {.name = "grocery_grant_most",
       .unit = "kr",
       .fallback = 100,
       .least = 0,
       .most = 1'000,
       .label = {"hemsändningsbidrag, mest per hushåll och gång", "home-delivery grant, most per household and time"},
       .source = "Utveckla Norrbotten, hemsändningsbidrag: 100 kr",
       .slider = {"Service", "Services"}});
  grant_flow_ =
      money_flow(d, "home-delivery grant", FlowRow::kGrants, {"hemsändningsbidrag", "home-delivery grants"});
  state_ = money_nodes(d).state;
  for (std::size_t k = 0; k != kVehicleKinds; ++k) {
    const VehicleClass& vehicle = kVehicleClasses[k];
    const std::string key = vehicle.key;
    const twin::Text& name = vehicle.name;
    const auto series = [&](const std::string& what, const char* unit, twin::Text label) {
      return d.series({.name = what + "_" + key, .table = "municipality", .unit = unit, .label = std::move(label)});
    };
    count_series_[k] = series("vehicles", "vehicles", name);
    km_series_[k] = series("km", "km/year", {name.sv + ", körsträcka", name.en + ", distance"});
    kr_series_[k] = series("cost", "kr/year", {name.sv + ", kostnad", name.en + ", cost"});
    mwh_series_[k] = series("energy", "MWh/year", {name.sv + ", energi", name.en + ", energy"});
  }
  d.records(kVehicleKind);
  d.records(kVehicleDepot);
}

FleetModel::Years FleetModel::plan(const twin::Access& w, const FleetWork& work) const {
  const County& county = transport_->county();
  const CountyRoads& roads = transport_->roads();
  Years years;
  for (auto& of_kind : years) of_kind.resize(w.rows(municipalities_));
  const auto year_of = [&](VehicleKind kind, std::uint32_t m) -> FleetYear& {
    return years[static_cast<std::size_t>(kind)][m];
  };

  std::vector<FleetYear> of_task(work.tasks.size());
  twin::for_each_index(work.tasks.size(), [&](std::size_t t) {
    const TaskRounds summer = rounds_of(roads, work.tasks[t], Season::kSummer),
                     winter = rounds_of(roads, work.tasks[t], Season::kWinter);
    const auto rounds = static_cast<std::int32_t>(std::max(summer.rounds.size(), winter.rounds.size()));
    of_task[t] = duty_year(kDuties[work.tasks[t].duty], rounds, (summer.km + winter.km) / kSeasons,
                           (summer.hours + winter.hours) / kSeasons);
  });
  for (std::size_t t = 0; t != of_task.size(); ++t)
    year_of(kDuties[work.tasks[t].duty].kind, work.tasks[t].municipality) += of_task[t];

  years[static_cast<std::size_t>(VehicleKind::kBus)] = bus_years(county, roads);

  for (const RideRules& rules : kRides) {
    for (std::uint32_t place = 0; place != work.riders.size(); ++place)
      year_of(rules.kind, w[municipality_][place].row) +=
          ride_year(rides_per_year(rules, work.riders[place].residents, work.riders[place].old),
                    roads.drive(Season::kSummer, place, work.goals[place].of(rules.kind)));
    for (FleetYear& year : years[static_cast<std::size_t>(rules.kind)]) year.vehicles = taxis_for(year.hours);
  }

  for (const FreightRoute& route : county.freight_routes) {
    const FreightRules& rules = freight_rules(route.product);
    const FreightWay way = freight_way(county, roads, route, Season::kWinter);
    year_of(rules.kind, way.municipality) += freight_year(rules, way);
  }
  return years;
}

void FleetModel::keep_vehicles(twin::WriteAccess& w, const FleetWork& work, const Years& years) const {
  const std::vector<std::uint32_t>& homes = work.depots;
  std::vector<std::vector<std::int32_t>> there(kVehicleKinds, std::vector<std::int32_t>(homes.size()));
  twin::Table& table = w.rows(vehicles_);
  for (std::uint32_t row = 0; row != table.rows(); ++row) {
    const auto k = static_cast<std::size_t>(w[kind_][row]);
    const std::uint32_t m = w[municipality_][w[depot_][row].row].row;
    if (++there[k][m] > years[k][m].vehicles) table.remove(row);
  }
  for (std::size_t k = 0; k != kVehicleKinds; ++k)
    for (std::uint32_t m = 0; m != homes.size(); ++m)
      for (std::int32_t index = there[k][m]; index < years[k][m].vehicles; ++index) {
        const std::uint32_t row = table.add(twin::combine(
            kVehicleIds, k, twin::combine(m, index, static_cast<std::uint64_t>(twin::month_of(w.to())))));
        w[kind_][row] = static_cast<VehicleKind>(k);
        w[depot_][row] = {homes[m]};
      }
  for (std::uint32_t row = 0; row != table.rows(); ++row) {
    const FleetYear& year = years[static_cast<std::size_t>(w[kind_][row])][w[municipality_][w[depot_][row].row].row];
    if (!table.is_removed(row) && year.vehicles > 0)
      w[km_][row] = static_cast<std::int32_t>(std::lround(year.km / year.vehicles));
  }
}

void FleetModel::record(twin::WriteAccess& w, const Years& years) const {
  std::fill(w[minutes_].begin(), w[minutes_].end(), 0);
  for (std::size_t k = 0; k != kVehicleKinds; ++k) {
    const VehicleKind kind = kVehicleClasses[k].kind;
    const auto put = [&](twin::SeriesHandle series, auto value) {
      std::vector<std::int64_t> values;
      for (const FleetYear& year : years[k]) values.push_back(std::llround(static_cast<double>(value(year))));
      w.record(series, values);
    };
    if (kind != VehicleKind::kTimberTruck && kind != VehicleKind::kOreTrain)
      for (std::size_t m = 0; m != years[k].size(); ++m) w[minutes_][m] += std::llround(60 * years[k][m].hours);
    put(count_series_[k], [](const FleetYear& year) { return year.vehicles; });
    put(km_series_[k], [](const FleetYear& year) { return year.km; });
    put(kr_series_[k], [&](const FleetYear& year) { return year.kr(kind); });
    put(mwh_series_[k], [&](const FleetYear& year) { return year.mwh(kind); });
  }
}

void FleetModel::found(twin::Founding& f) {
  const FleetWork todo = work_.work(f, *transport_, f.to());
  const Years years = plan(f, todo);
  keep_vehicles(f, todo, years);
  record(f, years);
}

void FleetModel::step(twin::Step& s) {
  const FleetWork todo = work_.work(s, *transport_, s.to());
  const Years years = plan(s, todo);
  keep_vehicles(s, todo, years);
  record(s, years);
  grant(s, todo, years);
}

void FleetModel::grant(twin::Step& s, const FleetWork& todo, const Years& years) const {
  std::vector<double> deliveries(todo.depots.size());
  for (const Task& task : todo.tasks) {
    const Duty& duty = kDuties[task.duty];
    if (duty.kind != VehicleKind::kGroceryVan) continue;
    for (const RoundStop& stop : task.stops) deliveries[task.municipality] += stop.drops * duty.times_per_year;
  }
  const std::vector<std::uint32_t> seat = seats(beginning_->county());
  const auto& grocery = years[static_cast<std::size_t>(VehicleKind::kGroceryVan)];
  for (std::size_t m = 0; m != grocery.size(); ++m) {
    const std::int64_t amount =
        ore(std::min(*grant_share_ * grocery[m].kr(VehicleKind::kGroceryVan), *grant_most_ * deliveries[m]));
    if (amount > 0) s.post(grant_flow_, state_, account_of(s.ids(places_)[seat[m]], Part::kMunicipality), amount);
  }
}

void FleetModel::film(twin::Filming& f) {
  const FleetWork todo = work_.work(f, *transport_, f.day());
  FleetFilm film(transport_->county(), transport_->roads(), f.key(chance_), f.motion());
  // Where there is a market, it shows the vehicles that take others along on the ways it gave them.
  const bool market = std::ranges::any_of(f[market_], [](std::int16_t joined) { return joined > 0; });
  if (market) {
    film.rounds(todo.tasks, [](VehicleKind kind) { return !takes_along(kind); });
  } else {
    film.rounds(todo.tasks, [](VehicleKind) { return true; });
    film.buses();
    film.rides(todo.riders, todo.goals);
  }
  film.freight();
  film.send_out();
}

}  // namespace rurban
