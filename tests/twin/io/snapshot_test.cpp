#include "twin/io/snapshot.h"

#include <gtest/gtest.h>

#include <random>

#include "support/full_disk.h"
#include "support/temp_dir.h"
#include "support/toy_world.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace twin {
namespace {

namespace fs = std::filesystem;

const Provenance kProvenance{"0.1.0", "name: toy\nfolk: 200\n", "counties/åmark", "abc123"};
constexpr int kSteps = 12;

struct Outcome {
  std::string hash;
  std::vector<std::vector<double>> series;
  std::vector<std::vector<Date>> dates;
  std::vector<LedgerRow> history;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome_of(const Simulation& simulation) {
  Outcome outcome{to_string(simulation.hash().total), {}, {}, {}};
  for (const Series& series : simulation.plan().series()) {
    outcome.series.push_back(series.values);
    outcome.dates.push_back(series.dates);
  }
  outcome.history.assign(simulation.ledger().history().begin(), simulation.ledger().history().end());
  return outcome;
}

void advance_to(Simulation& simulation, int step) {
  while (simulation.now() < date(2021, 1, 26) + std::chrono::days{step}) simulation.advance();
}

std::unique_ptr<Simulation> founded_and_run(int steps) {
  auto simulation = toy::founded();
  advance_to(*simulation, steps);
  return simulation;
}

/// What the snapshot is refused with, after a look at whether the refusal left everything as it was.
std::string refusal_of(const fs::path& path, Simulation& simulation) {
  const Outcome before = outcome_of(simulation);
  const Date now = simulation.now();
  try {
    restore_snapshot(path, simulation);
  } catch (const IoError& error) {
    EXPECT_EQ(outcome_of(simulation), before);
    EXPECT_EQ(simulation.now(), now);
    EXPECT_FALSE(error.text().sv.empty());
    return error.text().en;
  }
  return "no error";
}

void overwrite(const fs::path& path, std::span<const std::byte> bytes) {
  fs::remove(path);  // a file emptied and refilled is flushed at once by ext4, which would take most of the time
  OutputFile(path).write(bytes);
}

TEST(Snapshot, ARunGoesOnFromAnyStepAsIfItHadNeverStopped) {
  const TempDir dir;
  const Outcome expected = outcome_of(*founded_and_run(kSteps));
  ASSERT_GT(expected.history.size(), 10u);
  for (int step = 0; step <= kSteps; ++step) {
    const auto saved = founded_and_run(step);
    save_snapshot(dir / "a.rts", *saved, kProvenance);
    const auto restored = toy::declared(10, 999);  // nothing of its own founding or seed may matter
    restore_snapshot(dir / "a.rts", *restored);
    EXPECT_EQ(outcome_of(*restored), outcome_of(*saved)) << "saved after step " << step;
    advance_to(*restored, kSteps);
    EXPECT_EQ(outcome_of(*restored), expected) << "saved after step " << step;
    EXPECT_EQ(restored->world().table("town").labels, saved->world().table("town").labels);
  }
}

TEST(Snapshot, ARunSavedInTheMiddleOfAYearFoldsItsYearsAsIfItHadNeverStopped) {
  const TempDir dir;
  const auto live_to = [](Simulation& simulation, Date end) {
    while (simulation.now() < end) simulation.advance();
  };
  const auto straight = toy::founded(20);
  live_to(*straight, date(2022, 5, 10));
  save_snapshot(dir / "a.rts", *straight, kProvenance);
  const auto restored = toy::declared(20);
  restore_snapshot(dir / "a.rts", *restored);
  EXPECT_EQ(restored->ledger().opening(), straight->ledger().opening());
  for (const Date end : {date(2022, 6, 2), date(2023, 1, 1), date(2024, 1, 1)}) {
    live_to(*straight, end);
    live_to(*restored, end);
    EXPECT_EQ(outcome_of(*restored), outcome_of(*straight)) << to_string(end);
  }
}

TEST(Snapshot, TheSameStateGivesTheSameFile) {
  const TempDir dir;
  save_snapshot(dir / "a.rts", *founded_and_run(5), kProvenance);
  const auto restored = toy::declared();
  restore_snapshot(dir / "a.rts", *restored);
  save_snapshot(dir / "b.rts", *restored, kProvenance);
  EXPECT_EQ(read_file(dir / "a.rts"), read_file(dir / "b.rts"));
}

TEST(Snapshot, ReplacesWhatARunningSimulationHolds) {
  const TempDir dir;
  const auto simulation = founded_and_run(4);
  const Outcome then = outcome_of(*simulation);
  save_snapshot(dir / "a.rts", *simulation, kProvenance);
  advance_to(*simulation, kSteps);
  restore_snapshot(dir / "a.rts", *simulation);
  EXPECT_EQ(outcome_of(*simulation), then);
}

TEST(Snapshot, TellsWhereItCameFrom) {
  const TempDir dir;
  save_snapshot(dir / "a.rts", *toy::founded(), kProvenance);
  EXPECT_EQ(read_provenance(dir / "a.rts"), kProvenance);
}

/// One table with one column, declared as the test wishes.
class Single final : public Model {
 public:
  Single(std::string column, std::string unit) : column_(std::move(column)), unit_(std::move(unit)) {}
  std::string_view name() const override { return "single"; }
  void declare(Declare& d) override {
    d.owns(TableKey{"thing", "single", ""});
    d.writes(Key<std::int32_t>{column_, "single", unit_, ""});
  }

