#pragma once
#include <array>
#include <optional>
#include <vector>

#include "models/access/basket.h"
#include "models/transport/shared_rides.h"
#include "models/transport/transport.h"
#include "models/transport/travel_params.h"
#include "twin/run/step.h"

namespace rurban {

/// How long it takes from each place to the nearest open point of each service: by car in summer, and by bus or on
/// foot on a weekday, whichever is faster; and what a week's errands take of minutes and kronor, by age and means.
class AccessModel final : public twin::Model {
 public:
  AccessModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "access"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override { measure(f); }
  void prepare(twin::Preparation&) override { legs_.reset(); }
  void step(twin::Step& s) override { measure(s); }

 private:
  void declare_baskets(twin::Declare& d);
  void measure(twin::WriteAccess& w);
  void find_nearest(twin::WriteAccess& w, ServicePlaces open, std::vector<SharedRides> rides);
  void record_means(twin::WriteAccess& w) const;
  void record_baskets(twin::WriteAccess& w) const;

  ServicePlaces open_places_;        ///< that legs_ lead to
  std::vector<SharedRides> rides_;   ///< that legs_ may be
  std::optional<NearestLegs> legs_;  ///< kept until one of them changes, or a parameter
  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::Rows places_, municipalities_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_;
  twin::In<PlaceRef> point_place_;
  twin::In<ServiceSet> offers_;
  twin::In<bool> open_;
  std::array<twin::Out<std::int16_t>, kServices> by_car_, by_bus_;
  std::array<twin::SeriesHandle, kServices> car_series_, bus_series_;

  twin::Out<std::int32_t> basket_by_car_, basket_by_bus_, basket_unmet_;
  struct BasketSeries {
    AgeBand band;
    AccessMeans means;
    twin::SeriesHandle minutes, kr;
  };
  std::vector<BasketSeries> baskets_;
  std::array<twin::SeriesHandle, kAgeBands> unmet_series_;
  TravelParams travel_;
  SharedRideColumns shared_;
};

}  // namespace rurban
