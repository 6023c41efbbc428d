#include "models/daily_life/daily_life_model.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "models/daily_life/words.h"
#include "models/hosted_range.h"
#include "models/money.h"
#include "models/places.h"
#include "models/transport/ways.h"
#include "twin/base/math.h"

namespace rurban {
namespace {

constexpr twin::Stream kDays{"daily_life.days"}, kLife{"daily_life.life"};

constexpr std::array<const char*, kModes> kModeKeys{"car", "lift", "bus", "bicycle", "walk", "shared"};
const std::array<twin::Text, kModes> kModeLabels{
    {{"resor med egen bil", "trips by own car"},
     {"resor med skjuts", "trips by lift"},
     {"resor med buss", "trips by bus"},
     {"resor med cykel", "trips by bicycle"},
     {"resor till fots", "trips on foot"},
     {"samåkta resor via marknaden", "shared rides by the marketplace"}}};

/// The days to live: whole weeks, from Monday, spread evenly over the quarter.
std::vector<twin::Date> days_to_live(twin::Date from, twin::Date to, int weeks) {
  const int all = static_cast<int>((to - from).count() / 7);
  std::vector<twin::Date> days;
  if (weeks >= all) {
    for (twin::Date day = from; day != to; day += std::chrono::days(1)) days.push_back(day);
    return days;
  }
  for (int k = 0; k != weeks; ++k) {
    twin::Date monday = from + std::chrono::days(7 * (all * (2 * k + 1) / (2 * weeks)));
    monday -= std::chrono::days(weekday_of(monday));
    for (int day = 0; day != 7; ++day) days.push_back(std::max(from, monday) + std::chrono::days(day));
  }
  return days;
}

/// Share of people who drive and who get on with digital services, by age band. Children do neither alone.
/// Driving licences: assumption, 0.8 to 0.9 of adults and 0.6 to 0.75 of the old. Digital: of those over 75 some 27
/// to 30 % do not use the internet (2020 to 2023, county-facts 2.3); adults 3 %, assumption 1 to 5.
constexpr std::array<double, kAgeBands> kDrivers{0, 0.86, 0.66}, kDigital{0, 0.97, 0.72};

/// People of a place who live within a walk of its centre, if they are scattered normally around it.
double share_within(double metres, double spread_m) {
  const double ratio = metres / std::max(spread_m, 1.0);
  return 1 - twin::exp(-ratio * ratio);
}

/// No household.
constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

std::int64_t weighted(std::int64_t sum, double weight) {
  return std::llround(static_cast<double>(sum) * weight);
}

/// What an errand of each purpose stands for, in whole öre, when it was made on one of the days that are weighted up.
std::array<std::int64_t, kPurposes> weighted_payments(double weight) {
  std::array<std::int64_t, kPurposes> paid{};
  for (const Need& need : kNeeds)
    paid[static_cast<std::size_t>(purpose_of(need.service))] = weighted(need.ore, weight);
  return paid;
}

}  // namespace

/// What the residents of a municipality did.
struct DailyLifeModel::Tally {
  std::array<std::int64_t, kModes> trips{};
  std::int64_t days = 0, minutes = 0, car_metres = 0, digital = 0, unmet = 0;
  std::int64_t commutes_by_bus = 0;          ///< to work and school
  std::array<std::int64_t, kPurposes> at{};  ///< minutes at home, at work, …, beside those under way

  void add(const Tally& other) {
    for (std::size_t purpose = 0; purpose != kPurposes; ++purpose) at[purpose] += other.at[purpose];
    for (std::size_t mode = 0; mode != kModes; ++mode) trips[mode] += other.trips[mode];
    days += other.days;
    minutes += other.minutes;
    car_metres += other.car_metres;
    digital += other.digital;
    unmet += other.unmet;
    commutes_by_bus += other.commutes_by_bus;
  }
};

/// What the days that were lived add up to. Counters of money and visits are shared by all threads: whole numbers are
/// the same in any order. Each payment in a shop is weighted up by itself, so that all sums of them agree to the öre.
struct DailyLifeModel::Sums {
  using Counters = std::vector<std::atomic<std::int64_t>>;