 private:
  std::string column_, unit_;
};

std::unique_ptr<Simulation> with_column(const std::string& column, const std::string& unit) {
  std::vector<std::unique_ptr<Model>> models;
  models.push_back(std::make_unique<Single>(column, unit));
  return std::make_unique<Simulation>(std::move(models));
}

TEST(Snapshot, NamesTheColumnThatDoesNotFit) {
  const TempDir dir;
  const auto file = dir / "a.rts";
  const std::string start = "can't read " + file.string() + ": ";
  save_snapshot(file, *with_column("thing.size", "m"), kProvenance);
  EXPECT_EQ(refusal_of(file, *with_column("thing.size", "m")), "no error");
  EXPECT_EQ(refusal_of(file, *with_column("thing.weight", "m")),
            start + "thing.size is in the file but not in this program");
  EXPECT_EQ(refusal_of(file, *with_column("thing.size", "km")),
            start +
                "thing.size is 'i32, owner single, unit m, refers to nothing' in the file but 'i32, owner single, "
                "unit km, refers to nothing' here");
  EXPECT_EQ(refusal_of(file, *toy::declared()), start + "thing is in the file but not in this program");
}

TEST(Snapshot, RefusesForeignFiles) {
  const TempDir dir;
  const auto file = dir / "a.rts";
  const auto simulation = toy::declared();
  overwrite(file, {});
  EXPECT_EQ(refusal_of(file, *simulation), "can't read " + file.string() + ": it is empty");
  for (const std::string text : {"R", "name: toy\n", "SQLite format 3 and so on, and so on"}) {
    overwrite(file, std::as_bytes(std::span(text)));
    EXPECT_EQ(refusal_of(file, *simulation), "can't read " + file.string() + ": it is no snapshot");
  }
}

TEST(Snapshot, RefusesAFileCutAnywhere) {
  const TempDir dir;
  save_snapshot(dir / "a.rts", *toy::founded(30), kProvenance);
  const Bytes whole = read_file(dir / "a.rts");
  const auto simulation = toy::declared(30);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    overwrite(dir / "b.rts", std::span(whole).first(size));
    ASSERT_NE(refusal_of(dir / "b.rts", *simulation), "no error") << "cut to " << size;
  }
  Bytes longer = whole;
  longer.push_back(std::byte{0});
  overwrite(dir / "b.rts", longer);
  EXPECT_NE(refusal_of(dir / "b.rts", *simulation), "no error");
}

TEST(Snapshot, RefusesAFileWithAnyBitFlipped) {
  const TempDir dir;
  save_snapshot(dir / "a.rts", *toy::founded(30), kProvenance);
  Bytes bytes = read_file(dir / "a.rts");
  const auto simulation = founded_and_run(1);
  std::mt19937 random(1);
  for (int i = 0; i != 2000; ++i) {
    const std::size_t bit = random() % (bytes.size() * 8);
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
    overwrite(dir / "b.rts", bytes);
    ASSERT_NE(refusal_of(dir / "b.rts", *simulation), "no error") << "bit " << bit;
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
  }
}

TEST(Snapshot, RefusesValuesThatWouldLeadOutsideMemory) {
  const TempDir dir;
  auto forged = founded_and_run(1);
  forged->world().column(toy::kFolkHome)[3] = toy::Home{1'000'000};
  save_snapshot(dir / "a.rts", *forged, kProvenance);
  forged = founded_and_run(1);
  std::as_writable_bytes(forged->world().column(toy::kFolkAwake))[0] = std::byte{2};
  save_snapshot(dir / "b.rts", *forged, kProvenance);
  const auto simulation = founded_and_run(2);
  const auto sentence = [&](const std::string& file, const std::string& column) {
    return (dir / file).string() + " is damaged: the content of " + column + " is invalid";
  };
  EXPECT_EQ(refusal_of(dir / "a.rts", *simulation), sentence("a.rts", "folk.home"));
  EXPECT_EQ(refusal_of(dir / "b.rts", *simulation), sentence("b.rts", "folk.awake"));
}

TEST(Snapshot, RefusesAccountsThatDoNotBalanceAndLeavesTheRunAsItWas) {
  const TempDir dir;
  const auto forged = founded_and_run(3);
  forged->world().column(toy::kFolkPurse)[0].value += 1;
  save_snapshot(dir / "a.rts", *forged, kProvenance);
  const auto simulation = founded_and_run(1);
  EXPECT_THROW(restore_snapshot(dir / "a.rts", *simulation), CheckError);
  EXPECT_EQ(outcome_of(*simulation), outcome_of(*founded_and_run(1)));
  advance_to(*simulation, kSteps);
  EXPECT_EQ(outcome_of(*simulation), outcome_of(*founded_and_run(kSteps)));
}

TEST(Snapshot, AFullDiskLeavesTheEarlierOne) {
  const TempDir dir;
  const auto file = dir / "a.rts";
  const auto simulation = toy::founded(30);
  save_snapshot(file, *simulation, kProvenance);
  const Bytes earlier = read_file(file);
  Provenance large = kProvenance;
  large.scenario.assign(100'000, 'x');
  const FullDisk full(50'000);
  EXPECT_THROW(save_snapshot(file, *simulation, large), IoError);
  EXPECT_EQ(read_file(file), earlier);
  EXPECT_FALSE(fs::exists(part_of(file)));
}

}  // namespace
}  // namespace twin
