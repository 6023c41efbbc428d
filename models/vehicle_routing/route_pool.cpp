#include "models/vehicle_routing/route_pool.h"

namespace rurban::vrp {

RequestSet requests_of(std::span<const Visit> visits) {
  RequestSet requests;
  for (const Visit visit : visits) requests.add(visit.index);
  return requests;
}

bool RoutePool::offer(Cost cost, std::span<const Visit> visits) {
  const RequestSet requests = requests_of(visits);
  const auto found = index_.find(requests);
  if (found != index_.end()) {
    KnownRoute& known = routes_[found->second];
    if (known.cost <= cost) return false;
    known.cost = cost;
    known.visits.assign(visits.begin(), visits.end());
    return true;
  }
  if (routes_.size() == most_) {
    routes_.erase(routes_.begin(), routes_.begin() + static_cast<std::ptrdiff_t>(most_ / 2));
    index_.clear();
    for (std::size_t k = 0; k != routes_.size(); ++k) index_[routes_[k].requests] = k;
  }
  index_[requests] = routes_.size();
  routes_.push_back({cost, requests, {visits.begin(), visits.end()}});
  return true;
}

}  // namespace rurban::vrp
