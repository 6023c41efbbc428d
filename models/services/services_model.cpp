#include "models/services/services_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/money.h"
#include "models/service_names.h"
#include "models/services/points.h"

namespace rurban {

namespace {

/// "matbutik, drivmedel · Junosuando". In Swedish, as the names of places are.
std::string label_of(ServiceSet offers, const std::string& place) {
  std::string label;
  for (std::size_t service = 0; service != kServices; ++service)
    if ((offers >> service & 1) != 0) label += (label.empty() ? "" : ", ") + kServiceNames[service].name.sv;
  return label + " · " + place;
}

}  // namespace

void ServicesModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  points_ = d.owns(kServicePoints);
  municipalities_ = d.rows(kMunicipalities);
  places_ = d.rows(kPlaces);
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  place_east_ = d.reads(kPlaceEast);
  place_north_ = d.reads(kPlaceNorth);
  takings_ = d.reads(kPointTakings);
  place_ = d.writes(kPointPlace);
  east_ = d.writes(kPointEast);
  north_ = d.writes(kPointNorth);
  offers_ = d.writes(kPointOffers);
  open_ = d.writes(kPointOpen);
  hosted_ = d.writes(kPointHosted);
  host_ = d.receives(kHostPoint);
  fixed_cost_ = d.writes(kPointFixedCost);
  losses_ = d.writes(kPointLosses);
  support_ = d.writes(kPointSupport);

  margin_ = d.param({.name = "shop_margin",
                     .unit = "1",
                     .fallback = 0.25,
                     .least = 0.15,
                     .most = 0.35,
                     .label = {"bruttovinst av butikens försäljning", "gross profit of a shop's sales"},
                     .source = "assumption: 0.22 to 0.28, grocery trade"});
  surplus_ = d.param({.name = "shop_surplus",
                      .unit = "1",
                      .fallback = 0.05,
                      .least = 0,
                      .most = 0.3,
                      .label = {"del av bruttovinsten som dagens butiker har över",
                                "part of the gross profit that today's shops have left"},
                      .source = "assumption: 0.02 to 0.12; those that the county still has are taken to get by"});
  least_cost_ = d.param({.name = "shop_least_cost",
                         .unit = "kr/year",
                         .fallback = 900'000,
                         .least = 300'000,
                         .most = 2'000'000,
                         .label = {"minsta fasta kostnad för en butik", "least fixed cost of a shop"},
                         .source = "assumption: 600,000 to 1,200,000; rent, energy and little more than one wage"});
  tolerated_ =
      d.param({.name = "tolerated_quarters",
               .unit = "quarters",
               .fallback = 8,
               .least = 1,
               .most = 40,
               .label = {"kvartal med förlust tills en butik stänger", "quarters of loss until a shop closes"},
               .source = "assumption: 4 to 16",
               .slider = {"Service", "Services"}});
  grant_ = d.param({.name = "service_grant",
                    .unit = "kr/year",
                    .fallback = 250'000,
                    .least = 0,
                    .most = 1'000'000,
                    .label = {"högsta servicebidrag till en butik", "highest service grant to a shop"},
                    .source = "Tillväxtverket's rules: 250,000, in special cases 300,000 kr a year",
                    .slider = {"Service", "Services"}});
  aid_ = d.param({.name = "operating_aid",
                  .unit = "kr/year",
                  .fallback = 250'000,
                  .least = 0,
                  .most = 1'000'000,
                  .label = {"högsta särskilda driftstöd till en butik", "highest special operating aid to a shop"},
                  .source = "assumption: 150,000 to 300,000; the rule names turnover and distance, not one amount",
                  .slider = {"Service", "Services"}});
  spending_ = d.param({.name = "local_spending",
                       .unit = "kr/year",
                       .fallback = 9'000,
                       .least = 0,
                       .most = 40'000,
                       .label = {"vad en invånare skulle handla för i en ny butik på orten",
                                 "what a resident would spend in a new shop of the place"},
                       .source = "assumption: 5,000 to 13,000, a third of what is spent on food"});

