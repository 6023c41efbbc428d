#include <gtest/gtest.h>

#include <numeric>

#include "tests/system/worlds.h"

namespace rurban {
namespace {

double sum_of(const tools::Session& session, const std::string& name) {
  for (const twin::Series& series : session.simulation->plan().series())
    if (series.info.name == name) return std::accumulate(series.values.begin(), series.values.end(), 0.0);
  ADD_FAILURE() << name;
  return 0;
}

TEST(Marketplace, CountingWhatOperatorsDoByThemselvesChangesNothing) {
  tools::Session counted = worlds::founded("today", {"marketplace.observe=1"});
  worlds::live_until(*counted.simulation, twin::date(2021, 4, 1));
  EXPECT_EQ(worlds::hash_after("today", 3), to_string(counted.simulation->hash().total));
  EXPECT_GT(sum_of(counted, "marketplace.served"), 0);
}

TEST(Marketplace, GivesRidesToThoseWithoutACarAndEveryOreIsBooked) {
  tools::Session session = worlds::founded("today", {"marketplace.joined=1"});
  worlds::live_until(*session.simulation, twin::date(2021, 7, 1));  // each month's audit would stop the run
  EXPECT_GT(sum_of(session, "daily_life.trips_shared"), 1'000);
  // People ride along when and where the market's day was asked to take them, and no more than that.
  constexpr double kDaysOfQuarter = 91;
  EXPECT_LT(sum_of(session, "daily_life.trips_shared"), kDaysOfQuarter * sum_of(session, "marketplace.asked"));
  double gains = 0;
  for (const char* who : {"municipality", "post", "parcels", "grocers"}) {
    const double gain = sum_of(session, std::string("marketplace.gain_") + who);
    EXPECT_GE(gain, 0) << who << ": none but the market's owner is worse off than alone";
    gains += gain;
  }
  EXPECT_GT(gains, 0);
}

}  // namespace
}  // namespace rurban
