#pragma once
#include <array>
#include <optional>
#include <vector>

#include "models/firms/founding.h"
#include "models/firms/production.h"
#include "models/market_place.h"
#include "twin/run/step.h"

namespace rurban {

class Members;

/// Owns workplaces, one row each, and the branches they make up. Each month they sell to households, public bodies,
/// one another, visitors and the world, buy what they need, pay contributions, taxes and resource payments; once a
/// year they share out what is left and have more or fewer positions. Money is booked to the öre on the accounts of
/// their places. Wages are booked by `income`, which knows who earns what.
class FirmsModel final : public twin::Model {
 public:
  explicit FirmsModel(BeginningPtr beginning) : beginning_(beginning), market_(std::move(beginning)) {}

  std::string_view name() const override { return "firms"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void prepare(twin::Preparation& p) override;
  void step(twin::Step& s) override;
  void audit(twin::Audit& a) const override;

 private:
  struct Month;
  struct Orders;
  struct Payees;
  struct Goods {
    twin::Stock stock;
    twin::Flow made, sold;
  };

  void declare_columns(twin::Declare& d);
  void declare_parameters(twin::Declare& d);
  void declare_flows(twin::Declare& d);
  void declare_series(twin::Declare& d);

  int price_year(twin::Date from) const { return MarketPlace::price_year(*price_year_, from); }
  /// What output is multiplied by for prices, relative to 2021.
  double output_index(Sector sector, int year) const;
  const SectorFacts& facts(Sector sector) const {
    return market_.county().economy.sectors[static_cast<std::size_t>(sector)];
  }
  const Economy::Site* site_of(const twin::Access& a, std::size_t firm) const;
  bool sells_product(const twin::Access& a, std::size_t firm) const;

  /// What a site sells in a year at that year's prices, and what its purchases are measured by: the same at the
  /// prices of 2015, carried on by volume and wages, so that a boom of prices is no boom of purchases.
  double site_value_kr(const Economy::Site& site, int year) const;
  double site_inputs_kr(const Economy::Site& site, int year) const;
  /// By municipality: homes that are owned by who lives there.
  std::vector<std::int64_t> owned_homes(const twin::Access& a) const;
  /// Homes that someone lives in.
  std::vector<std::int64_t> homes_by_place(const twin::Access& a) const;
  /// By branch: what its positions make in a month at full use.
  std::vector<std::int64_t> full_output(const twin::Access& a, int year) const;

  void found_firms(twin::Founding& f);
  std::vector<double> public_pay_by_positions(const twin::Access& a) const;
  void calibrate(twin::WriteAccess& f, std::span<const double> public_pay_kr);
  void calibrate_by_pay(twin::Step& s, const Month& month);
  void found_branches(twin::WriteAccess& f, int year);
  void found_dividends(twin::Founding& f);
  void count_branches(twin::WriteAccess& w) const;

  void open_shops(twin::Step& s) const;
  void take_sales(twin::Step& s, Month& month) const;
  static std::int64_t take_from_people(Month& month, std::size_t branch, std::int64_t paid);
  void settle_workers(twin::Step& s) const;
  void take_visitors(twin::Step& s, Month& month) const;
  void sell_timber(twin::Step& s, Month& month) const;
  void order(const Suppliers& suppliers, std::uint32_t place, Sector sector, std::int64_t amount, Tiers tiers,
             Orders& orders, Payees& payees) const;
  Payees inputs_for(const Suppliers& suppliers, std::uint32_t place, const Purchases& bought, double output,
                    Orders& orders) const;
  Payees investment_for(const Suppliers& suppliers, std::uint32_t place, double added, Orders& orders) const;
  void pay(twin::Step& s, twin::Flow flow, twin::Account payer, std::uint32_t place, const Payees& payees) const;
  void deliver(Month& month, std::uint32_t place, const Orders& orders) const;
  void buy_inputs(twin::Step& s, Month& month) const;
  void sell_the_rest(twin::Step& s, Month& month) const;
  void book_trade(twin::Step& s, const Month& month) const;
  /// Books what accounts of firms (by firm_account) get from, or pay to, one other.
  void collect(twin::Step& s, twin::Flow flow, twin::Account payer, std::span<const std::int64_t> by_account) const;
  void spend(twin::Step& s, twin::Flow flow, twin::Account payee, std::span<const std::int64_t> by_account) const;
  void run_sites(twin::Step& s, Month& month) const;
  void pay_resources(twin::Step& s, Month& month, std::size_t firm, double mwh, double kr) const;
  void share_local_power(twin::Step& s, Month& month) const;
  std::vector<std::optional<std::uint32_t>> largest_stations(const twin::Access& a) const;
  void count_pay(const twin::Step& s, Month& month) const;
  void pay_staff(twin::Step& s, Month& month) const;
  void pay_owners(twin::Step& s, Month& month) const;
  Members members(const twin::WriteAccess& w) const;
  void settle_firms(twin::Step& s, Month& month) const;
  void follow_demand(twin::Step& s, const Month& month) const;
  void count_product(twin::Step& s, const Month& month) const;
  void book_goods(twin::Step& s, const Month& month) const;

  void close_year(twin::Step& s) const;
  void adjust_jobs(twin::Step& s, const Month& month) const;
  void adjust_public_jobs(twin::Step& s) const;
  void change_jobs(twin::Step& s, std::span<const std::uint32_t> firms, std::int32_t change,
                   twin::StableId key) const;
  /// Returns how many opened beside those that took the place of others, by municipality.
  std::vector<std::int64_t> renew(twin::Step& s) const;
  bool opens_another(const twin::Step& s, std::uint32_t firm) const;
  void close_firm(twin::Step& s, std::uint32_t firm) const;
  std::uint32_t open_firm(twin::WriteAccess& w, twin::StableId id, std::uint32_t place, Sector sector,
                          Owner owner) const;
  void announce(twin::WriteAccess& w) const;
  void record_year(twin::Step& s, std::span<const std::int64_t> opened_beside) const;

  twin::Account account(const twin::Access& a, std::uint32_t place, bool branches) const {
    return account_of(a.ids(places_)[place], branches ? Part::kBranches : Part::kLocalFirms);
  }

  twin::Account account_of_branch(const twin::Access& a, std::size_t branch) const {
    return rurban::account_of_branch(a.ids(places_), branch);
  }

  BeginningPtr beginning_;
  MarketPlace market_;
  std::array<Purchases, kSectors> purchases_{};

  twin::OwnedRows firms_, branches_;
  twin::Rows persons_, places_, municipalities_, points_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_;
  twin::In<std::int16_t> broadband_, first_broadband_;
  twin::In<PlaceRef> dwelling_place_;
  twin::In<HouseholdRef> occupant_;
  twin::In<Tenure> tenure_;
  twin::In<std::int32_t> pay_;
  twin::In<FirmRef> workplace_;
  twin::In<PlaceRef> point_place_;
  twin::In<ServiceSet> point_offers_;
  twin::In<std::int64_t> takings_, support_, paper_taken_, visitor_gain_;
  twin::In<std::int32_t> visits_;
  twin::In<std::int64_t> sold_to_households_, sold_to_public_;
  twin::In<std::int32_t> welfare_jobs_;
  twin::In<double> founding_factor_;

  twin::Out<PlaceRef> place_;
  twin::Out<Sector> sector_;
  twin::Out<Owner> owner_;
  twin::Out<std::int32_t> site_, jobs_, fly_in_, first_jobs_;
  twin::Out<std::int64_t> deposits_, revenue_, sales_, result_, dividend_;
  twin::Out<std::int32_t> branch_jobs_, base_jobs_, place_jobs_;
  twin::Out<std::int64_t> base_output_, output_, other_sales_, gap_, takings_a_month_;
  twin::Out<double> productivity_;
  twin::Out<std::int64_t> product_, resource_income_, hydro_tax_;
  twin::Out<PlaceRef> station_place_;
  twin::Out<std::int64_t> dividends_local_, dividends_county_, local_power_;

  twin::Receives<Settle> settle_;
  twin::Chance sizes_, changes_;
  twin::Param price_year_, delta_, product_taxes_, imputed_rent_, investment_, profit_tax_, contributions_;
  twin::Param most_change_, exit_rate_, village_funds_, hydro_rate_, mineral_fee_, power_fee_, local_power_share_,
      power_cost_, broadband_sales_;

  MoneyNodes nodes_;
  twin::Stock money_;
  twin::Flow opening_, purchases_flow_, extraction_purchases_, investment_flow_, extraction_investment_,
      fly_in_wages_, contributions_flow_, vat_, profit_tax_flow_, hydro_tax_flow_, dividends_, written_off_,
      village_funds_flow_, mineral_flow_, power_fee_flow_, primary_, timber_sales_, other_, visitors_;
  Goods iron_ore_, copper_ore_, power_, timber_, food_, parcels_;
  twin::Account ground_ = 0, used_ = 0;

  twin::SeriesHandle product_series_, firms_series_, jobs_series_, primary_series_, productivity_series_,
      beside_series_;
};

}  // namespace rurban
