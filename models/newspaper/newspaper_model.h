#pragma once
#include <array>
#include <vector>

#include "models/money.h"
#include "models/newspaper/delivery.h"
#include "models/newspaper/tablet.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// The county's newspapers, year by year: who subscribes in print, the rounds that bring the paper out, what a copy
/// costs in each place, which places the publisher gives up, and, as a programme, who there reads on with a tablet.
class NewspaperModel final : public twin::Model {
 public:
  NewspaperModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "newspaper"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;
  void film(twin::Filming& f) override;

 private:
  /// What is brought out from where.
  struct Routes {
    std::uint32_t press = 0;
    std::vector<std::uint32_t> depots;          ///< by municipality
    std::vector<std::vector<RoundStop>> stops;  ///< by municipality
  };
  /// A year of bringing the paper out.
  struct Rounds {
    std::uint32_t press = 0;
    std::vector<Delivery> deliveries;  ///< by municipality
    std::vector<double> marginal;      ///< by place: kr that a copy adds to the round
  };
  /// A year of reading on a tablet, by place.
  struct Tablets {
    std::vector<std::int64_t> readers;  ///< households that read all the year
    std::vector<std::int64_t> given;    ///< at the end of the year, to those who lost the paper edition
    std::vector<TabletBill> bills;      ///< of those given
  };
  /// Who takes the paper edition if it is brought out.
  struct Taste {
    std::vector<std::int16_t> eldest;  ///< by household
    double left = 1;                   ///< of those who took it in the first year
  };

  void declare_tablets(twin::Declare& d);
  void declare_series(twin::Declare& d);

  Taste taste(const twin::WriteAccess& w, int year) const;
  bool subscribes(const twin::WriteAccess& w, const Taste& taste, std::size_t household) const;
  Routes routes(const twin::Access& w) const;
  void count_subscribers(twin::WriteAccess& w, int year) const;
  /// Plans the rounds, and sets what a copy costs by place.
  Rounds bring_out(twin::WriteAccess& w) const;
  /// The places that the publisher gives up; by place.
  std::vector<std::uint8_t> give_up(twin::Step& s, const Rounds& rounds, int year) const;
  void keep_reading(twin::Step& s, Tablets& tablets) const;
  void offer_tablets(twin::Step& s, const std::vector<std::uint8_t>& given_up, int year, Tablets& tablets) const;
  /// What readers and the state pay for a year goes to the firms where the paper is printed; what bringing it out
  /// costs is in the wages and purchases of all firms. Tablets are imported; courses are bought near the place.
  void book_year(twin::Step& s, const Rounds& rounds, const Tablets& tablets, int year) const;
  /// Returns what the publisher gets for tablets less what it pays.
  std::int64_t book_tablets(twin::Step& s, twin::Account publisher, const Tablets& tablets) const;
  void record_tablets(twin::Step& s, const Tablets& tablets) const;
  /// Which part of the people the paper reaches, in print or on a tablet.
  void record_informed(twin::WriteAccess& w, int year) const;
  double revenue_kr_per_copy() const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::Rows persons_, households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<DwellingRef> dwelling_;
  twin::In<PlaceRef> place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> spread_;
  twin::In<std::int32_t> residents_;
  twin::In<Line> line_;
  twin::In<std::int16_t> fast_, online_;
  twin::Out<bool> delivered_, on_tablet_;
  twin::Out<std::int32_t> subscribers_, ore_per_copy_, tablet_readers_;
  twin::Out<std::int64_t> spent_, taken_, tablet_spent_, tablet_years_;

  twin::Sends<OrderWorks> works_;
  twin::Chance taste_, takes_, keeps_;
  twin::Param decline_, subscription_, tolerated_;
  twin::Param offer_, take_up_, retention_, course_helps_, tablet_cost_, course_cost_, state_share_, digital_,
      anyway_;
  twin::Flow subscription_flow_, aid_flow_, digital_flow_, support_flow_, tablet_flow_;
  MoneyNodes nodes_;
  twin::SeriesHandle subscribers_series_, lost_, cost_, dearest_, places_series_;
  /// By age and by class of place.
  struct GroupSeries {
    std::array<twin::SeriesHandle, kReaderAges> by_age;
    std::array<twin::SeriesHandle, kPlaceClasses> by_class;
  };
  static void record(twin::WriteAccess& w, const GroupSeries& series, const ReaderTally& tally);
  GroupSeries lost_group_, given_group_, informed_group_;
  twin::SeriesHandle readers_series_, given_series_, informed_series_, tablet_cost_series_, public_series_,
      per_year_series_, per_gained_series_;
};

}  // namespace rurban
