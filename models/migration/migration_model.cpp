#include "models/migration/migration_model.h"

#include <algorithm>
#include <cmath>

#include "models/lines.h"
#include "twin/base/math.h"

namespace rurban {
namespace {

constexpr twin::Stream kMoves{"migration.moves"}, kWhere{"migration.where"}, kReturns{"migration.returns"},
    kReturnsWhere{"migration.returns_where"}, kArrivals{"migration.arrivals"}, kNewcomer{"migration.newcomer"},
    kNewcomerWhere{"migration.newcomer_where"}, kStrays{"migration.strays"};

bool is_student_age(int age) {
  return age >= 18 && age <= 23;
}

/// Those who may come back do so mostly when they form families.
bool is_return_age(int age) {
  return age >= 25 && age < 40;
}

/// The chances of one person, as thresholds that follow on each other.
struct MoveChances {
  Thresholds within, between, out;  ///< each includes those before it
};

MoveChances move_chances(const Demography& tables, double move_factor, double out_factor, double years) {
  MoveChances result;
  for (std::size_t sex = 0; sex != kSexes; ++sex) {
    for (std::size_t age = 0; age != kAges; ++age) {
      const double within = probability(tables.move_within[sex][age] * move_factor, years);
      const double between = within + probability(tables.move_between[sex][age] * move_factor, years);
      const double out = between + probability(tables.move_out[sex][age] * out_factor, years);
      result.within[sex][age] = twin::threshold(within);
      result.between[sex][age] = twin::threshold(between);
      result.out[sex][age] = twin::threshold(out);
    }
  }
  return result;
}

/// A draw from the standard normal distribution, nearly: twelve uniform ones less six. `random(i)` gives draws.
template <class Random>
double normal(const Random& random) {
  double sum = -6;
  for (std::uint32_t i = 0; i != 3; ++i) {
    const twin::Draw draw = random(i);
    for (int word = 0; word != 4; ++word) sum += draw.uniform(word);
  }
  return sum;
}

}  // namespace

void MigrationModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  away_ = d.rows(kAway);
  birth_month_ = d.reads_last(kBirthMonth);
  sex_ = d.reads_last(kSex);
  role_ = d.reads_last(kRole);
  household_ = d.reads_last(kHousehold);
  place_ = d.reads_last(kPlace);
  residents_ = d.reads_last(kPlaceResidents);
  broadband_ = d.reads_last(kPlaceBroadband);
  first_broadband_ = d.reads_last(kPlaceFirstBroadband);
  point_place_ = d.reads_last(kPointPlace);
  offers_ = d.reads_last(kPointOffers);
  open_ = d.reads_last(kPointOpen);
  away_birth_month_ = d.reads_last(kAwayBirthMonth);
  origin_ = d.reads_last(kAwayOrigin);
  municipality_ = d.reads(kPlaceMunicipality);
  east_ = d.reads(kPlaceEast);
  north_ = d.reads(kPlaceNorth);
  move_ = d.sends(kMove);
  depart_ = d.sends(kDepart);
  return_ = d.sends(kReturn);
  arrive_ = d.sends(kArrive);
  moves_ = d.stream(kMoves);
  where_ = d.stream(kWhere);
  returns_ = d.stream(kReturns);
  returns_where_ = d.stream(kReturnsWhere);
  arrivals_ = d.stream(kArrivals);
  newcomer_ = d.stream(kNewcomer);
  newcomer_where_ = d.stream(kNewcomerWhere);
  strays_ = d.stream(kStrays);

