#pragma once
#include <vector>

#include "models/newspaper/delivery.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// The county's printed newspapers, year by year: who subscribes, the rounds that bring the paper out, what a copy
/// costs in each place, and which places the publisher gives up.
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
  Routes routes(const twin::Access& w) const;
  void count_subscribers(twin::WriteAccess& w, int year) const;
  /// Plans the rounds, sets what a copy costs by place, and books a year of it. Returns what a copy adds, by place.
  std::vector<double> bring_out(twin::WriteAccess& w, int year, bool book) const;
  /// What subscribers and the state pay for a year goes to the firms where the paper is printed; what bringing it out
  /// costs is in the wages and purchases of all firms.
  void book_year(twin::WriteAccess& w, std::uint32_t press, const std::vector<Delivery>& deliveries, int year) const;
  double revenue_kr_per_copy() const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::Rows persons_, households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> spread_;
  twin::In<std::int32_t> residents_;
  twin::Out<bool> delivered_;
  twin::Out<std::int32_t> subscribers_, ore_per_copy_;
  twin::Out<std::int64_t> spent_, taken_;

  twin::Chance taste_;
  twin::Param decline_, subscription_, tolerated_;
  twin::Flow subscription_flow_, aid_flow_;
  twin::Account state_ = 0;
  twin::SeriesHandle subscribers_series_, lost_, cost_, dearest_, places_series_;
};

}  // namespace rurban
