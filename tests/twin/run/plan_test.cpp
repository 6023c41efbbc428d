#include "twin/run/plan.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/twin/run/tiny_model.h"

namespace twin {
namespace {

constexpr TableKey kSheep{"sheep", "shepherd", "the flock"};
constexpr Key<std::int32_t> kGrass{"sheep.grass", "meadow", "kg", "what grows where it stands"};
constexpr Key<std::int32_t> kWeight{"sheep.weight", "feeding", "kg", "how heavy it is"};
constexpr Key<Ore> kPrice{"sheep.price", "market", "öre", "what it would sell for"};

struct Sale {
  std::int64_t price = 0;
};
constexpr EventKey<Sale> kSold{"sold", "sheep", "the sheep leaves the flock"};
constexpr EventKey<Sale> kAsked{"asked", "", "somebody wants to buy"};
constexpr Stream kLambing{"test.lambing"};

using Names = std::vector<std::string>;

std::unique_ptr<TinyModel> declares(std::string name, std::function<void(Declare&)> what) {
  return tiny(std::move(name), {.declare = std::move(what)});
}
/// Owns the flock, so that its columns have a table with an owner.
std::unique_ptr<TinyModel> shepherd(Period period = Period::kMonth) {
  return declares("shepherd", [=](Declare& d) {
    d.every(period);
    d.owns(kSheep);
  });
}
std::unique_ptr<TinyModel> sends_sold(std::string name, Period period) {
  return declares(std::move(name), [=](Declare& d) {
    d.every(period);
    d.sends(kSold);
  });
}
std::unique_ptr<TinyModel> receives_sold(std::string name, Period period) {
  return declares(std::move(name), [=](Declare& d) {
    d.every(period);
    d.receives(kSold);
  });
}

struct Planned {
  explicit Planned(Models list) : members(std::move(list)), plan(members, world, ledger) {}
  Names order() const {
    Names names;
    for (const PlanEntry& entry : plan.entries()) names.push_back(entry.name);
    return names;
  }

