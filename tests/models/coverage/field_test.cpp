#include "models/coverage/field.h"

#include <gtest/gtest.h>

#include <cmath>

#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

/// 60 x 60 km of inland, flat or with ridges, all of it in the county.
class FieldTest : public testing::Test {
 protected:
  static constexpr std::int32_t kSide = 60;

  static Grid grid(std::int16_t value) {
    return {kSide, kSide, 0, 0, 1000, std::vector<std::int16_t>(kSide * kSide, value)};
  }
  static CountyCells all_inland() { return county_cells({grid(100), grid(100), grid(2), grid(0), grid(2505)}); }
  static radio::Surface ground(bool ridges) {
    radio::Surface surface{kSide, kSide, 0, 0, 1000, {}, {}};
    for (std::int32_t cell = 0; cell != kSide * kSide; ++cell)
      surface.ground_m.push_back(
          static_cast<std::int16_t>(ridges ? 100 + (cell % kSide * 37 + cell / kSide * 53) % 90 : 100));
    return surface;
  }
  static Site mast(std::uint32_t id, std::int32_t east_km, std::int32_t north_km, double height_m = 60) {
    Site site;
    site.id = id;
    site.east_m = east_km * 1000 + 500;
    site.north_m = north_km * 1000 + 500;
    site.height_m = height_m;
    site.bands.fill(bit_of(Band::k800) | bit_of(Band::k900) | bit_of(Band::k1800));
    return site;
  }
  Field field(bool ridges = true) { return {cells_, ridges ? hilly_ : flat_, FieldRules{}}; }
  double rsrp(const Field& f, std::uint32_t cell, Band band = Band::k800) const {
    return f.rsrp_dbm(cell, Operator::kTelia, band, Receiver::kPhoneOutdoors).value_or(-1000);
  }

  CountyCells cells_ = all_inland();
  radio::Surface hilly_ = ground(true), flat_ = ground(false);
};

TEST_F(FieldTest, ASignalInTheOpenIsThatOfTheBudget) {
  Field f = field(false);
  f.put(mast(0, 30, 30, 200));
  // 5 km away in sight: free space takes 92.4 + 20 lg 0.8 + 20 lg 5 = 104.4 dB.
  EXPECT_NEAR(rsrp(f, cells_.at(35'500, 30'500)), 28.3 - 6 - 104.4, 0.5);
}

TEST_F(FieldTest, MorePowerNeverLowersASignal) {
  FieldRules rules;
  rules.tall_radius_m = rules.low_radius_m;  // the same radials
  Field usual(cells_, hilly_, rules), strong(cells_, hilly_, rules);
  Site site = mast(0, 30, 30, 100);
  usual.put(site);
  site.kind = SiteKind::kTall;  // the same antennas, more power
  strong.put(site);
  for (std::uint32_t cell = 0; cell != cells_.size(); ++cell) EXPECT_GE(rsrp(strong, cell), rsrp(usual, cell));
}

TEST_F(FieldTest, ATallMastCallsFartherThanAnOrdinaryOne) {
  Field usual = field(), tall = field();
  Site site = mast(0, 30, 30);
  usual.put(site);
  site.kind = SiteKind::kTall;
  site.height_m = 250;
  tall.put(site);
  EXPECT_GT(tall.share(MobileService::kVoice, Receiver::kPhoneOutdoors, cells_.land),
            usual.share(MobileService::kVoice, Receiver::kPhoneOutdoors, cells_.land));
}

TEST_F(FieldTest, ASummitTheSurfaceDoesNotHaveLiftsTheAntennas) {
  Field low = field(false), high = field(false);
  Site site = mast(0, 30, 30, 40);
  low.put(site);
  site.ground_m = 160;  // the surface has 100
  high.put(site);
  Field lifted = field(false);
  lifted.put(mast(0, 30, 30, 100));
  EXPECT_EQ(high.hash(), lifted.hash());
  EXPECT_NE(high.hash(), low.hash());
}

TEST_F(FieldTest, AnExtraSiteNeverLowersTheBestSignalButMayDrownIt) {
  Field f = field();
  f.put(mast(0, 20, 30));
  std::vector<double> before, sinr_before;
  const auto sinr = [&](std::uint32_t cell) {
    return f.sinr_db(cell, Operator::kTelia, Band::k800, Receiver::kPhoneOutdoors).value_or(-1000);
  };
  for (std::uint32_t cell = 0; cell != cells_.size(); ++cell) {
    before.push_back(rsrp(f, cell));
    sinr_before.push_back(sinr(cell));
  }
  f.put(mast(1, 32, 30));
  bool drowned = false;
  for (std::uint32_t cell = 0; cell != cells_.size(); ++cell) {
    EXPECT_GE(rsrp(f, cell), before[cell]);
    drowned = drowned || sinr(cell) < sinr_before[cell] - 3;
  }
  EXPECT_TRUE(drowned);
}

TEST_F(FieldTest, AHigherMastOverFlatGroundIsNeverWorse) {
  Field f = field(false);
  std::vector<double> before(cells_.size(), -1000);
  for (const double height : {10.0, 20.0, 40.0, 80.0, 160.0, 320.0}) {
    f.put(mast(0, 30, 30, height));
    for (std::uint32_t cell = 0; cell != cells_.size(); ++cell) {
      const double east = cells_.east_m[cell] - 30'500, north = cells_.north_m[cell] - 30'500;
      if (east * east + north * north < 5'000.0 * 5'000) continue;  // nearer, the way up to the antenna is longer
      EXPECT_GE(rsrp(f, cell), before[cell] - 0.02) << height;      // the sweep is single precision
      before[cell] = rsrp(f, cell);
    }
  }
}

