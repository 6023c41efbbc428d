// A month of workplaces: what they sell, buy and pay.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

#include "models/firms/firms_model.h"
#include "models/firms/month.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kShopIds = twin::hash_name("firms.shop");

/// Food for 45 kr a kilogram; assumption: 38 to 55.
constexpr std::int64_t kOrePerKg = 4'500;

[[noreturn]] void refuse_stray_money(std::size_t branch, std::int64_t amount) {
  throw twin::CheckError({fmt::format("{} öre till en bransch utan företag: rad {}", amount, branch),
                          fmt::format("{} öre for a branch without firms: row {}", amount, branch)});
}

bool offers(ServiceSet set, Service service) {
  return (set & bit_of(service)) != 0;
}

}  // namespace

Members::Members(std::size_t branches, std::span<const std::uint32_t> branch, std::span<const twin::StableId> ids)
    : first_(branches + 1) {
  for (const std::uint32_t of : branch)
    if (of != kNone) ++first_[of + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  firms_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t firm = 0; firm != branch.size(); ++firm)
    if (branch[firm] != kNone) firms_[next[branch[firm]]++] = firm;
  for (std::size_t of = 0; of != branches; ++of)
    std::sort(firms_.begin() + first_[of], firms_.begin() + first_[of + 1],
              [&](std::uint32_t one, std::uint32_t other) { return ids[one] < ids[other]; });
}

void FirmsModel::step(twin::Step& s) {
  settle_workers(s);
  open_shops(s);
  Month month(s.rows(places_), s[output_].size(), s[place_].size());
  month.year = price_year(s.from());
  const twin::Date base = market_.county().base_date;
  month.months_lived = twin::month_of(s.to()) - twin::month_of(base);
  month.quarter_ends = twin::is_boundary(s.to(), twin::Period::kQuarter);
  month.year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  month.site_product.resize(s.rows(municipalities_));

  count_pay(s, month);
  if (month.months_lived == 1) calibrate_by_pay(s, month);
  take_sales(s, month);
  take_visitors(s, month);
  sell_timber(s, month);
  buy_inputs(s, month);
  sell_the_rest(s, month);
  book_trade(s, month);
  run_sites(s, month);
  share_local_power(s, month);
  pay_staff(s, month);
  pay_owners(s, month);
  settle_firms(s, month);
  follow_demand(s, month);
  count_product(s, month);
  book_goods(s, month);
  if (month.year_ends) {
    close_year(s);
    if (month.months_lived >= kMonths) adjust_jobs(s, month);
    record_year(s, renew(s));
  }
  count_branches(s);
  announce(s);
}

/// Positions stay; who holds them lives in the county from now on.
void FirmsModel::settle_workers(twin::Step& s) const {
  for (const auto& event : s.receive(settle_)) {
    const std::int32_t positions = std::min(event.payload.positions, s[fly_in_][event.target]);
    s[fly_in_][event.target] -= positions;
    s[jobs_][event.target] += positions;
  }
}

/// Who is paid in a place must be there: where a shop took money, or a publisher, and no firm of that sector is left,
/// one has opened.
void FirmsModel::open_shops(twin::Step& s) const {
  const auto open = [&](std::uint32_t place, Sector sector) {
    if (s[branch_jobs_][branch_row(place, sector, false)] != 0) return;
    const std::uint32_t row =
        open_firm(s, twin::combine(kShopIds, branch_row(place, sector, false), twin::month_of(s.from())), place,
                  sector, Owner::kLocal);
    s[jobs_][row] = s[first_jobs_][row] = 1;
    s[branch_jobs_][branch_row(place, sector, false)] = 1;
  };
  if (twin::is_boundary(s.to(), twin::Period::kQuarter))
    for (std::size_t point = 0; point != s[takings_].size(); ++point)
      if (!is_of_region(s[point_offers_][point]) && (s[takings_][point] != 0 || s[support_][point] != 0))
        open(s[point_place_][point].row, Sector::kTrade);
  if (twin::is_boundary(s.to(), twin::Period::kYear))
    for (std::uint32_t place = 0; place != s[paper_taken_].size(); ++place)
      if (s[paper_taken_][place] != 0) open(place, Sector::kInformation);
}

