#include "models/newspaper/newspaper_model.h"

#include <algorithm>
#include <cmath>

#include "models/money.h"
#include "models/people.h"
#include "models/places.h"
#include "models/transport/ways.h"
#include "twin/base/math.h"

namespace rurban {
namespace {

constexpr twin::Stream kTaste{"newspaper.taste"};
constexpr int kBaseYear = 2021;  // of paper_share()

}  // namespace

void NewspaperModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  spread_ = d.reads(kPlaceSpread);
  residents_ = d.reads(kPlaceResidents);
  delivered_ = d.writes(kPaperDelivered);
  subscribers_ = d.writes(kPaperSubscribers);
  ore_per_copy_ = d.writes(kPaperCost);
  spent_ = d.writes(kPaperSpent);
  taken_ = d.writes(kPaperTaken);
  taste_ = d.stream(kTaste);

  decline_ =
      d.param({.name = "decline",
               .unit = "1/year",
               .fallback = 0.089,
               .least = 0,
               .most = 0.5,
               .label = {"andel som slutar ta papperstidning per år", "share that gives up the paper each year"},
               .source = "NSD's print run 24,500 in 2017 and 14,000 in 2023; 0.05 to 0.12"});
  subscription_ = d.param({.name = "subscription",
                           .unit = "kr/year",
                           .fallback = 4'500,
                           .least = 0,
                           .most = 20'000,
                           .label = {"prenumeration på papperstidning", "subscription to the paper"},
                           .source = "assumption: 3,800 to 5,200, six days a week",
                           .slider = {"Tidning", "Newspaper"}});
  tolerated_ =
      d.param({.name = "tolerated",
               .unit = "1",
               .fallback = 2,
               .least = 0,
               .most = 20,
               .label = {"utdelning får kosta så många gånger intäkten tills orten ges upp",
                         "delivery may cost so many times the revenue until a place is given up"},
               .source = "assumption: 1 to 3; the paper says that delivery costs more than double in places"});

  subscription_flow_ = money_flow(d, "paper subscriptions", FlowRow::kConsumption,
                                  {"tidningsprenumerationer", "newspaper subscriptions"});
  aid_flow_ = money_flow(d, "paper aid", FlowRow::kGrants, {"utdelningsstöd", "state aid for delivery"});
  state_ = money_nodes(d).state;

  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  subscribers_series_ =
      by_municipality("subscribers", "households", {"prenumeranter på papper", "paper subscribers"});
  lost_ = by_municipality("lost", "households/year",
                          {"prenumeranter som förlorar utdelningen", "subscribers who lose delivery"});
  cost_ = by_municipality("kr_per_copy", "kr", {"utdelning av ett exemplar", "delivery of a copy"});
  dearest_ =
      by_municipality("dearest", "kr", {"dyraste exemplaret i kommunen", "the dearest copy of the municipality"});
  places_series_ = by_municipality("places", "places", {"orter med utdelning", "places with delivery"});
  d.shows(kPaperDelivered, {.kind = twin::MapLayer::Kind::kCategories,
                            .label = {"papperstidningen delas ut", "the paper is delivered"},
                            .unit = {"", ""},
                            .categories = {{"nej", "no"}, {"ja", "yes"}},
                            .sized_by = std::string(kPlaceResidents.name)});
  d.shows(kPaperSubscribers, {.label = {"prenumeranter på papper", "paper subscribers"},
                              .unit = {"hushåll", "households"},
                              .breaks = {5, 10, 25, 50, 100, 500},
                              .sized_by = std::string(kPaperSubscribers.name)});
}

void NewspaperModel::found(twin::Founding& f) {
  const auto delivered = f[delivered_];
  std::fill(delivered.begin(), delivered.end(), true);
  const int year = twin::year_of(f.to());
  count_subscribers(f, year);
  bring_out(f, year, false);
}

double NewspaperModel::revenue_kr_per_copy() const {
  return *subscription_ / DeliveryCosts{}.days_per_year;
}

void NewspaperModel::count_subscribers(twin::WriteAccess& w, int year) const {
  const auto eldest = eldest_members(w[household_], w[birth_month_], twin::month_of(w.to()), w.rows(households_));
  const double left = twin::pow(1 - *decline_, year - kBaseYear);
  const auto ids = w.ids(households_);
  const auto place = w[place_];
  const auto delivered = w[delivered_];
  const auto counts = twin::count_by(eldest.size(), w.rows(places_), [&](std::size_t row) -> std::size_t {
    // One draw for the household's whole life: who gives the paper up does not take it again.
    const bool subscribes = w.draw(taste_, ids[row], twin::Date{}).chance(paper_share(eldest[row]) * left);
    return subscribes && delivered[place[row].row] ? place[row].row : w.rows(places_);
  });
  const auto subscribers = w[subscribers_];
  for (std::size_t row = 0; row != counts.size(); ++row) subscribers[row] = static_cast<std::int32_t>(counts[row]);
}

