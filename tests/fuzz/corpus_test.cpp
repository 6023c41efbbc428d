// Files from elsewhere: foreign, cut off, damaged on purpose. What once went wrong is in the corpus.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "tests/fuzz/readers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/toy_film.h"
#include "twin/io/chunk.h"
#include "twin/io/header.h"

namespace {

namespace fs = std::filesystem;
using twin::Bytes;

std::vector<fs::path> corpus(const char* kind) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(RURBAN_ROOT) / "tests/fuzz/corpus" / kind))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string told_of(const toy::FilmParts& parts) {
  const twin::TempDir folder;
  toy::write_film(folder / "a.rtr", parts);
  return fuzz::read_recording(folder / "a.rtr");
}

TEST(Corpus, EveryRecordingIsShownOrRefusedInWords) {
  ASSERT_GT(corpus("recording").size(), 10U);
  for (const fs::path& file : corpus("recording")) {
    SCOPED_TRACE(file.filename());
    EXPECT_NO_THROW(fuzz::read_recording(twin::read_file(file)));
  }
}

TEST(Corpus, EveryScenarioIsReadOrRefusedInWords) {
  ASSERT_GT(corpus("scenario").size(), 10U);
  for (const fs::path& file : corpus("scenario")) {
    SCOPED_TRACE(file.filename());
    EXPECT_NO_THROW(fuzz::read_scenario(twin::read_file(file)));
  }
}

TEST(ForeignRecording, AnUnharmedOneIsShownWithoutAWord) {
  EXPECT_EQ(told_of({}), "");
}

TEST(ForeignRecording, CutAtEachTwentiethItOpensToItsLastPictureOrSaysWhyNot) {
  const twin::TempDir folder;
  toy::write_film(folder / "a.rtr");
  const Bytes whole = twin::read_file(folder / "a.rtr");
  std::size_t dates = 0;
  for (std::size_t part = 0; part != 20; ++part) {
    const fs::path cut = folder / "cut.rtr";
    fs::remove(cut);
    twin::OutputFile(cut).write(std::span(whole).first(whole.size() * part / 20));
    try {
      const viz::Replay replay(cut);
      EXPECT_TRUE(replay.truncated());
      EXPECT_GE(replay.dates().size(), std::max<std::size_t>(dates, 1));
      dates = replay.dates().size();
      EXPECT_EQ(fuzz::read_recording(cut), "");
    } catch (const twin::IoError& error) {
      EXPECT_EQ(dates, 0U) << "a shorter cut could be opened";
      EXPECT_NE(error.text().sv.find("cut.rtr"), std::string::npos) << error.text().sv;
    }
  }
  EXPECT_EQ(dates, 4U);
}

TEST(ForeignRecording, IsCalledWhatItIs) {
  const twin::TempDir folder;
  const auto told = [&](std::string_view bytes) {
    fs::remove(folder / "a.rtr");
    twin::OutputFile(folder / "a.rtr").write(bytes);
    const std::string text = fuzz::read_recording(folder / "a.rtr");
    return text.substr(text.find(": ") + 2);
  };
  using namespace std::literals;
  EXPECT_EQ(told(""), "it is empty");
  EXPECT_EQ(told("\x89PNG\r\n\x1a\n and so on"sv), "it is no recording");
  EXPECT_EQ(told("RTSNAP\r\n and so on"), "it is a snapshot, not a recording");
  EXPECT_EQ(told("RTFILM\r\n"), "it ends within its header");
  EXPECT_EQ(told("RTFILM\r\n\x01\0\0\0\xFF\0\0\0--------{}"sv), "it ends too early");
  EXPECT_NE(fuzz::read_recording(folder / "").find("it is a folder"), std::string::npos);
}

/// A film whose first chunk says that it holds `claimed` bytes, with checksums that fit.
std::string told_of_claim(std::uint64_t claimed, std::size_t packed) {
  const twin::TempDir folder;
  toy::write_film(folder / "a.rtr");
  Bytes bytes = twin::read_file(folder / "a.rtr");
  twin::Preamble preamble;
  std::memcpy(&preamble, bytes.data(), sizeof preamble);
  twin::ChunkHead head;
  const std::size_t at = sizeof preamble + preamble.size;
  std::memcpy(&head, &bytes[at], sizeof head);
  const Bytes content(packed, std::byte{7});
  const Bytes rest(bytes.begin() + static_cast<std::ptrdiff_t>(at + sizeof head + head.size), bytes.end());
  head.raw_size = claimed;
  head.size = packed;
  head.payload_checksum = twin::checksum(content);
  head.head_checksum = checksum_of(head);
  bytes.resize(at);
  for (const auto part : {twin::raw(head), std::span<const std::byte>(content), std::span<const std::byte>(rest)})
    bytes.insert(bytes.end(), part.begin(), part.end());
  return fuzz::read_recording(bytes);
}

