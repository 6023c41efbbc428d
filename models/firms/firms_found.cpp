// How workplaces and branches stand at the base date.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/firms/firms_model.h"
#include "models/firms/month.h"
#include "models/rates.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kFirmIds = twin::hash_name("firms.firm");

/// Workplaces of public bodies are larger: schools, homes for the elderly. Assumption: 4 to 10 times.
constexpr double kPublicScale = 6;

std::size_t number_of(Sector sector) {
  return static_cast<std::size_t>(sector);
}

}  // namespace

void FirmsModel::found(twin::Founding& f) {
  purchases_ = regional_purchases(market_.county().economy, *delta_);
  found_firms(f);
  count_branches(f);
  calibrate(f, public_pay_by_positions(f));
  found_branches(f, price_year(f.to()));
  found_dividends(f);
  announce(f);
}

void FirmsModel::found_firms(twin::Founding& f) {
  const auto people = beginning_->people(f.seed());
  std::vector<std::int32_t> employed(f.rows(places_));
  for (const SyntheticPerson& person : people->persons)
    if (person.employed) ++employed[people->dwellings[people->households[person.household].dwelling].place];
  std::vector<twin::StableId> branches(branch_row(f.rows(places_), Sector{}, false));
  std::iota(branches.begin(), branches.end(), twin::StableId{1});
  f.rows(branches_).append(branches);

  std::uint64_t number = 0;
  for (const WorkplaceGroup& group : spread_jobs(market_.county(), employed)) {
    ++number;
    const auto open = [&](std::uint32_t k, std::int32_t jobs) {
      const std::uint32_t row =
          open_firm(f, twin::combine(kFirmIds, number, k), group.place, group.sector, group.owner);
      f[jobs_][row] = f[first_jobs_][row] = jobs;
      return row;
    };
    if (group.site != WorkplaceGroup::kNoSite) {
      const std::uint32_t row = open(0, group.jobs);
      f[fly_in_][row] = group.fly_in;
      f[site_][row] = group.site + 1;
      continue;
    }
    const auto uniform = [&](std::uint32_t k) { return f.draw(sizes_, number, f.to(), k).uniform(); };
    std::uint32_t k = 0;
    for (const std::int32_t size : workplace_sizes(group.jobs, is_public(group.owner) ? kPublicScale : 1, uniform))
      open(k++, size);
  }
}

std::uint32_t FirmsModel::open_firm(twin::WriteAccess& w, twin::StableId id, std::uint32_t place, Sector sector,
                                    Owner owner) const {
  const std::uint32_t row = w.rows(firms_).add(id);
  w[place_][row] = {place};
  w[sector_][row] = sector;
  w[owner_][row] = owner;
  return row;
}

void FirmsModel::count_branches(twin::WriteAccess& w) const {
  const auto jobs = w[branch_jobs_];
  const auto place_jobs = w[place_jobs_];
  std::fill(jobs.begin(), jobs.end(), 0);
  std::fill(place_jobs.begin(), place_jobs.end(), 0);
  const twin::Table& table = w.rows(firms_);
  for (std::uint32_t firm = 0; firm != table.rows(); ++firm) {
    if (table.is_removed(firm)) continue;
    place_jobs[w[place_][firm].row] += w[jobs_][firm] + w[fly_in_][firm];
    if (is_public(w[owner_][firm]) || sells_product(w, firm)) continue;
    jobs[branch_row(w[place_][firm].row, w[sector_][firm], w[owner_][firm] != Owner::kLocal)] +=
        w[jobs_][firm] + w[fly_in_][firm];
  }
}

