// Experiments as a researcher meets them: killed, resumed, on one machine or many, and always with the same results.
#include <dirent.h>
#ifdef RURBAN_NETCDF
#include <netcdf.h>
#endif

#include <algorithm>
#include <cctype>
#include <cmath>
#include <csignal>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/support/program.h"
#include "twin/base/draw.h"
#include "twin/io/database.h"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using twin::Ended;
using twin::text_of;

/// A process of this test: what it is follows from its parent.
struct Process {
  pid_t id = 0, parent = 0;
  std::string name;
  int rank = 0;
};

class Batch : public twin::Program {
 protected:
  Batch() {
    setenv("RURBAN_TEST_FOLDER", folder_.path().c_str(), 1);
    for (const char* name : {"OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"}) setenv(name, "1", 1);
  }

  static std::string experiment(const std::string& name) { return scenario("experiments/" + name); }

  std::string write_experiment(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << "scenario: " << scenario("tiny") << "\n" << text;
    return (folder_ / name).string();
  }

  std::string results(const std::string& folder) { return text_of(folder_ / folder / "results.sqlite"); }

  static std::vector<std::string> mpirun(int ranks) {
    return {"mpirun", "--oversubscribe", "--enable-recovery", "-n", std::to_string(ranks)};
  }

  /// All processes that this test has started, now.
  std::vector<Process> processes() const {
    std::vector<Process> found;
    DIR* all = opendir("/proc");
    while (const dirent* entry = readdir(all)) {
      const std::string id = entry->d_name;
      if (!std::ranges::all_of(id, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; })) continue;
      const std::string environment = text_of("/proc/" + id + "/environ"), status = text_of("/proc/" + id + "/stat");
      if (std::stoi(id) == getpid() ||
          environment.find("RURBAN_TEST_FOLDER=" + folder_.path().string() + '\0') == std::string::npos)
        continue;
      std::smatch parts;
      if (!std::regex_search(status, parts, std::regex(R"(\((.*)\) \S (\d+))"))) continue;
      Process process{std::stoi(id), std::stoi(parts[2]), parts[1], 0};
      const std::string rank = "OMPI_COMM_WORLD_RANK=";
      if (const auto at = environment.find(rank); at != std::string::npos)
        process.rank = std::atoi(environment.c_str() + at + rank.size());
      found.push_back(process);
    }
    closedir(all);
    return found;
  }

  bool is_run(const Process& process, const std::vector<Process>& all) const {
    return std::ranges::any_of(
        all, [&](const Process& other) { return other.id == process.parent && other.name == "rurban"; });
  }

  static bool has_ended(pid_t child) {
    siginfo_t info{};
    waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT);
    return info.si_pid == child;
  }

  void kill_all() {
    for (const Process& process : processes()) ::kill(process.id, SIGKILL);
  }

  /// Runs that are in the journal, while others write to it.
  int lived(const std::string& folder) {
    const fs::path path = folder_ / folder / "journal.sqlite";
    twin::Database database(path, path, SQLITE_OPEN_READWRITE);
    twin::Statement count(database, "select count(*) from outcomes");
    count.step();
    return static_cast<int>(count.integer(0));
  }

  /// Until a journal is there, so that the experiment is in its middle.
  void wait_for_journal(const std::string& folder) {
    for (int i = 0; i != 3'000 && !fs::exists(folder_ / folder / "journal.sqlite"); ++i)
      std::this_thread::sleep_for(10ms);
  }
};

TEST_F(Batch, GivesTheSameBytesForEveryCountOfWorkers) {
  for (const char* workers : {"1", "2", "5"}) {
    const Ended ended = run({"batch", experiment("tiny-sobol"), "--out", workers, "--workers", workers});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("64 runs lived"), std::string::npos) << ended.out;
    EXPECT_TRUE(results(workers) == results("1")) << workers;
  }
  EXPECT_GT(results("1").size(), 10'000U);
}

TEST_F(Batch, StopsEachPointAtTheSameSeedForEveryCountOfWorkers) {
  for (const char* workers : {"1", "4"})
    EXPECT_EQ(run({"batch", experiment("tiny-replicates"), "--out", workers, "--workers", workers}).code, 0);
  EXPECT_TRUE(results("4") == results("1"));
}

