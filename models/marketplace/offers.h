#pragma once
#include <cstdint>
#include <vector>

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
Operator operator_of(VehicleKind kind);

/// Kinds of load, as the market counts them: indices of vrp::Load.
enum class LoadKind : std::uint8_t { kSeats, kWheelchairs, kKg, kLitres, kColdLitres };
vrp::Load load_of(const MarketRequest& request);

/// A vehicle that drives on this day, with what it has to do and what it has room for. Nodes are places, ticks are
/// milliseconds after midnight, lengths are metres, costs are millionths of an öre.
struct Offer {
  VehicleKind kind;
  Operator owner;
  bool lift = false;               ///< a private car; `kind` says nothing then
  std::uint32_t municipality = 0;  ///< that it belongs to
  vrp::Vehicle vehicle;
};

}  // namespace rurban
