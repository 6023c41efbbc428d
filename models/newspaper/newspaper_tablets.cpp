#include <limits>
#include <numeric>

#include "models/newspaper/newspaper_model.h"
#include "models/people.h"
#include "models/places.h"

namespace rurban {
namespace {

double ratio(std::int64_t ore, double years) {
  return years > 0 ? static_cast<double>(ore) / 100 / years : std::numeric_limits<double>::quiet_NaN();
}

double percent(std::int64_t part, std::int64_t all) {
  return all > 0 ? 100 * static_cast<double>(part) / static_cast<double>(all)
                 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

void NewspaperModel::record(twin::WriteAccess& w, const GroupSeries& series, const ReaderTally& tally) {
  for (std::size_t a = 0; a != kReaderAges; ++a)
    w.record(series.by_age[a], std::vector<std::int64_t>{tally.by_age[a]});
  for (std::size_t c = 0; c != kPlaceClasses; ++c)
    w.record(series.by_class[c], std::vector<std::int64_t>{tally.by_class[c]});
}

/// Those who have a tablet read on for the year, or stop at its beginning.
void NewspaperModel::keep_reading(twin::Step& s, Tablets& tablets) const {
  tablets.readers.assign(s.rows(places_), 0);
  const auto reads = s[on_tablet_];
  for (std::size_t row = 0; row != reads.size(); ++row) {
    if (!reads[row]) continue;
    reads[row] = s.draw(keeps_, s.ids(households_)[row]).chance(*retention_);
    tablets.readers[s[place_][row].row] += reads[row];
  }
}

void NewspaperModel::offer_tablets(twin::Step& s, const std::vector<std::uint8_t>& given_up, int year,
                                   Tablets& tablets) const {
  const TabletRules rules{*take_up_, *course_helps_};
  const TabletPrices prices{*tablet_cost_, *course_cost_, *state_share_};
  const std::vector<Place>& places = beginning_->county().places;
  const Taste all = taste(s, year);
  const auto youngest = youngest_members(s[household_], s[birth_month_], twin::month_of(s.to()), s.rows(households_));
  tablets.given.assign(given_up.size(), 0);
  ReaderTally lost, given;
  for (std::size_t row = 0; row != all.eldest.size(); ++row) {
    const std::uint32_t place = s[place_][row].row;
    if (given_up[place] == 0 || !subscribes(s, all, row)) continue;
    const PlaceClass of_class = place_class(places[place].census.residents);
    lost.add(all.eldest[row], of_class);
    if (*offer_ == 0) continue;
    const double online = home_is_online(s[line_][s[dwelling_][row].row], s[online_][place], s[fast_][place]);
    if (!s.draw(takes_, s.ids(households_)[row]).chance(takes_tablet(online, youngest[row], rules))) continue;
    s[on_tablet_][row] = true;
    ++tablets.given[place];
    given.add(all.eldest[row], of_class);
  }
  for (const std::int64_t households : tablets.given) tablets.bills.push_back(tablet_bill(households, prices));
  record(s, lost_group_, lost);
  record(s, given_group_, given);
}

std::int64_t NewspaperModel::book_tablets(twin::Step& s, twin::Account publisher, const Tablets& tablets) const {
  TabletBill all;
  for (std::uint32_t place = 0; place != tablets.bills.size(); ++place) {
    const TabletBill& bill = tablets.bills[place];
    all += bill;
    s[tablet_spent_][place] += bill.all();
    s[tablet_years_][place] += tablets.readers[place];
    if (bill.municipality > 0)
      s.send(works_,
             {place, s.ids(places_)[place], {Owner::kMunicipality, bill.municipality, 0, Sector::kEducation}});
  }
  if (all.state > 0) s.post(support_flow_, nodes_.state, publisher, all.state);
  if (all.tablets() > 0) s.post(tablet_flow_, publisher, nodes_.abroad, all.tablets());
  return all.state - all.tablets();
}

void NewspaperModel::record_tablets(twin::Step& s, const Tablets& tablets) const {
  const std::size_t count = s.rows(municipalities_);
  std::vector<std::int64_t> readers(count), given(count);
  std::vector<double> cost(count), by_public(count);
  for (std::uint32_t place = 0; place != tablets.bills.size(); ++place) {
    const std::uint32_t m = s[municipality_][place].row;
    const TabletBill& bill = tablets.bills[place];
    const std::int64_t now = tablets.readers[place] + tablets.given[place];
    s[tablet_readers_][place] = static_cast<std::int32_t>(now);
    readers[m] += now;
    given[m] += tablets.given[place];
    cost[m] += static_cast<double>(bill.all()) / 100;
    by_public[m] += static_cast<double>(bill.state + bill.municipality) / 100;
  }
  s.record(readers_series_, readers);
  s.record(given_series_, given);
  s.record(tablet_cost_series_, cost);
  s.record(public_series_, by_public);
  const auto spent = s[tablet_spent_], years = s[tablet_years_];
  const std::int64_t ore = std::accumulate(spent.begin(), spent.end(), std::int64_t{0});
  const auto read = static_cast<double>(std::accumulate(years.begin(), years.end(), std::int64_t{0}));
  s.record(per_year_series_, std::vector<double>{ratio(ore, read)});
  s.record(per_gained_series_, std::vector<double>{ratio(ore, read * (1 - *anyway_))});
}

void NewspaperModel::record_informed(twin::WriteAccess& w, int year) const {
  const std::vector<Place>& places = beginning_->county().places;
  const Taste households = taste(w, year);
  std::vector<std::uint8_t> reads(households.eldest.size());
  twin::for_each_index(reads.size(), [&](std::size_t row) {
    reads[row] = w[on_tablet_][row] || (w[delivered_][w[place_][row].row] && subscribes(w, households, row));
  });
  const MonthNumber now = twin::month_of(w.to());
  std::vector<std::int64_t> adults(w.rows(municipalities_)), informed(adults.size());
  ReaderTally all, reached;
  for (std::size_t person = 0; person != w[household_].size(); ++person) {
    const int age = age_on(now, w[birth_month_][person]);
    if (age < kAdultAge) continue;
    const std::size_t household = w[household_][person].row;
    const std::uint32_t place = w[place_][household].row, m = w[municipality_][place].row;
    const PlaceClass of_class = place_class(places[place].census.residents);
    ++adults[m];
    all.add(age, of_class);
    if (reads[household] == 0) continue;
    ++informed[m];
    reached.add(age, of_class);
  }
  std::vector<double> shares;
  for (std::size_t m = 0; m != adults.size(); ++m) shares.push_back(percent(informed[m], adults[m]));
  w.record(informed_series_, shares);
  for (std::size_t a = 0; a != kReaderAges; ++a)
    w.record(informed_group_.by_age[a], std::vector<double>{percent(reached.by_age[a], all.by_age[a])});
  for (std::size_t c = 0; c != kPlaceClasses; ++c)
    w.record(informed_group_.by_class[c], std::vector<double>{percent(reached.by_class[c], all.by_class[c])});
}

}  // namespace rurban
