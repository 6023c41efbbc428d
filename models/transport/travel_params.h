#pragma once
#include <span>
#include <vector>

#include "models/transport/level_of_service.h"
#include "models/vocabulary.h"
#include "twin/run/declare.h"

namespace rurban {

/// What travelling costs, as a scenario sets it; the same for all models that declare it.
class TravelParams {
 public:
  void declare(twin::Declare& d);
  TravelRules rules() const;
  /// Where buses are free, by place; empty if nowhere. `codes` are the ids of municipalities.
  std::vector<bool> free_places(std::span<const MunicipalityRef> municipality,
                                std::span<const twin::StableId> codes) const;

 private:
  twin::Param car_kr_per_km_, fare_kr_, free_in_;
};

}  // namespace rurban
