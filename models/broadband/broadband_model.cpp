#include "models/broadband/broadband_model.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "models/broadband/state_2021.h"
#include "models/coverage/terrain.h"
#include "models/home_shares.h"
#include "models/people.h"
#include "models/places.h"

namespace rurban {

using broadband::Premises;
using broadband::Settlement;

namespace {

/// Of dwellings that fibre does not pass, in dwelling.passed; new ones have 0 until they are looked at.
constexpr MonthNumber kNotPassed = -1;

/// What is drawn for a dwelling once for all.
enum DrawnOnce : std::uint32_t { kTurn, kCableTurn, kNew };

constexpr twin::Stream kOrder{"broadband.order"}, kTakeUp{"broadband.take_up"};

}  // namespace

void BroadbandModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  links_ = d.owns(kFibreLinks);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  dwellings_ = d.rows(kDwellings);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  municipality_ = d.reads(kPlaceMunicipality);
  dwelling_place_ = d.reads(kDwellingPlace);
  dwelling_east_ = d.reads(kDwellingEast);
  dwelling_north_ = d.reads(kDwellingNorth);
  occupant_ = d.reads(kOccupant);
  household_ = d.reads(kHousehold);
  birth_month_ = d.reads(kBirthMonth);
  firm_place_ = d.reads_last(kFirmPlace);
  offers_ = d.reads(kPointOffers);
  point_place_ = d.reads(kPointPlace);
  point_open_ = d.reads(kPointOpen);
  mobile_data_ = d.reads(kPlaceMobileData);
  line_ = d.writes(kDwellingLine);
  passed_since_ = d.writes(kDwellingPassed);
  lit_ = d.writes(kFibreLit);
  ordered_ = d.writes(kLineOrdered);
  passed_ = d.writes(kPlacePassed);
  broadband_ = d.writes(kPlaceBroadband);
  first_ = d.writes(kPlaceFirstBroadband);
  online_ = d.writes(kPlaceOnline);
  fees_ = d.writes(kLineFees);
  unspent_ = d.writes(kLineMoney);
  works_ = d.sends(kOrderWorks);
  order_ = d.stream(kOrder);
  take_up_ = d.stream(kTakeUp);
  fee_flow_ = money_flow(d, "fibre connections", FlowRow::kConsumption,
                         {"anslutningsavgifter för fiber", "connection fees for fibre"});
  declare_parameters(d);
  declare_series(d);
  d.act({"connect",
         {"dra fiber till en ort", "bring fibre to a place"},
         {{.name = "place",
           .kind = twin::ActInfo::Argument::Kind::kRow,
           .label = {"vilken", "which"},
           .table = std::string(kPlaces.name)}},
         {"Bredband", "Broadband"}});
  d.shows(kPlaceBroadband, layer_of_homes({"hem med minst 100 Mbit/s", "homes with 100 Mbit/s or more"}));
  d.shows(kPlacePassed,
          layer_of_homes({"hem som kan få minst 100 Mbit/s", "homes that can have 100 Mbit/s or more"}));
}

