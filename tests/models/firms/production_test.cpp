#include "models/firms/production.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr auto kPaper = static_cast<std::size_t>(Sector::kPaperWood);
constexpr auto kWood = static_cast<std::size_t>(Sector::kForestry);
constexpr auto kTradeRow = static_cast<std::size_t>(Sector::kTrade);
constexpr auto kCareRow = static_cast<std::size_t>(Sector::kCare);

double noise(std::uint64_t n) {
  return static_cast<double>(twin::mix64(n) >> 11) * 0x1p-53;
}

Economy random_economy(std::uint64_t seed) {
  Economy economy;
  for (std::size_t s = 0; s != kSectors; ++s) {
    economy.sectors[s].jobs_sweden = 10'000 + 800'000 * noise(seed * 10'000 + s);
    economy.sectors[s].jobs = economy.sectors[s].jobs_sweden * 0.1 * noise(seed * 10'000 + 100 + s);
    economy.imported[s] = 0.3 * noise(seed * 10'000 + 200 + s);
    for (std::size_t seller = 0; seller != kSectors; ++seller)
      economy.input[s][seller] = 0.04 * noise(seed * 10'000 + 1'000 + s * 30 + seller);
  }
  return economy;
}

/// The county has the same part of the country's jobs in every sector.
Economy even_economy(double part) {
  Economy economy;
  for (SectorFacts& sector : economy.sectors) {
    sector.jobs_sweden = 100'000;
    sector.jobs = 100'000 * part;
  }
  economy.input[kCareRow][kTradeRow] = 0.20;
  economy.imported[kCareRow] = 0.10;
  return economy;
}

TEST(Purchases, OfACountyThatIsTheCountryComeFromItAsFarAsNotFromAbroad) {
  // Every quotient is 1 and log2(1 + 1) = 1, whatever delta.
  for (const double delta : {0.0, 0.25, 0.6}) {
    const Purchases care = regional_purchases(even_economy(1), delta)[kCareRow];
    EXPECT_NEAR(care.county[kTradeRow], 0.18, 1e-12);
    EXPECT_NEAR(care.abroad, 0.02, 1e-12);
    EXPECT_NEAR(care.sweden, 0, 1e-12);
  }
}

TEST(Purchases, OfASmallCountyShrinkByItsSizeToThePowerDelta) {
  // 2^(1/4) - 1 = 0.18921 of the country's jobs: log2(1.18921) = 1/4, and to the power 1/2 that is 1/2.
  const Purchases care = regional_purchases(even_economy(0.189207115), 0.5)[kCareRow];
  EXPECT_NEAR(care.county[kTradeRow], 0.09, 1e-6);
  EXPECT_NEAR(care.sweden, 0.09, 1e-6);
  EXPECT_NEAR(care.abroad, 0.02, 1e-12);
}

TEST(Purchases, AreFewerFromASectorThatIsThinOnTheGroundThanWhoBuys) {
  Economy economy = even_economy(1);
  economy.sectors[kTradeRow].jobs /= 4;  // (1/4) / 1, times the size of the county
  const double size = std::log2(1 + (kSectors - 0.75) / kSectors);
  EXPECT_NEAR(regional_purchases(economy, 0.0)[kCareRow].county[kTradeRow], 0.18 / 4, 1e-9);
  EXPECT_NEAR(regional_purchases(economy, 0.25)[kCareRow].county[kTradeRow], 0.18 / 4 * std::pow(size, 0.25), 1e-9);
}

TEST(Purchases, OfASectorFromItselfGoByItsShareOfTheWholeCounty) {
  Economy economy = even_economy(1);
  economy.input[kTradeRow][kTradeRow] = 0.1;
  economy.sectors[kTradeRow].jobs /= 4;
  // (1/4) / (20.25 / 21)
  EXPECT_NEAR(regional_purchases(economy, 0.0)[kTradeRow].county[kTradeRow], 0.1 * 0.25 * 21 / 20.25, 1e-9);
}

TEST(Purchases, NeverExceedWhatTheCountryBuysAndSumToIt) {
  for (std::uint64_t seed = 1; seed != 50; ++seed) {
    const Economy economy = random_economy(seed);
    const auto purchases = regional_purchases(economy, 0.25);
    for (std::size_t buyer = 0; buyer != kSectors; ++buyer) {
      double national = 0;
      for (std::size_t seller = 0; seller != kSectors; ++seller) {
        if (buyer == kPaper && seller == kWood) continue;
        national += economy.input[buyer][seller];
        EXPECT_GE(purchases[buyer].county[seller], 0);
        EXPECT_LE(purchases[buyer].county[seller],
                  economy.input[buyer][seller] * (1 - economy.imported[buyer]) + 1e-15);
      }
      EXPECT_NEAR(purchases[buyer].total(), national, 1e-12);
      EXPECT_NEAR(purchases[buyer].abroad, national * economy.imported[buyer], 1e-12);
      EXPECT_GE(purchases[buyer].sweden, -1e-12);
    }
  }
}

TEST(Purchases, FromTheCountyAreNeverMoreWithALargerDelta) {
  for (std::uint64_t seed = 1; seed != 30; ++seed) {
    const Economy economy = random_economy(seed);
    auto before = regional_purchases(economy, 0);
    for (const double delta : {0.1, 0.25, 0.4, 0.59}) {
      const auto now = regional_purchases(economy, delta);
      double fewer = 0;
      for (std::size_t buyer = 0; buyer != kSectors; ++buyer)
        for (std::size_t seller = 0; seller != kSectors; ++seller) {
          EXPECT_LE(now[buyer].county[seller], before[buyer].county[seller] + 1e-15);
          fewer += before[buyer].county[seller] - now[buyer].county[seller];
        }
      EXPECT_GT(fewer, 0);
      before = now;
    }
  }
}

TEST(Purchases, OfMillsLeaveTimberOut) {
  Economy economy = even_economy(1);
  economy.input[kPaper][kWood] = 0.3;
  economy.input[kPaper][kTradeRow] = 0.05;
  const Purchases mills = regional_purchases(economy, 0.25)[kPaper];
  EXPECT_EQ(mills.county[kWood], 0);
  EXPECT_NEAR(mills.total(), 0.05, 1e-12);
}

}  // namespace
}  // namespace rurban
