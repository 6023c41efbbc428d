#include "models/coverage/campaign.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/coverage/air.h"
#include "twin/base/draw.h"

namespace rurban::coverage {
namespace {

constexpr twin::Stream kTest{"campaign_test"};

/// Ten by ten cells of 1 km from (0, 0), all in the county.
CountyCells ten_by_ten() {
  CountyCells cells{10, 10, 0, 0, 1'000, {}, {}, {}, {}, {}};
  for (std::uint32_t k = 0; k != 100; ++k) {
    cells.index.push_back(k);
    cells.raster.push_back(k);
    cells.east_m.push_back(static_cast<std::int32_t>(k % 10) * 1'000 + 500);
    cells.north_m.push_back((9 - static_cast<std::int32_t>(k / 10)) * 1'000 + 500);
    cells.land.push_back(1);
  }
  return cells;
}

struct Moments {
  double mean = 0, deviation = 0;
};
template <class Value>
Moments moments_of(std::uint32_t count, const Value& value) {
  double sum = 0, squares = 0;
  for (std::uint32_t i = 0; i != count; ++i) {
    sum += value(i);
    squares += value(i) * value(i);
  }
  return {sum / count, std::sqrt(squares / count - sum * sum / count / count)};
}

TEST(Bell, HasMeanZeroDeviationOneAndTheTailsOfANormal) {
  const auto key = twin::draw_key(1, kTest.hash);
  const auto bell_of = [&](std::uint32_t i) { return bell(twin::Draw(key, i, 0)); };
  constexpr std::uint32_t kMany = 100'000;
  const Moments all = moments_of(kMany, bell_of);
  EXPECT_NEAR(all.mean, 0, 0.01);
  EXPECT_NEAR(all.deviation, 1, 0.01);
  int inside = 0;
  for (std::uint32_t i = 0; i != kMany; ++i) inside += std::abs(bell_of(i)) < 1.6449;
  EXPECT_NEAR(1.0 * inside / kMany, 0.9, 0.005);
}

TEST(HiddenGround, IsTheSameInEveryRunAndOtherOnAnotherGround) {
  EXPECT_EQ(hidden_db(1, 7, 4), hidden_db(1, 7, 4));
  EXPECT_NE(hidden_db(1, 7, 4), hidden_db(2, 7, 4));
  EXPECT_NE(hidden_db(1, 7, 4), road_db(1, 7, 4));
  EXPECT_EQ(hidden_db(1, 7, 0), 0);
  EXPECT_NEAR(moments_of(50'000, [](std::uint32_t cell) { return hidden_db(1, cell, 4); }).deviation, 4, 0.05);
}

TEST(Stretch, PassesEachCellOnceFromSouthWestToNorthEast) {
  const CountyCells cells = ten_by_ten();
  std::vector<std::uint32_t> passed;
  add_stretch(cells, 500, 500, 4'500, 500, passed);
  EXPECT_EQ(passed, (std::vector<std::uint32_t>{90, 91, 92, 93, 94}));
  add_stretch(cells, 4'500, 500, 4'500, 2'500, passed);
  EXPECT_EQ(passed, (std::vector<std::uint32_t>{90, 91, 92, 93, 94, 84, 74}));
  sort_cells(passed);
  EXPECT_TRUE(std::is_sorted(passed.begin(), passed.end()));
}

TEST(Stretch, BeyondTheBorderPassesNothing) {
  std::vector<std::uint32_t> passed;
  add_stretch(ten_by_ten(), -5'000, -5'000, -1'000, -500, passed);
  EXPECT_TRUE(passed.empty());
}

TEST(SnowmobileTrack, IsNoLongerThanItsDayAndStaysInTheCounty) {
  const CountyCells cells = ten_by_ten();
  for (std::uint32_t day = 0; day != 200; ++day) {
    const auto uniform = [&](std::uint32_t k) { return twin::Draw(twin::draw_key(1, kTest.hash), day, k).uniform(); };
    const auto track = snowmobile_track(cells, 5'500, 5'500, 9, uniform);
    EXPECT_LE(track.size(), 19U);  // nine kilometres, of which each may cut a corner, and the first cell
    EXPECT_TRUE(std::is_sorted(track.begin(), track.end()));
    EXPECT_EQ(std::adjacent_find(track.begin(), track.end()), track.end());
    for (const std::uint32_t cell : track) EXPECT_LT(cell, cells.size());
  }
}

TEST(SnowmobileTrack, OfALongerDayHoldsThatOfAShorter) {
  const CountyCells cells = ten_by_ten();
  const auto uniform = [](std::uint32_t k) { return twin::Draw(twin::draw_key(3, kTest.hash), 1, k).uniform(); };
  const auto shorter = snowmobile_track(cells, 5'500, 5'500, 6, uniform),
             longer = snowmobile_track(cells, 5'500, 5'500, 12, uniform);
  EXPECT_TRUE(std::includes(longer.begin(), longer.end(), shorter.begin(), shorter.end()));
}

TEST(MeanReading, IsTheMeanOfAQuartersVisits) {
  EXPECT_EQ(mean_reading(0, 0, -90, 1), -900);
  EXPECT_EQ(mean_reading(-900, 1, -100, 1), -950);
  EXPECT_EQ(mean_reading(-900, 2, -105, 4), -1'000);  // (2 x 90 + 4 x 105) / 6
}

TEST(MeanReading, ForgetsWhatWasReadLongAgo) {
  // A mast is taken down after ten years: in a year of rounds the mean is where readings are now.
  std::int16_t mean = -800;
  std::int32_t visits = 260;
  for (int quarter = 0; quarter != 4; ++quarter, visits += 6) mean = mean_reading(mean, visits, -110, 6);
  EXPECT_NEAR(mean, -1'100, 300 / 16.0 + 2);  // half of what is left in each quarter
}

TEST(MeanReading, IsNeverBelowWhatPhonesSee) {
  EXPECT_EQ(mean_reading(0, 0, -149, 6), std::lround(kUnseenDbm * 10));
}

TEST(Readings, AreOneForFewVisitsTwoForManyAndNoneWithout) {
  const std::vector<Target> places{{500, 500, -90}, {1'500, 500, -95}, {2'500, 500, -100}, {3'500, 500, -120}};
  const std::vector<std::uint16_t> visits{0, 1, 6, 40};
  const std::vector<std::int16_t> mean{0, -911, -1'022, static_cast<std::int16_t>(kUnseenDbm * 10)};
  const auto readings = readings_of(places, visits, mean);
  ASSERT_EQ(readings.size(), 5U);
  EXPECT_FLOAT_EQ(readings[0].value_dbm, -91.1F);
  EXPECT_EQ(readings[0].trend_dbm, -95);
  EXPECT_FALSE(readings[2].censored);
  EXPECT_TRUE(readings[4].censored) << "no phone saw anything there";
}

/// A county without a county: squares whose true signal differs from the computed one as kCountyKernel says, and
/// readings along every fifth row.
struct Square {
  static constexpr int kSide = 60;
  std::vector<Target> places;
  std::vector<double> truth;
  std::vector<std::uint16_t> visits;
  std::vector<std::int16_t> mean;

  explicit Square(int times) {
    const auto key = twin::draw_key(5, kTest.hash);
    for (std::uint32_t cell = 0; cell != kSide * kSide; ++cell) {
      const int column = static_cast<int>(cell) % kSide, row = static_cast<int>(cell) / kSide;
      places.push_back({column * 1'000.0, row * 1'000.0, static_cast<float>(-70 - column / 2)});
      const double own = std::sqrt(kCountyKernel.short_variance + kCountyKernel.long_variance);
      truth.push_back(static_cast<double>(places.back().trend_dbm) + own * bell(twin::Draw(key, cell, 0)));
      const double noise = 3.7 / std::sqrt(std::max(times, 1)) * bell(twin::Draw(key, cell, 1));
      visits.push_back(static_cast<std::uint16_t>(row % 5 == 0 ? times : 0));
      mean.push_back(mean_reading(0, 0, truth.back() - road_db(1, cell, 3) + noise, times));
    }
  }
  double error(int row_mod) const {
    std::vector<Estimate> estimates(places.size());
    Reconstruction(readings_of(places, visits, mean), kCountyKernel).predict(places, estimates);
    double sum = 0;
    int count = 0;
    for (std::size_t cell = 0; cell != places.size(); ++cell) {
      if (static_cast<int>(cell) / kSide % 5 != row_mod) continue;
      const double off = static_cast<double>(estimates[cell].mean_dbm) - truth[cell];
      sum += off * off;
      ++count;
    }
    return std::sqrt(sum / count);
  }
};

TEST(KnownMap, IsBetterWhereItWasMeasuredAndWithMoreVisits) {
  const Square once(1), often(6);
  EXPECT_LT(often.error(0), once.error(0));
  EXPECT_LT(once.error(0), once.error(2));
  // A visit's noise beside its square's own: 3.9 dB = sqrt(1 / (1 / 51.5 + 1 / 24)) once, 3.1 with half the noise.
  EXPECT_NEAR(once.error(0), 4.05, 0.3);
  EXPECT_NEAR(often.error(0), 3.1, 0.3);
}

}  // namespace
}  // namespace rurban::coverage
