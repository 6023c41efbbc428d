#include "models/coverage/known_places.h"

#include <algorithm>
#include <map>
#include <set>

#include "models/coverage/drive_test.h"

namespace rurban::coverage {

Middle middle_of(std::span<const Reading> readings) {
  if (readings.empty()) return {};
  const auto [west, east] = std::ranges::minmax_element(readings, {}, &Reading::east_m);
  const auto [south, north] = std::ranges::minmax_element(readings, {}, &Reading::north_m);
  return {(west->east_m + east->east_m) / 2, (south->north_m + north->north_m) / 2};
}

Merged merge_visits(std::span<const Reading> readings, const std::vector<bool>& use, const Offsets& offsets,
                    const Kernel& kernel, const Middle& middle) {
  struct Visits {
    double east = 0, north = 0, value = 0;
    std::size_t count = 0;
    std::set<std::uint16_t> days;
  };
  std::map<std::pair<std::int64_t, bool>, Visits> places;
  for (std::size_t i = 0; i != readings.size(); ++i) {
    if (!use[i]) continue;
    const Reading& reading = readings[i];
    Visits& visits = places[{square_of(reading.east_m, reading.north_m, kPlaceM), reading.censored}];
    visits.east += reading.east_m - middle.east_m;
    visits.north += reading.north_m - middle.north_m;
    visits.value += reading.value_dbm - kernel.expected(reading.trend_dbm) - offsets.device_db[reading.device] -
                    offsets.day_db[reading.day];
    ++visits.count;
    visits.days.insert(reading.day);
  }
  Merged merged;
  KnownPlaces& known = merged.known;
  for (const auto& [key, visits] : places) {
    const auto count = static_cast<double>(visits.count);
    const auto days = static_cast<float>(visits.days.size());
    known.east_m.push_back(static_cast<float>(visits.east / count));
    known.north_m.push_back(static_cast<float>(visits.north / count));
    known.value_db.push_back(static_cast<float>(visits.value / count));
    known.visit_share.push_back(1 / days);
    known.nugget_share.push_back(static_cast<float>(1 / count));
    known.noise.push_back(0);
    known.day_share.push_back(1 / days);
    VisitDays& bits = known.days.emplace_back();
    for (const std::uint16_t day : visits.days) bits.add(day);
    merged.censored.push_back(key.second);
  }
  return merged;
}

KnownPlaces in_order(const KnownPlaces& known, const NearestPlaces& nearest) {
  KnownPlaces ordered;
  for (std::uint32_t i = 0; i != known.size(); ++i) {
    const std::uint32_t from = nearest.given(i);
    ordered.east_m.push_back(known.east_m[from]);
    ordered.north_m.push_back(known.north_m[from]);
    ordered.value_db.push_back(known.value_db[from]);
    ordered.visit_share.push_back(known.visit_share[from]);
    ordered.nugget_share.push_back(known.nugget_share[from]);
    ordered.noise.push_back(known.noise[from]);
    ordered.day_share.push_back(known.day_share[from]);
    ordered.days.push_back(known.days[from]);
  }
  return ordered;
}

}  // namespace rurban::coverage