  move_factor_ =
      d.param({.name = "move_factor",
               .unit = "1",
               .fallback = 1,
               .least = 0,
               .most = 3,
               .label = {"flyttar inom länet, gånger tabellerna", "moves inside the county, times the tables"},
               .source = "move_within.csv and move_between.csv hold the rates"});
  out_factor_ =
      d.param({.name = "out_factor",
               .unit = "1",
               .fallback = 1,
               .least = 0,
               .most = 3,
               .label = {"flyttar ut ur länet, gånger tabellen", "moves out of the county, times the table"},
               .source = "move_out.csv holds the rates"});
  abroad_out_ = d.param({.name = "abroad_out",
                         .unit = "%",
                         .fallback = 9,
                         .least = 0,
                         .most = 60,
                         .label = {"av utflyttarna till utlandet", "of those who leave, abroad"},
                         .source = "SCB: 211 of 2,328 in the third quarter of 2022"});
  arrivals_per_year_ = d.param(
      {.name = "arrivals",
       .unit = "persons/year",
       .fallback = 6700,
       .least = 0,
       .most = 100000,
       .label = {"inflyttare till länet utöver återvändare", "arrivals in the county, besides those who return"},
       .source = "assumption: 7,900 a year in all less about 1,200 who return; SCB counts 2,387 in the "
                 "third quarter of 2022, the busiest; 6,000 to 8,000",
       .slider = {"Flyttning", "Migration"}});
  abroad_in_ = d.param({.name = "abroad_in",
                        .unit = "%",
                        .fallback = 19,
                        .least = 0,
                        .most = 100,
                        .label = {"av inflyttarna från utlandet", "of those who arrive, from abroad"},
                        .source = "SCB: 446 of 2,387 in the third quarter of 2022"});
  return_rate_ = d.param(
      {.name = "return_rate",
       .unit = "1/year",
       .fallback = 0.04,
       .least = 0,
       .most = 0.3,
       .label = {"andel av bortflyttade 25–39 år som återvänder per år",
                 "of those away aged 25-39, return each year"},
       .source = "assumption: one leaver in four is back before 40; 0.02 to 0.06; a quarter of it at other ages",
       .slider = {"Flyttning", "Migration"}});
  origin_tie_ = d.param({.name = "origin_tie",
                         .unit = "%",
                         .fallback = 60,
                         .least = 0,
                         .most = 100,
                         .label = {"av återvändarna till samma ort", "of those who return, to the place they left"},
                         .source = "assumption: 40 to 80 %"});
  distance_decay_ =
      d.param({.name = "distance_decay",
               .unit = "1",
               .fallback = 1.5,
               .least = 0,
               .most = 4,
               .label = {"avståndets exponent mellan kommuner", "exponent of distance between municipalities"},
               .source = "assumption: gravity models of internal migration find 1 to 2"});
  study_pull_ =
      d.param({.name = "study_pull",
               .unit = "1",
               .fallback = 2,
               .least = 1,
               .most = 10,
               .label = {"dragning till universitetsorten vid 18–23 år", "pull of the university town at 18-23"},
               .source = "assumption: 1.5 to 4; the county's one university is in Luleå"});
  broadband_pull_ = d.param(
      {.name = "broadband_pull",
       .unit = "%",
       .fallback = 0.2,
       .least = 0,
       .most = 5,
       .label = {"fler som väljer en ort när tio procentenheter fler hem där fått 100 Mbit/s",
                 "more who choose a place when ten points more of its homes have got 100 Mbit/s"},
       .source = "assumption: 0 to 0.4. In ten years three quarters of it become residents of a place that gains ten "
                 "points on the county, so +0.00 to +0.30 %, and none of the county, whose arrivals are given; "
                 "county-facts 2.3: +0.17 % per 10 points, two thirds by in-moving, not significant in the "
                 "countryside"});
  shop_pull_ = d.param({.name = "shop_pull",
                        .unit = "%",
                        .fallback = 0,
                        .least = -10,
                        .most = 10,
                        .label = {"färre som väljer en ort som mist sin sista matbutik",
                                  "fewer who choose a place that has lost its last grocery"},
                        .source = "no effect on moves in Sweden 1990-2004 (county-facts 2.3); assumption: -1 to 1, "
                                  "0.1 percentage points of the residents a year"});
  strays_times_ = d.param({.name = "strays",
                           .unit = "1",
                           .fallback = 1,
                           .least = -3,
                           .most = 3,
                           .label = {"hur mycket enskilda års flyttnetto svänger, gånger det förflutnas",
                                     "how far single years' net migration strays, times the past's"},
                           .source = "a choice: 1 is what the last years before the base date did, -1 the same "
                                     "mirrored; only where the county's past is known"});
}

