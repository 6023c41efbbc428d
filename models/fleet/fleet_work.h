#pragma once
#include <vector>

#include "models/fleet/duties.h"
#include "models/fleet/rides.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// People of a place, as rides count them.
struct Riders {
  std::int32_t residents = 0, old = 0;  ///< old: 65 and over
};

/// What the county's vehicles have to do.
struct FleetWork {
  std::vector<std::uint32_t> depots;   ///< by municipality
  std::vector<Doors> doors;            ///< by place
  std::vector<std::int32_t> spread_m;  ///< by place
  std::vector<Task> tasks;
  std::vector<Riders> riders;    ///< by place
  std::vector<RideGoals> goals;  ///< by place
};

/// The columns that work follows from, for models that declare them.
class FleetWorkColumns {
 public:
  void declare(twin::Declare& d);
  FleetWork work(const twin::Access& a, const Transport& transport, twin::Date now) const;

 private:
  std::vector<Doors> doors(const twin::Access& a, const Transport& transport, twin::Date now) const;
  /// Sets where pupils and those without a shop look to.
  void find_schools_and_shops(const twin::Access& a, const Transport& transport, std::vector<Doors>& doors) const;

  twin::Rows households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, dwelling_place_, point_place_;
  twin::In<CarRef> first_car_;
  twin::In<HouseholdRef> occupant_;
  twin::In<DwellingKind> dwelling_kind_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> spread_;
  twin::In<std::int32_t> residents_;
  twin::In<ServiceSet> offers_;
  twin::In<bool> open_;
};

}  // namespace rurban
