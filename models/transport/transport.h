#pragma once
#include <memory>
#include <optional>

#include "models/synthesis/beginning.h"
#include "models/transport/bus_days.h"
#include "models/transport/roads.h"

namespace rurban {

/// Roads and buses of the county, built when first asked for and shared by the models. Not for several threads at
/// once until then.
class Transport {
 public:
  explicit Transport(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  const CountyRoads& roads() const {
    if (!roads_) roads_.emplace(beginning_->county());
    return *roads_;
  }
  const BusDays& buses() const {
    if (!buses_) buses_.emplace(beginning_->county());
    return *buses_;
  }

 private:
  BeginningPtr beginning_;
  mutable std::optional<CountyRoads> roads_;
  mutable std::optional<BusDays> buses_;
};

using TransportPtr = std::shared_ptr<const Transport>;

}  // namespace rurban
