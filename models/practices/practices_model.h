#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/market_place.h"
#include "models/practices/meetings.h"
#include "models/practices/spread.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// Service as a process: ways of organising a service arise in a municipality and reach the others, slowly between
/// neighbours, faster where their developers meet in rotation. Meetings take time and money; what practices do to
/// services is not claimed, but for what adopters save if they buy jointly, which is nothing unless it is asked for.
class PracticesModel final : public twin::Model {
 public:
  PracticesModel(BeginningPtr beginning, TransportPtr transport)
      : market_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "practices"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  void declare_columns(twin::Declare& d);
  void declare_spread(twin::Declare& d);
  void declare_meetings(twin::Declare& d);
  void declare_series(twin::Declare& d);

  practices::TrustRules trust_rules() const;
  practices::MeetingRules meeting_rules(int year) const;
  int meetings_a_year() const;

  std::uint32_t seat(std::size_t municipality) const { return market_.seat(municipality); }
  /// From seat to seat; nothing inside one.
  practices::Way way(twin::Date date, std::uint32_t from, std::uint32_t to) const;

  void begin_year(twin::Step& s) const;
  void arise(twin::Step& s) const;
  void forget(twin::Step& s) const;
  /// Holds this month's meeting, if there is one, and has it paid for. By municipality, whether its developers came.
  std::vector<std::uint8_t> meet(twin::Step& s) const;
  void build_trust(twin::Step& s, std::span<const std::uint8_t> present) const;
  void pass_on(twin::Step& s, std::span<const std::uint8_t> present) const;
  /// Adopters of the county's oldest practice stand for those who buy jointly, as long as there are meetings.
  void procure(twin::Step& s) const;
  /// A visit's hours and kilometres are paid at home.
  void pay_visit(twin::Step& s, std::uint32_t home, std::uint32_t host, const practices::Visit& visit) const;
  void pay(twin::Step& s, std::uint32_t municipality, std::uint32_t host, std::int64_t amount, Sector sector) const;
  void pay_by_region(twin::Step& s, std::uint32_t place, std::uint32_t host, std::int64_t amount,
                     Sector sector) const;
  void record_year(twin::Step& s) const;
  void record_spread(twin::Step& s) const;

  MarketPlace market_;
  TransportPtr transport_;

  twin::Rows municipalities_, places_;
  twin::OwnedRows practices_, colleagues_;
  twin::In<std::int64_t> purchases_;
  twin::Out<MunicipalityRef> origin_;
  twin::Out<MonthNumber> since_, everywhere_;
  twin::Out<std::uint64_t> adopters_;
  twin::Out<double> trust_;
  twin::Out<std::int64_t> minutes_, travel_, cost_, region_cost_, hosted_minutes_, saved_;
  twin::Out<std::int32_t> hosted_year_, hosted_;
  twin::Sends<OrderWorks> works_;
  twin::Chance arises_chance_, comes_, tells_;

  twin::Param meetings_, people_, attendance_, minutes_each_, hourly_cost_, expenses_, replaced_, region_share_;
  twin::Param arises_, per_contact_, neighbour_contacts_, trust_gain_, trust_half_life_, saving_, procured_;
  twin::Param price_year_;
  twin::SeriesHandle adopted_series_, minutes_series_, travel_series_, hosted_series_, cost_series_, saved_series_;
  twin::SeriesHandle known_series_, everywhere_series_, months_series_, held_series_, outside_series_,
      public_cost_series_;
};

}  // namespace rurban
