#include "models/services/points_import.h"

#include <gtest/gtest.h>

#include "tests/support/faults_of.h"

namespace rurban {
namespace {

std::vector<Place> two_places() {
  std::vector<Place> places(2);
  places[0] = {.name = "Arvidsjaur",
               .municipality = 0,
               .east_m = 692'700,
               .north_m = 7'280'800,
               .spread_m = 0,
               .census = {},
               .number = 7};
  places[1] = {.name = "Glommersträsk",
               .municipality = 0,
               .east_m = 722'000,
               .north_m = 7'247'000,
               .spread_m = 0,
               .census = {},
               .number = 9};
  return places;
}

ImportedPoints read(const std::string& content) {
  const std::vector<Place> places = two_places();
  return read_points(twin::TextFile("p", content), places, sweref99_tm());
}

std::string told(const std::string& content) {
  return twin::faults_of([&] { read(content); });
}

TEST(PointsImport, PutsPointsOfACsvIntoTheirNearestPlaces) {
  const ImportedPoints found = read(
      "name,kind,latitude,longitude\nICA,grocery,65.592,19.179\nCentrum,pharmacy,65.258,19.633\nOslo,school,59.9,10."
      "7\n");
  ASSERT_EQ(found.points.size(), 2U);
  EXPECT_EQ(found.points[0].place, 0U);
  EXPECT_EQ(found.points[1].place, 1U);
  EXPECT_EQ(found.points[1].kind, "pharmacy");
  EXPECT_EQ(found.far, std::vector<std::string>{"Oslo"});
  const std::vector<Place> places = two_places();
  const std::string table = to_table(found.points, places, "test");
  EXPECT_NE(table.find("\n7,grocery,69"), std::string::npos) << table;
  EXPECT_NE(table.find("\n9,pharmacy,"), std::string::npos) << table;
}

TEST(PointsImport, ReadsGeoJsonAndMetresAlike) {
  const ImportedPoints json =
      read(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"library"},)"
           R"("geometry":{"type":"Point","coordinates":[19.179,65.592]}}]})");
  ASSERT_EQ(json.points.size(), 1U);
  const ImportedPoints metres = read("kind,east_m,north_m\nlibrary,692643,7280767\n");
  ASSERT_EQ(metres.points.size(), 1U);
  EXPECT_NEAR(json.points[0].east_m, metres.points[0].east_m, 500);
  EXPECT_NEAR(json.points[0].north_m, metres.points[0].north_m, 500);
}

TEST(PointsImport, TellsWhatIsWrongAndWhere) {
  EXPECT_NE(told("kind,latitude,longitude\nchurch,65.5,19.1\n").find("p:2:1: "), std::string::npos);
  EXPECT_NE(told("kind\nschool\n").find("the points have no position"), std::string::npos);
  EXPECT_NE(told("{\"features\": [").find("here the file is no JSON any more"), std::string::npos);
  EXPECT_NE(told("{}").find("no FeatureCollection"), std::string::npos);
  const std::string faults =
      told(R"({"features":[{"properties":{"kind":"school"}},)"
           R"({"properties":{"kind":3},"geometry":{"type":"Point","coordinates":[19,65]}},7]})");
  EXPECT_NE(faults.find("features[0]: no point"), std::string::npos) << faults;
  EXPECT_NE(faults.find("features[1]: there is no kind 3"), std::string::npos) << faults;
  EXPECT_NE(faults.find("features[2]: no point"), std::string::npos) << faults;
}

}  // namespace
}  // namespace rurban
