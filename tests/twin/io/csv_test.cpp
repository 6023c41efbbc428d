#include "twin/io/csv.h"

#include <gtest/gtest.h>

#include "twin/io/ascii_grid.h"

namespace twin {
namespace {

struct Position {
  int line, column;
  friend bool operator==(const Position&, const Position&) = default;
};

Position position(const TextFile& file, const CsvCell& cell) {
  const Where where = file.fault(cell.offset, {}).where;
  return {where.line, where.column};
}

/// What reading says about a text that it refuses.
template <class Parse>
std::string faults_of(Parse parse) {
  FaultLog faults;
  parse(faults);
  try {
    faults.throw_if_any();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}
std::string csv_faults(const std::string& text) {
  return faults_of([&](FaultLog& faults) { parse_csv(TextFile("t.csv", text), faults); });
}
std::string grid_faults(const std::string& text) {
  return faults_of([&](FaultLog& faults) { parse_ascii_grid(TextFile("g.asc", text), {0, 9}, faults); });
}

TEST(Csv, KnowsWhereEveryFieldStands) {
  const TextFile file("t.csv", "# Källa: SCB\n# 2021\nname,people\nÅkullsjön,12\r\n\n  Ön ,\"3\"\n");
  FaultLog faults;
  auto csv = parse_csv(file, faults);
  ASSERT_TRUE(csv);
  ASSERT_EQ(csv->rows(), 2U);
  EXPECT_EQ(position(file, csv->header[1]), (Position{3, 6}));
  EXPECT_EQ(csv->row(0)[1].text, "12");
  EXPECT_EQ(position(file, csv->row(0)[1]), (Position{4, 11}));  // ten characters before it, in eleven bytes
  EXPECT_EQ(csv->row(1)[0].text, "Ön");
  EXPECT_EQ(position(file, csv->row(1)[0]), (Position{6, 3}));
  EXPECT_EQ(position(file, csv->row(1)[1]), (Position{6, 7}));
}

TEST(Csv, KeepsCommasQuotesAndLineEndsInsideQuotes) {
  const TextFile file("t.csv", "a,b\n\"x, \"\"y\"\"\nz\",2\nlast,");
  FaultLog faults;
  auto csv = parse_csv(file, faults);
  ASSERT_TRUE(csv);
  EXPECT_EQ(csv->row(0)[0].text, "x, \"y\"\nz");
  EXPECT_EQ(position(file, csv->row(0)[1]), (Position{3, 4}));
  EXPECT_EQ(csv->row(1)[1].text, "");
}

TEST(Csv, DropsAByteOrderMark) {
  FaultLog faults;
  EXPECT_EQ(parse_csv(TextFile("t.csv",
                               "\xEF\xBB\xBF"
                               "a\n1\n"),
                      faults)
                ->header[0]
                .text,
            "a");
}

TEST(Csv, RefusesWhatIsNotUtf8Text) {
  EXPECT_EQ(csv_faults("name\nLule\xE5\n"),
            "t.csv:2:5: byte 0xE5 does not belong in a UTF-8 text file\n        save the file as UTF-8\n");
  EXPECT_NE(csv_faults(std::string("a\n1\0\n", 5)), "");
  EXPECT_NE(csv_faults("a\n\xC0\xAF\n"), "");      // overlong
  EXPECT_NE(csv_faults("a\n\xED\xA0\x80\n"), "");  // surrogate
  EXPECT_NE(csv_faults("a\n\xE2\x82"), "");        // cut off
  EXPECT_EQ(csv_faults("a\n€ 𝄞 å\n"), "");
}

TEST(Csv, PointsAtAQuotationMarkOutOfPlace) {
  EXPECT_EQ(csv_faults("a,b\n1,x\"y\n"),
            "t.csv:2:4: quotation mark out of place\n"
            "    2 | 1,x\"y\n"
            "           ^\n"
            "        a quoted field ends with a quotation mark; one inside the field is written twice\n");
  EXPECT_EQ(csv_faults("a,b\n1,\"x\n2,y\n").substr(0, 10), "t.csv:2:3:");
}

TEST(Csv, NeedsAHeader) {
  EXPECT_EQ(csv_faults(""), "t.csv:1:1: the file has no header line\n");
  EXPECT_NE(csv_faults("# only a comment"), "");
}

const std::string kGridHeader = "ncols 3\nnrows 2\nxllcorner 1000\nyllcorner -2000\ncellsize 100\n";

TEST(AsciiGrid, ReadsRowsFromTheNorth) {
  FaultLog faults;
  const auto grid = parse_ascii_grid(TextFile("g.asc", kGridHeader + "1 2 3\r\n4 5 6\n\n"), {0, 9}, faults);
  ASSERT_TRUE(grid);
  EXPECT_EQ(grid->cells, (std::vector<std::int16_t>{1, 2, 3, 4, 5, 6}));
  EXPECT_TRUE(contains(*grid, 1299, -1801));
  EXPECT_FALSE(contains(*grid, 1300, -1900));
  EXPECT_FALSE(contains(*grid, 1299, -1800));
}

TEST(AsciiGrid, ReportsEveryFault) {
  EXPECT_EQ(grid_faults(kGridHeader + "1 x 12\n4 5\n1 2 3\n"),
            "g.asc:2:1: nrows is 2, but the file has 3 rows of values\n"
            "    2 | nrows 2\n"
            "        ^\n"
            "g.asc:6:3: 'x' is not a whole number from 0 to 9\n"
            "    6 | 1 x 12\n"
            "          ^\n"
            "g.asc:6:5: '12' is not a whole number from 0 to 9\n"
            "    6 | 1 x 12\n"
            "            ^\n"
            "g.asc:7:1: the row has 2 values, but ncols is 3\n"
            "    7 | 4 5\n"
            "        ^\n");
}

TEST(AsciiGrid, NamesTheHeaderLineThatShouldStandThere) {
  EXPECT_EQ(grid_faults("ncols 3\nrows 2\n"),
            "g.asc:2:1: 'nrows' and a whole number must stand here\n"
            "    2 | rows 2\n"
            "        ^\n"
            "        the header has the lines ncols, nrows, xllcorner, yllcorner and cellsize in that order\n");
  EXPECT_NE(grid_faults("ncols 99999999999\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n"), "");
  EXPECT_NE(grid_faults("ncols 3"), "");
  EXPECT_NE(grid_faults(""), "");
}

TEST(Utf8, HasNoPlaceForNoncharactersAndNul) {
  for (const std::string_view text : {"\uFDCF", "\uFDF0", "\uFFFD", "\U0001FFFD", "\U0010FFFD", "Ä", "ŋ", "\uFEFF"})
    EXPECT_TRUE(is_utf8(text)) << text;
  for (const std::string_view text :
       {"\uFDD0", "\uFDEF", "\uFFFE", "\uFFFF", "\U0001FFFE", "\U0010FFFF", "\xC3", "\xED\xA0\x80"})
    EXPECT_FALSE(is_utf8(text)) << text;
  EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace twin
