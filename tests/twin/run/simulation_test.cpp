#include "twin/run/simulation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <optional>
#include <random>

#include "tests/twin/run/tiny_model.h"
#include "twin/base/error.h"

namespace twin {

/// Takes one side of an entry away, which Ledger::post() never does.
struct LedgerSurgeon {
  static void lose(Ledger& ledger, std::uint16_t stock, Account account, std::int64_t amount) {
    ledger.balances_[stock][account] -= amount;
  }
};

namespace {

using Log = std::vector<std::string>;

void advance(Simulation& simulation, int steps) {
  for (; steps != 0; --steps) simulation.advance();
}
void advance_to(Simulation& simulation, Date end) {
  while (simulation.now() < end) simulation.advance();
}

void shuffle_rows(World& world, std::string_view table, std::uint64_t seed) {
  std::vector<std::uint32_t> order(world.table(table).rows());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937_64 random(seed);
  std::shuffle(order.begin(), order.end(), random);
  world.reorder(table, order);
}

// ---- time

/// Writes "from to" of each step into `log`.
std::unique_ptr<TinyModel> diary(std::string name, Period period, Log& log) {
  return tiny(std::move(name),
              {.declare = [=](Declare& d) { d.every(period); },
               .step = [&](Step& s) { log.push_back(to_string(s.from()) + " " + to_string(s.to())); }});
}

TEST(Simulation, RunsEachEntryAtTheEndOfItsPeriod) {
  Log month, quarter, year;
  Simulation simulation(models(diary("month", Period::kMonth, month), diary("quarter", Period::kQuarter, quarter),
                               diary("year", Period::kYear, year)));
  simulation.found(date(2021, 1, 1));
  advance(simulation, 3);
  EXPECT_EQ(simulation.now(), date(2021, 4, 1));
  EXPECT_EQ(month, (Log{"2021-01-01 2021-02-01", "2021-02-01 2021-03-01", "2021-03-01 2021-04-01"}));
  EXPECT_EQ(quarter, Log{"2021-01-01 2021-04-01"});
  EXPECT_EQ(year, Log{});
  advance(simulation, 9);
  EXPECT_EQ(month.size(), 12U);
  EXPECT_EQ(quarter.size(), 4U);
  EXPECT_EQ(quarter.back(), "2021-10-01 2022-01-01");
  EXPECT_EQ(year, Log{"2021-01-01 2022-01-01"});
  for (const PlanEntry& entry : simulation.plan().entries())
    EXPECT_EQ(entry.runs, entry.name == "month" ? 12U : entry.name == "quarter" ? 4U : 1U);
}

TEST(Simulation, RunsWeeksOnMondaysAndMonthsOnFirstDays) {
  Log week, month;
  Simulation simulation(models(diary("week", Period::kWeek, week), diary("month", Period::kMonth, month)));
  simulation.found(date(2021, 2, 22));  // a Monday
  advance_to(simulation, date(2021, 3, 8));
  EXPECT_EQ(week, (Log{"2021-02-22 2021-03-01", "2021-03-01 2021-03-08"}));
  EXPECT_EQ(month, Log{"2021-02-01 2021-03-01"});
  advance_to(simulation, date(2021, 4, 6));
  EXPECT_EQ(month.back(), "2021-03-01 2021-04-01");  // the 1st of April 2021 is a Thursday
  EXPECT_EQ(week.back(), "2021-03-29 2021-04-05");
}

TEST(Simulation, GivesEveryMonthTheSamePartOfAYear) {
  double years = 0;
  Simulation simulation(models(tiny("clock", {.declare = [](Declare& d) { d.every(Period::kMonth); },
                                              .step = [&](Step& s) { years += s.years(); }})));
  simulation.found(date(2021, 1, 1));
  simulation.advance();
  EXPECT_DOUBLE_EQ(years, 1 / 12.0);  // January, 31 days
  simulation.advance();
  EXPECT_DOUBLE_EQ(years, 2 / 12.0);  // February, 28 days
}

// ---- parameters

/// Notes what it finds in its parameter: in `prepared` when it may derive something, in `stepped` each month.
class Meter final : public Model {
 public:
  std::string_view name() const override { return "meter"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    rate_ = d.param({.name = "rate", .unit = "1", .fallback = 1, .most = 9, .label = {}, .source = ""});
  }
  void prepare(Preparation&) override { prepared.push_back(*rate_); }
  void step(Step&) override { stepped.push_back(*rate_); }

