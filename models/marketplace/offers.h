#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/fleet/buses.h"
#include "models/marketplace/requests.h"
#include "models/vehicle_routing/problem.h"

namespace rurban {

/// Who runs vehicles, in each municipality (the region: in all of them).
enum class Operator : std::uint8_t {
  kMunicipality,  ///< school taxis, special transport, garbage trucks
  kRegion,        ///< buses, patient transport
  kPost,
  kParcels,
  kGrocers,
  kPrivate  ///< people on their way to work who take others along
};
inline constexpr int kOperators = 6;
/// Requires: a kind that can take others along, see offers_of_day()
Operator operator_of(VehicleKind kind);
/// Whose request it is, by law or by contract. Requires: not a traveller's, who is nobody's
Operator owner_of(Demand demand);

/// Kinds of load, as the market counts them: indices of vrp::Load.
enum LoadKind { kSeats, kWheelchairs, kKg, kLitres, kColdLitres };
vrp::Load load_of(const MarketRequest& request);

/// What a vehicle must have for a request: a driver who helps from door to door.
inline constexpr std::uint32_t kHelp = 1;
vrp::Request routing_of(const MarketRequest& request, const vrp::Hops& hops);

/// Costs are millionths of an öre.
inline constexpr std::int64_t kCostOfOre = 1'000'000;

/// A vehicle that drives on this day, with what it has to do and what it has room for. Nodes are places, ticks are
/// milliseconds after midnight, lengths are metres, costs are millionths of an öre.
struct VehicleOffer {
  VehicleKind kind{};
  Operator owner{};
  std::uint32_t municipality = 0;  ///< that it belongs to
  vrp::Vehicle vehicle;
  std::uint32_t home = 0;  ///< of a private driver: the place he lives in

  bool lift() const { return owner == Operator::kPrivate; }  ///< a private car; `kind` says nothing then
};

/// Somebody who drives to work in another place, and back.
struct Commuter {
  twin::StableId id = 0;
  std::uint32_t home = 0, workplace = 0;  ///< places
};

struct OfferRules {
  DayMs bus_slack = 3 * kMinuteMs;  ///< a bus keeps its timetable within
  bool vans_take_passengers = true;
  double kr_per_hour = 75, car_kr_per_km = 2.5;  ///< what a private driver gets for a detour
};

/// What a day's vehicles follow from. Views that must stay.
struct VehiclesOfDay {
  const County& county;
  const CountyRoads& roads;
  twin::Date date;
  const FleetWork& work;
  std::span<const MunicipalityRef> municipality;  ///< by place
  std::span<const VehicleKind> kinds;             ///< of all vehicles there are
  std::span<const PlaceRef> depots;               ///< of the same
  std::span<const Commuter> commuters;            ///< who offer seats
};

/// The ways between places, and inside each one, in a season.
vrp::Hops hops_of(const CountyRoads& roads, std::uint32_t places, Season season);

/// All vehicles that are out on a day and could take something along: garbage trucks, post vans, buses, school taxis
/// with their rounds and timetables; taxis, parcel vans, grocery vans, which only drive for requests; and commuters.
/// Home care, timber and ore carry nobody else.
std::vector<VehicleOffer> offers_of_day(const VehiclesOfDay& day, const vrp::Hops& hops, const OfferRules& rules);

}  // namespace rurban
