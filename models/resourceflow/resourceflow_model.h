#pragma once
#include <vector>

#include "models/market_place.h"
#include "models/money.h"
#include "models/resourceflow/balance.h"
#include "models/resourceflow/equity.h"
#include "models/resourceflow/place_flows.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// The indices, from what all others booked: each year what places sent out and what came back, in money, people and
/// services; and how welfare is spread over groups and places. Follows who moves, month by month, and changes nothing
/// that others read.
class ResourceflowModel final : public twin::Model {
 public:
  ResourceflowModel(BeginningPtr beginning, TransportPtr transport)
      : market_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "resourceflow"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  struct Year;
  struct Welfare;

  void declare_series(twin::Declare& d);
  void declare_layers(twin::Declare& d);
  std::uint32_t home_of(const twin::Access& a, std::size_t person) const {
    return a[place_][a[household_][person].row].row;
  }
  void count_moves(twin::Step& s) const;
  Year read(twin::Step& s) const;
  std::vector<PlaceFlows> at_base_prices(const twin::Step& s, const Year& year) const;
  void record_flows(twin::Step& s, const Year& year) const;
  void record_municipalities(twin::Step& s, const Year& year) const;
  void record_layers(twin::Step& s, const Year& year) const;
  Welfare welfare(const twin::Step& s) const;
  void record_equity(twin::Step& s, const Welfare& all) const;

  MarketPlace market_;
  TransportPtr transport_;

  twin::LedgerView ledger_;
  twin::Rows persons_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_, away_birth_month_, away_since_;
  twin::In<Sex> sex_;
  twin::In<BirthRegion> born_in_;
  twin::In<HouseholdRef> household_;
  twin::In<PersonRef> first_member_, next_member_;
  twin::In<CarRef> first_car_;
  twin::In<PlaceRef> place_, away_origin_, point_place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_, basket_by_car_, basket_by_bus_, visits_;
  twin::In<std::int64_t> disposable_, in_kind_, service_minutes_, shared_minutes_, meeting_minutes_, meeting_travel_;
  twin::In<twin::Metres> east_, north_;
  twin::In<std::int32_t> ideas_from_towns_, ideas_from_countryside_;

  twin::Out<PlaceRef> counted_place_;
  twin::Out<std::int32_t> young_out_, young_in_, settlers_, balance_;
  twin::Out<std::int64_t> visits_so_far_;

  twin::Param price_year_, value_of_time_, unreached_;
  twin::Stock money_;
  twin::Account ground_ = 0;

  twin::SeriesHandle returned_, extracted_, balance_series_, balance_by_municipality_, ratio_by_municipality_;
  twin::SeriesHandle rural_, rural_with_people_, rural_fixed_, county_;
  std::array<twin::SeriesHandle, kChannels> channels_;
  twin::SeriesHandle rural_goods_, rural_people_, people_layer_, services_layer_;
  twin::SeriesHandle ideas_layer_, ideas_to_towns_, ideas_from_towns_series_;
  static constexpr std::size_t kGroupings = 6;
  std::array<twin::SeriesHandle, kGroupings> between_;
  std::array<std::vector<twin::SeriesHandle>, kGroupings> welfare_of_group_, persons_of_group_;
  twin::SeriesHandle interplay_;
  twin::SeriesHandle theil_, gini_, palma_, atkinson_, concentration_, spatial_, gini_municipalities_;
};

}  // namespace rurban
