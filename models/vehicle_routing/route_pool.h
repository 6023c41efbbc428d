#pragma once
// Routes that have been driven in some plan, for who combines routes of many plans.
#include <map>
#include <span>
#include <vector>

#include "models/vehicle_routing/fragments.h"

namespace rurban::vrp {

/// Of routes that serve the same requests the cheapest. Vehicles are alike, and have no duties. In the order in which
/// routes came: the same on every machine.
class RoutePool {
 public:
  /// More than `most` routes, and the older half is forgotten.
  explicit RoutePool(std::size_t most) : most_(most) {}

  /// Returns whether there was none as cheap.
  bool offer(Cost cost, std::span<const Visit> visits);
  std::span<const KnownRoute> routes() const { return routes_; }
  /// The route that serves these requests; null if there is none.
  const KnownRoute* find(const RequestSet& requests) const {
    const auto found = index_.find(requests);
    return found == index_.end() ? nullptr : &routes_[found->second];
  }

 private:
  std::size_t most_;
  std::vector<KnownRoute> routes_;
  std::map<RequestSet, std::size_t> index_;
};

RequestSet requests_of(std::span<const Visit> visits);

}  // namespace rurban::vrp
