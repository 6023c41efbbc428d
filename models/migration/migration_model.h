#pragma once
#include "models/migration/destinations.h"
#include "models/migration/newcomers.h"
#include "models/rates.h"
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// Who moves, and where to: inside a municipality, between municipalities, out of the county, back, and in from
/// outside. Three steps: what triggers a move (hazard by age and sex), which municipality (gravity logit), which
/// place there; the dwelling is found by the population model. No programme may add to a hazard here: it changes what
/// people decide on.
class MigrationModel final : public twin::Model {
 public:
  explicit MigrationModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "migration"; }
  void declare(twin::Declare& d) override;
  void prepare(twin::Preparation& p) override;
  void step(twin::Step& s) override;

 private:
  std::vector<double> appeal(const twin::Access& a) const;
  void send_moves(twin::Step& s, const Destinations& destinations) const;
  void send_returns(twin::Step& s, const Destinations& destinations) const;
  void send_arrivals(twin::Step& s, const Destinations& destinations) const;
  void send_arrivals_by_history(twin::Step& s, const Destinations& destinations,
                                std::span<const double> appeal) const;
  /// A household from outside, without its destination.
  Arrive newcomer_household(const twin::Step& s, const Newcomers& newcomers, twin::StableId household) const;
  std::vector<double> expected_losses(const twin::Step& s) const;
  std::vector<double> net_rates(const twin::Step& s) const;

  BeginningPtr beginning_;
  Geography geography_;
  std::vector<bool> had_shop_;  ///< by place, at the base date
  twin::Rows persons_, away_;
  twin::In<MonthNumber> birth_month_, away_birth_month_;
  twin::In<Sex> sex_;
  twin::In<Role> role_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, origin_, point_place_;
  twin::In<ServiceSet> offers_;
  twin::In<bool> open_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> east_, north_;
  twin::In<std::int32_t> residents_;
  twin::In<std::int16_t> broadband_, first_broadband_;
  twin::Sends<Move> move_;
  twin::Sends<Depart> depart_;
  twin::Sends<Return> return_;
  twin::Sends<Arrive> arrive_;
  twin::Chance moves_, where_, returns_, returns_where_, arrivals_, newcomer_, newcomer_where_, strays_;
  twin::Param move_factor_, out_factor_, abroad_out_, arrivals_per_year_, abroad_in_, return_rate_, origin_tie_,
      broadband_pull_, distance_decay_, study_pull_, shop_pull_, strays_times_;
};

}  // namespace rurban