void MigrationModel::prepare(twin::Preparation& p) {
  const auto municipality = p[municipality_];
  const auto east = p[east_], north = p[north_];
  const auto& municipalities = beginning_->county().municipalities;
  geography_ = {};
  geography_.places_of.resize(municipalities.size());
  for (std::uint32_t place = 0; place != municipality.size(); ++place) {
    geography_.municipality_of.push_back(municipality[place].row);
    geography_.east_m.push_back(east[place].value);
    geography_.north_m.push_back(north[place].value);
    geography_.places_of[municipality[place].row].push_back(place);
  }
  // The county's one university stands in its largest municipality.
  const auto largest = std::max_element(
      municipalities.begin(), municipalities.end(),
      [](const Municipality& a, const Municipality& b) { return a.residents_register < b.residents_register; });
  geography_.university = static_cast<std::uint32_t>(largest - municipalities.begin());
  had_shop_.assign(municipality.size(), false);
  for (const ServicePoint& point : beginning_->county().service_points)
    if (point.kind == "grocery") had_shop_[point.place] = true;
}

/// How many times as many choose each place as its residents alone would draw.
std::vector<double> MigrationModel::appeal(const twin::Access& a) const {
  std::vector<bool> has_shop(had_shop_.size());
  for (std::size_t point = 0; point != a[point_place_].size(); ++point)
    if (a[open_][point] && (a[offers_][point] & bit_of(Service::kGrocery)) != 0)
      has_shop[a[point_place_][point].row] = true;
  std::vector<double> appeal;
  for (std::size_t place = 0; place != had_shop_.size(); ++place) {
    const int gain = broadband_gain(a[broadband_][place], a[first_broadband_][place]);
    const double lost = had_shop_[place] && !has_shop[place] ? *shop_pull_ / 100 : 0;
    appeal.push_back(std::max(0.0, 1 + *broadband_pull_ / 100 * gain / 10 - lost));
  }
  return appeal;
}

void MigrationModel::step(twin::Step& s) {
  const std::vector<double> drawn = appeal(s);
  const Destinations destinations(geography_, s[residents_], drawn, *distance_decay_, *study_pull_);
  send_moves(s, destinations);
  send_returns(s, destinations);
  if (beginning_->county().net_migration)
    send_arrivals_by_history(s, destinations, drawn);
  else
    send_arrivals(s, destinations);
}

void MigrationModel::send_moves(twin::Step& s, const Destinations& destinations) const {
  const Demography& tables = beginning_->county().demography;
  // A couple moves when either partner is moved to; half the rate each gives persons the table's rate.
  const MoveChances alone = move_chances(tables, *move_factor_, *out_factor_, s.years());
  const MoveChances couple = move_chances(tables, *move_factor_ / 2, *out_factor_ / 2, s.years());
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto role = s[role_];
  const auto household = s[household_];
  const auto place = s[place_];
  const auto ids = s.ids(persons_);
  const MonthNumber month = twin::month_of(s.from());
  s.open(move_, ids.size());
  s.open(depart_, ids.size());
  s.for_rows(persons_, [&](twin::Block block) {
    const twin::BlockDraws draws = s.draws(moves_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const int age = age_on(month, birth_month[row]);
      if (age < kAdultAge) continue;  // children follow
      const MoveChances& chances = role[row] == Role::kPartner ? couple : alone;
      const auto sx = static_cast<std::size_t>(sex[row]);
      if (draws[row] >= chances.out[sx][age]) continue;
      const bool within = draws[row] < chances.within[sx][age];
      if (within && role[row] == Role::kChild) continue;  // that is leaving home: the households model decides it

      const twin::Draw where = s.draw(where_, ids[row]);
      const std::uint32_t home = geography_.municipality_of[place[household[row].row].row];
      const auto person = static_cast<std::uint32_t>(row);
      if (draws[row] >= chances.between[sx][age]) {
        s.send(depart_, block, {person, ids[row], {where.chance(*abroad_out_ / 100)}});
      } else if (within) {
        s.send(move_, block, {person, ids[row], {destinations.place_in(home, where.uniform(1))}});
      } else if (destinations.has_other(home)) {
        const std::uint32_t to = destinations.other_municipality(home, is_student_age(age), where.uniform(0));
        s.send(move_, block, {person, ids[row], {destinations.place_in(to, where.uniform(1))}});
      }
    }
  });
}

