#pragma once
#include <array>
#include <optional>
#include <vector>

#include "models/fleet/fleet_work.h"
#include "models/marketplace/books.h"
#include "models/marketplace/price.h"
#include "models/money.h"
#include "models/transport/transport.h"
#include "models/transport/travel_params.h"
#include "twin/run/step.h"

namespace rurban {

/// One publicly owned marketplace for all transports: each quarter it lives a day with all vehicles that drive anyway
/// and all that want to be taken along, once as today's separate operations would and once with those who have
/// joined; tells people what rides they can have, and books what changes hands.
class MarketplaceModel final : public twin::Model {
 public:
  MarketplaceModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "marketplace"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;
  void film(twin::Filming& f) override;
  void tell(twin::Telling& t) override;

 private:
  /// All that a day needs, whoever has joined.
  struct Scene {
    FleetWork work;
    std::vector<PlaceClass> classes;  ///< by place
    std::vector<Carless> carless;
    std::vector<Commuter> commuters;
    vrp::Hops hops;
    std::vector<VehicleOffer> offers;
    std::vector<MarketRequest> requests;
  };

  void declare_params(twin::Declare& d);
  void declare_series(twin::Declare& d);
  bool is_open() const { return *joined_ > 0; }
  Scene scene(const twin::Access& a, twin::Date day) const;
  std::vector<Carless> carless(const twin::Access& a, twin::Date now) const;
  std::vector<Commuter> commuters(const twin::Access& a, twin::Date now) const;
  std::vector<bool> joined(const twin::Access& a) const;
  Groups groups(const twin::Access& a, const Scene& scene) const;
  DayRules rules(const twin::Access& a, twin::Date day, std::size_t requests) const;
  Outcomes live(const twin::Access& a, const Scene& scene, const Groups& groups, const DayRules& rules) const;
  /// What is asked of whom in one municipality, without private drivers.
  Scene part_of(const twin::Access& a, const Scene& scene, std::uint32_t municipality, bool travellers) const;
  /// What each kind of operator adds to what all save together there.
  std::array<double, kOperators> contributions(const twin::Access& a, const Scene& scene, std::uint32_t municipality,
                                               DayRules rules) const;
  /// What a few travellers there would pay after Vickrey, Clarke and Groves.
  VcgPayments truthful(const twin::Access& a, const Scene& scene, std::uint32_t municipality, DayRules rules) const;

  void offer_nothing(twin::WriteAccess& w) const;
  void list_members(twin::WriteAccess& w) const;
  void offer_rides(twin::WriteAccess& w, const Outcomes& market, const std::vector<PlaceClass>& classes) const;
  void book(twin::Step& s, const MarketBooks& books) const;
  void record(twin::WriteAccess& w, const Outcomes& outcomes,
              const std::array<std::int64_t, kOperators>& gains) const;
  void record_references(twin::WriteAccess& w, const Outcomes& market, const VcgPayments& vcg) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  FleetWorkColumns work_;
  TravelParams travel_;
  twin::Rows persons_, households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, point_place_, firm_place_, depot_;
  twin::In<CarRef> first_car_;
  twin::In<bool> employed_, remote_, open_;
  twin::In<FirmRef> workplace_;
  twin::In<ServiceSet> offers_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int64_t> disposable_;
  twin::In<VehicleKind> vehicle_kind_;
  twin::In<std::int32_t> rides_;
  twin::Out<std::int16_t> wait_, fare_, served_, joined_column_;
  twin::Out<std::int64_t> lift_income_, shared_minutes_;
  twin::Sends<OrderWorks> works_;

  twin::Chance asks_, joins_, shares_;
  twin::Param joined_, data_sharing_, trust_, growth_, lift_drivers_, bus_slack_, vans_, fare_cap_, platform_,
      improvement_, observe_;
  twin::Flow carriage_, lifts_;
  MoneyNodes nodes_;

  struct Series {
    twin::SeriesHandle asked, served, cost_per_trip, cost_per_parcel, waiting, detour, km, empty_km, shared, co2e,
        public_money;
  };
  Series series_;
  struct ClassSeries {
    twin::SeriesHandle unserved, declined, cost_per_trip, cost_per_parcel, waiting, fare, dearest_fare;
  };
  std::array<ClassSeries, kPlaceClasses> by_class_;
  std::array<twin::SeriesHandle, kAgeBands> by_age_;
  std::array<twin::SeriesHandle, kIncomeFifths> by_income_;
  std::array<twin::SeriesHandle, kOperators> gains_;
  twin::SeriesHandle uniform_fare_, vcg_served_, vcg_deficit_;
};

}  // namespace rurban
