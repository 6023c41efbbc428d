// What a person gets in a month, and who gets it for everyone.
#include <algorithm>
#include <cmath>

#include "models/income/income_model.h"
#include "models/income/month.h"

namespace rurban {
namespace {

std::int64_t indexed(std::int64_t amount, std::int64_t index) {
  return amount * index / 100'000;
}

}  // namespace

void IncomeModel::Sums::add(const Receipts& r) {
  pension += r.pension;
  occupational += r.occupational;
  benefits += r.benefits + r.allowances;
  assistance += r.assistance;
  base += r.tax.taxable;
  municipal += r.tax.municipal;
  region += r.tax.region;
  state += r.tax.state;
}

void IncomeModel::Sums::add(const Sums& other) {
  pension += other.pension;
  occupational += other.occupational;
  benefits += other.benefits;
  assistance += other.assistance;
  base += other.base;
  municipal += other.municipal;
  region += other.region;
  state += other.state;
  interest += other.interest;
  rents += other.rents;
}

/// What someone of working age or younger lives on without work. `former`: what work would pay.
void IncomeModel::support(const Rules& rules, Livelihood livelihood, std::int64_t former, bool single, Receipts& r) {
  const BenefitRules& benefits = rules.benefits;
  switch (livelihood) {
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
      if (single) r.assistance = indexed(social_assistance(benefits, 1, 0, 0), rules.price_index);
      break;
    case Livelihood::kPensioner:
      break;
  }
}

IncomeModel::Receipts IncomeModel::receipts(const twin::Access& a, const Rules& rules, MonthNumber month,
                                            std::size_t person) const {
  Receipts r;
  const int age = age_on(month, a[birth_month_][person]);
  if (age < kAdultAge) return r;
  const HouseholdRef household = a[household_][person];
  const std::uint32_t m = a[municipality_][a[place_][household.row].row].row;
  const twin::Draw life = a.draw(life_, a.ids(persons_)[person], twin::Date{});
  const double level = a[level_][m];
  const Earner who{a[sex_][person], age, a[skill_][person], life.uniform(kLuckWord)};
  const BenefitRules& benefits = rules.benefits;
  if (a[employed_][person]) {
    const FirmRef workplace = a[workplace_][person];
    const double mean = !workplace.valid() ? rules.outside_ore
                                           : rules.pay_ore[static_cast<std::size_t>(a[firm_sector_][workplace.row])];
    r.pay = std::llround(mean * level * pay_factor(who));
  } else {
    const std::int64_t former = std::llround(rules.outside_ore * kFormerPay * level * pay_factor(who));
    support(rules, livelihood_of(age, life.uniform(kLivelihoodWord), benefits.pension_age), former,
            a[role_][person] == Role::kSingle, r);
  }
  if (age >= benefits.pension_age) {
    const Pension drawn = pension(benefits, age, who.sex, static_cast<std::int32_t>(level * 100'000));
    r.pension = indexed(drawn.state, rules.pension_index);
    r.occupational = indexed(drawn.occupational, rules.pension_index);
  }
  if (const PersonRef first = a[first_member_][household.row]; first.row == person) {
    int children = 0;
    for (PersonRef member = first; member.valid(); member = a[next_member_][member.row])
      children += age_on(month, a[birth_month_][member.row]) < kAdultAge;
    r.allowances += indexed(child_allowance(benefits, children), rules.price_index);
  }
  r.tax = monthly_tax(rules.tax, {r.pay, r.pension + r.occupational + r.benefits, age, true}, rules.rates[m]);
  return r;
}

/// Everyone once: pay, pensions, benefits and tax; interest on loans; and rent of those who head a household that
/// does not own its home.
void IncomeModel::receive(twin::Step& s, Month& month) const {
  const Rules now = rules(s, month.year);
  const MonthNumber when = twin::month_of(s.from());
  const std::int64_t rate = std::llround(*interest_ * 1'000'000);
  const std::int64_t rent = ore(*rent_ / 12 * market_.price(Economy::Driver::kPrices, month.year));
  const auto pay = s[pay_];
  const auto deposits = s[deposits_];
  const auto home = s[account_place_];
  const auto household = s[household_];
  std::vector<std::vector<Sums>> parts(twin::block_count(month.income.size()));
  s.for_rows(persons_, [&](twin::Block block) {
    std::vector<Sums>& sums = parts[block.index];
    sums.resize(month.sums.size());
    for (std::size_t person = block.begin; person != block.end; ++person) {
      const Receipts r = receipts(s, now, when, person);
      Sums& here = sums[home[person].row];
      here.add(r);
      pay[person] = static_cast<std::int32_t>(r.pay);
      month.income[person] = r.net();
      if (deposits[person] < 0) {
        const std::int64_t due = -deposits[person] * rate / 12'000'000;
        month.spent[person] += due;
        here.interest += due;
      }
      const std::uint32_t lives_in = household[person].row;
      if (s[first_member_][lives_in].row != person || s[tenure_][s[dwelling_][lives_in].row] != Tenure::kRented)
        continue;
      month.spent[person] += rent;
      here.rents += rent;
    }
  });
  for (const auto& part : parts)
    for (std::size_t place = 0; place != part.size(); ++place) month.sums[place].add(part[place]);
}

}  // namespace rurban
