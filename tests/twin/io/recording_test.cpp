#include "twin/io/recording.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <map>
#include <random>

#include "support/full_disk.h"
#include "support/temp_dir.h"
#include "support/toy_world.h"
#include "twin/base/error.h"

namespace twin {
namespace {

namespace fs = std::filesystem;

const Provenance kProvenance{"0.1.0", "name: toy\n", "counties/åmark", "abc123"};
const std::vector<std::string> kColumns{"folk.home", "folk.awake", "folk.purse", "home.rooms", "town.east"};
const std::vector<std::string> kLanes{"folk", "folk.home",  "folk.awake", "folk.purse",
                                      "home", "home.rooms", "town",       "town.east"};

/// What a frame of the world holds, by lane.
using Frame = std::map<std::string, Bytes>;

Frame frame_of(const World& world) {
  Frame frame;
  for (const std::string& lane : kLanes) {
    const Column* column = world.find_column(lane);
    const auto bytes = column ? column->bytes() : std::as_bytes(world.table(lane).ids());
    frame[lane].assign(bytes.begin(), bytes.end());
  }
  return frame;
}

Frame frame_at(RecordingReader& reader, Date date) {
  Frame frame;
  for (const std::string& lane : kLanes) {
    const auto bytes = reader.bytes(lane, date);
    frame[lane].assign(bytes.begin(), bytes.end());
  }
  return frame;
}

/// A toy run that is filmed each day.
class Film {
 public:
  explicit Film(fs::path path, int folk = 200)
      : path_(std::move(path)), simulation_(toy::founded(folk)), start_(simulation_->now()) {
    writer_ = std::make_unique<RecordingWriter>(path_, kProvenance, simulation_->world(), kColumns);
  }

  void shoot(int frames) {
    for (int i = 0; i != frames; ++i) {
      writer_->frame(simulation_->now(), simulation_->world());
      truth_[simulation_->now()] = frame_of(simulation_->world());
      simulation_->advance();
    }
  }
  void close() { writer_->close(); }
  /// Ends the writer as the end of a process would, but for what the system had not written.
  void interrupt() { writer_.reset(); }
  void reopen() {
    writer_ = RecordingWriter::reopen(path_, kProvenance, simulation_->world(), kColumns,
                                      simulation_->now() - std::chrono::days{1});
  }

  RecordingWriter& writer() { return *writer_; }
  Simulation& simulation() { return *simulation_; }
  Date start() const { return start_; }
  const std::map<Date, Frame>& truth() const { return truth_; }

 private:
  fs::path path_;
  std::unique_ptr<Simulation> simulation_;
  Date start_;
  std::unique_ptr<RecordingWriter> writer_;
  std::map<Date, Frame> truth_;
};

void overwrite(const fs::path& path, std::span<const std::byte> bytes) {
  fs::remove(path);  // a file emptied and refilled is flushed at once by ext4, which would take most of the time
  OutputFile(path).write(bytes);
}

/// How many frames can be read, in any part, and are as they were; the others must be refused.
int frames_as_filmed(const fs::path& path, const std::map<Date, Frame>& truth) {
  int good = 0;
  try {
    RecordingReader reader(path);
    for (const Date time : reader.times()) {
      try {
        EXPECT_EQ(frame_at(reader, time), truth.at(time));
        ++good;
      } catch (const IoError&) {
      }
    }
  } catch (const IoError&) {
  }
  return good;
}

TEST(Recording, ShowsEveryFrameAsItWasInAnyOrder) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(40);
  film.close();
  RecordingReader reader(dir / "a.rtr");
  ASSERT_EQ(reader.times().size(), 40u);
  EXPECT_FALSE(reader.truncated());
  for (const auto& [time, frame] : film.truth()) EXPECT_EQ(frame_at(reader, time), frame) << to_string(time);
  std::vector<Date> order = reader.times();
  std::shuffle(order.begin(), order.end(), std::mt19937(3));
  for (const Date time : order) EXPECT_EQ(frame_at(reader, time), film.truth().at(time)) << to_string(time);
  for (auto time = order.rbegin(); time != order.rend(); ++time)
    EXPECT_EQ(reader.values<StableId>("folk", *time).size() * sizeof(float), reader.bytes("folk.home", *time).size());
}

TEST(Recording, TellsOfItsColumnsAndLabels) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(1);
  film.close();
  const RecordingReader reader(dir / "a.rtr");
  EXPECT_EQ(reader.provenance(), kProvenance);
  ASSERT_EQ(reader.tables().size(), 3u);
  const RecordedTable& towns = reader.tables()[0];
  EXPECT_EQ(towns.name, "town");
  EXPECT_EQ(towns.labels[0], "Åminne");
  ASSERT_EQ(towns.columns.size(), 1u);
  EXPECT_EQ(towns.columns[0].unit, "m");
  EXPECT_EQ(towns.columns[0].type, Type::kF64);
  EXPECT_EQ(reader.tables()[2].columns[0].target, "home");
}

