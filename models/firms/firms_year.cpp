// The turn of a year: taxes on profit, dividends, positions, new and closed workplaces; what is announced and
// recorded.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/firms/firms_model.h"
#include "models/firms/month.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kNewIds = twin::hash_name("firms.new"), kBesideIds = twin::hash_name("firms.beside");
/// Only workplaces this small are replaced whole; larger ones change positions. Assumption: 5 to 20.
constexpr std::int32_t kSmall = 10;
/// Of positions that a branch gains, the part that new firms offer. Assumption: 0.2 to 0.5.
constexpr double kByEntry = 0.3;

}  // namespace

/// Profit tax on the year's result, and what owners get next year: what is left after it and after earlier losses
/// (Aktiebolagslag 17:3), a twelfth each month.
void FirmsModel::close_year(twin::Step& s) const {
  for (std::size_t firm = 0; firm != s[result_].size(); ++firm) {
    s[revenue_][firm] = s[sales_][firm];
    s[sales_][firm] = 0;
    const std::int64_t result = s[result_][firm];
    s[result_][firm] = 0;
    s[dividend_][firm] = 0;
    if (is_public(s[owner_][firm]) || result <= 0) continue;
    const std::int64_t tax = std::llround(static_cast<double>(result) * *profit_tax_);
    s.post(profit_tax_flow_, account(s, s[place_][firm].row, s[owner_][firm] != Owner::kLocal), nodes_.state, tax);
    s[deposits_][firm] -= tax;
    s[dividend_][firm] = std::max<std::int64_t>(0, std::min(result - tax, s[deposits_][firm])) / kMonths;
  }
}

/// Branches have positions for what they sell, at the prices and positions of the first year; at most so many more or
/// fewer a year. Sites of a product keep theirs.
void FirmsModel::adjust_jobs(twin::Step& s, const Month& month) const {
  const int base_year = price_year(market_.county().base_date);
  const std::vector<std::int32_t> jobs(s[branch_jobs_].begin(), s[branch_jobs_].end());
  const Members all = members(s);
  for (std::size_t branch = 0; branch != jobs.size(); ++branch) {
    if (s[base_output_][branch] <= 0 || s[base_jobs_][branch] == 0) continue;
    const Sector sector = sector_of_branch(branch);
    const double index = output_index(sector, month.year) / output_index(sector, base_year);
    const double wanted = s[base_jobs_][branch] * (static_cast<double>(s[output_][branch]) /
                                                   (static_cast<double>(s[base_output_][branch]) * index));
    const double bound = *most_change_ * jobs[branch];
    const twin::StableId key = branch + 1;
    const double target = std::clamp(wanted, jobs[branch] - bound, jobs[branch] + bound);
    // Parts of a position come about by chance, so that small branches change as large ones do.
    const double change = target - jobs[branch];
    const auto whole = static_cast<std::int32_t>(std::floor(change + s.draw(changes_, key).uniform()));
    const auto firms = all.of(branch);
    if (whole == 0 || firms.empty()) continue;
    std::int32_t by_entry = whole > 0 ? static_cast<std::int32_t>(std::lround(whole * kByEntry)) : 0;
    if (by_entry > 0) {
      const std::uint32_t row =
          open_firm(s, twin::combine(kNewIds, key, twin::month_of(s.from())),
                    static_cast<std::uint32_t>(place_of_branch(branch)), sector, s[owner_][firms.front()]);
      s[jobs_][row] = s[first_jobs_][row] = by_entry;
    }
    change_jobs(s, firms, whole - by_entry, key);
  }
  adjust_public_jobs(s);
}

