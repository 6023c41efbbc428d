#include "models/resourceflow/resourceflow_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/economy_params.h"
#include "models/needs.h"
#include "models/places.h"
#include "models/public_finance/service_costs.h"
#include "models/resourceflow/year.h"

namespace rurban {
namespace {

constexpr std::int32_t kUnknown = std::numeric_limits<std::int32_t>::min();

/// Goods whose price drives what is extracted, as `firms` books them, with the driver that tells their price.
struct Good {
  const char* flow;
  Economy::Driver driver;
  double unit;  ///< kr per unit of the driver's price
};
constexpr std::array<Good, 4> kGoods{{{"iron ore made", Economy::Driver::kIronOrePrice, 1},
                                      {"copper ore made", Economy::Driver::kCopperPrice, 1},
                                      {"power made", Economy::Driver::kPowerPrice, 10},  // öre/kWh, MWh
                                      {"timber made", Economy::Driver::kTimberPrice, 1}}};

/// How people are grouped by the equity measures.
struct Grouping {
  const char* key;
  twin::Text name;
  std::vector<twin::Text> groups;
};
const std::array<Grouping, 6> kEquityGroupings{
    {{"place_class",
      {"orternas storlek", "size of places"},
      {{"tätorter", "towns"},
       {"byar med 200 till 3 000 invånare", "villages of 200 to 3,000 residents"},
       {"mindre orter", "smaller places"}}},
     {"age",
      {"ålder", "age"},
      {{"under 16 år", "under 16"},
       {"16 till 24 år", "aged 16 to 24"},
       {"25 till 64 år", "aged 25 to 64"},
       {"65 år och äldre", "aged 65 and over"}}},
     {"sex", {"kön", "sex"}, {{"kvinnor", "women"}, {"män", "men"}}},
     {"origin",
      {"födelseregion", "region of birth"},
      {{"födda i Sverige", "born in Sweden"},
       {"födda i övriga EU", "born elsewhere in the EU"},
       {"födda utanför EU", "born outside the EU"}}},
     {"income",
      {"inkomst", "income"},
      {{"lägsta femtedelen", "lowest fifth"},
       {"näst lägsta femtedelen", "second fifth"},
       {"mittersta femtedelen", "middle fifth"},
       {"näst högsta femtedelen", "fourth fifth"},
       {"högsta femtedelen", "highest fifth"}}},
     {"car", {"bil", "car"}, {{"utan bil i hushållet", "no car in the household"}, {"med bil", "with a car"}}}}};

/// Towns, villages of 200 to 3,000 residents, and smaller places.
std::uint32_t class_of(const Place& place) {
  return place.census.residents > kTownResidents ? 0 : place.census.residents >= 200 ? 1 : 2;
}

/// SCB's consumption units: 1 for the first adult, 0.51 for a second, 0.60 for others from 16 on, 0.52 for a child
/// and 0.42 for each further child (Ekonomisk standard, since 2004).
double consumption_units(int adults, int children) {
  double units = adults == 0 ? 0 : adults == 1 ? 1 : 1.51 + 0.60 * (adults - 2);
  if (children > 0) units += 0.52 + 0.42 * (children - 1);
  return std::max(units, 0.5);
}

}  // namespace

/// Everyone's welfare, kr a year, and groups.
struct ResourceflowModel::Welfare {
  std::vector<double> value;
  std::vector<std::int64_t> persons;
  std::array<std::vector<std::uint32_t>, 6> group;  ///< by grouping
  std::vector<std::uint32_t> home;
};

void ResourceflowModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  ledger_ = d.reads_ledger();
  persons_ = d.rows(kPersons);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  sex_ = d.reads(kSex);
  born_in_ = d.reads(kBornIn);
  household_ = d.reads(kHousehold);
  first_member_ = d.reads(kFirstMember);
  next_member_ = d.reads(kNextMember);
  first_car_ = d.reads(kFirstCar);
  place_ = d.reads(kPlace);
  away_birth_month_ = d.reads(kAwayBirthMonth);
  away_since_ = d.reads(kAwaySince);
  away_origin_ = d.reads(kAwayOrigin);
  point_place_ = d.reads(kPointPlace);
  visits_ = d.reads(kPointVisits);
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  basket_by_car_ = d.reads(kBasketByCar);
  basket_by_bus_ = d.reads(kBasketByBus);
  disposable_ = d.reads(kDisposable);
  in_kind_ = d.reads(kServicesInKind);
  service_minutes_ = d.reads(kServiceMinutes);
  shared_minutes_ = d.reads(kSharedMinutes);
  meeting_minutes_ = d.reads(kMeetingMinutes);
  meeting_travel_ = d.reads(kMeetingTravel);
  east_ = d.reads(kPlaceEast);
  north_ = d.reads(kPlaceNorth);
  ideas_from_towns_ = d.reads(kIdeasFromTowns);
  ideas_from_countryside_ = d.reads(kIdeasFromCountryside);
  counted_place_ = d.writes(kCountedPlace);
  young_out_ = d.writes(kYoungOut);
  young_in_ = d.writes(kYoungIn);
  settlers_ = d.writes(kSettlers);
  visits_so_far_ = d.writes(kPlaceVisits);
  balance_ = d.writes(kPlaceBalance);
  money_ = money_stock(d);
  ground_ = d.node("ground, river and forest");
  price_year_ = d.shared_param(kPriceYear);
  value_of_time_ = d.param({.name = "value_of_time",
                            .unit = "kr/h",
                            .fallback = 75,
                            .least = 0,
                            .most = 500,
                            .label = {"värdet av en timme på väg", "value of an hour under way"},
                            .source = "assumption: 50 to 110, as in daily life"});
  unreached_ = d.param({.name = "unreached",
                        .unit = "1",
                        .fallback = 3,
                        .least = 1,
                        .most = 10,
                        .label = {"tid för ärenden som varken bil eller buss når, gånger bilens tid",
                                  "time for errands that no bus reaches, times that by car"},
                        .source = "assumption: 2 to 5; somebody has to be asked for a lift"});
  declare_series(d);
  d.shows(kPlaceBalance,
          {.label = {"återflöde minus uttag per invånare", "returned less extracted, per inhabitant"},
           .unit = {"kr per år", "kr a year"},
           .breaks = {-1'000'000, -200'000, -50'000, 0, 50'000, 100'000, 200'000},
           .missing = kUnknown,
           .missing_label = {"inget helt år än, eller ingen bor här", "no whole year yet, or nobody lives here"},
           .sized_by = std::string(kPlaceResidents.name)});
}

void ResourceflowModel::declare_series(twin::Declare& d) {
  const auto by = [&](const char* table, const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = table, .unit = unit, .label = std::move(label)});
  };
  returned_ = by("place", "returned", "öre/year", {"återfört", "returned"});
  extracted_ = by("place", "extracted", "öre/year", {"uttaget", "extracted"});
  balance_series_ = by("place", "balance", "kr/inhabitant", {"återflöde minus uttag", "returned less extracted"});
  ratio_by_municipality_ = by("municipality", "ratio", "1", {"återflödeskvot", "return-flow ratio"});
  balance_by_municipality_ =
      by("municipality", "municipal_balance", "kr/inhabitant", {"återflöde minus uttag", "returned less extracted"});
  const auto one = [&](const std::string& name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "", .unit = unit, .label = std::move(label)});
  };
  rural_ = one("rfr_rural", "1", {"landsbygdens återflödeskvot", "return-flow ratio of the countryside"});
  rural_with_people_ = one("rfr_rural_with_people", "1",
                           {"landsbygdens återflödeskvot med människor", "return-flow ratio with human capital"});
  rural_fixed_ = one("rfr_rural_fixed_prices", "1",
                     {"landsbygdens återflödeskvot, fasta priser", "return-flow ratio at fixed prices"});
  county_ = one("rfr_county", "1", {"länets återflödeskvot", "return-flow ratio of the county"});
  constexpr std::array<const char*, kChannels> kKeys{"rural_wages", "rural_purchases", "rural_surplus",
                                                     "rural_public", "rural_investment"};
  for (std::size_t channel = 0; channel != kChannels; ++channel)
    channels_[channel] = one(kKeys[channel], "öre/year", kChannelNames[channel]);
  rural_goods_ =
      one("rural_goods", "öre/year", {"råvaror ut ur landsbygden", "primary goods out of the countryside"});
  rural_people_ = one("rural_human_capital", "öre/year",
                      {"unga som lämnar landsbygden, till vad deras uppväxt kostat",
                       "young people who leave the countryside, at what their upbringing cost"});
  declare_layers(d);
  for (std::size_t g = 0; g != kEquityGroupings.size(); ++g) {
    const Grouping& by_what = kEquityGroupings[g];
    between_[g] = one(std::string("theil_") + by_what.key + "_between", "1",
                      {"Theil mellan grupper: " + by_what.name.sv, "Theil between groups: " + by_what.name.en});
    for (std::size_t group = 0; group != by_what.groups.size(); ++group) {
      const std::string key = std::string(by_what.key) + "_" + std::to_string(group + 1);
      const twin::Text& name = by_what.groups[group];
      welfare_of_group_[g].push_back(
          one("welfare_" + key, "kr/year", {"välfärd, " + name.sv, "welfare, " + name.en}));
      persons_of_group_[g].push_back(
          one("persons_" + key, "persons", {"personer, " + name.sv, "persons, " + name.en}));
    }
  }
  theil_ = one("theil", "1", {"Theils index för välfärd", "Theil's index of welfare"});
  gini_ = one("gini", "1", {"Ginikoefficient för välfärd", "Gini coefficient of welfare"});
  palma_ = one("palma", "1", {"Palmakvot för välfärd", "Palma ratio of welfare"});
  atkinson_ = one("atkinson", "1", {"Atkinsons index (1)", "Atkinson's index (1)"});
  concentration_ = one("concentration", "1",
                       {"koncentration efter avstånd till kusten", "concentration by remoteness from the coast"});
  spatial_ = one("spatial_gini", "1",
                 {"Gini mellan orter som inte är grannar", "Gini between places that are no neighbours"});
  gini_municipalities_ =
      one("gini_municipalities", "1",
          {"Gini för disponibel inkomst mellan kommuner", "Gini of disposable income over municipalities"});
}

