#include "models/fleet/fleet_model.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "models/places.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kVehicleIds = twin::hash_name("fleet.vehicle");

std::int64_t ore(double kr) {
  return std::llround(kr * 100);
}

}  // namespace

void FleetModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  vehicles_ = d.owns(kVehicles);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  dwelling_place_ = d.reads(kDwellingPlace);
  occupant_ = d.reads(kOccupant);
  dwelling_kind_ = d.reads(kDwellingKind);
  point_place_ = d.reads(kPointPlace);
  offers_ = d.reads(kPointOffers);
  open_ = d.reads(kPointOpen);
  municipality_ = d.reads(kPlaceMunicipality);
  spread_ = d.reads(kPlaceSpread);
  residents_ = d.reads(kPlaceResidents);
  kind_ = d.writes(kVehicleKind);
  depot_ = d.writes(kVehicleDepot);
  km_ = d.writes(kVehicleKm);

  bus_kr_per_km_ = d.param({.name = "bus_cost",
                            .unit = "kr/km",
                            .fallback = 35,
                            .least = 10,
                            .most = 100,
                            .label = {"kostnad för en busskilometer", "cost of a bus kilometre"},
                            .source = "assumption: 28 to 45, driver and vehicle; half of it wages"});
  money_ = d.stock("money", "öre");
  payer_ = d.node("municipalities");
  region_ = d.node("region");
  world_ = d.node("world");
  for (std::size_t k = 0; k != kKinds; ++k) {
    const bool buses = k == kDuties.size();
    const std::string key = buses ? "buses" : kDuties[k].key;
    const twin::Text name = buses ? twin::Text{"bussar", "buses"} : kDuties[k].name;
    wages_[k] = d.flow("wages " + key, money_, {"löner: " + name.sv, "wages: " + name.en});
    running_[k] = d.flow("running " + key, money_, {"drift: " + name.sv, "running costs: " + name.en});
    const auto series = [&](const std::string& what, const char* unit, twin::Text label) {
      return d.series({.name = what + "_" + key, .table = "municipality", .unit = unit, .label = std::move(label)});
    };
    count_series_[k] = series("vehicles", "vehicles", name);
    km_series_[k] = series("km", "km/year", {name.sv + ", körsträcka", name.en + ", distance"});
    kr_series_[k] = series("cost", "kr/year", {name.sv + ", kostnad", name.en + ", cost"});
  }
  d.records(kVehicleKind);
  d.records(kVehicleDepot);
}

std::vector<std::uint32_t> FleetModel::depots(const twin::WriteAccess& w) const {
  return largest_places(w[municipality_], w[residents_], w.rows(municipalities_));
}

std::vector<Doors> FleetModel::doors(const twin::WriteAccess& w) const {
  std::vector<Doors> doors(w.rows(places_));
  for (std::size_t dwelling = 0; dwelling != w[occupant_].size(); ++dwelling) {
    if (!w[occupant_][dwelling].valid()) continue;
    Doors& place = doors[w[dwelling_place_][dwelling].row];
    ++(w[dwelling_kind_][dwelling] == DwellingKind::kHouse ? place.houses : place.flats);
  }
  const MonthNumber month = twin::month_of(w.to());
  for (std::size_t person = 0; person != w[household_].size(); ++person)
    doors[w[place_][w[household_][person].row].row].old += age_on(month, w[birth_month_][person]) >= 65;
  for (std::size_t point = 0; point != w[point_place_].size(); ++point)
    doors[w[point_place_][point].row].parcel_points +=
        w[open_][point] && (w[offers_][point] & bit_of(Service::kParcel)) != 0;
  return doors;
}

