#pragma once
#include <vector>

#include "models/market_place.h"
#include "models/public_finance/budget.h"
#include "models/public_finance/equalisation.h"
#include "models/public_finance/service_costs.h"
#include "twin/run/step.h"

namespace rurban {

/// Municipalities, region and state: what they provide in kind, what that costs, who pays for it. Each month they pay
/// contributions for their staff, buy the rest of what services cost, and receive equalisation and grants; each
/// January every municipality closes its budget for the year to come, in the order service, staff, tax rate.
class PublicFinanceModel final : public twin::Model {
 public:
  explicit PublicFinanceModel(BeginningPtr beginning) : market_(std::move(beginning)) {}

  std::string_view name() const override { return "public_finance"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  struct Month;
  using AgeCounts = std::vector<std::array<std::int32_t, kAges>>;

  void declare_columns(twin::Declare& d);
  void declare_parameters(twin::Declare& d);
  void declare_flows(twin::Declare& d);

  /// By place.
  AgeCounts ages(const twin::Access& a, MonthNumber month) const;
  Month measure(const twin::Access& a, MonthNumber month, int year) const;

  void provide(twin::Step& s, const Month& month) const;
  void pay_contributions(twin::Step& s, Month& month) const;
  void equalise(twin::Step& s, Month& month) const;
  void receive_grants(twin::Step& s, Month& month) const;
  void buy(twin::Step& s, const Month& month) const;
  void carry_out_works(twin::Step& s) const;
  void buy_from(twin::Step& s, twin::Account payer, std::uint32_t place, std::int64_t amount) const;
  void close_budgets(twin::Step& s, const Month& month) const;
  void record_year(twin::Step& s, const Month& month) const;

  twin::Account town(const twin::Access& a, std::size_t municipality) const {
    return account_of(a.ids(places_)[market_.seat(municipality)], Part::kMunicipality);
  }

  MarketPlace market_;
  ServiceNorms norms_ = norrbotten_norms();

  twin::Rows persons_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, firm_place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<FirmRef> workplace_;
  twin::In<Owner> firm_owner_;
  twin::In<std::int32_t> pay_, branch_jobs_;
  twin::In<std::int64_t> tax_base_, municipal_tax_, region_tax_, assistance_, region_fees_, resource_income_,
      hydro_tax_;

  twin::Receives<OrderWorks> works_;
  twin::Out<std::int32_t> tax_rate_, service_, staff_, welfare_jobs_;
  twin::Out<std::int64_t> first_norm_, other_income_, year_result_, in_kind_, sold_, bought_;

  twin::Param price_year_, contributions_, returned_, offset_, reception_;

  MoneyNodes nodes_;
  twin::Flow contributions_flow_, purchases_, equalisation_, cost_equalisation_, structural_, state_grants_,
      region_grants_, returned_flow_, offset_flow_, in_kind_flow_, other_costs_, works_flow_;
  twin::SeriesHandle tax_series_, service_series_, staff_series_, result_series_, care_series_, pupil_series_,
      equalisation_series_;
};

}  // namespace rurban
