#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/fleet/fleet_work.h"
#include "models/needs.h"
#include "models/transport/bus_days.h"
#include "twin/base/draw.h"

namespace rurban {

/// Milliseconds after midnight, as the roads count time.
using DayMs = std::int32_t;
inline constexpr DayMs kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs;

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

/// What is asked on one day, whoever will answer.
struct MarketRequest {
  Demand demand = Demand::kTraveller;
  std::uint32_t home = 0;          ///< place whose people it is for
  std::uint32_t from = 0, to = 0;  ///< places
  DayMs asked = 0;                 ///< when it becomes known; 0: the day before
  DayMs earliest = 0, latest = 0;  ///< ready to be picked up; to be there
  std::int16_t items = 1;          ///< parcels, or persons
  std::int16_t persons = 0, wheelchairs = 0, kg = 0, litres = 0, cold_litres = 0;
  AgeBand age = AgeBand::kAdult;       ///< of the traveller
  std::uint8_t income_fifth = 0;       ///< of the traveller's household, 0 the lowest
  std::uint32_t back_of = kNoRequest;  ///< the way back of that request, which is the one before
  std::uint64_t agent = 0;             ///< whose chance it is: the same in every regime

  friend bool operator==(const MarketRequest&, const MarketRequest&) = default;
};

/// A grown person without a car at hand.
struct Carless {
  twin::StableId id = 0;
  std::uint32_t home = 0;  ///< place
  AgeBand age = AgeBand::kAdult;
  std::uint8_t income_fifth = 0;
};

/// What a day's requests follow from. Views that must stay.
struct DemandOfDay {
  const CountyRoads& roads;
  const BusDays& buses;
  twin::Date date;
  twin::PhiloxKey key;  ///< chance
  const FleetWork& work;
  std::span<const MunicipalityRef> municipality;                ///< by place
  std::array<std::vector<std::uint32_t>, kServices> open_in{};  ///< places with an open point of a service
  std::span<const Carless> carless;
  double growth = 1;  ///< errands of those without a car, of what they would be today
};

/// Everything that is asked for on a day; a way back follows its way there. The same for the same chance, in whatever
/// way it is answered.
std::vector<MarketRequest> requests_of_day(const DemandOfDay& day);

/// The most that a ride may take where the direct way takes so long. Assumption, as dial-a-ride services promise:
/// half as much again and 20 minutes (15 to 30).
constexpr DayMs most_ride(DayMs direct) {
  return direct + direct / 2 + 20 * kMinuteMs;
}

/// Too early where one wants to be, or until one is picked up for the way back; of goods, after they were ready.
constexpr DayMs waiting(const MarketRequest& request, DayMs picked_up, DayMs delivered) {
  const bool there = is_person(request.demand) && request.back_of == kNoRequest;
  return there ? request.latest - delivered : picked_up - request.earliest;
}

}  // namespace rurban
