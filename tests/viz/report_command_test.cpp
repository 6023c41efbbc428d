// `rurban report`: a run's report, written again from what the run left behind.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/temp_dir.h"
#include "tools/commands.h"
#include "tools/report.h"
#include "tools/session.h"
#include "twin/base/error.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// A year of the smallest world, as `rurban run` leaves it.
class ReportCommand : public testing::Test {
 protected:
  ReportCommand() {
    options_.quiet = true;
    options_.language = twin::Language::kEnglish;
    testing::internal::CaptureStdout();
    run(options_, fs::path(RURBAN_ROOT) / "scenarios/tiny.yaml", folder_.path());
    testing::internal::GetCapturedStdout();
  }
  int write(const ReportWanted& wanted) {
    testing::internal::CaptureStdout();
    const int code = report(options_, folder_.path(), wanted);
    testing::internal::GetCapturedStdout();
    return code;
  }

  Options options_;
  const twin::TempDir folder_;
};

TEST_F(ReportCommand, GivesAPlaceAPageOfItsOwnInBothLanguages) {
  fs::remove(folder_ / "report.html");
  EXPECT_EQ(write({.places = {"Uddnäs"}, .out = folder_ / "again", .against = {}}), kOk);
  EXPECT_NE(text_of(folder_ / "again/rapport.html").find("Uddnäs: pengar in och ut 2021"), std::string::npos);
  EXPECT_NE(text_of(folder_ / "again/report.html").find("Uddnäs: money in and out 2021"), std::string::npos);
  EXPECT_NE(text_of(folder_ / "again/report.html").find("A household that lives here"), std::string::npos)
      << "as the recording tells it";
  EXPECT_FALSE(fs::exists(folder_ / "report.html")) << "another folder was asked for";
}

TEST_F(ReportCommand, FindsNoDifferenceFromTheSameRun) {
  EXPECT_EQ(write({.places = {}, .out = {}, .against = folder_.path()}), kOk);
  const std::string page = text_of(folder_ / "report.html");
  EXPECT_NE(page.find("What the change does"), std::string::npos);
  EXPECT_NE(page.find("households get as much as before and the municipality as much as before"), std::string::npos);
}

TEST_F(ReportCommand, RefusesAPlaceThatIsNotThere) {
  EXPECT_THROW(report(options_, folder_.path(), {.places = {"Udnäs"}, .out = {}, .against = {}}), twin::InputError);
}

TEST(AccountNames, NumberPlacesAsTheLedgerDoes) {
  const Session session = open_session(fs::path(RURBAN_ROOT) / "scenarios/tiny.yaml", {});
  session.simulation->found(session.scenario.from);
  const viz::AccountNames names = account_names(session.beginning->county());
  const auto ids = session.simulation->world().table("place").ids();
  ASSERT_EQ(names.places.size(), ids.size());
  for (std::size_t row = 0; row != ids.size(); ++row) {
    EXPECT_EQ(names.places[row].account, ids[row]);
    EXPECT_EQ(names.places[row].name, session.simulation->world().table("place").labels[row]);
  }
}

}  // namespace
}  // namespace tools
