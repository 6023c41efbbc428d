#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/fleet/vehicles.h"
#include "twin/run/motion.h"

namespace rurban {

/// A vehicle's task on one day. It ends where it began.
struct Job {
  VehicleKind kind;
  std::uint32_t base = 0;  ///< vehicles of one kind and base stand in for each other
  std::uint32_t way = 0;   ///< of the day's motion
  std::int32_t start_s = 0;
};

/// Collects a day's jobs and hands them out: each to the vehicle of its kind and base that has been back for the
/// longest time, if it may be out that long, else to one more.
class Dispatch {
 public:
  /// Adds the kinds of vehicles to the day.
  explicit Dispatch(twin::MotionDay& day);

  std::uint8_t kind(VehicleKind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
  void add(const Job& job) { jobs_.push_back(job); }
  /// Makes movers and legs of all jobs.
  void send_out();

 private:
  twin::MotionDay& day_;
  std::array<std::uint8_t, kVehicleKinds> kinds_{};
  std::vector<Job> jobs_;
};

}  // namespace rurban
