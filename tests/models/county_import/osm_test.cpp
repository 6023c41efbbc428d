#include "models/county_import/osm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

#include "models/county_import/source_file.h"
#include "tests/support/osm_file.h"
#include "tests/support/temp_dir.h"
#include "twin/base/error.h"
#include "twin/io/csv.h"

namespace rurban {
namespace {

using twin::OsmFile;

/// A plane of 100 km to the degree, so that lengths can be read off.
std::pair<double, double> plane(double latitude, double longitude) {
  return {longitude * 100'000, latitude * 100'000};
}

class Osm : public testing::Test {
 protected:
  OsmExtract read(const OsmFile& file) {
    file.write(folder_ / "map.osm.pbf");
    return read_osm(folder_ / "map.osm.pbf", plane);
  }
  twin::TempDir folder_;
};

TEST_F(Osm, RoadsForCarsAreReadWithTheirSpeeds) {
  OsmFile file;
  file.node(1, 66.00, 20.00).node(2, 66.00, 20.10).node(3, 66.00, 20.20).node(4, 66.10, 20.10);
  file.way(1, {1, 2}, {{"highway", "trunk"}, {"ref", "E 45"}, {"maxspeed", "100"}})
      .way(2, {2, 3}, {{"highway", "tertiary"}})
      .way(3, {2, 4}, {{"highway", "unclassified"}, {"motor_vehicle", "private"}})
      .way(4, {3, 4}, {{"highway", "footway"}});
  const RoadGraph graph = road_graph(read(file).roads);
  ASSERT_EQ(graph.links.size(), 1U);  // 1 - 3: nothing else meets at 2
  EXPECT_EQ(graph.links[0].length_m, 20'000);
  // 10 km at 100 and 10 km at the 70 of a tertiary road: 20 km in 360 + 514.3 s.
  EXPECT_EQ(graph.links[0].km_per_h, 82);
}

TEST_F(Osm, PlacesShopsAndOutlinesAreReadWhereTheyAre) {
  OsmFile file;
  file.node(1, 66.0, 20.0, {{"place", "village"}, {"name", "Lillby"}, {"population", "130"}})
      .node(2, 66.0, 20.0, {{"shop", "convenience"}, {"name", "Handlarn"}})
      .node(3, 66.0, 20.1, {{"place", "suburb"}, {"name", "Kvarteret"}})
      .node(4, 66.0, 20.2, {{"amenity", "bench"}});
  file.node(11, 66.01, 20.01).node(12, 66.01, 20.03).node(13, 66.03, 20.03).node(14, 66.03, 20.01);
  file.way(1, {11, 12, 13, 14, 11}, {{"amenity", "school"}, {"building", "yes"}});
  const OsmExtract extract = read(file);
  ASSERT_EQ(extract.localities.size(), 1U);
  EXPECT_EQ(extract.localities[0].name, "Lillby");
  EXPECT_EQ(extract.localities[0].residents, 130);
  ASSERT_EQ(extract.points.size(), 2U);
  EXPECT_EQ(extract.points[0].kind, "grocery");
  EXPECT_EQ(extract.points[0].name, "Handlarn");
  EXPECT_EQ(extract.points[1].kind, "school");
  EXPECT_NEAR(extract.points[1].east_m, 2'002'000, 1);
  EXPECT_NEAR(extract.points[1].north_m, 6'602'000, 1);
}

TEST_F(Osm, ARoadThatLeavesTheExtractIsKeptAsFarAsItGoes) {
  OsmFile file;
  file.node(1, 66.0, 20.0).node(2, 66.0, 20.1);
  file.way(1, {1, 2, 99}, {{"highway", "primary"}});
  const OsmExtract extract = read(file);
  EXPECT_EQ(extract.cut_lines, 1U);
  EXPECT_EQ(road_graph(extract.roads).links.at(0).length_m, 10'000);
}

TEST_F(Osm, AFileThatIsMissingDamagedOrOfAnotherKindIsRefusedWithASentence) {
  EXPECT_THROW(read_osm(folder_ / "none.osm.pbf", plane), twin::IoError);
  std::ofstream(folder_ / "text.osm.pbf") << "kind,name\nschool,A\n";
  EXPECT_THROW(read_osm(folder_ / "text.osm.pbf", plane), twin::IoError);
  OsmFile file;
  for (int i = 1; i != 2'000; ++i) file.node(i, 60 + i * 0.001, 20);
  file.write(folder_ / "whole.osm.pbf");
  std::filesystem::resize_file(folder_ / "whole.osm.pbf", std::filesystem::file_size(folder_ / "whole.osm.pbf") / 2);
  EXPECT_THROW(read_osm(folder_ / "whole.osm.pbf", plane), twin::IoError);
}

TEST(OsmTags, LimitsAreReadInBothUnitsAndByZone) {
  EXPECT_EQ(speed_limit("70"), 70);
  EXPECT_NEAR(speed_limit("50 mph"), 80.5, 0.1);
  EXPECT_EQ(speed_limit("SE:urban"), 50);
  EXPECT_EQ(speed_limit("80;60"), 80);
  for (const char* nothing : {"", "signals", "0", "nan", "-5"}) EXPECT_EQ(speed_limit(nothing), 0) << nothing;
  EXPECT_GT(usual_speed("motorway"), usual_speed("tertiary"));
  EXPECT_EQ(usual_speed("footway"), 0);
}

/// A graph of main roads turned into a PBF file gives its junctions and lengths back.
TEST_F(Osm, NorrbottensMainRoadsComeBackAsLong) {
  const std::filesystem::path data = std::filesystem::path(RURBAN_ROOT) / "../shared/data/roads_osm_main";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "skipped: ../shared/data is not here";
  twin::FaultLog faults;
  auto nodes = twin::parse_csv(open_source(data / "nodes.csv"), faults);
  auto edges = twin::parse_csv(open_source(data / "edges.csv"), faults);
  faults.throw_if_any();
  OsmFile file;
  std::vector<std::pair<double, double>> metres;
  for (std::size_t row = 0; row != nodes->rows(); ++row) {
    const auto cells = nodes->row(row);
    file.node(std::stol(cells[0].text) + 1, std::stod(cells[2].text), std::stod(cells[1].text));
    metres.emplace_back(std::stod(cells[3].text), std::stod(cells[4].text));
  }
  // The edges' bends are not told: straight lines of the same ends take their place. Parallel ones count once.
  std::map<std::pair<long, long>, double> straight;
  for (std::size_t row = 0; row != edges->rows(); ++row) {
    const auto cells = edges->row(row);
    const long a = std::stol(cells[3].text), b = std::stol(cells[4].text);
    file.way(static_cast<long>(row) + 1, {a + 1, b + 1}, {{"highway", cells[1].text}});
    if (a != b)
      straight[std::minmax(a, b)] =
          std::hypot(metres[static_cast<std::size_t>(a)].first - metres[static_cast<std::size_t>(b)].first,
                     metres[static_cast<std::size_t>(a)].second - metres[static_cast<std::size_t>(b)].second);
  }
  file.write(folder_ / "main.osm.pbf");
  const OsmExtract extract = read_osm(folder_ / "main.osm.pbf", sweref99_tm());
  EXPECT_EQ(extract.roads.lines.size(), edges->rows());
  double drawn = 0;
  std::size_t shorter = 0;
  for (const auto& [ends, length] : straight) drawn += length;
  for (const RoadLine& line : extract.roads.lines) shorter += line.vertices.size() < 2;
  EXPECT_EQ(shorter, 0U);
  const RoadGraph graph = road_graph(extract.roads);
  double linked = 0;
  for (const RoadLink& link : graph.links) linked += link.length_m;
  EXPECT_NEAR(linked + 1'000 * graph.dropped_km, drawn, 0.001 * drawn);
}

}  // namespace
}  // namespace rurban