TEST(Recording, BetweenFramesTheLastOneHolds) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(3);
  film.close();
  RecordingReader reader(dir / "a.rtr");
  const Date last = film.start() + std::chrono::days{2};
  EXPECT_EQ(frame_at(reader, last + std::chrono::days{100}), film.truth().at(last));
  EXPECT_TRUE(reader.bytes("folk", film.start() - std::chrono::days{1}).empty());
  EXPECT_TRUE(reader.bytes("no.such", last).empty());
}

TEST(Recording, WhatStandsStillIsWrittenOnce) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(30);
  film.close();
  const RecordingReader reader(dir / "a.rtr");
  EXPECT_EQ(reader.chunks("town.east").size(), 1u);
  EXPECT_EQ(reader.chunks("folk.purse").size(), 30u);
}

TEST(Recording, NoPictureTakesMoreThanTwiceItsSizeToRead) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(60);
  film.close();
  RecordingReader reader(dir / "a.rtr");
  int changes = 0, keys = 0;
  for (const std::string& lane : kLanes) {
    std::uint64_t to_read = 0;
    for (const ChunkInfo& chunk : reader.chunks(lane)) {
      to_read = chunk.key ? chunk.raw_size : to_read + chunk.raw_size;
      ++(chunk.key ? keys : changes);
      EXPECT_LE(to_read, 3 * reader.bytes(lane, chunk.from).size()) << lane << " " << to_string(chunk.from);
    }
  }
  EXPECT_GT(changes, 50);
  EXPECT_GT(keys, 50);
}

TEST(Recording, KeepsOtherLayersAndReadersMaySkipThem) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(2);
  const std::string story = "a life line";
  film.writer().add("events", film.start(), film.start() + std::chrono::days{2}, std::as_bytes(std::span(story)));
  film.writer().add("events", film.start(), film.start() + std::chrono::days{3}, {});
  film.shoot(1);
  film.close();
  RecordingReader reader(dir / "a.rtr");
  ASSERT_EQ(reader.chunks("events").size(), 2u);
  EXPECT_EQ(reader.chunks("events")[0].to, film.start() + std::chrono::days{2});
  const Bytes read = reader.read(reader.chunks("events")[0]);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(read.data()), read.size()), story);
  EXPECT_TRUE(reader.read(reader.chunks("events")[1]).empty());
  EXPECT_TRUE(reader.chunks("cells").empty());
  EXPECT_EQ(frames_as_filmed(dir / "a.rtr", film.truth()), 3);
}

TEST(Recording, GetsItsNameOnlyWhenItIsClosed) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(2);
  EXPECT_FALSE(fs::exists(dir / "a.rtr"));
  film.close();
  EXPECT_TRUE(fs::exists(dir / "a.rtr"));
  EXPECT_FALSE(fs::exists(part_of(dir / "a.rtr")));
}

TEST(Recording, CutAnywhereItOpensToItsLastWholeFrame) {
  const TempDir dir;
  Film film(dir / "a.rtr", 30);
  film.shoot(14);
  film.close();
  const Bytes whole = read_file(dir / "a.rtr");
  int before = 0;
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    overwrite(dir / "b.rtr", std::span(whole).first(size));
    const int frames = frames_as_filmed(dir / "b.rtr", film.truth());
    ASSERT_GE(frames, before) << "cut to " << size;
    before = frames;
    if (frames > 0) {
      EXPECT_TRUE(RecordingReader(dir / "b.rtr").truncated());
    }
  }
  EXPECT_EQ(before, 14);  // of the footer nothing is needed
}