/// A municipality's workplaces together have the positions that its budget pays for.
void FirmsModel::adjust_public_jobs(twin::Step& s) const {
  std::vector<std::vector<std::uint32_t>> of(s.rows(municipalities_));
  for (std::uint32_t firm = 0; firm != s[place_].size(); ++firm)
    if (s[owner_][firm] == Owner::kMunicipality) of[s[municipality_][s[place_][firm].row].row].push_back(firm);
  for (std::size_t m = 0; m != of.size(); ++m) {
    const auto ids = s.ids(firms_);
    std::sort(of[m].begin(), of[m].end(), [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
    std::int64_t now = 0, first = 0;
    for (const std::uint32_t firm : of[m]) {
      now += s[jobs_][firm];
      first += s[first_jobs_][firm];
    }
    const std::int64_t wanted = first * s[welfare_jobs_][m] / 1'000;
    if (!of[m].empty()) change_jobs(s, of[m], static_cast<std::int32_t>(wanted - now), (std::uint64_t{1} << 32) + m);
  }
}

/// One position after the other is added to, or taken from, a workplace drawn in proportion to its positions; who has
/// none left closes. `firms` are in the order of their numbers.
void FirmsModel::change_jobs(twin::Step& s, std::span<const std::uint32_t> firms, std::int32_t change,
                             twin::StableId key) const {
  for (std::int32_t k = 0; k != std::abs(change); ++k) {
    std::int64_t all = 0;
    for (const std::uint32_t firm : firms) all += s[jobs_][firm];
    if (all == 0) return;
    auto at = static_cast<std::int64_t>(s.draw(changes_, key, static_cast<std::uint32_t>(k) + 1).uniform() *
                                        static_cast<double>(all));
    for (const std::uint32_t firm : firms) {
      at -= s[jobs_][firm];
      if (at >= 0) continue;
      s[jobs_][firm] += change > 0 ? 1 : -1;
      break;
    }
  }
  if (change >= 0) return;
  for (const std::uint32_t firm : firms)
    if (s[jobs_][firm] + s[fly_in_][firm] == 0 && !is_public(s[owner_][firm])) close_firm(s, firm);
}

/// Small firms close and others open in their stead: same branch, same positions, another workplace. Where
/// people found firms more often than is usual, one of one position opens beside some of the new ones; it gets its
/// part of the same sales, and next year the branch has positions for these, as ever.
std::vector<std::int64_t> FirmsModel::renew(twin::Step& s) const {
  std::vector<std::int64_t> beside(s.rows(municipalities_));
  const auto count = static_cast<std::uint32_t>(s[place_].size());
  for (std::uint32_t firm = 0; firm != count; ++firm) {
    if (s.rows(firms_).is_removed(firm) || s[site_][firm] != 0 || is_public(s[owner_][firm])) continue;
    if (s[jobs_][firm] > kSmall) continue;
    const twin::StableId id = s.rows(firms_).ids()[firm];
    if (!s.draw(changes_, id).chance(*exit_rate_)) continue;
    const std::uint32_t row = open_firm(s, twin::combine(kNewIds, id, twin::month_of(s.from())), s[place_][firm].row,
                                        s[sector_][firm], s[owner_][firm]);
    s[jobs_][row] = s[first_jobs_][row] = s[jobs_][firm];
    close_firm(s, firm);
    if (!opens_another(s, firm)) continue;
    const std::uint32_t second = open_firm(s, twin::combine(kBesideIds, id, twin::month_of(s.from())),
                                           s[place_][firm].row, s[sector_][firm], s[owner_][firm]);
    s[jobs_][second] = s[first_jobs_][second] = 1;
    ++beside[s[municipality_][s[place_][firm].row].row];
  }
  return beside;
}

bool FirmsModel::opens_another(const twin::Step& s, std::uint32_t firm) const {
  const double more = s[founding_factor_][s[place_][firm].row] - 1;
  return s[owner_][firm] == Owner::kLocal && s.draw(changes_, s.rows(firms_).ids()[firm], 1).chance(more);
}

/// The bank takes over what is left, or owed.
void FirmsModel::close_firm(twin::Step& s, std::uint32_t firm) const {
  const twin::Account here = account(s, s[place_][firm].row, s[owner_][firm] != Owner::kLocal);
  const std::int64_t left = s[deposits_][firm];
  if (left > 0) s.post(written_off_, here, nodes_.bank, left);
  if (left < 0) s.post(written_off_, nodes_.bank, here, -left);
  s[deposits_][firm] = 0;
  s[dividend_][firm] = 0;
  s.rows(firms_).remove(firm);
}

/// What people of the county will be paid next month, for `income` to book.
void FirmsModel::announce(twin::WriteAccess& w) const {
  const auto local = w[dividends_local_], county = w[dividends_county_], saved = w[local_power_];
  std::fill(local.begin(), local.end(), 0);
  std::fill(county.begin(), county.end(), 0);
  std::fill(saved.begin(), saved.end(), 0);
  for (std::size_t firm = 0; firm != w[place_].size(); ++firm) {
    if (w[owner_][firm] == Owner::kLocal) local[w[place_][firm].row] += w[dividend_][firm];
    if (w[owner_][firm] == Owner::kCounty) county[w[place_][firm].row] += w[dividend_][firm];
  }
  const double price = market_.price(Economy::Driver::kPowerPrice, price_year(w.to()));
  const double per_home = *local_power_share_ * kMwhPerHome / 12 * std::max(0.0, price - *power_cost_) * 10;
  const auto stations = largest_stations(w);
  for (std::size_t m = 0; m != stations.size(); ++m)
    w[station_place_][m] = stations[m] ? w[place_][*stations[m]] : PlaceRef{};
  if (per_home <= 0) return;
  const auto homes = homes_by_place(w);
  for (std::size_t place = 0; place != homes.size(); ++place)
    if (stations[w[municipality_][place].row]) saved[place] = homes[place] * ore(per_home);
}

void FirmsModel::record_year(twin::Step& s, std::span<const std::int64_t> opened_beside) const {
  const std::size_t count = s.rows(municipalities_);
  std::vector<double> product(count);
  std::vector<std::int64_t> residents(count), workplaces(count), jobs(count), primary(count);
  for (std::size_t place = 0; place != s.rows(places_); ++place)
    residents[s[municipality_][place].row] += s[residents_][place];
  for (std::uint32_t firm = 0; firm != s[place_].size(); ++firm) {
    if (s.rows(firms_).is_removed(firm)) continue;
    const std::uint32_t m = s[municipality_][s[place_][firm].row].row;
    ++workplaces[m];
    jobs[m] += s[jobs_][firm] + s[fly_in_][firm];
    if (sells_product(s, firm)) primary[m] += s[revenue_][firm] / 100;
  }
  for (std::size_t m = 0; m != count; ++m)
    product[m] = residents[m] > 0 ? static_cast<double>(s[product_][m]) / 100 / static_cast<double>(residents[m]) : 0;
  std::fill(s[product_].begin(), s[product_].end(), 0);
  const std::vector<double> productivity(s[productivity_].begin(), s[productivity_].end());
  s.record(product_series_, product);
  s.record(firms_series_, workplaces);
  s.record(jobs_series_, jobs);
  s.record(primary_series_, primary);
  s.record(productivity_series_, productivity);
  s.record(beside_series_, opened_beside);
}

/// C1 of firms: what firms have on their accounts is what the ledger says of their places. C4: nothing is left of
/// goods.
void FirmsModel::audit(twin::Audit& a) const {
  std::vector<std::array<std::int64_t, 2>> deposits(a.rows(places_));
  for (std::size_t firm = 0; firm != a[place_].size(); ++firm)
    if (!is_public(a[owner_][firm]))
      deposits[a[place_][firm].row][a[owner_][firm] != Owner::kLocal] += a[deposits_][firm];
  for (std::uint32_t place = 0; place != deposits.size(); ++place)
    for (const bool branches : {false, true})
      a.expect(money_, account(a, place, branches), deposits[place][branches]);
  for (const Goods* goods : {&iron_ore_, &copper_ore_, &power_, &timber_, &food_, &parcels_})
    for (std::size_t place = 0; place != a.rows(places_); ++place)
      a.expect(goods->stock, static_cast<twin::Account>(a.ids(places_)[place]), 0);
}

}  // namespace rurban
