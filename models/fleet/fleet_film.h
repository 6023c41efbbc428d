#pragma once
#include <span>
#include <vector>

#include "models/fleet/dispatch.h"
#include "models/fleet/duties.h"
#include "models/fleet/fleet_work.h"
#include "models/fleet/freight.h"
#include "models/fleet/rides.h"
#include "models/transport/ways.h"
#include "twin/base/draw.h"

namespace rurban {

/// Puts the vehicles of one day in motion. Chance decides who rides when, and when loads set out.
class FleetFilm {
 public:
  FleetFilm(const County& county, const CountyRoads& roads, twin::PhiloxKey key, twin::MotionDay& day);

  /// Of kinds for which `is_shown` holds.
  void rounds(std::span<const Task> tasks, bool (*is_shown)(VehicleKind));
  void buses();
  /// Both by place.
  void rides(std::span<const Riders> riders, std::span<const RideGoals> goals);
  void freight();
  /// Hands out what rounds(), rides() and freight() added; the last call.
  void send_out() { dispatch_.send_out(); }

 private:
  /// A whole number that is `expected` on average.
  static std::int32_t whole(double expected, const twin::Draw& draw);
  std::uint32_t way_of(const BusPattern& pattern);
  std::uint32_t way_of(const FreightRoute& route, const FreightWay& way);

  const County& county_;
  const CountyRoads& roads_;
  twin::PhiloxKey key_;
  twin::MotionDay& day_;
  Season season_;
  WayPen pen_;
  Dispatch dispatch_;
};

}  // namespace rurban
