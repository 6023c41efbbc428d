// What meetings of developers do to the books of a whole county.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/system/economy.h"

namespace {

using namespace rurban;

std::string books_of(const tools::Session& session) {
  return to_string(session.simulation->ledger().hash());
}
std::int64_t total(const tools::Session& session, const twin::Key<std::int64_t>& key) {
  std::int64_t sum = 0;
  for (const std::int64_t value : session.simulation->world().column(key)) sum += value;
  return sum;
}

TEST(Practices, WithoutMeetingsLeaveTheLedgerAsItIsWhateverTheyWouldDo) {
  EXPECT_EQ(books_of(books::lived("tiny", 12)),
            books_of(books::lived(
                "tiny", 12,
                {"practices.procurement_saving=0.1", "practices.procured_share=1", "practices.hourly_cost=5000",
                 "practices.adoption_per_contact=1", "practices.arises=1"})));
}

TEST(Practices, OfMeetingsThatCostNothingLeaveTheLedgerAsItIsThoughTimeIsSpent) {
  const tools::Session free =
      books::lived("tiny", 12, {"practices.meetings=6", "practices.hourly_cost=0", "practices.expenses=0"});
  EXPECT_EQ(books_of(free), books_of(books::lived("tiny", 12)));
  EXPECT_GT(total(free, kMeetingMinutes), 0);
}

TEST(Practices, AreBookedAsWhatPublicBodiesBuyToTheOre) {
  const tools::Session none = books::lived("tiny", 1), one = books::lived("tiny", 1, {"practices.meetings=6"});
  const auto bought = [](const tools::Session& session) {
    return books::Flows(*session.simulation, twin::date(2021, 1, 1)).total("purchases of public bodies");
  };
  const std::int64_t cost = total(one, kMeetingCost) + total(one, kRegionMeetingCost);
  EXPECT_GT(cost, 0) << "there is a meeting in January";
  EXPECT_EQ(bought(one) - bought(none), cost);
}

TEST(Practices, CloseTheBooksMonthByMonth) {
  // Each month's audit would stop the run.
  const tools::Session all = books::lived(
      "tiny", 12, {"practices.meetings=10", "practices.region_share=0.333", "practices.procurement_saving=0.1"});
  EXPECT_GT(total(all, kRegionMeetingCost), 0);
}

TEST(Practices, CountMinutesInMeetingsAsJointAndTheWayThereAsTimeOnly) {
  const tools::Session session = books::lived("tiny", 12, {"practices.meetings=6"});
  const auto met = static_cast<double>(total(session, kMeetingMinutes)),
             travelled = static_cast<double>(total(session, kMeetingTravel)),
             driven = static_cast<double>(total(session, kServiceMinutes));
  EXPECT_DOUBLE_EQ(books::latest(*session.simulation, "resourceflow.interplay").front(),
                   met / (driven + met + travelled));
  EXPECT_EQ(books::latest(*books::lived("tiny", 12).simulation, "resourceflow.interplay").front(), 0);
}

}  // namespace