  Sums(std::size_t place_count, std::size_t municipality_count, std::span<const ServiceSet> offers_of_points,
       double weight_of_day)
      : weight(weight_of_day),
        paid(weighted_payments(weight_of_day)),
        places(place_count),
        offers(offers_of_points),
        by_municipality(municipality_count),
        driving(place_count),
        fares(place_count),
        rides(place_count),
        fees(place_count),
        shopping(place_count * place_count),
        visits(offers.size()),
        takings(offers.size()) {}

  static void add(std::atomic<std::int64_t>& counter, std::int64_t amount) {
    counter.fetch_add(amount, std::memory_order_relaxed);
  }
  void count(const Trip& trip, std::uint32_t home, Tally& tally);

  double weight;                             ///< days that one lived day stands for
  std::array<std::int64_t, kPurposes> paid;  ///< öre for one errand, weighted
  std::size_t places;
  std::span<const ServiceSet> offers;  ///< by point
  std::vector<Tally> by_municipality;  ///< of the traveller's home
  Counters driving, fares;             ///< öre, by place of the home
  Counters rides;                      ///< shared ones, by place of the home
  Counters fees;                       ///< weighted öre to the region for care, by place of the home
  Counters shopping;                   ///< weighted öre, by place of the home, then of the shop
  Counters visits, takings;            ///< by point: visits, weighted öre
};

void DailyLifeModel::Sums::count(const Trip& trip, std::uint32_t home, Tally& tally) {
  ++tally.trips[static_cast<std::size_t>(trip.mode)];
  tally.minutes += trip.arrives - trip.departs;
  if (trip.mode == Mode::kCar) {
    tally.car_metres += trip.metres;
    add(driving[home], trip.ore);
  } else if (trip.mode == Mode::kBus || trip.mode == Mode::kShared) {
    add(fares[home], trip.ore);
    if (trip.mode == Mode::kShared) add(rides[home], 1);
    if (trip.mode == Mode::kBus && (trip.purpose == Purpose::kWork || trip.purpose == Purpose::kSchool))
      ++tally.commutes_by_bus;
  }
  if (trip.point == kNoPoint) return;
  const std::int64_t amount = paid[static_cast<std::size_t>(trip.purpose)];
  add(visits[trip.point], 1);
  if (amount == 0) return;
  add(takings[trip.point], amount);
  add(is_of_region(offers[trip.point]) ? fees[home] : shopping[home * places + trip.to], amount);
}

void DailyLifeModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  sex_ = d.reads(kSex);
  role_ = d.reads(kRole);
  household_ = d.reads(kHousehold);
  employed_ = d.reads(kEmployed);
  workplace_ = d.reads(kWorkplace);
  remote_ = d.reads(kRemote);
  online_ = d.reads_last(kPlaceOnline);
  firm_place_ = d.reads_last(kFirmPlace);
  first_member_ = d.reads(kFirstMember);
  next_member_ = d.reads(kNextMember);
  first_car_ = d.reads(kFirstCar);
  next_car_ = d.reads(kNextCar);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  spread_ = d.reads(kPlaceSpread);
  point_place_ = d.reads_last(kPointPlace);
  offers_ = d.reads_last(kPointOffers);
  open_ = d.reads_last(kPointOpen);
  visits_ = d.writes(kPointVisits);
  takings_ = d.writes(kPointTakings);
  spent_ = d.writes(kPlaceSpent);
  spent_here_ = d.writes(kPlaceSpentHere);
  spent_seat_ = d.writes(kPlaceSpentSeat);
  spent_coast_ = d.writes(kPlaceSpentCoast);
  region_fees_ = d.writes(kPlaceRegionFees);
  rides_ = d.writes(kPlaceRides);
  shared_.declare(d);
  trust_ = d.shared_param(kTrustInRides);
  hosted_ = d.reads_last(kPointHosted);
  hosted_range_ = d.shared_param(kHostedRange);
  days_ = d.stream(kDays);
  life_ = d.stream(kLife);