void ResourceflowModel::found(twin::Founding& f) {
  for (std::size_t person = 0; person != f[counted_place_].size(); ++person)
    f[counted_place_][person] = {home_of(f, person)};
  std::fill(f[balance_].begin(), f[balance_].end(), kUnknown);
}

void ResourceflowModel::step(twin::Step& s) {
  count_moves(s);
  if (twin::is_boundary(s.to(), twin::Period::kQuarter))
    for (std::size_t point = 0; point != s[visits_].size(); ++point)
      s[visits_so_far_][s[point_place_][point].row] += s[visits_][point];
  if (!twin::is_boundary(s.to(), twin::Period::kYear)) return;
  const Year year = read(s);
  record_flows(s, year);
  record_municipalities(s, year);
  record_layers(s, year);
  record_equity(s, welfare(s));
  for (const auto& counter : {young_out_, young_in_, settlers_}) std::fill(s[counter].begin(), s[counter].end(), 0);
  std::fill(s[visits_so_far_].begin(), s[visits_so_far_].end(), 0);
}

/// Who moved since last month, by age: from place to place, in from outside, out of the county.
void ResourceflowModel::count_moves(twin::Step& s) const {
  const MonthNumber month = twin::month_of(s.from());
  const auto is_young = [](int age) { return age >= 16 && age < 30; };
  const auto counted = s[counted_place_];
  struct MoveOf {
    PlaceRef before;
    std::uint32_t home;
    int age;
  };
  std::vector<std::vector<MoveOf>> moves(twin::block_count(counted.size()));
  s.for_rows(persons_, [&](twin::Block block) {
    for (std::size_t person = block.begin; person != block.end; ++person) {
      const std::uint32_t home = home_of(s, person);
      if (counted[person].row == home) continue;
      moves[block.index].push_back({counted[person], home, age_on(month, s[birth_month_][person])});
      counted[person] = {home};
    }
  });
  for (const auto& block : moves)
    for (const MoveOf& move : block) {
      if (move.before.valid()) s[young_out_][move.before.row] += is_young(move.age);
      s[young_in_][move.home] += is_young(move.age);
      s[settlers_][move.home] += move.age >= 20 && move.age < 40;
    }
  for (std::size_t away = 0; away != s[away_since_].size(); ++away)
    if (s[away_since_][away] == month && s[away_origin_][away].valid())
      s[young_out_][s[away_origin_][away].row] += is_young(age_on(month, s[away_birth_month_][away]));
}

