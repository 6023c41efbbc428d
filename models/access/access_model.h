#pragma once
#include <array>
#include <vector>

#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// How long it takes from each place to the nearest open point of each service: by car in summer, and by bus or on
/// foot on a weekday, whichever is faster.
class AccessModel final : public twin::Model {
 public:
  AccessModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "access"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override { measure(f); }
  void step(twin::Step& s) override { measure(s); }

 private:
  void measure(twin::WriteAccess& w) const;
  void record_means(twin::WriteAccess& w) const;

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
};

}  // namespace rurban