  weeks_ =
      d.param({.name = "weeks_per_quarter",
               .unit = "weeks",
               .fallback = 1,
               .least = 1,
               .most = 14,
               .label = {"veckor per kvartal som levs dag för dag", "weeks of a quarter that are lived day by day"},
               .source = "a choice of precision: 13 or more lives every day; the rest is weighted up"});
  one_in_ = d.param({.name = "one_household_in",
                     .unit = "1",
                     .fallback = 1,
                     .least = 1,
                     .most = 100,
                     .whole = true,
                     .label = {"ett hushåll av så många följs och står för dem alla",
                               "one household in so many is followed and stands for them all"},
                     .source = "a choice of precision: 1 follows everyone; 20 is what a quick run does"});
  per_minute_ = d.param({.name = "per_minute",
                         .unit = "1/min",
                         .fallback = 0.06,
                         .least = 0.01,
                         .most = 0.2,
                         .label = {"hur mycket en minuts resa avskräcker", "how much a minute of travel deters"},
                         .source = "assumption: 0.03 to 0.10, loss of utility in destination and mode choice"});
  kr_per_hour_ = d.param({.name = "value_of_time",
                          .unit = "kr/h",
                          .fallback = 75,
                          .least = 10,
                          .most = 300,
                          .label = {"värdet av en timmes restid", "value of an hour of travel"},
                          .source = "assumption: 50 to 110, private local journeys"});
  travel_.declare(d);

  shopping_ =
      money_flow(d, "shopping", FlowRow::kConsumption, {"inköp på servicepunkter", "purchases at service points"});
  driving_ = money_flow(d, "driving", FlowRow::kConsumption, {"bilkostnader", "costs of cars"});
  fares_ = money_flow(d, "fares", FlowRow::kConsumption, {"bussbiljetter", "bus fares"});
  fees_ = money_flow(d, "patient fees", FlowRow::kConsumption, {"patientavgifter", "patient fees"});
  const MoneyNodes nodes = money_nodes(d);
  outside_ = nodes.sweden;
  region_ = nodes.region;
  minutes_stock_ = d.stock("minutes", "min");
  time_node_ = d.node("days that are lived");
  spent_time_ = d.node("time spent");
  lived_ = d.flow("minutes lived", minutes_stock_, {"dygnets minuter", "minutes of the day"});
  const std::array<std::pair<const char*, twin::Text>, kTimeUses> uses{
      {{"minutes at home", {"hemma", "at home"}},
       {"minutes at work", {"på arbetet", "at work"}},
       {"minutes at school", {"i skolan", "at school"}},
       {"minutes of leisure", {"på fritiden ute", "leisure away from home"}},
       {"minutes on errands", {"ärenden", "errands"}},
       {"minutes under way", {"på väg", "under way"}}}};
  for (std::size_t use = 0; use != kTimeUses; ++use)
    time_[use] = d.flow(uses[use].first, minutes_stock_, uses[use].second);