ResourceflowModel::Year ResourceflowModel::read(twin::Step& s) const {
  const County& county = market_.county();
  Year year;
  year.rows = s.year_of_flows(ledger_);
  const auto& flows = s.flows(ledger_);
  for (const twin::FlowInfo& flow : flows) year.is_money.push_back(flow.row != 0);
  const auto ids = s.ids(places_);
  const std::int64_t child = public_cost_of_a_child_to_20(norrbotten_norms());
  const double wages = market_.price(Economy::Driver::kWages, MarketPlace::price_year(*price_year_, s.from()));
  year.row_of_place.resize(*std::max_element(ids.begin(), ids.end()) + 1);
  for (std::uint32_t place = 0; place != ids.size(); ++place) {
    year.row_of_place[ids[place]] = place;
    year.municipality.push_back(s[municipality_][place].row);
    year.residents.push_back(s[residents_][place]);
    year.everywhere.push_back(1);
    year.countryside.push_back(is_countryside(county.places[place]));
    year.all_rows.push_back(place);
    if (is_countryside(county.places[place])) year.rural_rows.push_back(place);
  }
  year.ledger = {
      .rows = year.rows,
      .flows = flows,
      .is_money = year.is_money,
      .extraction = {s.flow_named(ledger_, "wages of extraction"), s.flow_named(ledger_, "purchases of extraction"),
                     s.flow_named(ledger_, "investment of extraction")},
      .municipality = year.municipality,
      .residents = year.residents,
      .row_of_place = year.row_of_place};
  year.places = place_flows(year.ledger);
  for (std::size_t place = 0; place != year.places.size(); ++place)
    year.places[place].human_capital =
        human_capital(s[young_out_][place], s[young_in_][place], std::llround(static_cast<double>(child) * wages));
  return year;
}

