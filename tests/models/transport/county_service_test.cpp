#include "models/transport/county_service.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace rurban {
namespace {

const County& norrbotten() {
  static const County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
  return county;
}

TEST(CountyService, RunsMoreBusesOnAWednesdayThanOnASunday) {
  const DayService wednesday = county_service(norrbotten(), 2, true), sunday = county_service(norrbotten(), 6, true);
  EXPECT_GT(wednesday.trips, 2 * sunday.trips);
  EXPECT_GT(sunday.trips, 0U);
  EXPECT_LT(county_service(norrbotten(), 2, false).trips, wednesday.trips);
}

// The published feed has a median of 70 km/h on its edges over 5 km (README of
// ../shared/data/gtfs_lanstrafiken_2023).
TEST(CountyService, LongLinksAreDrivenAtSomeSeventyKmPerHour) {
  std::vector<double> km_per_h;
  for (const RoadLink& link : norrbotten().road_links)
    if (link.length_m > 5'000 && link.bus_time_s > 0 && !link.estimated)
      km_per_h.push_back(3.6 * link.length_m / link.bus_time_s);
  ASSERT_GT(km_per_h.size(), 300U);
  std::nth_element(km_per_h.begin(), km_per_h.begin() + km_per_h.size() / 2, km_per_h.end());
  EXPECT_NEAR(km_per_h[km_per_h.size() / 2], 70, 5);
}

TEST(CountyService, AllJourneysToTheHospitalAgreeWithSearchesThroughTheDay) {
  const Timetable timetable(county_service(norrbotten(), 2, true));
  const auto& nodes = norrbotten().road_nodes;
  const auto hospital = static_cast<std::uint32_t>(
      std::find_if(nodes.begin(), nodes.end(),
                   [](const RoadNode& node) { return node.name.starts_with("Sunderby Sjukhus"); }) -
      nodes.begin());
  ASSERT_LT(hospital, nodes.size());
  std::vector<Timetable::Goal> goals{{hospital, 0}};
  for (const Walk& walk : walks_between(nodes, {}))
    if (walk.to == hospital) goals.push_back({walk.from, walk.seconds});
  const auto journeys = timetable.journeys_to(goals);
  std::vector<DaySeconds> arrivals;
  int reached = 0;
  for (std::uint32_t stop = 0; stop < nodes.size(); stop += 23)
    for (DaySeconds time = 5 * 3600; time < 20 * 3600; time += 3600) {
      timetable.earliest_arrivals(stop, time, arrivals);
      DaySeconds expected = arrival_of(journeys[stop], time);
      for (const Timetable::Goal& goal : goals)
        if (goal.stop == stop) expected = std::min(expected, time + goal.seconds);
      ASSERT_EQ(expected, arrivals[hospital]) << nodes[stop].name << " at " << time;
      reached += expected != kNever;
    }
  EXPECT_GT(reached, 300);
}

}  // namespace
}  // namespace rurban