void BroadbandModel::declare_parameters(twin::Declare& d) {
  const twin::Text group{"Bredband", "Broadband"};
  budget_ = d.param({.name = "budget",
                     .unit = "kr/year",
                     .fallback = 60e6,
                     .least = 0,
                     .most = 5e9,
                     .label = {"till att bygga ut fiber i länet", "for extending fibre in the county"},
                     .source = "assumption: 20 to 150 million; state aid, municipalities and net owners together",
                     .slider = group});
  state_share_ = d.param({.name = "state_share",
                          .unit = "1",
                          .fallback = 0.5,
                          .least = 0,
                          .most = 1,
                          .label = {"statens del av utbyggnaden", "part of the state in what is built"},
                          .source = "assumption: 0.4 to 0.7, PTS's aid for areas where nobody builds for profit"});
  municipal_share_ = d.param({.name = "municipal_share",
                              .unit = "1",
                              .fallback = 0.1,
                              .least = 0,
                              .most = 1,
                              .label = {"kommunens del av utbyggnaden", "part of the municipality in what is built"},
                              .source = "assumption: 0 to 0.3; net owners outside the county bear the rest"});
  fee_ = d.param({.name = "connection_fee",
                  .unit = "kr",
                  .fallback = 20'000,
                  .least = 0,
                  .most = 100'000,
                  .label = {"vad ett hem betalar för att anslutas", "what a home pays to be connected"},
                  .source = "assumption: 15,000 to 30,000; 20,000 in a village net (Åmål Norra Fiber)",
                  .slider = group});
  subscription_ = d.param({.name = "subscription",
                           .unit = "kr/month",
                           .fallback = 300,
                           .least = 0,
                           .most = 3'000,
                           .label = {"abonnemang", "subscription"},
                           .source = "assumption: 250 to 450"});
  other_ways_ = d.param({.name = "other_ways",
                         .unit = "1",
                         .fallback = 0.7,
                         .least = 0,
                         .most = 1,
                         .label = {"hem som tar sig ut på nätet utan 100 Mbit/s och mobiltäckning inomhus",
                                   "homes that are online without 100 Mbit/s and mobile coverage indoors"},
                         .source = "assumption: 0.5 to 0.9; a slow line, an antenna on the roof, a satellite"});
  radio_links_ =
      d.param({.name = "radio_links",
               .unit = "1",
               .fallback = 1,
               .least = 0,
               .most = 1,
               .whole = true,
               .label = {"radiolänk där den är billigare än fiber", "radio link where it is cheaper than fibre"},
               .source = "a choice (IT Norrbotten's fibre and radio links)",
               .slider = group});
  villages_ =
      d.param({.name = "village_associations",
               .unit = "1",
               .fallback = 0,
               .least = 0,
               .most = 1,
               .label = {"andel av hemmen på landet som går med i en byafiberförening",
                         "part of the homes in the countryside that join a village-fibre association"},
               .source = "a programme; from 0.6 of a place's homes on, they dig a quarter themselves (plan.h)",
               .slider = group});
}

void BroadbandModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  fast_series_ = by_municipality("fast", "%", {"hem med minst 100 Mbit/s", "homes with 100 Mbit/s or more"});
  scattered_series_ = by_municipality(
      "fast_outside", "%",
      {"hem utanför tätort med minst 100 Mbit/s", "homes outside localities with 100 Mbit/s or more"});
  passed_series_ = by_municipality("passed", "%", {"hem som kan få fiber", "homes that can have fibre"});
  built_series_ = by_municipality("built", "homes/year", {"hem som nåtts under året", "homes reached in the year"});
  cost_series_ =
      by_municipality("cost", "kr/year", {"utbyggnad av fiber och länkar", "extension of fibre and links"});
  gap_series_ = by_municipality(
      "plan_gap", "%",
      {"hur långt under gränsen länets plan är högst", "how far the county's plan is below the bound at most"});
}

broadband::FibreGraph BroadbandModel::graph(const twin::Access& a) const {
  std::vector<std::int32_t> homes(a.rows(places_));
  for (std::size_t home = 0; home != a[occupant_].size(); ++home)
    homes[a[dwelling_place_][home].row] += a[occupant_][home].valid();
  return broadband::fibre_graph(beginning_->county(), beginning_->roads(), homes, {});
}

BroadbandModel::Clusters BroadbandModel::clusters(const twin::Access& a) const {
  Clusters all{broadband::dwellings_by_cluster(beginning_->county(), {a[dwelling_place_], a[dwelling_east_],
                                                                      a[dwelling_north_], a.ids(dwellings_)}),
               {}};
  count(a, all);
  return all;
}

broadband::DwellingLines BroadbandModel::lines(const twin::Access& a) const {
  return {a[occupant_], a[line_], a[passed_since_]};
}

void BroadbandModel::count(const twin::Access& a, Clusters& all) const {
  all.premises = broadband::premises_of_dwellings(all.dwellings, lines(a));
}