TEST(ForeignRecording, ThatClaimsToHoldGigabytesIsRefusedWithoutTakingMemory) {
  const std::string huge = told_of_claim(10'000'000'000, 200);
  EXPECT_NE(huge.find("200 bytes claim to hold 10000000000"), std::string::npos) << huge;
  const std::string large = told_of_claim(2'000'000'000, 100'000);  // zstd could pack so many zeros
  EXPECT_NE(large.find("100000 bytes claim to hold 2000000000"), std::string::npos) << large;
  const std::string dense = told_of_claim(1'000'000'000, 200);
  EXPECT_NE(dense.find("more than can be packed so"), std::string::npos) << dense;
}

TEST(ForeignRecording, WithoutPicturesIsRefused) {
  EXPECT_NE(told_of({.frames = 0}).find("no map or no pictures"), std::string::npos);
}

TEST(ForeignRecording, OffersNoLayerOfAKindItDoesNotKnow) {
  const twin::TempDir folder;
  toy::FilmParts parts;
  parts.layers[0].kind = static_cast<twin::MapLayer::Kind>(-7);
  parts.layers[1].kind = static_cast<twin::MapLayer::Kind>(99);
  toy::write_film(folder / "a.rtr", parts);
  const viz::Replay replay(folder / "a.rtr");
  ASSERT_EQ(replay.layers().size(), 1U);
  EXPECT_EQ(replay.layers()[0].column, "spot.folk");
  parts.layers.pop_back();
  EXPECT_NE(told_of(parts).find("can show none of its layers"), std::string::npos);
}

TEST(ForeignRecording, WithAMapThatCannotBeIsRefused) {
  std::vector<toy::FilmParts> unsound(7);
  unsound[0].title.sv = "\xFF";
  unsound[1].layers[0].label.en = std::string("a\0b", 3);
  unsound[2].layers[0].breaks = {20, 10};
  unsound[3].layers[0].breaks = {std::numeric_limits<double>::quiet_NaN()};
  unsound[4].map.roads[0].east_b = std::numeric_limits<std::int32_t>::max();
  unsound[5].map.names[0].text = "\xC3";
  for (twin::Grid* grid : {&unsound[6].map.elevation_m, &unsound[6].map.land_cover, &unsound[6].map.water_percent,
                           &unsound[6].map.municipality}) {
    grid->cells.clear();
    grid->columns = 0;
    grid->rows = std::numeric_limits<std::int32_t>::max();
  }
  for (std::size_t i = 0; i != unsound.size(); ++i)
    EXPECT_NE(told_of(unsound[i]).find("the map has invalid content"), std::string::npos) << i;
}

TEST(ForeignRecording, WithAFilmedDayThatCannotBeSaysSoAndShowsTheRest) {
  const auto day_with = [](twin::WayPoint last, std::int32_t start_s) {
    twin::MotionDay day = toy::a_day(twin::date(2021, 1, 6));
    day.add_leg({0, day.add_way(std::vector<twin::WayPoint>{{0, 0, 0}, last}), start_s});
    return day.pack();
  };
  constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
  EXPECT_EQ(told_of({.day = day_with({1, 1, 1}, 0)}), "");
  for (const auto& day : {day_with({kMost, 1, 1}, 0), day_with({1, -kMost - 1, 1}, 0), day_with({1, 1, kMost}, 0),
                          day_with({1, 1, 1}, kMost), day_with({1, 1, 1}, -kMost), std::vector<std::byte>(9)}) {
    const std::string told = told_of({.day = day});
    EXPECT_NE(told.find("the day filmed on 2021-01-01 has invalid content"), std::string::npos) << told;
  }
}

TEST(ForeignRecording, WithStoriesThatCannotBeSaysSoAndShowsTheRest) {
  twin::Stories no_words = toy::stories();
  no_words[0].parts[0].lines[1].sv = "\xC3";
  for (const auto& told : {std::vector<std::byte>(9), std::vector<std::byte>(4, std::byte{0x7F}), pack(no_words)}) {
    const std::string text = told_of({.told = told});
    EXPECT_NE(text.find("the places' stories of 2021-01-01 have invalid content"), std::string::npos) << text;
  }
}

TEST(ForeignRecording, ShowsTheFlowsOfItsWholeYears) {
  const twin::TempDir folder;
  toy::write_film(folder / "a.rtr", {.frames = 14});  // until 1 February 2022
  const viz::Replay replay(folder / "a.rtr");
  ASSERT_EQ(replay.flow_plan().kinds.size(), 1U);
  EXPECT_FALSE(replay.flows(0, twin::date(2020, 12, 1)));
  for (const twin::Date date : {twin::date(2021, 5, 1), twin::date(2022, 2, 1)}) {
    const auto year = replay.flows(0, date);
    ASSERT_TRUE(year);
    EXPECT_EQ(year->year, 2021) << "2022 is not whole";
    ASSERT_EQ(year->flows.size(), 2U);
    EXPECT_EQ(year->flows[0].to, 1U);
    EXPECT_EQ(year->flows[0].amount, 36) << "12 months of 3 kr";
    EXPECT_EQ(year->flows[1].to, 2U);
    EXPECT_EQ(year->flows[1].amount, 12);
  }
}

TEST(ForeignRecording, WithoutASoundPlanOfItsLedgerShowsNoFlowsAndTheRest) {
  std::vector<viz::FlowPlan> unsound(6, toy::flow_plan());
  unsound[0].end_of_place.push_back(3);
  unsound[1].kind_of_flow = {1};
  unsound[2].ends[0].name.sv = "\xFF";
  unsound[3].ends[0].east_m = std::numeric_limits<double>::quiet_NaN();
  unsound[4].kinds[0].per_unit = 0;
  unsound[5].end_of_node = {7};
  for (const viz::FlowPlan& plan : unsound) {
    const twin::TempDir folder;
    toy::write_film(folder / "a.rtr", {.flows = plan.pack()});
    EXPECT_TRUE(viz::Replay(folder / "a.rtr").flow_plan().kinds.empty());
    EXPECT_EQ(fuzz::read_recording(folder / "a.rtr"), "");
  }
  EXPECT_EQ(told_of({.flows = std::vector<std::byte>(9)}), "");
}

TEST(ForeignRecording, DrawsNothingWhereNumbersAreNone) {
  for (const double east :
       {1e300, -1e300, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(told_of({.first_east = east}), "");
}

}  // namespace
