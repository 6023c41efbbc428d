#include "models/visitors/visitors_model.h"

#include <algorithm>
#include <cmath>

#include "twin/base/hash.h"

namespace rurban {

using visitors::BySeason;
using visitors::Loss;
using visitors::ProjectCourse;

namespace {

constexpr std::uint64_t kProjectIds = twin::hash_name("visitors.project"),
                        kSettlerIds = twin::hash_name("visitors.settler");

/// Beds of a project: 20 to 100, 60 in the mean. Assumption: 40 to 120; camps of cabins, and few hotels.
constexpr std::int32_t kFewestBeds = 20, kMoreBeds = 81;
/// Disturbances of herding for a thousand nights, of those in winter. Assumption: herds gather for calving in spring,
/// and are in the fells in summer; each +- half.
constexpr BySeason kConflictWeights{1, 2, 0.5, 0.7};
constexpr int kSettleYears = 5;      // over which the share of workers settles; assumption: 3 to 10
constexpr double kMenInMines = 0.8;  // of those who fly in; assumption: 0.7 to 0.9
constexpr std::uint32_t kYoungest = 25, kAgesOfSettlers = 30;  // 25 to 54; assumption

/// What is drawn for a project: its sites, its course, whether the plan knows of it, its beds.
enum DrawnForProject : std::uint32_t { kWhere, kFits, kHow };

}  // namespace

visitors::PlanningRules VisitorsModel::rules() const {
  return {*lead_, std::min(*lead_, *lead_coordinated_), *lost_a_year_};
}
visitors::LandLimits VisitorsModel::limits() const {
  return {*nature_fells_, *nature_lowland_, *herding_};
}
visitors::Demand VisitorsModel::demand() const {
  return {*growth_ / 100, *draw_, *full_};
}

void VisitorsModel::prepare(twin::Preparation&) {
  spread_nights();
}

void VisitorsModel::spread_nights() {
  const County& county = market_.county();
  land_ = visitors::land_around_places(county);
  published_.clear();
  places_of_.assign(county.municipalities.size(), {});
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    places_of_[county.places[place].municipality].push_back(place);
  double known = 0, residents = 0;
  for (const Municipality& municipality : county.municipalities) {
    published_.push_back(visitors::published_nights(municipality.code));
    known += published_.back().share;
    residents += municipality.residents_register;
  }
  for (std::size_t m = 0; m != published_.size(); ++m) {
    double& part = published_[m].share;
    part = known > 0 ? part / known : residents > 0 ? county.municipalities[m].residents_register / residents : 0;
  }
}

BySeason VisitorsModel::given_nights(std::size_t municipality, int year) const {
  BySeason nights = published_[municipality].season;
  const double all = market_.price(Economy::Driver::kGuestNights, year) * 1'000 * published_[municipality].share;
  for (double& season : nights) season *= all;
  return nights;
}

double VisitorsModel::beds_today(std::size_t municipality) const {
  double most = 0;
  for (const YearValue& year : market_.county().economy.series(Economy::Driver::kGuestNights))
    most = std::max(most, year.value);
  return most * 1'000 * published_[municipality].share / (365 * *occupancy_);
}

void VisitorsModel::found(twin::Founding& f) {
  spread_nights();
  const std::vector<std::int64_t> none(f.rows(municipalities_));
  set_year(f, f.to(), {none, none});
}

void VisitorsModel::step(twin::Step& s) {
  ask_leave(s);
  const Beds beds = open_beds(s);
  record_year(s, beds);
  pay_for_coordination(s);
  settle_workers(s);
  set_year(s, s.to(), beds);
}

void VisitorsModel::ask_leave(twin::Step& s) const {
  for (std::uint32_t m = 0; m != s.rows(municipalities_); ++m) {
    if (places_of_[m].empty()) continue;
    const double expected = beds_today(m) * *applications_ / 100 / (kFewestBeds + (kMoreBeds - 1) / 2.0);
    const auto count = static_cast<std::uint32_t>(expected + s.draw(asks_, s.ids(municipalities_)[m]).uniform());
    for (std::uint32_t number = 0; number != count; ++number) ask_leave(s, m, number);
  }
}

/// A project of this year in a municipality, and what becomes of it: as things are planned today, and as they are
/// coordinated, by the same chance.
void VisitorsModel::ask_leave(twin::Step& s, std::uint32_t municipality, std::uint32_t number) const {
  const MonthNumber now = twin::month_of(s.to());
  const twin::StableId id =
      twin::combine(twin::combine(kProjectIds, s.ids(municipalities_)[municipality]), twin::combine(now, number));
  const twin::Draw where = s.draw(course_, id, kWhere), fits = s.draw(course_, id, kFits),
                   how = s.draw(course_, id, kHow);
  const auto& here = places_of_[municipality];
  std::array<std::uint32_t, visitors::kSites> sites{};
  std::array<double, visitors::kSites> closed{};
  visitors::ProjectChance chance;
  for (std::size_t k = 0; k != visitors::kSites; ++k) {
    sites[k] = here[where.below(static_cast<std::uint32_t>(here.size()), static_cast<int>(k))];
    closed[k] = visitors::closed_share(land_[sites[k]], limits());
    chance.site[k] = fits.uniform(static_cast<int>(k));
  }
  chance.knows = how.uniform(0);
  chance.pace = how.uniform(1);
  chance.patience = how.uniform(2);
  const ProjectCourse planned = visitors::course_of(chance, closed, *coordination_, rules()),
                      today = visitors::course_of(chance, closed, 0, rules());
  const auto opens = [&](const ProjectCourse& course) {
    const long months = std::max(1L, std::lround(12 * course.lead_years));
    return course.loss == Loss::kNone ? static_cast<MonthNumber>(now + months) : MonthNumber{0};
  };
  const std::uint32_t row = s.rows(projects_).add(id);
  s[project_place_][row] = {sites[std::min(planned.site, visitors::kSites - 1)]};
  s[project_beds_][row] = kFewestBeds + static_cast<std::int32_t>(how.below(kMoreBeds, 3));
  s[asked_in_][row] = now;
  s[opens_][row] = opens(planned);
  s[opens_as_today_][row] = opens(today);
  s[loss_][row] = static_cast<std::uint8_t>(planned.loss);
}

VisitorsModel::Beds VisitorsModel::open_beds(twin::Step& s) const {
  const std::size_t count = s.rows(municipalities_);
  Beds beds{std::vector<std::int64_t>(count), std::vector<std::int64_t>(count)};
  const auto new_beds = s[new_beds_];
  std::fill(new_beds.begin(), new_beds.end(), 0);
  const MonthNumber now = twin::month_of(s.to());
  const auto is_open = [&](MonthNumber since) { return since > 0 && since <= now; };
  for (std::size_t project = 0; project != s[opens_].size(); ++project) {
    const std::uint32_t place = s[project_place_][project].row, m = s[municipality_][place].row;
    const std::int32_t here = s[project_beds_][project];
    if (is_open(s[opens_][project])) {
      new_beds[place] += here;
      beds.planned[m] += here;
    }
    if (is_open(s[opens_as_today_][project])) beds.as_today[m] += here;
  }
  return beds;
}

/// What the year from `from` on has of nights, spending and conflicts, by the beds that are open when it begins.
void VisitorsModel::set_year(twin::WriteAccess& w, twin::Date from, const Beds& beds) const {
  const int year = price_year(from);
  const double years = twin::year_of(from) - twin::year_of(market_.county().base_date);
  const double kr_per_night = market_.price(Economy::Driver::kVisitorSpending, year);
  BySeason weights = kConflictWeights;
  for (double& season : weights) season *= *conflicts_;
  for (std::size_t m = 0; m != beds.planned.size(); ++m) {
    const BySeason given = given_nights(m, year);
    const BySeason gained = nights_gained(given, beds_today(m), static_cast<double>(beds.as_today[m]),
                                          static_cast<double>(beds.planned[m]), years, demand());
    BySeason nights = given;
    for (std::size_t season = 0; season != visitors::kSeasons; ++season) nights[season] += gained[season];
    w[gained_][m] = std::llround(visitors::total(gained));
    w[nights_][m] = std::llround(visitors::total(given)) + w[gained_][m];
    w[spending_][m] = ore(visitors::total(gained) * kr_per_night * *local_share_ / 12);
    w[conflict_days_][m] =
        static_cast<std::int32_t>(std::lround(visitors::conflict_days(nights, weights, *avoided_ * *coordination_)));
  }
}

void VisitorsModel::pay_for_coordination(twin::Step& s) const {
  const std::int64_t amount = ore(*coordination_ * *cost_);
  s.record(cost_series_, std::vector<double>{static_cast<double>(amount) / 100});
  if (amount == 0) return;
  const std::uint32_t city = market_.coast();
  s.send(works_, {city, s.ids(places_)[city], {Owner::kRegion, amount, 0, Sector::kBusinessServices}});
}

/// Each year a fifth of those who shall settle, of each workplace, until the share is reached.
void VisitorsModel::settle_workers(twin::Step& s) const {
  if (*conversion_ <= 0) return;
  std::vector<std::vector<std::uint32_t>> workplaces(s.rows(municipalities_));
  std::vector<std::int64_t> flying(workplaces.size());
  for (std::uint32_t firm = 0; firm != s[fly_in_].size(); ++firm) {
    if (s[fly_in_][firm] == 0) continue;
    const std::uint32_t m = s[municipality_][s[firm_place_][firm].row].row;
    workplaces[m].push_back(firm);
    flying[m] += s[fly_in_][firm];
  }
  const auto ids = s.ids(firms_);
  for (std::size_t m = 0; m != workplaces.size(); ++m) {
    std::sort(workplaces[m].begin(), workplaces[m].end(),
              [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
    const auto shall = static_cast<double>(flying[m] + s[settled_][m]) * *conversion_;
    const auto still = static_cast<std::int64_t>(shall) - s[settled_][m];
    const std::int64_t now = std::min(still, static_cast<std::int64_t>(std::ceil(shall / kSettleYears)));
    if (now <= 0) continue;
    split_amount(
        now, workplaces[m].size(), [&](std::size_t k) { return std::int64_t{s[fly_in_][workplaces[m][k]]}; },
        [&](std::size_t k, std::int64_t count) { settle_at(s, workplaces[m][k], static_cast<std::int32_t>(count)); });
    s[settled_][m] += static_cast<std::int32_t>(now);
  }
}

/// Each comes alone: that families follow is not known.
void VisitorsModel::settle_at(twin::Step& s, std::uint32_t firm, std::int32_t count) const {
  const twin::StableId workplace = s.ids(firms_)[firm];
  s.send(settle_, {firm, workplace, {count}});
  const MonthNumber month = twin::month_of(s.to()) - 1;
  for (std::int32_t k = 0; k != count; ++k) {
    const twin::StableId id = twin::combine(kSettlerIds, workplace, static_cast<std::uint64_t>(k));
    const twin::Draw who = s.draw(settlers_, id);
    const auto months = static_cast<MonthNumber>(12 * (kYoungest + who.below(kAgesOfSettlers, 0)) + who.below(12, 1));
    Arrive arrival{};
    arrival.count = 1;
    arrival.persons[0] = {static_cast<MonthNumber>(month - 1 - months),
                          who.chance(kMenInMines, 2) ? Sex::kMan : Sex::kWoman, Role::kSingle, BirthRegion::kSweden};
    arrival.to = s[firm_place_][firm];
    s.send(arrive_, {0, id, arrival});
  }
}

/// An estimate beside the ledger, which knows what is paid and not by whose visit: pay in what is spent, and the pay
/// of those who settled, at the rates of municipality and region. It is too high: tax is due on less than all pay,
/// and who takes a new position mostly had another. Two runs compared by their ledgers tell the difference.
double VisitorsModel::local_tax_kr(const twin::Access& a, std::size_t municipality, int year) const {
  const double rate = a[tax_rate_][municipality] / 100'000.0 + market_.county().economy.region_tax;
  const double spent = static_cast<double>(a[spending_][municipality]) * 12 / 100;
  const double mining = market_.county().economy[Sector::kMining].wage_kr;
  const double settled = a[settled_][municipality] * mining * market_.price(Economy::Driver::kWages, year);
  return (spent * *pay_share_ + settled) * rate;
}

/// Of the year that ends: nights and money as they were set for it, beds and projects as they stand now.
void VisitorsModel::record_year(twin::Step& s, const Beds& beds) const {
  const std::size_t count = s.rows(municipalities_);
  std::vector<std::int64_t> asked(count), lost(count), spending(count), tax(count), all_beds(count);
  const auto ids = s.ids(projects_);
  for (std::size_t project = 0; project != ids.size(); ++project) {
    if (s[asked_in_][project] != twin::month_of(s.to())) continue;
    const std::uint32_t m = s[municipality_][s[project_place_][project].row].row;
    asked[m] += s[project_beds_][project];
    if (s[opens_][project] == 0) lost[m] += s[project_beds_][project];
  }
  for (std::size_t m = 0; m != count; ++m) {
    all_beds[m] = std::llround(beds_today(m)) + beds.planned[m];
    spending[m] = s[spending_][m] * 12 / 100;
    tax[m] = std::llround(local_tax_kr(s, m, price_year(s.from())));
  }
  s.record(nights_series_, std::vector<std::int64_t>(s[nights_].begin(), s[nights_].end()));
  s.record(gained_series_, std::vector<std::int64_t>(s[gained_].begin(), s[gained_].end()));
  s.record(conflict_series_, std::vector<std::int64_t>(s[conflict_days_].begin(), s[conflict_days_].end()));
  s.record(settled_series_, std::vector<std::int64_t>(s[settled_].begin(), s[settled_].end()));
  s.record(beds_series_, all_beds);
  s.record(asked_series_, asked);
  s.record(lost_series_, lost);
  s.record(spending_series_, spending);
  s.record(tax_series_, tax);
}

}  // namespace rurban
