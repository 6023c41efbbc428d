#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/marketplace/day.h"
#include "models/places.h"
#include "models/transport/level_of_service.h"

namespace rurban {

/// What became of some requests. Sums over them.
struct TripTally {
  std::int64_t asked = 0, served = 0;           ///< requests
  std::int64_t possible = 0;                    ///< those that were not declined
  std::int64_t items = 0;                       ///< of those served: parcels, or persons
  std::int64_t wait_ms = 0;                     ///< of those served: see waiting()
  std::int64_t ride_ms = 0;                     ///< of those served
  std::int64_t direct_ms = 0, direct_m = 0;     ///< what the same would take without detours
  std::int64_t fare_ore = 0, bus_fare_ore = 0;  ///< of travellers: what they paid, and what a bus would cost that far
  std::int64_t cost = 0;                        ///< millionths of an öre, see Outcomes

  TripTally& operator+=(const TripTally& other);
};

/// What vehicles drove; of a private car only what it would not have driven anyway.
struct DriveTally {
  std::int64_t metres = 0, empty_metres = 0, ms = 0;
  std::int64_t cost = 0;  ///< millionths of an öre
  double kg_co2e = 0;
  std::int64_t shared_ms = 0;  ///< of vehicles that carried for two operators or more

  DriveTally& operator+=(const DriveTally& other);
};

/// Kilograms of CO2 equivalents for a kilometre driven. Diesel of 9.8 kWh a litre (see VehicleClass): 0.25 kg/kWh,
/// assumption 0.15 to 0.30, by how much of it is renewable; 2.66 kg a litre are burnt if none is. Vehicles below
/// 0.4 kWh/km drive on current: 0.03 kg/kWh, assumption 0.01 to 0.09, the Nordic mix.
double kg_co2e_per_km(double kwh_per_km);
/// Of a private car: 0.7 litres per 10 km, as in models/needs.h.
inline constexpr double kCarKwhPerKm = 0.07 * 9.8;

inline constexpr std::size_t kIncomeFifths = 5;

/// Who carried something, and for whom. Who carries his own has himself as payer.
struct Carriage {
  Demand demand{};
  Operator payer{}, payee{};  ///< whose request it is; travellers are paid for by the region; whose vehicle
  std::uint32_t payer_municipality = 0, payee_municipality = 0;
  std::uint32_t payee_place = 0;  ///< of a private driver: where he lives
  std::int64_t cost = 0;          ///< millionths of an öre
};

/// A day as it is reported. Requests bear what vehicles cost beyond their own duties, in proportion to what each
/// added when it was booked.
struct Outcomes {
  std::vector<std::array<TripTally, 2>> municipality;  ///< by that of the home; persons, goods
  std::array<std::array<TripTally, 2>, kPlaceClasses> place_class;
  std::array<TripTally, kAgeBands> age;         ///< persons alone
  std::array<TripTally, kIncomeFifths> income;  ///< travellers: of others no income is known
  std::array<TripTally, kDemands> demand;
  std::vector<std::array<TripTally, 2>> place;                          ///< of the home; persons, goods
  std::vector<TripTally> travellers;                                    ///< by place of the home
  std::vector<DriveTally> driven;                                       ///< by municipality of the vehicle
  std::array<std::array<std::int64_t, kFates>, kPlaceClasses> fates{};  ///< of persons
  std::array<std::vector<std::int32_t>, kPlaceClasses> fares;  ///< öre per 10 km of the direct way, ascending
  std::vector<Carriage> carriage;                              ///< of what was served, by request
};

/// What outcomes are counted by.
struct OutcomeKeys {
  std::span<const MunicipalityRef> municipality;  ///< by place
  std::span<const PlaceClass> place_class;        ///< by place
  std::size_t municipalities = 0;
};
Outcomes outcomes_of(const vrp::Hops& hops, const OutcomeKeys& keys, const TravelRules& fares,
                     std::span<const VehicleOffer> offers, std::span<const MarketRequest> requests,
                     const Groups& groups, const DayResult& day);

/// What a vehicle's duties alone take.
vrp::Driven duties_alone(const vrp::Hops& hops, const vrp::Vehicle& vehicle);

/// The value that so many per cent of ascending values lie below or at; 0 if there are none.
std::int32_t percentile(std::span<const std::int32_t> ascending, int percent);

}  // namespace rurban
