#include "models/services/points.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace rurban {
namespace {

ServiceSet offers_of(const ServicePoint& listed) {
  unsigned offers = 0;
  const auto offer = [&](Service service) { offers |= bit_of(service); };
  if (listed.kind == "grocery") offer(Service::kGrocery);
  if (listed.kind == "fuel") offer(Service::kFuel);
  if (listed.kind == "pharmacy") offer(Service::kPharmacy);
  if (listed.kind == "health_centre") offer(Service::kCare);
  if (listed.kind == "school") offer(Service::kSchool);
  if (listed.kind == "library") offer(Service::kLibrary);
  if (listed.functions.find("post_") != std::string::npos) offer(Service::kParcel);
  return static_cast<ServiceSet>(offers);
}

class Siting {
 public:
  Siting(const County& county, const CountyRoads& roads, std::vector<Point>& points)
      : county_(county), roads_(roads), points_(points), by_size_(county.places.size()) {
    std::iota(by_size_.begin(), by_size_.end(), 0U);
    std::stable_sort(by_size_.begin(), by_size_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return residents(a) > residents(b); });
  }

  void apply(const SitingRule& rule) {
    std::vector<std::int32_t> there(county_.places.size());
    for (const Point& point : points_)
      if ((point.offers & bit_of(rule.service)) != 0) ++there[point.place];
    const bool listed = std::any_of(there.begin(), there.end(), [](std::int32_t count) { return count != 0; });
    if (listed && !rule.adds_to_listed) return;
    std::vector<std::uint8_t> has_seat(county_.municipalities.size());
    for (const std::uint32_t place : by_size_) {
      std::int32_t wanted = residents(place) / rule.residents_for_one;
      std::uint8_t& seat = has_seat[county_.places[place].municipality];
      if (rule.each_seat && seat == 0) wanted = std::max(wanted, 1);
      seat = 1;
      if (wanted == 0 && residents(place) >= rule.residents_if_far && is_far(place, there, rule.far_km)) wanted = 1;
      for (; there[place] < wanted; ++there[place])
        points_.push_back({.place = place,
                           .east_m = county_.places[place].east_m,
                           .north_m = county_.places[place].north_m,
                           .offers = bit_of(rule.service),
                           .synthetic = true});
    }
  }

 private:
  std::int32_t residents(std::uint32_t place) const { return county_.places[place].census.residents; }

  bool is_far(std::uint32_t place, const std::vector<std::int32_t>& there, std::int32_t km) const {
    for (std::uint32_t other = 0; other != there.size(); ++other)
      if (there[other] != 0 && roads_.drive(Season::kSummer, place, other).metres <= km * 1'000) return false;
    return true;
  }

  const County& county_;
  const CountyRoads& roads_;
  std::vector<Point>& points_;
  std::vector<std::uint32_t> by_size_;
};

}  // namespace

const std::vector<SitingRule> kSitingRules{
    // The lists name post and parcel agents; town supermarkets that are none are missing.
    {Service::kGrocery, 4'000, 100'000, 0, true, true},  {Service::kFuel, 4'000, 300, 40, true, true},
    {Service::kParcel, 100'000, 100'000, 0, true, true}, {Service::kPharmacy, 4'500, 900, 30, true, false},
    {Service::kCare, 7'000, 700, 25, true, false},       {Service::kSchool, 1'500, 150, 20, true, false},
    {Service::kLibrary, 12'000, 400, 20, true, false},
};

std::vector<Point> points_of(const County& county, const CountyRoads& roads) {
  std::vector<Point> points;
  for (const ServicePoint& listed : county.service_points)
    if (const ServiceSet offers = offers_of(listed); offers != 0)
      points.push_back({listed.place, listed.east_m, listed.north_m, offers, false});
  Siting siting(county, roads, points);
  for (const SitingRule& rule : kSitingRules) siting.apply(rule);
  return points;
}

}  // namespace rurban
