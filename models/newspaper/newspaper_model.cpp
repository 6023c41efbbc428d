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

constexpr int kBaseYear = 2021;  // of paper_share()

}  // namespace

void NewspaperModel::found(twin::Founding& f) {
  const auto delivered = f[delivered_];
  std::fill(delivered.begin(), delivered.end(), true);
  const int year = twin::year_of(f.to());
  count_subscribers(f, year);
  bring_out(f);
  record_informed(f, year);
}

double NewspaperModel::revenue_kr_per_copy() const {
  return *subscription_ / DeliveryCosts{}.days_per_year;
}

NewspaperModel::Taste NewspaperModel::taste(const twin::WriteAccess& w, int year) const {
  return {eldest_members(w[household_], w[birth_month_], twin::month_of(w.to()), w.rows(households_)),
          twin::pow(1 - *decline_, year - kBaseYear)};
}

/// One draw for the household's whole life: who gives the paper up does not take it again. Nor does who reads it on a
/// tablet.
bool NewspaperModel::subscribes(const twin::WriteAccess& w, const Taste& taste, std::size_t household) const {
  if (w[on_tablet_][household]) return false;
  const twin::StableId id = w.ids(households_)[household];
  return w.draw(taste_, id, twin::Date{}).chance(paper_share(taste.eldest[household]) * taste.left);
}

void NewspaperModel::count_subscribers(twin::WriteAccess& w, int year) const {
  const Taste all = taste(w, year);
  const auto place = w[place_];
  const auto delivered = w[delivered_];
  const auto counts = twin::count_by(all.eldest.size(), w.rows(places_), [&](std::size_t row) -> std::size_t {
    return delivered[place[row].row] && subscribes(w, all, row) ? place[row].row : w.rows(places_);
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

NewspaperModel::Rounds NewspaperModel::bring_out(twin::WriteAccess& w) const {
  const CountyRoads& roads = transport_->roads();
  const std::size_t count = w.rows(municipalities_);
  const auto [press, depots, stops] = routes(w);
  const DeliveryCosts costs;
  Rounds rounds{press, std::vector<Delivery>(count), std::vector<double>(w.rows(places_))};
  twin::for_each_index(count, [&, press = press, &depots = depots, &stops = stops](std::size_t m) {
    rounds.deliveries[m] = deliver(roads, press, depots[m], stops[m], costs);
  });

  std::vector<double> mean(count), dearest(count);
  std::vector<std::int64_t> subscribers(count), places(count);
  const auto cost = w[ore_per_copy_];
  std::fill(cost.begin(), cost.end(), 0);
  for (std::size_t m = 0; m != count; ++m) {
    const Delivery& delivery = rounds.deliveries[m];
    subscribers[m] = delivery.copies;
    places[m] = static_cast<std::int64_t>(stops[m].size());
    if (delivery.copies == 0) continue;
    mean[m] = delivery.kr_per_day / static_cast<double>(delivery.copies);
    for (std::size_t i = 0; i != stops[m].size(); ++i) {
      const std::uint32_t place = stops[m][i].place;
      rounds.marginal[place] = delivery.marginal_kr_per_copy[i];
      dearest[m] = std::max(dearest[m], rounds.marginal[place]);
      cost[place] = static_cast<std::int32_t>(ore(rounds.marginal[place]));
    }
  }
  w.record(subscribers_series_, subscribers);
  w.record(places_series_, places);
  w.record(cost_, mean);
  w.record(dearest_, dearest);
  return rounds;
}

void NewspaperModel::book_year(twin::Step& s, const Rounds& rounds, const Tablets& tablets, int year) const {
  const auto ids = s.ids(places_);
  const auto subscribers = s[subscribers_];
  const auto spent = s[spent_];
  const twin::Account publisher = account_of(ids[rounds.press], Part::kLocalFirms);
  std::int64_t taken = book_tablets(s, publisher, tablets);
  for (std::uint32_t place = 0; place != subscribers.size(); ++place) {
    const twin::Account readers = account_of(ids[place], Part::kHouseholds);
    const std::int64_t paper = ore(*subscription_) * subscribers[place],
                       digital = ore(*digital_) * tablets.readers[place];
    if (paper != 0) s.post(subscription_flow_, readers, publisher, paper);
    if (digital != 0) s.post(digital_flow_, readers, publisher, digital);
    spent[place] = paper + digital;
    taken += spent[place];
  }
  for (const Delivery& delivery : rounds.deliveries) {
    const std::int64_t aid =
        ore(aid_kr_per_copy(year) * static_cast<double>(delivery.copies) * DeliveryCosts{}.days_per_year);
    if (aid != 0) s.post(aid_flow_, nodes_.state, publisher, aid);
    taken += aid;
  }
  std::fill(s[taken_].begin(), s[taken_].end(), 0);
  s[taken_][rounds.press] = taken;
}

std::vector<std::uint8_t> NewspaperModel::give_up(twin::Step& s, const Rounds& rounds, int year) const {
  std::vector<std::int64_t> lost(s.rows(municipalities_));
  std::vector<std::uint8_t> given_up(rounds.marginal.size());
  const auto delivered = s[delivered_];
  for (std::uint32_t place = 0; place != given_up.size(); ++place) {
    const double marginal = rounds.marginal[place];
    if (!delivered[place] || marginal == 0) continue;
    if (!is_given_up(marginal, aid_kr_per_copy(year), revenue_kr_per_copy(), *tolerated_)) continue;
    given_up[place] = 1;
    lost[s[municipality_][place].row] += s[subscribers_][place];
  }
  s.record(lost_, lost);
  return given_up;
}

void NewspaperModel::step(twin::Step& s) {
  const int year = twin::year_of(s.from());
  Tablets tablets;
  keep_reading(s, tablets);
  count_subscribers(s, year);
  const Rounds rounds = bring_out(s);
  const std::vector<std::uint8_t> given_up = give_up(s, rounds, year);
  offer_tablets(s, given_up, year, tablets);
  for (std::size_t place = 0; place != given_up.size(); ++place)
    if (given_up[place] != 0) s[delivered_][place] = false;
  book_year(s, rounds, tablets, year);
  record_tablets(s, tablets);
  record_informed(s, year);
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
