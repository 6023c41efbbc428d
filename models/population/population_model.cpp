#include "models/population/population_model.h"

#include <array>

#include "models/population/register.h"
#include "models/rates.h"

namespace rurban {
namespace {

constexpr twin::Stream kHomes{"population.homes"}, kCarsDraw{"population.cars"}, kAwayDraw{"population.away"};

constexpr int kYearsAwayAtBase = 15;  // leavers of this many years before the base date are drawn, see found_away

/// One number of every municipality, from its turnover.
std::vector<std::int64_t> column_of(const std::vector<Turnover>& turnover, std::int64_t Turnover::*member) {
  std::vector<std::int64_t> result;
  result.reserve(turnover.size());
  for (const Turnover& municipality : turnover) result.push_back(municipality.*member);
  return result;
}

}  // namespace

void PopulationModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.owns(kPersons);
  households_ = d.owns(kHouseholds);
  dwellings_ = d.owns(kDwellings);
  cars_ = d.owns(kCars);
  away_ = d.owns(kAway);
  places_ = d.rows(kPlaces);
  municipality_ = d.reads(kPlaceMunicipality);
  place_east_ = d.reads(kPlaceEast);
  place_north_ = d.reads(kPlaceNorth);
  place_spread_ = d.reads(kPlaceSpread);

  birth_month_ = d.writes(kBirthMonth);
  sex_ = d.writes(kSex);
  role_ = d.writes(kRole);
  born_in_ = d.writes(kBornIn);
  household_ = d.writes(kHousehold);
  next_member_ = d.writes(kNextMember);
  first_member_ = d.writes(kFirstMember);
  dwelling_ = d.writes(kDwelling);
  place_ = d.writes(kPlace);
  first_car_ = d.writes(kFirstCar);
  dwelling_place_ = d.writes(kDwellingPlace);
  dwelling_east_ = d.writes(kDwellingEast);
  dwelling_north_ = d.writes(kDwellingNorth);
  dwelling_kind_ = d.writes(kDwellingKind);
  dwelling_tenure_ = d.writes(kDwellingTenure);
  occupant_ = d.writes(kOccupant);
  next_car_ = d.writes(kNextCar);
  away_birth_month_ = d.writes(kAwayBirthMonth);
  away_sex_ = d.writes(kAwaySex);
  away_born_in_ = d.writes(kAwayBornIn);
  away_origin_ = d.writes(kAwayOrigin);
  away_since_ = d.writes(kAwaySince);
  residents_ = d.writes(kPlaceResidents);

  bear_ = d.receives(kBear);
  die_ = d.receives(kDie);
  leave_home_ = d.receives(kLeaveHome);
  unite_ = d.receives(kUnite);
  separate_ = d.receives(kSeparate);
  move_ = d.receives(kMove);
  depart_ = d.receives(kDepart);
  return_ = d.receives(kReturn);
  arrive_ = d.receives(kArrive);

  homes_ = d.stream(kHomes);
  cars_draw_ = d.stream(kCarsDraw);
  away_draw_ = d.stream(kAwayDraw);

  people_ = d.stock("persons", "persons");
  opening_flow_ = d.flow("opening", people_, {"bor här vid start", "live here at the start"});
  birth_flow_ = d.flow("birth", people_, {"födda", "births"});
  death_flow_ = d.flow("death", people_, {"döda", "deaths"});
  move_flow_ = d.flow("move", people_, {"flyttar i länet", "moves inside the county"});
  departure_flow_ = d.flow("departure", people_, {"utflyttade", "departures"});
  arrival_flow_ = d.flow("arrival", people_, {"inflyttade", "arrivals"});
  return_flow_ = d.flow("return", people_, {"återvändare", "returns"});
  before_ = d.node("before the start");
  born_ = d.node("born");
  dead_ = d.node("dead");
  sweden_ = d.node("rest of Sweden");
  abroad_ = d.node("abroad");

  away_years_ = d.param({.name = "away_years",
                         .unit = "years",
                         .fallback = 20,
                         .least = 1,
                         .most = 60,
                         .label = {"år borta tills ingen återvändo", "years away until nobody returns"},
                         .source = "assumption: 15 to 30; returns after 20 years are rare"});

  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  residents_series_ = by_municipality("residents", "persons", {"invånare", "residents"});
  households_series_ = by_municipality("households", "households", {"hushåll", "households"});
  births_series_ = by_municipality("births", "persons/month", {"födda", "births"});
  deaths_series_ = by_municipality("deaths", "persons/month", {"döda", "deaths"});
  in_series_ =
      by_municipality("arrived", "persons/month", {"inflyttade till länet", "arrived from outside the county"});
  out_series_ = by_municipality("departed", "persons/month", {"utflyttade ur länet", "departed from the county"});
  moved_in_series_ =
      by_municipality("moved_in", "persons/month", {"inflyttade från länets kommuner", "moved in from the county"});
  moved_out_series_ = by_municipality("moved_out", "persons/month",
                                      {"utflyttade till länets kommuner", "moved out within the county"});
  vacant_series_ = by_municipality("vacant_dwellings", "dwellings", {"tomma bostäder", "vacant dwellings"});
  place_residents_series_ = d.series({.name = "place_residents",
                                      .table = "place",
                                      .unit = "persons",
                                      .label = {"invånare per ort, årsvis", "residents by place, yearly"}});
  away_series_ = d.series(
      {.name = "away", .table = "", .unit = "persons", .label = {"borta som kan återvända", "away who may return"}});