TEST_F(Batch, LivesARunAsRurbanRunDoes) {
  const std::string file = write_experiment(
      "one.yaml",
      "factors: {migration.arrivals: {values: [12]}}\ndesign: {grid: {}}\nreplicates: 2\noutputs: {figures: "
      "[population.births], series: [population.residents]}\n");
  EXPECT_EQ(run({"batch", file, "--csv"}).code, 0);
  EXPECT_EQ(run({"run", scenario("tiny"), "--set", "migration.arrivals=12", "--seed", "2", "--out", "alone"}).code,
            0);
  const std::string table = text_of(folder_ / "results/one/results.csv");
  EXPECT_TRUE(table.starts_with("point,replicate,seed,migration.arrivals,figure,unit,value\n")) << table;
  // The figure is the mean of the months of the run, which is a year long.
  double births = 0;
  int months = 0;
  const std::string series = text_of(folder_ / "alone/series.csv");
  const std::regex month("(\\S+),\"population.births\",.*,([0-9.]+)\n");
  for (std::sregex_iterator row(series.begin(), series.end(), month), end; row != end; ++row, ++months)
    births += std::stod((*row)[2]);
  ASSERT_EQ(months, 12);
  std::smatch value;
  ASSERT_TRUE(std::regex_search(table, value, std::regex("0,1,2,12,population.births,persons/month,([0-9.]+)\n")))
      << table;
  EXPECT_NEAR(std::stod(value[1]), births / 12, 1e-12);
}

#ifdef RURBAN_NETCDF

