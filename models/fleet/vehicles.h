#pragma once
#include <array>
#include <cstdint>

#include "models/vocabulary.h"
#include "twin/base/text.h"

namespace rurban {

/// What a vehicle of a kind holds and costs. All assumptions, +- 25 %, unless a source is named.
struct VehicleClass {
  VehicleKind kind;
  const char* key;
  twin::Text name;
  std::int32_t seats, load_kg;
  double kr_per_hour, kr_per_km;  ///< the driver; everything else
  double kwh_per_km;              ///< of fuel or current; a litre of diesel is 9.8 kWh
  double hours_per_day;           ///< it is out at most, from its first task to its last; drivers take turns
};
extern const std::array<VehicleClass, kVehicleKinds> kVehicleClasses;

inline const VehicleClass& class_of(VehicleKind kind) {
  return kVehicleClasses[static_cast<std::size_t>(kind)];
}

/// Whether vehicles of a kind could take somebody else's errand along. Home care, timber and ore carry nobody else.
constexpr bool takes_along(VehicleKind kind) {
  return kind != VehicleKind::kHomeCareCar && kind != VehicleKind::kTimberTruck && kind != VehicleKind::kOreTrain;
}

/// A year of one kind of vehicle in one municipality.
struct FleetYear {
  std::int32_t vehicles = 0;
  double km = 0, hours = 0, empty_km = 0;

  double wages_kr(VehicleKind kind) const { return hours * class_of(kind).kr_per_hour; }
  double running_kr(VehicleKind kind) const { return km * class_of(kind).kr_per_km; }
  double kr(VehicleKind kind) const { return wages_kr(kind) + running_kr(kind); }
  double mwh(VehicleKind kind) const { return km * class_of(kind).kwh_per_km / 1'000; }

  FleetYear& operator+=(const FleetYear& other) {
    vehicles += other.vehicles;
    km += other.km;
    hours += other.hours;
    empty_km += other.empty_km;
    return *this;
  }
};

}  // namespace rurban
