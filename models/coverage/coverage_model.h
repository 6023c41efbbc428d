#pragma once
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/coverage/air.h"
#include "models/coverage/campaign.h"
#include "models/coverage/reconstruction.h"
#include "models/coverage/siting.h"
#include "models/money.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// Masts and what they cover: as it is, as operators' maps have it, and as who plans knows it. The networks grow as
/// the operators build; people can put up, move, raise and take down masts; vehicles with phones measure on their
/// rounds, and each January the known map is drawn anew from what they found; a budget builds where the chosen map
/// says that most is missing. A county without terrain has no cells and no masts.
class CoverageModel final : public twin::Model {
 public:
  CoverageModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "coverage"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void prepare(twin::Preparation& p) override;
  void act(twin::Acting& a) override;
  void step(twin::Step& s) override;

 private:
  /// Both fields, as the masts of the run make them.
  struct Fields {
    std::shared_ptr<const coverage::Air> air;
    coverage::Field truth, planned;
  };
  /// Which map a decision is made on.
  enum class Basis : std::uint8_t { kClaimed, kKnown, kTrue };
  struct Candidates;
  /// Sum over the operators that are heard in a cell, dB^2.
  struct MapError {
    double squares = 0;
    std::int64_t compared = 0;
  };

  void declare_columns(twin::Declare& d);
  void declare_parameters(twin::Declare& d);
  void declare_acts(twin::Declare& d);
  void declare_layers(twin::Declare& d);
  void declare_series(twin::Declare& d);

  bool has_air() const { return beginning_->county().terrain.has_value(); }
  std::shared_ptr<const coverage::Air> air() const;
  const coverage::CountyCells& cells() const { return fields_->air->cells; }
  coverage::Site site_of(const twin::Access& a, std::size_t mast) const;
  void follow_masts(const twin::Access& a);
  void write_site(twin::WriteAccess& w, std::size_t mast, const coverage::Site& site, MonthNumber since,
                  bool decided) const;
  std::size_t add_mast(twin::WriteAccess& w, const coverage::Site& site, MonthNumber since, bool decided);
  /// In both fields, and the columns of the cells that this touches.
  void put(twin::WriteAccess& w, std::span<const coverage::Site> sites);
  void take_away(twin::WriteAccess& w, std::uint32_t site);
  void look_where_touched(twin::WriteAccess& w) const;
  std::string label_of(const coverage::Site& site) const;
  std::uint32_t nearest_place(double east_m, double north_m) const;

  /// Of the run's ground, see campaign.h.
  double hidden_db(std::uint32_t cell) const;

  /// The columns of these cells from the fields and the corrections.
  void look(twin::WriteAccess& w, std::span<const std::uint32_t> which) const;
  void look_everywhere(twin::WriteAccess& w) const;
  void look_at_homes(twin::WriteAccess& w) const;
  std::uint32_t cell_of_home(const twin::Access& a, std::size_t home) const;

  void grow(twin::Step& s);
  void measure(twin::Step& s) const;
  void pay_measuring(twin::Step& s, std::span<const std::int32_t> rounds) const;
  void visit(twin::Step& s, std::uint32_t cell, std::int32_t visits, std::size_t phone) const;
  std::uint32_t place_of_track(const twin::Access& a, std::uint32_t municipality, const twin::Draw& draw) const;
  void draw_known_map(twin::Step& s) const;
  std::vector<coverage::Site> candidate_sites() const;
  std::vector<std::uint32_t> standing(const twin::Access& a, std::span<const coverage::Site> candidates) const;
  std::vector<std::int64_t> weights(const twin::Access& a, std::span<const std::uint8_t> map) const;
  std::vector<std::uint32_t> reach(coverage::Site site, bool in_truth) const;
  std::shared_ptr<const Candidates> candidates() const;
  void build(twin::Step& s);
  void pay(twin::Step& s) const;
  MapError map_error(const twin::Access& a, std::uint32_t cell) const;
  void record_year(twin::Step& s) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  std::unique_ptr<Fields> fields_;

  twin::OwnedRows masts_, cells_;
  twin::Rows places_, municipalities_, dwellings_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_;
  twin::In<PlaceRef> dwelling_place_;
  twin::In<twin::Metres> dwelling_east_, dwelling_north_;
  twin::In<DwellingKind> dwelling_kind_;
  twin::In<HouseholdRef> occupant_;

  twin::Out<twin::Metres> mast_east_, mast_north_, cell_east_, cell_north_;
  twin::Out<std::uint16_t> height_, visits_;
  twin::Out<std::uint8_t> kind_, service_, claimed_, known_, doubt_;
  std::array<twin::Out<std::uint8_t>, kMobileOperators> bands_;
  std::array<twin::Out<std::int16_t>, kMobileOperators> reading_;
  std::array<twin::Out<std::int8_t>, kMobileOperators> correction_;
  twin::Out<MonthNumber> since_;
  twin::Out<bool> decided_;
  twin::Out<std::int16_t> signal_, calls_, mobile_data_;

  twin::Sends<OrderWorks> works_;
  twin::Chance noise_, phones_, tracks_;
  twin::Param ground_, hidden_sd_, road_sd_, visit_sd_, phone_sd_, trucks_, truck_cost_, tracks_per_year_;
  twin::Param budget_, budget_from_, basis_, tall_, state_share_, mast_cost_, tall_cost_, running_cost_, rent_;
  twin::Param worth_of_people_, worth_of_roads_, worth_of_land_;
  MoneyNodes nodes_;
  twin::Flow rent_flow_;
  twin::SeriesHandle masts_series_, calls_land_, calls_roads_, data_land_, calls_homes_, promised_, missed_, error_,
      doubt_series_, seen_, rent_series_, built_series_, measuring_series_, regret_series_;
};

}  // namespace rurban
