#pragma once
// J: how much of the services is produced together.
#include <cstdint>
#include <optional>

namespace rurban {

/// Time that went into services in a year, in minutes. A minute that is joint in two ways counts once, under the
/// first that fits. Requires: the three kinds of joint minutes are 0 or more and together at most `all`
struct ServiceMinutes {
  std::int64_t all = 0;
  std::int64_t shared_trips = 0;       ///< vehicles that carry for two or more services
  std::int64_t rotating_meetings = 0;  ///< held in turn in the places that take part
  std::int64_t pooled_staff = 0;       ///< who work for two or more employers or places

  std::int64_t joint() const { return shared_trips + rotating_meetings + pooled_staff; }
  ServiceMinutes& operator+=(const ServiceMinutes& other);
};

/// J = joint / all, 0 to 1, dimensionless. Empty where no services are produced.
std::optional<double> interplay(const ServiceMinutes& minutes);

}  // namespace rurban
