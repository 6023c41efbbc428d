// What the window says at once of a changed setting, beside what a run comes to.
#include "tools/echo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "tools/judgement.h"
#include "tools/replicates.h"
#include "twin/io/file.h"

namespace {

namespace fs = std::filesystem;

viz::Echo echo_of(const tools::Session& session, const fs::path& file) {
  return tools::echo_of(file, session.scenario, session.provenance, session.simulation->plan());
}

tools::Session opened(const std::string& name, std::vector<std::string> set = {}) {
  return tools::open_session(worlds::scenario(name), set);
}

TEST(Echo, IsThereForTheScenarioThatItWasLearntOf) {
  const viz::Echo today = echo_of(opened("today"), worlds::scenario("today"));
  EXPECT_FALSE(today.settings.empty());
  EXPECT_EQ(today.on, twin::date(2026, 1, 1));
  EXPECT_TRUE(echo_of(opened("tiny"), worlds::scenario("tiny")).settings.empty());
  // Another county, or another assumption that it was not lived with: nobody knows.
  EXPECT_TRUE(echo_of(opened("tiny"), worlds::scenario("today")).settings.empty());
  EXPECT_TRUE(echo_of(opened("today", {"migration.study_pull=3"}), worlds::scenario("today")).settings.empty());
  // But how exactly a run tells makes no other scenario of it.
  EXPECT_FALSE(echo_of(opened("today", {worlds::kFewHouseholds}), worlds::scenario("today")).settings.empty());
}

TEST(Echo, SaysWhatAChangeDoesAndNothingBeyondWhatWasLived) {
  const tools::Session session = opened("today");
  const viz::Echo echo = echo_of(session, worlds::scenario("today"));
  auto settings = session.scenario.parameters;
  for (const viz::Echo::Figure& same : echo.expect(settings)) {
    EXPECT_EQ(same.after, same.before) << same.label.en;
    EXPECT_LT(same.low, same.after);
    EXPECT_GT(same.high, same.after);
  }
  const auto residents = [&] {
    const auto figures = echo.expect(settings);  // nothing else that is told is a larger number
    return std::ranges::max_element(figures, {}, &viz::Echo::Figure::after)->after;
  };
  double last = 0;
  for (const double arrivals : {5'000.0, 6'000.0, 7'000.0, 8'000.0, 9'000.0}) {
    settings["migration.arrivals"] = arrivals;
    EXPECT_GT(residents(), last + 1'000) << "of a thousand more a year for five years, most are still here";
    last = residents();
  }
  settings["migration.arrivals"] = 90'000;
  EXPECT_TRUE(echo.expect(settings).empty());
}

// When models change, the runs that it was learnt of are others: scenarios/experiments/today-echo.yaml makes it anew.
TEST(Echo, OfTodayAgreesWithARunOfTodaysModels) {
  const std::string path = worlds::scenario("today");
  const std::vector<std::string> set{worlds::kFewHouseholds,
                                     "marketplace.improvement=0",
                                     "to=2026-01-01",
                                     "seed=3",
                                     "migration.arrivals=8500",
                                     "employment.remote_share=0.4",
                                     "broadband.budget=120 MSEK/year"};
  const tools::Session session = opened("today", set);
  const tools::Figures lived = tools::live_once(session);
  const viz::Echo echo = echo_of(opened("today"), path);
  const auto expected = echo.expect(session.scenario.parameters);
  ASSERT_FALSE(expected.empty());
  for (const viz::Echo::Figure& figure : expected) {
    const auto found =
        std::ranges::find_if(lived, [&](const auto& one) { return one.second.label.en == figure.label.en; });
    ASSERT_NE(found, lived.end()) << figure.label.en;
    EXPECT_NEAR(found->second.value, figure.after, 0.02 * std::abs(figure.after)) << figure.label.en;
  }
}

}  // namespace