  Models members;
  World world;
  Ledger ledger;
  Plan plan;
};

/// What the plan has against these models; empty if nothing.
std::string refusal(Models list) {
  try {
    const Planned planned(std::move(list));
    return "";
  } catch (const PlanError& error) {
    return error.what();
  }
}

// ---- order

TEST(Plan, RunsWritersBeforeReaders) {
  const Planned planned(models(declares("market",
                                        [](Declare& d) {
                                          d.reads(kWeight);
                                          d.writes(kPrice);
                                        }),
                               declares("feeding",
                                        [](Declare& d) {
                                          d.reads(kGrass);
                                          d.writes(kWeight);
                                        }),
                               declares("meadow", [](Declare& d) { d.writes(kGrass); }), shepherd()));
  EXPECT_EQ(planned.order(), (Names{"meadow", "feeding", "market", "shepherd"}));
}

TEST(Plan, RunsReadersOfTheLastValueBeforeTheWriter) {
  const Planned planned(models(shepherd(), declares("feeding", [](Declare& d) { d.writes(kWeight); }),
                               declares("diary", [](Declare& d) { d.reads_last(kWeight); })));
  EXPECT_EQ(planned.order(), (Names{"shepherd", "diary", "feeding"}));
}

TEST(Plan, RunsSendersBeforeReceivers) {
  const auto asks = [](std::string name) {
    return declares(std::move(name), [](Declare& d) {
      d.every(Period::kMonth);
      d.sends(kAsked);
    });
  };
  const Planned planned(models(declares("market",
                                        [](Declare& d) {
                                          d.every(Period::kMonth);
                                          d.receives(kAsked);
                                        }),
                               asks("butcher"), asks("spinner")));
  EXPECT_EQ(planned.order(), (Names{"butcher", "spinner", "market"}));
}

TEST(Plan, KeepsTheOrderOfTheListWhereNothingElseDecides) {
  const auto nothing = [](Declare&) {};
  const Planned planned(models(declares("c", nothing), declares("a", nothing), declares("b", nothing)));
  EXPECT_EQ(planned.order(), (Names{"c", "a", "b"}));
}

TEST(Plan, RefusesACircleAndNamesItsModels) {
  const auto meadow = [](bool last) {
    return declares("meadow", [=](Declare& d) {
      d.writes(kGrass);
      if (last)
        d.reads_last(kWeight);
      else
        d.reads(kWeight);
    });
  };
  const auto feeding = [] {
    return declares("feeding", [](Declare& d) {
      d.reads(kGrass);
      d.writes(kWeight);
    });
  };
  EXPECT_EQ(refusal(models(shepherd(), meadow(false), feeding())),
            "the models meadow, feeding wait for each other: one must declare reads_last");
  const Planned cut(models(shepherd(), feeding(), meadow(true)));  // cut in the open
  EXPECT_EQ(cut.order(), (Names{"shepherd", "meadow", "feeding"}));
}

TEST(Plan, LetsAModelReadWhatItWrites) {
  EXPECT_EQ(refusal(models(shepherd(), declares("feeding",
                                                [](Declare& d) {
                                                  d.reads_last(kWeight);
                                                  d.writes(kWeight);
                                                }))),
            "");
}

// ---- owners

TEST(Plan, RefusesASecondWriterOfAColumn) {
  const auto writes = [](Declare& d) { d.writes(kWeight); };
  EXPECT_EQ(refusal(models(shepherd(), declares("feeding", writes), declares("illness", writes))),
            "illness writes sheep.weight, which feeding owns");
}

TEST(Plan, RefusesTwoKeysThatClaimOneColumn) {
  constexpr Key<std::int32_t> kOurs{"sheep.weight", "illness", "kg", "a second owner by a second key"};
  EXPECT_EQ(refusal(models(shepherd(), declares("feeding", [](Declare& d) { d.writes(kWeight); }),
                           declares("illness", [&](Declare& d) { d.writes(kOurs); }))),
            "column sheep.weight is declared in two ways");
}

TEST(Plan, RefusesToChangeTheRowsOfAForeignTable) {
  EXPECT_EQ(refusal(models(shepherd(), declares("wolf", [](Declare& d) { d.owns(kSheep); }))),
            "wolf changes the rows of sheep, which shepherd owns");
}

TEST(Plan, RefusesAColumnWhoseOwnerIsAway) {
  EXPECT_EQ(refusal(models(shepherd(), declares("market", [](Declare& d) { d.reads(kWeight); }))),
            "column sheep.weight belongs to feeding, which is no model of this plan");
}

TEST(Plan, RefusesATableWhoseOwnerIsAway) {
  EXPECT_EQ(refusal(models(declares("market", [](Declare& d) { d.rows(kSheep); }))),
            "table sheep belongs to shepherd, which is no model of this plan");
  EXPECT_EQ(refusal(models(declares("feeding", [](Declare& d) { d.writes(kWeight); }))),
            "table sheep belongs to nobody, which is no model of this plan");
}

struct FoldTag {
  static constexpr std::string_view name = "fold";
};

TEST(Plan, RefusesReferencesIntoATableThatIsNotThere) {
  constexpr Key<Ref<FoldTag>> kFold{"sheep.fold", "shepherd", "", "where it sleeps"};
  EXPECT_EQ(refusal(models(declares("shepherd",
                                    [&](Declare& d) {
                                      d.owns(kSheep);
                                      d.writes(kFold);
                                    }))),
            "column sheep.fold refers to the table fold, which nobody declares");
}

TEST(Plan, RefusesTwoModelsOfOneName) {
  EXPECT_EQ(refusal(models(shepherd(), shepherd())), "two models are called shepherd");
}

// ---- declared twice

TEST(Plan, RefusesAStreamThatIsInUse) {
  const auto draws = [](Declare& d) { d.stream(kLambing); };
  EXPECT_EQ(refusal(models(declares("spring", draws), declares("autumn", draws))),
            "autumn declares the stream test.lambing, which is in use");
}

TEST(Plan, RefusesAParameterTwiceInOneModelAndAllowsItInTwo) {
  const auto param = [](Declare& d) {
    d.param({.name = "rate", .unit = "1/year", .fallback = 0.5, .most = 1, .label = {}, .source = ""});
  };
  EXPECT_EQ(refusal(models(declares("birth",
                                    [&](Declare& d) {
                                      param(d);
                                      param(d);
                                    }))),
            "parameter birth.rate is declared twice");
  const Planned planned(models(declares("birth", param), declares("death", param)));
  EXPECT_EQ(planned.plan.parameter("birth.rate"), 0.5);
  EXPECT_EQ(planned.plan.parameter("death.rate"), 0.5);
  EXPECT_THROW(planned.plan.parameter("rate"), std::out_of_range);
}

TEST(Plan, SharesAParameterThatSeveralModelsDeclareAlike) {
  const auto fare = [](double fallback) {
    return [fallback](Declare& d) {
      d.shared_param(
          {.name = "travel.fare", .unit = "kr", .fallback = fallback, .most = 100, .label = {}, .source = ""});
    };
  };
  const Planned planned(models(declares("day", fare(30)), declares("night", fare(30))));
  EXPECT_EQ(planned.plan.parameters().size(), 1U);
  EXPECT_EQ(planned.plan.parameter("travel.fare"), 30);
  EXPECT_EQ(refusal(models(declares("day", fare(30)), declares("night", fare(20)))),
            "night declares the shared parameter travel.fare otherwise");
}

TEST(Plan, RefusesADefaultOutsideItsRange) {
  EXPECT_EQ(refusal(models(declares(
                "birth",
                [](Declare& d) {
                  d.param({.name = "rate", .unit = "1", .fallback = 2, .most = 1, .label = {}, .source = ""});
                }))),
            "the default of birth.rate is outside its range");
}

TEST(Plan, RefusesASeriesTwice) {
  const auto series = [](Declare& d) { d.series({.name = "lambs", .table = "", .unit = "1", .label = {}}); };
  EXPECT_EQ(refusal(models(declares("birth",
                                    [&](Declare& d) {
                                      series(d);
                                      series(d);
                                    }))),
            "series birth.lambs is declared twice");
}

// ---- events

TEST(Plan, RefusesAnEventWithoutAReceiver) {
  EXPECT_EQ(refusal(models(shepherd(), sends_sold("market", Period::kMonth))),
            "event sold needs exactly one receiver");
}

TEST(Plan, RefusesAnEventWithTwoReceivers) {
  EXPECT_EQ(refusal(models(sends_sold("market", Period::kMonth), receives_sold("butcher", Period::kMonth),
                           receives_sold("spinner", Period::kMonth), shepherd())),
            "event sold needs exactly one receiver");
}

TEST(Plan, RefusesAnEventWithTwoPayloads) {
  constexpr EventKey<std::int32_t> kAskedOtherwise{"asked", "", "the same name"};
  EXPECT_EQ(refusal(models(declares("a", [](Declare& d) { d.sends(kAsked); }),
                           declares("b", [&](Declare& d) { d.receives(kAskedOtherwise); }))),
            "event asked is declared with two payloads");
}

TEST(Plan, RefusesAReceiverThatStepsMoreSeldomThanASender) {
  const auto with = [](Period sender, Period receiver) {
    return refusal(models(sends_sold("market", sender), receives_sold("butcher", receiver), shepherd(Period::kYear)));
  };
  EXPECT_EQ(with(Period::kMonth, Period::kQuarter),
            "butcher does not step whenever market does, which sends it sold");
  EXPECT_EQ(with(Period::kMonth, Period::kMonth), "");
  EXPECT_EQ(with(Period::kYear, Period::kMonth), "");
  EXPECT_EQ(with(Period::kWeek, Period::kDay), "");
  EXPECT_EQ(with(Period::kWeek, Period::kWeek), "");
}

// A month ends on any day of the week, so what is sent then would wait for the next Monday.
TEST(Plan, RefusesAWeeklyReceiverOfWhatIsSentAtTheEndOfAMonth) {
  EXPECT_EQ(
      refusal(models(sends_sold("market", Period::kMonth), receives_sold("butcher", Period::kWeek), shepherd())),
      "butcher does not step whenever market does, which sends it sold");
}

TEST(Plan, RefusesAReceiverThatNeverSteps) {
  EXPECT_NE(refusal(models(sends_sold("market", Period::kMonth),
                           declares("butcher", [](Declare& d) { d.receives(kSold); }), shepherd())),
            "");
}

TEST(Plan, AllowsASenderThatNeverSteps) {
  EXPECT_EQ(refusal(models(declares("market", [](Declare& d) { d.sends(kSold); }),
                           receives_sold("butcher", Period::kMonth), shepherd())),
            "");
}

TEST(Plan, RefusesToReceiveAfterTheOwnerMovedTheRows) {
  EXPECT_EQ(
      refusal(models(shepherd(), sends_sold("market", Period::kMonth), receives_sold("butcher", Period::kMonth))),
      "event sold is received by butcher after shepherd may have moved the rows of sheep");
  EXPECT_EQ(
      refusal(models(sends_sold("market", Period::kMonth), receives_sold("butcher", Period::kMonth), shepherd())),
      "");
  EXPECT_EQ(refusal(models(sends_sold("market", Period::kMonth), declares("shepherd",
                                                                          [](Declare& d) {
                                                                            d.every(Period::kMonth);
                                                                            d.owns(kSheep);
                                                                            d.receives(kSold);
                                                                          }))),
            "");  // the owner itself receives before it moves anything
}

// ---- the rest

TEST(Plan, TicksAtTheFinestPeriod) {
  const auto every = [](std::string name, Period period) {
    return declares(std::move(name), [=](Declare& d) { d.every(period); });
  };
  EXPECT_EQ(Planned(models(every("a", Period::kQuarter), every("b", Period::kMonth))).plan.tick(), Period::kMonth);
  EXPECT_EQ(Planned(models(every("a", Period::kYear))).plan.tick(), Period::kYear);
}

// A week's end is seldom a month's end: ticks of a week would step over the ends of months.
TEST(Plan, TicksDailyForTheSakeOfAWeek) {
  const Planned planned(models(declares("a", [](Declare& d) { d.every(Period::kWeek); }), shepherd()));
  EXPECT_EQ(planned.plan.tick(), Period::kDay);
}

TEST(Plan, ListsWhatIsRecorded) {
  const Planned planned(models(shepherd(), declares("feeding", [](Declare& d) {
                                 d.writes(kWeight);
                                 d.records(kWeight);
                               })));
  EXPECT_EQ(planned.plan.recorded(), Names{"sheep.weight"});
}

TEST(Plan, DescribesItsEntriesInBothLanguages) {
  const Planned planned(models(declares("feeding",
                                        [](Declare& d) {
                                          d.every(Period::kMonth);
                                          d.reads_last(kPrice);
                                          d.reads(kGrass);
                                          d.writes(kWeight);
                                          d.sends(kSold);
                                        }),
                               declares("meadow", [](Declare& d) { d.writes(kGrass); }),
                               declares("market",
                                        [](Declare& d) {
                                          d.every(Period::kMonth);
                                          d.reads(kWeight);
                                          d.writes(kPrice);
                                        }),
                               declares("shepherd", [](Declare& d) {
                                 d.every(Period::kMonth);
                                 d.owns(kSheep);
                                 d.receives(kSold);
                               })));
  EXPECT_EQ(describe(planned.plan, Language::kEnglish),
            "    model          period     runs   ms total     ms/run\n"
            " 1. meadow         -             0        0.0      0.000\n"
            "      writes      sheep.grass\n"
            " 2. feeding        month         0        0.0      0.000\n"
            "      reads       sheep.grass\n"
            "      reads last  sheep.price\n"
            "      writes      sheep.weight\n"
            "      sends       sold\n"
            " 3. market         month         0        0.0      0.000\n"
            "      reads       sheep.weight\n"
            "      writes      sheep.price\n"
            " 4. shepherd       month         0        0.0      0.000\n"
            "      owns        sheep\n"
            "      receives    sold\n"
            "    checks         month         0        0.0      0.000\n");
  EXPECT_NE(describe(planned.plan, Language::kSwedish).find("tar emot"), std::string::npos);
  EXPECT_NE(describe(planned.plan, Language::kSwedish).find("kontroller"), std::string::npos);
}

std::vector<std::string> order_of(const Plan& plan) {
  std::vector<std::string> names;
  for (const PlanEntry& entry : plan.entries()) names.push_back(entry.name);
  return names;
}

TEST(Plan, RunsReadersOfTheLedgerAfterAllOthers) {
  const Planned planned(models(declares("reader", [](Declare& d) { d.reads_ledger(); }),
                               declares("payer", [](Declare& d) { d.every(Period::kMonth); }),
                               declares("other reader", [](Declare& d) { d.reads_ledger(); }),
                               declares("taker", [](Declare& d) { d.every(Period::kMonth); })));
  EXPECT_EQ(order_of(planned.plan), (std::vector<std::string>{"payer", "taker", "reader", "other reader"}));
  EXPECT_NE(describe(planned.plan, Language::kEnglish).find("reads       the ledger"), std::string::npos);
}

TEST(Plan, RefusesThatAReaderOfTheLedgerWritesWhatOthersReadInTheSameStep) {
  const auto make = [] {
    return Planned(models(declares("shepherd",
                                   [](Declare& d) {
                                     d.owns(kSheep);
                                     d.reads_ledger();
                                   }),
                          declares("feeding",
                                   [](Declare& d) {
                                     d.reads_ledger();
                                     d.writes(kWeight);
                                   }),
                          declares("market", [](Declare& d) {
                            d.reads(kWeight);
                            d.writes(kPrice);
                          })));
  };
  EXPECT_THROW(make(), PlanError);
}

TEST(Plan, RefusesTwoNamesForOnePart) {
  const auto declared = [](std::array<const char*, 2> first, std::array<const char*, 2> second) {
    Planned(models(declares("a", [=](Declare& d) { d.parts(first); }),
                   declares("b", [=](Declare& d) { d.parts(second); })));
  };
  EXPECT_NO_THROW(declared({"the place", "households"}, {"the place", "households"}));
  EXPECT_THROW(declared({"the place", "households"}, {"the place", "firms"}), PlanError);
}

}  // namespace
}  // namespace twin
