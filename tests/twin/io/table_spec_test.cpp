#include "twin/io/table_spec.h"

#include <gtest/gtest.h>

namespace twin {
namespace {

const TableSpec kFarms{"farms",
                       {text_column("farm"), whole_column("cows", 0, 500), decimal_column("share", 0, 1).blank_ok(),
                        choice_column("kind", {"dairy", "beef"}), flag_column("organic").absent_ok()},
                       {{"farm"}}};
const TableSpec kDeliveries{
    "deliveries",
    {text_column("farm").refers_to("farms", "farm"), whole_column("day", 1, 366), whole_column("litres", 0, 1e6)},
    {{"farm", "day"}}};
const std::string kGoodFarms = "farm,cows,share,kind\nNygård,40,0.5,dairy\nBackgård,7,,beef\n";

TableSet read(const std::string& farms, const std::string& deliveries, FaultLog& faults) {
  return TableSet({{kFarms, TextFile("farms.csv", farms)}, {kDeliveries, TextFile("deliveries.csv", deliveries)}},
                  faults);
}

std::string faults_of(const std::string& farms, const std::string& deliveries,
                      Language language = Language::kEnglish) {
  FaultLog faults;
  read(farms, deliveries, faults);
  try {
    faults.throw_if_any();
  } catch (const InputError& error) {
    return to_string(error.faults(), language);
  }
  return "";
}

TEST(TableSet, GivesTypedCellsAndResolvedReferences) {
  FaultLog faults;
  const TableSet tables = read(kGoodFarms, "day,farm,litres\n3,Backgård,55\n", faults);
  EXPECT_EQ(faults.count(), 0U);
  const InputTable& farms = *tables.find("farms");
  EXPECT_EQ(farms["cows"].whole(0), 40);
  EXPECT_EQ(farms["share"].decimal(0), 0.5);
  EXPECT_TRUE(farms["share"].is_blank(1));
  EXPECT_FALSE(farms["organic"].present());
  EXPECT_EQ((*tables.find("deliveries"))["farm"].target(0), 1U);
  EXPECT_EQ(tables.find("milk"), nullptr);
}

TEST(TableSet, ReportsAllFaultsOfAllTables) {
  EXPECT_EQ(faults_of("farm,cows,share,kind\nNygård,4O,0.5,dairy\nBackgård,700,1.5,pigs\nBackgård,2.5,,beef\n",
                      "farm,day,litres\nBakgård,1,2\nNygård,1,\nNygård,01,3\nNygård,2\n"),
            "farms.csv:2:8: cows: '4O' is not a number\n"
            "    2 | Nygård,4O,0.5,dairy\n"
            "               ^\n"
            "        allowed: whole numbers from 0 to 500\n"
            "farms.csv:3:10: cows: '700' is out of range\n"
            "    3 | Backgård,700,1.5,pigs\n"
            "                 ^\n"
            "        allowed: whole numbers from 0 to 500\n"
            "farms.csv:3:14: share: '1.5' is out of range\n"
            "    3 | Backgård,700,1.5,pigs\n"
            "                     ^\n"
            "        allowed: numbers from 0 to 1, with a decimal point\n"
            "farms.csv:3:18: kind: 'pigs' is not allowed\n"
            "    3 | Backgård,700,1.5,pigs\n"
            "                         ^\n"
            "        allowed: dairy, beef\n"
            "farms.csv:4:1: farm: 'Backgård' is already on line 3\n"
            "    4 | Backgård,2.5,,beef\n"
            "        ^\n"
            "farms.csv:4:10: cows: '2.5' is not a whole number\n"
            "    4 | Backgård,2.5,,beef\n"
            "                 ^\n"
            "        allowed: whole numbers from 0 to 500\n"
            "deliveries.csv:3:10: litres: no value\n"
            "    3 | Nygård,1,\n"
            "                 ^\n"
            "        allowed: whole numbers from 0 to 1000000\n"
            "deliveries.csv:4:1: farm, day: 'Nygård, 1' is already on line 3\n"
            "    4 | Nygård,01,3\n"
            "        ^\n"
            "deliveries.csv:5:1: the row has 2 fields, but the header has 3\n"
            "    5 | Nygård,2\n"
            "        ^\n");
}

TEST(TableSet, SuggestsTheColumnAndTheKeyThatWasMeant) {
  EXPECT_EQ(faults_of("farm,cow,share,kind\nNygård,4,0.5,dairy\n", "farm,day,litres\nNygaard,1,2\nSlåttern,2,2\n"),
            "farms.csv:1:1: column 'cows' is missing\n"
            "    1 | farm,cow,share,kind\n"
            "        ^\n"
            "        allowed: farm, cows, share, kind, organic\n"
            "farms.csv:1:6: unknown column 'cow'\n"
            "    1 | farm,cow,share,kind\n"
            "             ^\n"
            "        did you mean 'cows'?\n"
            "deliveries.csv:2:1: farm: 'Nygaard' is not in table 'farms'\n"
            "    2 | Nygaard,1,2\n"
            "        ^\n"
            "        did you mean 'Nygård'?\n"
            "deliveries.csv:3:1: farm: 'Slåttern' is not in table 'farms'\n"
            "    3 | Slåttern,2,2\n"
            "        ^\n"
            "        allowed: the values of column 'farm' in farms.csv\n");
}

TEST(TableSet, SpeaksSwedishToo) {
  EXPECT_EQ(faults_of(kGoodFarms, "farm,day,litres\nNygård,400,1\n", Language::kSwedish),
            "deliveries.csv:2:8: day: «400» ligger utanför det tillåtna\n"
            "    2 | Nygård,400,1\n"
            "               ^\n"
            "        tillåtet: heltal från 1 till 366\n");
}

TEST(TableSet, RefusesADoubledColumnAndATableWithoutRows) {
  EXPECT_EQ(faults_of(kGoodFarms, "farm,day,day,litres\n"),
            "deliveries.csv:1:1: the table has no rows\n"
            "    1 | farm,day,day,litres\n"
            "        ^\n"
            "deliveries.csv:1:10: column 'day' is there already\n"
            "    1 | farm,day,day,litres\n"
            "                 ^\n");
}

TEST(TableSet, DoesNotRepeatTheFaultsOfATableInThoseThatReferToIt) {
  FaultLog faults;
  const TableSet tables = read("farm;cows;share;kind\n", "farm,day,litres\nNygård,1,2\n", faults);
  const std::size_t of_farms = faults.count();
  FaultLog alone;
  TableSet({{kFarms, TextFile("farms.csv", "farm;cows;share;kind\n")}}, alone);
  EXPECT_EQ(of_farms, alone.count());
  EXPECT_EQ(tables.find("deliveries"), nullptr);
}

TEST(FaultLog, TellsTwentyFaultsOfAFileAndCountsTheRest) {
  std::string deliveries = "farm,day,litres\n";
  for (int day = 1; day <= 33; ++day) deliveries += "Nygård," + std::to_string(day) + ",much\n";
  const std::string faults = faults_of(kGoodFarms, deliveries);
  EXPECT_NE(faults.find("deliveries.csv:21:"), std::string::npos);
  EXPECT_EQ(faults.find("deliveries.csv:22:"), std::string::npos);
  EXPECT_TRUE(faults.ends_with("deliveries.csv: and 13 more faults in this file\n"));
}

}  // namespace
}  // namespace twin
