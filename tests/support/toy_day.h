#pragma once
#include <utility>
#include <vector>

#include "twin/run/motion.h"

namespace toy {

/// A car there and back, and a bus on the same way.
inline twin::MotionDay a_day(twin::Date date) {
  twin::MotionDay day;
  day.date = date;
  const std::uint8_t cars = day.add_kind({"bilar", "cars"}), buses = day.add_kind({"bussar", "buses"});
  const std::vector<twin::WayPoint> there{{701'000, 7'301'000, 0}, {702'000, 7'301'500, 60'000}},
      back{{702'000, 7'301'500, 0}, {701'000, 7'301'000, 61'500}};
  const std::uint32_t out = day.add_way(there), home = day.add_way(back);
  const std::uint32_t car = day.add_mover(cars), bus = day.add_mover(buses);
  day.add_leg({car, out, 27'000});
  day.add_leg({bus, out, 27'100});
  day.add_leg({car, home, 61'000});
  return day;
}

/// The same day with three who call: one goes by bus, one has turned the bus down, nobody comes for the third.
inline twin::MotionDay a_day_with_calls(twin::Date date) {
  twin::MotionDay day = a_day(date);
  day.calls.kinds = {{"väntar", "waits"}, {"tackade nej", "turned down"}, {"ingen kom", "nobody came"}};
  const auto call = [&](std::uint8_t kind, std::int32_t answered_s, std::int32_t until_s, std::uint32_t mover,
                        twin::Text what, twin::Text why) {
    twin::Call& one = day.calls.list.emplace_back();
    one.kind = kind;
    one.answered_s = one.from_s = answered_s;
    one.until_s = until_s;
    one.east_m = 701'000;
    one.north_m = 7'301'000;
    one.mover = mover;
    one.what = std::move(what);
    one.why = std::move(why);
  };
  call(0, 26'000, 27'100, 1, {"Anna till Öjå", "Anna to Öjå"}, {"Bussen kör ändå.", "The bus drives anyway."});
  call(1, 27'000, 28'000, twin::Call::kNobody, {"Bo till Öjå", "Bo to Öjå"}, {"För dyrt.", "Too dear."});
  call(2, 60'000, 61'000, twin::Call::kNobody, {"Cia hem", "Cia home"}, {"Ingen hinner.", "Nobody is in time."});
  day.calls.cases = {{"för sig", "alone"}, {"ihop", "together"}};
  twin::Counter rides{{"resor", "rides"}, {}, {}};
  for (const std::int64_t done : {0, 1}) {
    rides.by_case.emplace_back(twin::Counter::kSteps);
    for (std::size_t step = 27'600 / twin::Counter::kStep_s; step < rides.by_case.back().size(); ++step)
      rides.by_case.back()[step] = done;
  }
  day.calls.counters.push_back(std::move(rides));
  day.calls.usual_ways.push_back({1, 0});
  return day;
}

}  // namespace toy
