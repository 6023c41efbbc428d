#include "models/demography/demography_model.h"

#include "models/births.h"

namespace rurban {
namespace {

constexpr twin::Stream kDeath{"demography.death"}, kBirth{"demography.birth"}, kNewbornSex{"demography.newborn_sex"};

bool can_bear(int age) {
  return age >= 15 && age < 50;
}

double year_of_step(const twin::Step& s) {
  return twin::year_of(s.from()) + (twin::month_of(s.from()) % 12 + 0.5) / 12.0;
}

}  // namespace

void DemographyModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  birth_month_ = d.reads_last(kBirthMonth);
  sex_ = d.reads_last(kSex);
  role_ = d.reads_last(kRole);
  die_ = d.sends(kDie);
  bear_ = d.sends(kBear);
  death_ = d.stream(kDeath);
  birth_ = d.stream(kBirth);
  newborn_sex_ = d.stream(kNewbornSex);
  fertility_factor_ = d.param({.name = "fertility_factor",
                               .unit = "1",
                               .fallback = 1,
                               .least = 0,
                               .most = 2,
                               .label = {"barnafödande, gånger tabellens nivå", "fertility, times the table's level"},
                               .source = "fertility_level.csv holds the level itself"});
  partnered_ratio_ =
      d.param({.name = "partnered_ratio",
               .unit = "1",
               .fallback = 4,
               .least = 1,
               .most = 10,
               .label = {"barnafödande med partner, gånger utan", "fertility with a partner, times without"},
               .source = "assumption: 3 to 6; nine births of ten are to couples who live together"});
  mortality_factor_ =
      d.param({.name = "mortality_factor",
               .unit = "1",
               .fallback = 1.09,
               .least = 0,
               .most = 2,
               .label = {"dödlighet, gånger tabellens nivå", "mortality, times the table's level"},
               .source = "SCB: deaths 2022-24 in Luleå, Boden, Piteå, Älvsbyn and Kalix are 1.09 to 1.14 times "
                         "what Sweden's rates in mortality.csv give; 1.06 to 1.15"});
  mortality_decline_ =
      d.param({.name = "mortality_decline",
               .unit = "%/year",
               .fallback = 1.2,
               .least = 0,
               .most = 3,
               .label = {"dödligheten minskar per år", "mortality falls by, each year"},
               .source = "assumption: 0.8 to 1.6; Sweden's life expectancy grew some 0.15 years a year 2000-2020"});
}

void DemographyModel::step(twin::Step& s) {
  send_deaths(s);
  send_births(s);
}

void DemographyModel::send_deaths(twin::Step& s) const {
  const double since_base = year_of_step(s) - twin::year_of(beginning_->county().base_date);
  const double decline =
      probability(*mortality_decline_ / 100, since_base);  // what has gone of the base year's level
  const Thresholds chance =
      thresholds(beginning_->county().demography.death_rate, *mortality_factor_ * (1 - decline), s.years());
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto ids = s.ids(persons_);
  const MonthNumber month = twin::month_of(s.from());
  s.open(die_, ids.size());
  s.for_rows(persons_, [&](twin::Block block) {
    const twin::BlockDraws draws = s.draws(death_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row)
      if (draws[row] < chance[static_cast<std::size_t>(sex[row])][age_on(month, birth_month[row])])
        s.send(die_, block, {static_cast<std::uint32_t>(row), ids[row], {}});
  });
}

void DemographyModel::send_births(twin::Step& s) const {
  const Demography& tables = beginning_->county().demography;
  const double level = value_in(tables.fertility_level, year_of_step(s) - 0.5) * *fertility_factor_;
  const WomenByAge women = count_women(s);
  std::array<std::array<std::uint32_t, 2>, kAges> chance{};
  for (std::size_t age = 0; age != kAges; ++age) {
    const auto rates = split_fertility(tables.fertility[0][age] * level, *partnered_ratio_,
                                       static_cast<double>(women[age][0]), static_cast<double>(women[age][1]));
    for (std::size_t partner = 0; partner != 2; ++partner)
      chance[age][partner] = twin::threshold(probability(rates[partner], s.years()));
  }
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto role = s[role_];
  const auto ids = s.ids(persons_);
  const MonthNumber month = twin::month_of(s.from());
  s.open(bear_, ids.size());
  s.for_rows(persons_, [&](twin::Block block) {
    const twin::BlockDraws draws = s.draws(birth_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const int age = age_on(month, birth_month[row]);
      if (sex[row] != Sex::kWoman || draws[row] >= chance[age][role[row] == Role::kPartner]) continue;
      const bool boy = s.draw(newborn_sex_, ids[row]).chance(kShareOfBoys);
      s.send(bear_, block, {static_cast<std::uint32_t>(row), ids[row], {boy ? Sex::kMan : Sex::kWoman}});
    }
  });
}

DemographyModel::WomenByAge DemographyModel::count_women(twin::Step& s) const {
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto role = s[role_];
  const MonthNumber month = twin::month_of(s.from());
  return twin::sum_blocks<WomenByAge>(birth_month.size(), [&](twin::Block block, WomenByAge& women) {
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const int age = age_on(month, birth_month[row]);
      if (sex[row] == Sex::kWoman && can_bear(age)) ++women[age][role[row] == Role::kPartner];
    }
  });
}

std::array<double, 2> split_fertility(double rate, double ratio, double without_partner, double with_partner) {
  const double all = without_partner + with_partner;
  if (all == 0) return {rate, rate};
  const double without = rate * all / (without_partner + ratio * with_partner);
  return {without, without * ratio};
}

}  // namespace rurban
