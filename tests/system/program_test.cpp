// The program as a user meets it: what it prints, what it leaves behind, and how it ends.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <thread>

#include "tests/support/program.h"
#include "tests/support/region.h"

namespace {

namespace fs = std::filesystem;
using twin::Ended;
using twin::Program;
using twin::text_of;

TEST_F(Program, EndsARunWithATableTheResidualAndTheStateHash) {
  const Ended ended = run({"run", scenario("tiny")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.out.find("Lillby"), std::string::npos);
  EXPECT_TRUE(std::regex_search(
      ended.out, std::regex("persons residual: 0\nledger residual: 0 öre\nstate hash: [0-9a-f]{32}\n$")))
      << ended.out;
  for (const char* file : {"results.sqlite", "series.csv", "run.rtr", "rapport.html", "report.html", "scenario.yaml"})
    EXPECT_TRUE(fs::exists(folder_ / (std::string("results/tiny/") + file))) << file;
}

TEST_F(Program, FindsWhereFibrePays) {
  const fs::path file = folder_ / "houses.stp";
  std::ofstream(file) << "33D32945 STP File, STP Format Version 1.0\nSECTION Graph\nNodes 3\nEdges 2\nE 1 2 2.5\n"
                         "E 2 3 9\nEND\nSECTION Terminals\nTP 1 5\nTP 2 5\nTP 3 4\nEND\nEOF\n";
  const Ended ended = run({"steiner", file.string(), "--rounds", "3", "--out", (folder_ / "tree.csv").string()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  // 2.5 for the way between two houses, and the 4 of the third, which is farther off than it is worth.
  EXPECT_NE(ended.out.find("objective: 6.5, at least 6.5"), std::string::npos) << ended.out;
  EXPECT_TRUE(fs::exists(folder_ / "tree.csv"));
  EXPECT_EQ(run({"steiner"}).code, 3);
  fs::create_directory(folder_ / "empty");
  const Ended nothing = run({"steiner", "--table", "empty"});
  EXPECT_EQ(nothing.code, 3);
  EXPECT_NE(nothing.err.find("empty: the folder has no problems"), std::string::npos) << nothing.err;
  EXPECT_EQ(nothing.out, "");
  EXPECT_EQ(run({"steiner", (folder_ / "nowhere.stp").string()}).code, 4);
}

TEST_F(Program, FindsWhichVehicleTakesWhat) {
  const fs::path file = folder_ / "trips.txt", routes = folder_ / "trips.sol";
  // Two errands on one road: one car takes both on its way, 10 there and 10 back.
  std::ofstream(file) << "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 50 1 0 2\n2 6 8 -5 0 90 1 1 0\n"
                         "3 0 0 5 0 90 1 0 4\n4 6 8 -5 0 90 1 3 0\n";
  const Ended ended = run({"dispatch", file.string(), "--iterations", "200", "--out", routes.string()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.out.find("trips: 1 vehicles, distance 20.000"), std::string::npos) << ended.out;
  EXPECT_NE(run({"dispatch", file.string(), "--check", routes.string()}).out.find("holds"), std::string::npos);
  std::ofstream(routes) << "Solution\nRoute 1 : 2 1 3 4\n";
  EXPECT_EQ(run({"dispatch", file.string(), "--check", routes.string()}).code, 5);
  EXPECT_EQ(run({"dispatch"}).code, 3);
  std::ofstream(file) << "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 five 0 50 1 0 2\n";
  const Ended broken = run({"dispatch", file.string()});
  EXPECT_EQ(broken.code, 3);
  EXPECT_NE(broken.err.find("trips.txt:3"), std::string::npos) << broken.err;
}

TEST_F(Program, MakesACountyOfAFolderOfFilesAndLivesInIt) {
  rurban::write_region(folder_ / "files");
  const Ended made =
      run({"import", "county", "files", "--out", "ours", "--like", RURBAN_ROOT "/scenarios/norrbotten"});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_NE(made.out.find("borrowed"), std::string::npos) << made.out;
  EXPECT_TRUE(fs::exists(folder_ / "ours/gaps.md"));
  std::ofstream(folder_ / "year.yaml") << "title: {sv: Ett år, en: A year}\nquestion: {sv: Hur, en: How}\n"
                                          "county: ours\nfrom: 2021-01-01\nto: 2022-01-01\nseed: 1\n";
  const Ended lived = run({"run", "year.yaml", "--quiet"});
  EXPECT_EQ(lived.code, 0) << lived.err;
  EXPECT_NE(lived.out.find("persons residual: 0\nledger residual: 0 öre"), std::string::npos) << lived.out;

  fs::remove(folder_ / "files/census.csv");
  const Ended lacking =
      run({"import", "county", "files", "--out", "less", "--like", RURBAN_ROOT "/scenarios/norrbotten"});
  EXPECT_EQ(lacking.code, 5);
  EXPECT_NE(lacking.err.find("can't be run yet"), std::string::npos) << lacking.err;
  EXPECT_EQ(run({"import", "county", "nowhere", "--out", "none"}).code, 4);
}

TEST_F(Program, MakesTheTablesOfACountyOneByOne) {
  rurban::write_region(folder_ / "files");
  const Ended series = run({"import", "series", "files/folk.csv", "--out", "population_history.csv"});
  EXPECT_EQ(series.code, 0) << series.err;
  EXPECT_NE(text_of(folder_ / "population_history.csv").find("9001,2020,99"), std::string::npos);
  const Ended grid =
      run({"import", "grid", "files/census.csv", "--places", "files/orter.csv", "--out", "places.csv"});
  EXPECT_EQ(grid.code, 0) << grid.err;
  EXPECT_NE(grid.out.find("2 municipalities, 2 places, 150 residents"), std::string::npos) << grid.out;
  EXPECT_EQ(run({"import", "osm", "files/orter.csv", "--out", "roads"}).code, 4);
  EXPECT_FALSE(fs::exists(folder_ / "roads/road_nodes.csv"));
}

TEST_F(Program, RefusesAHindcastThatEndsBeforeItBegins) {
  std::ofstream series(folder_ / "series.csv");
  series << "code,year,population\n";
  for (int year = 1950; year <= 2000; ++year)
    for (const int code : {2505, 2506, 2510, 2513, 2514, 2518, 2521, 2523, 2560, 2580, 2581, 2582, 2583, 2584})
      series << code << "," << year << ",10000\n";
  series.close();
  const auto ends_in = [&](const char* end) {
    return run({"hindcast", "--county", RURBAN_ROOT "/scenarios/norrbotten", "--sweden",
                RURBAN_ROOT "/scenarios/sweden/sweden.csv", "--series", "series.csv", "--start", "1990", "--end",
                end});
  };
  for (const char* end : {"1990", "1980"}) {
    const Ended refused = ends_in(end);
    EXPECT_EQ(refused.code, 3);
    EXPECT_NE(refused.err.find("is not after the start in 1990"), std::string::npos) << refused.err;
  }
  EXPECT_NE(ends_in("2001").err.find("no populations of 2001"), std::string::npos);
}

TEST_F(Program, SpeaksSwedishAndJsonAndStaysQuietWhenAsked) {
  EXPECT_NE(run({"run", scenario("tiny"), "--lang", "sv"}).out.find("Invånare"), std::string::npos);
  EXPECT_NE(run({"--help"}).out.find("compare"), std::string::npos);
  const Ended quiet = run({"run", scenario("tiny"), "--quiet"});
  EXPECT_EQ(quiet.err, "");
  EXPECT_EQ(std::count(quiet.out.begin(), quiet.out.end(), '\n'), 3);
  const Ended json = run({"run", scenario("tiny"), "--json"});
  std::istringstream lines(json.out + json.err);
  int events = 0;
  for (std::string line; std::getline(lines, line); ++events) EXPECT_TRUE(nlohmann::json::accept(line)) << line;
  EXPECT_GE(events, 2);
}

TEST_F(Program, GivesTheSameRunOnAnyThreadsAndAnotherForAnotherSeed) {
  const auto hash = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"run", scenario("tiny"), "--quiet"});
    return run(more).out;
  };
  EXPECT_EQ(hash({"--threads", "1"}), hash({"--threads", "3"}));
  EXPECT_NE(hash({"--seed", "1"}), hash({"--seed", "2"}));
}

TEST_F(Program, CorrectsASlipOfTheKeys) {
  const Ended verb = run({"chek"});
  EXPECT_EQ(verb.code, 2);
  EXPECT_NE(verb.err.find("«check»"), std::string::npos) << verb.err;
  const Ended option = run({"run", "--thread", "2", scenario("tiny")});
  EXPECT_EQ(option.code, 2);
  EXPECT_NE(option.err.find("«--threads»"), std::string::npos) << option.err;
  EXPECT_EQ(run({}).code, 2);
}

TEST_F(Program, TellsEveryFaultOfAScenarioWithItsCode) {
  std::ofstream(folder_ / "bad.yaml") << "county: nowhere\nfrom: x\nsede: 1\n";
  const Ended ended = run({"check", "bad.yaml", scenario("tiny")});
  EXPECT_EQ(ended.code, 3);
  for (const char* fault : {"bad.yaml:1:9:", "bad.yaml:2:7:", "bad.yaml:3:1:", "3 faults"})
    EXPECT_NE(ended.err.find(fault), std::string::npos) << fault << "\n" << ended.err;
  EXPECT_NE(ended.out.find("all right"), std::string::npos);
  EXPECT_EQ(run({"run", "bad.yaml"}).code, 3);
  EXPECT_EQ(run({"run", "missing.yaml"}).code, 4);
  EXPECT_EQ(run({"run", scenario("tiny"), "--set", "seed=x"}).code, 3);
}

TEST_F(Program, DescribesAndExaminesItself) {
  EXPECT_NE(run({"describe", "--plan", scenario("tiny")}).out.find("population"), std::string::npos);
  const Ended fit = run({"describe", "--population", scenario("tiny")});
  EXPECT_EQ(fit.code, 0);
  EXPECT_NE(fit.out.find("controlled, must be exact"), std::string::npos);
  EXPECT_NE(run({"describe", "--parameters"}).out.find("demography.mortality_factor"), std::string::npos);
  EXPECT_NE(run({"describe", "--scenario", scenario("tiny")}).out.find("seed: 1"), std::string::npos);
  EXPECT_EQ(run({"doctor"}).code, 0);
}

TEST_F(Program, TellsAPlaceAsItsPeopleKnowIt) {
  const Ended page = run({"describe", scenario("tiny"), "--place", "Uddnäs"});
  EXPECT_EQ(page.code, 0) << page.err;
  EXPECT_NE(page.out.find("Uddnäs, Lillby municipality, 2022-01-01"), std::string::npos) << page.out;
  for (const char* line :
       {"residents", "women, men", "are born|die|move|nobody", "grocery shop +Lillby +[0-9]+ min",
        "fuel +(Lillby|Storträsk) +[0-9]+ min", "wages +[0-9]", "consumption of households +0 +[0-9]"})
    EXPECT_TRUE(std::regex_search(page.out, std::regex(line))) << line << "\n" << page.out;
  const Ended swedish = run({"describe", scenario("tiny"), "--place", "Uddnäs", "--lang", "sv"});
  EXPECT_NE(swedish.out.find("Vilka kommer och går"), std::string::npos) << swedish.out;
  const Ended slip = run({"describe", scenario("tiny"), "--place", "Udnäs"});
  EXPECT_EQ(slip.code, 3);
  EXPECT_NE(slip.err.find("did you mean 'Uddnäs'?"), std::string::npos) << slip.err;
}

TEST_F(Program, RefusesAFeedThatIsNoneAndADayThatIsNone) {
  const std::string package = std::string(RURBAN_ROOT) + "/scenarios/lillby";
  const Ended nowhere =
      run({"import", "gtfs", "nowhere", "--package", package, "--week", "2023-02-13", "--out", "buses"});
  EXPECT_EQ(nowhere.code, 4);
  EXPECT_NE(nowhere.err.find("nowhere"), std::string::npos) << nowhere.err;
  const Ended never =
      run({"import", "gtfs", "nowhere", "--package", package, "--week", "2023-02-31", "--out", "buses"});
  EXPECT_EQ(never.code, 3);
  EXPECT_NE(never.err.find("'2023-02-31' is no date"), std::string::npos) << never.err;
  EXPECT_FALSE(fs::exists(folder_ / "buses"));
}

TEST_F(Program, RefusesTerrainThatIsNoGeoTiff) {
  std::ofstream(folder_ / "hills.tif") << "no raster";
  const std::string package = std::string(RURBAN_ROOT) + "/scenarios/norrbotten";
  const Ended refused = run({"import", "terrain", "hills.tif", "--package", package, "--out", "heights"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_NE(refused.err.find("hills.tif"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("GeoTIFF"), std::string::npos) << refused.err;
  EXPECT_FALSE(fs::exists(folder_ / "heights"));
}

TEST_F(Program, TellsWhatADriveTestIsWorthAndMapsIt) {
  std::ofstream drive(folder_ / "drive.csv");
  drive << "time,lat,lon,rsrp\n";
  for (int day = 1; day <= 3; ++day)
    for (int i = 0; i != 100; ++i)
      drive << "2024-02-0" << day << "T08:00:00," << 66.0 + 0.0005 * i << ",22.0," << -90 - i % 7 - day << "\n";
  drive.close();
  const Ended told = run({"drive-test", "drive.csv", "--map", "map.csv", "--grid", "500"});
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_NE(told.out.find("one day left out"), std::string::npos) << told.out;
  EXPECT_NE(told.out.find("blocks of 1 km left out"), std::string::npos);
  EXPECT_EQ(text_of(folder_ / "map.csv").find("latitude,longitude,east_m,north_m,mean_dbm,sd_db\n66."), 0U);
  EXPECT_NE(run({"drive-test", "drive.csv", "--lang", "sv"}).out.find("en dag utelämnad"), std::string::npos);
  const std::string json = run({"drive-test", "drive.csv", "--json"}).out;
  EXPECT_EQ(nlohmann::json::parse(json.substr(0, json.find('\n')))["days"], 3);
  const Ended refused = run({"drive-test", "drive.csv", "--value", "rsrq"});
  EXPECT_EQ(refused.code, 3);
  EXPECT_NE(refused.err.find("time, lat, lon, rsrp"), std::string::npos) << refused.err;
}

TEST_F(Program, ExportsMapsAndAPageOfARun) {
  ASSERT_EQ(run({"run", scenario("tiny"), "--out", "r", "--quiet"}).code, 0);
  EXPECT_EQ(run({"export", "png", "r", "--out", "m.png", "--layer", "place.car_to_grocery", "--width", "400",
                 "--height", "300"})
                .code,
            0);
  EXPECT_EQ(text_of(folder_ / "m.png").substr(1, 3), "PNG");
  EXPECT_NE(text_of(folder_ / "m.png").find("seed: 1"), std::string::npos) << "it carries its scenario";
  EXPECT_EQ(run({"export", "png", "r/run.rtr", "--out", "v.png", "--layer", "vehicles", "--hour", "7.5"}).code, 0);
  EXPECT_EQ(run({"export", "html", "r", "--out", "p.html"}).code, 0);
  EXPECT_GT(fs::file_size(folder_ / "p.html"), 10'000U);
  const Ended slip = run({"export", "png", "r", "--out", "x.png", "--layer", "place.car_to_grocry"});
  EXPECT_EQ(slip.code, 3);
  EXPECT_NE(slip.err.find("place.car_to_grocery"), std::string::npos) << slip.err;
  EXPECT_EQ(run({"export", "png", "r", "--out", "x.png", "--date", "1999-01-01"}).code, 3);
  EXPECT_EQ(run({"export", "png", "r", "--out", "x.png", "--place", "Atlantis"}).code, 3);
  EXPECT_EQ(run({"export", "png", "nowhere", "--out", "x.png"}).code, 4);
  EXPECT_FALSE(fs::exists(folder_ / "x.png"));
}

TEST_F(Program, RefusesWhatIsNoRecordingInOneSentence) {
  fs::create_directory(folder_ / "folder");
  std::ofstream(folder_ / "empty.rtr");
  std::ofstream(folder_ / "picture.rtr") << "\x89PNG\r\n\x1a\n and so on";
  std::ofstream(folder_ / "paused.rts") << "RTSNAP\r\n and so on";
  for (const std::string file : {"folder", "empty.rtr", "picture.rtr", "paused.rts", "nowhere.rtr"})
    for (const std::vector<std::string>& words : {std::vector<std::string>{"view", file},
                                                  {"export", "png", file, "--out", "x"},
                                                  {"export", "video", file, "--out", "x"},
                                                  {"export", "html", file, "--out", "x"}}) {
      const Ended ended = run(words);
      EXPECT_EQ(ended.code, 4) << words[0] << " " << words[1] << " " << file;
      EXPECT_TRUE(std::regex_search(ended.err, std::regex("^rurban: can't read " + file + "[^\n]*: [^\n]+\n$")))
          << ended.err;
      EXPECT_FALSE(fs::exists(folder_ / "x"));
    }
}

TEST_F(Program, ShowsOfACutRecordingWhatThereIs) {
  ASSERT_EQ(run({"run", scenario("tiny"), "--out", "r", "--quiet"}).code, 0);
  const std::string whole = text_of(folder_ / "r/run.rtr");
  int shown = 0;
  for (std::size_t part = 1; part != 20; ++part) {
    std::ofstream(folder_ / "cut.rtr", std::ios::binary) << whole.substr(0, whole.size() * part / 20);
    const Ended ended = run({"export", "png", "cut.rtr", "--out", "x.png", "--width", "200", "--height", "200"});
    ASSERT_TRUE(ended.code == 0 || (ended.code == 4 && shown == 0)) << part << " of 20: " << ended.err;
    EXPECT_EQ(ended.code == 0, ended.err.empty()) << ended.err;
    shown += ended.code == 0;
  }
  EXPECT_GT(shown, 9);
}

TEST_F(Program, SaysSoWhenThereIsNoDisplay) {
  const char* display = std::getenv("DISPLAY");
  const std::string before = display == nullptr ? "" : display;
  unsetenv("DISPLAY");
  const Ended ended = run({"view", scenario("tiny")});
  if (!before.empty()) setenv("DISPLAY", before.c_str(), 1);
  EXPECT_EQ(ended.code, 4);
  EXPECT_NE(ended.err.find("rurban export png"), std::string::npos) << ended.err;
}

TEST_F(Program, OpensItsWindowOnAScenarioARecordingAndTheStartPage) {
  if (std::system("command -v xvfb-run > /dev/null") != 0) GTEST_SKIP() << "needs xvfb-run (Debian: xvfb, xauth)";
  ASSERT_EQ(run({"run", scenario("tiny"), "--out", "r", "--quiet"}).code, 0);
  for (const std::string& what : {std::string(), scenario("tiny"), std::string("r")}) {
    const fs::path shot = folder_ / "shot.png";
    fs::remove(shot);
    const std::string command = "cd '" + (folder_ / "").string() +
                                "' && LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s '-screen 0 1600x900x24' '" +
                                RURBAN_PROGRAM "' view " + what + " --screenshot '" + shot.string() + "' > log 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << text_of(folder_ / "log");
    ASSERT_TRUE(fs::exists(shot)) << what;
    EXPECT_GT(fs::file_size(shot), 20'000U) << what << ": the window is empty";
  }
}

TEST_F(Program, ComparesTwoRuns) {
  for (const char* seed : {"1", "2"})
    run({"run", scenario("tiny"), "--seed", seed, "--out", std::string("s") + seed, "--quiet"});
  run({"run", scenario("tiny"), "--out", "again", "--quiet"});
  EXPECT_NE(run({"compare", "s1", "again"}).out.find("equal, to the last bit"), std::string::npos);
  const Ended differ = run({"compare", "s1", "s2"});
  EXPECT_NE(differ.out.find("population.residents"), std::string::npos) << differ.out;
  EXPECT_EQ(run({"compare", "s1", "nothing"}).code, 4);
}

// A run of the county long enough to be caught in its middle.
std::vector<std::string> county_run(const std::string& out) {
  return {"run",    std::string(RURBAN_ROOT) + "/scenarios/today.yaml",
          "--set",  "to=2022-01-01",
          "--set",  "daily_life.one_household_in=20",
          "--out",  out,
          "--quiet"};
}

TEST_F(Program, GoesOnAfterCtrlCAsIfNothingHadHappened) {
  const Ended whole = run(county_run("whole"));
  const pid_t child = start(county_run("broken"));
  wait_for_run("broken");
  kill(child, SIGINT);
  const Ended stopped = wait(child);
  ASSERT_EQ(stopped.code, 130) << stopped.err;
  EXPECT_NE(stopped.err.find("rurban resume broken/paused.rts"), std::string::npos) << stopped.err;
  EXPECT_FALSE(fs::exists(folder_ / "broken/results.sqlite"));
  const Ended resumed = run({"resume", "broken/paused.rts", "--quiet"});
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(resumed.out, whole.out);
  EXPECT_EQ(text_of(folder_ / "broken/series.csv"), text_of(folder_ / "whole/series.csv"));
  EXPECT_FALSE(fs::exists(folder_ / "broken/paused.rts"));
}

TEST_F(Program, RefusesASnapshotThatIsCutForeignOrOfAnotherScenario) {
  const pid_t child = start(county_run("r"));
  wait_for_run("r");
  kill(child, SIGINT);
  ASSERT_EQ(wait(child).code, 130);
  const std::string whole = text_of(folder_ / "r/paused.rts");
  const auto refused = [&](const std::string& content) {
    std::ofstream(folder_ / "r/paused.rts", std::ios::binary) << content;
    const Ended ended = run({"resume", "r/paused.rts"});
    EXPECT_EQ(ended.code, 4) << ended.err;
    EXPECT_NE(ended.err.find("paused.rts"), std::string::npos) << ended.err;
  };
  refused(whole.substr(0, whole.size() / 2));
  refused("");
  refused("seed: 1\n");
  std::string flipped = whole;
  flipped[flipped.size() * 2 / 3] ^= 4;
  refused(flipped);
  std::ofstream(folder_ / "r/scenario.yaml", std::ios::app) << "# touched\n";
  const std::string scenario_text = text_of(folder_ / "r/scenario.yaml");
  std::ofstream(folder_ / "r/scenario.yaml") << std::regex_replace(scenario_text, std::regex("seed: 1"), "seed: 2");
  refused(whole);
}

TEST_F(Program, AFullDiskOrAKilledProcessLosesNothingOfAnEarlierRun) {
  ASSERT_EQ(run(county_run("r")).code, 0);
  const std::string results = text_of(folder_ / "r/results.sqlite"), film = text_of(folder_ / "r/run.rtr");
  const auto unharmed = [&] {
    EXPECT_EQ(text_of(folder_ / "r/results.sqlite"), results);
    EXPECT_EQ(text_of(folder_ / "r/run.rtr"), film);
  };
  const Ended full = run(county_run("r"), 300'000);
  EXPECT_EQ(full.code, 4) << full.err;
  EXPECT_NE(full.err.find("run.rtr"), std::string::npos) << full.err;
  unharmed();
  const pid_t child = start(county_run("r"));
  wait_for_run("r");
  kill(child, SIGKILL);
  EXPECT_EQ(wait(child).code, -SIGKILL);
  unharmed();
  EXPECT_EQ(run({"compare", "r", "r"}).code, 0);
}

}  // namespace
