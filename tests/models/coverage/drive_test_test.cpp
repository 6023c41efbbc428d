#include "models/coverage/drive_test.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "support/temp_dir.h"
#include "twin/io/file.h"

namespace rurban::coverage {
namespace {

class DriveTestFile : public ::testing::Test {
 protected:
  DriveTest read(const std::string& text, const DriveColumns& columns = {}) {
    twin::write_text(path(), text);
    return read_again(columns);
  }
  DriveTest read_again(const DriveColumns& columns = {}) {
    const std::filesystem::path file = path();
    return read_drive_tests({&file, 1}, columns);
  }
  /// What is wrong with a file, in English.
  std::string fault_of(const std::string& text, const DriveColumns& columns = {}) {
    try {
      read(text, columns);
    } catch (const twin::InputError& error) {
      return twin::to_string(error.faults(), twin::Language::kEnglish);
    }
    return {};
  }
  std::filesystem::path path() const { return folder_.path() / "drive.csv"; }

 private:
  twin::TempDir folder_;
};

TEST_F(DriveTestFile, ColumnsAreFoundByTheirUsualNames) {
  const DriveTest drive = read(
      "Timestamp,Longitude,Latitude,NODEHEX,RSRP,day\n"
      "2019.11.26_13.20.43,20.0,66.0,A81B,-76,2019.11.26\n"
      "2019.11.27_13.20.43,20.0,66.01,A81C,-80.5,2019.11.27\n");
  EXPECT_EQ(drive.columns.value, "RSRP");
  EXPECT_EQ(drive.columns.latitude, "Latitude");
  EXPECT_EQ(drive.days, (std::vector<std::string>{"2019.11.26", "2019.11.27"}));
  EXPECT_EQ(drive.cells, (std::vector<std::string>{"A81B", "A81C"}));
  EXPECT_EQ(drive.value_dbm, (std::vector<float>{-76, -80.5}));
  // 0.01 degrees of latitude are 1,112 m.
  EXPECT_NEAR(drive.north_m[1] - drive.north_m[0], 1112, 1);
  EXPECT_EQ(drive.east_m[1], drive.east_m[0]);
}

TEST_F(DriveTestFile, OtherColumnsCanBeNamed) {
  const DriveTest drive =
      read("a,b,c,rsrp,rsrq,when\n66,20,7,-90,-11,1\n66,20,7,-91,-12,2\n", {"a", "b", "rsrq", "when", "", "c"});
  EXPECT_EQ(drive.value_dbm, (std::vector<float>{-11, -12}));
  EXPECT_EQ(drive.devices, (std::vector<std::string>{"7"}));
}

TEST_F(DriveTestFile, ADayIsTheDateOfAMoment) {
  const auto days = [&](const std::string& a, const std::string& b) {
    return read("lat,lon,rsrp,time\n66,20,-90," + a + "\n66,20,-90," + b + "\n").days.size();
  };
  EXPECT_EQ(days("2024-02-01T08:00:00", "2024-02-01T17:00:00"), 1U);
  EXPECT_EQ(days("2024-02-01 08:00", "2024-02-02 08:00"), 2U);
  EXPECT_EQ(days("1679769208597.0", "1679769218303"), 1U);  // milliseconds of one morning
  EXPECT_EQ(days("1679769208", "1679869208"), 2U);          // seconds, more than a day apart
  EXPECT_EQ(days("1", "2"), 2U);
}

TEST_F(DriveTestFile, MetresAreTakenAsTheyStand) {
  const DriveTest drive = read("east_m,north_m,value\n800000,7400000,-90\n800100,7400000,-90\n");
  EXPECT_EQ(drive.east_m, (std::vector<double>{800'000, 800'100}));
}

TEST_F(DriveTestFile, RowsWithoutANumberAreCountedAndLeftOut) {
  const DriveTest drive = read("lat,lon,rsrp\n66,20,-90\n66,20,-\n,20,-90\n66,20,\n");
  EXPECT_EQ(drive.size(), 1U);
  EXPECT_EQ(drive.skipped, 3U);
}

TEST_F(DriveTestFile, ANumberThatIsNoLevelIsLeftOut) {
  const DriveTest drive = read("lat,lon,rsrp\n66,20,-90\n66,20,2147483647\n66,20,-1e300\n");
  EXPECT_EQ(drive.value_dbm, (std::vector<float>{-90}));
  EXPECT_EQ(drive.skipped, 2U);
  EXPECT_NE(fault_of("lat,lon,rsrp\n66,20,2147483647\n").find("from -300 to 300"), std::string::npos);
}

TEST_F(DriveTestFile, DegreesAndMetresDoNotMix) {
  twin::write_text(path().string() + "2", "north_m,east_m,rsrp\n7400000,800000,-90\n");
  twin::write_text(path(), "lat,lon,rsrp\n66,20,-90\n");
  const std::vector<std::filesystem::path> both{path(), path().string() + "2"};
  try {
    read_drive_tests(both);
    FAIL() << "they were taken for one drive";
  } catch (const twin::InputError& error) {
    EXPECT_NE(twin::to_string(error.faults(), twin::Language::kEnglish)
                  .find("drive.csv2:1:1: north_m: another file has positions in degrees"),
              std::string::npos);
  }
}

TEST_F(DriveTestFile, PackedIsReadLikePlain) {
  const std::string text = "lat,lon,rsrp\n66,20,-90\n66,20.1,-95\n";
  const DriveTest plain = read(text);
  gzFile file = gzopen(path().c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  const DriveTest packed = read_again();
  EXPECT_EQ(packed.value_dbm, plain.value_dbm);
  EXPECT_EQ(packed.east_m, plain.east_m);
  std::filesystem::resize_file(path(), std::filesystem::file_size(path()) - 8);
  EXPECT_THROW(read_again(), twin::IoError);
}

TEST_F(DriveTestFile, OneCellCanBeTakenAlone) {
  const DriveTest drive = read("lat,lon,cell,rsrp\n66,20,A1,-90\n66,20.1,B1,-95\n66,20.2,A1,-99\n");
  EXPECT_EQ(readings_of_cell(drive, "A1").value_dbm, (std::vector<float>{-90, -99}));
  EXPECT_EQ(readings_of_cell(drive, "A1").east_m[1], drive.east_m[2]);
  const auto told = [](const DriveTest& of, const std::string& cell) {
    try {
      readings_of_cell(of, cell);
    } catch (const twin::InputError& error) {
      return twin::to_string(error.faults(), twin::Language::kEnglish);
    }
    return std::string();
  };
  EXPECT_NE(told(drive, "XYZ").find("one of 2, as 'A1'"), std::string::npos) << told(drive, "XYZ");
  const DriveTest unnamed = read("lat,lon,rsrp\n66,20,-90\n");
  EXPECT_NE(told(unnamed, "A1").find("no column of cells"), std::string::npos) << told(unnamed, "A1");
}

TEST_F(DriveTestFile, FaultsSayWhereAndWhatWouldBeRight) {
  EXPECT_NE(fault_of("lat,lon,power\n66,20,-90\n").find("no column of value"), std::string::npos);
  EXPECT_NE(fault_of("lat,lon,rsrp\n66,20,-90\n", {"", "", "rsrq", "", "", ""}).find("lat, lon, rsrp"),
            std::string::npos);
  EXPECT_NE(fault_of("lat,lon,rsrp\n7400000,20,-90\n").find("drive.csv:2"), std::string::npos);
  EXPECT_NE(fault_of("lat,lon,rsrp\n,,\n").find("no readings"), std::string::npos);
  EXPECT_THROW(read_drive_tests(std::vector<std::filesystem::path>{path() / "missing"}), twin::IoError);
}

TEST(Binning, IsTheMeanOfADaysReadingsInASquare) {
  DriveTest drive;
  drive.east_m = {10, 30, 60, 10};
  drive.north_m = {10, 20, 10, 10};
  drive.value_dbm = {-80, -90, -70, -100};
  drive.day = {0, 0, 0, 1};
  drive.device = drive.cell = {0, 0, 0, 0};
  const std::vector<Reading> readings = bin_readings(drive, 50);
  ASSERT_EQ(readings.size(), 3U);
  EXPECT_EQ(readings[0].value_dbm, -85);
  EXPECT_EQ(readings[0].east_m, 20);
  EXPECT_EQ(readings[1].value_dbm, -70);
  EXPECT_EQ(readings[2].day, 1);
  // The square at (0, 0) was read twice, -85 and -100.
  EXPECT_EQ(repeatability(readings).pairs, 1U);
  EXPECT_EQ(repeatability(readings).rms_db, 15);
}

TEST(Binning, CensorsASquareThatIsMostlyWithoutService) {
  DriveTest drive;
  drive.east_m = {10, 20, 30, 60};
  drive.north_m = {10, 10, 10, 10};
  drive.value_dbm = {-125, -126, -100, -125};
  drive.day = drive.device = drive.cell = {0, 0, 0, 0};
  const std::vector<Reading> readings = bin_readings(drive, 50, -124);
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_TRUE(readings[0].censored);
  EXPECT_EQ(readings[0].value_dbm, -124);
}

TEST(Binning, BlocksFallIntoAllFoldsAndTheSameOnesAgain) {
  std::vector<int> counts(5);
  for (int i = 0; i != 1000; ++i) {
    const Reading reading{1000. * (i % 40) + 1, 1000. * (i / 40) + 1, 0, 0, 0, 0, false};
    ++counts[block_fold(reading, 1000, 5, 3)];
    Reading beside = reading;
    beside.east_m += 998;
    EXPECT_EQ(block_fold(beside, 1000, 5, 3), block_fold(reading, 1000, 5, 3));
  }
  for (const int count : counts) EXPECT_NEAR(count, 200, 50);
}

}  // namespace
}  // namespace rurban::coverage