/// What leaves at the prices of the base year, so that a boom does not look like injustice.
std::vector<PlaceFlows> ResourceflowModel::at_base_prices(const twin::Step& s, const Year& year) const {
  const int base_year = twin::year_of(market_.county().base_date);
  std::vector<std::int64_t> prices;
  std::vector<std::array<std::int64_t, kGoods.size()>> quantities(year.places.size());
  for (std::size_t good = 0; good != kGoods.size(); ++good) {
    prices.push_back(ore(market_.price(kGoods[good].driver, base_year) * kGoods[good].unit));
    const auto flow = s.flow_named(ledger_, kGoods[good].flow);
    for (const twin::LedgerRow& entry : year.rows)
      if (entry.flow == flow && entry.from == ground_)
        quantities[year.row_of_place[twin::Ledger::place_of(entry.to)]][good] += entry.amount;
  }
  std::vector<PlaceFlows> result;
  for (std::size_t place = 0; place != year.places.size(); ++place)
    result.push_back(at_fixed_prices(year.places[place], quantities[place], prices));
  return result;
}

void ResourceflowModel::record_flows(twin::Step& s, const Year& year) const {
  const LocalMultiplier everywhere = local_multiplier(year.ledger, year.everywhere);
  const LocalMultiplier rural = local_multiplier(year.ledger, year.countryside);
  const ReturnFlow county = return_flow(year.places, year.all_rows, everywhere);
  const ReturnFlow countryside = return_flow(year.places, year.rural_rows, rural);
  const ReturnFlow fixed = return_flow(at_base_prices(s, year), year.rural_rows, rural);
  std::vector<std::int64_t> returned, extracted;
  std::vector<double> balance;
  for (std::size_t place = 0; place != year.places.size(); ++place) {
    const ReturnFlow here = return_flow(year.places[place], everywhere);
    returned.push_back(here.returned());
    extracted.push_back(here.extracted(HumanCapital::kLeftOut));
    const auto per_head = here.balance_per_inhabitant(HumanCapital::kLeftOut);
    balance.push_back(or_none(per_head));
    constexpr double kMost = 2e9;
    s[balance_][place] =
        per_head ? static_cast<std::int32_t>(std::lround(std::clamp(*per_head, -kMost, kMost))) : kUnknown;
  }
  s.record(returned_, returned);
  s.record(extracted_, extracted);
  s.record(balance_series_, balance);
  const auto record = [&](twin::SeriesHandle series, double value) { s.record(series, std::array{value}); };
  record(rural_, or_none(countryside.ratio(HumanCapital::kLeftOut)));
  record(rural_with_people_, or_none(countryside.ratio(HumanCapital::kCounted)));
  record(rural_fixed_, or_none(fixed.ratio(HumanCapital::kLeftOut)));
  record(county_, or_none(county.ratio(HumanCapital::kLeftOut)));
  for (std::size_t channel = 0; channel != kChannels; ++channel)
    record(channels_[channel], static_cast<double>(countryside.channels[channel]));
  record(rural_goods_, static_cast<double>(countryside.goods));
  record(rural_people_, static_cast<double>(countryside.human_capital));
}

