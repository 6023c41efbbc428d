#pragma once
#include <optional>
#include <vector>

#include "models/income/consumption.h"
#include "models/income/pay.h"
#include "models/market_place.h"
#include "models/public_finance/benefits.h"
#include "models/public_finance/income_tax.h"
#include "twin/run/step.h"

namespace rurban {

/// The money of people: each month they are paid, draw pensions and benefits, pay taxes, interest and rent, and
/// spend; what is left stays on their accounts. All of it is booked, person by person to the öre, between the
/// accounts of their places and of whoever pays or is paid.
class IncomeModel final : public twin::Model {
 public:
  explicit IncomeModel(BeginningPtr beginning) : market_(std::move(beginning)) {}

  std::string_view name() const override { return "income"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;
  void audit(twin::Audit& a) const override;

 private:
  struct Rules;
  struct Receipts;
  struct Sums;
  struct Month;

  void declare_columns(twin::Declare& d);
  void declare_parameters(twin::Declare& d);
  void declare_flows(twin::Declare& d);
  void declare_series(twin::Declare& d);

  Rules rules(const twin::Access& a, int year) const;
  std::uint32_t home_of(const twin::Access& a, std::size_t person) const {
    return a[place_][a[household_][person].row].row;
  }

  static void support(const Rules& rules, Livelihood livelihood, std::int64_t former, bool single, Receipts& r);
  Receipts receipts(const twin::Access& a, const Rules& rules, MonthNumber month, std::size_t person) const;
  void calibrate(twin::Founding& f);
  void found_deposits(twin::Founding& f);

  void follow_moves(twin::Step& s) const;
  void receive(twin::Step& s, Month& month) const;
  std::vector<std::uint32_t> employers(const twin::Access& a) const;
  void book_wages(twin::Step& s, const Month& month) const;
  void book_transfers(twin::Step& s, const Month& month) const;
  std::vector<std::uint32_t> owners(const twin::Step& s, const Month& month, std::uint32_t place) const;
  void pay_dividends(twin::Step& s, Month& month) const;
  void pay_rents(twin::Step& s, const Month& month) const;
  void spend(twin::Step& s, Month& month) const;
  void buy(twin::Step& s, std::uint32_t place, std::int64_t amount) const;
  void pay_errands(twin::Step& s, Month& month) const;
  void keep_accounts(twin::Step& s, const Month& month) const;
  void record_year(twin::Step& s) const;

  void declare_place_income(twin::Declare& d);
  void found_place_income(twin::Founding& f) const;
  void tell_place_income(const twin::Step& s) const;

  twin::Account households(const twin::Access& a, std::uint32_t place) const {
    return account_of(a.ids(places_)[place], Part::kHouseholds);
  }

  MarketPlace market_;

  twin::Rows persons_, households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Sex> sex_;
  twin::In<Role> role_;
  twin::In<HouseholdRef> household_;
  twin::In<PersonRef> first_member_, next_member_;
  twin::In<PlaceRef> place_;
  twin::In<DwellingRef> dwelling_;
  twin::In<Tenure> tenure_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_;
  twin::In<bool> employed_;
  twin::In<FirmRef> workplace_;
  twin::In<std::uint8_t> skill_;
  twin::In<PlaceRef> firm_place_, station_place_;
  twin::In<Sector> firm_sector_;
  twin::In<Owner> firm_owner_;
  twin::In<std::int32_t> firm_site_, branch_jobs_, tax_rate_;
  twin::In<std::int64_t> dividends_local_, dividends_county_, local_power_;
  twin::In<std::int64_t> spent_, spent_here_, spent_seat_, spent_coast_, paper_spent_, line_fees_, lift_income_;

  twin::Out<std::int32_t> pay_, place_income_;
  twin::Out<std::int64_t> deposits_, disposable_, tax_base_, municipal_tax_, region_tax_, assistance_paid_, held_,
      year_disposable_, wages_booked_, sold_;
  twin::Out<PlaceRef> account_place_;
  twin::Out<double> level_;

  twin::Chance life_;
  twin::Param price_year_, propensity_, interest_, rent_, outside_wage_;

  MoneyNodes nodes_;
  twin::Stock money_;
  twin::Flow opening_, moved_, wages_, extraction_wages_, outside_wages_, municipal_tax_flow_, region_tax_flow_,
      state_tax_, capital_tax_, dividends_, local_power_flow_, pensions_, occupational_, benefits_, assistance_,
      interest_flow_, rents_, consumption_, online_;
  twin::SeriesHandle disposable_series_, level_series_, pay_series_;
};

}  // namespace rurban
