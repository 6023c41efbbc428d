// A month of people's money.
#include <algorithm>
#include <atomic>
#include <map>

#include "models/income/income_model.h"
#include "models/income/month.h"

namespace rurban {
namespace {

/// Who draws dividends: one adult in eight, aged 25 to 79. Assumption: 0.08 to 0.18.
constexpr double kHolders = 0.12;
/// Of a month's net income, what errands take before any was counted. Assumption: 0.18 to 0.28.
constexpr double kErrandsAtFirst = 0.22;

/// Who has the lowest number comes first: split_amount gives the first what rounding leaves, so that the order of
/// rows does not show.
void bring_first(std::vector<std::uint32_t>& people, std::span<const twin::StableId> ids) {
  if (people.empty()) return;
  const auto first = std::min_element(people.begin(), people.end(),
                                      [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
  std::iter_swap(people.begin(), first);
}

std::int64_t indexed(std::int64_t amount, std::int64_t index) {
  return amount * index / 100'000;
}

}  // namespace

std::vector<IncomeModel::Receipts> IncomeModel::receipts(const twin::Access& a, const Rules& rules,
                                                         MonthNumber month) const {
  std::vector<Receipts> result(a.rows(persons_));
  const auto ids = a.ids(persons_);
  const auto first = a[first_member_];
  twin::for_blocks(result.size(), [&](twin::Block block) {
    for (std::size_t person = block.begin; person != block.end; ++person) {
      const std::uint32_t m = a[municipality_][home_of(a, person)].row;
      const int age = age_on(month, a[birth_month_][person]);
      const HouseholdRef household = a[household_][person];
      Receipts& r = result[person];
      if (age < kAdultAge) continue;
      const twin::Draw life = a.draw(life_, ids[person], twin::Date{});
      const double level = a[level_][m];
      const Earner who{a[sex_][person], age, a[skill_][person], life.uniform(0)};
      const FirmRef workplace = a[workplace_][person];
      const double mean = !workplace.valid()
                              ? rules.outside_ore
                              : rules.pay_ore[static_cast<std::size_t>(a[firm_sector_][workplace.row])];
      const BenefitRules& benefits = rules.benefits;
      if (a[employed_][person]) {
        r.pay = std::llround(mean * level * pay_factor(who));
      } else {
        const std::int64_t former = std::llround(rules.outside_ore * 0.85 * level * pay_factor(who));
        switch (livelihood_of(age, life.uniform(1), benefits.pension_age)) {
          case Livelihood::kPupil:
            r.allowances = indexed(study_grant(benefits), rules.price_index);
            break;
          case Livelihood::kStudent:
            r.allowances = indexed(student_aid(benefits).grant, rules.price_index);
            break;
          case Livelihood::kUnemployed:
            r.benefits = unemployment_benefit(benefits, former);
            break;
          case Livelihood::kSick:
            r.benefits = sickness_benefit(benefits, former);
            break;
          case Livelihood::kDisabled:
            r.benefits = disability_benefit(benefits, former);
            break;
          case Livelihood::kNone:
            if (a[role_][person] == Role::kSingle)
              r.assistance = indexed(social_assistance(benefits, 1, 0, 0), rules.price_index);
            break;
          case Livelihood::kPensioner:
            break;
        }
      }
      if (age >= benefits.pension_age) {
        const Pension drawn = pension(benefits, age, who.sex, static_cast<std::int32_t>(level * 100'000));
        r.pension = indexed(drawn.state, rules.pension_index);
        r.occupational = indexed(drawn.occupational, rules.pension_index);
      }
      if (first[household.row].row == person) {
        int children = 0;
        for (PersonRef member = first[household.row]; member.valid(); member = a[next_member_][member.row])
          children += age_on(month, a[birth_month_][member.row]) < kAdultAge;
        r.allowances += indexed(child_allowance(benefits, children), rules.price_index);
      }
      r.tax = monthly_tax(rules.tax, {r.pay, r.pension + r.occupational + r.benefits, age, true}, rules.rates[m]);
    }
  });
  return result;
}

void IncomeModel::step(twin::Step& s) {
  Month month;
  month.year = price_year(s.from());
  month.quarter_ends = twin::is_boundary(s.to(), twin::Period::kQuarter);
  month.year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  follow_moves(s);
  month.all = receipts(s, rules(s, month.year), twin::month_of(s.from()));
  month.income.resize(month.all.size());
  month.spent.resize(month.all.size());
  month.net.resize(s.rows(places_));
  month.rents.resize(s.rows(places_));
  month.people.resize(s.rows(places_));
  std::fill(s[sold_].begin(), s[sold_].end(), 0);
  for (std::uint32_t person = 0; person != month.all.size(); ++person) {
    month.income[person] = month.all[person].net();
    month.people[s[account_place_][person].row].push_back(person);
  }
  const auto ids = s.ids(persons_);
  for (auto& people : month.people) bring_first(people, ids);

  book_wages(s, month);
  book_transfers(s, month);
  pay_dividends(s, month);
  for (std::size_t person = 0; person != month.income.size(); ++person)
    if (month.income[person] > 0) month.net[s[account_place_][person].row] += month.income[person];
  pay_rents(s, month);
  spend(s, month);
  pay_errands(s, month);
  keep_accounts(s, month);
  if (month.year_ends) record_year(s);
}

/// Accounts follow their owners. What those who died or left had goes with them: to heirs and banks elsewhere.
void IncomeModel::follow_moves(twin::Step& s) const {
  const auto deposits = s[deposits_];
  const auto account = s[account_place_];
  std::vector<std::int64_t> left(s[held_].begin(), s[held_].end());
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> moved, owed;
  for (std::size_t person = 0; person != deposits.size(); ++person) {
    const std::uint32_t home = home_of(s, person);
    const PlaceRef before = account[person];
    account[person] = {home};
    if (!before.valid()) continue;
    left[before.row] -= deposits[person];
    if (before.row == home || deposits[person] == 0) continue;
    (deposits[person] > 0 ? moved : owed)[{before.row, home}] += std::abs(deposits[person]);
  }
  for (const auto& [way, amount] : moved) s.post(moved_, households(s, way.first), households(s, way.second), amount);
  for (const auto& [way, amount] : owed) s.post(moved_, households(s, way.second), households(s, way.first), amount);
  for (std::uint32_t place = 0; place != left.size(); ++place) {
    if (left[place] > 0) s.post(moved_, households(s, place), nodes_.sweden, left[place]);
    if (left[place] < 0) s.post(moved_, nodes_.sweden, households(s, place), -left[place]);
  }
}

/// From each employer's account to each place where its people live.
void IncomeModel::book_wages(twin::Step& s, const Month& month) const {
  // Employers: of each place local firms and branches, extracting or not; then municipalities, region, state,
  // outside.
  const std::size_t places = s.rows(places_), municipalities = s.rows(municipalities_);
  const std::size_t region = 4 * places + municipalities, state = region + 1, outside = region + 2;
  std::vector<std::int64_t> sums((outside + 1) * places);
  const auto booked = s[wages_booked_];
  std::fill(booked.begin(), booked.end(), 0);
  for (std::size_t person = 0; person != month.all.size(); ++person) {
    const std::int64_t pay = month.all[person].pay;
    s[pay_][person] = static_cast<std::int32_t>(pay);
    if (pay == 0) continue;
    const std::uint32_t home = s[account_place_][person].row;
    const FirmRef workplace = s[workplace_][person];
    std::size_t employer = outside;
    if (workplace.valid()) {
      const std::uint32_t place = s[firm_place_][workplace.row].row;
      const Owner owner = s[firm_owner_][workplace.row];
      if (owner == Owner::kMunicipality)
        employer = 4 * places + s[municipality_][place].row;
      else if (owner == Owner::kRegion)
        employer = region;
      else if (owner == Owner::kGovernment)
        employer = state;
      else
        employer = 4 * place + 2 * is_extracting(s[firm_sector_][workplace.row], s[firm_site_][workplace.row] != 0) +
                   (owner != Owner::kLocal);
    }
    sums[employer * places + home] += pay;
    booked[home] += pay;
  }
  const auto ids = s.ids(places_);
  for (std::size_t employer = 0; employer <= outside; ++employer) {
    twin::Account from = nodes_.sweden;
    twin::Flow flow = wages_;
    if (employer < 4 * places) {
      from = account_of(ids[employer / 4], employer % 2 == 0 ? Part::kLocalFirms : Part::kBranches);
      if (employer % 4 >= 2) flow = extraction_wages_;
    } else if (employer < region) {
      from = account_of(ids[seats_[employer - 4 * places]], Part::kMunicipality);
    } else if (employer == region) {
      from = nodes_.region;
    } else if (employer == state) {
      from = nodes_.state;
    } else {
      flow = outside_wages_;
    }
    for (std::uint32_t home = 0; home != places; ++home)
      if (const std::int64_t sum = sums[employer * places + home]; sum != 0)
        s.post(flow, from, households(s, home), sum);
  }
}

void IncomeModel::book_transfers(twin::Step& s, const Month& month) const {
  struct Sums {
    std::int64_t pension = 0, occupational = 0, benefits = 0, assistance = 0, base = 0, municipal = 0, region = 0,
                 state = 0;
  };
  std::vector<Sums> sums(s.rows(places_));
  for (std::size_t person = 0; person != month.all.size(); ++person) {
    const Receipts& r = month.all[person];
    Sums& here = sums[s[account_place_][person].row];
    here.pension += r.pension;
    here.occupational += r.occupational;
    here.benefits += r.benefits + r.allowances;
    here.assistance += r.assistance;
    here.base += r.tax.taxable;
    here.municipal += r.tax.municipal;
    here.region += r.tax.region;
    here.state += r.tax.state;
  }
  for (std::uint32_t place = 0; place != sums.size(); ++place) {
    const Sums& here = sums[place];
    const twin::Account home = households(s, place);
    const twin::Account town = account_of(s.ids(places_)[seat_of_place_[place]], Part::kMunicipality);
    const auto post = [&](twin::Flow flow, twin::Account from, twin::Account to, std::int64_t amount) {
      if (amount > 0) s.post(flow, from, to, amount);
      if (amount < 0) s.post(flow, to, from, -amount);
    };
    post(pensions_, nodes_.state, home, here.pension);
    post(occupational_, nodes_.sweden, home, here.occupational);
    post(benefits_, nodes_.state, home, here.benefits);
    post(assistance_, town, home, here.assistance);
    post(municipal_tax_flow_, home, town, here.municipal);
    post(region_tax_flow_, home, nodes_.region, here.region);
    post(state_tax_, home, nodes_.state, here.state);
    s[tax_base_][place] = here.base;
    s[municipal_tax_][place] = here.municipal;
    s[region_tax_][place] = here.region;
  }
}

/// Of each place, who draws dividends; everybody where nobody is drawn for it.
std::vector<std::vector<std::uint32_t>> IncomeModel::holders(const twin::Step& s, const Month& month) const {
  const MonthNumber now = twin::month_of(s.from());
  const auto ids = s.ids(persons_);
  std::vector<std::vector<std::uint32_t>> result(month.people.size());
  twin::for_each_index(result.size(), [&](std::size_t place) {
    for (const std::uint32_t person : month.people[place]) {
      const int age = age_on(now, s[birth_month_][person]);
      if (age >= 25 && age < 80 && s.draw(life_, ids[person], 1).chance(kHolders)) result[place].push_back(person);
    }
    bring_first(result[place], ids);
    if (result[place].empty()) result[place] = month.people[place];
  });
  return result;
}

/// What firms announced last month: dividends to some of a place's adults, less tax on capital income, and what power
/// at cost saves everybody there.
void IncomeModel::pay_dividends(twin::Step& s, Month& month) const {
  const auto ids = s.ids(places_);
  const auto owners = holders(s, month);
  std::vector<std::int64_t> dividends(ids.size());
  const auto book = [&](twin::Flow flow, Part payer, std::uint32_t from, std::uint32_t to, std::int64_t amount) {
    if (amount == 0) return false;
    const bool anyone = !month.people[to].empty();
    s.post(flow, account_of(ids[from], payer), anyone ? households(s, to) : nodes_.owners, amount);
    return anyone;
  };
  for (std::uint32_t place = 0; place != ids.size(); ++place) {
    if (book(dividends_, Part::kLocalFirms, place, place, s[dividends_local_][place]))
      dividends[place] += s[dividends_local_][place];
    if (book(dividends_, Part::kBranches, place, coast_, s[dividends_county_][place]))
      dividends[coast_] += s[dividends_county_][place];
    const std::int64_t saved = s[local_power_][place];
    const PlaceRef station = s[station_place_][s[municipality_][place].row];
    if (saved == 0 || !book(local_power_flow_, Part::kBranches, station.row, place, saved)) continue;
    const auto& people = month.people[place];
    split_amount(
        saved, people.size(), [](std::size_t) { return 1; },
        [&](std::size_t k, std::int64_t part) { month.income[people[k]] += part; });
  }
  for (std::uint32_t place = 0; place != ids.size(); ++place) {
    if (dividends[place] == 0) continue;
    std::int64_t taxed = 0;
    split_amount(
        dividends[place], owners[place].size(), [](std::size_t) { return 1; },
        [&](std::size_t k, std::int64_t part) {
          const std::int64_t tax = part_of(part, TaxRules{}.capital_rate);
          month.income[owners[place][k]] += part - tax;
          taxed += tax;
        });
    s.post(capital_tax_, households(s, place), nodes_.state, taxed);
  }
}

/// Interest on loans, and rents of those who do not own their homes, to whoever lets homes nearby.
void IncomeModel::pay_rents(twin::Step& s, Month& month) const {
  const std::int64_t rate = std::llround(*interest_ * 1'000'000);
  std::vector<std::int64_t> interest(s.rows(places_));
  for (std::size_t person = 0; person != month.all.size(); ++person) {
    if (s[deposits_][person] >= 0) continue;
    const std::int64_t due = -s[deposits_][person] * rate / 12'000'000;
    month.spent[person] += due;
    interest[s[account_place_][person].row] += due;
  }
  const std::int64_t rent = ore(*rent_ / 12 * price(Economy::Driver::kPrices, month.year));
  for (std::size_t household = 0; household != s.rows(households_); ++household) {
    if (s[tenure_][s[dwelling_][household].row] != Tenure::kRented) continue;
    month.spent[s[first_member_][household].row] += rent;
    month.rents[s[place_][household].row] += rent;
  }
  const Suppliers suppliers(s[branch_jobs_], seat_of_place_, coast_);
  for (std::uint32_t place = 0; place != month.rents.size(); ++place) {
    if (interest[place] != 0) s.post(interest_flow_, households(s, place), nodes_.bank, interest[place]);
    if (month.rents[place] == 0) continue;
    const std::int64_t outside =
        suppliers.buy(place, Sector::kRealEstate, month.rents[place], {kWholeShare, 0, 0},
                      [&](std::size_t branch, std::int64_t paid) { sell(s, rents_, place, branch, paid); });
    if (outside != 0) s.post(rents_, households(s, place), nodes_.sweden, outside);
  }
}

void IncomeModel::sell(twin::Step& s, twin::Flow flow, std::uint32_t place, std::size_t branch,
                       std::int64_t paid) const {
  const auto there = s.ids(places_)[place_of_branch(branch)];
  s.post(flow, households(s, place), account_of(there, branch % 2 == 0 ? Part::kLocalFirms : Part::kBranches), paid);
  s[sold_][branch] += paid;
}

/// All that is bought beyond errands, kind by kind, where the place's people shop or whoever serves them is.
void IncomeModel::spend(twin::Step& s, Month& month) const {
  const Suppliers suppliers(s[branch_jobs_], seat_of_place_, coast_);
  for (std::uint32_t place = 0; place != month.people.size(); ++place) {
    if (month.net[place] <= 0) continue;
    const std::int64_t errands = s[spent_][place] > 0
                                     ? s[spent_][place] / 3
                                     : std::llround(static_cast<double>(month.net[place]) * kErrandsAtFirst);
    const std::int32_t part = other_spending_share(month.net[place], errands, month.rents[place], *propensity_);
    std::int64_t all = 0;
    for (const std::uint32_t person : month.people[place]) {
      const std::int64_t amount =
          month.income[person] > 0 ? part_of_amount(month.income[person], part, kWholeShare) : 0;
      month.spent[person] += amount;
      all += amount;
    }
    const Tiers shopping = shopping_tiers(s[spent_here_][place], s[spent_seat_][place], s[spent_coast_][place]);
    std::int64_t left = all, elsewhere = 0;
    Bill bill;
    for (const Spending& kind : kSpending) {
      const std::int64_t amount = part_of_amount(all, share(kind.share), kWholeShare);
      const std::int64_t online = part_of_amount(amount, share(kind.online), kWholeShare);
      left -= amount;
      elsewhere +=
          online +
          suppliers.buy(place, kind.sector, amount - online, kind.nearby ? shopping : kServedFrom,
                        [&](std::size_t branch, std::int64_t paid) {
                          s[sold_][branch] += paid;
                          const auto there = s.ids(places_)[place_of_branch(branch)];
                          bill.add(account_of(there, branch % 2 == 0 ? Part::kLocalFirms : Part::kBranches), paid);
                        });
    }
    bill.settle([&](twin::Account to, std::int64_t paid) { s.post(consumption_, households(s, place), to, paid); });
    if (elsewhere != 0) s.post(online_, households(s, place), nodes_.sweden, elsewhere);
    if (left != 0) s.post(online_, households(s, place), nodes_.abroad, left);
  }
}

/// What the place's people paid on their errands in the quarter, and for the paper in the year, was booked by those
/// who counted it; here it is borne by each in proportion to income.
void IncomeModel::pay_errands(twin::Step& s, Month& month) const {
  const auto bear = [&](std::uint32_t place, std::int64_t amount) {
    const auto& people = month.people[place];
    if (amount == 0 || people.empty()) return;
    const bool earning = month.net[place] > 0;
    split_amount(
        amount, people.size(),
        [&](std::size_t k) { return earning ? std::max<std::int64_t>(0, month.income[people[k]]) : std::int64_t{1}; },
        [&](std::size_t k, std::int64_t part) { month.spent[people[k]] += part; });
  };
  for (std::uint32_t place = 0; place != month.people.size(); ++place) {
    if (month.quarter_ends) bear(place, s[spent_][place]);
    if (month.year_ends) bear(place, s[paper_spent_][place]);
  }
}

void IncomeModel::keep_accounts(twin::Step& s, const Month& month) const {
  const auto held = s[held_];
  const auto disposable = s[disposable_];
  std::fill(held.begin(), held.end(), 0);
  std::fill(disposable.begin(), disposable.end(), 0);
  for (std::size_t person = 0; person != month.income.size(); ++person) {
    s[deposits_][person] += month.income[person] - month.spent[person];
    held[s[account_place_][person].row] += s[deposits_][person];
    disposable[s[household_][person].row] += 12 * month.income[person];
    s[year_disposable_][s[municipality_][s[account_place_][person].row].row] += month.income[person];
  }
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
