#include "twin/io/file.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <cstring>

#include "support/full_disk.h"
#include "support/temp_dir.h"
#include "twin/io/changes.h"

namespace twin {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
  write_atomically(path, [&](OutputFile& file) { file.write(text); });
}

/// The English sentence of the IoError that `work` ends with.
template <class Work>
std::string sentence_of(const Work& work) {
  try {
    work();
  } catch (const IoError& error) {
    EXPECT_FALSE(error.text().sv.empty());
    return error.text().en;
  }
  return "no error";
}

TEST(WriteAtomically, LeavesTheWholeFileAndNoPart) {
  const TempDir dir;
  write(dir / "a", "first");
  write(dir / "a", "second");
  EXPECT_EQ(read_text(dir / "a"), "second");
  EXPECT_FALSE(fs::exists(part_of(dir / "a")));
}

TEST(WriteAtomically, LeavesTheEarlierFileWhenTheWriterFails) {
  const TempDir dir;
  write(dir / "a", "first");
  EXPECT_THROW(write_atomically(dir / "a",
                                [](OutputFile& file) {
                                  file.write("sec");
                                  throw std::runtime_error("no more");
                                }),
               std::runtime_error);
  EXPECT_EQ(read_text(dir / "a"), "first");
  EXPECT_FALSE(fs::exists(part_of(dir / "a")));
}

TEST(WriteAtomically, LeavesTheEarlierFileWhenTheDiskIsFull) {
  const TempDir dir;
  write(dir / "a", "first");
  const FullDisk full(100'000);
  EXPECT_EQ(sentence_of([&] { write(dir / "a", std::string(200'000, 'x')); }),
            "can't write " + (dir / "a.part").string() + ": the file may not grow that large");
  EXPECT_EQ(read_text(dir / "a"), "first");
  EXPECT_FALSE(fs::exists(part_of(dir / "a")));
}

TEST(WriteAtomically, LeavesTheEarlierFileWhenTheProcessIsKilled) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const fs::path path = "file_test_killed";  // a fixed name: the process that dies runs this test from its start
  write(path, "first");
  EXPECT_EXIT(write_atomically(path,
                               [](OutputFile& file) {
                                 file.write(std::string(200'000, 'x'));
                                 raise(SIGKILL);
                               }),
              testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(read_text(path), "first");
  write(path, "second");  // what the dead process left is in nobody's way
  EXPECT_EQ(read_text(path), "second");
  fs::remove(path);
}

TEST(WriteAtomically, NamesTheFileAndTheReason) {
  const TempDir dir;
  EXPECT_EQ(sentence_of([&] { write(dir / "none" / "a", ""); }),
            "can't write " + (dir / "none" / "a.part").string() + ": the file or folder does not exist");
  fs::create_directory(dir / "folder");
  EXPECT_EQ(sentence_of([&] { write(dir / "folder", ""); }),
            "can't write " + (dir / "folder").string() + ": it is a folder");
  EXPECT_FALSE(fs::exists(part_of(dir / "folder")));
}

TEST(ReadFile, NamesTheFileAndTheReason) {
  const TempDir dir;
  EXPECT_EQ(sentence_of([&] { read_file(dir / "a"); }),
            "can't read " + (dir / "a").string() + ": the file or folder does not exist");
  fs::create_directory(dir / "folder");
  EXPECT_EQ(sentence_of([&] { read_file(dir / "folder"); }),
            "can't read " + (dir / "folder").string() + ": it is a folder");
  EXPECT_EQ(sentence_of([&] { read_file("/dev/null"); }), "can't read /dev/null: it is no regular file");
}

TEST(ReadFile, ReadsAnEmptyFile) {
  const TempDir dir;
  write(dir / "a", "");
  EXPECT_TRUE(read_file(dir / "a").empty());
}

TEST(OutputFile, GoesOnAfterACut) {
  const TempDir dir;
  write(dir / "a", "one two");
  {
    OutputFile file(dir / "a", 4);
    file.write("three");
    EXPECT_EQ(file.size(), 9u);
  }
  EXPECT_EQ(read_text(dir / "a"), "one three");
}

TEST(Decompress, ReturnsWhatWasCompressed) {
  Bytes raw(100'000);
  for (std::size_t i = 0; i != raw.size(); ++i) raw[i] = static_cast<std::byte>(i * i >> 5);
  EXPECT_EQ(decompress("a", compress(raw), raw.size()), raw);
  EXPECT_EQ(decompress("a", compress({}), 0), Bytes{});
}

TEST(Decompress, RefusesClaimsThatCanNotBeTrue) {
  const Bytes packed = compress(Bytes(100'000));
  EXPECT_THROW(decompress("a", packed, 99'999), IoError);
  EXPECT_THROW(decompress("a", packed, std::uint64_t{1} << 40), IoError);
  EXPECT_THROW(decompress("a", packed, ~std::uint64_t{0}), IoError);
  EXPECT_THROW(decompress("a", {}, 0), IoError);
  EXPECT_THROW(decompress("a", std::span(packed).first(packed.size() - 1), 100'000), IoError);
  Bytes forged = packed;  // a frame that claims 4 GiB of content, as its caller does
  const std::uint32_t claim = 0xffff'fff0;
  std::memcpy(&forged[5], &claim, sizeof claim);
  EXPECT_THROW(decompress("a", forged, claim), IoError);
}

Bytes pattern(std::size_t size, std::size_t factor) {
  Bytes bytes(size);
  for (std::size_t i = 0; i != size; ++i) bytes[i] = static_cast<std::byte>(i * factor >> 9);
  return bytes;
}

TEST(Changes, BringBackTheColumnWhateverItsWidthAndLength) {
  for (const std::size_t width : {1, 2, 4, 8}) {
    for (const std::size_t rows : {0, 1, 1499, 1501, 5000}) {
      const Bytes before = pattern(1500 * width, 7), now = pattern(rows * width, 8);
      Bytes values = before;
      ASSERT_TRUE(apply_changes(values, changes_between(before, now, width), width));
      EXPECT_EQ(values, now) << "width " << width << ", rows " << rows;
      EXPECT_EQ(from_planes(to_planes(now, width), width), now);
    }
  }
}

TEST(Changes, WeighWhatChangedAndNotMore) {
  Bytes before(4000), now(4000);
  now[4 * 17] = now[4 * 900] = std::byte{1};
  EXPECT_EQ(changes_between(before, now, 4).size(), 8u + 2 * (4 + 4));  // rows and count; a gap and a value each
}

TEST(Changes, ListsThatLeadOutsideTheColumnAreRefused) {
  const Bytes before(40), now = pattern(40, 3000);
  const Bytes changes = changes_between(before, now, 4);
  for (std::size_t i = 0; i != changes.size(); ++i) {
    Bytes forged = changes, values = before;
    forged[i] ^= std::byte{0x80};
    apply_changes(values, forged, 4);  // may be refused or give other values, but stays within memory
    EXPECT_LE(values.size(), before.size() + changes.size());
    values = before;
    EXPECT_FALSE(apply_changes(values, std::span(changes).first(i), 4));
  }
}

}  // namespace
}  // namespace twin