void MigrationModel::send_returns(twin::Step& s, const Destinations& destinations) const {
  const std::uint32_t often = twin::threshold(probability(*return_rate_, s.years()));
  const std::uint32_t seldom = twin::threshold(probability(*return_rate_ / 4, s.years()));
  const auto birth_month = s[away_birth_month_];
  const auto origin = s[origin_];
  const auto ids = s.ids(away_);
  const MonthNumber month = twin::month_of(s.from());
  s.open(return_, ids.size());
  s.for_rows(away_, [&](twin::Block block) {
    const twin::BlockDraws draws = s.draws(returns_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      if (draws[row] >= (is_return_age(age_on(month, birth_month[row])) ? often : seldom)) continue;
      const twin::Draw where = s.draw(returns_where_, ids[row]);
      PlaceRef to = origin[row];
      if (!where.chance(*origin_tie_ / 100, 0))
        to = destinations.place_in(destinations.municipality_from_outside(false, where.uniform(1)), where.uniform(2));
      s.send(return_, block, {static_cast<std::uint32_t>(row), ids[row], {to}});
    }
  });
}

Arrive MigrationModel::newcomer_household(const twin::Step& s, const Newcomers& newcomers,
                                          twin::StableId household) const {
  const auto random = [&](int index) { return s.draw(newcomer_, household, static_cast<std::uint32_t>(index)); };
  const bool abroad = s.draw(newcomer_where_, household).chance(*abroad_in_ / 100, 0);
  return newcomers.household(twin::month_of(s.from()), abroad, random);
}

void MigrationModel::send_arrivals(twin::Step& s, const Destinations& destinations) const {
  const NewcomerMix mix;
  const Newcomers newcomers(beginning_->county().demography.arrival_age, mix);
  const double expected = *arrivals_per_year_ * s.years() / persons_per_household(mix);
  const auto count = static_cast<twin::StableId>(expected + s.draw(arrivals_, 0).uniform());
  const MonthNumber month = twin::month_of(s.from());
  for (twin::StableId household = 1; household <= count; ++household) {
    Arrive arrival = newcomer_household(s, newcomers, household);
    const twin::Draw where = s.draw(newcomer_where_, household);
    const bool student = is_student_age(age_on(month, arrival.persons[0].birth_month));
    arrival.to =
        destinations.place_in(destinations.municipality_from_outside(student, where.uniform(1)), where.uniform(2));
    s.send(arrive_, {0, household, arrival});
  }
}

/// As many arrive in each municipality as make up for those it can expect to lose this month, more or fewer by its
/// net rate. What places have come to offer since shifts the arrivals among the municipalities, not their sum.
void MigrationModel::send_arrivals_by_history(twin::Step& s, const Destinations& destinations,
                                              std::span<const double> appeal) const {
  const auto& municipalities = beginning_->county().municipalities;
  const auto residents = s[residents_];
  const std::vector<double> losses = expected_losses(s), net = net_rates(s);
  std::vector<double> arrivals(municipalities.size());
  double sum = 0, drawn_sum = 0;
  std::vector<double> drawn(municipalities.size());
  for (std::size_t m = 0; m != arrivals.size(); ++m) {
    double people = 0, drawn_people = 0;
    for (const std::uint32_t place : geography_.places_of[m]) {
      people += residents[place];
      drawn_people += residents[place] * appeal[place];
    }
    arrivals[m] = std::max(0.0, losses[m] + net[m] * people * s.years());
    drawn[m] = people > 0 ? arrivals[m] * drawn_people / people : 0;
    sum += arrivals[m];
    drawn_sum += drawn[m];
  }
  const Newcomers newcomers(beginning_->county().demography.arrival_age, NewcomerMix{});
  for (std::uint32_t m = 0; m != arrivals.size(); ++m) {
    double left = drawn_sum > 0 ? drawn[m] * sum / drawn_sum : 0;
    for (twin::StableId k = 1; left > 0; ++k) {
      const twin::StableId household = twin::combine(static_cast<twin::StableId>(municipalities[m].code), k);
      Arrive arrival = newcomer_household(s, newcomers, household);
      const twin::Draw where = s.draw(newcomer_where_, household);
      // The last one comes as often as it takes for the sum to be right on average.
      if (arrival.count > left && !where.chance(left / arrival.count, 1)) break;
      left -= arrival.count;
      arrival.to = destinations.place_in(m, where.uniform(2));
      s.send(arrive_, {0, household, arrival});
    }
  }
}