  std::vector<double> prepared, stepped;

 private:
  Param rate_;
};

struct Metered {
  Meter* meter = new Meter;
  Simulation simulation{models(std::unique_ptr<Meter>(meter))};
};

using Rates = std::vector<double>;

TEST(Simulation, ChangesAParameterFromItsDateOn) {
  Metered run;
  run.simulation.set_changes({{date(2021, 5, 15), "meter.rate", 3}, {date(2021, 3, 1), "meter.rate", 2}});
  run.simulation.found(date(2021, 1, 1));
  advance(run.simulation, 6);
  EXPECT_EQ(run.meter->stepped, (Rates{1, 1, 2, 2, 3, 3}));  // May contains its change
  EXPECT_EQ(run.meter->prepared, (Rates{1, 2, 3}));          // anew at each change, and only then
}

TEST(Simulation, FoundsWithWhatChangedBeforeItAndStepsWithWhatChangesOnTheDay) {
  Metered run;
  run.simulation.set_changes({{date(2020, 7, 1), "meter.rate", 2}, {date(2021, 1, 1), "meter.rate", 3}});
  run.simulation.found(date(2021, 1, 1));
  EXPECT_EQ(run.meter->prepared, (Rates{2}));
  run.simulation.advance();
  EXPECT_EQ(run.meter->prepared, (Rates{2, 3}));
  EXPECT_EQ(run.meter->stepped, (Rates{3}));
}

TEST(Simulation, TakesAChangeThatComesLateAtTheNextStep) {
  Metered run;
  run.simulation.found(date(2021, 1, 1));
  advance(run.simulation, 2);
  run.simulation.set_changes({{date(2021, 1, 20), "meter.rate", 5}});  // from a hand in the window
  run.simulation.advance();
  EXPECT_EQ(run.meter->stepped, (Rates{1, 1, 5}));
  run.simulation.advance();
  EXPECT_EQ(run.meter->prepared, (Rates{1, 5}));  // not again
}

TEST(Simulation, ResumesWithTheParametersOfThatDay) {
  const std::vector<ParameterChange> changes{{date(2021, 2, 1), "meter.rate", 2},
                                             {date(2021, 4, 1), "meter.rate", 4}};
  Metered through, resumed;
  through.simulation.set_changes(changes);
  through.simulation.found(date(2021, 1, 1));
  advance(through.simulation, 5);
  resumed.simulation.set_changes(changes);
  resumed.simulation.resume(date(2021, 3, 1));
  advance(resumed.simulation, 3);
  EXPECT_EQ(resumed.meter->prepared, (Rates{2, 4}));
  EXPECT_EQ(resumed.meter->stepped, (Rates{2, 4, 4}));
  EXPECT_EQ(through.meter->stepped, (Rates{1, 2, 2, 4, 4}));
}

// ---- chance

/// A box of coins, every one of which is thrown each month.
class Coins final : public Model {
 public:
  Coins(std::string name, Stream throws, std::size_t count)
      : name_(std::move(name)),
        column_(name_ + ".heads"),
        table_key_{name_, name_, ""},
        heads_key_{column_, name_, "1", "how often it showed heads"},
        stream_(throws),
        count_(count) {}

  std::string_view name() const override { return name_; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    coins_ = d.owns(table_key_);
    heads_ = d.writes(heads_key_);
    throws_ = d.stream(stream_);
  }
  void found(Founding& f) override {
    for (StableId id = 1; id <= count_; ++id) f.rows(coins_).add(id);
  }
  void step(Step& s) override {
    const auto ids = s.ids(coins_);
    const auto heads = s[heads_];
    for_blocks(ids.size(), [&](Block block) {
      for (std::size_t row = block.begin; row != block.end; ++row)
        if (s.draw(throws_, ids[row]).chance(0.5)) ++heads[row];
    });
  }

