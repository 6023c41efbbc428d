#include "twin/io/amount.h"

#include <gtest/gtest.h>

namespace twin {
namespace {

double amount(const char* text, const char* unit) {
  return read_amount(text, unit).value.value_or(-999);
}

TEST(Amount, IsConvertedToTheUnitAskedFor) {
  EXPECT_DOUBLE_EQ(amount("45 min", "h"), 0.75);
  EXPECT_DOUBLE_EQ(amount("85 %", "1"), 0.85);
  EXPECT_DOUBLE_EQ(amount("0.85", "%"), 0.85);  // without a unit, the declared one is meant
  EXPECT_DOUBLE_EQ(amount("1.5 MSEK", "SEK"), 1.5e6);
  EXPECT_DOUBLE_EQ(amount("3 km", "m"), 3000);
  EXPECT_DOUBLE_EQ(amount("2 t", "kg"), 2000);
  EXPECT_DOUBLE_EQ(amount("1 GWh", "kWh"), 1e6);
  EXPECT_DOUBLE_EQ(amount("0.2 per year", "1/year"), 0.2);
  EXPECT_DOUBLE_EQ(amount("0.2 /year", "1/year"), 0.2);
  EXPECT_DOUBLE_EQ(amount("2 %/year", "1/year"), 0.02);
  EXPECT_DOUBLE_EQ(amount("12 persons per year", "persons/month"), 1);
  EXPECT_DOUBLE_EQ(amount("-3", "m"), -3);
}

TEST(Amount, OfAnotherKindIsRefused) {
  for (const auto& [text, unit] : {std::pair{"45 min", "km"},
                                   {"45 min", "1/year"},
                                   {"3 persons", "persons/year"},
                                   {"x", "1"},
                                   {"", "1"},
                                   {"1,5", "1"},
                                   {"1 parsec", "km"},
                                   {"nan", "1"},
                                   {"inf", "1"},
                                   {"1e999", "1"}}) {
    const Amount read = read_amount(text, unit);
    EXPECT_FALSE(read.value) << text;
    EXPECT_FALSE(read.message.sv.empty()) << text;
    EXPECT_FALSE(read.hint.en.empty()) << text;
  }
}

}  // namespace
}  // namespace twin