TEST(Recording, ABitFlippedAnywhereIsRefusedOrHealedAndTheRestStaysReadable) {
  const TempDir dir;
  Film film(dir / "a.rtr", 30);
  film.shoot(14);
  film.close();
  Bytes bytes = read_file(dir / "a.rtr");
  std::mt19937 random(1);
  int readable = 0;
  for (int i = 0; i != 2000; ++i) {
    const std::size_t bit = random() % (bytes.size() * 8);
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
    overwrite(dir / "b.rtr", bytes);
    readable += frames_as_filmed(dir / "b.rtr", film.truth());
    ASSERT_FALSE(HasFailure()) << "bit " << bit;
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
  }
  EXPECT_GT(readable, 2000 * 14 / 4);
}

TEST(Recording, RefusesForeignFiles) {
  const TempDir dir;
  for (const std::string text : {"", "RTSNAP\r\n and more of a snapshot than a header needs"}) {
    overwrite(dir / "a.rtr", std::as_bytes(std::span(text)));
    EXPECT_THROW(RecordingReader{dir / "a.rtr"}, IoError);
  }
}

TEST(Recording, GoesOnAfterAnInterruption) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(5);
  film.interrupt();
  EXPECT_FALSE(fs::exists(dir / "a.rtr"));
  film.reopen();
  film.shoot(5);
  film.close();
  const RecordingReader reader(dir / "a.rtr");
  EXPECT_FALSE(reader.truncated());
  EXPECT_TRUE(reader.chunks("folk.purse")[5].key);
  EXPECT_EQ(frames_as_filmed(dir / "a.rtr", film.truth()), 10);
}

TEST(Recording, GoesOnFromACutInTheMiddleOfAFrame) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(5);
  film.interrupt();
  fs::resize_file(part_of(dir / "a.rtr"), fs::file_size(part_of(dir / "a.rtr")) - 20);
  film.reopen();
  film.shoot(5);
  film.close();
  EXPECT_EQ(frames_as_filmed(dir / "a.rtr", film.truth()), 9);  // the fifth was lost
}

TEST(Recording, ForgetsWhatCameAfterTheRestoredDate) {
  const TempDir dir;
  Film first(dir / "a.rtr");
  first.shoot(8);
  first.writer().add("events", first.start(), first.simulation().now(), {});
  first.interrupt();
  Film again(dir / "other.rtr");
  again.shoot(4);
  const auto writer = RecordingWriter::reopen(dir / "a.rtr", kProvenance, again.simulation().world(), kColumns,
                                              again.simulation().now() - std::chrono::days{1});
  writer->frame(again.simulation().now() - std::chrono::days{1}, again.simulation().world());  // is in the film
  writer->frame(again.simulation().now(), again.simulation().world());
  writer->close();
  EXPECT_EQ(RecordingReader(dir / "a.rtr").times().size(), 5u);
  EXPECT_TRUE(RecordingReader(dir / "a.rtr").chunks("events").empty());
  EXPECT_EQ(frames_as_filmed(dir / "a.rtr", first.truth()), 5);
}

TEST(Recording, AClosedOneCanGoOnAndAForeignRunIsRefused) {
  const TempDir dir;
  Film film(dir / "a.rtr");
  film.shoot(3);
  film.close();
  Provenance other = kProvenance;
  other.scenario = "name: other\n";
  EXPECT_THROW(
      RecordingWriter::reopen(dir / "a.rtr", other, film.simulation().world(), kColumns, film.simulation().now()),
      IoError);
  film.reopen();
  film.shoot(2);
  film.close();
  EXPECT_EQ(frames_as_filmed(dir / "a.rtr", film.truth()), 5);
}

TEST(Recording, AFullDiskIsToldByTheNextCallsAndLeavesTheEarlierFile) {
  const TempDir dir;
  OutputFile(dir / "a.rtr").write("earlier");
  Film film(dir / "a.rtr", 2000);
  const FullDisk full(100'000);
  EXPECT_THROW(
      {
        film.shoot(50);
        film.close();
      },
      IoError);
  EXPECT_THROW(film.close(), IoError);
  EXPECT_EQ(read_text(dir / "a.rtr"), "earlier");
}

TEST(Recording, AKilledProcessLeavesAPartThatCanBeReadAndContinued) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const fs::path path = "recording_test_killed.rtr";  // fixed: the process that dies runs this test from its start
  fs::remove(path);
  EXPECT_EXIT(
      {
        Film film(path);
        film.shoot(20);
        raise(SIGKILL);
      },
      testing::KilledBySignal(SIGKILL), "");
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(RecordingReader(part_of(path)).truncated());
  EXPECT_GE(RecordingReader(part_of(path)).times().size(), 16u);  // all but those that were waiting
  fs::remove(part_of(path));
}

}  // namespace
}  // namespace twin
