#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"
#include "models/fleet/vehicles.h"
#include "models/transport/roads.h"

namespace rurban {

/// Taxis that take people there and back: special transport for those who can't ride a bus, and patient transport to
/// hospital. Assumptions, each with its range.
struct RideRules {
  VehicleKind kind;
  double per_old, per_other;  ///< there and back, a year: residents of 65 and over, all others
  double sharing;             ///< travellers in one taxi
  double days_per_year;       ///< on which they go
  std::int32_t stay_min;      ///< between there and back, when the taxi does other things
};
inline constexpr std::array<RideRules, 2> kRides{{
    // Some 3 % of residents have a permit and use it some 33 times a year, most of them old: 1.2 to 2.8 for the old.
    {VehicleKind::kSpecialTaxi, 2.0, 0.05, 1.3, 365, 90},
    // 0.5 to 1.2 for the old, 0.1 to 0.25 for others.
    {VehicleKind::kPatientTaxi, 0.8, 0.15, 1.4, 250, 120},
}};
inline constexpr std::int32_t kRideHandlingMin = 10;  ///< in and out of the taxi; assumption: 5 to 15

/// Where the rides of a place lead.
struct RideGoals {
  std::uint32_t special = 0, patient = 0;  ///< place: the municipality's largest, the nearest hospital's
  std::uint32_t of(VehicleKind kind) const { return kind == VehicleKind::kPatientTaxi ? patient : special; }
};
/// By place; to the municipality's largest place where the package lists no hospital.
std::vector<RideGoals> ride_goals(const County& county, const CountyRoads& roads,
                                  std::span<const MunicipalityRef> municipality,
                                  std::span<const std::uint32_t> depots);

/// Taxis there and back in a year.
double rides_per_year(const RideRules& rules, std::int32_t residents, std::int32_t old);

/// Rides there and back on a day, on average.
double rides_on(const RideRules& rules, double rides_per_year, twin::Date day);

/// A year of so many rides, each there and back twice: the taxi does not wait. Vehicles are left to taxis_for().
FleetYear ride_year(double rides, Drive one_way);

/// Taxis that so many hours keep busy, if each is hired for 6 hours a day on 260 days (assumption: 5 to 8 hours).
std::int32_t taxis_for(double hours_per_year);

}  // namespace rurban