void ResourceflowModel::record_municipalities(twin::Step& s, const Year& year) const {
  std::vector<double> ratio, balance;
  for (std::uint32_t m = 0; m != s.rows(municipalities_); ++m) {
    std::vector<std::uint8_t> in_set(year.places.size());
    std::vector<std::uint32_t> rows;
    for (std::uint32_t place = 0; place != in_set.size(); ++place)
      if (year.municipality[place] == m) {
        in_set[place] = 1;
        rows.push_back(place);
      }
    const ReturnFlow here = return_flow(year.places, rows, local_multiplier(year.ledger, in_set));
    ratio.push_back(or_none(here.ratio(HumanCapital::kLeftOut)));
    balance.push_back(or_none(here.balance_per_inhabitant(HumanCapital::kLeftOut)));
  }
  s.record(ratio_by_municipality_, ratio);
  s.record(balance_by_municipality_, balance);
}

/// Welfare y of everyone: what the household has per consumption unit, the public services of an average resident of
/// the place, less what the way to the week's errands takes in time and kronor.
ResourceflowModel::Welfare ResourceflowModel::welfare(const twin::Step& s) const {
  constexpr double kKrPerMinute = 2.5;  // of driving at a kilometre a minute, travel.car_cost
  const County& county = market_.county();
  const MonthNumber month = twin::month_of(s.to());
  Welfare all;
  std::vector<double> per_unit(s[first_member_].size());
  for (std::size_t household = 0; household != per_unit.size(); ++household) {
    int adults = 0, children = 0;
    for (PersonRef member = s[first_member_][household]; member.valid(); member = s[next_member_][member.row])
      ++(age_on(month, s[birth_month_][member.row]) < kAdultAge ? children : adults);
    per_unit[household] = static_cast<double>(s[disposable_][household]) / 100 / consumption_units(adults, children);
  }
  // Fifths of households by what they have per consumption unit.
  std::vector<double> sorted = per_unit;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::uint32_t> fifth;
  for (const double of_household : per_unit)
    fifth.push_back(static_cast<std::uint32_t>(
        5 * static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), of_household) - sorted.begin()) /
        sorted.size()));
  const auto minutes = [&](std::uint32_t home, bool car) {
    const double by_car = std::max(0, s[basket_by_car_][home]);
    if (car) return by_car;
    return s[basket_by_bus_][home] >= 0 ? static_cast<double>(s[basket_by_bus_][home]) : by_car * *unreached_;
  };
  for (std::size_t person = 0; person != s[household_].size(); ++person) {
    const std::uint32_t household = s[household_][person].row, home = s[place_][household].row;
    const bool car = s[first_car_][household].valid();
    const double in_kind =
        static_cast<double>(s[in_kind_][home]) * 12 / 100 / std::max(1, static_cast<int>(s[residents_][home]));
    const double way = minutes(home, car) * 52 * (*value_of_time_ / 60 + (car ? kKrPerMinute : 0));
    all.value.push_back(per_unit[household] + in_kind - way);
    all.persons.push_back(1);
    all.home.push_back(home);
    const int age = age_on(month, s[birth_month_][person]);
    all.group[0].push_back(class_of(county.places[home]));
    all.group[1].push_back(age < 16 ? 0 : age < 25 ? 1 : age < 65 ? 2 : 3);
    all.group[2].push_back(static_cast<std::uint32_t>(s[sex_][person]));
    all.group[3].push_back(static_cast<std::uint32_t>(s[born_in_][person]));
    all.group[4].push_back(fifth[household]);
    all.group[5].push_back(car ? 1 : 0);
  }
  return all;
}

