#include "models/practices/practices_model.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "models/rates.h"
#include "models/transport/ways.h"
#include "twin/base/hash.h"

namespace rurban {

using practices::Adopters;

namespace {

constexpr std::uint64_t kPracticeIds = twin::hash_name("practices.practice");
/// A municipality's developers know those of as many others near; assumption: 2 to 4.
constexpr int kNeighbours = 3;
/// Developers that the region sends, from the county's city; assumption: 1 or 2.
constexpr std::int64_t kRegionPeople = 1;
/// What is bought instead, where: hours from agencies, fuel and wear from traders, guests' meals and rooms from
/// hotels.
constexpr Sector kWorkHours = Sector::kSupport, kDriving = Sector::kTrade, kGuests = Sector::kLodging;

template <class T>
T sum(std::span<const T> values) {
  return std::accumulate(values.begin(), values.end(), T{0});
}

std::vector<double> in_kr(std::span<const std::int64_t> ore) {
  std::vector<double> kr;
  for (const std::int64_t amount : ore) kr.push_back(static_cast<double>(amount) / 100);
  return kr;
}

}  // namespace

practices::TrustRules PracticesModel::trust_rules() const {
  practices::TrustRules rules;
  rules.gain = *trust_gain_;
  rules.half_life_years = *trust_half_life_;
  return rules;
}

practices::MeetingRules PracticesModel::meeting_rules(int year) const {
  const double prices = *expenses_ * market_.price(Economy::Driver::kPrices, year);
  practices::MeetingRules rules;
  rules.people = static_cast<std::int64_t>(*people_);
  rules.minutes = static_cast<std::int64_t>(*minutes_each_);
  rules.kr_per_hour = *hourly_cost_ * market_.price(Economy::Driver::kWages, year);
  rules.replaced = *replaced_;
  rules.car_kr_per_km *= prices;
  rules.kr_per_night *= prices;
  rules.kr_per_guest *= prices;
  return rules;
}

int PracticesModel::meetings_a_year() const {
  return static_cast<int>(std::lround(*meetings_));
}

practices::Way PracticesModel::way(twin::Date date, std::uint32_t from, std::uint32_t to) const {
  if (from == to) return {};
  const Drive drive = transport_->roads().drive(season_of(date), seat(from), seat(to));
  return {(drive.ms + 30'000) / 60'000, drive.metres};
}

void PracticesModel::found(twin::Founding& f) {
  const auto count = static_cast<std::uint32_t>(f.rows(municipalities_));
  assert(count <= practices::kMostMunicipalities);
  twin::Table& colleagues = f.rows(colleagues_);
  for (std::uint32_t pair = 0; pair != practices::pairs_of(count); ++pair) colleagues.add(pair + 1);
  std::fill(f[trust_].begin(), f[trust_].end(), trust_rules().first);
}

void PracticesModel::step(twin::Step& s) {
  if (twin::is_boundary(s.from(), twin::Period::kYear)) begin_year(s);
  arise(s);
  forget(s);
  const std::vector<std::uint8_t> present = meet(s);
  pass_on(s, present);
  build_trust(s, present);
  procure(s);
  if (twin::is_boundary(s.to(), twin::Period::kYear)) record_year(s);
}

void PracticesModel::begin_year(twin::Step& s) const {
  for (const auto& counter : {minutes_, travel_, cost_, region_cost_, hosted_minutes_, saved_})
    std::fill(s[counter].begin(), s[counter].end(), 0);
  std::fill(s[hosted_year_].begin(), s[hosted_year_].end(), 0);
}

/// The same practices arise at the same times however many meetings there are.
void PracticesModel::arise(twin::Step& s) const {
  const MonthNumber month = twin::month_of(s.from());
  const auto ids = s.ids(municipalities_);
  for (std::uint32_t m = 0; m != ids.size(); ++m) {
    if (!s.draw(arises_chance_, ids[m]).chance(probability(*arises_, s.years()))) continue;
    const std::uint32_t row =
        s.rows(practices_).add(twin::combine(kPracticeIds, ids[m], static_cast<std::uint64_t>(month)));
    s[origin_][row] = {m};
    s[since_][row] = month;
    s[adopters_][row] = practices::bit(m);
  }
}

void PracticesModel::forget(twin::Step& s) const {
  const practices::TrustRules rules = trust_rules();
  for (double& trust : s[trust_]) trust = practices::trust_after(trust, s.years(), rules);
}

std::vector<std::uint8_t> PracticesModel::meet(twin::Step& s) const {
  const auto count = static_cast<std::uint32_t>(s.rows(municipalities_));
  std::vector<std::uint8_t> present(count);
  const int month = twin::month_of(s.from()) % 12 + 1;
  if (count == 0 || !practices::meets_in(month, meetings_a_year())) return present;

  const practices::MeetingRules rules = meeting_rules(MarketPlace::price_year(*price_year_, s.from()));
  const std::uint32_t host = practices::next_host(s[hosted_]);
  const std::uint32_t city = market_.county().places[market_.coast()].municipality;
  std::int64_t people = 0, nights = 0, minutes = 0;
  const auto count_in = [&](std::uint32_t home, const practices::Visit& visit) {
    s[minutes_][home] += visit.meeting_min;
    s[travel_][home] += visit.travel_min;
    people += visit.people;
    nights += visit.nights;
    minutes += visit.meeting_min;
  };
  for (std::uint32_t m = 0; m != count; ++m) {
    if (m != host && !s.draw(comes_, s.ids(municipalities_)[m]).chance(*attendance_)) continue;
    const practices::Visit visit = practices::visit(rules.people, way(s.from(), m, host), rules);
    present[m] = visit.people > 0;
    count_in(m, visit);
    pay(s, m, host, visit.work_ore, kWorkHours);
    pay(s, m, host, visit.car_ore, kDriving);
  }
  const practices::Visit region =
      practices::visit(std::min(kRegionPeople, rules.people), way(s.from(), city, host), rules);
  count_in(city, region);
  pay_by_region(s, market_.coast(), host, region.work_ore, kWorkHours);
  pay_by_region(s, market_.coast(), host, region.car_ore, kDriving);
  pay(s, host, host, practices::hosting_ore(people, nights, rules), kGuests);
  s[hosted_minutes_][host] += minutes;
  ++s[hosted_year_][host];
  ++s[hosted_][host];
  return present;
}

void PracticesModel::pay(twin::Step& s, std::uint32_t municipality, std::uint32_t host, std::int64_t amount,
                         Sector sector) const {
  const auto by_region = std::llround(static_cast<double>(amount) * *region_share_);
  const std::uint32_t place = seat(municipality);
  pay_by_region(s, place, host, by_region, sector);
  if (amount == by_region) return;
  s.send(works_, {place, s.ids(places_)[place], {Owner::kMunicipality, amount - by_region, 0, sector}});
  s[cost_][municipality] += amount - by_region;
}

void PracticesModel::pay_by_region(twin::Step& s, std::uint32_t place, std::uint32_t host, std::int64_t amount,
                                   Sector sector) const {
  if (amount == 0) return;
  s.send(works_, {place, s.ids(places_)[place], {Owner::kRegion, amount, 0, sector}});
  s[region_cost_][host] += amount;
}

void PracticesModel::pass_on(twin::Step& s, std::span<const std::uint8_t> present) const {
  const auto count = static_cast<std::uint32_t>(present.size());
  if (count == 0) return;
  std::vector<std::int64_t> minutes(practices::pairs_of(count));
  for (std::uint32_t b = 1; b < count; ++b)
    for (std::uint32_t a = 0; a != b; ++a) minutes[practices::pair_row(a, b)] = way(s.from(), a, b).minutes;
  const std::vector<std::uint8_t> near = practices::neighbours(count, minutes, kNeighbours);
  const auto trust = s[trust_];
  for (std::uint32_t row = 0; row != s[adopters_].size(); ++row) {
    if (s[everywhere_][row] != 0) continue;
    const twin::StableId id = s.ids(practices_)[row];
    s[adopters_][row] = practices::spread(s[adopters_][row], count, [&](std::uint32_t from, std::uint32_t to) {
      const std::uint32_t pair = practices::pair_row(from, to);
      const double chance = *per_contact_ * trust[pair];
      const twin::Draw draw = s.draw(tells_, id, from * practices::kMostMunicipalities + to);
      return (present[from] && present[to] && draw.chance(chance, 0)) ||
             (near[pair] && draw.chance(probability(*neighbour_contacts_ * chance, s.years()), 1));
    });
    if (s[adopters_][row] == practices::everyone(count)) s[everywhere_][row] = twin::month_of(s.from());
  }
}

void PracticesModel::build_trust(twin::Step& s, std::span<const std::uint8_t> present) const {
  const practices::TrustRules rules = trust_rules();
  for (std::uint32_t b = 0; b != present.size(); ++b)
    for (std::uint32_t a = 0; a != b; ++a)
      if (present[a] && present[b]) {
        double& trust = s[trust_][practices::pair_row(a, b)];
        trust = practices::trust_after_meeting(trust, rules);
      }
}

void PracticesModel::procure(twin::Step& s) const {
  if (*saving_ <= 0 || meetings_a_year() == 0 || s[adopters_].empty()) return;
  const auto oldest = std::min_element(s[since_].begin(), s[since_].end()) - s[since_].begin();
  const Adopters adopters = s[adopters_][static_cast<std::size_t>(oldest)];
  if ((adopters & (adopters - 1)) == 0) return;  // one alone buys nothing jointly
  for (std::uint32_t m = 0; m != s.rows(municipalities_); ++m) {
    const std::int64_t saved = std::llround(static_cast<double>(s[purchases_][m]) * *procured_ * *saving_);
    if (!practices::has(adopters, m) || saved <= 0) continue;
    const std::uint32_t place = seat(m);
    s.send(works_, {place, s.ids(places_)[place], {Owner::kMunicipality, -saved, 0, Sector::kTrade}});
    s[saved_][m] += saved;
  }
}

void PracticesModel::record_year(twin::Step& s) const {
  s.record(minutes_series_, s[minutes_]);
  s.record(travel_series_, s[travel_]);
  s.record(hosted_series_, s[hosted_minutes_]);
  s.record(cost_series_, in_kr(s[cost_]));
  s.record(saved_series_, in_kr(s[saved_]));
  const auto total = static_cast<double>(sum<std::int64_t>(s[cost_]) + sum<std::int64_t>(s[region_cost_]));
  s.record(public_cost_series_, std::array{total / 100});

  const std::int64_t held = sum<std::int32_t>(s[hosted_year_]);
  std::int64_t outside = 0;
  for (std::size_t m = 0; m != s[hosted_year_].size(); ++m)
    if (market_.county().municipalities[m].sea_km2 == 0) outside += s[hosted_year_][m];
  s.record(held_series_, std::array{held});
  s.record(outside_series_, std::array{held == 0 ? std::numeric_limits<double>::quiet_NaN()
                                                 : 100.0 * static_cast<double>(outside) / static_cast<double>(held)});
  record_spread(s);
}

void PracticesModel::record_spread(twin::Step& s) const {
  std::vector<std::int64_t> adopted(s.rows(municipalities_));
  std::vector<practices::Course> courses;
  std::int64_t everywhere = 0;
  for (std::size_t row = 0; row != s[adopters_].size(); ++row) {
    for (std::uint32_t m = 0; m != adopted.size(); ++m) adopted[m] += practices::has(s[adopters_][row], m);
    const bool all = s[everywhere_][row] != 0;
    everywhere += all;
    courses.push_back({(all ? s[everywhere_][row] : twin::month_of(s.to())) - s[since_][row], all});
  }
  const auto median = practices::median_months(courses);
  s.record(adopted_series_, adopted);
  s.record(known_series_, std::array{static_cast<std::int64_t>(courses.size())});
  s.record(everywhere_series_, std::array{everywhere});
  s.record(months_series_, std::array{median ? *median : std::numeric_limits<double>::quiet_NaN()});
}

}  // namespace rurban
