#pragma once
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// Who has paid work: people find and lose it so that each age and sex keeps the county's share, at the level that
/// the municipality had at the base date. Jobs themselves come with the economy.
class EmploymentModel final : public twin::Model {
 public:
  explicit EmploymentModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "employment"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  BeginningPtr beginning_;
  twin::Rows persons_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Sex> sex_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_;
  twin::In<MunicipalityRef> municipality_;
  twin::Out<bool> employed_;
  twin::Out<double> level_;
  twin::Chance changes_;
  twin::Param turnover_;
};

}  // namespace rurban
