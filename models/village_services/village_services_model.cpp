#include "models/village_services/village_services_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/needs.h"
#include "models/places.h"
#include "models/sums.h"
#include "models/transport/nearest.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr double kWeeks = 365.25 / 7;

const Need& need_of(Service service) {
  return *std::find_if(kNeeds.begin(), kNeeds.end(), [&](const Need& need) { return need.service == service; });
}

bool holds(const std::vector<std::uint32_t>& places, std::uint32_t place) {
  return std::find(places.begin(), places.end(), place) != places.end();
}

/// Minutes without a car: walked, or a lift that has to be asked for.
double minutes_on_foot(const Drive& drive, double unreached) {
  const std::int32_t walk = walking_minutes(drive.metres);
  return walk < kFarMinutes ? walk : unreached * drive.ms / 60'000.0;
}

}  // namespace

void VillageServicesModel::act(twin::Acting& a) {
  a[ordered_][a.row("place")] = true;
}

std::vector<std::uint32_t> VillageServicesModel::standing(const twin::Step& s) const {
  std::vector<std::uint32_t> places;
  for (std::size_t point = 0; point != s[point_place_].size(); ++point)
    if (s[hosted_][point] && s[open_][point]) places.push_back(s[point_place_][point].row);
  std::sort(places.begin(), places.end());
  return places;
}

std::vector<PlaceNeeds> VillageServicesModel::needs(const twin::Step& s) const {
  const auto household = s[household_];
  const auto birth_month = s[birth_month_];
  const MonthNumber month = twin::month_of(s.to());
  const std::size_t groups = s.rows(places_) * kAgeBands * 2;
  const auto people = sum_by(
      household.size(), groups,
      [&](std::size_t person) {
        const std::uint32_t home = household[person].row;
        const auto band = static_cast<std::size_t>(age_band(age_on(month, birth_month[person])));
        return (s[place_][home].row * kAgeBands + band) * 2 + s[first_car_][home].valid();
      },
      [](std::size_t) { return 1; });
  std::vector<PlaceNeeds> needs(s.rows(places_));
  for (std::size_t group = 0; group != groups; ++group) {
    const std::size_t place = group / (2 * kAgeBands), band = group / 2 % kAgeBands;
    for (std::size_t b = 0; b != kBundled; ++b)
      needs[place][b].a_year[group % 2] +=
          static_cast<double>(people[group]) * need_of(kBundle[b]).per_week[band] * kWeeks;
  }
  find_ways(s, needs);
  return needs;
}

void VillageServicesModel::find_ways(const twin::Step& s, std::vector<PlaceNeeds>& needs) const {
  const CountyRoads& roads = transport_->roads();
  const BusDays& buses = transport_->buses();
  for (std::size_t b = 0; b != kBundled; ++b) {
    std::vector<std::uint32_t> points;
    for (std::size_t point = 0; point != s[point_place_].size(); ++point)
      if (s[open_][point] && !s[hosted_][point] && (s[offers_][point] & bit_of(kBundle[b])) != 0)
        points.push_back(s[point_place_][point].row);
    if (points.empty()) continue;  // no way leads to it, with or without points
    twin::for_each_index(needs.size(), [&](std::size_t place) {
      const auto from = static_cast<std::uint32_t>(place);
      const std::int16_t car = minutes_by_car(roads, from, points);
      const std::int16_t bus = minutes_without_car(roads, buses, from, points);
      if (car == kOutOfReach) return;
      const double lift = *unreached_ * car;
      needs[place][b].minutes = {bus == kOutOfReach ? lift : bus, static_cast<double>(car)};
    });
  }
}

