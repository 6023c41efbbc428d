#include "twin/base/error.h"

#include <gtest/gtest.h>

namespace twin {
namespace {

TEST(Fault, ShowsTheLineWithACaretUnderTheMistake) {
  const Fault fault{{"a.yaml", 3, 5},
                    {"okänd nyckel «sed»", "unknown key 'sed'"},
                    "    sed: 1",
                    {"menade du «seed»?", "did you mean 'seed'?"}};
  EXPECT_EQ(to_string(fault, Language::kEnglish),
            "a.yaml:3:5: unknown key 'sed'\n"
            "    3 |     sed: 1\n"
            "            ^\n"
            "        did you mean 'seed'?\n");
  EXPECT_NE(to_string(fault, Language::kSwedish).find("menade du «seed»?"), std::string::npos);
}

TEST(NearestWord, CorrectsASlipAndNothingMore) {
  const std::vector<std::string> words{"seed", "county", "extends"};
  EXPECT_EQ(nearest_word("conty", words), "county");
  EXPECT_EQ(nearest_word("extend", words), "extends");
  EXPECT_EQ(nearest_word("broadband", words), "");
}

}  // namespace
}  // namespace twin
