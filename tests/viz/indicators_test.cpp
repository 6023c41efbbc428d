#include "viz/core/indicators.h"

#include <gtest/gtest.h>

namespace viz {
namespace {

using twin::date;

const IndicatorBook::Figure kBaseline{
    0, {{date(2021, 1, 1), 100.0}, {date(2022, 1, 1), 90.0}, {date(2023, 1, 1), 80.0}}};

TEST(Indicators, CompareOneAndTheSameJanuary) {
  const IndicatorBook::Figure variant{0, {{date(2021, 1, 1), 100.0}, {date(2022, 1, 1), 95.0}}};
  const auto [a, b] = IndicatorBook::at(kBaseline, &variant, date(2022, 8, 1));
  EXPECT_EQ(a, 90.0);
  EXPECT_EQ(b, 95.0);
}

TEST(Indicators, AVariantThatHasNotComeSoFarHasNoFigureYet) {
  const IndicatorBook::Figure behind{0, {{date(2021, 1, 1), 100.0}, {date(2022, 1, 1), 95.0}}};
  const auto [a, b] = IndicatorBook::at(kBaseline, &behind, date(2023, 1, 1));
  EXPECT_EQ(a, 80.0);
  EXPECT_EQ(b, std::nullopt) << "last year's figure would look like an effect";
}

TEST(Indicators, BeforeTheFirstYearAndWithoutAVariantThereIsNothing) {
  EXPECT_EQ(IndicatorBook::at(kBaseline, &kBaseline, date(2020, 1, 1)).baseline, std::nullopt);
  EXPECT_EQ(IndicatorBook::at(kBaseline, nullptr, date(2021, 1, 1)).variant, std::nullopt);
}

}  // namespace
}  // namespace viz