/// Firms without a product make so much per position that the municipality's product per inhabitant is the one
/// published for 2015, at that year's prices and wages, with today's positions: a calibration, since no register
/// tells what they make. Sites, public bodies and homes make what they make. Whole kronor are summed, so that the
/// order of firms does not show. `public_pay_kr`: of a year, by municipality, in pay of 2021.
void FirmsModel::calibrate(twin::WriteAccess& f, std::span<const double> public_pay_kr) {
  const County& county = market_.county();
  const Economy& economy = county.economy;
  const double wages = market_.price(Economy::Driver::kWages, kPublishedYear);
  const std::size_t count = f.rows(municipalities_);
  std::vector<double> residents(count), market(count), rest(count);
  for (std::size_t m = 0; m != count; ++m)
    rest[m] = std::round(public_pay_kr[m] * wages * (1 + *contributions_) * (1 + kPublicCapital));
  for (std::size_t place = 0; place != f.rows(places_); ++place)
    residents[county.places[place].municipality] += f[residents_][place];
  for (std::size_t firm = 0; firm != f[place_].size(); ++firm) {
    const Sector sector = f[sector_][firm];
    const std::size_t m = county.places[f[place_][firm].row].municipality;
    const double jobs = f[jobs_][firm] + f[fly_in_][firm];
    const double added = 1 - purchases_[number_of(sector)].total();
    if (is_public(f[owner_][firm])) continue;
    if (sells_product(f, firm))
      rest[m] += std::round(site_value_kr(*site_of(f, firm), kPublishedYear) * added);
    else
      market[m] += std::round(jobs * facts(sector).output_kr * output_index(sector, kPublishedYear) * added);
  }
  const auto owned = owned_homes(f);
  for (std::size_t m = 0; m != count; ++m) {
    rest[m] +=
        static_cast<double>(owned[m]) * *imputed_rent_ * market_.price(Economy::Driver::kPrices, kPublishedYear);
    const double wanted =
        economy.municipalities[m].grp_per_head_2015_kr * residents[m] / (1 + *product_taxes_) - rest[m];
    // Beyond these bounds the package contradicts itself; the base-year table then shows by how much.
    f[productivity_][m] = market[m] > 0 ? std::clamp(wanted / market[m], 0.4, 2.5) : 1;
  }
}

/// Before anybody was paid: as many as there are positions, at what their sectors pay.
std::vector<double> FirmsModel::public_pay_by_positions(const twin::Access& a) const {
  std::vector<double> pay(a.rows(municipalities_));
  for (std::size_t firm = 0; firm != a[place_].size(); ++firm)
    if (is_public(a[owner_][firm]))
      pay[a[municipality_][a[place_][firm].row].row] += std::round(a[jobs_][firm] * facts(a[sector_][firm]).wage_kr);
  return pay;
}

/// From the first month's pay on, what public bodies pay is known; what others make follows.
void FirmsModel::calibrate_by_pay(twin::Step& s, const Month& month) {
  std::vector<double> pay(s.rows(municipalities_));
  const double to_2021 = 12 / 100.0 / market_.price(Economy::Driver::kWages, month.year);
  for (std::size_t firm = 0; firm != month.pay.size(); ++firm)
    if (is_public(s[owner_][firm]))
      pay[s[municipality_][s[place_][firm].row].row] += std::round(static_cast<double>(month.pay[firm]) * to_2021);
  calibrate(s, pay);
  found_branches(s, month.year);
}

std::vector<std::int64_t> FirmsModel::owned_homes(const twin::Access& a) const {
  const std::size_t municipalities = a.rows(municipalities_);
  const auto occupant = a[occupant_];
  return twin::count_by(occupant.size(), municipalities, [&](std::size_t dwelling) {
    const bool owned = occupant[dwelling].valid() && a[tenure_][dwelling] != Tenure::kRented;
    return owned ? a[municipality_][a[dwelling_place_][dwelling].row].row : municipalities;
  });
}

std::vector<std::int64_t> FirmsModel::homes_by_place(const twin::Access& a) const {
  const std::size_t places = a.rows(places_);
  const auto occupant = a[occupant_];
  return twin::count_by(occupant.size(), places, [&](std::size_t dwelling) {
    return occupant[dwelling].valid() ? a[dwelling_place_][dwelling].row : places;
  });
}

