#include "models/fleet/rides.h"

#include <cmath>

#include "models/transport/ways.h"

namespace rurban {

std::vector<RideGoals> ride_goals(const County& county, const CountyRoads& roads,
                                  std::span<const MunicipalityRef> municipality,
                                  std::span<const std::uint32_t> depots) {
  std::vector<std::uint32_t> hospitals;
  for (const ServicePoint& point : county.service_points)
    if (point.kind == "hospital") hospitals.push_back(point.place);
  std::vector<RideGoals> goals;
  for (std::uint32_t place = 0; place != municipality.size(); ++place) {
    const std::uint32_t seat = depots[municipality[place].row];
    goals.push_back({seat, nearest_of(roads, place, hospitals).value_or(seat)});
  }
  return goals;
}

double rides_per_year(const RideRules& rules, std::int32_t residents, std::int32_t old) {
  return (old * rules.per_old + (residents - old) * rules.per_other) / rules.sharing;
}

double rides_on(const RideRules& rules, double rides_per_year, twin::Date day) {
  return rules.days_per_year < 365 && weekday_of(day) >= 5 ? 0 : rides_per_year / rules.days_per_year;
}

FleetYear ride_year(double rides, Drive one_way) {
  // There and back with the traveller, and once each without: the taxi comes from the seat, and goes on to others.
  FleetYear year;
  year.km = rides * 4 * one_way.metres / 1'000;
  year.empty_km = year.km / 2;
  year.hours = rides * (4 * one_way.ms / 3'600'000.0 + 2 * kRideHandlingMin / 60.0);
  return year;
}

std::int32_t taxis_for(double hours_per_year) {
  constexpr double kHoursPerYear = 6 * 260;
  return static_cast<std::int32_t>(std::ceil(hours_per_year / kHoursPerYear));
}

}  // namespace rurban
