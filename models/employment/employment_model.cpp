#include "models/employment/employment_model.h"

#include <algorithm>

#include "models/employment/labour.h"
#include "models/lines.h"
#include "models/rates.h"
#include "models/synthesis/margins.h"

namespace rurban {
namespace {

constexpr twin::Stream kChanges{"employment.changes"}, kSkills{"employment.skills"},
    kCommuting{"employment.commuting"}, kSearch{"employment.search"}, kCuts{"employment.cuts"};

constexpr int kSkillAge = 20;  // by then upper secondary school is over
constexpr double kMostTightness = 1.5;
constexpr std::uint32_t kRounds = 2;  // whoever is refused asks once more in the month

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

/// Bits below a threshold that is a number of times as high.
bool below(std::uint32_t bits, std::uint32_t threshold, double times) {
  return bits < static_cast<double>(threshold) * times;
}

}  // namespace

/// One month's changes, as they come about.
struct EmploymentModel::Month {
  struct Seeker {
    std::uint32_t person = 0;
    std::uint32_t bits = 0, threshold = 0;  ///< looks for work in a normal month when bits < threshold
  };
  std::vector<std::uint32_t> home;   ///< place, by person: looked up once, since households lie anywhere
  std::vector<std::int32_t> filled;  ///< by firm
  std::vector<Seeker> seekers;       ///< all who would look for work if vacancies were many
  double finders = 0;                ///< expected in a normal month
};

void EmploymentModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  firms_ = d.rows(kFirms);
  birth_month_ = d.reads(kBirthMonth);
  sex_ = d.reads(kSex);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  firm_place_ = d.reads_last(kFirmPlace);
  firm_sector_ = d.reads_last(kFirmSector);
  firm_jobs_ = d.reads_last(kFirmJobs);
  broadband_ = d.reads_last(kPlaceBroadband);
  first_broadband_ = d.reads_last(kPlaceFirstBroadband);
  employed_ = d.writes(kEmployed);
  workplace_ = d.writes(kWorkplace);
  works_outside_ = d.writes(kWorksOutside);
  remote_ = d.writes(kRemote);
  skill_ = d.writes(kSkill);
  level_ = d.writes(kEmploymentLevel);
  changes_ = d.stream(kChanges);
  skills_ = d.stream(kSkills);
  commuting_ = d.stream(kCommuting);
  search_ = d.stream(kSearch);
  cuts_ = d.stream(kCuts);
  declare_parameters(d);
  declare_series(d);
  d.records(kEmployed);
}

void EmploymentModel::declare_parameters(twin::Declare& d) {
  const CommutingRules rules;
  turnover_ = d.param(
      {.name = "turnover",
       .unit = "1/year",
       .fallback = 0.10,
       .least = 0,
       .most = 1,
       .label = {"andel sysselsatta som blir utan arbete per år", "of the employed, lose or leave work each year"},
       .source = "assumption: flows out of employment in the Swedish labour force survey; 0.05 to 0.15"});
  per_minute_ = d.param(
      {.name = "per_minute",
       .unit = "1/min",
       .fallback = rules.per_minute,
       .least = 0.01,
       .most = 0.2,
       .label = {"hur mycket en minuts väg till arbetet avskräcker", "how much a minute on the way to work deters"},
       .source = "assumption: 0.06 to 0.12, by who commuted between four municipalities in 2019"});
  remote_share_ = d.param({.name = "remote_share",
                           .unit = "1",
                           .fallback = rules.remote_share,
                           .least = 0,
                           .most = 1,
                           .label = {"distansarbete, del av de jobb som går att sköta hemifrån",
                                     "remote work, part of the jobs that can be done at home"},
                           .source = "assumption: 0.1 to 0.35, done there most of the week",
                           .slider = {"Arbete", "Work"}});
  without_line_ = d.param({.name = "remote_without_line",
                           .unit = "1",
                           .fallback = 0.5,
                           .least = 0.05,
                           .most = 1,
                           .label = {"distansarbete från ett hem utan 100 Mbit/s, av det med",
                                     "remote work from a home without 100 Mbit/s, of that with"},
                           .source = "assumption: 0.2 to 0.9; only what has changed since the base date counts"});
  remote_cut_ =
      d.param({.name = "remote_cut",
               .unit = "1",
               .fallback = rules.remote_cut,
               .least = 0,
               .most = 1,
               .label = {"del av resorna som distansarbete sparar", "part of the ways that remote work saves"},
               .source = "assumption: 0.4 to 0.8, two to four days of the week"});
  farthest_ = d.param({.name = "farthest_commute",
                       .unit = "min",
                       .fallback = rules.farthest_min,
                       .least = 30,
                       .most = 600,
                       .label = {"längsta väg till arbetet, enkel resa", "longest way to work, one way"},
                       .source = "assumption: 90 to 150; who lives farther away quits, unless the job is remote"});
  outside_ = d.param({.name = "outside_share",
                      .unit = "1",
                      .fallback = 0.02,
                      .least = 0,
                      .most = 0.5,
                      .label = {"del av dem som får arbete som får det utanför länet",
                                "part of those who find work who find it outside the county"},
                      .source = "assumption: 0.01 to 0.04, as many of the employed commute out of the county"});
  vacancy_months_ =
      d.param({.name = "vacancy_months",
               .unit = "months",
               .fallback = 1.5,
               .least = 0.1,
               .most = 12,
               .label = {"hur länge en plats normalt är ledig", "how long a vacancy normally stands open"},
               .source = "assumption: 1 to 2.5; some 1.5 % of positions are then vacant, as in Statistics "
                         "Sweden's vacancy survey"});
}

void EmploymentModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  without_work_ = by_municipality("without_work", "persons", {"20–64 år utan arbete", "aged 20 to 64, without work"});
  seekers_ = by_municipality("seekers", "persons/month", {"söker arbete", "look for work"});
  vacancies_ = by_municipality("vacancies", "positions", {"lediga platser", "vacancies"});
  commuters_ =
      by_municipality("commuters", "persons", {"pendlar till en annan kommun", "commute to another municipality"});
  remote_workers_ = by_municipality("remote", "persons", {"distansarbetar", "work remotely"});
  outside_workers_ = by_municipality("outside", "persons", {"arbetar utanför länet", "work outside the county"});
}

CommutingRules EmploymentModel::rules() const {
  return {.per_minute = *per_minute_,
          .remote_cut = *remote_cut_,
          .remote_share = *remote_share_,
          .farthest_min = *farthest_};
}

void EmploymentModel::measure_ways(std::size_t places) {
  const CountyRoads& roads = transport_->roads();
  ways_ = std::make_unique<Deterrence>(
      places,
      [&](std::uint32_t from, std::uint32_t to) { return roads.drive(Season::kSummer, from, to).ms / 60'000.0; },
      rules());
}

Positions EmploymentModel::positions(const twin::Access& w) const {
  return {w.ids(firms_), w[firm_place_], w[firm_sector_], w[firm_jobs_]};
}

std::uint8_t EmploymentModel::draw_skill(const twin::Access& w, std::size_t person, int age) const {
  const std::uint32_t home = w[municipality_][home_of(w, person)].row;
  return skill_of(w[sex_][person], age, beginning_->county().municipalities[home].residents_register,
                  w.draw(skills_, w.ids(persons_)[person], twin::Date{}).uniform());
}

void EmploymentModel::found(twin::Founding& f) {
  const auto drawn = beginning_->people(f.seed());
  const SyntheticPopulation& people = *drawn;
  const ByAgeSex& shares = beginning_->county().demography.employment;
  const auto birth_month = f[birth_month_];
  const auto sex = f[sex_];
  const auto municipality = f[municipality_];
  const auto level = f[level_];
  std::vector<ByAgeSex> count(level.size());
  std::vector<double> employed(level.size());
  for (std::size_t row = 0; row != birth_month.size(); ++row) {
    const std::size_t home = municipality[home_of(f, row)].row;
    const int age = age_on(twin::month_of(f.to()), birth_month[row]);
    if (age >= kAdultAge) ++count[home][static_cast<std::size_t>(sex[row])][static_cast<std::size_t>(age)];
    f[employed_][row] = people.persons[row].employed;
    employed[home] += people.persons[row].employed;
    if (age >= kSkillAge) f[skill_][row] = draw_skill(f, row, age);
  }
  for (std::size_t home = 0; home != level.size(); ++home)
    level[home] = level_of(count[home], shares, employed[home]);
  measure_ways(f.rows(places_));
  give_workplaces(f);
}

void EmploymentModel::give_workplaces(twin::Founding& f) const {
  const auto ids = f.ids(persons_);
  std::vector<std::uint32_t> persons, homes;
  std::vector<Worker> workers;
  for (std::uint32_t row = 0; row != ids.size(); ++row) {
    homes.push_back(home_of(f, row));
    if (!f[employed_][row]) continue;
    const twin::Draw draw = f.draw(commuting_, ids[row], twin::Date{});
    persons.push_back(row);
    workers.push_back({.home = homes[row],
                       .kind = static_cast<std::uint8_t>(worker_kind(f[sex_][row], f[skill_][row])),
                       .order = draw.bits(0),
                       .order_at_work = draw.bits(1)});
  }
  const std::vector<Workplace> given = workplaces(workers, positions(f), *ways_, rules());
  std::vector<std::int32_t> filled(f.rows(firms_));
  for (std::size_t k = 0; k != persons.size(); ++k) {
    const std::uint32_t row = persons[k];
    f[works_outside_][row] = given[k].firm == kNoFirm;
    f[remote_][row] = given[k].remote;
    if (given[k].firm == kNoFirm) continue;
    f[workplace_][row] = {given[k].firm};
    ++filled[given[k].firm];
  }
  record(f, homes, filled);
}

void EmploymentModel::prepare(twin::Preparation& p) {
  measure_ways(p.rows(places_));
}

void EmploymentModel::release(twin::WriteAccess& w, std::size_t person) const {
  w[employed_][person] = false;
  w[workplace_][person] = {};
  w[works_outside_][person] = false;
  w[remote_][person] = false;
}

void EmploymentModel::leave_and_look(twin::Step& s, Month& month) const {
  const ByAgeSex& shares = beginning_->county().demography.employment;
  std::vector<Thresholds2> chances;
  for (const double level : s[level_]) chances.push_back(chances_at(shares, level, *turnover_, s.years()));
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto household = s[household_];
  const auto place = s[place_];
  const auto municipality = s[municipality_];
  const auto employed = s[employed_], outside = s[works_outside_], remote = s[remote_];
  const auto workplace = s[workplace_];
  const auto firm_place = s[firm_place_];
  const auto skill = s[skill_];
  const auto ids = s.ids(persons_);
  const MonthNumber now = twin::month_of(s.from());
  std::vector<std::vector<Month::Seeker>> seekers(twin::block_count(ids.size()));
  std::vector<std::uint64_t> thresholds(seekers.size());
  s.for_rows(persons_, [&](twin::Block block) {
    const twin::BlockDraws draws = s.draws(changes_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const std::uint32_t home = place[household[row].row].row;
      month.home[row] = home;
      const int age = age_on(now, birth_month[row]);
      const auto& [find, lose] =
          chances[municipality[home].row][static_cast<std::size_t>(sex[row])][static_cast<std::size_t>(age)];
      if (employed[row]) {
        const FirmRef at = workplace[row];
        const bool has_place =
            at.valid() ? remote[row] || !ways_->too_far(home, firm_place[at.row].row) : outside[row];
        if (!has_place || draws[row] < lose) release(s, row);
      } else if (find != 0) {
        thresholds[block.index] += find;
        if (below(draws[row], find, kMostTightness))
          seekers[block.index].push_back({static_cast<std::uint32_t>(row), draws[row], find});
      }
      if (skill[row] == 0 && age >= kSkillAge) skill[row] = draw_skill(s, row, age);
    }
  });
  std::uint64_t sum = 0;
  for (std::size_t block = 0; block != seekers.size(); ++block) {
    sum += thresholds[block];
    month.seekers.insert(month.seekers.end(), seekers[block].begin(), seekers[block].end());
  }
  month.finders = static_cast<double>(sum) * 0x1p-32;
  // Counted here and not above: additions of several threads would make each row wait for the one before it.
  for (const FirmRef at : workplace)
    if (at.valid()) ++month.filled[at.row];
}

void EmploymentModel::cut_positions(twin::Step& s, Month& month) const {
  const auto jobs = s[firm_jobs_];
  std::vector<bool> cuts(jobs.size());
  bool any = false;
  for (std::size_t firm = 0; firm != jobs.size(); ++firm) any |= cuts[firm] = month.filled[firm] > jobs[firm];
  if (!any) return;
  const auto ids = s.ids(persons_);
  const auto workplace = s[workplace_];
  std::vector<Proposal> stay;
  std::vector<std::uint32_t> persons;
  for (std::uint32_t row = 0; row != ids.size(); ++row)
    if (workplace[row].valid() && cuts[workplace[row].row]) {
      stay.push_back({workplace[row].row, s.draw(cuts_, ids[row]).bits(), ids[row]});
      persons.push_back(row);
    }
  std::vector<std::int32_t> positions(jobs.begin(), jobs.end());
  const std::vector<bool> stays = taken_on(stay, positions);
  for (std::size_t k = 0; k != stay.size(); ++k) {
    if (stays[k]) continue;
    --month.filled[stay[k].firm];
    release(s, persons[k]);
  }
}

/// How much likelier than at the base date who lives here takes remote work.
double EmploymentModel::remote_weight(const twin::Access& a, std::uint32_t home) const {
  const double first = a[first_broadband_][home];
  const double gain = broadband_gain(a[broadband_][home], a[first_broadband_][home]);
  return gain == 0 ? 1 : 1 + (1 - *without_line_) * gain / (100 * *without_line_ + (1 - *without_line_) * first);
}

void EmploymentModel::find_work(twin::Step& s, Month& month) const {
  const Positions firms = positions(s);
  std::vector<std::int32_t> vacant(firms.jobs.size());
  std::int64_t vacancies = 0;
  for (std::size_t firm = 0; firm != vacant.size(); ++firm)
    vacancies += vacant[firm] = std::max(0, firms.jobs[firm] - month.filled[firm]);
  const double tight = tightness(vacancies, month.finders, *vacancy_months_);
  const auto ids = s.ids(persons_);
  std::vector<std::uint32_t> seekers;
  std::vector<std::int64_t> sought(s.rows(municipalities_));
  for (const Month::Seeker& seeker : month.seekers) {
    if (!below(seeker.bits, seeker.threshold, tight)) continue;
    ++sought[s[municipality_][month.home[seeker.person]].row];
    const bool outside = s.draw(search_, ids[seeker.person], 2 * kRounds).chance(*outside_);
    s[employed_][seeker.person] = outside;
    s[works_outside_][seeker.person] = outside;
    if (!outside) seekers.push_back(seeker.person);
  }
  s.record(seekers_, sought);

  for (std::uint32_t round = 0; round != kRounds; ++round) {
    const Vacancies offers(firms, vacant, *ways_, rules());
    std::vector<Proposal> proposals(seekers.size());
    std::vector<std::uint8_t> remote(seekers.size());
    twin::for_each_index(seekers.size(), [&](std::size_t k) {
      const std::uint32_t person = seekers[k];
      const auto [firm, from_home] =
          offers.choose(month.home[person], worker_kind(s[sex_][person], s[skill_][person]),
                        remote_weight(s, month.home[person]), s.draw(search_, ids[person], 2 * round));
      proposals[k] = {firm, s.draw(search_, ids[person], 2 * round + 1).bits(), ids[person]};
      remote[k] = from_home;
    });
    const std::vector<bool> taken = taken_on(proposals, vacant);
    std::vector<std::uint32_t> refused;
    for (std::size_t k = 0; k != seekers.size(); ++k) {
      if (!taken[k]) {
        refused.push_back(seekers[k]);
        continue;
      }
      s[employed_][seekers[k]] = true;
      s[workplace_][seekers[k]] = {proposals[k].firm};
      s[remote_][seekers[k]] = remote[k] != 0;
      ++month.filled[proposals[k].firm];
    }
    seekers = std::move(refused);
  }
}

void EmploymentModel::step(twin::Step& s) {
  Month month;
  month.home.resize(s.rows(persons_));
  month.filled.resize(s.rows(firms_));
  leave_and_look(s, month);
  cut_positions(s, month);
  find_work(s, month);
  record(s, month.home, month.filled);
}

void EmploymentModel::record(twin::WriteAccess& w, const std::vector<std::uint32_t>& homes,
                             const std::vector<std::int32_t>& filled) const {
  struct Tally {
    std::int64_t without_work = 0, commuters = 0, remote = 0, outside = 0;
  };
  const std::size_t municipalities = w.rows(municipalities_);
  const MonthNumber now = twin::month_of(w.to());
  const auto birth_month = w[birth_month_];
  const auto municipality = w[municipality_];
  const auto employed = w[employed_], outside = w[works_outside_], remote = w[remote_];
  const auto workplace = w[workplace_];
  const auto firm_place = w[firm_place_];
  std::vector<std::vector<Tally>> parts(twin::block_count(employed.size()));
  twin::for_blocks(employed.size(), [&](twin::Block block) {
    parts[block.index].resize(municipalities);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const MunicipalityRef home = municipality[homes[row]];
      Tally& tally = parts[block.index][home.row];
      if (!employed[row]) {
        const int age = age_on(now, birth_month[row]);
        tally.without_work += age >= 20 && age < 65;
        continue;
      }
      tally.remote += remote[row];
      tally.outside += outside[row];
      tally.commuters +=
          !remote[row] && workplace[row].valid() && municipality[firm_place[workplace[row].row].row] != home;
    }
  });
  const auto put = [&](twin::SeriesHandle series, std::int64_t Tally::*count) {
    std::vector<std::int64_t> values(municipalities);
    for (const auto& part : parts)
      for (std::size_t m = 0; m != municipalities; ++m) values[m] += part[m].*count;
    w.record(series, values);
  };
  put(without_work_, &Tally::without_work);
  put(commuters_, &Tally::commuters);
  put(remote_workers_, &Tally::remote);
  put(outside_workers_, &Tally::outside);
  std::vector<std::int64_t> vacancies(municipalities);
  for (std::size_t firm = 0; firm != filled.size(); ++firm)
    vacancies[municipality[firm_place[firm].row].row] += std::max(0, w[firm_jobs_][firm] - filled[firm]);
  w.record(vacancies_, vacancies);
}

}  // namespace rurban
