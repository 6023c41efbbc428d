#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/fleet/duties.h"
#include "models/fleet/rides.h"
#include "models/needs.h"
#include "models/transport/bus_days.h"
#include "twin/base/draw.h"

namespace rurban {

/// Milliseconds after midnight, as the roads count time.
using DayMs = std::int32_t;

/// Who or what wants to be taken somewhere.
enum class Demand : std::uint8_t {
  kSpecial,    ///< special transport: who has a permit for it
  kPatient,    ///< to hospital and back
  kTraveller,  ///< an errand of somebody without a car, where no bus goes there and back that day
  kParcels,    ///< to a parcel agent
  kGroceries,  ///< home from the shop
  kMedicine    ///< home from the pharmacy
};
inline constexpr int kDemands = 6;
constexpr bool is_person(Demand demand) {
  return demand <= Demand::kTraveller;
}

/// Nothing that a request comes after.
inline constexpr std::uint32_t kNoRequest = 0xFFFFFFFF;

/// What is asked of the market on one day, before anybody has answered.
struct MarketRequest {
  Demand demand = Demand::kTraveller;
  std::uint32_t home = 0;          ///< place whose people it is for
  std::uint32_t from = 0, to = 0;  ///< places
  DayMs asked = 0;                 ///< when it becomes known; 0: the day before
  DayMs earliest = 0, latest = 0;  ///< ready to be picked up; to be there
  std::int16_t persons = 0, wheelchairs = 0, kg = 0, litres = 0, cold_litres = 0;
  AgeBand age = AgeBand::kAdult;       ///< of the traveller
  std::uint8_t income_fifth = 0;       ///< of the traveller's household, 0 the lowest
  std::uint32_t back_of = kNoRequest;  ///< the way back of that request, an earlier one
  std::uint64_t agent = 0;             ///< whose chance it is: the same in every regime
};

}  // namespace rurban