/// What residents earned at each firm, and the contributions on it. Pay itself was booked by `income`.
void FirmsModel::count_pay(const twin::Step& s, Month& month) const {
  std::vector<std::atomic<std::int64_t>> pay(month.pay.size()), contributions(month.pay.size());
  const std::int64_t rate = std::llround(*contributions_ * 10'000);
  const auto workplace = s[workplace_];
  const auto gross = s[pay_];
  s.for_rows(persons_, [&](twin::Block block) {
    for (std::size_t person = block.begin; person != block.end; ++person) {
      if (!workplace[person].valid() || gross[person] == 0) continue;
      pay[workplace[person].row].fetch_add(gross[person], std::memory_order_relaxed);
      contributions[workplace[person].row].fetch_add(gross[person] * rate / 10'000, std::memory_order_relaxed);
    }
  });
  std::copy(pay.begin(), pay.end(), month.pay.begin());
  month.contributions.assign(contributions.begin(), contributions.end());
}

/// Firms bear pay and contributions, and pay those who fly in.
void FirmsModel::pay_staff(twin::Step& s, Month& month) const {
  const std::int64_t rate = std::llround(*contributions_ * 10'000);
  const double wages = market_.price(Economy::Driver::kWages, month.year);
  std::vector<std::int64_t> contributions(month.vat.size()), fly_in(month.vat.size());
  for (std::size_t firm = 0; firm != month.pay.size(); ++firm) {
    const Owner owner = s[owner_][firm];
    if (is_public(owner)) continue;
    const std::size_t here = firm_account(s[place_][firm].row, owner != Owner::kLocal);
    const std::int64_t flown = ore(s[fly_in_][firm] * facts(s[sector_][firm]).wage_kr * wages / 12);
    const std::int64_t due = month.contributions[firm] + flown * rate / 10'000;
    contributions[here] += due;
    fly_in[here] += flown;
    month.own[firm] -= month.pay[firm] + flown + due;
  }
  spend(s, contributions_flow_, nodes_.state, contributions);
  spend(s, fly_in_wages_, nodes_.sweden, fly_in);
}

/// Dividends to people of the county were announced last month and booked by `income`; here firms bear them, and pay
/// the others.
void FirmsModel::pay_owners(twin::Step& s, Month& month) const {
  month.dividends.assign(s[dividend_].begin(), s[dividend_].end());
  std::vector<std::int64_t> to_state(month.vat.size()), to_owners(month.vat.size());
  for (std::size_t firm = 0; firm != month.own.size(); ++firm) {
    const Owner owner = s[owner_][firm];
    if (owner == Owner::kLocal || owner == Owner::kCounty) continue;
    (owner == Owner::kState ? to_state : to_owners)[firm_account(s[place_][firm].row, true)] += month.dividends[firm];
  }
  spend(s, dividends_, nodes_.state, to_state);
  spend(s, dividends_, nodes_.owners, to_owners);
}

void FirmsModel::collect(twin::Step& s, twin::Flow flow, twin::Account payer,
                         std::span<const std::int64_t> by_account) const {
  for (std::size_t k = 0; k != by_account.size(); ++k)
    if (by_account[k] != 0)
      s.post(flow, payer, account(s, static_cast<std::uint32_t>(k / 2), k % 2 != 0), by_account[k]);
}

void FirmsModel::spend(twin::Step& s, twin::Flow flow, twin::Account payee,
                       std::span<const std::int64_t> by_account) const {
  for (std::size_t k = 0; k != by_account.size(); ++k)
    if (by_account[k] != 0)
      s.post(flow, account(s, static_cast<std::uint32_t>(k / 2), k % 2 != 0), payee, by_account[k]);
}

Members FirmsModel::members(const twin::WriteAccess& w) const {
  const twin::Table& table = w.rows(firms_);
  std::vector<std::uint32_t> branch(table.rows(), Members::kNone);
  for (std::uint32_t firm = 0; firm != table.rows(); ++firm)
    if (!table.is_removed(firm) && !is_public(w[owner_][firm]) && !sells_product(w, firm))
      branch[firm] = static_cast<std::uint32_t>(
          branch_row(w[place_][firm].row, w[sector_][firm], w[owner_][firm] != Owner::kLocal));
  return Members(w[branch_jobs_].size(), branch, table.ids());
}

/// What the branch received and paid is shared by its members in proportion to their positions.
void FirmsModel::settle_firms(twin::Step& s, Month& month) const {
  const Members all = members(s);
  const auto weight = [&](std::uint32_t firm) { return std::int64_t{s[jobs_][firm] + s[fly_in_][firm]}; };
  for (std::size_t branch = 0; branch != month.money.size(); ++branch) {
    const auto firms = all.of(branch);
    if (month.money[branch] == 0 && month.turnover[branch] == 0) continue;
    if (firms.empty()) refuse_stray_money(branch, month.money[branch]);
    const auto of = [&](std::size_t k) { return weight(firms[k]); };
    split_amount(month.money[branch], firms.size(), of,
                 [&](std::size_t k, std::int64_t part) { month.own[firms[k]] += part; });
    split_amount(month.turnover[branch], firms.size(), of,
                 [&](std::size_t k, std::int64_t part) { month.own_turnover[firms[k]] += part; });
  }
  for (std::size_t firm = 0; firm != month.own.size(); ++firm) {
    s[result_][firm] += month.own[firm];
    s[sales_][firm] += month.own_turnover[firm];
    s[deposits_][firm] += month.own[firm] - month.dividends[firm];
    if (is_public(s[owner_][firm])) s[deposits_][firm] = 0;  // budgets bear them
  }
}

/// Output follows what is asked for with a lag of about a year.
void FirmsModel::follow_demand(twin::Step& s, const Month& month) const {
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch)
    s[output_][branch] += (month.demand[branch] - s[output_][branch]) / kMonths;
  if (month.months_lived != kMonths) return;
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch) {
    const bool waited = sector_of_branch(branch) == Sector::kTrade && branch % 2 == 0;
    s[other_sales_][branch] = s[gap_][branch] / (waited ? kMonths - 2 : kMonths);
    s[base_output_][branch] = s[output_][branch];
    s[base_jobs_][branch] = s[branch_jobs_][branch];
  }
}

/// Gross regional product at market prices: value added of firms, sites and public bodies, imputed rents of owned
/// homes, and taxes on products in proportion to it (as regional accounts spread them; ESA 2010, 13.32).
void FirmsModel::count_product(twin::Step& s, const Month& month) const {
  std::vector<double> added(s.rows(municipalities_));
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch) {
    const double bought = purchases_[static_cast<std::size_t>(sector_of_branch(branch))].total();
    added[s[municipality_][place_of_branch(branch)].row] +=
        std::round(static_cast<double>(s[output_][branch]) * (1 - bought)) -
        static_cast<double>(month.bought[branch]);
  }
  for (std::size_t firm = 0; firm != month.pay.size(); ++firm)
    if (is_public(s[owner_][firm]))
      added[s[municipality_][s[place_][firm].row].row] +=
          std::round(static_cast<double>(month.pay[firm]) * (1 + *contributions_) * (1 + kPublicCapital));
  const auto owned = owned_homes(s);
  const double rent = *imputed_rent_ * 100 / 12 * market_.price(Economy::Driver::kPrices, month.year);
  for (std::size_t m = 0; m != added.size(); ++m) {
    added[m] += static_cast<double>(month.site_product[m]) + static_cast<double>(owned[m]) * rent;
    s[product_][m] += std::llround(added[m] * (1 + *product_taxes_));
  }
}

