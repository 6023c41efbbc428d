// What is said of a scenario beside another one, in replicates.
#include "tools/judgement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "tools/commands.h"
#include "tools/replicates.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace tools {
namespace {

/// A county in which the return flow, welfare and J are as told; everything else is as it is.
Figures county(double return_flow, double women, double men, double interplay) {
  Figures figures;
  const auto put = [&](const std::string& name, double value, twin::Text label = {"x", "x"}) {
    figures["resourceflow." + name] = {std::move(label), "1", value};
  };
  put("rfr_rural", return_flow);
  put("rural_people", 1 + return_flow);
  put("rural_services", 0.8);
  put("interplay", interplay);
  for (const char* grouping : {"place_class", "age", "sex", "origin"})
    put(std::string("theil_") + grouping + "_between", 0.01);
  put("welfare_sex_1", women);
  put("welfare_sex_2", men);
  put("persons_sex_1", 1'000, {"personer, kvinnor", "persons, women"});
  put("persons_sex_2", 1'100, {"personer, män", "persons, men"});
  return figures;
}

std::vector<Figures> replicates(double return_flow, double women, double men, double interplay) {
  std::vector<Figures> all;
  for (int r = 0; r != 10; ++r) all.push_back(county(return_flow + 0.001 * r, women + r, men + r, interplay));
  return all;
}

TEST(Judgement, OfAScenarioThatChangesNothingHasNothingToTellAndDoesNotPass) {
  const auto same = replicates(0.3, 200, 210, 0);
  const Judgement judged = judge(same, same);
  EXPECT_TRUE(judged.figures.empty());
  for (const GroupChange& group : judged.groups) EXPECT_EQ(group.change, 0);
  EXPECT_FALSE(judged.verdict.passes);
}

TEST(Judgement, PassesWhatRaisesTheReturnFlowAndLeavesNobodyBehind) {
  const Judgement judged = judge(replicates(0.3, 200, 210, 0), replicates(0.31, 202, 212.1, 0.02));
  EXPECT_TRUE(judged.verdict.passes) << judged.verdict.headline.en;
  ASSERT_FALSE(judged.figures.empty());
  EXPECT_TRUE(judged.figures.front().is_sure());
  ASSERT_EQ(judged.groups.size(), 2U);
  EXPECT_EQ(judged.groups[0].group.en, "women");
  EXPECT_NEAR(judged.groups[0].change, 0.01, 0.001);
}

TEST(Judgement, FailsWhatAGroupPaysFor) {
  const Judgement judged = judge(replicates(0.3, 200, 210, 0), replicates(0.31, 195, 220, 0.02));
  EXPECT_FALSE(judged.verdict.passes) << "women lose two and a half per cent";
  EXPECT_TRUE(judged.verdict.criterion_1);
  EXPECT_FALSE(judged.verdict.criterion_2);
  EXPECT_LT(judged.groups[0].interval.high, 0);
  EXPECT_GT(judged.groups[1].interval.low, 0);
}

TEST(Judgement, SumsAmountsOverMunicipalitiesAndMeansSharesOfTheLastYear) {
  twin::RunResult run;
  run.info.to = twin::date(2023, 1, 1);
  const auto series = [&](const char* name, const char* unit, std::vector<double> values) {
    twin::SeriesResult result;
    result.series.info = {name, "municipality", unit, {name, name}};
    result.series.width = 2;
    result.series.dates = {twin::date(2022, 1, 1), twin::date(2022, 7, 1), twin::date(2023, 1, 1)};
    result.series.values = std::move(values);
    run.series.push_back(std::move(result));
  };
  series("trips", "trips/day", {900, 900, 10, 20, 30, 40});
  series("share", "%", {90, 90, 10, 20, 30, 40});
  const Figures figures = figures_of(run);
  EXPECT_DOUBLE_EQ(figures.at("trips").value, 50)
      << "the mean of 30 and 70; what was before the last year is left out";
  EXPECT_DOUBLE_EQ(figures.at("share").value, 25);
}

TEST(Judgement, LivesEachScenarioWithTheSameSeedsAndFindsNoDifferenceFromItself) {
  Options options;
  options.json = true;
  options.set = {"to=2022-01-01"};
  const std::filesystem::path tiny = worlds::scenario("tiny");
  testing::internal::CaptureStdout();
  EXPECT_EQ(compare_replicates(options, {.replicates = 2, .baseline = tiny, .scenarios = {tiny}, .out = {}}), kOk);
  const auto told = nlohmann::json::parse(testing::internal::GetCapturedStdout());
  EXPECT_EQ(told["replicates"], 2);
  EXPECT_TRUE(told["figures"].empty());
  EXPECT_FALSE(told["passes"]);
}

TEST(Replicates, ThatShareTheirFirstYearsComeToTheSameAsEachAlone) {
  const auto change = [](int year, unsigned month, double value) {
    return twin::Change{twin::date(year, month, 1), {{"migration.arrivals", value}}, {}};
  };
  const std::vector<std::string> one{"to=2022-06-01", "seed=1"}, other{"to=2022-06-01", "seed=2"};
  const std::filesystem::path tiny = worlds::scenario("tiny");
  const std::vector<RunWanted> runs{{tiny, one, {}},
                                    {tiny, one, {change(2021, 10, 9'000)}},
                                    {tiny, one, {change(2021, 10, 9'000), change(2022, 2, 0)}},
                                    {tiny, other, {change(2021, 1, 0)}},
                                    {tiny, other, {}}};
  const auto values = [](const Figures& figures) {
    std::map<std::string, std::pair<double, double>> told;
    for (const auto& [name, figure] : figures)
      if (!std::isnan(figure.value)) told[name] = {figure.value, std::isnan(figure.a_year) ? 0 : figure.a_year};
    return told;
  };
  std::size_t ready = 0;
  const std::vector<Figures> together = live_all(runs, [&](std::size_t count) { ready = count; });
  EXPECT_EQ(ready, runs.size());
  for (std::size_t run = 0; run != runs.size(); ++run)
    EXPECT_EQ(values(together[run]), values(live_once(open_session(tiny, runs[run].set, runs[run].added)))) << run;
  EXPECT_NE(values(together[0]), values(together[1])) << "the change was lived, not only the years before";
  EXPECT_NE(values(together[1]), values(together[2]));
  EXPECT_NE(values(together[3]), values(together[4]));
}

TEST(Judgement, TellsWhatAProgrammeCostAYearOverTheWholeRun) {
  twin::RunResult run;
  run.info.from = twin::date(2021, 1, 1);
  run.info.to = twin::date(2023, 1, 1);
  twin::SeriesResult money;
  money.series.info = {"money", "", "kr/year", {"money", "money"}};
  money.series.dates = {twin::date(2022, 1, 1), twin::date(2023, 1, 1)};
  money.series.values = {500, 100};  // it was built in the first year
  run.series.push_back(std::move(money));
  EXPECT_DOUBLE_EQ(figures_of(run).at("money").value, 100);
  EXPECT_DOUBLE_EQ(figures_of(run).at("money").a_year, 300);
}

TEST(Judgement, OfTwoTogetherTellsWhatTheyDoBeyondTheSumOfEach) {
  const auto runs = [](double value) {
    return std::vector<Figures>{{{"x", {{}, "1", value}}}, {{"x", {{}, "1", value + 3}}}};
  };
  const auto beyond = [&](double one, double other, double both) {
    return beyond_the_sum("x", runs(10), runs(10 + one), runs(10 + other), runs(10 + both));
  };
  EXPECT_DOUBLE_EQ(beyond(1, 2, 3).median, 0) << "apart";
  EXPECT_DOUBLE_EQ(beyond(1, 2, 5).low, 2) << "complements";
  EXPECT_DOUBLE_EQ(beyond(1, 2, 2).high, -1) << "substitutes";
  EXPECT_DOUBLE_EQ(change_of("x", runs(10), runs(10)).baseline, 11.5);
  EXPECT_EQ(change_of("x", runs(10), runs(10)).change, 0);
}

TEST(Judgement, IsTwoPagesInBothLanguages) {
  const twin::TempDir folder;
  Options options;
  options.quiet = true;
  options.set = {"to=2022-01-01"};
  const std::filesystem::path tiny = worlds::scenario("tiny");
  testing::internal::CaptureStdout();
  compare_replicates(options,
                     {.replicates = 1, .baseline = tiny, .scenarios = {tiny}, .out = {}, .pages = folder / "p"});
  testing::internal::GetCapturedStdout();
  const std::string sv = twin::read_text(folder / "p" / "tiny-dom.html"),
                    en = twin::read_text(folder / "p" / "tiny-verdict.html");
  EXPECT_NE(sv.find("Klarar inte rättviseprovet"), std::string::npos);
  EXPECT_NE(en.find("Does not pass the equity gate"), std::string::npos);
  for (const std::string& page : {sv, en}) EXPECT_NE(page.find("class=\"second\""), std::string::npos);
}

TEST(Programmes, WithoutReplicatesAreToldAsCardsAndAnUnknownKeyIsAFault) {
  Options options;
  testing::internal::CaptureStdout();
  EXPECT_EQ(programmes(options, {.scenario = worlds::scenario("tiny")}), kOk);
  EXPECT_NE(testing::internal::GetCapturedStdout().find("Täckningskollen"), std::string::npos);
  EXPECT_THROW(programmes(options, {.scenario = worlds::scenario("tiny"), .replicates = 1, .keys = {"unknown"}}),
               twin::InputError);
}

TEST(Programmes, AreLivedAloneInPairsAllTogetherAndBesideTheLevers) {
  const twin::TempDir folder;
  Options options;
  options.quiet = true;
  options.set = {"to=2023-01-01"};
  testing::internal::CaptureStdout();
  EXPECT_EQ(programmes(options, {.scenario = worlds::scenario("tiny"),
                                 .replicates = 1,
                                 .keys = {"it-norrbotten", "fulltackning"},
                                 .pairs = true,
                                 .out = folder / "table.csv"}),
            kOk);
  testing::internal::GetCapturedStdout();
  const std::string table = twin::read_text(folder / "table.csv");
  for (const char* package : {"it-norrbotten", "fulltackning", "it-norrbotten + fulltackning", "rurban", "power-fee"})
    EXPECT_NE(table.find('"' + std::string(package) + "\","), std::string::npos) << package;
}

TEST(Programmes, TwoAreToldTogetherAlsoWhenPairsAreNotAskedFor) {
  Options options;
  options.quiet = true;
  options.set = {"to=2022-06-01"};
  testing::internal::CaptureStdout();
  programmes(options,
             {.scenario = worlds::scenario("tiny"), .replicates = 1, .keys = {"it-norrbotten", "fulltackning"}});
  const std::string told = testing::internal::GetCapturedStdout();
  EXPECT_NE(told.find("\nrurban\n"), std::string::npos);
  EXPECT_EQ(told.find("it-norrbotten + fulltackning"), std::string::npos);
}

}  // namespace
}  // namespace tools