/// Persons whom each municipality can expect to lose this month, less those who come from the others of the county or
/// come back, as things would be if no place drew more people than it did at the base date.
std::vector<double> MigrationModel::expected_losses(const twin::Step& s) const {
  const std::vector<double> alike(geography_.municipality_of.size(), 1.0);
  const Destinations neutral(geography_, s[residents_], alike, *distance_decay_, *study_pull_);
  const Demography& tables = beginning_->county().demography;
  const MoveChances alone = move_chances(tables, *move_factor_, *out_factor_, s.years());
  const MoveChances couple = move_chances(tables, *move_factor_ / 2, *out_factor_ / 2, s.years());
  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto role = s[role_];
  const auto household = s[household_];
  const auto place = s[place_];
  const MonthNumber month = twin::month_of(s.from());
  std::vector<std::uint32_t> size(place.size());  // of households
  for (const HouseholdRef of : household) ++size[of.row];

  // In 2^-32 persons, so that the order of rows does not show.
  const std::size_t count = geography_.places_of.size();
  std::vector<std::uint64_t> out(count);
  std::array<std::vector<std::uint64_t>, 2> between{std::vector<std::uint64_t>(count),
                                                    std::vector<std::uint64_t>(count)};
  for (std::size_t row = 0; row != birth_month.size(); ++row) {
    const int age = age_on(month, birth_month[row]);
    if (age < kAdultAge) continue;
    const MoveChances& chances = role[row] == Role::kPartner ? couple : alone;
    const auto sx = static_cast<std::size_t>(sex[row]);
    const std::uint64_t movers = role[row] == Role::kChild ? 1 : size[household[row].row];
    const std::uint32_t home = geography_.municipality_of[place[household[row].row].row];
    out[home] += movers * (chances.out[sx][age] - chances.between[sx][age]);
    between[is_student_age(age)][home] += movers * (chances.between[sx][age] - chances.within[sx][age]);
  }
  std::vector<double> losses(count);
  for (std::uint32_t m = 0; m != count; ++m) {
    losses[m] += static_cast<double>(out[m]) * 0x1p-32;
    if (!neutral.has_other(m)) continue;
    for (const bool student : {false, true}) {
      const double moving = static_cast<double>(between[student][m]) * 0x1p-32;
      losses[m] += moving;
      for (std::uint32_t to = 0; to != count; ++to) losses[to] -= moving * neutral.chance_between(m, student, to);
    }
  }

  std::vector<std::uint64_t> back(count);  // by the municipality they left, in 2^-32 persons
  std::uint64_t all_back = 0;
  const std::uint64_t often = twin::threshold(probability(*return_rate_, s.years()));
  const std::uint64_t seldom = twin::threshold(probability(*return_rate_ / 4, s.years()));
  const auto away_birth_month = s[away_birth_month_];
  const auto origin = s[origin_];
  for (std::size_t row = 0; row != origin.size(); ++row) {
    const std::uint64_t chance = is_return_age(age_on(month, away_birth_month[row])) ? often : seldom;
    back[geography_.municipality_of[origin[row].row]] += chance;
    all_back += chance;
  }
  for (std::uint32_t m = 0; m != count; ++m)
    losses[m] -= (*origin_tie_ / 100 * static_cast<double>(back[m]) +
                  (1 - *origin_tie_ / 100) * static_cast<double>(all_back) * neutral.chance_from_outside(false, m)) *
                 0x1p-32;
  return losses;
}

/// Net migration of each municipality per resident and year, as its past foretells it, with how this year strays: an
/// autoregression of the years since the base date, shared by all and own.
std::vector<double> MigrationModel::net_rates(const twin::Step& s) const {
  const NetMigration& past = *beginning_->county().net_migration;
  const int year = twin::year_of(s.from()), ahead = year - past.last_year;
  const double left = past.left_after_a_year, fresh = std::sqrt(1 - left * left) * *strays_times_;
  const auto strayed = [&](twin::StableId who, double spread) {
    double value = 0;
    for (int y = past.last_year + 1; y <= year; ++y)
      value = left * value +
              fresh * spread * normal([&](std::uint32_t i) { return s.draw(strays_, who, twin::date(y, 1, 1), i); });
    return value;
  };
  const double common = strayed(0, past.common_spread);
  const double received = past.reception[static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(ahead - 1, 0, std::ssize(past.reception) - 1))];
  std::vector<double> rates;
  for (std::size_t m = 0; m != past.long_run.size(); ++m) {
    const auto code = static_cast<twin::StableId>(beginning_->county().municipalities[m].code);
    rates.push_back(past.long_run[m] + past.present[m] * twin::pow(left, ahead) + received + common +
                    strayed(code, past.own_spread));
  }
  return rates;
}

}  // namespace rurban
