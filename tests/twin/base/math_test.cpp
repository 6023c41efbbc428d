#include "twin/base/math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "twin/base/hash.h"
#include "twin/base/instruction_set.h"

namespace twin {
namespace {

TEST(Math, ExpAgreesWithTheLibraryToFifteenDigits) {
  for (double x = -690; x < 690; x += 0.37) EXPECT_NEAR(exp(x) / std::exp(x), 1, 1e-15) << x;
  EXPECT_EQ(exp(0), 1);
  EXPECT_EQ(exp(-1000), 0);
}

TEST(Math, ExpOfManyGivesTheBitsOfExpOfOneOnEachInstructionSet) {
  const InstructionSet before = instruction_set();
  for (const InstructionSet set : supported_instruction_sets()) {
    set_instruction_set(set);
    for (std::size_t count = 0; count != 70; ++count) {
      std::vector<double> x(count), result(count);
      for (std::size_t i = 0; i != count; ++i) x[i] = (static_cast<double>(mix64(i + count)) * 0x1p-64 - 0.5) * 1500;
      exp(x, result);
      for (std::size_t i = 0; i != count; ++i) EXPECT_EQ(result[i], exp(x[i])) << to_string(set) << ' ' << x[i];
      exp(x, x);
      EXPECT_EQ(x, result) << "in place";
    }
  }
  set_instruction_set(before);
}

TEST(Math, LogAgreesWithTheLibraryToTwelveDigits) {
  for (double x = 1e-300; x < 1e300; x *= 1.9) EXPECT_NEAR(log(x), std::log(x), 1e-13 * (1 + std::abs(std::log(x))));
  EXPECT_EQ(log(1), 0);
}

TEST(Math, LogUndoesExp) {
  for (double x = -20; x < 20; x += 0.011) EXPECT_NEAR(log(exp(x)), x, 1e-13 * (1 + std::abs(x)));
}

TEST(Math, PowOfHalfIsTheSquareRoot) {
  for (double x = 0.1; x < 100; x += 0.7) EXPECT_NEAR(pow(x, 0.5), std::sqrt(x), 1e-13 * x + 1e-14);
}

}  // namespace
}  // namespace twin