  d.records(kBirthMonth);
  d.records(kSex);
  d.records(kHousehold);
  d.records(kDwelling);
  d.records(kDwellingPlace);
  d.records(kDwellingEast);
  d.records(kDwellingNorth);
  d.shows(kPlaceResidents, {.label = {"invånare", "residents"},
                            .unit = {"personer", "persons"},
                            .breaks = {20, 50, 100, 300, 1'000, 3'000, 10'000},
                            .sized_by = std::string(kPlaceResidents.name),
                            .headline = true});
  d.shows(kOccupant, {.kind = twin::MapLayer::Kind::kDensity,
                      .label = {"hushåll, täthet", "households, density"},
                      .unit = {"hushåll per km²", "households per km²"}});
}

void PopulationModel::found(twin::Founding& f) {
  const auto drawn = beginning_->people(f.seed());
  const SyntheticPopulation& people = *drawn;
  const auto number = [](twin::Table& table, std::size_t rows) {  // stable ids 1, 2, 3 …
    std::vector<twin::StableId> ids(rows);
    for (std::size_t row = 0; row != rows; ++row) ids[row] = row + 1;
    table.append(ids);
  };
  number(f.rows(dwellings_), people.dwellings.size());
  for (std::size_t row = 0; row != people.dwellings.size(); ++row) {
    const SyntheticDwelling& dwelling = people.dwellings[row];
    f[dwelling_place_][row] = {dwelling.place};
    f[dwelling_east_][row] = {dwelling.east_m};
    f[dwelling_north_][row] = {dwelling.north_m};
    f[dwelling_kind_][row] = dwelling.kind;
    f[dwelling_tenure_][row] = dwelling.tenure;
  }
  number(f.rows(households_), people.households.size());
  std::size_t all_cars = 0;
  for (const SyntheticHousehold& household : people.households) all_cars += household.cars;
  number(f.rows(cars_), all_cars);
  std::uint32_t car = 0;
  for (std::uint32_t row = 0; row != people.households.size(); ++row) {
    const SyntheticHousehold& household = people.households[row];
    f[dwelling_][row] = {household.dwelling};
    f[place_][row] = {people.dwellings[household.dwelling].place};
    f[occupant_][household.dwelling] = {row};
    for (int k = 0; k != household.cars; ++k, ++car) {
      f[next_car_][car] = f[first_car_][row];
      f[first_car_][row] = {car};
    }
  }
  number(f.rows(persons_), people.persons.size());
  for (std::size_t row = people.persons.size(); row-- != 0;) {  // backwards: the reference adult ends at the head
    const SyntheticPerson& person = people.persons[row];
    f[birth_month_][row] = person.birth_month;
    f[sex_][row] = person.sex;
    f[role_][row] = person.role;
    f[born_in_][row] = person.born_in;
    f[household_][row] = {person.household};
    f[next_member_][row] = f[first_member_][person.household];
    f[first_member_][person.household] = {static_cast<std::uint32_t>(row)};
    ++f[residents_][people.dwellings[people.households[person.household].dwelling].place];
  }
  for (std::size_t place = 0; place != f.rows(places_); ++place)
    f.post(opening_flow_, before_, static_cast<twin::Account>(f.ids(places_)[place]), f[residents_][place]);
  found_away(f);
  find_municipalities(f);
  record_stocks(f);
}

// Who left in the fifteen years before the base date, as many as the tables say would have, at today's population:
// for each place, sex and age at leaving, a whole number by one draw. Deaths and returns in between are left out,
// which overstates the stock a little, well inside the range of the return rate.
void PopulationModel::found_away(twin::Founding& f) const {
  const County& county = beginning_->county();
  const ByAgeSex& people = county.demography.population;
  double county_total = 0;
  for (const auto& ages : people)
    for (const double count : ages) county_total += count;
  const MonthNumber now = twin::month_of(f.to());
  twin::Table& away = f.rows(away_);
  const auto residents = f[residents_];
  for (std::uint32_t place = 0; place != residents.size(); ++place) {
    for (std::size_t sex = 0; sex != kSexes; ++sex) {
      for (int age = 18; age != 65; ++age) {
        const auto a = static_cast<std::size_t>(age);
        const double leavers = people[sex][a] / county_total * residents[place] * county.demography.move_out[sex][a];
        const twin::StableId cell = twin::combine(twin::hash_name("population.away"), place, sex, age);
        const auto count = static_cast<int>(leavers * kYearsAwayAtBase + f.draw(away_draw_, cell, f.to()).uniform());
        for (int k = 0; k != count; ++k) {
          const twin::StableId id = twin::combine(cell, k);
          const twin::Draw draw = f.draw(away_draw_, id, f.to());
          const int months_away = static_cast<int>(draw.below(kYearsAwayAtBase * 12, 0));
          const std::uint32_t row = away.add(id);
          f[away_birth_month_][row] =
              static_cast<MonthNumber>(now - 1 - months_away - age * 12 - static_cast<int>(draw.below(12, 1)));
          f[away_sex_][row] = static_cast<Sex>(sex);
          f[away_born_in_][row] = BirthRegion::kSweden;
          f[away_origin_][row] = {place};
          f[away_since_][row] = static_cast<MonthNumber>(now - months_away);
        }
      }
    }
  }
}

void PopulationModel::prepare(twin::Preparation& p) {
  find_municipalities(p);
}

void PopulationModel::find_municipalities(const twin::Access& a) {
  municipality_of_.clear();
  for (const MunicipalityRef municipality : a[municipality_]) municipality_of_.push_back(municipality.row);
}

void PopulationModel::step(twin::Step& s) {
  Register r(*this, s);
  for (const auto& event : s.receive(bear_)) r.bear(event);
  for (const auto& event : s.receive(die_)) r.die(event);
  for (const auto& event : s.receive(depart_)) r.depart(event);
  for (const auto& event : s.receive(separate_)) r.separate(event);
  for (const auto& event : s.receive(unite_)) r.unite(event);
  for (const auto& event : s.receive(leave_home_)) r.leave_home(event);
  for (const auto& event : s.receive(move_)) r.move(event);
  for (const auto& event : s.receive(return_)) r.come_back(event);
  for (const auto& event : s.receive(arrive_)) r.arrive(event);
  r.forget_the_long_away();
  r.adjust_cars();

  record_stocks(s);
  s.record(births_series_, column_of(r.turnover(), &Turnover::births));
  s.record(deaths_series_, column_of(r.turnover(), &Turnover::deaths));
  s.record(in_series_, column_of(r.turnover(), &Turnover::arrived));
  s.record(out_series_, column_of(r.turnover(), &Turnover::departed));
  s.record(moved_in_series_, column_of(r.turnover(), &Turnover::moved_in));
  s.record(moved_out_series_, column_of(r.turnover(), &Turnover::moved_out));
}

void PopulationModel::record_stocks(const twin::WriteAccess& w) const {
  const std::size_t municipalities = beginning_->county().municipalities.size();
  const std::vector<std::int64_t> by_place(w[residents_].begin(), w[residents_].end());
  std::vector<std::int64_t> residents(municipalities);
  for (std::size_t place = 0; place != by_place.size(); ++place)
    residents[municipality_of_[place]] += by_place[place];
  const auto place = w[place_], dwelling_place = w[dwelling_place_];
  const auto occupant = w[occupant_];
  const twin::Table& table = w.rows(households_);
  const auto households = twin::count_by(place.size(), municipalities, [&](std::size_t household) -> std::size_t {
    return table.is_removed(static_cast<std::uint32_t>(household)) ? municipalities
                                                                   : municipality_of_[place[household].row];
  });
  const auto vacant = twin::count_by(occupant.size(), municipalities, [&](std::size_t dwelling) -> std::size_t {
    return occupant[dwelling].valid() ? municipalities : municipality_of_[dwelling_place[dwelling].row];
  });
  w.record(residents_series_, residents);
  w.record(households_series_, households);
  w.record(vacant_series_, vacant);
  const auto away = static_cast<std::int64_t>(w.rows(away_).rows() - w.rows(away_).removals());
  w.record(away_series_, std::array{away});
  if (twin::is_boundary(w.to(), twin::Period::kYear)) w.record(place_residents_series_, by_place);
}

void PopulationModel::audit(twin::Audit& a) const {
  const auto household = a[household_];
  const auto place = a[place_];
  const auto counted = twin::count_by(household.size(), municipality_of_.size(),
                                      [&](std::size_t person) { return place[household[person].row].row; });
  for (std::size_t p = 0; p != counted.size(); ++p)
    a.expect(people_, static_cast<twin::Account>(a.ids(places_)[p]), counted[p]);
}

}  // namespace rurban
