#include "models/broadband/steinlib.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>

#include "support/temp_dir.h"

namespace rurban::broadband {
namespace {

const std::string kProblem = R"(33D32945 STP File, STP Format Version 1.0

SECTION Comments
Name "three houses"
END

SECTION Graph
Nodes 3
Edges 2
E 1 2 1.5
E 2 3 4
END

SECTION Terminals
Terminals 2
TP 1 2.25
TP 3 10
END

EOF
)";

SteinlibProblem read(const std::string& text) {
  return read_steinlib(twin::TextFile("houses.stp", text));
}

/// What is said about the problem with one line in another's place.
std::string faults_with(const std::string& line, const std::string& instead) {
  std::string text = kProblem;
  text.replace(text.find(line), line.size(), instead);
  try {
    read(text);
  } catch (const twin::InputError& error) {
    return to_string(error.faults(), twin::Language::kEnglish);
  }
  return "";
}

TEST(Steinlib, DecimalsBecomeWholeByThePowerOfTenThatIsSaid) {
  const SteinlibProblem problem = read(kProblem);
  EXPECT_EQ(problem.name, "three houses");
  EXPECT_EQ(problem.scale, 100);
  ASSERT_EQ(problem.graph.edges.size(), 2U);
  EXPECT_EQ(problem.graph.edges[0].cost, 150);
  EXPECT_EQ(problem.graph.edges[1].a, 1U);
  EXPECT_EQ(problem.graph.edges[1].b, 2U);
  EXPECT_EQ(problem.graph.edges[1].cost, 400);
  EXPECT_EQ(problem.graph.prize, (std::vector<std::int64_t>{225, 0, 1000}));
  EXPECT_FALSE(problem.graph.root);
}

TEST(Steinlib, ARootIsKept) {
  std::string text = kProblem;
  text.replace(text.find("TP 1 2.25"), 9, "RootP 2");
  EXPECT_EQ(read(text).graph.root, 1U);
}

TEST(Steinlib, WrongLinesAreNamedWithTheirValue) {
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 4 1.5").find("houses.stp:10:1: E: '4' will not do"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 4 1.5").find("a node from 1 to 3"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 2 -1").find("E: '-1' will not do"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 2 x").find("E: 'x' will not do"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 2 1e5").find("E: '1e5' will not do"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 2").find("E: a value is missing"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "A 1 2 3").find("unknown word 'A' in graph"), std::string::npos);
  EXPECT_NE(faults_with("Nodes 3", "Nodes -3").find("houses.stp:8:1: Nodes: '-3'"), std::string::npos);
  EXPECT_NE(faults_with("TP 3 10", "TP 9 10").find("TP: '9' will not do"), std::string::npos);
  EXPECT_NE(faults_with("Edges 2", "Edges 3").find("Edges says 3, the file has 2"), std::string::npos);
  EXPECT_NE(faults_with("33D32945", "33D32946").find("does not begin as an STP file"), std::string::npos);
  EXPECT_NE(faults_with("E 1 2 1.5", "E 1 2 999999999999999").find("will not do"), std::string::npos);
}

TEST(Steinlib, AnEmptyFileIsRefused) {
  EXPECT_THROW(read(""), twin::InputError);
}

TEST(Steinlib, PackedFilesAreUnpackedAndBrokenOnesRefused) {
  const twin::TempDir folder;
  const std::string path = (folder / "houses.stp.gz").string();
  gzFile packed = gzopen(path.c_str(), "wb");
  gzwrite(packed, kProblem.data(), static_cast<unsigned>(kProblem.size()));
  gzclose(packed);
  EXPECT_EQ(load_steinlib(path).graph.edges.size(), 2U);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_THROW(load_steinlib(path), twin::IoError);
  EXPECT_THROW(load_steinlib(folder / "nowhere.stp.gz"), twin::IoError);
}

}  // namespace
}  // namespace rurban::broadband