  grant_flow_ =
      money_flow(d, "service grant", FlowRow::kGrants, {"servicebidrag till butiker", "service grants to shops"});
  aid_flow_ = money_flow(d, "operating aid", FlowRow::kGrants,
                         {"särskilt driftstöd till butiker", "special operating aid to shops"});
  state_ = money_nodes(d).state;

  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  shops_ = by_municipality("shops", "shops", {"matbutiker", "grocery shops"});
  closures_ = by_municipality("closures", "shops/quarter", {"butiker som stänger", "shops that close"});
  openings_ = by_municipality("openings", "shops/quarter", {"butiker som öppnar", "shops that open"});
  losing_ =
      by_municipality("losing", "shops", {"butiker med förlust trots stöd", "shops with a loss despite support"});
  declare_acts(d);
  d.records(kPointPlace);
  d.records(kPointEast);
  d.records(kPointNorth);
  d.records(kPointOffers);
  d.shows(kPointOpen, {.kind = twin::MapLayer::Kind::kCategories,
                       .label = {"servicepunkter", "service points"},
                       .unit = {"", ""},
                       .categories = {{"stängd", "closed"}, {"öppen", "open"}},
                       .marks_events = true});
}

void ServicesModel::declare_acts(twin::Declare& d) {
  using Kind = twin::ActInfo::Argument::Kind;
  twin::ActInfo::Argument offers{
      .name = "offers", .kind = Kind::kChoice, .label = {"vad den erbjuder", "what it offers"}};
  for (const ServiceNames& names : kServiceNames) {
    offers.words.emplace_back(names.key);
    offers.choices.push_back(names.name);
  }
  const twin::ActInfo::Argument at{.name = "at", .kind = Kind::kPosition, .label = {"var", "where"}};
  const twin::ActInfo::Argument point{
      .name = "point", .kind = Kind::kRow, .label = {"vilken", "which"}, .table = std::string(kServicePoints.name)};
  const twin::Text group{"Service", "Services"};
  d.act({"open", {"öppna en servicepunkt", "open a service point"}, {offers, at}, group});
  d.act({"move", {"flytta en servicepunkt", "move a service point"}, {point, at}, group});
  d.act({"close", {"stäng en servicepunkt", "close a service point"}, {point}, group});
}

/// It belongs to the nearest place.
void ServicesModel::put(twin::Acting& a, std::size_t point, std::string_view argument) const {
  const auto at = a.position(argument);
  const auto east = a[place_east_], north = a[place_north_];
  const auto distance = [&](std::size_t place) {
    return std::hypot(static_cast<double>(east[place].value - at.east_m),
                      static_cast<double>(north[place].value - at.north_m));
  };
  std::size_t nearest = 0;
  for (std::size_t place = 1; place != east.size(); ++place)
    if (distance(place) < distance(nearest)) nearest = place;
  constexpr double kFarthest = 50'000;  // beyond it, it is a slip of the hand: no spot of the county is so far away
  if (east.empty() || distance(nearest) > kFarthest)
    a.refuse({fmt::format("{} {} ligger mer än 50 km från länets orter", at.east_m, at.north_m),
              fmt::format("{} {} is more than 50 km from the county's places", at.east_m, at.north_m)});
  a[place_][point] = {static_cast<std::uint32_t>(nearest)};
  a[east_][point] = {at.east_m};
  a[north_][point] = {at.north_m};
}

void ServicesModel::act(twin::Acting& a) {
  if (a.what() == "open") {
    twin::Table& table = a.rows(points_);
    const auto ids = table.ids();
    const twin::StableId id = ids.empty() ? 1 : *std::max_element(ids.begin(), ids.end()) + 1;
    const std::size_t point = table.add(id);
    const auto service = static_cast<Service>(a.choice("offers"));
    put(a, point, "at");
    a[offers_][point] = bit_of(service);
    a[open_][point] = true;
    // A new shop has all its fixed costs from the first day; those of today's follow from what they take.
    if (is_shop(a[offers_][point])) a[fixed_cost_][point] = static_cast<std::int64_t>(*least_cost_ * 100 / 4);
    table.labels.resize(point);
    table.labels.push_back(label_of(a[offers_][point], beginning_->county().places[a[place_][point].row].name));
    return;
  }
  const std::size_t point = a.row("point");
  if (a.what() == "move") {
    put(a, point, "at");
  } else {
    // What nobody offers any more does not open again by itself.
    a[open_][point] = false;
    a[offers_][point] = 0;
  }
}

void ServicesModel::found(twin::Founding& f) {
  const std::vector<Point> points = points_of(beginning_->county(), transport_->roads());
  twin::Table& table = f.rows(points_);
  for (std::size_t row = 0; row != points.size(); ++row) table.add(row + 1);
  for (std::size_t row = 0; row != points.size(); ++row) {
    f[place_][row] = {points[row].place};
    f[east_][row] = {points[row].east_m};
    f[north_][row] = {points[row].north_m};
    f[offers_][row] = points[row].offers;
    f[open_][row] = true;
    table.labels.push_back(label_of(points[row].offers, beginning_->county().places[points[row].place].name));
  }
}