TEST_F(Batch, WritesItsSeriesAsNetcdf) {
  const std::string file =
      write_experiment("nc.yaml",
                       "factors: {migration.arrivals: {values: [7, 14]}}\ndesign: {grid: {}}\noutputs: {series: "
                       "[population.residents, population.place_residents], by_place: yes}\n");
  const Ended ended = run({"batch", file, "--netcdf"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  int nc = 0, id = 0, over = 0;
  ASSERT_EQ(nc_open((folder_ / "results/nc/results.nc").c_str(), NC_NOWRITE, &nc), NC_NOERR);
  for (const auto& [name, dimensions] :
       {std::pair{"factor_migration_arrivals", 1}, {"population_place_residents", 3}}) {
    ASSERT_EQ(nc_inq_varid(nc, name, &id), NC_NOERR) << name;
    nc_inq_varndims(nc, id, &over);
    EXPECT_EQ(over, dimensions) << name;
  }
  std::vector<double> arrivals(2);
  nc_inq_varid(nc, "factor_migration_arrivals", &id);
  nc_get_var_double(nc, id, arrivals.data());
  EXPECT_EQ(arrivals, (std::vector<double>{7, 14}));
  // The places' people are the municipality's, month by month, in both runs.
  std::size_t times = 0, places = 0;
  nc_inq_dimid(nc, "time", &id);
  nc_inq_dimlen(nc, id, &times);
  nc_inq_dimid(nc, "place", &id);
  nc_inq_dimlen(nc, id, &places);
  std::vector<double> all(2 * times), by_place(2 * times * places);
  nc_inq_varid(nc, "population_residents", &id);
  nc_get_var_double(nc, id, all.data());
  nc_inq_varid(nc, "population_place_residents", &id);
  nc_get_var_double(nc, id, by_place.data());
  nc_close(nc);
  std::size_t compared = 0;
  for (std::size_t i = 0; i != all.size(); ++i) {
    double sum = 0;
    for (std::size_t place = 0; place != places; ++place) sum += by_place[i * places + place];
    if (std::isnan(sum) || std::isnan(all[i])) continue;  // told on other dates
    EXPECT_EQ(sum, all[i]) << i;
    ++compared;
  }
  EXPECT_GE(compared, 4U);
}

#endif

TEST_F(Batch, WritesWhatBecameOfPlacesForAMapProgram) {
  const std::string file =
      write_experiment("map.yaml",
                       "factors: {migration.arrivals: {values: [7, 14]}}\ndesign: {grid: {}}\noutputs: {figures: "
                       "[population.residents], series: [population.place_residents], by_place: yes}\n");
  const Ended ended = run({"batch", file, "--geojson"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto map = nlohmann::json::parse(text_of(folder_ / "results/map/results.geojson"));
  EXPECT_EQ(map.at("type"), "FeatureCollection");
  EXPECT_EQ(map.at("units").at("population.place_residents"), "persons");
  double people = 0;
  for (const auto& place : map.at("features")) {
    // Lillby lies at 7,300 km north and 700 km east, which is 65.8 N 19.4 E; its villages are around it.
    EXPECT_NEAR(place.at("geometry").at("coordinates").at(0).get<double>(), 19.4, 0.3) << place;
    EXPECT_NEAR(place.at("geometry").at("coordinates").at(1).get<double>(), 65.8, 0.2) << place;
    const auto& told = place.at("properties");
    const double mean = told.at("population.place_residents");
    EXPECT_LE(told.at("population.place_residents_low_10").get<double>(), mean) << place;
    EXPECT_GE(told.at("population.place_residents_high_90").get<double>(), mean) << place;
    people += mean;
  }
  EXPECT_NEAR(people, 200, 30);
  EXPECT_EQ(run({"batch", write_experiment("none.yaml", "replicates: 1\n"), "--geojson"}).code, 4);
}

TEST_F(Batch, IsAnalysedAndLeavesAnEmulatorThatTellsNothingOfThisMachine) {
  const std::string file = write_experiment(
      "learn.yaml",
      "factors: {migration.arrivals: {from: 0, to: 20}, demography.mortality_factor: {from: 0.9, to: 1.1}}\ndesign: "
      "{sobol: {runs: 16, seed: 1}}\noutputs: {figures: [population.residents, population.deaths]}\n");
  ASSERT_EQ(run({"batch", file}).code, 0);
  const Ended ended = run({"analyse", "results/learn", "--figure", "population.residents"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.out.find("emulator of 16 runs"), std::string::npos) << ended.out;
  EXPECT_EQ(ended.out.find("population.deaths"), std::string::npos) << ended.out;
  const std::string emulators = text_of(folder_ / "results/learn/emulators.json");
  EXPECT_NE(emulators.find("county: \\\"lillby\\\""), std::string::npos) << emulators;
  EXPECT_EQ(emulators.find(RURBAN_ROOT), std::string::npos);
  // Who comes in matters more to how many there are than how many die in one year.
  const std::string table = text_of(folder_ / "results/learn/analysis.csv");
  std::map<std::string, double> total;
  const std::regex row("\"population.residents\",\"persons\",([a-z_.]+),emulator_total,([-0-9.e]+),");
  for (std::sregex_iterator found(table.begin(), table.end(), row), end; found != end; ++found)
    total[(*found)[1]] = std::stod((*found)[2]);
  EXPECT_GT(total["migration.arrivals"], total["demography.mortality_factor"]) << table;
}

TEST_F(Batch, GoesOnAfterAnInterruption) {
  const std::string file = write_experiment("long.yaml", "replicates: 100\n");
  const pid_t child = start({"batch", file, "--out", "a", "--workers", "2"});
  wait_for_journal("a");
  std::this_thread::sleep_for(500ms);
  ::kill(child, SIGINT);
  const Ended interrupted = wait(child);
  EXPECT_EQ(interrupted.code, 130) << interrupted.err;
  EXPECT_NE(interrupted.err.find("The same command goes on"), std::string::npos) << interrupted.err;
  EXPECT_FALSE(fs::exists(folder_ / "a/results.sqlite"));
  const Ended resumed = run({"batch", file, "--out", "a"});
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_NE(resumed.err.find("runs have been lived already"), std::string::npos) << resumed.err;
  EXPECT_EQ(run({"batch", file, "--out", "b"}).code, 0);
  EXPECT_TRUE(results("a") == results("b"));
  const Ended again = run({"batch", file, "--out", "a"});
  EXPECT_EQ(again.code, 0);
  EXPECT_NE(again.err.find("100 runs have been lived already"), std::string::npos) << again.err;
}

TEST_F(Batch, RefusesAnExperimentThatWasChangedUnlessItIsBegunAnew) {
  const std::string file = write_experiment("e.yaml", "replicates: 2\n");
  EXPECT_EQ(run({"batch", file, "--out", "a"}).code, 0);
  const Ended other = run({"batch", file, "--out", "a", "--set", "migration.arrivals=8"});
  EXPECT_EQ(other.code, 4);
  EXPECT_NE(other.err.find("the scenario or what is set for all runs was changed"), std::string::npos) << other.err;
  write_experiment("e.yaml", "replicates: 3\n");
  const Ended changed = run({"batch", file, "--out", "a"});
  EXPECT_EQ(changed.code, 4);
  EXPECT_NE(changed.err.find("the experiment file was changed"), std::string::npos) << changed.err;
  const Ended anew = run({"batch", file, "--out", "a", "--restart"});
  EXPECT_EQ(anew.code, 0) << anew.err;
  EXPECT_NE(anew.out.find("3 runs lived"), std::string::npos);
}

TEST_F(Batch, IsolatesARunThatFailsAndTellsItsReason) {
  // A parameter that makes a run impossible in the middle of it: the scenario's own change names what does not exist.
  std::ofstream(folder_ / "broken.yaml")
      << "extends: " << scenario("tiny")
      << "\nchanges: [{on: 2021-06-01, do: [{services.close: {point: 4000000}}]}]\n";
  std::ofstream(folder_ / "e.yaml") << "scenario: broken.yaml\nreplicates: 2\n";
  const Ended ended = run({"batch", "e.yaml", "--out", "a"});
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_NE(ended.out.find("0 runs lived"), std::string::npos) << ended.out;
  EXPECT_NE(ended.err.find("2 runs failed"), std::string::npos) << ended.err;
  EXPECT_TRUE(fs::exists(folder_ / "a/results.sqlite"));
}

TEST_F(Batch, LetsOneCoordinatorAloneIntoAFolder) {
  const std::string file = write_experiment("long.yaml", "replicates: 200\n");
  const pid_t first = start({"batch", file, "--out", "a", "--workers", "1"});
  wait_for_journal("a");
  const Ended second = run({"batch", file, "--out", "a"});
  EXPECT_EQ(second.code, 4);
  EXPECT_NE(second.err.find("another program is at work on a already"), std::string::npos) << second.err;
  ::kill(first, SIGKILL);
  wait(first);
  EXPECT_EQ(run({"batch", file, "--out", "a"}).code, 0);  // the killed one has left no lock
}

TEST_F(Batch, SaysInASentenceThatNothingCanBeWritten) {
  const std::string file = write_experiment("e.yaml", "replicates: 40\noutputs: {series: [\"*\"], by_place: yes}\n");
  std::ofstream(folder_ / "file") << "no folder";
  const Ended no_folder = run({"batch", file, "--out", "file/a"});
  EXPECT_EQ(no_folder.code, 4);
  EXPECT_NE(no_folder.err.find("can't write"), std::string::npos) << no_folder.err;
  const Ended full = run({"batch", file, "--out", "a"}, 200'000);
  EXPECT_EQ(full.code, 4) << full.err;
  EXPECT_NE(full.err.find("can't write"), std::string::npos) << full.err;
  EXPECT_FALSE(fs::exists(folder_ / "a/results.sqlite"));
  const Ended later = run({"batch", file, "--out", "a"});
  EXPECT_EQ(later.code, 0) << later.err;
  EXPECT_NE(later.err.find("runs have been lived already"), std::string::npos) << later.err;
  EXPECT_EQ(run({"batch", file, "--out", "b"}).code, 0);
  EXPECT_TRUE(results("a") == results("b"));
}

TEST_F(Batch, TellsBeforehandHowMuchThereIsToDo) {
  const Ended ended = run({"batch", experiment("tiny-sobol"), "--dry-run"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(std::regex_search(ended.out,
                                std::regex("^64 runs\na run: .* s; all of them, about: .*\ndisk, about: .* MB\n$")))
      << ended.out;
  EXPECT_FALSE(fs::exists(folder_ / "results"));
}

TEST_F(Batch, ShipsExperimentsThatAreSound) {
  for (const auto& entry : fs::directory_iterator(std::string(RURBAN_ROOT) + "/scenarios/experiments")) {
    // A run of the county takes a while: that it is understood must do, which is seen before anything is lived.
    if (entry.path().extension() != ".yaml") continue;
    const bool county = text_of(entry.path()).find("today.yaml") != std::string::npos;
    const std::vector<std::string> words{"batch", entry.path().string(), "--dry-run"};
    EXPECT_EQ(county ? run({"batch", entry.path().string(), "--out", scenario("tiny")}).code : run(words).code,
              county ? 4 : 0)
        << entry.path();
  }
}

#ifdef RURBAN_MPI

TEST_F(Batch, GivesTheSameBytesForEveryCountOfRanks) {
  EXPECT_EQ(run({"batch", experiment("tiny-sobol"), "--out", "alone", "--workers", "1"}).code, 0);
  for (const int ranks : {1, 2, 4}) {
    const std::string out = std::to_string(ranks);
    const Ended ended = wait(start_under(mpirun(ranks), {"batch", experiment("tiny-sobol"), "--out", out}));
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_TRUE(results(out) == results("alone")) << ranks;
  }
}

TEST_F(Batch, AnExperimentOfSixtyFourRunsKilledThreeTimesUnderMpiEqualsAnUndisturbedOne) {
  EXPECT_EQ(run({"batch", experiment("tiny-sobol"), "--out", "alone", "--workers", "1"}).code, 0);
  for (int kill = 0; kill != 3; ++kill) {
    const pid_t child = start_under(mpirun(2), {"batch", experiment("tiny-sobol"), "--out", "a"});
    wait_for_journal("a");
    for (int i = 0; i != 6'000 && lived("a") < 12 * (kill + 1); ++i) std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(fs::exists(folder_ / "a/results.sqlite")) << "it was not killed in its middle";
    kill_all();
    wait(child);
  }
  const Ended ended = wait(start_under(mpirun(2), {"batch", experiment("tiny-sobol"), "--out", "a"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.err.find("runs have been lived already"), std::string::npos) << ended.err;
  EXPECT_TRUE(results("a") == results("alone"));
}

TEST_F(Batch, GivesTheRunsOfALostRankToOthers) {
  const std::string file = write_experiment("long.yaml", "set: {to: 2026-01-01}\nreplicates: 60\n");
  const pid_t child = start_under(mpirun(3), {"batch", file, "--out", "a"});
  wait_for_journal("a");
  std::this_thread::sleep_for(1s);
  const auto all = processes();
  int killed = 0;
  for (const Process& process : all)
    if (process.name == "rurban" && process.rank == 1 && !is_run(process, all))
      killed += ::kill(process.id, SIGKILL) == 0;
  EXPECT_EQ(killed, 1);
  const Ended ended = wait(child);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_NE(ended.err.find("was lost; its runs are given to others"), std::string::npos) << ended.err;
  EXPECT_EQ(run({"batch", file, "--out", "b"}).code, 0);
  EXPECT_TRUE(results("a") == results("b"));
}

#endif

/// Of runs, coordinator or all at once, at moments drawn from a seed. Whatever ends by itself must be whole and
/// equal.
TEST_F(Batch, FiftyKillsAtRandomMomentsLeaveTheSameResults) {
  constexpr twin::Stream kMoment{"test.moment_of_kill"};
  const std::string file = write_experiment(
      "e.yaml", "factors: {migration.arrivals: {from: 0, to: 20}}\ndesign: {sobol: {runs: 32}}\nreplicates: 12\n");
  const std::vector<std::string> words{"batch", file, "--out", "a", "--workers", "2", "--retries", "100", "-q"};
  EXPECT_EQ(run({"batch", file, "--out", "undisturbed", "-q"}).code, 0);
  const std::string undisturbed = results("undisturbed");

  pid_t child = 0;
  int finished = 0;
  std::map<std::string, int> kills;
  const auto end_round = [&](const Ended& ended) {  // it was done, and begins anew
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_TRUE(results("a") == undisturbed);
    fs::remove_all(folder_ / "a");
    ++finished;
  };
  for (std::uint32_t kill = 0; kill != 50;) {
    if (child == 0) {
#ifdef RURBAN_MPI
      child = kill % 5 == 4 ? start_under(mpirun(2), words) : start(words);
#else
      child = start(words);
#endif
    }
    const twin::Draw draw(twin::draw_key(1, kMoment.hash), kill, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(100 + draw.below(900)));
    if (int status = 0; waitpid(child, &status, WNOHANG) == child) {
      child = 0;
      end_round({WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), "", text_of(folder_ / "err")});
      continue;
    }
    const auto all = processes();
    std::vector<Process> victims;
    const std::uint32_t what = draw.below(3, 1);
    for (const Process& process : all) {
      const bool run = process.name == "rurban" && is_run(process, all);
      if (what == 2 || (process.name == "rurban" && run == (what == 0) && (run || process.rank == 0)))
        victims.push_back(process);
    }
    if (victims.empty()) continue;  // no run was under way: another moment, since kill is not counted up
    if (what == 0) victims = {victims[draw.below(static_cast<std::uint32_t>(victims.size()), 2)]};
    for (const Process& victim : victims) ::kill(victim.id, SIGKILL);
    ++kills[what == 0 ? "run" : what == 1 ? "coordinator" : "all"];
    ++kill;
    if (what == 0) continue;
    for (int i = 0; i != 500 && !has_ended(child); ++i) std::this_thread::sleep_for(10ms);
    // A job that loses a rank while it starts waits for it in MPI for ever, until a user has enough of it.
    if (!has_ended(child)) kill_all();
    wait(child);
    child = 0;
    const auto is_left = [&] {
      return std::ranges::any_of(processes(), [](const Process& p) { return p.name == "rurban"; });
    };
    for (int i = 0; i != 500 && is_left(); ++i) std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(is_left()) << "a run outlived what started it";
  }
  if (child != 0) {
    end_round(wait(child));
    child = 0;
  } else {
    end_round(run(words));
  }
  for (const char* kind : {"run", "coordinator", "all"}) EXPECT_GT(kills[kind], 9) << kind;
  EXPECT_GT(finished, 0);
}

}  // namespace
