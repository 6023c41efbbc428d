#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "models/services/points.h"
#include "models/services/viability.h"

namespace rurban {
namespace {

constexpr std::int64_t kKr = 100, kMillion = 1'000'000 * kKr;

TEST(ShopQuarter, EarnsItsMarginAndPaysItsFixedCost) {
  const ShopQuarter quarter = shop_quarter(2 * kMillion, 0.25, 400'000 * kKr, 5, {});
  EXPECT_EQ(quarter.gross_profit, 500'000 * kKr);
  EXPECT_EQ(quarter.result(), 100'000 * kKr);
  EXPECT_EQ(quarter.grant + quarter.aid, 0);
}

TEST(ShopQuarter, SupportCoversALossUpToItsCapsFarFromTheNextShop) {
  // A gross profit of 100,000 against 180,000: the grant of 62,500 a quarter first, the aid for the rest.
  const ShopQuarter far = shop_quarter(400'000 * kKr, 0.25, 180'000 * kKr, 25, {});
  EXPECT_EQ(far.grant, 62'500 * kKr);
  EXPECT_EQ(far.aid, 17'500 * kKr);
  EXPECT_EQ(far.result(), 0);
  const ShopQuarter deep = shop_quarter(400'000 * kKr, 0.25, 300'000 * kKr, 25, {});
  EXPECT_EQ(deep.result(), (100'000 - 300'000 + 2 * 62'500) * kKr);
}

TEST(ShopQuarter, NoSupportBesideAnotherShopNorOperatingAidForALargeOne) {
  EXPECT_EQ(shop_quarter(400'000 * kKr, 0.25, 180'000 * kKr, 8, {}).result(), -80'000 * kKr);
  // 12 million a year is more than 11.
  EXPECT_EQ(shop_quarter(3 * kMillion, 0.25, 850'000 * kKr, 25, {}).aid, 0);
  EXPECT_GT(shop_quarter(3 * kMillion, 0.25, 850'000 * kKr, 25, {}).grant, 0);
}

TEST(ShopQuarter, SupportNeverMakesAProfit) {
  for (std::int64_t takings = 0; takings < 4 * kMillion; takings += kMillion / 7) {
    const ShopQuarter quarter = shop_quarter(takings, 0.25, 230'000 * kKr, 30, {});
    EXPECT_TRUE(quarter.grant + quarter.aid == 0 || quarter.result() <= 0);
  }
}

TEST(Standing, AShopClosesAfterTheToleratedRunOfLossesAndNotBefore) {
  Standing shop;
  for (int quarter = 0; quarter != 7; ++quarter) shop = next_standing(shop, true, false, 8);
  EXPECT_TRUE(shop.open);
  EXPECT_FALSE(next_standing(shop, true, false, 8).open);
}

TEST(Standing, AGoodQuarterStartsTheCountAgain) {
  const Standing shop = next_standing({true, 7}, false, false, 8);
  EXPECT_EQ(shop, (Standing{true, 0}));
}

TEST(Standing, AClosedShopWaitsAsLongForItsReturn) {
  EXPECT_EQ(next_standing({false, 0}, true, false, 8), (Standing{false, 0}));
  EXPECT_EQ(next_standing({false, 6}, false, true, 8), (Standing{false, 7}));
  EXPECT_EQ(next_standing({false, 7}, false, true, 8), (Standing{true, 0}));
}

class NorrbottensPoints : public testing::Test {
 protected:
  static const County& county() {
    static const County value = load_county(std::filesystem::path(RURBAN_ROOT) / "scenarios/norrbotten");
    return value;
  }
  static const std::vector<Point>& points() {
    static const CountyRoads roads(county());
    static const std::vector<Point> value = points_of(county(), roads);
    return value;
  }
  static int count(Service service, bool synthetic_only = false) {
    const auto found = std::count_if(points().begin(), points().end(), [&](const Point& point) {
      return (point.offers & bit_of(service)) != 0 && (point.synthetic || !synthetic_only);
    });
    return static_cast<int>(found);
  }
};

TEST_F(NorrbottensPoints, AreAsManyAsIsKnownOfThem) {
  EXPECT_NEAR(count(Service::kCare), 30, 6) << "about 30 health centres (county-facts)";
  EXPECT_GE(count(Service::kGrocery), 122) << "those listed, and some in towns";
  EXPECT_EQ(count(Service::kParcel, true), 0) << "the lists of parcel agents are complete";
  EXPECT_EQ(count(Service::kSchool), count(Service::kSchool, true)) << "no register of schools is at hand";
}

TEST_F(NorrbottensPoints, GiveEveryMunicipalityEachService) {
  for (int s = 0; s != kServices; ++s) {
    std::vector<bool> has(county().municipalities.size());
    for (const Point& point : points())
      if ((point.offers >> s & 1) != 0) has[county().places[point.place].municipality] = true;
    EXPECT_EQ(std::count(has.begin(), has.end(), false), 0) << "service " << s;
  }
}

}  // namespace
}  // namespace rurban
