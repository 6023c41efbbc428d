// A month of people's money.
#include <algorithm>
#include <cmath>
#include <map>

#include "models/income/income_model.h"
#include "models/income/month.h"
#include "models/sums.h"

namespace rurban {
namespace {

/// Who draws dividends, for life: one in eight of those aged 25 to 79. Assumption: 0.08 to 0.18.
constexpr double kHolders = 0.12;
/// Of a month's net income, what errands take before any was counted. Assumption: 0.18 to 0.28.
constexpr double kErrandsAtFirst = 0.22;

/// Who has the lowest number comes first.
void bring_first(std::span<std::uint32_t> people, std::span<const twin::StableId> ids) {
  if (people.empty()) return;
  const auto first = std::min_element(people.begin(), people.end(),
                                      [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
  std::iter_swap(people.begin(), first);
}

}  // namespace

Residents::Residents(std::span<const PlaceRef> place, std::span<const twin::StableId> ids, std::size_t places)
    : first_(places + 1), persons_(place.size()) {
  const auto count = twin::count_by(place.size(), places, [&](std::size_t person) { return place[person].row; });
  for (std::size_t p = 0; p != places; ++p) first_[p + 1] = first_[p] + static_cast<std::uint32_t>(count[p]);
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t person = 0; person != place.size(); ++person) persons_[next[place[person].row]++] = person;
  twin::for_each_index(places, [&](std::size_t p) {
    bring_first(std::span(persons_).subspan(first_[p], first_[p + 1] - first_[p]), ids);
  });
}

void IncomeModel::step(twin::Step& s) {
  follow_moves(s);
  const std::size_t persons = s.rows(persons_), places = s.rows(places_);
  Month month{.residents = Residents(s[account_place_], s.ids(persons_), places),
              .year = MarketPlace::price_year(*price_year_, s.from()),
              .quarter_ends = twin::is_boundary(s.to(), twin::Period::kQuarter),
              .year_ends = twin::is_boundary(s.to(), twin::Period::kYear),
              .income = std::vector<std::int64_t>(persons),
              .spent = std::vector<std::int64_t>(persons),
              .sums = std::vector<Sums>(places),
              .net = {}};
  std::fill(s[sold_].begin(), s[sold_].end(), 0);
  receive(s, month);
  book_wages(s, month);
  book_transfers(s, month);
  pay_dividends(s, month);
  month.net = sum_by(
      persons, places, [&](std::size_t person) { return s[account_place_][person].row; },
      [&](std::size_t person) { return std::max<std::int64_t>(0, month.income[person]); });
  pay_rents(s, month);
  spend(s, month);
  pay_errands(s, month);
  keep_accounts(s, month);
  tell_place_income(s);
  if (month.year_ends) record_year(s);
}

/// Accounts follow their owners. What those who died or left had goes with them: to heirs and banks elsewhere.
void IncomeModel::follow_moves(twin::Step& s) const {
  const auto deposits = s[deposits_];
  const auto account = s[account_place_];
  const auto household = s[household_];
  const auto place = s[place_];
  const auto held = s[held_];
  const std::size_t places = held.size();
  const auto counted = sum_by(
      account.size(), places + 1,
      [&](std::size_t person) { return account[person].valid() ? account[person].row : places; },
      [&](std::size_t person) { return deposits[person]; });
  struct Transfer {
    std::uint32_t from, to;
    std::int64_t amount;
  };
  std::vector<std::vector<Transfer>> moves(twin::block_count(account.size()));
  s.for_rows(persons_, [&](twin::Block block) {
    for (std::size_t person = block.begin; person != block.end; ++person) {
      const PlaceRef home = place[household[person].row], before = std::exchange(account[person], home);
      if (before.valid() && before != home && deposits[person] != 0)
        moves[block.index].push_back({before.row, home.row, deposits[person]});
    }
  });
  for (const auto& block : moves)
    for (const Transfer& move : block)
      post_either(s, moved_, households(s, move.from), households(s, move.to), move.amount);
  for (std::uint32_t from = 0; from != places; ++from)
    post_either(s, moved_, households(s, from), nodes_.sweden, held[from] - counted[from]);
}

/// Who pays the people of each firm, as a number: of each place local firms and branches, extracting or not; then
/// municipalities, the region, the state; the last is whoever employs outside the county.
std::vector<std::uint32_t> IncomeModel::employers(const twin::Access& a) const {
  const auto places = static_cast<std::uint32_t>(a.rows(places_));
  const auto region = 4 * places + static_cast<std::uint32_t>(a.rows(municipalities_));
  std::vector<std::uint32_t> result;
  for (std::size_t firm = 0; firm != a[firm_owner_].size(); ++firm) {
    const std::uint32_t place = a[firm_place_][firm].row;
    const Owner owner = a[firm_owner_][firm];
    const bool extracting = is_extracting(a[firm_sector_][firm], a[firm_site_][firm] != 0);
    result.push_back(owner == Owner::kMunicipality ? 4 * places + a[municipality_][place].row
                     : owner == Owner::kRegion     ? region
                     : owner == Owner::kGovernment ? region + 1
                                                   : 4 * place + 2 * extracting + (owner != Owner::kLocal));
  }
  return result;
}

/// From each employer's account to each place where its people live.
void IncomeModel::book_wages(twin::Step& s, const Month& month) const {
  const auto ids = s.ids(places_);
  const auto employer = employers(s);
  const std::size_t towns = 4 * ids.size(), region = towns + s.rows(municipalities_), outside = region + 2;
  const auto pay = s[pay_];
  const auto workplace = s[workplace_];
  struct Paid {
    std::size_t employer;
    std::int64_t sum;
  };
  std::vector<std::vector<Paid>> paid(ids.size());
  twin::for_each_index(ids.size(), [&](std::size_t home) {
    std::vector<std::int64_t> sums(outside + 1);
    for (const std::uint32_t person : month.residents.of(home))
      if (pay[person] != 0)
        sums[workplace[person].valid() ? employer[workplace[person].row] : outside] += pay[person];
    for (std::size_t k = 0; k != sums.size(); ++k)
      if (sums[k] != 0) paid[home].push_back({k, sums[k]});
  });
  const auto account = [&](std::size_t k) {
    if (k < towns) return account_of(ids[k / 4], k % 2 == 0 ? Part::kLocalFirms : Part::kBranches);
    if (k < region) return account_of(ids[market_.seat(k - towns)], Part::kMunicipality);
    return k == region ? nodes_.region : k == outside ? nodes_.sweden : nodes_.state;
  };
  for (std::uint32_t home = 0; home != ids.size(); ++home) {
    s[wages_booked_][home] = 0;
    for (const auto& [k, sum] : paid[home]) {
      const twin::Flow flow = k == outside ? outside_wages_ : k < towns && k % 4 >= 2 ? extraction_wages_ : wages_;
      s.post(flow, account(k), households(s, home), sum);
      s[wages_booked_][home] += sum;
    }
  }
}

void IncomeModel::book_transfers(twin::Step& s, const Month& month) const {
  for (std::uint32_t place = 0; place != month.sums.size(); ++place) {
    const Sums& here = month.sums[place];
    const twin::Account home = households(s, place);
    const twin::Account town = account_of(s.ids(places_)[market_.seat_of_place(place)], Part::kMunicipality);
    post_either(s, pensions_, nodes_.state, home, here.pension);
    post_either(s, occupational_, nodes_.sweden, home, here.occupational);
    post_either(s, benefits_, nodes_.state, home, here.benefits);
    post_either(s, assistance_, town, home, here.assistance);
    post_either(s, municipal_tax_flow_, home, town, here.municipal);
    post_either(s, region_tax_flow_, home, nodes_.region, here.region);
    post_either(s, state_tax_, home, nodes_.state, here.state);
    s[tax_base_][place] = here.base;
    s[municipal_tax_][place] = here.municipal;
    s[region_tax_][place] = here.region;
    s[assistance_paid_][place] = here.assistance;
  }
}

/// Who draws dividends in a place; everybody where nobody is drawn for it. The lowest number comes first.
std::vector<std::uint32_t> IncomeModel::owners(const twin::Step& s, const Month& month, std::uint32_t place) const {
  const MonthNumber now = twin::month_of(s.from());
  const auto ids = s.ids(persons_);
  const auto residents = month.residents.of(place);
  std::vector<std::uint32_t> result;
  for (const std::uint32_t person : residents) {
    const int age = age_on(now, s[birth_month_][person]);
    if (age >= 25 && age < 80 && s.draw(life_, ids[person], twin::Date{}).chance(kHolders, kOwnerWord))
      result.push_back(person);
  }
  bring_first(result, ids);
  if (result.empty()) result.assign(residents.begin(), residents.end());
  return result;
}

/// What firms announced last month: dividends to some of a place's adults, less tax on capital income, and what power
/// at cost saves everybody there.
void IncomeModel::pay_dividends(twin::Step& s, Month& month) const {
  const auto ids = s.ids(places_);
  std::vector<std::int64_t> dividends(ids.size());
  const auto book = [&](twin::Flow flow, Part payer, std::uint32_t from, std::uint32_t to, std::int64_t amount) {
    if (amount == 0) return false;
    const bool anyone = !month.residents.of(to).empty();
    s.post(flow, account_of(ids[from], payer), anyone ? households(s, to) : nodes_.owners, amount);
    return anyone;
  };
  for (std::uint32_t place = 0; place != ids.size(); ++place) {
    if (book(dividends_, Part::kLocalFirms, place, place, s[dividends_local_][place]))
      dividends[place] += s[dividends_local_][place];
    const auto [at_seat, at_coast] = county_owners(s[dividends_county_][place]);
    const std::uint32_t seat = market_.seat_of_place(place);
    if (book(dividends_, Part::kBranches, place, seat, at_seat)) dividends[seat] += at_seat;
    if (book(dividends_, Part::kBranches, place, market_.coast(), at_coast)) dividends[market_.coast()] += at_coast;
    const std::int64_t saved = s[local_power_][place];
    const PlaceRef station = s[station_place_][s[municipality_][place].row];
    if (saved == 0 || !book(local_power_flow_, Part::kBranches, station.row, place, saved)) continue;
    const auto people = month.residents.of(place);
    split_evenly(saved, people.size(), [&](std::size_t k, std::int64_t part) { month.income[people[k]] += part; });
  }
  std::vector<std::int64_t> taxed(ids.size());
  twin::for_each_index(ids.size(), [&](std::size_t place) {
    if (dividends[place] == 0) return;
    const auto owner = owners(s, month, static_cast<std::uint32_t>(place));
    split_evenly(dividends[place], owner.size(), [&](std::size_t k, std::int64_t part) {
      const std::int64_t tax = part_of(part, TaxRules{}.capital_rate);
      month.income[owner[k]] += part - tax;
      taxed[place] += tax;
    });
  });
  for (std::uint32_t place = 0; place != ids.size(); ++place)
    if (dividends[place] != 0) s.post(capital_tax_, households(s, place), nodes_.state, taxed[place]);
}

/// Interest on loans, and rents of those who do not own their homes, to whoever lets homes in the place.
void IncomeModel::pay_rents(twin::Step& s, const Month& month) const {
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  for (std::uint32_t place = 0; place != month.sums.size(); ++place) {
    const twin::Account home = households(s, place);
    const auto& [interest, rents] = std::pair(month.sums[place].interest, month.sums[place].rents);
    if (interest != 0) s.post(interest_flow_, home, nodes_.bank, interest);
    const std::int64_t outside = suppliers.buy(
        place, Sector::kRealEstate, rents, {kWholeShare, 0, 0}, [&](std::size_t branch, std::int64_t paid) {
          s[sold_][branch] += paid;
          s.post(rents_, home, account_of_branch(s.ids(places_), branch), paid);
        });
    if (outside != 0) s.post(rents_, home, nodes_.sweden, outside);
  }
}

/// What each spends beyond errands and rent: the same part of every income in a place.
void IncomeModel::spend(twin::Step& s, Month& month) const {
  const std::size_t places = month.sums.size();
  std::vector<std::int32_t> part(places);
  for (std::size_t place = 0; place != places; ++place) {
    const std::int64_t net = month.net[place];
    if (net <= 0) continue;
    const std::int64_t errands =
        s[spent_][place] > 0 ? s[spent_][place] / 3 : std::llround(static_cast<double>(net) * kErrandsAtFirst);
    part[place] = other_spending_share(net, errands, month.sums[place].rents, *propensity_);
  }
  const auto home = s[account_place_];
  const auto spent = sum_by(
      home.size(), places, [&](std::size_t person) { return home[person].row; },
      [&](std::size_t person) {
        const std::int64_t income = std::max<std::int64_t>(0, month.income[person]);
        const std::int64_t amount = part_of_amount(income, part[home[person].row], kWholeShare);
        month.spent[person] += amount;
        return amount;
      });
  for (std::uint32_t place = 0; place != places; ++place)
    if (spent[place] != 0) buy(s, place, spent[place]);
}

/// What the people of a place spend beyond errands, kind by kind, where they shop or whoever serves them is.
void IncomeModel::buy(twin::Step& s, std::uint32_t place, std::int64_t amount) const {
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  const twin::Account home = households(s, place);
  const Tiers shopping = shopping_tiers(s[spent_here_][place], s[spent_seat_][place], s[spent_coast_][place]);
  std::int64_t left = amount, elsewhere = 0;
  Bill bill;
  for (const Spending& kind : kSpending) {
    const std::int64_t part = part_of_amount(amount, share(kind.share), kWholeShare);
    const std::int64_t online = part_of_amount(part, share(kind.online), kWholeShare);
    left -= part;
    elsewhere += online + suppliers.buy(place, kind.sector, part - online, kind.nearby ? shopping : kServedFrom,
                                        [&](std::size_t branch, std::int64_t paid) {
                                          s[sold_][branch] += paid;
                                          bill.add(account_of_branch(s.ids(places_), branch), paid);
                                        });
  }
  bill.settle([&](twin::Account to, std::int64_t paid) { s.post(consumption_, home, to, paid); });
  if (elsewhere != 0) s.post(online_, home, nodes_.sweden, elsewhere);
  if (left != 0) s.post(online_, home, nodes_.abroad, left);
}

/// What the place's people paid on their errands in the quarter, less what they got for taking others along, and for
/// the paper and fixed lines in the year, was booked by those who counted it; here it is borne by each in proportion
/// to income.
void IncomeModel::pay_errands(twin::Step& s, Month& month) const {
  if (!month.quarter_ends && !month.year_ends) return;
  twin::for_each_index(month.sums.size(), [&](std::size_t place) {
    const auto people = month.residents.of(place);
    const auto bear = [&](std::int64_t amount) {
      if (amount == 0 || people.empty()) return;
      const bool earning = month.net[place] > 0;
      split_amount(
          amount, people.size(),
          [&](std::size_t k) {
            return earning ? std::max<std::int64_t>(0, month.income[people[k]]) : std::int64_t{1};
          },
          [&](std::size_t k, std::int64_t part) { month.spent[people[k]] += part; });
    };
    if (month.quarter_ends) bear(s[spent_][place] - s[lift_income_][place]);
    if (month.year_ends) bear(s[paper_spent_][place] + s[line_fees_][place]);
  });
}

void IncomeModel::keep_accounts(twin::Step& s, const Month& month) const {
  const auto deposits = s[deposits_];
  const auto disposable = s[disposable_];
  const auto home = s[account_place_];
  const auto in_place = [&](std::size_t person) { return home[person].row; };
  const auto held = sum_by(home.size(), month.sums.size(), in_place, [&](std::size_t person) {
    return deposits[person] += month.income[person] - month.spent[person];
  });
  std::copy(held.begin(), held.end(), s[held_].begin());
  const auto income =
      sum_by(home.size(), month.sums.size(), in_place, [&](std::size_t person) { return month.income[person]; });
  for (std::size_t place = 0; place != income.size(); ++place)
    s[year_disposable_][s[municipality_][place].row] += income[place];
  s.for_rows(households_, [&](twin::Block block) {
    for (std::size_t household = block.begin; household != block.end; ++household) {
      disposable[household] = 0;
      for (PersonRef member = s[first_member_][household]; member.valid(); member = s[next_member_][member.row])
        disposable[household] += 12 * month.income[member.row];
    }
  });
}

void IncomeModel::record_year(twin::Step& s) const {
  const std::size_t count = s.rows(municipalities_);
  std::vector<std::int64_t> residents(count), pay(count), employed(count);
  for (std::size_t person = 0; person != s[pay_].size(); ++person) {
    const std::uint32_t m = s[municipality_][s[account_place_][person].row].row;
    ++residents[m];
    pay[m] += s[pay_][person];
    employed[m] += s[pay_][person] > 0;
  }
  std::vector<double> per_head(count), mean(count);
  for (std::size_t m = 0; m != count; ++m) {
    per_head[m] =
        residents[m] > 0 ? static_cast<double>(s[year_disposable_][m]) / 100 / static_cast<double>(residents[m]) : 0;
    mean[m] = employed[m] > 0 ? static_cast<double>(pay[m]) / 100 / static_cast<double>(employed[m]) : 0;
  }
  std::fill(s[year_disposable_].begin(), s[year_disposable_].end(), 0);
  const std::vector<double> level(s[level_].begin(), s[level_].end());
  s.record(disposable_series_, per_head);
  s.record(pay_series_, mean);
  s.record(level_series_, level);
}

}  // namespace rurban
