// Mines and power stations, and what they pay for what they take.
#include <algorithm>
#include <cmath>

#include "models/firms/firms_model.h"
#include "models/firms/month.h"

namespace rurban {

void FirmsModel::run_sites(twin::Step& s, Month& month) const {
  using Driver = Economy::Driver;
  using Product = Economy::Product;
  std::fill(s[resource_income_].begin(), s[resource_income_].end(), 0);
  std::fill(s[hydro_tax_].begin(), s[hydro_tax_].end(), 0);
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  for (std::size_t firm = 0; firm != s[place_].size(); ++firm) {
    if (!sells_product(s, firm)) continue;
    const Economy::Site& site = *site_of(s, firm);
    const std::uint32_t place = s[place_][firm].row;
    const twin::Account here = account(s, place, s[owner_][firm] != Owner::kLocal);
    const double value_kr = site_value_kr(site, month.year) / 12;
    const double inputs = site_inputs_kr(site, month.year) / 12 * 100;
    const Purchases& bought = purchases_[static_cast<std::size_t>(s[sector_][firm])];
    s.post(primary_, site.product == Product::kPower ? nodes_.sweden : nodes_.abroad, here, ore(value_kr));
    month.own[firm] += ore(value_kr);
    month.own_turnover[firm] += ore(value_kr);
    Orders orders;
    const Payees for_output = inputs_for(suppliers, place, bought, inputs, orders);
    const Payees for_capital = investment_for(suppliers, place, inputs * (1 - bought.total()), orders);
    pay(s, extraction_purchases_, here, place, for_output);
    pay(s, extraction_investment_, here, place, for_capital);
    deliver(month, place, orders);
    month.own[firm] -= for_output.total() + for_capital.total();
    month.site_product[s[municipality_][place].row] += ore(value_kr) - std::llround(inputs * bought.total());

    Month::Volumes& volumes = month.volumes[place];
    double mwh = 0;
    if (site.product == Product::kIronOre)
      volumes.iron_ore_t += site.volume * market_.price(Driver::kIronOreVolume, month.year) / 12;
    if (site.product == Product::kCopperOre)
      volumes.copper_ore_t += site.volume * market_.price(Driver::kCopperVolume, month.year) / 12;
    if (site.product == Product::kPower) mwh = site.volume * market_.price(Driver::kPowerVolume, month.year) / 12;
    volumes.power_mwh += mwh;
    pay_resources(s, month, firm, mwh, value_kr);
  }
}

/// Property tax, village funds and the fees that levers raise: of hydropower by the kilowatt-hour, of ore by its
/// value.
void FirmsModel::pay_resources(twin::Step& s, Month& month, std::size_t firm, double mwh, double kr) const {
  const std::uint32_t place = s[place_][firm].row;
  const std::uint32_t municipality = s[municipality_][place].row;
  const twin::Account here = account(s, place, s[owner_][firm] != Owner::kLocal);
  const twin::Account town = account_of(s.ids(places_)[market_.seat(municipality)], Part::kMunicipality);
  const auto pay = [&](twin::Flow flow, twin::Account to, std::int64_t amount) {
    if (amount == 0) return;
    s.post(flow, here, to, amount);
    month.own[firm] -= amount;
  };
  if (mwh > 0 && s[owner_][firm] == Owner::kState) {  // the river's stations; wind power pays by other rules
    const auto fee = [&](double ore_per_kwh) { return ore(mwh * 10 * ore_per_kwh); };
    pay(hydro_tax_flow_, nodes_.state, fee(*hydro_rate_));
    s[hydro_tax_][municipality] += fee(*hydro_rate_);
    pay(village_funds_flow_, account_of(s.ids(places_)[place], Part::kAssociations), fee(*village_funds_));
    pay(power_fee_flow_, town, fee(*power_fee_));
    s[resource_income_][municipality] += fee(*power_fee_);
  } else if (mwh == 0) {
    constexpr double kLandowner = 0.15, kState = 0.05;  // per cent of the value, Minerallag 7:7
    const double percent = *mineral_fee_;
    const double ordinary = std::min(percent, kLandowner + kState);
    pay(mineral_flow_, nodes_.owners, ore(kr * ordinary * kLandowner / (kLandowner + kState) / 100));
    pay(mineral_flow_, nodes_.state, ore(kr * ordinary * kState / (kLandowner + kState) / 100));
    const std::int64_t lever = ore(kr * (percent - ordinary) / 100);
    pay(mineral_flow_, town, lever);
    s[resource_income_][municipality] += lever;
  }
}

/// The municipality's largest station sells its households their power at cost, as far as the lever goes: they save
/// the difference to the price. What was announced last month is paid by `income` now; here the station bears it.
void FirmsModel::share_local_power(twin::Step& s, Month& month) const {
  const auto saved = s[local_power_];
  const auto stations = largest_stations(s);
  for (std::size_t place = 0; place != saved.size(); ++place)
    if (const auto station = stations[s[municipality_][place].row]) month.own[*station] -= saved[place];
}

/// By municipality; of equals the one that the package names first.
std::vector<std::optional<std::uint32_t>> FirmsModel::largest_stations(const twin::Access& a) const {
  std::vector<std::optional<std::uint32_t>> largest(a.rows(municipalities_));
  const auto before = [&](std::uint32_t left, std::uint32_t right) {
    const double one = site_of(a, left)->volume, other = site_of(a, right)->volume;
    return one != other ? one > other : a[site_][left] < a[site_][right];
  };
  for (std::uint32_t firm = 0; firm != a[place_].size(); ++firm) {
    const Economy::Site* const site = site_of(a, firm);
    if (site == nullptr || site->product != Economy::Product::kPower || a[owner_][firm] != Owner::kState) continue;
    auto& best = largest[a[municipality_][a[place_][firm].row].row];
    if (!best || before(firm, *best)) best = firm;
  }
  return largest;
}

}  // namespace rurban
