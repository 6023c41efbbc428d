#include "models/access/access_model.h"

#include <cmath>
#include <string>

#include "models/service_names.h"
#include "models/transport/nearest.h"

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
    const ServiceNames& names = kServiceNames[s];
    // What people ask about first.
    const auto service = static_cast<Service>(s);
    const bool headline = service == Service::kGrocery || service == Service::kCare;
    const auto show = [&](const twin::Key<std::int16_t>& key, const char* sv, const char* en) {
      d.shows(key, {.label = {"restid " + names.to.sv + sv, "time " + names.to.en + en},
                    .unit = {"minuter", "minutes"},
                    .breaks = {5, 10, 20, 30, 45, 60, 90},
                    .missing = kOutOfReach,
                    .sized_by = std::string(kPlaceResidents.name),
                    .high_is_bad = true,
                    .headline = headline});
    };
    show(kMinutesByCar[s], " med bil", " by car");
    show(kMinutesByBus[s], " med buss eller till fots", " by bus or on foot");
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
  travel_.declare(d);
  shared_.declare(d);
  declare_baskets(d);
}

void AccessModel::declare_baskets(twin::Declare& d) {
  basket_by_car_ = d.writes(kBasketByCar);
  basket_by_bus_ = d.writes(kBasketByBus);
  basket_unmet_ = d.writes(kBasketUnmet);
  const auto show = [&](const twin::Key<std::int32_t>& key, const char* sv, const char* en) {
    d.shows(key, {.label = {sv, en},
                  .unit = {"minuter i veckan", "minutes a week"},
                  .breaks = {30, 60, 120, 180, 240, 360, 480},
                  .missing = kOutOfReach,
                  .sized_by = std::string(kPlaceResidents.name),
                  .high_is_bad = true,
                  .headline = true});
  };
  show(kBasketByCar, "en vuxens ärenden med bil", "an adult's errands by car");
  show(kBasketByBus, "en vuxens ärenden utan bil", "an adult's errands without a car");
  d.shows(kBasketUnmet, {.label = {"ärenden utom räckhåll utan bil", "errands out of reach without a car"},
                         .unit = {"promille", "per mille"},
                         .breaks = {50, 100, 200, 400, 600, 800},
                         .sized_by = std::string(kPlaceResidents.name),
                         .high_is_bad = true,
                         .headline = true});
  const auto series = [&](const std::string& name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  constexpr std::array<const char*, kAgeBands> kBandKeys{"child", "adult", "old"};
  const std::array<twin::Text, kAgeBands> bands{
      {{"under 16", "under 16"}, {"16–74 år", "aged 16–74"}, {"75 år och äldre", "aged 75 and over"}}};
  for (const AgeBand band : {AgeBand::kAdult, AgeBand::kOld})
    for (const AccessMeans means : {AccessMeans{true, false}, {true, true}, {false, false}, {false, true}}) {
      const auto b = static_cast<std::size_t>(band);
      const std::string key =
          std::string(kBandKeys[b]) + (means.car ? "_car" : "_bus") + (means.digital ? "_digital" : "");
      const twin::Text who{
          bands[b].sv + (means.car ? ", med bil" : ", utan bil") + (means.digital ? ", digitalt när det går" : ""),
          bands[b].en + (means.car ? ", with a car" : ", without a car") +
              (means.digital ? ", digitally where possible" : "")};
      baskets_.push_back(
          {band, means,
           series("basket_minutes_" + key, "min/week", {"veckans ärenden, " + who.sv, "a week's errands, " + who.en}),
           series("basket_kr_" + key, "kr/week",
                  {"resor till veckans ärenden, " + who.sv, "ways to a week's errands, " + who.en})});
    }
  for (std::size_t b = 0; b != kAgeBands; ++b)
    unmet_series_[b] = series(
        std::string("basket_unmet_") + kBandKeys[b], "1",
        {"ärenden utom räckhåll utan bil, " + bands[b].sv, "errands out of reach without a car, " + bands[b].en});
}

void AccessModel::measure(twin::WriteAccess& w) {
  const auto place = w[point_place_];
  const auto offers = w[offers_];
  const auto open = w[open_];
  ServicePlaces all;
  for (std::size_t s = 0; s != kServices; ++s)
    for (std::size_t point = 0; point != place.size(); ++point)
      if (open[point] && (offers[point] & bit_of(static_cast<Service>(s))) != 0) all[s].push_back(place[point].row);
  std::vector<SharedRides> rides = shared_.by_place(w);
  if (!legs_ || all != open_places_ || rides != rides_) find_nearest(w, std::move(all), std::move(rides));
  record_means(w);
  record_baskets(w);
}

void AccessModel::find_nearest(twin::WriteAccess& w, ServicePlaces open, std::vector<SharedRides> rides) {
  const CountyRoads& roads = transport_->roads();
  const BusDays& buses = transport_->buses();
  open_places_ = std::move(open);
  rides_ = std::move(rides);
  for (std::size_t s = 0; s != kServices; ++s) {
    const auto car = w[by_car_[s]], bus = w[by_bus_[s]];
    twin::for_each_index(car.size(), [&](std::size_t from) {
      car[from] = minutes_by_car(roads, static_cast<std::uint32_t>(from), open_places_[s]);
      bus[from] = minutes_without_car(roads, buses, static_cast<std::uint32_t>(from), open_places_[s]);
    });
  }
  const LevelOfService service(roads, buses, travel_.rules(),
                               travel_.free_places(w[municipality_], w.ids(municipalities_)), rides_);
  legs_.emplace(service, open_places_, w.rows(places_));
}

void AccessModel::record_baskets(twin::WriteAccess& w) const {
  const auto municipality = w[municipality_];
  const auto residents = w[residents_];
  std::vector<double> people(w.rows(municipalities_));
  for (std::size_t place = 0; place != residents.size(); ++place) people[municipality[place].row] += residents[place];
  const auto baskets_of = [&](AgeBand band, AccessMeans means) {
    std::vector<Basket> baskets(residents.size());
    for (std::uint32_t place = 0; place != baskets.size(); ++place)
      baskets[place] = weekly_basket(*legs_, place, band, means);
    return baskets;
  };
  const auto record = [&](twin::SeriesHandle series, const std::vector<Basket>& baskets, auto value) {
    std::vector<double> mean(people.size());
    for (std::size_t place = 0; place != baskets.size(); ++place)
      mean[municipality[place].row] += residents[place] * value(baskets[place]);
    for (std::size_t m = 0; m != mean.size(); ++m) mean[m] = people[m] == 0 ? 0 : mean[m] / people[m];
    w.record(series, mean);
  };
  for (const BasketSeries& kind : baskets_) {
    const std::vector<Basket> baskets = baskets_of(kind.band, kind.means);
    record(kind.minutes, baskets, [](const Basket& basket) { return basket.minutes; });
    record(kind.kr, baskets, [](const Basket& basket) { return basket.kr; });
    if (kind.band != AgeBand::kAdult || kind.means.digital) continue;
    const auto minutes = kind.means.car ? w[basket_by_car_] : w[basket_by_bus_];
    for (std::size_t place = 0; place != baskets.size(); ++place)
      minutes[place] =
          baskets[place].errands == 0 ? kOutOfReach : static_cast<std::int32_t>(std::lround(baskets[place].minutes));
  }
  for (std::size_t b = 0; b != kAgeBands; ++b) {
    const std::vector<Basket> baskets = baskets_of(static_cast<AgeBand>(b), {false, false});
    record(unmet_series_[b], baskets, [](const Basket& basket) { return basket.unmet_share(); });
    if (static_cast<AgeBand>(b) != AgeBand::kAdult) continue;
    for (std::size_t place = 0; place != baskets.size(); ++place)
      w[basket_unmet_][place] = static_cast<std::int32_t>(std::lround(1'000 * baskets[place].unmet_share()));
  }
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