double FirmsModel::site_value_kr(const Economy::Site& site, int year) const {
  if (year < site.since) return 0;
  using Driver = Economy::Driver;
  switch (site.product) {
    case Economy::Product::kIronOre:
      return site.volume * market_.price(Driver::kIronOreVolume, year) * market_.price(Driver::kIronOrePrice, year);
    case Economy::Product::kCopperOre:
      return site.volume * market_.price(Driver::kCopperVolume, year) * market_.price(Driver::kCopperPrice, year);
    case Economy::Product::kPower:
      return site.volume * market_.price(Driver::kPowerVolume, year) * market_.price(Driver::kPowerPrice, year) *
             10;  // öre/kWh, MWh
    default:
      return 0;
  }
}

double FirmsModel::site_inputs_kr(const Economy::Site& site, int year) const {
  if (year < site.since) return 0;
  using Driver = Economy::Driver;
  const double wages = market_.price(Driver::kWages, year) / market_.price(Driver::kWages, kPublishedYear);
  const Driver volume = site.product == Economy::Product::kIronOre     ? Driver::kIronOreVolume
                        : site.product == Economy::Product::kCopperOre ? Driver::kCopperVolume
                                                                       : Driver::kPowerVolume;
  const Driver cost = site.product == Economy::Product::kIronOre     ? Driver::kIronOrePrice
                      : site.product == Economy::Product::kCopperOre ? Driver::kCopperPrice
                                                                     : Driver::kPowerPrice;
  const double unit = site.product == Economy::Product::kPower ? 10 : 1;  // öre/kWh, MWh
  return site.volume * market_.price(volume, year) * market_.price(cost, kPublishedYear) * unit * wages;
}

std::vector<std::int64_t> FirmsModel::full_output(const twin::Access& a, int year) const {
  std::vector<std::int64_t> result(a[branch_jobs_].size());
  for (std::size_t branch = 0; branch != result.size(); ++branch) {
    if (a[branch_jobs_][branch] == 0) continue;
    const Sector sector = sector_of_branch(branch);
    const double level = a[productivity_][a[municipality_][place_of_branch(branch)].row];
    result[branch] = ore(a[branch_jobs_][branch] * facts(sector).output_kr * level * output_index(sector, year) / 12);
  }
  return result;
}

void FirmsModel::found_branches(twin::WriteAccess& f, int year) {
  const std::vector<std::int64_t> output = full_output(f, year);
  std::copy(output.begin(), output.end(), f[output_].begin());
  std::copy(output.begin(), output.end(), f[base_output_].begin());
  std::copy(f[branch_jobs_].begin(), f[branch_jobs_].end(), f[base_jobs_].begin());
}

/// Owners are paid what firms are expected to have left in a year; for the first year it was left the year before.
void FirmsModel::found_dividends(twin::Founding& f) {
  const int year = price_year(f.to());
  const double wages = market_.price(Economy::Driver::kWages, year);
  for (std::size_t firm = 0; firm != f[place_].size(); ++firm) {
    if (is_public(f[owner_][firm])) continue;
    const Sector sector = f[sector_][firm];
    const Purchases& bought = purchases_[number_of(sector)];
    const double jobs = f[jobs_][firm] + f[fly_in_][firm];
    double sales = 0, inputs = 0;
    if (sells_product(f, firm)) {
      sales = site_value_kr(*site_of(f, firm), year);
      inputs = site_inputs_kr(*site_of(f, firm), year) * bought.total();
    } else {
      const double level = f[productivity_][f[municipality_][f[place_][firm].row].row];
      sales = jobs * facts(sector).output_kr * level * output_index(sector, year);
      inputs = sales * bought.total();
    }
    const double added = sales - inputs;
    const double left = added * (1 - *investment_) - jobs * facts(sector).wage_kr * wages * (1 + *contributions_);
    f[dividend_][firm] = std::max<std::int64_t>(0, ore(left * (1 - *profit_tax_) / kMonths));
    f[deposits_][firm] = kMonths * f[dividend_][firm];
    if (f[deposits_][firm] != 0)
      f.post(opening_, nodes_.bank, account(f, f[place_][firm].row, f[owner_][firm] != Owner::kLocal),
             f[deposits_][firm]);
  }
}

}  // namespace rurban