 private:
  std::string name_, column_;
  TableKey table_key_;
  Key<std::int32_t> heads_key_;
  Stream stream_;
  std::size_t count_;
  OwnedRows coins_;
  Out<std::int32_t> heads_;
  Chance throws_;
};

constexpr Stream kOurs{"ours.throw"}, kTheirs{"theirs.throw"};

std::unique_ptr<Coins> our_coins() {
  return std::make_unique<Coins>("ours", kOurs, 10'000);
}
std::unique_ptr<Coins> their_coins() {
  return std::make_unique<Coins>("theirs", kTheirs, 500);
}

StateHash half_a_year(Simulation& simulation, std::uint64_t seed = 1) {
  simulation.set_seed(seed);
  simulation.found(date(2021, 1, 1));
  advance_to(simulation, date(2021, 7, 1));
  return simulation.hash();
}
StateHash half_a_year(Models list, std::uint64_t seed = 1) {
  Simulation simulation(std::move(list));
  return half_a_year(simulation, seed);
}

TEST(Simulation, LeavesTheDrawsOfAModelAsTheyWereWhenAnotherIsAdded) {
  const Hash128 alone = half_a_year(models(our_coins())).columns.at("ours.heads");
  EXPECT_EQ(alone, half_a_year(models(our_coins(), their_coins())).columns.at("ours.heads"));
  EXPECT_EQ(alone, half_a_year(models(their_coins(), our_coins())).columns.at("ours.heads"));
}

TEST(Simulation, DrawsAnewWithAnotherSeed) {
  EXPECT_EQ(half_a_year(models(our_coins()), 1).total, half_a_year(models(our_coins()), 1).total);
  EXPECT_NE(half_a_year(models(our_coins()), 1).total, half_a_year(models(our_coins()), 2).total);
}

TEST(Simulation, ThrowsFairCoinsEachMonthAnew) {
  Simulation simulation(models(our_coins()));
  half_a_year(simulation);
  const auto heads = simulation.world().find_column("ours.heads")->as<std::int32_t>();
  // 10,000 coins x 6 months / 2; the tolerance is 4 standard deviations of a binomial: 4 x sqrt(60,000 / 4)
  EXPECT_NEAR(std::accumulate(heads.begin(), heads.end(), 0), 30'000, 4 * 122);
  // 10,000 / 2^6 coins never showed heads, if each month is drawn on its own: 156, and 4 x sqrt(156)
  EXPECT_NEAR(static_cast<double>(std::count(heads.begin(), heads.end(), 0)), 156, 4 * 12.5);
}

TEST(Simulation, DrawsTheSameWhateverRowsAgentsStandIn) {
  const Hash128 expected = half_a_year(models(our_coins())).total;
  Simulation simulation(models(our_coins()));
  simulation.set_seed(1);
  simulation.found(date(2021, 1, 1));
  for (std::uint64_t month = 0; month != 6; ++month) {
    shuffle_rows(simulation.world(), "ours", month);
    simulation.advance();
  }
  EXPECT_EQ(simulation.hash().total, expected);
}

TEST(Simulation, IsNotChangedByAModelThatDoesNothing) {
  const auto idle = [](Period period) { return tiny("idle", {.declare = [=](Declare& d) { d.every(period); }}); };
  const Hash128 alone = half_a_year(models(our_coins())).total;
  EXPECT_EQ(alone, half_a_year(models(our_coins(), tiny("idle", {}))).total);
  EXPECT_EQ(alone, half_a_year(models(idle(Period::kMonth), our_coins())).total);
  EXPECT_EQ(alone, half_a_year(models(our_coins(), idle(Period::kDay))).total);  // nor by its finer steps
}

// ---- rows and events

struct PlaceTag {
  static constexpr std::string_view name = "place";
};
using PlaceRef = Ref<PlaceTag>;
constexpr TableKey kPlaces{"place", "places", "where one can go"};
constexpr TableKey kWalkers{"walker", "walkers", "who goes out"};
constexpr Key<PlaceRef> kHaunt{"walker.haunt", "walkers", "", "where they go"};

struct Visit {
  int number = 0;
};
constexpr EventKey<Visit> kVisits{"visit", "place", "somebody comes twice"};

struct Visited {
  StableId place, walker;
  int number;
  friend auto operator<=>(const Visited&, const Visited&) = default;
};

/// Everybody visits their haunt twice a month.
class Walkers final : public Model {
 public:
  static constexpr std::size_t kCount = 3 * kBlockRows + 17;

  std::string_view name() const override { return "walkers"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    walkers_ = d.owns(kWalkers);
    haunt_ = d.writes(kHaunt);
    visits_ = d.sends(kVisits);
  }
  void found(Founding& f) override {
    for (StableId id = 1; id <= kCount; ++id) f.rows(walkers_).add(id);
    for (std::size_t row = 0; row != kCount; ++row) f[haunt_][row] = {static_cast<std::uint32_t>(row * row % 7)};
  }
  void step(Step& s) override {
    const auto ids = s.ids(walkers_);
    const auto haunt = s[haunt_];
    s.open(visits_, ids.size());
    for_blocks(ids.size(), [&](Block block) {
      for (std::size_t row = block.begin; row != block.end; ++row)
        for (const int number : {1, 2}) s.send(visits_, block, {haunt[row].row, ids[row], {number}});
    });
  }

 private:
  OwnedRows walkers_;
  Out<PlaceRef> haunt_;
  Sends<Visit> visits_;
};

/// Seven places that write down who came.
class Places final : public Model {
 public:
  std::string_view name() const override { return "places"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    places_ = d.owns(kPlaces);
    visits_ = d.receives(kVisits);
  }
  void found(Founding& f) override {
    for (StableId id = 107; id != 100; --id) f.rows(places_).add(id);
  }
  void step(Step& s) override {
    visited.clear();
    for (const auto& visit : s.receive(visits_))
      visited.push_back({s.ids(places_)[visit.target], visit.source, visit.payload.number});
    EXPECT_TRUE(s.receive(visits_).empty());  // the box is empty now
  }

  std::vector<Visited> visited;

 private:
  OwnedRows places_;
  Receives<Visit> visits_;
};

struct Town {
  Places* places = new Places;
  Simulation simulation{models(std::unique_ptr<Places>(places), std::make_unique<Walkers>())};

  Town() { simulation.found(date(2021, 1, 1)); }
  std::vector<Visited> next_month() {
    simulation.advance();
    return places->visited;
  }
};

TEST(Events, ComeOrderedByTargetSourceAndWhenTheyWereSent) {
  Town town;
  const std::vector<Visited> visited = town.next_month();
  EXPECT_EQ(visited.size(), 2 * Walkers::kCount);
  EXPECT_TRUE(std::is_sorted(visited.begin(), visited.end()));
  EXPECT_EQ(visited, town.next_month());  // and none of the first month's again
}

TEST(Events, ComeInTheSameOrderOnAnyNumberOfThreadsAndFromAnyRows) {
  set_threads(1);
  const std::vector<Visited> expected = Town().next_month();
  for (const int count : {1, 2, 3, 8}) {
    set_threads(count);
    Town town;
    EXPECT_EQ(town.next_month(), expected) << count << " threads";
    shuffle_rows(town.simulation.world(), "walker", static_cast<std::uint64_t>(count));
    shuffle_rows(town.simulation.world(), "place", static_cast<std::uint64_t>(count));
    EXPECT_EQ(town.next_month(), expected) << count << " threads, rows shuffled";
  }
  set_threads(0);
}

TEST(Events, WithoutATargetComeBySource) {
  constexpr EventKey<Visit> kNoise{"noise", "", "heard everywhere"};
  Sends<Visit> sends;
  Receives<Visit> receives;
  std::vector<int> heard;
  Simulation simulation(models(tiny("bell", {.declare =
                                                 [&](Declare& d) {
                                                   d.every(Period::kQuarter);
                                                   sends = d.sends(kNoise);
                                                 },
                                             .step =
                                                 [&](Step& s) {
                                                   s.send(sends, {0, 9, {1}});
                                                   s.send(sends, {0, 8, {2}});
                                                   s.send(sends, {0, 8, {3}});
                                                 }}),
                               tiny("ear", {.declare =
                                                [&](Declare& d) {
                                                  d.every(Period::kMonth);
                                                  receives = d.receives(kNoise);
                                                },
                                            .step =
                                                [&](Step& s) {
                                                  for (const auto& noise : s.receive(receives))
                                                    heard.push_back(noise.payload.number);
                                                }})));
  simulation.found(date(2021, 1, 1));
  advance(simulation, 2);
  EXPECT_TRUE(heard.empty());
  simulation.advance();
  EXPECT_EQ(heard, (std::vector<int>{2, 3, 1}));  // by source 8, 8, 9, and then as sent
}

TEST(Simulation, TakesRemovedRowsAwayBeforeTheNextModelRuns) {
  constexpr TableKey kCandles{"candle", "fire", ""};
  OwnedRows candles;
  Rows seen;
  std::vector<std::size_t> counts;
  Simulation simulation(models(tiny("fire", {.declare =
                                                 [&](Declare& d) {
                                                   d.every(Period::kMonth);
                                                   candles = d.owns(kCandles);
                                                 },
                                             .found =
                                                 [&](Founding& f) {
                                                   f.rows(candles).append(std::vector<StableId>{1, 2, 3});
                                                 },
                                             .step = [&](Step& s) { s.rows(candles).remove(0); }}),
                               tiny("watch", {.declare =
                                                  [&](Declare& d) {
                                                    d.every(Period::kMonth);
                                                    seen = d.rows(kCandles);
                                                  },
                                              .step = [&](Step& s) { counts.push_back(s.rows(seen)); }})));
  simulation.found(date(2021, 1, 1));
  advance(simulation, 3);
  EXPECT_EQ(counts, (std::vector<std::size_t>{2, 1, 0}));
}

// ---- accounts and series

/// A flock that grows by one sheep a month, and a shepherd who books it, except in `forgetful_month`.
class Flock final : public Model {
 public:
  explicit Flock(unsigned forgetful_month = 0) : forgetful_month_(forgetful_month) {}

  std::string_view name() const override { return "flock"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    sheep_ = d.owns({"sheep", "flock", ""});
    stock_ = d.stock("sheep", "heads");
    birth_ = d.flow("lambing", stock_, {"lamm", "lambs"});
    unborn_ = d.node("unborn");
    born_ = d.series({.name = "born", .table = "", .unit = "1", .label = {}});
    ages_ = d.series({.name = "ages", .table = "age", .unit = "1", .label = {}});
  }
  void found(Founding& f) override {
    f.rows(sheep_).add(0);
    f.post(birth_, unborn_, 1, 1);
  }
  void step(Step& s) override {
    s.rows(sheep_).add(s.rows(sheep_).rows());
    if (s.to() != date(2021, forgetful_month_ + 1, 1)) s.post(birth_, unborn_, 1, 1);
    const auto flock = static_cast<double>(s.rows(sheep_).rows());
    s.record(born_, std::array{std::int64_t{1}});
    s.record(ages_, std::array{1.0, flock / 2, flock});
  }
  void audit(Audit& a) const override { a.expect(stock_, 1, static_cast<std::int64_t>(a.ids(sheep_).size())); }

 private:
  unsigned forgetful_month_;
  OwnedRows sheep_;
  Stock stock_;
  Flow birth_;
  Account unborn_ = 0;
  SeriesHandle born_, ages_;
};

TEST(Simulation, GoesOnWhileWhatIsCountedIsWhatIsBooked) {
  Simulation simulation(models(std::make_unique<Flock>()));
  simulation.found(date(2021, 1, 1));
  advance(simulation, 12);
  for (const auto& [stock, residual] : simulation.residuals()) EXPECT_EQ(residual, 0) << stock;
  EXPECT_EQ(simulation.ledger().balance(0, 1), 13);  // 1 at the beginning and 12 months
  ASSERT_EQ(simulation.ledger().history().size(), 13U);
  EXPECT_EQ(simulation.ledger().history().front().month, month_of(date(2020, 12, 1)));  // what there was before
  EXPECT_EQ(simulation.ledger().history().back().month, month_of(date(2021, 12, 1)));
}

TEST(Simulation, StopsWhenSomethingWasNotBooked) {
  Simulation simulation(models(std::make_unique<Flock>(3)));
  simulation.found(date(2021, 1, 1));
  advance(simulation, 2);
  try {
    simulation.advance();
    FAIL() << "the lamb of March is not in the books";
  } catch (const CheckError& error) {
    EXPECT_EQ(error.text().en,  // 1 + 3 lambs in the field, 1 + 2 in the books
              "accounts do not balance on 2021-04-01: sheep, account 1: 4 heads counted, 3 booked");
    EXPECT_NE(error.text().sv.find("räkenskaperna"), std::string::npos);
  }
  EXPECT_EQ(simulation.residuals().at(0), 1);
}

TEST(Simulation, RefusesToResumeWhatDoesNotBalance) {
  Simulation simulation(models(std::make_unique<Flock>()));
  simulation.world().table("sheep").add(1);
  EXPECT_THROW(simulation.resume(date(2021, 1, 1)), CheckError);
}

TEST(Simulation, KeepsSeriesAsWideAsWhatIsRecorded) {
  Simulation simulation(models(std::make_unique<Flock>()));
  simulation.found(date(2021, 1, 1));
  advance(simulation, 2);
  const std::vector<Date> dates{date(2021, 2, 1), date(2021, 3, 1)};  // the ends of the steps
  const Series& born = simulation.plan().series()[0];
  EXPECT_EQ(born.info.name, "flock.born");
  EXPECT_EQ(born.width, 1U);
  EXPECT_EQ(born.dates, dates);
  EXPECT_EQ(born.values, (std::vector<double>{1, 1}));
  const Series& ages = simulation.plan().series()[1];
  EXPECT_EQ(ages.info.name, "flock.ages");
  EXPECT_EQ(ages.width, 3U);
  EXPECT_EQ(ages.dates, dates);
  EXPECT_EQ(ages.values, (std::vector<double>{1, 1, 2, 1, 1.5, 3}));  // 2 sheep, then 3
}

TEST(Simulation, HashesTheLedgerToo) {
  Simulation simulation(models(std::make_unique<Flock>()));
  simulation.found(date(2021, 1, 1));
  const StateHash before = simulation.hash();
  simulation.ledger().post(0, 1, 2, 5);
  const StateHash after = simulation.hash();
  EXPECT_NE(before.total, after.total);
  EXPECT_NE(before.columns.at("ledger"), after.columns.at("ledger"));
  EXPECT_EQ(before.columns.at("sheep"), after.columns.at("sheep"));
}

TEST(Simulation, EndsInTheSameStateOnAnyNumberOfThreads) {
  const auto run = [] {
    return to_string(half_a_year(models(our_coins(), std::make_unique<Walkers>(), std::make_unique<Places>())).total);
  };
  set_threads(1);
  const std::string expected = run();
  for (const int count : {2, 3, 8}) {
    set_threads(count);
    EXPECT_EQ(run(), expected) << count << " threads";
  }
  set_threads(0);
}

// ---- acts

/// Notes what is done and when things are prepared.
std::unique_ptr<TinyModel> doer(std::string name, Log& log) {
  return tiny(name, {.declare =
                         [=](Declare& d) {
                           d.every(Period::kMonth);
                           d.act({"paint",
                                  {"måla", "paint"},
                                  {{.name = "colour"}, {.name = "at", .kind = ActInfo::Argument::Kind::kPosition}}});
                         },
                     .prepare = [&log](Preparation&) { log.push_back("prepare"); },
                     .act =
                         [&log, name](Acting& a) {
                           log.push_back(name + " " + std::string(a.what()) + " " + to_string(a.date()) + " " +
                                         std::to_string(static_cast<int>(a.number("colour"))) + " " +
                                         std::to_string(a.position("at").north_m));
                         },
                     .step = [&log](Step& s) { log.push_back("step " + to_string(s.from())); }});
}

TEST(Acts, AreDoneByTheirModelBeforeTheStepOfTheirDateInOrder) {
  Log log;
  Simulation simulation(models(doer("a", log)));
  simulation.set_acts({{date(2021, 2, 10), {"a.paint", {3, 10, 20}}},
                       {date(2021, 2, 1), {"a.paint", {1, 10, 20}}},
                       {date(2021, 2, 10), {"a.paint", {4, 10, 30}}}});
  simulation.found(date(2021, 1, 1));
  advance(simulation, 2);
  EXPECT_EQ(log, (Log{"prepare", "step 2021-01-01", "a paint 2021-02-01 1 20", "a paint 2021-02-10 3 20",
                      "a paint 2021-02-10 4 30", "prepare", "step 2021-02-01"}));
}

TEST(Acts, OfThePastAreNotDoneAgainAfterARestore) {
  Log log;
  Simulation simulation(models(doer("a", log)));
  simulation.set_acts({{date(2021, 2, 28), {"a.paint", {1, 0, 0}}}, {date(2021, 3, 1), {"a.paint", {2, 0, 0}}}});
  simulation.resume(date(2021, 3, 1));
  advance(simulation, 1);
  EXPECT_EQ(log, (Log{"prepare", "a paint 2021-03-01 2 0", "prepare", "step 2021-03-01"}));
}

TEST(Acts, HaveOneDeclarationEach) {
  const auto twice = [](Declare& d) {
    d.act({"paint", {"måla", "paint"}, {}});
    d.act({"paint", {"måla", "paint"}, {}});
  };
  EXPECT_THROW(Simulation(models(tiny("a", {.declare = twice}))), PlanError);
}

// ---- books

/// Pays 1 kr a month from the state to the households of the one village there is.
struct Village {
  static constexpr Account kHouseholds = Ledger::part(5, 1);
  Flow wage;
  Account state = 0;
  std::vector<std::vector<LedgerRow>> years;  ///< what the reader saw
  std::optional<std::uint16_t> known, unknown;
  Simulation simulation{models(reader(), payer())};

  Village() { simulation.found(date(2021, 1, 1)); }

  std::unique_ptr<TinyModel> payer() {
    const auto places = std::make_shared<OwnedRows>();
    return tiny("payer", {.declare =
                              [=, this](Declare& d) {
                                d.every(Period::kMonth);
                                *places = d.owns({"place", "payer", ""});
                                d.parts(std::array{"the place", "households"});
                                wage = d.flow("wage", d.stock("money", "öre"), {"lön", "wage"}, 3);
                                state = d.node("state");
                              },
                          .found =
                              [=, this](Founding& f) {
                                f.rows(*places).add(5);
                                f.rows(*places).labels = {"Jokkmokk"};
                                f.post(wage, state, kHouseholds, 7'000);
                              },
                          .step = [this](Step& s) { s.post(wage, state, kHouseholds, 100); }});
  }
  std::unique_ptr<TinyModel> reader() {
    const auto view = std::make_shared<LedgerView>();
    return tiny("reader", {.declare =
                               [=](Declare& d) {
                                 d.every(Period::kYear);
                                 *view = d.reads_ledger();
                               },
                           .step =
                               [=, this](Step& s) {
                                 years.push_back(s.year_of_flows(*view));
                                 known = s.flow_named(*view, "wage");
                                 unknown = s.flow_named(*view, "tax");
                                 EXPECT_EQ(s.flows(*view).at(wage.index).row, 3);
                               }});
  }
};

TEST(Books, AreReadByTheYearWithItsLastMonthAndWithoutWhatWasThereBefore) {
  Village village;
  advance(village.simulation, 36);
  const std::vector<LedgerRow> year{{0, village.wage.index, village.state, Village::kHouseholds, 1'200}};  // 12 x 100
  EXPECT_EQ(village.years, (std::vector<std::vector<LedgerRow>>{year, year, year}));
  EXPECT_EQ(village.known, village.wage.index);
  EXPECT_EQ(village.unknown, std::nullopt);
}

TEST(Books, StopTheRunWhenAnEntryLostASideAndNameTheAccount) {
  Village village;
  advance(village.simulation, 2);
  LedgerSurgeon::lose(village.simulation.ledger(), 0, Village::kHouseholds, 100);
  try {
    village.simulation.advance();
    FAIL() << "the wage that got lost is not missed";
  } catch (const CheckError& error) {
    EXPECT_EQ(error.text().en,
              "accounts do not balance on 2021-04-01: money, Jokkmokk, households: "
              "one side of an entry is missing, the sum is -100 öre");
    EXPECT_EQ(error.text().sv,
              "räkenskaperna går inte ihop 2021-04-01: money, Jokkmokk, households: "
              "en sida av en post saknas, summan är -100 öre");
  }
  EXPECT_EQ(village.simulation.residuals().at(0), 100);
}

TEST(Books, AreCheckedAfterFoundingAndEachStepAndTheTimeIsTold) {
  Village village;
  advance(village.simulation, 5);
  EXPECT_EQ(village.simulation.plan().checks().runs, 6U);
  EXPECT_GT(village.simulation.plan().checks().spent.count(), 0);
}

}  // namespace
}  // namespace twin