void ResourceflowModel::record_equity(twin::Step& s, const Welfare& all) const {
  const auto record = [&](twin::SeriesHandle series, double value) { s.record(series, std::array{value}); };
  const Distribution people{all.value, all.persons};
  if (all.value.empty() || group_means(people, std::vector<std::uint32_t>(all.value.size()), 1)[0].mean <= 0) return;
  for (std::size_t g = 0; g != kEquityGroupings.size(); ++g) {
    const std::size_t groups = kEquityGroupings[g].groups.size();
    const Theil split = theil(people, all.group[g], groups);
    record(between_[g], split.between);
    const std::vector<GroupMean> means = group_means(people, all.group[g], groups);
    for (std::size_t group = 0; group != groups; ++group) {
      record(welfare_of_group_[g][group], means[group].mean);
      record(persons_of_group_[g][group], static_cast<double>(means[group].persons));
    }
    if (g == 0) record(theil_, split.total);
  }
  record(gini_, gini(people));
  record(palma_, or_none(palma(people)));
  record(atkinson_, atkinson(people, 1).index);
  // Over places: mean welfare, how far it is to the coast, which places lie near one another.
  const std::vector<GroupMean> means = group_means(people, all.home, s.rows(places_));
  std::vector<double> value, minutes;
  std::vector<std::int64_t> persons;
  std::vector<MapPoint> points;
  const std::uint32_t coast = market_.coast();
  for (std::uint32_t place = 0; place != means.size(); ++place) {
    if (means[place].persons == 0) continue;
    value.push_back(means[place].mean);
    persons.push_back(means[place].persons);
    minutes.push_back(transport_->roads().drive(Season::kSummer, place, coast).ms / 60'000.0);
    points.push_back({s[east_][place].value, s[north_][place].value});
  }
  constexpr std::int32_t kNeighbourM = 30'000;  // assumption: 20 to 50 km, a half-hour's drive
  const Distribution places{value, persons};
  record(concentration_, concentration(places, minutes));
  record(spatial_, spatial_gini(places, neighbours_within(points, kNeighbourM)).others);

  std::vector<double> income(s.rows(municipalities_));
  std::vector<std::int64_t> residents(income.size());
  for (std::size_t household = 0; household != s[place_].size(); ++household)
    income[s[municipality_][s[place_][household].row].row] += static_cast<double>(s[disposable_][household]) / 100;
  for (std::size_t place = 0; place != s[residents_].size(); ++place)
    residents[s[municipality_][place].row] += s[residents_][place];
  for (std::size_t m = 0; m != income.size(); ++m)
    income[m] /= std::max<double>(1, static_cast<double>(residents[m]));
  record(gini_municipalities_, gini({income, residents}));
}

}  // namespace rurban