std::vector<std::int16_t> BroadbandModel::youngest(const twin::Access& a, twin::Date now) const {
  return youngest_members(a[household_], a[birth_month_], twin::month_of(now), a.rows(households_));
}

double BroadbandModel::monthly_price() const {
  return broadband::kr_per_month(*subscription_, *fee_);
}

void BroadbandModel::give_lines(twin::WriteAccess& w, std::span<const std::uint32_t> dwellings, std::int32_t count,
                                Line line, MonthNumber since) const {
  using Turn = std::tuple<std::uint32_t, twin::StableId, std::uint32_t>;  // in an order drawn once for all
  std::vector<Turn> lived_in, vacant;
  for (const std::uint32_t home : dwellings) {
    const bool may = w[line_][home] == Line::kNone || (line == Line::kCable && w[line_][home] == Line::kPassed);
    if (!may) continue;
    const twin::StableId id = w.ids(dwellings_)[home];
    (w[occupant_][home].valid() ? lived_in : vacant)
        .emplace_back(w.draw(order_, id, twin::Date{}, line == Line::kCable ? kCableTurn : kTurn).bits(), id, home);
  }
  count = std::min(count, static_cast<std::int32_t>(lived_in.size()));
  if (count == 0) return;
  const auto too = vacant.size() * static_cast<std::size_t>(count) / lived_in.size();
  const auto give = [&](auto& homes, std::size_t first) {
    std::sort(homes.begin(), homes.end());
    for (std::size_t k = 0; k != first; ++k) {
      const std::uint32_t home = std::get<2>(homes[k]);
      w[line_][home] = line;
      if (line == Line::kPassed) w[passed_since_][home] = since;
    }
  };
  give(lived_in, static_cast<std::size_t>(count));
  give(vacant, too);
}

/// Of homes that fibre passed before the base date, those that would sooner subscribe did; vacant ones as the others.
void BroadbandModel::connect_first(twin::Founding& f, std::vector<std::uint32_t> passed, std::int32_t connected,
                                   std::span<const std::int16_t> youngest) const {
  std::vector<std::tuple<double, twin::StableId, std::uint32_t>> order;
  for (const std::uint32_t home : passed) {
    const HouseholdRef who = f[occupant_][home];
    const double ceiling = broadband::take_up_ceiling(who.valid() ? youngest[who.row] : 40, monthly_price(), {});
    const twin::StableId id = f.ids(dwellings_)[home];
    order.emplace_back(f.draw(take_up_, id, twin::Date{}).uniform() / ceiling, id, home);
  }
  std::sort(order.begin(), order.end());
  std::int32_t left = connected;
  for (const auto& [turn, id, home] : order) {
    if (left == 0) break;
    f[line_][home] = Line::kFibre;
    left -= f[occupant_][home].valid();
  }
}

void BroadbandModel::hand_out(twin::Founding& f, const Clusters& all, std::span<const Premises> wanted) const {
  const std::vector<std::int16_t> ages = youngest(f, f.to());
  constexpr MonthNumber kYearsAgo =
      5 * 12;  // assumption: 3 to 8, most of the county's nets were dug from 2013 to 2019
  const MonthNumber since = twin::month_of(f.to()) - kYearsAgo;
  for (std::size_t cluster = 0; cluster != wanted.size(); ++cluster) {
    const auto& dwellings = all.dwellings[cluster];
    give_lines(f, dwellings, wanted[cluster].passed, Line::kPassed, since);
    std::vector<std::uint32_t> passed;
    for (const std::uint32_t home : dwellings)
      if (f[line_][home] == Line::kPassed) passed.push_back(home);
    connect_first(f, std::move(passed), wanted[cluster].connected, ages);
    give_lines(f, dwellings, wanted[cluster].cable, Line::kCable, 0);
    give_lines(f, dwellings, wanted[cluster].radio, Line::kRadio, 0);
  }
  std::replace(f[passed_since_].begin(), f[passed_since_].end(), MonthNumber{0}, kNotPassed);
}

