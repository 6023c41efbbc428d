#pragma once
#include <array>

#include "models/rates.h"
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// Births by the mother's age and deaths by age and sex, month by month.
class DemographyModel final : public twin::Model {
 public:
  explicit DemographyModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "demography"; }
  void declare(twin::Declare& d) override;
  void step(twin::Step& s) override;

 private:
  /// Women of one age: [without a partner, with one].
  using WomenByAge = std::array<std::array<std::int64_t, 2>, kAges>;

  WomenByAge count_women(twin::Step& s) const;
  void send_deaths(twin::Step& s) const;
  void send_births(twin::Step& s) const;

  BeginningPtr beginning_;
  twin::Rows persons_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Sex> sex_;
  twin::In<Role> role_;
  twin::Sends<Die> die_;
  twin::Sends<Bear> bear_;
  twin::Chance death_, birth_, newborn_sex_;
  twin::Param fertility_factor_, partnered_ratio_, mortality_factor_, mortality_decline_;
};

/// Births per year of a woman without and with a partner, so that all women of her age together have `rate` births a
/// head, while those with a partner have `ratio` times as many as the others. Zero women give the plain rate.
std::array<double, 2> split_fertility(double rate, double ratio, double without_partner, double with_partner);

}  // namespace rurban