TEST_F(FieldTest, IndoorsIsServedLessThanInACarAndThatLessThanOutdoors) {
  Field f = field();
  f.put(std::vector{mast(0, 20, 20), mast(1, 45, 40)});
  for (const MobileService service : {MobileService::kVoice, MobileService::kData10, MobileService::kData30})
    for (std::uint32_t cell = 0; cell != cells_.size(); ++cell) {
      const auto served = [&](Receiver r) { return f.served(cell, Operator::kTelia, service, r); };
      EXPECT_LE(served(Receiver::kPhoneIndoors), served(Receiver::kPhoneInCar));
      EXPECT_LE(served(Receiver::kPhoneInCar), served(Receiver::kPhoneOutdoors));
      EXPECT_LE(served(Receiver::kPhoneOutdoors), served(Receiver::kFixedAntenna));
    }
}

TEST_F(FieldTest, AnEmergencyCallFindsEveryNet) {
  Field f = field();
  Site telia = mast(0, 15, 30), tre = mast(1, 45, 30);
  telia.bands = {bit_of(Band::k800), 0, 0};
  tre.bands = {0, 0, bit_of(Band::k900)};
  f.put(std::vector{telia, tre});
  const double any = f.share(MobileService::kVoice, Receiver::kPhoneOutdoors, cells_.land);
  for (const Operator op : {Operator::kTelia, Operator::kTele2Telenor, Operator::kTre})
    EXPECT_GE(any, f.share(op, MobileService::kVoice, Receiver::kPhoneOutdoors, cells_.land));
  EXPECT_GT(any, f.share(Operator::kTelia, MobileService::kVoice, Receiver::kPhoneOutdoors, cells_.land));
  EXPECT_EQ(f.share(Operator::kTele2Telenor, MobileService::kVoice, Receiver::kPhoneOutdoors, cells_.land), 0);
  EXPECT_TRUE(f.emergency(cells_.at(45'500, 30'500), Receiver::kPhoneOutdoors));
}

TEST_F(FieldTest, APutAndARemovalLeaveTheSameBytes) {
  Field f = field();
  f.put(std::vector{mast(0, 20, 20), mast(1, 45, 40), mast(2, 30, 50)});
  const std::uint64_t before = f.hash();
  f.put(mast(3, 31, 29));
  EXPECT_NE(f.hash(), before);
  f.remove(3);
  EXPECT_EQ(f.hash(), before);
  f.put(mast(1, 44, 40));
  f.put(mast(1, 45, 40));
  EXPECT_EQ(f.hash(), before);
  Field other = field();  // whatever the order in which they came
  for (const Site& site : {mast(2, 30, 50), mast(0, 20, 20), mast(1, 45, 40)}) other.put(site);
  EXPECT_EQ(other.hash(), before);
}

TEST_F(FieldTest, ThreadsDoNotShow) {
  std::vector<std::uint64_t> hashes;
  const int as_it_was = twin::threads();
  for (const int threads : {1, 2, 3}) {
    twin::set_threads(threads);
    Field f = field();
    std::vector<Site> sites;
    for (std::uint32_t i = 0; i != 12; ++i)
      sites.push_back(mast(i, 5 + static_cast<std::int32_t>(i) * 4, 7 + static_cast<std::int32_t>(i * 29 % 50)));
    f.put(sites);
    f.set_load({{0.3, 0.5, 0.7}});
    hashes.push_back(f.hash());
  }
  twin::set_threads(as_it_was);
  EXPECT_EQ(hashes[0], hashes[1]);
  EXPECT_EQ(hashes[0], hashes[2]);
}

TEST_F(FieldTest, OneChangedSiteTouchesOnlyWhatItReaches) {
  Field f = field();
  f.put(std::vector{mast(0, 3, 3), mast(1, 55, 55)});
  f.put(mast(0, 3, 4));
  EXPECT_LT(f.touched().size(), cells_.size());
  EXPECT_GT(f.touched().size(), 0U);
}

TEST_F(FieldTest, RatesFallWithLoadAndTheMarginWithWhatIsAsked) {
  Field f = field();
  f.put(std::vector{mast(0, 20, 20), mast(1, 40, 40)});
  const std::uint32_t cell = cells_.at(25'500, 20'500);
  double before = 1e9;
  for (const double load : {0.0, 0.2, 0.5, 0.9}) {
    f.set_load({{load, load, load}});
    EXPECT_LT(f.rate_mbps(cell, Operator::kTelia, Receiver::kPhoneOutdoors), before);
    before = f.rate_mbps(cell, Operator::kTelia, Receiver::kPhoneOutdoors);
  }
  for (std::uint32_t c = 0; c < cells_.size(); c += 7) {
    const auto margin = [&](MobileService service) {
      return f.fade_margin_db(c, Operator::kTelia, service, Receiver::kPhoneOutdoors);
    };
    EXPECT_GE(margin(MobileService::kData10), margin(MobileService::kData30));
    for (const MobileService service : {MobileService::kVoice, MobileService::kData10}) {
      const double spare_db = margin(service) - kCoveredQuantile * kShadowSdDb;
      if (std::abs(spare_db) < 0.01) continue;  // margins are found no finer
      EXPECT_EQ(f.served(c, Operator::kTelia, service, Receiver::kPhoneOutdoors), spare_db > 0);
    }
  }
}

}  // namespace
}  // namespace rurban::coverage
