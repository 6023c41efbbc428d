#pragma once
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// The civil and the dwelling register: owns persons, households, dwellings, cars and those away, and carries out
/// what other models decided, one event after another in the order bear, die, depart, separate, unite, leave home,
/// move, return, arrive. An event whose people are gone or changed meanwhile is void. Every change of a person's
/// place is booked in the ledger, so that people balance to one person.
class PopulationModel final : public twin::Model {
 public:
  explicit PopulationModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "population"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void prepare(twin::Preparation& p) override;
  void step(twin::Step& s) override;
  void audit(twin::Audit& a) const override;

 private:
  friend class Register;

  void found_away(twin::Founding& f) const;
  void find_municipalities(const twin::Access& a);
  /// How many there are of each kind, at the base date and after every step.
  void record_stocks(const twin::WriteAccess& w) const;

  BeginningPtr beginning_;
  std::vector<std::uint32_t> municipality_of_;  ///< by place

  twin::OwnedRows persons_, households_, dwellings_, cars_, away_;
  twin::Rows places_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> place_east_, place_north_, place_spread_;

  twin::Out<MonthNumber> birth_month_;
  twin::Out<Sex> sex_;
  twin::Out<Role> role_;
  twin::Out<BirthRegion> born_in_;
  twin::Out<HouseholdRef> household_;
  twin::Out<PersonRef> next_member_;
  twin::Out<PersonRef> first_member_;
  twin::Out<DwellingRef> dwelling_;
  twin::Out<PlaceRef> place_;
  twin::Out<CarRef> first_car_;
  twin::Out<PlaceRef> dwelling_place_;
  twin::Out<twin::Metres> dwelling_east_, dwelling_north_;
  twin::Out<DwellingKind> dwelling_kind_;
  twin::Out<Tenure> dwelling_tenure_;
  twin::Out<HouseholdRef> occupant_;
  twin::Out<CarRef> next_car_;
  twin::Out<MonthNumber> away_birth_month_;
  twin::Out<Sex> away_sex_;
  twin::Out<BirthRegion> away_born_in_;
  twin::Out<PlaceRef> away_origin_;
  twin::Out<MonthNumber> away_since_;
  twin::Out<std::int32_t> residents_;

  twin::Receives<Bear> bear_;
  twin::Receives<Die> die_;
  twin::Receives<LeaveHome> leave_home_;
  twin::Receives<Unite> unite_;
  twin::Receives<Separate> separate_;
  twin::Receives<Move> move_;
  twin::Receives<Depart> depart_;
  twin::Receives<Return> return_;
  twin::Receives<Arrive> arrive_;

  twin::Chance homes_, cars_draw_, away_draw_;
  twin::Stock people_;
  twin::Flow opening_flow_, birth_flow_, death_flow_, move_flow_, departure_flow_, arrival_flow_, return_flow_;
  twin::Account before_ = 0, born_ = 0, dead_ = 0, sweden_ = 0, abroad_ = 0;
  twin::Param away_years_;
  twin::SeriesHandle residents_series_, households_series_, births_series_, deaths_series_, in_series_, out_series_,
      moved_in_series_, moved_out_series_, vacant_series_, place_residents_series_, away_series_;
};

}  // namespace rurban
