#include "models/transport/bus_days.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace rurban {
namespace {

constexpr DaySeconds at(int hour, int minute) {
  return hour * 3600 + minute * 60;
}

TEST(BusDay, AnErrandTakesTheMorningBusAndTheNextOneBack) {
  const std::vector<Journey> there{{at(13, 0), at(13, 40)}, {at(7, 0), at(7, 40)}};
  const std::vector<Journey> back{{at(18, 0), at(18, 40)}, {at(15, 0), at(15, 40)}};
  // 13:00 there, 15:00 back: 80 minutes under way, and 20 minutes more than the hour that was needed, half of them.
  EXPECT_EQ(best_day(there, back).errand, (80 + 10) / 2);
}

TEST(BusDay, WorkNeedsABusBeforeEightThirtyAndOneAfterHalfPastThree) {
  const std::vector<Journey> there{{at(7, 0), at(7, 40)}}, late{{at(8, 0), at(8, 40)}}, back{{at(16, 0), at(16, 40)}};
  // At work from 7:40 to 16:00, 80 minutes more than 8:30 to 15:30.
  EXPECT_EQ(best_day(there, back).work, (80 + 40) / 2);
  EXPECT_EQ(best_day(late, back).work, BusTrips::kNone);
  EXPECT_EQ(best_day(there, {{at(15, 0), at(15, 40)}}).work, BusTrips::kNone);
}

TEST(BusDay, WithoutABusHomeThereIsNoDay) {
  EXPECT_EQ(best_day({{at(7, 0), at(7, 40)}}, {}).errand, BusTrips::kNone);
  EXPECT_EQ(best_day({{at(7, 0), at(7, 40)}}, {{at(7, 50), at(8, 30)}}).errand, BusTrips::kNone)
      << "ten minutes there";
}

TEST(Norrbotten, HasBusesToTownFromFewerPlacesOnASunday) {
  static const County county = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
  const BusDays days(county);
  const auto lulea = static_cast<std::uint32_t>(
      std::find_if(county.places.begin(), county.places.end(), [](const Place& p) { return p.name == "Luleå"; }) -
      county.places.begin());
  int weekday = 0, sunday = 0, for_work = 0;
  for (std::uint32_t place = 0; place != county.places.size(); ++place) {
    weekday += days.between(0, place, lulea).errand != BusTrips::kNone;
    sunday += days.between(6, place, lulea).errand != BusTrips::kNone;
    for_work += days.between(0, place, lulea).work != BusTrips::kNone;
  }
  EXPECT_GT(weekday, 2 * sunday);
  EXPECT_GT(weekday, for_work);
  EXPECT_GT(for_work, 10);
}

}  // namespace
}  // namespace rurban
