#include "models/resourceflow/interplay.h"

#include <gtest/gtest.h>

namespace rurban {
namespace {

TEST(Interplay, IsTheShareOfServiceTimeProducedTogether) {
  // (30 + 20 + 50) / 400
  EXPECT_DOUBLE_EQ(interplay({.all = 400, .shared_trips = 30, .rotating_meetings = 20, .pooled_staff = 50}).value(),
                   0.25);
  EXPECT_EQ(interplay({.all = 400}), 0.0);
  EXPECT_EQ(interplay({.all = 400, .pooled_staff = 400}), 1.0);
}

TEST(Interplay, IsEmptyWhereNoServicesAreProduced) {
  EXPECT_FALSE(interplay({}));
}

TEST(Interplay, OfACountyWeighsPlacesByTheirHours) {
  ServiceMinutes county{.all = 100, .shared_trips = 100};  // a village that does all together
  county += {.all = 900, .rotating_meetings = 90, .pooled_staff = 90};
  EXPECT_DOUBLE_EQ(interplay(county).value(), 0.28);  // (100 + 180) / 1,000
}

TEST(Interplay, RisesWithJointTimeAndFallsWhenOnlyTheRestGrows) {
  const double before = *interplay({.all = 400, .shared_trips = 30});
  EXPECT_GT(*interplay({.all = 410, .shared_trips = 40}), before);
  EXPECT_LT(*interplay({.all = 410, .shared_trips = 30}), before);
}

}  // namespace
}  // namespace rurban