void BroadbandModel::found(twin::Founding& f) {
  broadband::FibreGraph net = graph(f);
  const Clusters all = clusters(f);
  for (std::size_t cluster = 0; cluster != net.clusters.size(); ++cluster)
    net.clusters[cluster].homes = all.premises[cluster].homes;
  const broadband::State2021 state = state_2021(beginning_->county(), net);
  twin::Table& links = f.rows(links_);
  for (std::size_t edge = 0; edge != net.edges.size(); ++edge) links.add(edge + 1);
  for (std::size_t edge = 0; edge != net.edges.size(); ++edge) f[lit_][edge] = state.lit[edge] != 0;
  hand_out(f, all, state.clusters);
  tell_places(f);
  std::copy(f[broadband_].begin(), f[broadband_].end(), f[first_].begin());
}

void BroadbandModel::tell_places(twin::WriteAccess& w) const {
  struct Homes {
    std::int64_t all = 0, passed = 0, fast = 0;
  };
  std::vector<Homes> homes(w.rows(places_));
  for (std::size_t home = 0; home != w[occupant_].size(); ++home) {
    if (!w[occupant_][home].valid()) continue;
    Homes& here = homes[w[dwelling_place_][home].row];
    const Line line = w[line_][home];
    ++here.all;
    here.passed += line == Line::kPassed || is_fast(line);
    here.fast += is_fast(line);
  }
  for (std::size_t place = 0; place != homes.size(); ++place) {
    const Homes& here = homes[place];
    w[passed_][place] = percent_of_homes(here.passed, here.all);
    w[broadband_][place] = percent_of_homes(here.fast, here.all);
    const double mobile = std::max<double>(0, w[mobile_data_][place]) / 100;
    const double offline = (100 - w[broadband_][place]) * (1 - mobile) * (1 - *other_ways_);
    w[online_][place] = here.all == 0 ? std::int16_t{-1} : static_cast<std::int16_t>(std::lround(100 - offline));
  }
}

std::uint32_t BroadbandModel::root(const broadband::FibreGraph& graph) const {
  return graph.node_of(largest_place(beginning_->county()));
}

void BroadbandModel::act(twin::Acting& a) {
  a[ordered_][a.row("place")] = true;
}

std::vector<broadband::PlaceNeeds> BroadbandModel::needs(const twin::Access& a) const {
  std::vector<broadband::PlaceNeeds> result(a.rows(places_));
  for (const PlaceRef place : a[firm_place_]) ++result[place.row].firms;
  for (std::size_t point = 0; point != a[point_place_].size(); ++point)
    if (a[point_open_][point] && (a[offers_][point] & bit_of(Service::kSchool)) != 0)
      ++result[a[point_place_][point].row].schools;
  return result;
}

void BroadbandModel::carry_out(twin::Step& s, const broadband::FibreGraph& net, const broadband::YearPlan& plan,
                               Clusters& all, Built& built) const {
  for (const std::uint32_t edge : plan.edges) s[lit_][edge] = true;
  const MonthNumber since = twin::month_of(s.to());
  for (std::size_t cluster = 0; cluster != net.clusters.size(); ++cluster) {
    give_lines(s, all.dwellings[cluster], plan.passed[cluster], Line::kPassed, since);
    give_lines(s, all.dwellings[cluster], plan.radio[cluster], Line::kRadio, 0);
    const std::uint32_t m = s[municipality_][net.clusters[cluster].place].row;
    built.homes[m] += plan.passed[cluster] + plan.radio[cluster];
  }
  for (std::uint32_t place = 0; place != plan.cost_by_place.size(); ++place)
    built.ore[s[municipality_][place].row] += plan.cost_by_place[place];
  order_works(s, plan.cost_by_place);
  count(s, all);
}

