#include "models/coverage/hidden_loss.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/coverage/hidden_loss_fit.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

TEST(HiddenLoss, IsNothingWhereTheGroundIsFlat) {
  for (const double excess : {0.0, 12.0, 60.0}) {
    EXPECT_EQ(hidden_loss(800, 0, excess).mean_db, 0);
    EXPECT_EQ(hidden_loss(800, 0, excess).sd_db, 0);
  }
}

TEST(HiddenLoss, IsGreaterOnRougherGroundAndAtShorterWaves) {
  for (const double excess : {0.0, 8.0, 15.0, 30.0})
    for (const double roughness : {4.0, 9.0, 20.0}) {
      const HiddenLoss here = hidden_loss(800, roughness, excess), rougher = hidden_loss(800, 2 * roughness, excess),
                       shorter = hidden_loss(2600, roughness, excess);
      EXPECT_GT(rougher.mean_db, here.mean_db) << roughness << ' ' << excess;
      EXPECT_GT(rougher.sd_db, here.sd_db);
      EXPECT_GT(shorter.sd_db, here.sd_db);
    }
}

TEST(HiddenLoss, NeverJumps) {
  for (double roughness = 0; roughness < 60; roughness += 0.5)
    for (double excess = -5; excess < 60; excess += 0.5) {
      const HiddenLoss here = hidden_loss(1800, roughness, excess);
      EXPECT_NEAR(hidden_loss(1800, roughness + 0.5, excess).mean_db, here.mean_db, 0.6);
      EXPECT_NEAR(hidden_loss(1800, roughness, excess + 0.5).mean_db, here.mean_db, 0.6);
    }
  EXPECT_EQ(hidden_loss(450, 20, 8).mean_db, hidden_loss(700, 20, 8).mean_db);
}

TEST(HiddenLoss, WeighsFourNodes) {
  for (const double roughness : {0.0, 3.0, 44.0, 1000.0})
    for (const double excess : {-3.0, 8.0, 31.0, 100.0}) {
      double sum = 0;
      for (const double share : hidden_loss_table::around(roughness, excess).share) {
        EXPECT_GE(share, 0);
        sum += share;
      }
      EXPECT_NEAR(sum, 1, 1e-12);
    }
}

/// Learnt on white squares with seed 1; here are the black ones with a truth and masts of their own.
class ElsewhereInNorrbotten : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    terrain_ = *load_county(std::string(RURBAN_ROOT) + "/scenarios/norrbotten").terrain;
    truth_ = hidden_truth(terrain_, 2);
    for (const double mhz : {800.0, 2600.0})
      places_.push_back(hidden_loss_places(terrain_, truth_, {.seed = 2, .white = false, .mhz = mhz, .masts = 40}));
  }
  static void TearDownTestSuite() {
    places_.clear();
    truth_ = {};
  }

  static double missing_db(const HiddenLossPlace& place, double mhz) {
    return place.hidden_db - hidden_loss(mhz, place.roughness_m, place.excess_db).mean_db;
  }
  static constexpr std::array<double, 2> kMegahertz{800, 2600};

  static inline Terrain terrain_;
  static inline radio::Surface truth_;
  static inline std::vector<std::vector<HiddenLossPlace>> places_;  ///< by frequency
};

struct Spread {
  double sum = 0, squares = 0, stated_variance = 0, count = 0;

  void add(double value, double stated_sd) {
    sum += value;
    squares += value * value;
    stated_variance += stated_sd * stated_sd;
    ++count;
  }
  double mean() const { return sum / count; }
  double sd() const { return std::sqrt(squares / count - mean() * mean()); }
  double stated_sd() const { return std::sqrt(stated_variance / count); }
};

TEST_F(ElsewhereInNorrbotten, NoBiasIsLeftAndTheSpreadIsAsStated) {
  for (std::size_t f = 0; f != kMegahertz.size(); ++f) {
    Spread all;
    std::array<Spread, 4> by_excess;  // below 10, 25, 40 dB; more
    for (const HiddenLossPlace& place : places_[f]) {
      const double missing = missing_db(place, kMegahertz[f]),
                   sd = hidden_loss(kMegahertz[f], place.roughness_m, place.excess_db).sd_db;
      all.add(missing, sd);
      by_excess[place.excess_db < 10 ? 0 : place.excess_db < 25 ? 1 : place.excess_db < 40 ? 2 : 3].add(missing, sd);
    }
    EXPECT_LT(std::abs(all.mean()), 0.5) << kMegahertz[f];
    EXPECT_NEAR(all.sd() / all.stated_sd(), 1, 0.1) << all.sd() << " dB at " << kMegahertz[f];
    for (const Spread& part : by_excess) {
      EXPECT_LT(std::abs(part.mean()), 1) << kMegahertz[f];
      EXPECT_NEAR(part.sd() / part.stated_sd(), 1, 0.2) << part.sd() << " dB at " << kMegahertz[f];
    }
  }
}

TEST_F(ElsewhereInNorrbotten, ThePlannersGroundIsTooKindWhereItSeesAPathAsFree) {
  for (std::size_t f = 0; f != kMegahertz.size(); ++f) {
    double sum = 0, count = 0;
    for (const HiddenLossPlace& place : places_[f])
      if (place.excess_db < 10) {
        sum += place.hidden_db;
        ++count;
      }
    EXPECT_GT(sum / count, 3) << kMegahertz[f];
  }
}

TEST_F(ElsewhereInNorrbotten, AnotherFitComesToTheSameTable) {
  for (std::size_t f = 0; f != kMegahertz.size(); ++f) {
    const auto nodes = fit_nodes(places_[f], [](const HiddenLossPlace& place) { return place.hidden_db; });
    double squares = 0;
    for (const HiddenLossPlace& place : places_[f]) {
      const auto around = hidden_loss_table::around(place.roughness_m, place.excess_db);
      double fitted = 0;
      for (std::size_t i = 0; i != 4; ++i) fitted += around.share[i] * nodes[around.node[i]];
      squares += std::pow(fitted - hidden_loss(kMegahertz[f], place.roughness_m, place.excess_db).mean_db, 2);
    }
    EXPECT_LT(std::sqrt(squares / static_cast<double>(places_[f].size())), 1) << kMegahertz[f];
  }
}

TEST_F(ElsewhereInNorrbotten, IsAddedToEachSampleOfASweepOnAnyNumberOfThreads) {
  const radio::Transmitter mast{700'000, 7'400'000, 50, 800};
  const radio::RadialLoss planned = radio::sweep(coarse_surface(terrain_), mast, {.radius_m = 20'000});
  const std::vector<float> roughness = path_roughness(planned, terrain_, mast);
  twin::set_threads(1);
  radio::RadialLoss one = planned;
  add_hidden_loss(one, terrain_, mast);
  twin::set_threads(3);
  radio::RadialLoss three = planned;
  add_hidden_loss(three, terrain_, mast);
  twin::set_threads(0);
  EXPECT_EQ(one.loss_db, three.loss_db);
  for (std::size_t i = 0; i < planned.loss_db.size(); i += 97) {
    const double km = (static_cast<double>(i % static_cast<std::size_t>(planned.samples)) + 1) * planned.step_m / 1e3;
    const double free_space = 92.4 + 20 * std::log10(0.8 * km);
    EXPECT_NEAR(one.loss_db[i],
                planned.loss_db[i] + hidden_loss(800, roughness[i], planned.loss_db[i] - free_space).mean_db, 1e-3);
  }
}

}  // namespace
}  // namespace rurban::coverage
