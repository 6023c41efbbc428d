#pragma once
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/broadband/dwellings.h"
#include "models/broadband/plan.h"
#include "models/broadband/take_up.h"
#include "models/money.h"
#include "models/places.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// Fixed broadband: which homes have 100 Mbit/s, which fibre passes, and who subscribes. Each year the money that
/// there is extends the net to where it serves most for its cost; people can decide on fibre to a place. Homes keep
/// what they have when people move.
class BroadbandModel final : public twin::Model {
 public:
  BroadbandModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)), seats_(seats(beginning_->county())) {}

  std::string_view name() const override { return "broadband"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void act(twin::Acting& a) override;
  void step(twin::Step& s) override;

 private:
  /// By cluster of the graph.
  struct Clusters {
    std::vector<std::vector<std::uint32_t>> dwellings;
    std::vector<broadband::Premises> premises;  ///< of those lived in
  };
  /// What is built in a step, by municipality.
  struct Built {
    std::vector<std::int64_t> homes, ore;
  };

  void declare_parameters(twin::Declare& d);
  void declare_series(twin::Declare& d);

  std::uint32_t root(const broadband::FibreGraph& graph) const;
  broadband::FibreGraph graph(const twin::Access& a) const;
  Clusters clusters(const twin::Access& a) const;
  broadband::DwellingLines lines(const twin::Access& a) const;
  /// Anew, after lines were built.
  void count(const twin::Access& a, Clusters& all) const;
  /// By household.
  std::vector<std::int16_t> youngest(const twin::Access& a, twin::Date now) const;
  double monthly_price() const;

  void hand_out(twin::Founding& f, const Clusters& all, std::span<const broadband::Premises> wanted) const;
  void connect_first(twin::Founding& f, std::vector<std::uint32_t> passed, std::int32_t connected,
                     std::span<const std::int16_t> youngest) const;
  /// Gives `count` of the cluster's homes without anything a line (cable also to those that fibre passes), and of its
  /// vacant ones as large a part.
  void give_lines(twin::WriteAccess& w, std::span<const std::uint32_t> dwellings, std::int32_t count, Line line,
                  MonthNumber since) const;
  /// Homes that were built or put to use since the last quarter are passed as often as the others of their place;
  /// what it takes is in the price of the home.
  void reach_new_homes(twin::Step& s) const;
  bool any_ordered(const twin::Access& a) const;
  void build(twin::Step& s, Clusters& all) const;
  void build_ordered(twin::Step& s, const broadband::FibreGraph& net, Clusters& all, Built& built) const;
  void build_by_budget(twin::Step& s, const broadband::FibreGraph& net, Clusters& all, Built& built) const;
  void carry_out(twin::Step& s, const broadband::FibreGraph& net, const broadband::YearPlan& plan, Clusters& all,
                 Built& built) const;
  std::vector<std::optional<broadband::RadioOffer>> offers(const broadband::FibreGraph& net,
                                                           std::span<const std::uint8_t> lit,
                                                           std::span<const broadband::Premises> homes) const;
  std::vector<broadband::PlaceNeeds> needs(const twin::Access& a) const;
  void order_works(twin::Step& s, std::span<const std::int64_t> cost_by_place) const;
  void subscribe(twin::Step& s) const;
  void tell_places(twin::WriteAccess& w) const;
  void record_year(twin::Step& s, const Clusters& all) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  std::vector<std::uint32_t> seats_;  ///< by municipality

  twin::OwnedRows links_;
  twin::Rows places_, municipalities_, dwellings_, persons_, households_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<PlaceRef> dwelling_place_;
  twin::In<twin::Metres> dwelling_east_, dwelling_north_;
  twin::In<HouseholdRef> occupant_, household_;
  twin::In<MonthNumber> birth_month_;
  twin::In<ServiceSet> offers_;
  twin::In<PlaceRef> point_place_, firm_place_;
  twin::In<bool> point_open_;
  twin::In<std::int16_t> mobile_data_;

  twin::Out<Line> line_;
  twin::Out<MonthNumber> passed_since_;
  twin::Out<bool> lit_, ordered_;
  twin::Out<std::int16_t> passed_, broadband_, first_, online_;
  twin::Out<std::int64_t> fees_, unspent_;

  twin::Sends<OrderWorks> works_;
  twin::Chance order_, take_up_;
  twin::Param budget_, state_share_, municipal_share_, fee_, subscription_, other_ways_, radio_links_, villages_;
  twin::Flow fee_flow_;
  twin::SeriesHandle passed_series_, fast_series_, scattered_series_, built_series_, cost_series_, gap_series_;
};

}  // namespace rurban