/// Public bodies have their parts built near the place; net owners' parts are paid and earned outside the county.
void BroadbandModel::order_works(twin::Step& s, std::span<const std::int64_t> cost_by_place) const {
  for (std::uint32_t place = 0; place != cost_by_place.size(); ++place) {
    const auto part = [&](double share) {
      return static_cast<std::int64_t>(static_cast<double>(cost_by_place[place]) * share);
    };
    const std::int64_t state = part(*state_share_), municipal = part(std::min(*municipal_share_, 1 - *state_share_));
    const twin::StableId id = s.ids(places_)[place];
    if (state > 0) s.send(works_, {place, id, {Owner::kGovernment, state, 0}});
    if (municipal > 0) s.send(works_, {place, id, {Owner::kMunicipality, municipal, 0}});
  }
}

void BroadbandModel::reach_new_homes(twin::Step& s) const {
  const auto since = s[passed_since_];
  std::vector<std::int32_t> all(s.rows(places_)), passed(all.size());
  for (std::size_t home = 0; home != since.size(); ++home) {
    const std::uint32_t place = s[dwelling_place_][home].row;
    all[place] += since[home] != 0;
    passed[place] += since[home] > 0;
  }
  for (std::size_t home = 0; home != since.size(); ++home) {
    if (since[home] != 0) continue;
    const std::uint32_t place = s[dwelling_place_][home].row;
    const double share = all[place] == 0 ? 0 : static_cast<double>(passed[place]) / all[place];
    const bool reached = s.draw(order_, s.ids(dwellings_)[home], twin::Date{}, kNew).chance(share);
    since[home] = reached ? static_cast<MonthNumber>(twin::month_of(s.to())) : kNotPassed;
    if (reached) s[line_][home] = Line::kPassed;
  }
}

bool BroadbandModel::any_ordered(const twin::Access& a) const {
  return std::any_of(a[ordered_].begin(), a[ordered_].end(), [](bool yes) { return yes; });
}

void BroadbandModel::build_ordered(twin::Step& s, const broadband::FibreGraph& net, Clusters& all,
                                   Built& built) const {
  const auto ordered = s[ordered_];
  for (std::uint32_t place = 0; place != ordered.size(); ++place) {
    if (!ordered[place]) continue;
    ordered[place] = false;
    const std::vector<std::uint8_t> lit(s[lit_].begin(), s[lit_].end());
    const auto homes = broadband::premises_to_plan_for(all.dwellings, lines(s));
    const broadband::PlanState state{.clusters = homes, .lit = lit, .root = root(net), .needs = {}, .signed_up = {}};
    carry_out(s, net, plan_place(net, state, place, {}), all, built);
  }
}

std::vector<std::optional<broadband::RadioOffer>> BroadbandModel::offers(const broadband::FibreGraph& net,
                                                                         std::span<const std::uint8_t> lit,
                                                                         std::span<const Premises> homes) const {
  const County& county = beginning_->county();
  if (*radio_links_ == 0 || !county.terrain) return {};
  return radio_offers(county, homes, coverage::coarse_surface(*county.terrain), sites_with_fibre(county, net, lit),
                      {});
}

void BroadbandModel::build_by_budget(twin::Step& s, const broadband::FibreGraph& net, Clusters& all,
                                     Built& built) const {
  const std::vector<std::uint8_t> lit(s[lit_].begin(), s[lit_].end());
  const auto wanted = needs(s);
  std::vector<double> signed_up;
  for (const Place& place : beginning_->county().places) signed_up.push_back(is_countryside(place) ? *villages_ : 0);
  const auto homes = broadband::premises_to_plan_for(all.dwellings, lines(s));
  const auto radio = offers(net, lit, homes);
  const broadband::PlanState state{
      .clusters = homes, .lit = lit, .root = root(net), .needs = wanted, .signed_up = signed_up, .radio = radio};
  // What a year's money leaves is the next one's, or a long way would never be built.
  std::int64_t& left = s[unspent_][0];
  const std::int64_t money = left + ore(*budget_);
  const broadband::YearPlan plan = plan_year(net, state, money, {});
  left = money - plan.cost;
  carry_out(s, net, plan, all, built);
  s.record(gap_series_, std::vector<double>(s.rows(municipalities_), 100 * plan.gap()));
}