  const auto by_municipality = [&](std::string name, const char* unit, twin::Text label) {
    return d.series({.name = std::move(name), .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  for (std::size_t m = 0; m != kModes; ++m)
    trips_[m] = by_municipality(std::string("trips_") + kModeKeys[m], "trips/quarter", kModeLabels[m]);
  days_lived_ = by_municipality("person_days", "days/quarter", {"invånardagar", "days of residents"});
  minutes_ = by_municipality("travel_minutes", "min/quarter", {"restid", "time under way"});
  car_km_ = by_municipality("car_km", "km/quarter", {"bilkörning", "car driving"});
  digital_ = by_municipality("digital", "errands/quarter", {"digitala ärenden", "digital errands"});
  unmet_ = by_municipality("unmet", "errands/quarter", {"ärenden som inte hanns", "errands left undone"});
  commutes_by_bus_ = by_municipality("commutes_bus", "trips/quarter",
                                     {"bussresor till arbete och skola", "ways to work and school by bus"});
  d.records(kPointVisits);
}

ChoiceRules DailyLifeModel::choice_rules() const {
  ChoiceRules rules;
  rules.per_minute = *per_minute_;
  rules.kr_per_hour = *kr_per_hour_;
  // Who does not trust others to drive has no such mode: odds in proportion to those who do.
  rules.constant[static_cast<std::size_t>(Mode::kShared)] += twin::log(std::max(*trust_, 1e-9));
  return rules;
}

OpenPoints DailyLifeModel::open_points(const twin::Access& s) const {
  OpenPoints points;
  const auto offers = s[offers_];
  for (std::uint32_t point = 0; point != offers.size(); ++point)
    for (std::size_t service = 0; service != kServices; ++service)
      if (s[open_][point] && (offers[point] >> service & 1) != 0)
        points[service].push_back(
            {point, s[point_place_][point].row, s[hosted_][point] ? std::max(*hosted_range_, 1e-9) : 1});
  return points;
}

/// What can be chosen in a season; kept until a point opens or closes, shared rides become others, or a parameter
/// changes.
struct DailyLifeModel::Choices {
  Choices(LevelOfService level_of_service, const ChoiceRules& rules, Season season, OpenPoints open,
          std::span<const double> residents)
      : service(std::move(level_of_service)), errands(service, rules, season, std::move(open), residents) {}

  LevelOfService service;
  ErrandChoices errands;
};

const DailyLifeModel::Choices& DailyLifeModel::choices_in(const twin::Access& s, Season season) {
  auto& kept = choices_[static_cast<std::size_t>(season)];
  OpenPoints open = open_points(s);
  std::vector<SharedRides> shared = shared_.by_place(s);
  if (kept && kept->errands.open() == open && std::ranges::equal(kept->service.shared(), shared)) return *kept;
  std::vector<double> residents;  // of the base date: what a place has to choose from changes slowly
  for (const Place& place : beginning_->county().places) residents.push_back(place.census.residents);
  kept = std::make_unique<Choices>(
      LevelOfService(transport_->roads(), transport_->buses(), travel_.rules(),
                     travel_.free_places(s[municipality_], s.ids(municipalities_)), std::move(shared)),
      choice_rules(), season, std::move(open), residents);
  return *kept;
}

DailyLifeModel::DailyLifeModel(BeginningPtr beginning, TransportPtr transport)
    : beginning_(std::move(beginning)), transport_(std::move(transport)), seats_(seats(beginning_->county())) {
  const std::vector<Place>& places = beginning_->county().places;
  for (const std::uint32_t seat : seats_)
    if (places[seat].census.residents > places[coast_].census.residents) coast_ = seat;
}

DailyLifeModel::~DailyLifeModel() = default;

void DailyLifeModel::prepare(twin::Preparation&) {
  for (auto& choices : choices_) choices.reset();
}

DayWorld DailyLifeModel::world_in(const twin::Access& s, Season season) {
  const Choices& choices = choices_in(s, season);
  std::vector<double> residents(s.rows(places_));
  const auto place = s[place_];
  for (const HouseholdRef household : s[household_]) residents[place[household.row].row] += 1;
  return {choices.service, choice_rules(), choices.errands, residents};
}

std::vector<Resident> DailyLifeModel::residents(const twin::Access& s, twin::Date now) const {
  const MonthNumber month = twin::month_of(now);
  const auto ids = s.ids(persons_);
  const auto place = s[place_];
  std::vector<std::uint16_t> adults(s.rows(households_)), cars(s.rows(households_));
  twin::for_blocks(adults.size(), [&](twin::Block block) {
    for (std::size_t household = block.begin; household != block.end; ++household) {
      for (PersonRef member = s[first_member_][household]; member.valid(); member = s[next_member_][member.row])
        adults[household] =
            static_cast<std::uint16_t>(adults[household] + (age_on(month, s[birth_month_][member.row]) >= 18));
      for (CarRef car = s[first_car_][household]; car.valid(); car = s[next_car_][car.row]) ++cars[household];
    }
  });
  std::vector<double> near_bus;
  for (const twin::Metres spread : s[spread_]) near_bus.push_back(share_within(1'000, spread.value));

  std::vector<Resident> result(ids.size());
  twin::for_blocks(ids.size(), [&](twin::Block block) {
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const std::uint32_t household = s[household_][row].row;
      const twin::Draw draw = s.draw(life_, ids[row], twin::Date{});
      Resident& who = result[row];
      who.home = place[household].row;
      who.age = age_on(month, s[birth_month_][row]);
      who.employed = s[employed_][row];
      if (const FirmRef at = s[workplace_][row]; at.valid() && !s[remote_][row])
        who.workplace = s[firm_place_][at.row].row;
      const auto band = static_cast<std::size_t>(age_band(who.age));
      const double car =
          who.age < 18 || adults[household] == 0
              ? 0
              : kDrivers[band] * std::min(1.0, static_cast<double>(cars[household]) / adults[household]);
      const int others = adults[household] - (who.age >= 18);
      who.means = {.car = draw.chance(car, 0),
                   .lift = cars[household] > 0 && others > 0,
                   .bus = draw.chance(near_bus[who.home], 1),
                   .digital = draw.chance(kDigital[band] * std::max<int>(0, s[online_][who.home]) / 100, 2)};
    }
  });
  return result;
}

void DailyLifeModel::live(const twin::Step& s, twin::Date date, const std::vector<Resident>& residents,
                          const DayWorld& world, Sums& sums) const {
  const auto ids = s.ids(persons_);
  const auto municipality = s[municipality_];
  const twin::PhiloxKey key = s.key(days_);
  const int weekday = weekday_of(date);
  // Households were numbered place by place, so every so manieth is a sample of each place.
  const auto one_in = static_cast<twin::StableId>(*one_in_);
  const auto households = s.ids(households_);
  const auto home = s[household_];
  std::vector<std::vector<Tally>> parts(twin::block_count(residents.size()));
  s.for_rows(persons_, [&](twin::Block block) {
    parts[block.index].resize(sums.by_municipality.size());
    DayPlan plan;
    for (std::size_t row = block.begin; row != block.end; ++row) {
      if (one_in != 1 && households[home[row].row] % one_in != 0) continue;
      const Resident& who = residents[row];
      Tally& tally = parts[block.index][municipality[who.home].row];
      plan_day(who, weekday, world, DayChance(key, ids[row], twin::day_number(date)), plan);
      ++tally.days;
      const DayMinutes minutes = minutes_of(plan);
      for (std::size_t purpose = 0; purpose != kPurposes; ++purpose) tally.at[purpose] += minutes.at[purpose];
      for (const Trip& trip : plan.all()) sums.count(trip, who.home, tally);
      for (std::size_t service = 0; service != kServices; ++service) {
        tally.digital += plan.digital[service];
        tally.unmet += plan.unmet[service];
      }
    }
  });
  for (const auto& part : parts)
    for (std::size_t m = 0; m != part.size(); ++m) sums.by_municipality[m].add(part[m]);
}

void DailyLifeModel::step(twin::Step& s) {
  const std::vector<Resident> people = residents(s, s.from());
  std::array<std::optional<DayWorld>, kSeasons> worlds;
  const auto days = days_to_live(s.from(), s.to(), static_cast<int>(*weeks_));
  Sums sums(s.rows(places_), s.rows(municipalities_), s[offers_],
            *one_in_ * static_cast<double>((s.to() - s.from()).count()) / static_cast<double>(days.size()));
  for (const twin::Date day : days) {
    const Season season = season_of(day);
    auto& world = worlds[static_cast<std::size_t>(season)];
    if (!world) world.emplace(world_in(s, season));
    live(s, day, people, *world, sums);
  }
  pay(s, sums);
  report(s, sums);
}

void DailyLifeModel::pay(twin::Step& s, const Sums& sums) const {
  const auto ids = s.ids(places_);
  for (std::size_t home = 0; home != sums.places; ++home) {
    const twin::Account households = account_of(ids[home], Part::kHouseholds);
    std::int64_t spent = 0;
    const auto post = [&](twin::Flow flow, twin::Account to, std::int64_t amount) {
      if (amount != 0) s.post(flow, households, to, amount);
      spent += amount;
    };
    post(driving_, outside_, weighted(sums.driving[home], sums.weight));
    const std::int64_t fares = weighted(sums.fares[home], sums.weight), fees = sums.fees[home];
    post(fares_, region_, fares);
    post(fees_, region_, fees);
    s[region_fees_][home] = fares + fees;
    s[rides_][home] = static_cast<std::int32_t>(weighted(sums.rides[home], sums.weight));
    const std::atomic<std::int64_t>* shopping = &sums.shopping[home * sums.places];
    for (std::size_t to = 0; to != sums.places; ++to)
      post(shopping_, account_of(ids[to], Part::kLocalFirms), shopping[to]);
    const std::uint32_t seat = seats_[s[municipality_][home].row];
    s[spent_][home] = spent;
    s[spent_here_][home] = shopping[home];
    s[spent_seat_][home] = seat == home ? 0 : shopping[seat].load();
    s[spent_coast_][home] = coast_ == home || coast_ == seat ? 0 : shopping[coast_].load();
  }
}

void DailyLifeModel::report(twin::Step& s, const Sums& sums) const {
  for (std::size_t point = 0; point != sums.visits.size(); ++point) {
    s[visits_][point] = static_cast<std::int32_t>(weighted(sums.visits[point], sums.weight));
    s[takings_][point] = sums.takings[point];
  }
  // C6: each day that was lived has 1,440 minutes, and all of them were spent.
  for (std::size_t m = 0; m != sums.by_municipality.size(); ++m) {
    const Tally& tally = sums.by_municipality[m];
    const auto town = static_cast<twin::Account>(s.ids(places_)[seats_[m]]);
    const auto spend = [&](TimeUse use, std::int64_t minutes) {
      if (minutes != 0) s.post(time_[static_cast<std::size_t>(use)], town, spent_time_, minutes);
    };
    if (tally.days != 0) s.post(lived_, time_node_, town, kDayMinutes * tally.days);
    std::int64_t errands = 0;
    for (std::size_t purpose = static_cast<std::size_t>(Purpose::kFirstErrand); purpose != kPurposes; ++purpose)
      errands += tally.at[purpose];
    spend(TimeUse::kHome, tally.at[static_cast<std::size_t>(Purpose::kHome)]);
    spend(TimeUse::kWork, tally.at[static_cast<std::size_t>(Purpose::kWork)]);
    spend(TimeUse::kSchool, tally.at[static_cast<std::size_t>(Purpose::kSchool)]);
    spend(TimeUse::kLeisure, tally.at[static_cast<std::size_t>(Purpose::kLeisure)]);
    spend(TimeUse::kErrands, errands);
    spend(TimeUse::kUnderWay, tally.minutes);
  }
  const auto record = [&](twin::SeriesHandle series, auto value) {
    std::vector<std::int64_t> values;
    for (const Tally& tally : sums.by_municipality) values.push_back(weighted(value(tally), sums.weight));
    s.record(series, values);
  };
  for (std::size_t mode = 0; mode != kModes; ++mode)
    record(trips_[mode], [&](const Tally& tally) { return tally.trips[mode]; });
  record(days_lived_, [](const Tally& tally) { return tally.days; });
  record(minutes_, [](const Tally& tally) { return tally.minutes; });
  record(car_km_, [](const Tally& tally) { return tally.car_metres / 1'000; });
  record(digital_, [](const Tally& tally) { return tally.digital; });
  record(unmet_, [](const Tally& tally) { return tally.unmet; });
  record(commutes_by_bus_, [](const Tally& tally) { return tally.commutes_by_bus; });
}

void DailyLifeModel::audit(twin::Audit& a) const {
  for (const std::uint32_t seat : seats_)
    a.expect(minutes_stock_, static_cast<twin::Account>(a.ids(places_)[seat]), 0);
}

void DailyLifeModel::film(twin::Filming& f) {
  const std::vector<Resident> people = residents(f, f.day());
  const Season season = season_of(f.day());
  const DayWorld world = world_in(f, season);
  const twin::PhiloxKey key = f.key(days_);
  const auto ids = f.ids(persons_);
  std::vector<std::vector<std::pair<std::size_t, Trip>>> drives(twin::block_count(people.size()));  // person, trip
  twin::for_blocks(people.size(), [&](twin::Block block) {
    DayPlan plan;
    for (std::size_t row = block.begin; row != block.end; ++row) {
      plan_day(people[row], weekday_of(f.day()), world, DayChance(key, ids[row], twin::day_number(f.day())), plan);
      for (const Trip& trip : plan.all())
        if (trip.mode == Mode::kCar) drives[block.index].emplace_back(row, trip);
    }
  });
  twin::MotionDay& motion = f.motion();
  const std::uint8_t kind = motion.add_kind({"privata bilar", "private cars"});
  WayBook ways(transport_->county(), transport_->roads(), season, motion);
  std::size_t driver = people.size();
  std::uint32_t mover = 0;
  for (const auto& block : drives)
    for (const auto& [row, trip] : block) {
      if (row != driver) mover = motion.add_mover(kind);
      driver = row;
      const auto bearing = static_cast<std::uint32_t>(ids[row] % WayBook::kBearings);
      const std::uint32_t way = trip.from == trip.to ? ways.inside(trip.to, bearing, trip.purpose == Purpose::kHome)
                                                     : ways.between(trip.from, trip.to);
      motion.add_leg({mover, way, trip.departs * 60});
    }
}

void DailyLifeModel::tell(twin::Telling& t) {
  if (t.table() != kPlaces.name) return;
  // The household that has been there longest by its number, so that it is the same one from date to date.
  std::vector<std::uint32_t> chosen(t.stories().size(), kNobody);
  const auto household_ids = t.ids(households_);
  const auto place = t[place_];
  for (std::uint32_t household = 0; household != household_ids.size(); ++household) {
    std::uint32_t& first = chosen[place[household].row];
    if (first == kNobody || household_ids[household] < household_ids[first]) first = household;
  }
  const std::vector<Resident> people = residents(t, t.day());
  const DayWorld world = world_in(t, season_of(t.day()));
  const auto ids = t.ids(persons_);
  DayPlan plan;
  for (std::size_t home = 0; home != chosen.size(); ++home) {
    if (chosen[home] == kNobody) continue;
    twin::Story::Part who{{"Ett hushåll som bor här", "A household that lives here"}, {}},
        day{{"En onsdag i januari", "A Wednesday in January"}, {}};
    int cars = 0;
    for (CarRef car = t[first_car_][chosen[home]]; car.valid(); car = t[next_car_][car.row]) ++cars;
    for (PersonRef member = t[first_member_][chosen[home]]; member.valid(); member = t[next_member_][member.row]) {
      const Resident& person = people[member.row];
      const twin::Text name = member_words(t[sex_][member.row], person.age);
      who.lines.push_back(person_words(name, person));
      plan_day(person, weekday_of(t.day()), world,
               DayChance(t.key(days_), ids[member.row], twin::day_number(t.day())), plan);
      tell_day(name, person.age, plan, transport_->county(), day.lines);
    }
    who.lines.push_back(car_words(cars));
    t.stories()[home].parts = {std::move(who), std::move(day)};
  }
}

}  // namespace rurban
