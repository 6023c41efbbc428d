#include <algorithm>
#include <cmath>
#include <map>

#include "models/marketplace/marketplace_model.h"
#include "models/money.h"
#include "models/places.h"

namespace rurban {
namespace {

/// What is refused must be asked for again another time. Assumption: an hour (30 to 90 minutes).
constexpr double kRefusedMin = 60;
constexpr std::int64_t kFewRequests = 20;  // of which no mean of its own is told

double per(double sum, std::int64_t count) {
  return count == 0 ? 0 : sum / static_cast<double>(count);
}
double kr(std::int64_t cost) {
  return static_cast<double>(cost) / static_cast<double>(100 * kCostOfOre);
}
double minutes(std::int64_t ms) {
  return static_cast<double>(ms) / kMinuteMs;
}
std::int16_t small(double value) {
  return static_cast<std::int16_t>(std::clamp(std::lround(value), 0L, 30'000L));
}

}  // namespace

void MarketplaceModel::offer_nothing(twin::WriteAccess& w) const {
  const auto fill = [](auto column, auto value) { std::fill(column.begin(), column.end(), value); };
  fill(w[wait_], SharedRides::kNone);
  fill(w[fare_], std::int16_t{0});
  fill(w[served_], std::int16_t{-1});
  fill(w[joined_column_], std::int16_t{0});
  fill(w[lift_income_], std::int64_t{0});
  fill(w[shared_minutes_], std::int64_t{0});
}

/// Places of one class in a municipality are told one mean: a day has few rides of each.
void MarketplaceModel::offer_rides(twin::WriteAccess& w, const Outcomes& market,
                                   const std::vector<PlaceClass>& classes) const {
  const auto municipality = w[municipality_];
  std::array<TripTally, kPlaceClasses> county;
  std::vector<std::array<TripTally, kPlaceClasses>> all(w.rows(municipalities_));
  for (std::size_t place = 0; place != classes.size(); ++place) {
    const auto c = static_cast<std::size_t>(classes[place]);
    all[municipality[place].row][c] += market.travellers[place];
    county[c] += market.travellers[place];
  }
  for (std::size_t place = 0; place != classes.size(); ++place) {
    const auto c = static_cast<std::size_t>(classes[place]);
    const TripTally& own = all[municipality[place].row][c];
    const TripTally& of = own.possible >= kFewRequests ? own : county[c];
    if (of.served == 0) continue;
    const double share = per(static_cast<double>(of.served), of.possible);
    w[served_][place] = small(100 * share);
    w[wait_][place] = small(
        std::max(1.0, per(minutes(of.wait_ms + of.ride_ms - of.direct_ms), of.served) + (1 - share) * kRefusedMin));
    w[fare_][place] = small(1'000 * per(static_cast<double>(of.fare_ore), of.bus_fare_ore));
  }
}

void MarketplaceModel::list_members(twin::WriteAccess& w) const {
  const std::vector<bool> in = joined(w);
  for (std::size_t m = 0; m != w.rows(municipalities_); ++m) {
    int members = 0;
    for (int o = 0; o != kOperators; ++o)
      members += in[joiner(static_cast<Operator>(o), static_cast<std::uint32_t>(m))];
    w[joined_column_][m] = static_cast<std::int16_t>(1'000 * members / kOperators);
  }
}

void MarketplaceModel::book(twin::Step& s, const MarketBooks& books) const {
  const std::vector<std::uint32_t> seat = seats(beginning_->county());
  const auto ids = s.ids(places_);
  const auto account = [&](const Party& party) {
    switch (party.who) {
      case Operator::kMunicipality:
        return account_of(ids[seat[party.municipality]], Part::kMunicipality);
      case Operator::kRegion:
        return nodes_.region;
      case Operator::kPrivate:
        return account_of(ids[party.place], Part::kHouseholds);
      default:
        return nodes_.sweden;  // post, parcel carriers and grocers' chains are the country's
    }
  };
  std::map<std::uint32_t, std::int64_t> received;  // by municipality, as a body
  std::int64_t public_ore = 0;                     // that region and municipalities pay, all in all
  const auto is_public = [](Operator who) { return who == Operator::kRegion || who == Operator::kMunicipality; };
  for (const Payment& payment : books.payments) {
    public_ore += payment.ore * (is_public(payment.from.who) - is_public(payment.to.who));
    const twin::Account from = account(payment.from), to = account(payment.to);
    if (payment.from.who == Operator::kMunicipality) received[payment.from.municipality] -= payment.ore;
    if (payment.to.who == Operator::kMunicipality) received[payment.to.municipality] += payment.ore;
    if (payment.from.who == Operator::kPrivate) s[lift_income_][payment.from.place] -= payment.ore;
    if (payment.to.who == Operator::kPrivate) s[lift_income_][payment.to.place] += payment.ore;
    const bool lift = payment.from.who == Operator::kPrivate || payment.to.who == Operator::kPrivate;
    if (from != to) s.post(lift ? lifts_ : carriage_, from, to, payment.ore);
  }
  std::map<std::uint32_t, std::int64_t> more_cost;  // of the municipality as a body
  for (const CostChange& change : books.costs) {
    const std::uint32_t there = seat[change.party.municipality];
    if (is_public(change.party.who)) public_ore += change.ore;
    switch (change.party.who) {
      case Operator::kMunicipality:
        more_cost[change.party.municipality] += change.ore;
        break;
      case Operator::kRegion:
        s.send(works_, {there, ids[there], {Owner::kRegion, change.ore, 0, Sector::kTransport}});
        break;
      default:
        break;  // carriers and private drivers: what their vehicles cost is in other models' books, or in nobody's
    }
  }
  for (std::uint32_t m = 0; m != seat.size(); ++m)
    if (more_cost[m] != 0 || received[m] != 0)
      s.send(works_, {seat[m], ids[seat[m]], {Owner::kMunicipality, more_cost[m], received[m], Sector::kTransport}});
  if (*platform_ > 0) {
    const std::uint32_t city = largest_place(beginning_->county());
    s.send(works_, {city, ids[city], {Owner::kRegion, ore(*platform_ / 4), 0, Sector::kInformation}});
    public_ore += ore(*platform_ / 4);
  }
  s.record(series_.public_money, std::vector<double>{4 * static_cast<double>(public_ore) / 100});
}

void MarketplaceModel::record(twin::WriteAccess& w, const Outcomes& outcomes,
                              const std::array<std::int64_t, kOperators>& gains) const {
  const auto municipalities = [&](twin::SeriesHandle series, const auto& value) {
    std::vector<double> values;
    for (std::size_t m = 0; m != outcomes.municipality.size(); ++m)
      values.push_back(value(outcomes.municipality[m][0], outcomes.municipality[m][1], outcomes.driven[m]));
    w.record(series, values);
  };
  using Trips = const TripTally&;
  using Drives = const DriveTally&;
  municipalities(series_.asked, [](Trips p, Trips, Drives) { return static_cast<double>(p.asked); });
  municipalities(series_.served, [](Trips p, Trips, Drives) { return static_cast<double>(p.served); });
  municipalities(series_.cost_per_trip, [](Trips p, Trips, Drives) { return per(kr(p.cost), p.served); });
  municipalities(series_.cost_per_parcel, [](Trips, Trips g, Drives) { return per(kr(g.cost), g.items); });
  municipalities(series_.waiting, [](Trips p, Trips, Drives) { return per(minutes(p.wait_ms), p.served); });
  municipalities(series_.detour,
                 [](Trips p, Trips, Drives) { return per(minutes(p.ride_ms - p.direct_ms), p.served); });
  municipalities(series_.km, [](Trips, Trips, Drives d) { return static_cast<double>(d.metres) / 1'000; });
  municipalities(series_.empty_km,
                 [](Trips, Trips, Drives d) { return static_cast<double>(d.empty_metres) / 1'000; });
  municipalities(series_.shared, [](Trips, Trips, Drives d) { return static_cast<double>(d.shared_ms) / kHourMs; });
  municipalities(series_.co2e, [](Trips, Trips, Drives d) { return d.kg_co2e; });

  const auto one = [&](twin::SeriesHandle series, double value) { w.record(series, std::vector<double>{value}); };
  const auto percent = [](std::int64_t part, std::int64_t all) {
    return per(100.0 * static_cast<double>(part), all);
  };
  for (std::size_t c = 0; c != kPlaceClasses; ++c) {
    const auto& [persons, goods] = outcomes.place_class[c];
    const auto& fates = outcomes.fates[c];
    const auto fate = [&](Fate f) { return fates[static_cast<std::size_t>(f)]; };
    one(by_class_[c].unserved, percent(fate(Fate::kNobody) + fate(Fate::kNoVehicle), persons.asked));
    one(by_class_[c].declined, percent(fate(Fate::kDeclined), persons.asked));
    one(by_class_[c].cost_per_trip, per(kr(persons.cost), persons.served));
    one(by_class_[c].cost_per_parcel, per(kr(goods.cost), goods.items));
    one(by_class_[c].waiting, per(minutes(persons.wait_ms), persons.served));
    one(by_class_[c].fare, percentile(outcomes.fares[c], 50) / 100.0);
    one(by_class_[c].dearest_fare, percentile(outcomes.fares[c], 90) / 100.0);
  }
  for (std::size_t b = 1; b != kAgeBands; ++b)
    one(by_age_[b], percent(outcomes.age[b].served, outcomes.age[b].asked));
  for (std::size_t f = 0; f != kIncomeFifths; ++f)
    one(by_income_[f], percent(outcomes.income[f].served, outcomes.income[f].asked));
  for (std::size_t o = 0; o != kOperators; ++o) one(gains_[o], static_cast<double>(gains[o]) / 100);
}

void MarketplaceModel::record_references(twin::WriteAccess& w, const Outcomes& market, const VcgPayments& vcg) const {
  const TripTally& all = market.demand[static_cast<std::size_t>(Demand::kTraveller)];
  w.record(uniform_fare_, std::vector<double>{per(kr(all.cost), all.direct_m) * 10'000});
  std::int64_t served = 0;
  for (const bool is_served : vcg.served) served += is_served;
  w.record(vcg_served_, std::vector<double>{
                            per(100.0 * static_cast<double>(served), static_cast<std::int64_t>(vcg.served.size()))});
  w.record(vcg_deficit_, std::vector<double>{static_cast<double>(vcg.deficit) / 100});
}

}  // namespace rurban
