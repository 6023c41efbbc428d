#pragma once
#include "models/rates.h"
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// Leaving home, moving together, separating: who wants to, and with whom. The population model carries it out.
class HouseholdsModel final : public twin::Model {
 public:
  explicit HouseholdsModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "households"; }
  void declare(twin::Declare& d) override;
  void step(twin::Step& s) override;

 private:
  BeginningPtr beginning_;
  twin::Rows persons_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Sex> sex_;
  twin::In<Role> role_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_;
  twin::In<MunicipalityRef> municipality_;
  twin::Sends<LeaveHome> leave_home_;
  twin::Sends<Unite> unite_;
  twin::Sends<Separate> separate_;
  twin::Chance leaves_, seeks_, separates_, same_sex_;
  twin::Param leaving_factor_, union_factor_, separation_factor_, same_sex_share_;
};

}  // namespace rurban
