#include "models/ideas/spread.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rurban {
namespace {

const SpreadRules kNothingOfItself{.contacts = 10, .convinces = 0.5, .outside = 0, .renewal = 0};

IdeaDraws halves() {
  IdeaDraws draws;
  draws.fill(0.5);
  return draws;
}
IdeaYear year_of(IdeaStages before, std::int32_t exposed, double adopted, const SpreadRules& rules = {}) {
  return spread_year(before, 1'000, exposed, adopted, rules, halves());
}

TEST(ContactChances, AreThoseOfIndependentContacts) {
  // Of ten contacts a fifth has taken it up and half of those convince: each with 0.1.
  const ContactChances chances = contact_chances(0.2, kNothingOfItself);
  EXPECT_NEAR(chances.hears, 1 - std::pow(0.8, 10), 1e-12);
  EXPECT_NEAR(chances.one_convinces, 1 - std::pow(0.9, 10), 1e-12);
  EXPECT_NEAR(chances.two_convince, 1 - std::pow(0.9, 10) - 10 * 0.1 * std::pow(0.9, 9), 1e-12);
}

TEST(ContactChances, GrowWithEveryContactThatHasTakenItUp) {
  ContactChances last;
  for (double adopted = 0.05; adopted <= 1; adopted += 0.05) {
    const ContactChances now = contact_chances(adopted, {});
    EXPECT_GT(now.hears, last.hears);
    EXPECT_GT(now.one_convinces, last.one_convinces);
    EXPECT_GT(now.two_convince, last.two_convince);
    EXPECT_GE(now.hears, now.one_convinces);
    EXPECT_GT(now.one_convinces, now.two_convince);
    last = now;
  }
}

TEST(ContactChances, OfASingleContactNeverMakeTwo) {
  EXPECT_EQ(contact_chances(1, {.contacts = 1, .convinces = 0.9}).two_convince, 0);
}

TEST(AnIdea, IsTakenUpByTheInterestedAloneAndFromSomebody) {
  EXPECT_EQ(year_of({.aware = 400}, 0, 0.5, kNothingOfItself).adoptions(), 0);
  EXPECT_EQ(year_of({.interested = 400}, 0, 0, kNothingOfItself).adoptions(), 0) << "nobody has taken it up";
  EXPECT_EQ(year_of({.interested = 400}, 1'000, 0, kNothingOfItself).adoptions(), 0)
      << "a talk is one example, and it takes two";
  EXPECT_GT(year_of({.interested = 400}, 0, 0.5, kNothingOfItself).from_contacts, 0);
}

TEST(AnIdea, LeavesEveryAdultInOneStage) {
  for (const std::int32_t exposed : {0, 300, 5'000})
    for (const double adopted : {0.0, 0.1, 0.9, 1.0})
      for (const IdeaStages before : {IdeaStages{}, IdeaStages{200, 300, 400}, IdeaStages{0, 0, 1'000}}) {
        const IdeaYear year = year_of(before, exposed, adopted);
        EXPECT_GE(year.stages.aware, 0);
        EXPECT_GE(year.stages.interested, 0);
        EXPECT_GE(year.stages.adopters, year.adoptions());
        EXPECT_LE(year.stages.sum(), 1'000);
      }
}

TEST(AnIdea, WithoutRenewalIsNeverForgotten) {
  const IdeaYear year = year_of({200, 300, 400}, 0, 0.3, kNothingOfItself);
  EXPECT_EQ(year.stages.adopters, 400 + year.adoptions());
  EXPECT_GE(year.stages.sum(), 900);
}

TEST(AnIdea, OfWhomMoreMovedAwayThanStayedIsCutToWhoLivesThere) {
  const IdeaYear year = spread_year({300, 300, 300}, 90, 0, 0, kNothingOfItself, halves());
  EXPECT_EQ(year.stages, (IdeaStages{30, 30, 30}));
  EXPECT_EQ(spread_year({3, 3, 3}, 0, 5, 1, {}, halves()).stages, IdeaStages{});
}

TEST(ATalk, AddsAdoptionsTheMoreTheMoreHearItAndTakesNoneFromContacts) {
  const IdeaStages before{300, 400, 200};
  const IdeaYear without = year_of(before, 0, 0.3);
  std::int32_t last = 0;
  EXPECT_EQ(without.from_event, 0);
  for (const std::int32_t exposed : {100, 300, 900}) {
    const IdeaYear with = year_of(before, exposed, 0.3);
    EXPECT_EQ(with.from_contacts, without.from_contacts);
    EXPECT_EQ(with.from_outside, without.from_outside);
    EXPECT_GT(with.from_event, last);
    EXPECT_GE(with.stages.interested + with.stages.adopters, without.stages.interested + without.stages.adopters);
    last = with.from_event;
  }
}

TEST(ATalk, HelpsLittleWhereFewHaveTakenItUp) {
  const IdeaStages before{300, 400, 200};
  EXPECT_GT(year_of(before, 500, 0.5).from_event, 2 * year_of(before, 500, 0.1).from_event);
}

TEST(Founders, AreAsManyAsEverWithoutATalkOrWithoutAnEffect) {
  EXPECT_EQ(founding_factor(0, 500, 1.05), 1);
  EXPECT_EQ(founding_factor(200, 500, 1), 1);
  EXPECT_EQ(founding_factor(0, 0, 1.05), 1);
  EXPECT_DOUBLE_EQ(founding_factor(200, 500, 1.05), 1.02);  // 40 % of them, 5 % more often
  EXPECT_DOUBLE_EQ(founding_factor(700, 500, 1.05), 1.05) << "who heard two talks is one person";
}

}  // namespace
}  // namespace rurban