SupportRules ServicesModel::support() const {
  return {.service_grant_kr_per_year = *grant_, .operating_aid_kr_per_year = *aid_};
}

double ServicesModel::km_to_next_shop(const twin::Step& s, std::size_t point) const {
  const auto place = s[place_];
  const auto offers = s[offers_];
  const auto open = s[open_];
  const auto hosted = s[hosted_];
  double least = 1'000;
  for (std::size_t other = 0; other != place.size(); ++other) {
    // A shelf in a village service point is no shop with a broad range, as the rules of support ask for.
    if (other == point || !open[other] || hosted[other] || !is_shop(offers[other])) continue;
    const Drive drive = transport_->roads().drive(Season::kSummer, place[point].row, place[other].row);
    least = std::min(least, place[other] == place[point] ? 0 : drive.metres / 1'000.0);
  }
  return least;
}

void ServicesModel::appraise(twin::Step& s) const {
  const auto least = static_cast<std::int64_t>(*least_cost_ * 100 / 4);
  for (std::size_t point = 0; point != s[place_].size(); ++point)
    if (is_shop(s[offers_][point]) && !s[hosted_][point] && s[fixed_cost_][point] == 0)
      s[fixed_cost_][point] = fixed_cost_of(s[takings_][point], *margin_, *surplus_, least);
}

void ServicesModel::host_points(twin::Step& s) const {
  for (const auto& event : s.receive(host_)) {
    const auto place = s[place_];
    const auto hosted = s[hosted_];
    std::size_t point = 0;
    while (point != place.size() && (!hosted[point] || place[point].row != event.target)) ++point;
    if (point == place.size()) {
      if (event.payload.offers == 0) continue;
      twin::Table& table = s.rows(points_);
      const auto ids = table.ids();
      point = table.add(ids.empty() ? 1 : *std::max_element(ids.begin(), ids.end()) + 1);
    }
    if (event.payload.offers != 0) furnish(s, point, event.target, event.payload.offers);
    s[hosted_][point] = true;
    s[offers_][point] = event.payload.offers;
    s[open_][point] = event.payload.offers != 0;
  }
}

void ServicesModel::furnish(twin::WriteAccess& w, std::size_t point, std::uint32_t place, ServiceSet offers) const {
  w[place_][point] = {place};
  w[east_][point] = w[place_east_][place];
  w[north_][point] = w[place_north_][place];
  twin::Table& table = w.rows(points_);
  if (table.labels.size() <= point) table.labels.resize(point + 1);
  table.labels[point] = label_of(offers, beginning_->county().places[place].name);
}

void ServicesModel::step(twin::Step& s) {
  host_points(s);
  appraise(s);
  const auto place = s[place_];
  const auto municipality = s[municipality_];
  const auto places = s.ids(places_);
  const std::size_t count = s.rows(municipalities_);
  std::vector<std::int64_t> shops(count), closures(count), openings(count), losing(count);
  std::vector<Standing> next(place.size());
  for (std::size_t point = 0; point != place.size(); ++point) {
    Standing now{s[open_][point], s[losses_][point]};
    next[point] = now;
    s[support_][point] = 0;
    if (!is_shop(s[offers_][point]) || s[hosted_][point]) continue;
    const std::size_t home = municipality[place[point].row].row;
    const double km = km_to_next_shop(s, point);
    const ShopQuarter quarter = shop_quarter(s[takings_][point], *margin_, s[fixed_cost_][point], km, support());
    const bool loses = quarter.result() < 0;
    const double prospect = s[residents_][place[point].row] * *spending_ * *margin_ * 100 / 4;
    const bool prospects =
        !now.open && km >= support().least_km_to_next && prospect >= 1.2 * static_cast<double>(s[fixed_cost_][point]);
    next[point] = next_standing(now, loses, prospects, static_cast<int>(*tolerated_));
    if (now.open) {
      const twin::Account account = account_of(places[place[point].row], Part::kLocalFirms);
      if (quarter.grant > 0) s.post(grant_flow_, state_, account, quarter.grant);
      if (quarter.aid > 0) s.post(aid_flow_, state_, account, quarter.aid);
      s[support_][point] = quarter.grant + quarter.aid;
      losing[home] += loses;
    }
    shops[home] += next[point].open;
    closures[home] += now.open && !next[point].open;
    openings[home] += !now.open && next[point].open;
  }
  for (std::size_t point = 0; point != next.size(); ++point) {
    s[open_][point] = next[point].open;
    s[losses_][point] = next[point].quarters;
  }
  s.record(shops_, shops);
  s.record(closures_, closures);
  s.record(openings_, openings);
  s.record(losing_, losing);
}

}  // namespace rurban