std::vector<ByMeans> VillageServicesModel::ways_between() const {
  const CountyRoads& roads = transport_->roads();
  const std::size_t count = transport_->county().places.size();
  std::vector<ByMeans> ways(count * count);
  twin::for_each_index(count, [&](std::size_t from) {
    for (std::size_t to = 0; to != count; ++to) {
      const Drive drive =
          roads.drive(Season::kSummer, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
      ways[from * count + to] = {minutes_on_foot(drive, *unreached_), drive.ms / 60'000.0};
    }
  });
  return ways;
}

std::vector<double> VillageServicesModel::use(const twin::Step& s) const {
  std::vector<double> use(s.rows(places_), *use_);
  for (std::size_t place = 0; place != use.size(); ++place)
    if (s[lab_visited_][place]) use[place] = std::min(1.0, use[place] * *lab_use_);
  return use;
}

std::vector<double> VillageServicesModel::picture(const twin::Step& s) const {
  std::vector<double> picture(s.rows(places_));
  const auto ids = s.ids(places_);
  for (std::size_t place = 0; place != picture.size(); ++place) {
    const double noise = *noise_ * (s[lab_visited_][place] ? *lab_noise_ : 1);
    // Drawn once: an error about a village stays until somebody goes there.
    picture[place] = picture_of(s.draw(noise_stream_, ids[place], twin::Date{}).uniform(), noise);
  }
  return picture;
}

std::vector<std::uint32_t> VillageServicesModel::candidates(const twin::Step& s) const {
  const County& county = beginning_->county();
  std::vector<std::uint32_t> villages;
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    if (is_countryside(county.places[place]) && s[residents_][place] > 0) villages.push_back(place);
  return villages;
}

std::vector<std::uint32_t> VillageServicesModel::visit(twin::Step& s, const std::vector<PlaceNeeds>& needs) const {
  const auto count = static_cast<std::size_t>(*lab_villages_);
  if (count == 0) return {};
  const std::vector<double> believed = picture(s);
  std::vector<std::uint32_t> villages = candidates(s);
  std::erase_if(villages, [&](std::uint32_t place) { return s[lab_visited_][place]; });
  std::stable_sort(villages.begin(), villages.end(), [&](std::uint32_t a, std::uint32_t b) {
    return believed[a] * unmet_minutes(needs[a], *near_) > believed[b] * unmet_minutes(needs[b], *near_);
  });
  villages.resize(std::min(count, villages.size()));
  for (const std::uint32_t place : villages) s[lab_visited_][place] = true;
  return villages;
}

PointBudget VillageServicesModel::money() const {
  return {.budget = ore(*budget_), .investment = ore(*investment_), .running = ore(*running_)};
}

VillageServicesModel::Points VillageServicesModel::decide(twin::Step& s, const PointPlan& plan) const {
  Points points{standing(s), {}};
  std::vector<std::uint32_t> asked_for;
  for (std::uint32_t place = 0; place != s.rows(places_); ++place)
    if (s[ordered_][place]) asked_for.push_back(place);
  if (points.open.empty() && asked_for.empty() && *budget_ == 0) return points;
  const auto host = [&](std::uint32_t place, ServiceSet offers) {
    s.send(host_, {place, s.ids(places_)[place], {offers}});
  };
  const std::vector<double> believed = picture(s);
  // What a hand has placed is paid for beside the budget, and stays.
  std::vector<std::uint32_t> planned = points.open;
  std::erase_if(planned, [&](std::uint32_t place) { return holds(asked_for, place); });
  const std::size_t kept = points_kept(money(), planned.size());
  while (planned.size() > kept) {
    const auto closed = planned.begin() + static_cast<std::ptrdiff_t>(plan.least_missed(planned, believed));
    host(*closed, 0);
    std::erase(points.open, *closed);
    planned.erase(closed);
  }
  std::erase_if(asked_for, [&](std::uint32_t place) { return holds(points.open, place); });
  std::vector<std::uint32_t> there = points.open;
  there.insert(there.end(), asked_for.begin(), asked_for.end());
  points.opened = plan.choose(there, candidates(s), points_opened(money(), kept), believed);
  points.opened.insert(points.opened.end(), asked_for.begin(), asked_for.end());
  ServiceSet offers = bit_of(Service::kParcel);
  if (*shop_share_ > 0) offers |= bit_of(Service::kGrocery);
  for (const std::uint32_t place : points.opened) host(place, offers);
  points.open.insert(points.open.end(), points.opened.begin(), points.opened.end());
  return points;
}

void VillageServicesModel::order(twin::Step& s, std::uint32_t place, std::int64_t ore, Sector sector) const {
  const PublicBill bill = split_bill(ore, *state_share_, *region_share_);
  const twin::StableId id = s.ids(places_)[place];
  if (bill.state > 0) s.send(works_, {place, id, {Owner::kGovernment, bill.state, 0, sector}});
  if (bill.region > 0) s.send(works_, {place, id, {Owner::kRegion, bill.region, 0, sector}});
  if (bill.municipality > 0) s.send(works_, {place, id, {Owner::kMunicipality, bill.municipality, 0, sector}});
}

void VillageServicesModel::pay(twin::Step& s, const Points& points, const std::vector<std::uint32_t>& visited) const {
  for (const std::uint32_t place : points.opened) order(s, place, money().investment, Sector::kConstruction);
  for (const std::uint32_t place : points.open) order(s, place, money().running, Sector::kSupport);
  for (const std::uint32_t place : visited) order(s, place, ore(*lab_cost_), Sector::kBusinessServices);
}

void VillageServicesModel::step(twin::Step& s) {
  std::vector<PlaceNeeds> needs = this->needs(s);
  const std::vector<std::uint32_t> visited = visit(s, needs);
  const PointPlan plan(std::move(needs), use(s), ways_between(),
                       {.near_min = *near_, .served = {*shop_share_, 1.0, *care_share_}});
  const Points points = decide(s, plan);
  pay(s, points, visited);
  record_need(s, plan, points);
  record_money(s, plan, points, visited.size());
}

void VillageServicesModel::record_need(twin::Step& s, const PointPlan& plan, const Points& points) const {
  const std::vector<ByMeans> to_point = plan.nearest(points.open);
  std::vector<std::int64_t> unmet(s.rows(municipalities_)), open(unmet.size());
  std::array<std::int64_t, kPlaceClasses> before{}, after{};
  for (std::size_t place = 0; place != plan.places(); ++place) {
    const double without = plan.unmet(place);
    const std::int64_t with = std::llround(without - plan.relieved(place, to_point[place]));
    const auto c = static_cast<std::size_t>(place_class(beginning_->county().places[place].census.residents));
    before[c] += std::llround(without);
    after[c] += with;
    unmet[s[municipality_][place].row] += with;
    const std::int32_t residents = s[residents_][place];
    s[unmet_minutes_][place] = residents == 0 ? -1 : static_cast<std::int32_t>(with / residents);
  }
  for (const std::uint32_t place : points.open) ++open[s[municipality_][place].row];
  s.record(unmet_, unmet);
  s.record(points_, open);
  for (std::size_t c = 0; c != kPlaceClasses; ++c) {
    s.record(before_[c], std::array{before[c]});
    s.record(after_[c], std::array{after[c]});
  }
}

void VillageServicesModel::record_money(twin::Step& s, const PointPlan& plan, const Points& points,
                                        std::size_t visited) const {
  const std::vector<double> truth(plan.places(), 1.0);
  const std::vector<std::uint32_t> ideal = plan.choose({}, candidates(s), points.open.size(), truth);
  const PointBudget each = money();
  std::int64_t misplaced = 0;
  for (const std::uint32_t place : points.open)
    if (!holds(ideal, place)) misplaced += each.running + (holds(points.opened, place) ? each.investment : 0);
  const std::int64_t cost = static_cast<std::int64_t>(points.open.size()) * each.running +
                            static_cast<std::int64_t>(points.opened.size()) * each.investment +
                            static_cast<std::int64_t>(visited) * ore(*lab_cost_);
  const std::vector<ByMeans> to_point = plan.nearest(points.open);
  double uses = 0;
  for (std::size_t place = 0; place != plan.places(); ++place) uses += plan.uses(place, to_point[place]);
  std::int64_t visits = 0;
  for (std::size_t point = 0; point != s[visits_].size(); ++point)
    if (s[hosted_][point]) visits += s[visits_][point];
  const auto record = [&](twin::SeriesHandle series, double value) { s.record(series, std::array{value}); };
  record(cost_, static_cast<double>(cost) / 100);
  record(misallocated_, static_cast<double>(misplaced) / 100);
  record(missed_, plan.relief(ideal, truth) - plan.relief(points.open, truth));
  record(uses_, uses);
  record(kr_per_use_, uses == 0 ? 0 : static_cast<double>(cost) / 100 / uses);
  record(lived_visits_, static_cast<double>(visits));
}

}  // namespace rurban
