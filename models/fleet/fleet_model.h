#pragma once
#include <array>
#include <vector>

#include "models/fleet/duties.h"
#include "models/fleet/fleet_film.h"
#include "models/fleet/fleet_work.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// The vehicles that serve the county: how many each municipality needs of a kind, how far they drive and what that
/// costs, year by year; buses as the timetable has them; and where each of them is on a day.
class FleetModel final : public twin::Model {
 public:
  FleetModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "fleet"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;
  void film(twin::Filming& f) override;

 private:
  /// By kind, then municipality.
  using Years = std::array<std::vector<FleetYear>, kVehicleKinds>;

  Years plan(const twin::Access& w, const FleetWork& work) const;
  /// Buys and scraps until there are as many vehicles as are needed.
  void keep_vehicles(twin::WriteAccess& w, const FleetWork& work, const Years& years) const;
  void record(twin::WriteAccess& w, const Years& years) const;
  /// Books the state's part of what bringing groceries home costs. Drivers and running costs are in the wages and
  /// purchases of those who run the vehicles.
  void grant(twin::Step& s, const FleetWork& work, const Years& years) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::OwnedRows vehicles_;
  FleetWorkColumns work_;
  twin::Rows places_, municipalities_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int16_t> market_;
  twin::Out<std::int64_t> minutes_;
  twin::Out<VehicleKind> kind_;
  twin::Out<PlaceRef> depot_;
  twin::Out<std::int32_t> km_;

  twin::Chance chance_;
  twin::Param grant_share_, grant_most_;
  twin::Flow grant_flow_;
  twin::Account state_ = 0;
  std::array<twin::SeriesHandle, kVehicleKinds> count_series_, km_series_, kr_series_, mwh_series_;
};

}  // namespace rurban