/// What is made in a place leaves it: ore abroad, power to the grid, from which homes take theirs, timber to the
/// mills. What shops sell comes in and is used up. Each place's stock stays at zero.
void FirmsModel::book_goods(twin::Step& s, const Month& month) const {
  const auto out = [&](const Goods& goods, std::size_t place, double amount, twin::Account to) {
    const std::int64_t whole = std::llround(amount);
    if (whole == 0) return;
    const auto here = static_cast<twin::Account>(s.ids(places_)[place]);
    s.post(goods.made, ground_, here, whole);
    s.post(goods.sold, here, to, whole);
  };
  for (std::size_t place = 0; place != month.volumes.size(); ++place) {
    const Month::Volumes& volumes = month.volumes[place];
    out(iron_ore_, place, volumes.iron_ore_t, nodes_.abroad);
    out(copper_ore_, place, volumes.copper_ore_t, nodes_.sweden);
    out(power_, place, volumes.power_mwh, nodes_.sweden);
    out(timber_, place, volumes.timber_m3, nodes_.sweden);
  }
  const std::vector<std::int64_t> homes = homes_by_place(s);
  const auto in = [&](const Goods& goods, std::size_t place, std::int64_t amount) {
    if (amount == 0) return;
    const auto here = static_cast<twin::Account>(s.ids(places_)[place]);
    s.post(goods.made, nodes_.sweden, here, amount);
    s.post(goods.sold, here, used_, amount);
  };
  for (std::size_t place = 0; place != homes.size(); ++place)
    in(power_, place, std::llround(static_cast<double>(homes[place]) * kMwhPerHome / 12));
  if (!month.quarter_ends) return;
  for (std::size_t point = 0; point != s[takings_].size(); ++point) {
    const std::uint32_t place = s[point_place_][point].row;
    if (offers(s[point_offers_][point], Service::kGrocery)) in(food_, place, s[takings_][point] / kOrePerKg);
    if (offers(s[point_offers_][point], Service::kParcel)) in(parcels_, place, s[visits_][point]);
  }
}

}  // namespace rurban