FleetModel::Years FleetModel::plan(const twin::WriteAccess& w) const {
  const CountyRoads& roads = transport_->roads();
  const std::size_t count = w.rows(municipalities_);
  const std::vector<std::uint32_t> homes = depots(w);
  const std::vector<Doors> all = doors(w);
  Years years;
  for (auto& of_kind : years) of_kind.resize(count);
  twin::for_each_index(kDuties.size() * count, [&](std::size_t index) {
    const Duty& duty = kDuties[index / count];
    const std::size_t m = index % count;
    std::vector<RoundStop> stops;
    for (std::uint32_t place = 0; place != all.size(); ++place)
      if (const std::int32_t drops = drops_of(duty.kind, all[place]); drops > 0 && w[municipality_][place].row == m)
        stops.push_back({place, drops, w[spread_][place].value});
    years[index / count][m] = duty_year(roads, duty, homes[m], stops);
  });
  const std::vector<BusYear> buses = bus_years(beginning_->county(), roads);
  for (std::size_t m = 0; m != count; ++m) {
    const double kr = buses[m].km * *bus_kr_per_km_;
    years[kDuties.size()][m] = {.rounds = 0,
                                .vehicles = buses[m].vehicles,
                                .km = buses[m].km,
                                .hours = buses[m].hours,
                                .kr = kr,
                                .wages_kr = kr / 2};
  }
  return years;
}

void FleetModel::keep_vehicles(twin::WriteAccess& w, const Years& years) const {
  const std::vector<std::uint32_t> homes = depots(w);
  std::vector<std::vector<std::int32_t>> there(kKinds, std::vector<std::int32_t>(homes.size()));
  twin::Table& table = w.rows(vehicles_);
  for (std::uint32_t row = 0; row != table.rows(); ++row) {
    const auto k = static_cast<std::size_t>(w[kind_][row]);
    const std::uint32_t m = w[municipality_][w[depot_][row].row].row;
    if (++there[k][m] > years[k][m].vehicles) table.remove(row);
  }
  for (std::size_t k = 0; k != kKinds; ++k)
    for (std::uint32_t m = 0; m != homes.size(); ++m)
      for (std::int32_t index = there[k][m]; index < years[k][m].vehicles; ++index) {
        const std::uint32_t row = table.add(twin::combine(
            kVehicleIds, k, twin::combine(m, index, static_cast<std::uint64_t>(twin::month_of(w.to())))));
        w[kind_][row] = static_cast<VehicleKind>(k);
        w[depot_][row] = {homes[m]};
      }
  for (std::uint32_t row = 0; row != table.rows(); ++row) {
    const DutyYear& year = years[static_cast<std::size_t>(w[kind_][row])][w[municipality_][w[depot_][row].row].row];
    if (!table.is_removed(row) && year.vehicles > 0)
      w[km_][row] = static_cast<std::int32_t>(std::lround(year.km / year.vehicles));
  }
}

void FleetModel::record(twin::WriteAccess& w, const Years& years) const {
  for (std::size_t k = 0; k != kKinds; ++k) {
    std::vector<std::int64_t> vehicles, km, kr;
    for (const DutyYear& year : years[k]) {
      vehicles.push_back(year.vehicles);
      km.push_back(std::llround(year.km));
      kr.push_back(std::llround(year.kr));
    }
    w.record(count_series_[k], vehicles);
    w.record(km_series_[k], km);
    w.record(kr_series_[k], kr);
  }
}

void FleetModel::found(twin::Founding& f) {
  const Years years = plan(f);
  keep_vehicles(f, years);
  record(f, years);
}

void FleetModel::step(twin::Step& s) {
  const Years years = plan(s);
  keep_vehicles(s, years);
  record(s, years);
  const std::vector<std::uint32_t> homes = depots(s);
  for (std::size_t k = 0; k != kKinds; ++k)
    for (std::size_t m = 0; m != homes.size(); ++m) {
      const twin::Account from = k == kDuties.size() ? region_ : payer_;
      const DutyYear& year = years[k][m];
      s.post(wages_[k], from, static_cast<twin::Account>(s.ids(places_)[homes[m]]), ore(year.wages_kr));
      s.post(running_[k], from, world_, ore(year.kr - year.wages_kr));
    }
}

}  // namespace rurban
