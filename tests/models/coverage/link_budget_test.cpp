#include "models/coverage/link_budget.h"

#include <gtest/gtest.h>

namespace rurban::coverage {
namespace {

constexpr std::array<Band, kBands> kAllBands{Band::k700,  Band::k800,  Band::k900, Band::k1800,
                                             Band::k2100, Band::k2600, Band::k3500};

TEST(LinkBudget, LosesAsMuchAtTheEdgeAsTheDesignsTableSays) {
  // 18.2 dBm + 15.5 dBi - 2.5 dB - pattern 2.9 dB; a phone of -3 dBi at a body of 3 dB.
  EXPECT_NEAR(radiated_dbm(Band::k800, SiteKind::kMast), 28.3, 1e-9);
  EXPECT_NEAR(receiver_db(Band::k800, Receiver::kPhoneOutdoors), -6, 1e-9);
  const double most = radiated_dbm(Band::k800, SiteKind::kMast) - 6 - kEdgeDbm;
  EXPECT_NEAR(most, 144.3, 1e-9);  // about 150 dB without pattern and body
  EXPECT_LT(most, uplink_most_loss_db(Band::k800, SiteKind::kMast, Receiver::kPhoneOutdoors));
}

TEST(LinkBudget, AnEdgeSignalStandsInNoiseOfATypicalPhone) {
  EXPECT_NEAR(noise_dbm(Band::k800), -124.2, 0.1);  // -174 + 41.8 + 8
}

TEST(LinkBudget, ATallMastReachesFartherInEveryBand) {
  for (const Band band : kAllBands) {
    EXPECT_GT(radiated_dbm(band, SiteKind::kTall), radiated_dbm(band, SiteKind::kMast));
    EXPECT_GE(uplink_most_loss_db(band, SiteKind::kTall, Receiver::kPhoneOutdoors),
              uplink_most_loss_db(band, SiteKind::kMast, Receiver::kPhoneOutdoors));
  }
}

TEST(LinkBudget, AnAntennaOnTheRoofHearsMostAndAPhoneIndoorsLeast) {
  for (const Band band : kAllBands) {
    EXPECT_GT(receiver_db(band, Receiver::kFixedAntenna), receiver_db(band, Receiver::kPhoneOutdoors));
    EXPECT_GT(receiver_db(band, Receiver::kPhoneOutdoors), receiver_db(band, Receiver::kPhoneInCar));
    EXPECT_GT(receiver_db(band, Receiver::kPhoneInCar), receiver_db(band, Receiver::kPhoneIndoors));
  }
}

TEST(LinkBudget, GsmCallsReachBeyondLte) {
  const auto most_loss = [](Band band) {
    return radiated_dbm(band, SiteKind::kMast) + receiver_db(band, Receiver::kPhoneOutdoors) -
           call_dbm(band, SiteKind::kMast, Receiver::kPhoneOutdoors);
  };
  EXPECT_NEAR(most_loss(Band::k900), 148.1, 1e-9);  // uplink: 33 - 6 + (15.5 - 2.5 - 2.9) + 111
  EXPECT_GT(most_loss(Band::k900), most_loss(Band::k800));
}

TEST(LinkBudget, EfficiencyFollowsThePublishedStepsAndNeverFalls) {
  EXPECT_EQ(spectral_efficiency(from_db(-6.8)), 0);
  EXPECT_EQ(spectral_efficiency(from_db(-6.6)), 0.1523);    // the table's first step
  EXPECT_EQ(spectral_efficiency(from_db(26)), 2 * 5.5547);  // two streams at the last, 3 dB weaker each
  double before = 0;
  for (double db = -10; db < 40; db += 0.05) {
    const double now = spectral_efficiency(from_db(db));
    EXPECT_GE(now, before) << db;
    before = now;
  }
}

TEST(LinkBudget, TenMegahertzGiveAboutEightyMegabitsAtBest) {
  EXPECT_NEAR(carrier_mbps(Band::k800, from_db(40)), 83.3, 0.1);  // 10 MHz x 0.75 x 11.1
}

}  // namespace
}  // namespace rurban::coverage
