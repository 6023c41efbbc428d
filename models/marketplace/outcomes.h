#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/marketplace/day.h"
#include "models/transport/roads.h"

namespace rurban {

/// What became of some requests. Sums over them.
struct TripTally {
  std::int64_t asked = 0, served = 0;
  std::int64_t wait_ms = 0;    ///< of those served: from when they are ready to the pick-up
  std::int64_t ride_ms = 0;    ///< of those served
  std::int64_t direct_ms = 0;  ///< what the same would take without detours
  std::int64_t direct_m = 0;
  std::int64_t fare_ore = 0;      ///< paid by travellers
  std::int64_t bus_fare_ore = 0;  ///< what a bus would cost them that far
  std::int64_t cost = 0;          ///< what serving them adds, millionths of an öre

  void add(const MarketRequest& request, const Answer& answer, Drive direct, std::int32_t bus_fare);
  TripTally& operator+=(const TripTally& other);
};

/// What vehicles drove.
struct DriveTally {
  std::int64_t metres = 0, empty_metres = 0, ms = 0;
  std::int64_t cost = 0;  ///< millionths of an öre
  double kg_co2e = 0;
  std::int64_t joint_ms = 0;  ///< of vehicles that carried for two operators or more

  DriveTally& operator+=(const DriveTally& other);
};

/// Kilograms of CO2 equivalents for a kilometre driven. Diesel of 9.8 kWh a litre (see VehicleClass): 0.25 kg/kWh,
/// assumption 0.15 to 0.30, by how much of it is renewable; 2.66 kg a litre are burnt if none is. Vehicles below
/// 0.4 kWh/km drive on current: 0.03 kg/kWh, assumption 0.01 to 0.09, the Nordic mix.
double kg_co2e_per_km(double kwh_per_km);
/// Of a private car: 0.7 litres per 10 km, as in models/needs.h.
inline constexpr double kCarKwhPerKm = 0.07 * 9.8;

/// How requests are grouped when one asks who gains and who loses.
inline constexpr std::size_t kPlaceClasses = 3;  ///< towns, villages of 200 to 3,000 residents, smaller places
inline constexpr std::size_t kIncomeFifths = 5;
struct Outcomes {
  std::vector<std::array<TripTally, 2>> municipality;  ///< by that of the home; persons, goods
  std::array<std::array<TripTally, 2>, kPlaceClasses> place_class;
  std::array<TripTally, kAgeBands> age;         ///< persons alone
  std::array<TripTally, kIncomeFifths> income;  ///< travellers alone: of others the market knows no income
  std::array<TripTally, kDemands> demand;
  std::vector<std::array<TripTally, kPlaceClasses>> travellers;         ///< by municipality, then class
  std::vector<DriveTally> driven;                                       ///< by municipality of the vehicle
  std::array<std::array<std::int64_t, kFates>, kPlaceClasses> fates{};  ///< of persons
  std::array<std::vector<std::int32_t>, kPlaceClasses>
      fares;  ///< öre per 10 km of the direct way, of travellers, ascending
};

/// What outcomes are counted by.
struct OutcomeKeys {
  std::span<const std::uint32_t> municipality;  ///< by place
  std::span<const std::uint8_t> place_class;    ///< by place
  std::size_t municipalities = 0;
};
Outcomes outcomes_of(const CountyRoads& roads, Season season, const OutcomeKeys& keys, const TravelRules& fares,
                     std::span<const Offer> offers, std::span<const MarketRequest> requests, const DayResult& day);

/// The value that so many per cent of ascending values lie below or at; 0 if there are none.
std::int32_t percentile(std::span<const std::int32_t> ascending, int percent);

}  // namespace rurban
