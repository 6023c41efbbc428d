#include "models/visitors/planning.h"

#include <gtest/gtest.h>

#include <cmath>

#include "twin/base/draw.h"

namespace rurban::visitors {
namespace {

constexpr twin::Stream kTest{"test.visitors"};

ProjectChance chance_of(std::uint64_t project) {
  const twin::PhiloxKey key = twin::draw_key(1, kTest.hash);
  const twin::Draw fits(key, project, 0, 0), how(key, project, 0, 1);
  ProjectChance chance;
  for (std::size_t k = 0; k != kSites; ++k) chance.site[k] = fits.uniform(static_cast<int>(k));
  chance.knows = how.uniform(0);
  chance.pace = how.uniform(1);
  chance.patience = how.uniform(2);
  return chance;
}

/// Neither chance nor impatience: a site is free, the pace is the mean, the builder lasts.
ProjectChance calm() {
  return {.site = {0.9, 0.9, 0.9}, .knows = 0.5, .pace = 0.5, .patience = 0.5};
}

TEST(Land, IsClosedByEachOfWaterNatureAndHerdingByItself) {
  const LandLimits limits{.nature_fells = 0.5, .nature_lowland = 0.1, .herding = 0.2};
  EXPECT_DOUBLE_EQ(closed_share({0, false, false}, limits), 0.1);
  EXPECT_DOUBLE_EQ(closed_share({0, true, false}, limits), 0.5);
  EXPECT_DOUBLE_EQ(closed_share({0.5, true, true}, limits), 1 - 0.5 * 0.5 * 0.8);
  EXPECT_DOUBLE_EQ(closed_share({1, false, false}, limits), 1) << "nothing is built on a lake";
}

TEST(Project, WaitsTheMeanLeadTimeWithACoordinationBetweenThem) {
  const PlanningRules rules{.lead_years = 6, .lead_coordinated_years = 4, .lost_a_year = 0};
  EXPECT_DOUBLE_EQ(course_of(calm(), {}, 0, rules).lead_years, 6);
  EXPECT_DOUBLE_EQ(course_of(calm(), {}, 0.5, rules).lead_years, 5);
  EXPECT_DOUBLE_EQ(course_of(calm(), {}, 1, rules).lead_years, 4);
}

TEST(Project, IsNeverBuiltOnClosedLandHoweverWellItIsPlanned) {
  for (std::uint64_t project = 0; project != 500; ++project) {
    EXPECT_EQ(course_of(chance_of(project), {1, 1, 1}, 1, {}).loss, Loss::kSite);
    const ProjectChance chance = chance_of(project);
    const std::array<double, kSites> closed{0.6, 0.3, 0.8};
    const ProjectCourse course = course_of(chance, closed, 1, {});
    if (course.loss != Loss::kSite) {
      EXPECT_GE(chance.site[course.site], closed[course.site]);
    }
  }
}

TEST(Project, FindsAnotherSiteOnlyWhereAPlanShowsIt) {
  ProjectChance chance = calm();
  chance.site = {0.1, 0.9, 0.9};  // the first is closed
  const std::array<double, kSites> closed{0.3, 0.3, 0.3};
  EXPECT_EQ(course_of(chance, closed, 0, {}).loss, Loss::kSite);
  EXPECT_EQ(course_of(chance, closed, 0.4, {}).loss, Loss::kSite) << "this one is not among the planned half";
  const ProjectCourse planned = course_of(chance, closed, 1, {.lost_a_year = 0});
  EXPECT_EQ(planned.loss, Loss::kNone);
  EXPECT_EQ(planned.site, 1U);
}

TEST(Project, OfABuilderWhoTiresIsLostIfItWaitsLonger) {
  ProjectChance chance = calm();
  chance.patience = std::exp(-0.1 * 5);  // lasts five years at 0.1 a year
  const PlanningRules rules{.lead_years = 6, .lead_coordinated_years = 4, .lost_a_year = 0.1};
  EXPECT_EQ(course_of(chance, {}, 0, rules).loss, Loss::kWaiting);
  EXPECT_EQ(course_of(chance, {}, 1, rules).loss, Loss::kNone);
}

TEST(Coordination, NeverLosesAProjectThatLessOfItKeptNorMakesItWait) {
  int gained = 0;
  for (std::uint64_t project = 0; project != 2'000; ++project) {
    const ProjectChance chance = chance_of(project);
    ProjectCourse before = course_of(chance, {0.3, 0.4, 0.2}, 0, {});
    for (const double coordination : {0.2, 0.5, 0.8, 1.0}) {
      const ProjectCourse now = course_of(chance, {0.3, 0.4, 0.2}, coordination, {});
      if (before.loss == Loss::kNone) {
        ASSERT_EQ(now.loss, Loss::kNone) << project << ' ' << coordination;
      }
      ASSERT_LE(now.lead_years, before.lead_years);
      gained += before.loss != Loss::kNone && now.loss == Loss::kNone;
      before = now;
    }
  }
  EXPECT_GT(gained, 200) << "and it does keep some";
}

TEST(Projects, GetBuiltAsOftenAsLandAndPatienceSay) {
  // A fifth of the land is closed. Waits are uniform in 3 to 9 years and builders give up at 0.08 a year:
  // (exp(-0.24) - exp(-0.72)) / 0.48 = 0.625 last.
  int built = 0;
  constexpr int kProjects = 20'000;
  for (int project = 0; project != kProjects; ++project)
    built += course_of(chance_of(static_cast<std::uint64_t>(project)), {0.2, 0.2, 0.2}, 0,
                       {.lead_years = 6, .lead_coordinated_years = 4, .lost_a_year = 0.08})
                 .loss == Loss::kNone;
  EXPECT_NEAR(static_cast<double>(built) / kProjects, 0.8 * 0.625, 0.012);  // 3 standard errors
}

}  // namespace
}  // namespace rurban::visitors
