#pragma once
#include <memory>
#include <optional>

#include "models/network/changes.h"
#include "models/synthesis/beginning.h"
#include "models/transport/bus_days.h"
#include "models/transport/roads.h"

namespace rurban {

/// Roads and buses of the county as they are now, built when first asked for and shared by the models of one
/// simulation. Not for several threads at once until then.
class Transport {
 public:
  explicit Transport(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  /// The package's county, its roads and timetable as changed.
  const County& county() const { return changed_ ? *changed_ : beginning_->county(); }
  /// From now on these changes hold. What was returned before is no longer valid if they are others than before.
  void follow(const NetworkChanges& changes) {
    if (changes == changes_) return;
    roads_.reset();
    buses_.reset();
    changed_.reset();
    changes_ = changes;
    if (changes != NetworkChanges{}) changed_ = changed(beginning_->county(), changes);
  }

  const CountyRoads& roads() const {
    if (!changed_) return beginning_->roads();
    if (!roads_) roads_.emplace(*changed_);
    return *roads_;
  }
  const BusDays& buses() const {
    if (!changed_) return beginning_->buses();
    if (!buses_) buses_.emplace(*changed_);
    return *buses_;
  }

 private:
  BeginningPtr beginning_;
  NetworkChanges changes_;
  std::optional<County> changed_;
  mutable std::optional<CountyRoads> roads_;
  mutable std::optional<BusDays> buses_;
};

using TransportPtr = std::shared_ptr<const Transport>;

}  // namespace rurban
