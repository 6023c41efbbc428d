#pragma once
#include <array>
#include <vector>

#include "models/fleet/duties.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// The vehicles that serve the county: how many each municipality needs of a kind, how far they drive and what that
/// costs, year by year; buses as the timetable has them.
class FleetModel final : public twin::Model {
 public:
  FleetModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "fleet"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  static constexpr std::size_t kKinds = kDuties.size() + 1;  ///< with buses, the last
  /// By kind, then municipality.
  using Years = std::array<std::vector<DutyYear>, kKinds>;

  Years plan(const twin::WriteAccess& w) const;
  std::vector<std::uint32_t> depots(const twin::WriteAccess& w) const;
  std::vector<Doors> doors(const twin::WriteAccess& w) const;
  /// Buys and scraps until there are as many vehicles as are needed.
  void keep_vehicles(twin::WriteAccess& w, const Years& years) const;
  void record(twin::WriteAccess& w, const Years& years) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::OwnedRows vehicles_;
  twin::Rows places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, dwelling_place_, point_place_;
  twin::In<HouseholdRef> occupant_;
  twin::In<DwellingKind> dwelling_kind_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> spread_;
  twin::In<std::int32_t> residents_;
  twin::In<ServiceSet> offers_;
  twin::In<bool> open_;
  twin::Out<VehicleKind> kind_;
  twin::Out<PlaceRef> depot_;
  twin::Out<std::int32_t> km_;

  twin::Param bus_kr_per_km_;
  twin::Stock money_;
  std::array<twin::Flow, kKinds> wages_, running_;
  twin::Account payer_ = 0, region_ = 0, world_ = 0;
  std::array<twin::SeriesHandle, kKinds> count_series_, km_series_, kr_series_;
};

}  // namespace rurban
