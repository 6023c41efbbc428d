#include "models/employment/employment_model.h"

#include "models/employment/labour.h"
#include "models/rates.h"
#include "models/synthesis/margins.h"

namespace rurban {
namespace {

constexpr twin::Stream kChanges{"employment.changes"};

using Thresholds2 = std::array<std::array<std::array<std::uint32_t, 2>, kAges>, kSexes>;  // [sex][age][employed]

Thresholds2 chances_at(const ByAgeSex& shares, double level, double turnover, double years) {
  Thresholds2 result{};
  for (std::size_t sex = 0; sex != kSexes; ++sex) {
    for (std::size_t age = kAdultAge; age + 1 != kAges; ++age) {
      const LabourChances chances =
          labour_chances(at_level(shares[sex][age], level), at_level(shares[sex][age + 1], level), turnover, years);
      result[sex][age] = {twin::threshold(chances.find), twin::threshold(chances.lose)};
    }
    result[sex][kAges - 1] = {0, twin::threshold(1)};
  }
  return result;
}

}  // namespace

void EmploymentModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  birth_month_ = d.reads(kBirthMonth);
  sex_ = d.reads(kSex);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  employed_ = d.writes(kEmployed);
  level_ = d.writes(kEmploymentLevel);
  changes_ = d.stream(kChanges);
  turnover_ = d.param(
      {.name = "turnover",
       .unit = "1/year",
       .fallback = 0.10,
       .least = 0,
       .most = 1,
       .label = {"andel sysselsatta som blir utan arbete per år", "of the employed, lose or leave work each year"},
       .source = "assumption: flows out of employment in the Swedish labour force survey; 0.05 to 0.15"});
  d.records(kEmployed);
}

void EmploymentModel::found(twin::Founding& f) {
  const auto drawn = beginning_->people(f.seed());
  const SyntheticPopulation& people = *drawn;
  const ByAgeSex& shares = beginning_->county().demography.employment;
  const auto birth_month = f[birth_month_];
  const auto sex = f[sex_];
  const auto household = f[household_];
  const auto place = f[place_];
  const auto municipality = f[municipality_];
  const auto level = f[level_];
  std::vector<ByAgeSex> count(level.size());
  std::vector<double> employed(level.size());
  for (std::size_t row = 0; row != birth_month.size(); ++row) {
    const std::size_t home = municipality[place[household[row].row].row].row;
    const auto age = static_cast<std::size_t>(age_on(twin::month_of(f.to()), birth_month[row]));
    if (age >= kAdultAge) ++count[home][static_cast<std::size_t>(sex[row])][age];
    f[employed_][row] = people.persons[row].employed;
    employed[home] += people.persons[row].employed;
  }
  for (std::size_t home = 0; home != level.size(); ++home)
    level[home] = level_of(count[home], shares, employed[home]);
}

void EmploymentModel::step(twin::Step& s) {
  const ByAgeSex& shares = beginning_->county().demography.employment;
  std::vector<Thresholds2> chances;
  for (const double level : s[level_]) chances.push_back(chances_at(shares, level, *turnover_, s.years()));
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto household = s[household_];
  const auto place = s[place_];
  const auto municipality = s[municipality_];
  const auto employed = s[employed_];
  const auto ids = s.ids(persons_);
  const MonthNumber month = twin::month_of(s.from());
  s.for_rows(persons_, [&](twin::Block block) {
    const twin::BlockDraws draws = s.draws(changes_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const std::size_t home = municipality[place[household[row].row].row].row;
      const auto sx = static_cast<std::size_t>(sex[row]);
      const auto age = static_cast<std::size_t>(age_on(month, birth_month[row]));
      if (draws[row] < chances[home][sx][age][employed[row]]) employed[row] = !employed[row];
    }
  });
}

}  // namespace rurban
