#include "models/resourceflow/interplay.h"

#include <cassert>

namespace rurban {

ServiceMinutes& ServiceMinutes::operator+=(const ServiceMinutes& other) {
  all += other.all;
  shared_trips += other.shared_trips;
  rotating_meetings += other.rotating_meetings;
  pooled_staff += other.pooled_staff;
  return *this;
}

std::optional<double> interplay(const ServiceMinutes& minutes) {
  assert(0 <= minutes.joint() && minutes.joint() <= minutes.all);
  if (minutes.all == 0) return std::nullopt;
  return static_cast<double>(minutes.joint()) / static_cast<double>(minutes.all);
}

}  // namespace rurban