NewspaperModel::Routes NewspaperModel::routes(const twin::Access& w) const {
  Routes routes;
  routes.depots = largest_places(w[municipality_], w[residents_], w.rows(municipalities_));
  routes.press = *std::max_element(routes.depots.begin(), routes.depots.end(), [&](std::uint32_t a, std::uint32_t b) {
    return w[residents_][a] < w[residents_][b];
  });
  routes.stops.resize(routes.depots.size());
  for (std::uint32_t place = 0; place != w.rows(places_); ++place)
    if (w[subscribers_][place] > 0)
      routes.stops[w[municipality_][place].row].push_back({place, w[subscribers_][place], w[spread_][place].value});
  return routes;
}

std::vector<double> NewspaperModel::bring_out(twin::WriteAccess& w, int year, bool book) const {
  const CountyRoads& roads = transport_->roads();
  const std::size_t count = w.rows(municipalities_);
  const auto [press, depots, stops] = routes(w);
  const DeliveryCosts costs;
  std::vector<Delivery> deliveries(count);
  twin::for_each_index(count, [&, press = press, &depots = depots, &stops = stops](std::size_t m) {
    deliveries[m] = deliver(roads, press, depots[m], stops[m], costs);
  });

  std::vector<double> marginal(w.rows(places_)), mean(count), dearest(count);
  std::vector<std::int64_t> subscribers(count), places(count);
  const auto cost = w[ore_per_copy_];
  std::fill(cost.begin(), cost.end(), 0);
  for (std::size_t m = 0; m != count; ++m) {
    const Delivery& delivery = deliveries[m];
    subscribers[m] = delivery.copies;
    places[m] = static_cast<std::int64_t>(stops[m].size());
    if (delivery.copies == 0) continue;
    mean[m] = delivery.kr_per_day / static_cast<double>(delivery.copies);
    for (std::size_t i = 0; i != stops[m].size(); ++i) {
      const std::uint32_t place = stops[m][i].place;
      marginal[place] = delivery.marginal_kr_per_copy[i];
      dearest[m] = std::max(dearest[m], marginal[place]);
      cost[place] = static_cast<std::int32_t>(ore(marginal[place]));
    }
  }
  if (book) book_year(w, press, deliveries, year);
  w.record(subscribers_series_, subscribers);
  w.record(places_series_, places);
  w.record(cost_, mean);
  w.record(dearest_, dearest);
  return marginal;
}

void NewspaperModel::book_year(twin::WriteAccess& w, std::uint32_t press, const std::vector<Delivery>& deliveries,
                               int year) const {
  const auto ids = w.ids(places_);
  const auto subscribers = w[subscribers_];
  const auto spent = w[spent_];
  const twin::Account publisher = account_of(ids[press], Part::kLocalFirms);
  std::int64_t taken = 0;
  for (std::uint32_t place = 0; place != subscribers.size(); ++place) {
    spent[place] = ore(*subscription_) * subscribers[place];
    if (spent[place] != 0)
      w.post(subscription_flow_, account_of(ids[place], Part::kHouseholds), publisher, spent[place]);
    taken += spent[place];
  }
  for (const Delivery& delivery : deliveries) {
    const std::int64_t aid =
        ore(aid_kr_per_copy(year) * static_cast<double>(delivery.copies) * DeliveryCosts{}.days_per_year);
    if (aid != 0) w.post(aid_flow_, state_, publisher, aid);
    taken += aid;
  }
  std::fill(w[taken_].begin(), w[taken_].end(), 0);
  w[taken_][press] = taken;
}

void NewspaperModel::step(twin::Step& s) {
  const int year = twin::year_of(s.from());
  count_subscribers(s, year);
  const std::vector<double> marginal = bring_out(s, year, true);
  std::vector<std::int64_t> lost(s.rows(municipalities_));
  const auto delivered = s[delivered_];
  for (std::uint32_t place = 0; place != marginal.size(); ++place) {
    if (!delivered[place] || marginal[place] == 0) continue;
    if (!is_given_up(marginal[place], aid_kr_per_copy(year), revenue_kr_per_copy(), *tolerated_)) continue;
    delivered[place] = false;
    lost[s[municipality_][place].row] += s[subscribers_][place];
  }
  s.record(lost_, lost);
}

void NewspaperModel::film(twin::Filming& f) {
  if (weekday_of(f.day()) == 6) return;
  const CountyRoads& roads = transport_->roads();
  const Season season = season_of(f.day());
  const Routes all = routes(f);
  const std::uint8_t kind = f.motion().add_kind({"tidningsbilar", "newspaper cars"});
  WayPen pen(transport_->county(), roads, season);
  const auto send = [&](std::int32_t start_s) {
    f.motion().add_leg({f.motion().add_mover(kind), f.motion().add_way(pen.points()), start_s});
  };
  constexpr std::int32_t kOut = 3'600;  // rounds begin at one in the morning; assumption: 0 to 2
  for (std::size_t m = 0; m != all.depots.size(); ++m) {
    if (all.stops[m].empty()) continue;
    if (all.depots[m] != all.press) {  // a van from the press, that comes in time
      pen.begin_at_place(all.press);
      pen.drive_to(all.depots[m]);
      const std::int32_t there_s = pen.ms() / 1'000 + 1;
      pen.drive_to(all.press);
      send(kOut - there_s);
    }
    const RoundRules rules;
    for (const Round& round : plan_rounds(roads, season, all.depots[m], all.stops[m], rules)) {
      pen.begin_round(all.depots[m], round, all.stops[m]);
      send(kOut);
    }
  }
}

}  // namespace rurban