/// What was decided on at each quarter's end, what the budget buys at the year's.
void BroadbandModel::build(twin::Step& s, Clusters& all) const {
  const std::size_t count = s.rows(municipalities_);
  Built built{std::vector<std::int64_t>(count), std::vector<std::int64_t>(count)};
  const bool year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  if (any_ordered(s) || (year_ends && *budget_ > 0)) {
    const broadband::FibreGraph net = graph(s);
    build_ordered(s, net, all, built);
    if (year_ends && *budget_ > 0) build_by_budget(s, net, all, built);
  }
  if (year_ends && *budget_ == 0) s.record(gap_series_, std::vector<double>(count));
  s.record(built_series_, built.homes);
  for (std::int64_t& amount : built.ore) amount /= 100;
  s.record(cost_series_, built.ore);
}

/// Households that fibre passes decide, each year anew, whether to be connected; the fee is the municipality's, whose
/// net has the drop built.
void BroadbandModel::subscribe(twin::Step& s) const {
  const std::vector<std::int16_t> ages = youngest(s, s.to());
  const MonthNumber now = twin::month_of(s.to());
  const double price = monthly_price();
  std::vector<std::int32_t> connected(s.rows(places_));
  for (std::size_t home = 0; home != s[line_].size(); ++home) {
    if (s[line_][home] != Line::kPassed || !s[occupant_][home].valid()) continue;
    const int since = s[passed_since_][home], then = std::max(since, now - 12);
    const double chance = broadband::take_up_chance((then - since) / 12.0, (now - then) / 12.0,
                                                    ages[s[occupant_][home].row], price, {});
    if (!s.draw(take_up_, s.ids(dwellings_)[home]).chance(chance)) continue;
    s[line_][home] = Line::kFibre;
    ++connected[s[dwelling_place_][home].row];
  }
  for (std::uint32_t place = 0; place != connected.size(); ++place) {
    const std::int64_t fees = connected[place] * ore(*fee_);
    s[fees_][place] = fees;
    if (fees == 0) continue;
    const twin::StableId id = s.ids(places_)[place];
    const std::uint32_t seat = seats_[s[municipality_][place].row];
    s.post(fee_flow_, account_of(id, Part::kHouseholds), account_of(s.ids(places_)[seat], Part::kMunicipality), fees);
    s.send(works_, {place, id, {Owner::kMunicipality, fees, fees}});
  }
}

void BroadbandModel::step(twin::Step& s) {
  reach_new_homes(s);
  const bool year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  if (year_ends || any_ordered(s)) {
    Clusters all = clusters(s);
    build(s, all);
    if (year_ends) {
      subscribe(s);
      count(s, all);
      record_year(s, all);
    }
  }
  tell_places(s);
}

void BroadbandModel::record_year(twin::Step& s, const Clusters& all) const {
  const std::size_t count = s.rows(municipalities_);
  std::vector<Premises> whole(count), outside(count);
  for (std::uint32_t place = 0; place != s[municipality_].size(); ++place) {
    const std::uint32_t m = s[municipality_][place].row;
    const Premises& scattered = all.premises[broadband::cluster_of(place, Settlement::kScattered)];
    whole[m] += all.premises[broadband::cluster_of(place, Settlement::kLocality)];
    whole[m] += scattered;
    outside[m] += scattered;
  }
  const auto put = [&](twin::SeriesHandle series, const std::vector<Premises>& of, const auto& part) {
    std::vector<double> values;
    for (const Premises& p : of) values.push_back(p.homes == 0 ? 0 : 100.0 * part(p) / p.homes);
    s.record(series, values);
  };
  put(fast_series_, whole, [](const Premises& p) { return p.fast(); });
  put(scattered_series_, outside, [](const Premises& p) { return p.fast(); });
  put(passed_series_, whole, [](const Premises& p) { return p.passed; });
}

}  // namespace rurban
