#include "models/resourceflow/gate.h"

#include <gtest/gtest.h>

#include <random>

namespace rurban {
namespace {

/// `up` replicates in which something rises by 1, the rest in which it falls by 1.
std::vector<Change> rising(std::size_t replicates, std::size_t up) {
  std::vector<Change> changes(replicates, -1.0);
  std::fill_n(changes.begin(), up, 1.0);
  return changes;
}
std::vector<double> not_rising(std::size_t replicates, std::size_t still) {
  std::vector<double> changes(replicates, 1.0);
  std::fill_n(changes.begin(), still, -1.0);
  return changes;
}

/// A scenario that meets every condition as narrowly as can be, for tests to spoil one thing at a time.
ReplicateChanges barely_good(std::size_t replicates = 20) {
  const std::size_t enough = (9 * replicates + 9) / 10;
  return {.return_flow = rising(replicates, enough),
          .layers = {rising(replicates, 0), rising(replicates, enough), rising(replicates, 0)},
          .groupings = {{{"platserna", "places"}, not_rising(replicates, enough), 0},
                        {{"åldrarna", "age groups"}, not_rising(replicates, enough), 0}},
          .largest_loss = std::vector<std::optional<double>>(replicates, 0.01),
          .interplay = rising(replicates, enough)};
}

TEST(Gate, LetsPassWhatMeetsEveryConditionAtItsLimit) {
  const GateVerdict verdict = gate(barely_good());
  EXPECT_TRUE(verdict.criterion_1 && verdict.criterion_2 && verdict.passes);
  EXPECT_TRUE(verdict.failures().empty());
  EXPECT_DOUBLE_EQ(verdict.return_flow_rises, 0.9);  // 18 of 20
  EXPECT_EQ(verdict.layer_rises, (std::array<double, 3>{0, 0.9, 0}));
  EXPECT_EQ(verdict.between_does_not_rise, (std::vector<double>{0.9, 0.9}));
  EXPECT_DOUBLE_EQ(verdict.loss_bound.value(), 0.01);
  EXPECT_DOUBLE_EQ(verdict.interplay_rises, 0.9);
  EXPECT_EQ(verdict.headline.en, "Passes the equity gate: all 7 conditions are met.");
}

TEST(Gate, FailsTheFirstCriterionWhenTheReturnFlowRisesOnceTooSeldom) {
  ReplicateChanges changes = barely_good();
  changes.return_flow = rising(20, 17);
  const GateVerdict verdict = gate(changes);
  EXPECT_FALSE(verdict.criterion_1 || verdict.passes);
  EXPECT_TRUE(verdict.criterion_2);
  ASSERT_EQ(verdict.failures().size(), 1U);
  EXPECT_EQ(verdict.failures()[0].en, "The rural return flow rises in 17 of 20 replicates, 18 are needed: not met.");
  EXPECT_EQ(verdict.failures()[0].sv,
            "Återflödet till landsbygden stiger i 17 av 20 körningar, 18 krävs: inte uppfyllt.");
  EXPECT_EQ(verdict.headline.en, "Does not pass the equity gate: 1 of 7 conditions are not met.");
}

TEST(Gate, WantsOneLayerBesideMoneyThatRisesSurelyAndNotThreeThatRiseNowAndThen) {
  ReplicateChanges changes = barely_good();
  changes.layers = {rising(20, 17), rising(20, 17), rising(20, 17)};
  EXPECT_FALSE(gate(changes).criterion_1);
  for (std::size_t layer = 0; layer != 3; ++layer) {
    ReplicateChanges with_one = changes;
    with_one.layers[layer] = rising(20, 18);
    EXPECT_TRUE(gate(with_one).criterion_1) << layer;
  }
}

TEST(Gate, CountsWhatCouldNotBeMeasuredAsNoRise) {
  ReplicateChanges changes = barely_good();
  changes.layers[1][0] = std::nullopt;
  EXPECT_FALSE(gate(changes).criterion_1);
  changes = barely_good();
  changes.interplay.assign(20, std::nullopt);
  EXPECT_FALSE(gate(changes).criterion_2);
  EXPECT_EQ(gate(changes).interplay_rises, 0);
}

TEST(Gate, WantsEveryGroupingToGrowNoMoreUnequal) {
  ReplicateChanges changes = barely_good();
  changes.groupings[1].theil_between = not_rising(20, 17);
  const GateVerdict verdict = gate(changes);
  EXPECT_TRUE(verdict.criterion_1);
  EXPECT_FALSE(verdict.criterion_2 || verdict.passes);
  EXPECT_EQ(verdict.failures()[0].en,
            "Inequality between age groups does not rise noticeably in 17 of 20 replicates, 18 are needed: not met.");
}

TEST(Gate, TakesStandingStillAsNoRiseOfInequalityAndAsNoRiseOfTheReturnFlow) {
  ReplicateChanges changes = barely_good();
  changes.groupings[0].theil_between.assign(20, 1e-17);  // how sums of doubles round
  EXPECT_TRUE(gate(changes).criterion_2);
  changes.return_flow.assign(20, 0.0);
  EXPECT_FALSE(gate(changes).criterion_1);
}

TEST(Gate, TakesAStirBelowATenThousandthOfAllInequalityForNoRise) {
  ReplicateChanges changes = barely_good();
  changes.groupings[1].theil = 0.05;
  changes.groupings[1].theil_between.assign(20, 4e-6);
  EXPECT_TRUE(gate(changes).passes);
  changes.groupings[1].theil_between.assign(20, 6e-6);
  EXPECT_FALSE(gate(changes).passes);
}

TEST(Gate, WantsInterplayToRise) {
  ReplicateChanges changes = barely_good();
  changes.interplay = rising(20, 17);
  EXPECT_TRUE(gate(changes).criterion_1);
  EXPECT_FALSE(gate(changes).criterion_2);
}

TEST(Gate, RefusesALossOfOverOnePercentInMoreThanOneReplicateOfTwenty) {
  ReplicateChanges changes = barely_good(21);  // the 95th percentile of 21 is the 20th in order
  changes.largest_loss[4] = 0.5;
  EXPECT_TRUE(gate(changes).criterion_2);
  changes.largest_loss[9] = 0.0101;
  const GateVerdict verdict = gate(changes);
  EXPECT_FALSE(verdict.criterion_2);
  EXPECT_DOUBLE_EQ(verdict.loss_bound.value(), 0.0101);
  EXPECT_EQ(verdict.failures()[0].sv,
            "Den grupp över 200 personer som förlorar mest mister högst 1,010 % av sin välfärd med 95 % sannolikhet, "
            "1 % tillåts: inte uppfyllt.");
}

TEST(Gate, SaysSoWhenNoGroupIsLargeEnoughToBeTested) {
  ReplicateChanges changes = barely_good();
  changes.largest_loss.assign(20, std::nullopt);
  const GateVerdict verdict = gate(changes);
  EXPECT_TRUE(verdict.passes);
  EXPECT_FALSE(verdict.loss_bound);
}

TEST(Gate, LetsNothingPassOnFewerThanTenReplicates) {
  EXPECT_TRUE(gate(barely_good(10)).passes);
  const GateVerdict verdict = gate(barely_good(9));  // all 9 of 9 rise
  EXPECT_EQ(verdict.return_flow_rises, 1);
  EXPECT_FALSE(verdict.criterion_1 || verdict.criterion_2 || verdict.passes);
  ASSERT_EQ(verdict.failures().size(), 1U);
  EXPECT_EQ(verdict.failures()[0].en,
            "The verdict rests on 9 replicates, 10 are needed for probabilities to mean anything: not met.");
  EXPECT_FALSE(gate(barely_good(0)).passes);
}

TEST(Gate, SaysTheSameSentenceOfACriterionThatIsMetAndOfOneThatIsNot) {
  ReplicateChanges bad = barely_good();
  bad.return_flow = rising(20, 0);
  bad.layers[1] = rising(20, 0);
  bad.groupings[0].theil_between = bad.groupings[1].theil_between = not_rising(20, 0);
  bad.largest_loss.assign(20, 0.02);
  bad.interplay = rising(20, 0);
  const GateVerdict passing = gate(barely_good()), failing = gate(bad);
  ASSERT_EQ(passing.findings.size(), failing.findings.size());
  EXPECT_EQ(failing.failures().size(), 6U);
  for (std::size_t one = 0; one != passing.findings.size(); ++one) {
    EXPECT_TRUE(passing.findings[one].text.en.ends_with(": met."));
    EXPECT_EQ(failing.findings[one].text.en.ends_with(": not met."), !failing.findings[one].holds);
    EXPECT_EQ(passing.findings[one].text.sv.substr(0, 20), failing.findings[one].text.sv.substr(0, 20));
  }
}

TEST(Gate, NeverTurnsWorseWhenOneReplicateTurnsBetter) {
  std::mt19937 random(9);
  for (int world = 0; world != 300; ++world) {
    ReplicateChanges changes = barely_good(12);
    changes.return_flow = rising(12, 10 + random() % 3);
    changes.layers[2] = rising(12, 10 + random() % 3);
    changes.interplay = rising(12, 10 + random() % 3);
    const bool passed = gate(changes).passes;
    changes.return_flow[11] = changes.layers[2][11] = changes.interplay[11] = 1.0;
    ASSERT_GE(gate(changes).passes, passed);
  }
}

TEST(Percentile, InterpolatesBetweenOrderStatistics) {
  const std::vector<double> values{40, 10, 30, 20};
  EXPECT_DOUBLE_EQ(percentile(values, 0), 10);
  EXPECT_DOUBLE_EQ(percentile(values, 1), 40);
  EXPECT_DOUBLE_EQ(percentile(values, 0.5), 25);
  EXPECT_DOUBLE_EQ(percentile(values, 0.9), 37);  // at 1 + 3 x 0.9 = 3.7: 30 + 0.7 x 10
  EXPECT_DOUBLE_EQ(percentile(std::vector<double>{7}, 0.95), 7);
}

TEST(Interval, OfNinetyPercentLeavesATwentiethOutAtEitherEnd) {
  std::vector<double> values;
  for (int value = 100; value >= 0; --value) values.push_back(value);
  const Interval middle = interval(values);
  EXPECT_NEAR(middle.low, 5, 1e-12);
  EXPECT_NEAR(middle.median, 50, 1e-12);
  EXPECT_NEAR(middle.high, 95, 1e-12);
}

}  // namespace
}  // namespace rurban
