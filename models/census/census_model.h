#pragma once
#include "models/vocabulary.h"
#include "twin/run/step.h"

namespace rurban {

/// Counts people by municipality and place, age group and employment at the end of every month. Changes nothing else.
class CensusModel final : public twin::Model {
 public:
  std::string_view name() const override { return "census"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override { count(f); }
  void step(twin::Step& s) override { count(s); }

 private:
  void count(const twin::WriteAccess& w) const;

  twin::Rows persons_, municipalities_, places_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Role> role_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<bool> employed_;
  twin::Out<std::int16_t> place_elderly_, place_employed_;
  twin::SeriesHandle children_, working_age_, elderly_, employed_series_, partnered_;
};

}  // namespace rurban
