#include "viz/export/svg.h"

#include <gtest/gtest.h>

#include "viz/core/numbers.h"
#include "viz/export/report.h"

namespace viz {
namespace {

using twin::Language;

TEST(Numbers, AreGroupedAndSignedAsThePeopleWhoReadThemWrite) {
  EXPECT_EQ(thousands(249614), "249\u202f614");
  EXPECT_EQ(thousands(999), "999");
  EXPECT_EQ(signed_number(-1234), "\u22121\u202f234");
  EXPECT_EQ(signed_number(7), "+7");
  EXPECT_EQ(signed_number(-0.2), "0");
  EXPECT_EQ(signed_percent(-0.0217, Language::kSwedish), "\u22122,2\u202f%");
  EXPECT_EQ(signed_percent(0.1, Language::kEnglish), "+10.0\u202f%");
}

TEST(Ticks, CoverTheRangeInRoundSteps) {
  for (const auto& [low, high] : {std::pair{0.0, 1.0}, {244182.0, 249614.0}, {-30.0, 70.0}, {5.0, 5.0}}) {
    const auto marks = ticks(low, high, 5);
    ASSERT_GE(marks.size(), 2U);
    EXPECT_LE(marks.front(), low);
    EXPECT_GE(marks.back(), high);
    EXPECT_LE(marks.size(), 12U);
  }
}

TEST(Charts, EscapeWhatAPlaceMayBeCalled) {
  const std::string svg = to_svg(BarChart{"<&\">", {{"A<B", -0.1, "x&y"}, {"C", 0.2, "z"}}});
  EXPECT_EQ(svg.find("A<B"), std::string::npos);
  EXPECT_NE(svg.find("A&lt;B"), std::string::npos);
  EXPECT_NE(svg.find("x&amp;y"), std::string::npos);
}

TEST(Charts, DrawEmptyDataWithoutNumbersThatAreNone) {
  for (const std::string& svg : {to_svg(LineChart{"t", "y", {}, false}), to_svg(BarChart{"t", {}}), to_svg(DotMap{})})
    EXPECT_EQ(svg.find("nan"), std::string::npos) << svg;
}

twin::RunResult small_run() {
  twin::RunResult run;
  run.info.from = twin::date(2021, 1, 1);
  run.info.to = twin::date(2022, 1, 1);
  twin::SeriesResult residents;
  residents.series.info = {"population.residents", "municipality", "persons", {"invånare", "residents"}};
  residents.series.width = 2;
  residents.series.dates = {run.info.from, run.info.to};
  residents.series.values = {6145, 2718, 6100, 2800};
  residents.row_labels = {"Arvidsjaur", "Överkalix"};
  run.series.push_back(residents);
  return run;
}

TEST(PopulationTable, ShowsThenNowAndTheChangeInAlignedColumns) {
  EXPECT_EQ(population_table(small_run(), Language::kEnglish),
            "  Residents           2021-01-01  2022-01-01      change           %\n"
            "  Arvidsjaur               6\u202f145       6\u202f100         \u221245      \u22120.7\u202f%\n"
            "  Överkalix                2\u202f718       2\u202f800         +82      +3.0\u202f%\n"
            "  The county               8\u202f863       8\u202f900         +37      +0.4\u202f%\n");
}

TEST(Report, IsOnePageThatLoadsNothingAndSaysWhatItIsNot) {
  ReportFrame frame;
  frame.title = {"Prov <1>", "Trial"};
  const std::string page = report_html(small_run(), frame);
  EXPECT_NE(page.find("<html lang=\"sv\">"), std::string::npos);
  EXPECT_NE(page.find("Prov &lt;1&gt;"), std::string::npos);
  EXPECT_NE(page.find("inte en prognos"), std::string::npos);
  for (const char* outside : {"<script", "src=", "@import", "url("})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
}

}  // namespace
}  // namespace viz
