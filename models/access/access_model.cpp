#include "models/access/access_model.h"

#include <string>

#include "models/access/nearest.h"
#include "models/service_names.h"

namespace rurban {

void AccessModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  point_place_ = d.reads(kPointPlace);
  offers_ = d.reads(kPointOffers);
  open_ = d.reads(kPointOpen);
  for (std::size_t s = 0; s != kServices; ++s) {
    by_car_[s] = d.writes(kMinutesByCar[s]);
    by_bus_[s] = d.writes(kMinutesByBus[s]);
    d.records(kMinutesByCar[s]);
    d.records(kMinutesByBus[s]);
    const ServiceNames& names = kServiceNames[s];
    car_series_[s] = d.series({.name = std::string("car_minutes_") + names.key,
                               .table = "municipality",
                               .unit = "min",
                               .label = {names.to.sv + " med bil", names.to.en + " by car"}});
    bus_series_[s] = d.series({.name = std::string("out_of_reach_") + names.key,
                               .table = "municipality",
                               .unit = "persons",
                               .label = {"utan buss eller gångväg " + names.to.sv + " en vardag",
                                         "no bus or footway " + names.to.en + " on a weekday"}});
  }
}

void AccessModel::measure(twin::WriteAccess& w) const {
  const CountyRoads& roads = transport_->roads();
  const BusDays& buses = transport_->buses();
  const auto place = w[point_place_];
  const auto offers = w[offers_];
  const auto open = w[open_];
  for (std::size_t s = 0; s != kServices; ++s) {
    std::vector<std::uint32_t> places;
    for (std::size_t point = 0; point != place.size(); ++point)
      if (open[point] && (offers[point] & bit_of(static_cast<Service>(s))) != 0) places.push_back(place[point].row);
    const auto car = w[by_car_[s]], bus = w[by_bus_[s]];
    twin::for_each_index(car.size(), [&](std::size_t from) {
      car[from] = minutes_by_car(roads, static_cast<std::uint32_t>(from), places);
      bus[from] = minutes_without_car(roads, buses, static_cast<std::uint32_t>(from), places);
    });
  }
  record_means(w);
}

void AccessModel::record_means(twin::WriteAccess& w) const {
  const auto municipality = w[municipality_];
  const auto residents = w[residents_];
  std::vector<std::int64_t> people(w.rows(municipalities_));
  for (std::size_t place = 0; place != residents.size(); ++place) people[municipality[place].row] += residents[place];
  for (std::size_t s = 0; s != kServices; ++s) {
    const auto car = w[by_car_[s]], bus = w[by_bus_[s]];
    std::vector<std::int64_t> minutes(people.size()), without(people.size());
    for (std::size_t place = 0; place != residents.size(); ++place) {
      minutes[municipality[place].row] += std::int64_t{residents[place]} * car[place];
      if (bus[place] == kOutOfReach) without[municipality[place].row] += residents[place];
    }
    std::vector<double> mean(people.size());
    for (std::size_t m = 0; m != people.size(); ++m)
      mean[m] = people[m] == 0 ? 0 : static_cast<double>(minutes[m]) / static_cast<double>(people[m]);
    w.record(car_series_[s], mean);
    w.record(bus_series_[s], without);
  }
}

}  // namespace rurban
