// Masts and what they cover in whole runs: laws on a county of sixty kilometres, and Norrbotten as it was published.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "models/coverage/air.h"
#include "models/coverage/campaign.h"
#include "models/coverage/siting.h"
#include "tests/support/held_back.h"
#include "tests/system/economy.h"
#include "tests/system/hillby.h"
#include "twin/base/error.h"
#include "twin/base/parallel.h"
#include "twin/io/snapshot.h"

namespace {

using namespace rurban;
using twin::Act;
using twin::Change;
using worlds::column;
using Settings = std::vector<std::string>;

constexpr double kOrdinary = 0, kLongRange = 1;
/// The first mast that is put up by hand: beyond all that operators will ever have.
constexpr double kFirstByHand = 20'001;

Act put_up(double east, double north, double height = 60, double range = kOrdinary) {
  return {"coverage.put_up", {range, east, north, height}};
}
Act move(double mast, double east, double north) {
  return {"coverage.move", {mast, east, north}};
}
Act set_height(double mast, double height) {
  return {"coverage.set_height", {mast, height}};
}
Act take_down(double mast) {
  return {"coverage.take_down", {mast}};
}

/// After the acts, all on the first day.
tools::Session after(const Hillby& county, const std::vector<Act>& acts, const Settings& set = {}) {
  tools::Session session = county.founded(set, {{twin::date(2021, 1, 1), {}, acts}});
  session.simulation->advance();
  return session;
}

std::string hash_of(const tools::Session& session) {
  return to_string(session.simulation->hash().total);
}
/// Everything that a cell is: its columns' hashes.
std::map<std::string, std::string> cell_hashes(const tools::Session& session) {
  std::map<std::string, std::string> hashes;
  for (const auto& [name, hash] : session.simulation->hash().columns)
    if (name.starts_with("cell.") || name.starts_with("place.")) hashes[name] = to_string(hash);
  return hashes;
}
std::int64_t with_calls(const tools::Session& session) {
  const auto service = column(session, kCellService);
  return std::count_if(service.begin(), service.end(), [](std::uint8_t step) { return step > 0; });
}

// ---- the same to the bit

/// Masts come, move, grow and go before and after the snapshots, while trucks and snowmobiles measure.
const std::vector<Change>& busy_years() {
  static const std::vector<Change> kYears{
      {twin::date(2021, 2, 1),
       {},
       {put_up(690'000, 7'320'000), put_up(720'000, 7'280'000, 150, kLongRange), put_up(684'000, 7'312'000)}},
      {twin::date(2021, 5, 1), {}, {move(kFirstByHand, 700'000, 7'325'000), set_height(1, 40)}},
      {twin::date(2021, 9, 1), {}, {set_height(kFirstByHand + 1, 90), take_down(2)}},
      {twin::date(2022, 3, 1), {}, {take_down(kFirstByHand), move(kFirstByHand + 1, 680'000, 7'300'000)}},
      {twin::date(2022, 8, 1), {}, {put_up(705'000, 7'290'000), move(3, 685'000, 7'285'000)}}};
  return kYears;
}
const Settings kMeasured{"coverage.measuring_trucks=100 %", "coverage.snowmobile_days=3",
                         "coverage.mast_budget=4 MSEK/year"};

TEST(Coverage, OfBusyYearsIsTheSameAtAnyNumberOfThreads) {
  const auto at_the_end = [](int threads) {
    twin::set_threads(threads);
    tools::Session session = Hillby::hills().founded(kMeasured, busy_years());
    worlds::live_until(*session.simulation, session.scenario.to);
    twin::set_threads(0);
    return hash_of(session);
  };
  EXPECT_EQ(at_the_end(1), at_the_end(3));
}

TEST(Coverage, OfBusyYearsIsTheSameAfterARestore) {
  const twin::TempDir folder;
  tools::Session first = Hillby::hills().founded(kMeasured, busy_years());
  const std::vector<twin::Date> saved{twin::date(2021, 1, 1), twin::date(2021, 6, 1), twin::date(2021, 11, 1),
                                      twin::date(2022, 1, 1), twin::date(2022, 5, 1), twin::date(2022, 10, 1)};
  for (const twin::Date date : saved) {
    worlds::live_until(*first.simulation, date);
    twin::save_snapshot(folder / (twin::to_string(date) + ".rts"), *first.simulation, first.provenance);
  }
  worlds::live_until(*first.simulation, first.scenario.to);
  for (const twin::Date date : saved) {
    tools::Session second = Hillby::hills().ready(kMeasured, busy_years());
    twin::restore_snapshot(folder / (twin::to_string(date) + ".rts"), *second.simulation);
    worlds::live_until(*second.simulation, second.scenario.to);
    EXPECT_EQ(second.simulation->hash().columns, first.simulation->hash().columns) << twin::to_string(date);
  }
}

// ---- laws of masts

TEST(Mast, PutUpAndTakenDownLeavesEveryCellAsItWas) {
  const auto untouched = cell_hashes(after(Hillby::hills(), {}));
  const Act put = put_up(690'000, 7'320'000);
  EXPECT_NE(cell_hashes(after(Hillby::hills(), {put})), untouched);
  EXPECT_EQ(cell_hashes(after(Hillby::hills(), {put, take_down(kFirstByHand)})), untouched);
}

TEST(Mast, ThatMovesIsOneTakenDownAndPutUpThere) {
  const Act here = put_up(690'000, 7'320'000), there = put_up(715'000, 7'285'000);
  EXPECT_EQ(cell_hashes(after(Hillby::hills(), {here, move(kFirstByHand, 715'000, 7'285'000)})),
            cell_hashes(after(Hillby::hills(), {here, take_down(kFirstByHand), there})));
}

TEST(Mast, ThatMovesAwayAndBackLeavesEveryCellAsItWas) {
  const auto untouched = cell_hashes(after(Hillby::hills(), {}));
  const tools::Session session = after(Hillby::hills(), {});
  const auto east = column(session, kMastEast), north = column(session, kMastNorth);
  EXPECT_EQ(
      cell_hashes(after(Hillby::hills(), {move(1, 715'000, 7'285'000), move(1, east[0].value, north[0].value)})),
      untouched);
}

void expect_no_cell_lower(const tools::Session& less, const tools::Session& more) {
  const auto before = column(less, kCellSignal), now = column(more, kCellSignal);
  ASSERT_EQ(before.size(), now.size());
  int lower = 0, higher = 0;
  for (std::size_t cell = 0; cell != now.size(); ++cell) {
    lower += now[cell] < before[cell];
    higher += now[cell] > before[cell];
  }
  EXPECT_EQ(lower, 0);
  EXPECT_GT(higher, 0);
}

TEST(Mast, ThatIsNewOrStrongerLowersNoSignalOverFlatGround) {
  const auto with = [](double range) { return after(Hillby::plain(), {put_up(690'000, 7'320'000, 60, range)}); };
  expect_no_cell_lower(after(Hillby::plain(), {}), with(kOrdinary));
  expect_no_cell_lower(with(kOrdinary), with(kLongRange));
}

TEST(Mast, ThatIsTallerLowersNoSignalOverFlatGroundButByTheLongerWay) {
  const County& county = Hillby::plain().beginning().county();
  const coverage::Air air(county, 2021, 1);
  const auto signals = [&](coverage::Field field, double height) {
    coverage::Site site;
    site.id = 20'000;
    site.east_m = 690'500;
    site.north_m = 7'320'500;
    site.height_m = height;
    site.bands.fill(coverage::bit_of(coverage::Band::k800));
    field.put(site);
    std::vector<double> dbm;
    for (std::uint32_t cell = 0; cell != air.cells.size(); ++cell)
      dbm.push_back(signal_dbm(field, cell, coverage::Operator::kTelia));
    return dbm;
  };
  for (const coverage::Field* field : {&air.true_field, &air.planned_field})
    for (const auto& [low, high] : {std::pair{30.0, 60.0}, {60.0, 150.0}, {150.0, 340.0}}) {
      const auto before = signals(*field, low), now = signals(*field, high);
      for (std::size_t cell = 0; cell != now.size(); ++cell) {
        const double away = std::hypot(air.cells.east_m[cell] - 690'500.0, air.cells.north_m[cell] - 7'320'500.0);
        const double longer = std::hypot(std::max(away, 250.0), high) / std::hypot(std::max(away, 250.0), low);
        ASSERT_GE(now[cell], before[cell] - 20 * std::log10(longer) - 0.01) << away << " m, " << high << " m";
      }
    }
}

TEST(Mast, ThatIsNewLowersCallsNowhere) {
  const tools::Session today = after(Hillby::hills(), {});
  const auto before = column(today, kCellService);
  for (const double range : {kOrdinary, kLongRange})
    for (const auto& [east, north] : {std::pair{690'000, 7'320'000},
                                      {700'000, 7'301'000},
                                      {720'000, 7'285'000},
                                      {706'000, 7'305'000},
                                      {694'500, 7'308'500}}) {
      const tools::Session session =
          after(Hillby::hills(), {put_up(east, north, range == kLongRange ? 150 : 60, range)});
      const auto now = column(session, kCellService);
      int lost = 0;
      for (std::size_t cell = 0; cell != now.size(); ++cell) lost += before[cell] > 0 && now[cell] == 0;
      EXPECT_EQ(lost, 0) << east << " " << north << " " << range;
      EXPECT_GE(with_calls(session), with_calls(today));
    }
}

TEST(Mast, ThatCantStandIsRefusedWithASentence) {
  const auto told = [](const Hillby& county, const std::vector<Act>& acts) -> std::string {
    try {
      after(county, acts);
    } catch (const twin::ActError& error) {
      return error.text().en;
    }
    return "";
  };
  const Hillby& hills = Hillby::hills();
  const Act put = put_up(690'000, 7'320'000);
  EXPECT_NE(told(hills, {put_up(Hillby::kLakeEast, Hillby::kLakeNorth)}), "") << "on a lake";
  EXPECT_NE(told(hills, {put, move(kFirstByHand, Hillby::kLakeEast, Hillby::kLakeNorth)}), "") << "on a lake";
  EXPECT_NE(told(hills, {put_up(Hillby::kWest + 500, Hillby::kSouth + 500)}), "") << "in the rim";
  EXPECT_NE(told(hills, {put_up(0, 0)}), "");
  EXPECT_EQ(told(hills, {put, take_down(kFirstByHand), take_down(kFirstByHand)}),
            "2021-01-01 coverage.take_down: the mast has been taken down already");
  EXPECT_EQ(told(hills, {put, take_down(kFirstByHand), move(kFirstByHand, 700'000, 7'300'000)}),
            "2021-01-01 coverage.move: the mast has been taken down already");
  EXPECT_EQ(told(hills, {set_height(777, 40)}),
            "2021-01-01 coverage.set_height: mast: there is no mast with the number 777");
}

TEST(Mast, OfFourThousandMetresIsRefusedWhereItStandsInTheScenario) {
  const twin::TempDir folder;
  for (const Act& act : {put_up(690'000, 7'320'000, 4'000), set_height(1, 4'000), set_height(1, 0)}) {
    const tools::Session session = Hillby::hills().ready({}, {{twin::date(2021, 1, 1), {}, {act}}});
    twin::write_text(folder / "high.yaml", twin::to_yaml(session.scenario, tools::schema()));
    try {
      twin::load_scenario(folder / "high.yaml", tools::schema(), {});
      ADD_FAILURE() << act.name << " was taken";
    } catch (const twin::InputError& error) {
      const std::string told = twin::to_string(error.faults(), twin::Language::kEnglish);
      EXPECT_NE(told.find("high.yaml:"), std::string::npos) << told;
      EXPECT_NE(told.find("350"), std::string::npos) << "what is allowed: " << told;
    }
  }
}

TEST(Mast, NeedsACountyWithTerrain) {
  const std::vector<Change> acts{{twin::date(2021, 1, 1), {}, {put_up(700'000, 7'300'000)}}};
  tools::Session lillby = tools::open_session(worlds::scenario("tiny"), {}, acts);
  lillby.simulation->found(lillby.scenario.from);
  EXPECT_EQ(lillby.simulation->world().table("cell").rows(), 0U);
  try {
    lillby.simulation->advance();
    ADD_FAILURE() << "a mast without ground";
  } catch (const twin::ActError& error) {
    EXPECT_EQ(
        error.text().en,
        "2021-01-01 coverage.put_up: the county has no terrain, and without it there is no coverage to compute");
  }
}

TEST(Mast, OfTheOperatorsThatPeopleTookDownStaysDown) {
  tools::Session session = after(Hillby::hills(), {take_down(1)});
  worlds::live_until(*session.simulation, twin::date(2023, 1, 1));
  EXPECT_EQ(column(session, kMastKind)[0], 3);
  const auto kinds = column(session, kMastKind);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), 3), 1);
}

// ---- measuring

tools::Session measured_until(const Hillby& county, twin::Date end, const Settings& set,
                              const std::vector<Change>& acts = {}) {
  tools::Session session = county.founded(set, acts);
  worlds::live_until(*session.simulation, end);
  return session;
}

/// Road cells and those where people live: what a truck may pass.
std::vector<bool> near_roads_and_homes(const County& county, const coverage::CountyCells& cells) {
  std::vector<bool> near(cells.size());
  for (const std::uint32_t cell : coverage::road_cells(county, cells)) near[cell] = true;
  for (const Place& place : county.places)
    for (std::size_t cell = 0; cell != cells.size(); ++cell) {
      const double east = cells.east_m[cell] - place.east_m, north = cells.north_m[cell] - place.north_m;
      // People within three times their spread, and the diagonal of a cell.
      if (std::hypot(east, north) < 3 * place.spread_m + 1'500) near[cell] = true;
    }
  return near;
}

TEST(Measuring, WithoutTrucksVisitsNothing) {
  const tools::Session session = measured_until(Hillby::hills(), twin::date(2022, 1, 1), {});
  for (const std::uint16_t visits : column(session, kCellVisits)) ASSERT_EQ(visits, 0);
  for (const auto& correction : kCellCorrection)
    for (const std::int8_t db : column(session, correction)) ASSERT_EQ(db, 0);
}

TEST(Measuring, ByTrucksNeverSeesWhoLivesOffTheRoadsButSnowmobilesDo) {
  const County& county = Hillby::hills().beginning().county();
  const auto cells = coverage::county_cells(*county.terrain);
  const std::vector<bool> near = near_roads_and_homes(county, cells);
  const auto seen_off_roads = [&](const Settings& set) {
    const auto visits = column(measured_until(Hillby::hills(), twin::date(2021, 4, 1), set), kCellVisits);
    int seen = 0, off = 0;
    for (std::size_t cell = 0; cell != visits.size(); ++cell) {
      seen += visits[cell] > 0;
      off += visits[cell] > 0 && !near[cell];
    }
    EXPECT_GT(seen, 10);
    return off;
  };
  EXPECT_EQ(seen_off_roads({"coverage.measuring_trucks=100 %"}), 0);
  EXPECT_GT(seen_off_roads({"coverage.snowmobile_days=20"}), 10);
}

TEST(Measuring, ChangesNothingButWhatIsKnown) {
  const auto end = twin::date(2022, 4, 1);
  const tools::Session without = measured_until(Hillby::hills(), end, {});
  const tools::Session with =
      measured_until(Hillby::hills(), end,
                     {"coverage.measuring_trucks=100 %", "coverage.measuring_cost=0", "coverage.snowmobile_days=5"});
  EXPECT_EQ(with.simulation->ledger().hash(), without.simulation->ledger().hash());
  const auto before = without.simulation->hash().columns, now = with.simulation->hash().columns;
  ASSERT_EQ(before.size(), now.size());
  for (const auto& [name, hash] : now) {
    const bool is_knowledge = name.starts_with("cell.visits") || name.starts_with("cell.known") ||
                              name.starts_with("cell.doubt") || name.ends_with("_reading") ||
                              name.ends_with("_correction");
    EXPECT_TRUE(is_knowledge || hash == before.at(name)) << name;
  }
  EXPECT_NE(column(with, kCellKnown), column(without, kCellKnown));
}

/// Root mean square of how far the known signal of the cells that were seen lies from the true one, dB.
double error_where_seen(const tools::Session& session, const coverage::Field& truth, const coverage::Field& planned) {
  const auto visits = column(session, kCellVisits);
  double sum = 0;
  int count = 0;
  for (std::uint32_t cell = 0; cell != visits.size(); ++cell)
    for (std::size_t op = 0; op != coverage::kOperators; ++op) {
      if (visits[cell] == 0) continue;
      const double real =
          signal_dbm(truth, cell, static_cast<coverage::Operator>(op)) - coverage::hidden_db(1, cell, 4);
      const double computed = signal_dbm(planned, cell, static_cast<coverage::Operator>(op));
      if (real < coverage::kUnseenDbm) continue;
      const double error = computed + session.simulation->world().column(kCellCorrection[op])[cell] - real;
      sum += error * error;
      ++count;
    }
  return std::sqrt(sum / count);
}

TEST(Measuring, FollowsWithinAYearWhenAMastIsTakenDown) {
  // What was read of a mast that is gone must not hold for years: the map is as good as one that never knew it.
  const auto error_at_the_end = [](twin::Date taken_down) {
    const tools::Session session =
        measured_until(Hillby::hills(), twin::date(2023, 1, 1), {"coverage.measuring_trucks=100 %"},
                       {{taken_down, {}, {take_down(1)}}});
    const coverage::Air air(session.beginning->county(), 2021, 1);
    coverage::Field truth = air.true_field, planned = air.planned_field;
    const auto network = network_of(session.beginning->county(), air.cells, 2023);
    const std::uint32_t gone = network.sites.front().id;
    for (coverage::Field* field : {&truth, &planned}) {
      field->put(network.sites);
      field->remove(gone);
    }
    return error_where_seen(session, truth, planned);
  };
  const double late = error_at_the_end(twin::date(2022, 1, 1)), early = error_at_the_end(twin::date(2021, 1, 1));
  EXPECT_LT(late, early + 0.5) << early;
}

// ---- masts by budget

/// A year's building: masts by decision, and what was written of them.
struct Built {
  std::int64_t masts = 0, with_calls = 0;
  double money_kr = 0, regret = 0;
};
Built built_for(double million, const Settings& more = {}) {
  Settings set{fmt::format("coverage.mast_budget={} MSEK/year", million), "coverage.mast_budget_from=2021"};
  set.insert(set.end(), more.begin(), more.end());
  const tools::Session session = measured_until(Hillby::hills(), twin::date(2022, 1, 1), set);
  const auto decided = column(session, kMastDecided);
  return {std::count(decided.begin(), decided.end(), true), with_calls(session),
          books::latest(*session.simulation, "coverage.mast_money")[0],
          books::latest(*session.simulation, "coverage.siting_regret")[0]};
}

TEST(Siting, OnTheTrueMapHasNoRegretAndOnOthersNoneBelowZero) {
  for (const char* claimed_or_known : {"0", "1"})
    EXPECT_GE(built_for(6, {std::string("coverage.decide_on=") + claimed_or_known}).regret, 0);
  EXPECT_EQ(built_for(6, {"coverage.decide_on=2"}).regret, 0);
}

TEST(Siting, BuildsOnceAndRunsWhatItBuiltEachYearAfter) {
  const auto money_of = [](int year) {
    const tools::Session session = measured_until(
        Hillby::hills(), twin::date(year + 1, 1, 1),
        {"coverage.mast_budget=2 MSEK/year", "coverage.mast_budget_from=2021", "coverage.mast_running_cost=150000"});
    return books::latest(*session.simulation, "coverage.mast_money")[0];
  };
  EXPECT_EQ(money_of(2021), 2'000'000) << "one mast";
  EXPECT_EQ(money_of(2022), 2'150'000) << "another, and the first to run";
}

TEST(Siting, SpendsNoMoreThanItsBudgetAndServesNoLessForMore) {
  Built before = built_for(0);
  EXPECT_EQ(before.masts, 0);
  EXPECT_EQ(before.money_kr, 0);
  // Land alone, and decided on the true map, so that what is served is what was wanted.
  for (const double million : {1.9, 2.0, 5.0, 9.0}) {
    const Built now =
        built_for(million, {"coverage.decide_on=2", "coverage.worth_of_people=0", "coverage.worth_of_roads=0"});
    EXPECT_LE(now.money_kr, million * 1e6);
    EXPECT_EQ(now.money_kr, 2e6 * static_cast<double>(now.masts));
    EXPECT_GE(now.masts, before.masts);
    EXPECT_GE(now.with_calls, before.with_calls) << million;
    before = now;
  }
  EXPECT_EQ(before.masts, 4);
}

TEST(Siting, BuildsNoMastWhereOneStands) {
  const tools::Session session = measured_until(
      Hillby::hills(), twin::date(2023, 1, 1),
      {"coverage.mast_budget=20 MSEK/year", "coverage.mast_budget_from=2021", "coverage.measuring_trucks=100 %"});
  const auto east = column(session, kMastEast), north = column(session, kMastNorth);
  const auto decided = column(session, kMastDecided);
  std::set<std::pair<std::int32_t, std::int32_t>> spots;
  for (std::size_t mast = 0; mast != east.size(); ++mast)
    if (decided[mast]) {
      EXPECT_TRUE(spots.insert({east[mast].value, north[mast].value}).second);
    }
  EXPECT_GT(spots.size(), 5U);
}

/// Of all that was posted in the run.
books::Flows flows_of(const tools::Session& session) {
  return {*session.simulation, twin::date(2021, 1, 1)};
}
std::int64_t rents_of(const tools::Session& session) {
  const auto kinds = column(session, kMastKind);
  constexpr std::uint8_t kMast = 0, kTall = 2;
  return 20'000 *
         std::count_if(kinds.begin(), kinds.end(), [](std::uint8_t kind) { return kind == kMast || kind == kTall; });
}

TEST(MastMoney, OfTheStateReachesBuildersAndRentsReachTheGround) {
  const auto lived = [](const Settings& set, const std::vector<Change>& acts = {}) {
    return measured_until(Hillby::hills(), twin::date(2022, 3, 1), set, acts);
  };
  const tools::Session none = lived({}), two = lived({"coverage.mast_budget=4 MSEK/year",
                                                      "coverage.mast_budget_from=2021", "coverage.state_share=0.25"});
  const auto works = [](const tools::Session& session) { return flows_of(session).total("works of public bodies"); };
  EXPECT_EQ(works(two) - works(none), ore(2 * 2'000'000 * 0.25));
  // By hand, one of them tall.
  const tools::Session by_hand = lived(
      {}, {{twin::date(2021, 5, 1), {}, {put_up(690'000, 7'320'000), put_up(720'000, 7'285'000, 150, kLongRange)}}});
  EXPECT_EQ(works(by_hand) - works(none), ore((2'000'000 + 6'000'000) * 0.5));
  for (const tools::Session* session : {&none, &two, &by_hand}) {
    EXPECT_EQ(flows_of(*session).total("mast rents"), ore(static_cast<double>(rents_of(*session))));
    EXPECT_EQ(books::latest(*session->simulation, "coverage.mast_rents")[0], rents_of(*session));
    for (const auto& [stock, residual] : session->simulation->residuals()) EXPECT_EQ(residual, 0);
  }
}

TEST(MastMoney, IsThatOfTodayWithoutABudgetAndWithoutTrucks) {
  const auto end = twin::date(2022, 2, 1);
  const tools::Session today = measured_until(Hillby::hills(), end, {});
  for (const Settings& set : {Settings{"coverage.mast_budget=0", "coverage.measuring_trucks=0"},
                              Settings{"coverage.mast_budget=50 MSEK/year", "coverage.mast_budget_from=2040"},
                              Settings{"coverage.mast_budget=1 MSEK/year", "coverage.mast_budget_from=2021"}})
    EXPECT_EQ(measured_until(Hillby::hills(), end, set).simulation->ledger().hash(),
              today.simulation->ledger().hash())
        << set.front();
}

TEST(MeasuringMoney, IsPaidByMunicipalitiesForEachTruckAndMeasuringForNothingChangesNoBooks) {
  const auto end = twin::date(2022, 2, 1);
  const auto lived = [&](const Settings& set) { return measured_until(Hillby::hills(), end, set); };
  const tools::Session none = lived({}),
                       free = lived({"coverage.measuring_trucks=100 %", "coverage.measuring_cost=0"}),
                       paid = lived({"coverage.measuring_trucks=100 %", "coverage.measuring_cost=12000"});
  EXPECT_EQ(free.simulation->ledger().hash(), none.simulation->ledger().hash());
  EXPECT_NE(column(free, kCellVisits), column(none, kCellVisits));
  const auto bought = [](const tools::Session& session) {
    return flows_of(session).total("purchases of public bodies");
  };
  const double a_year = books::latest(*paid.simulation, "coverage.measuring_money")[0];
  EXPECT_GT(a_year, 0);
  EXPECT_EQ(std::fmod(a_year, 12'000), 0);              // whole trucks
  EXPECT_EQ(bought(paid) - bought(none), ore(a_year));  // four quarters of 2021
  for (const auto& [stock, residual] : paid.simulation->residuals()) EXPECT_EQ(residual, 0) << stock;
}

// ---- Norrbotten

/// Share of the cells for which `counts(cell)`, among those for which `among(cell)`.
double share_of_cells(std::size_t cells, const auto& among, const auto& counts) {
  std::int64_t all = 0, part = 0;
  for (std::size_t cell = 0; cell != cells; ++cell)
    if (among(cell)) {
      ++all;
      part += counts(cell);
    }
  return static_cast<double>(part) / static_cast<double>(all);
}

TEST(CoverageOfNorrbotten, AtTheBaseDateIsAsPublished) {
  const tools::Session session = worlds::founded("today");
  const County& county = session.beginning->county();
  const auto cells = coverage::county_cells(*county.terrain);
  const auto service = column(session, kCellService);
  ASSERT_EQ(service.size(), cells.size());
  const auto calls = [&](std::size_t cell) { return service[cell] > 0; };
  const auto land = [&](std::size_t cell) { return cells.land[cell] > 0; };
  // 64 % in 2014 and 71.1 % in 2017 (PTS through nsd.se and nyteknik.se) are fitted; their path reaches 73.2 % in
  // 2021.
  EXPECT_NEAR(share_of_cells(cells.size(), land, calls), 0.732, 0.03);

  const auto occupant = column(session, kOccupant);
  const auto place = column(session, kDwellingPlace);
  const auto east = column(session, kDwellingEast), north = column(session, kDwellingNorth);
  const double homes = share_of_cells(
      occupant.size(), [&](std::size_t home) { return occupant[home].valid(); },
      [&](std::size_t home) {
        std::uint32_t cell = cells.at(east[home].value, north[home].value);
        // The spread of a place's homes is a bell that knows no border.
        const Place& centre = county.places[place[home].row];
        if (cell == coverage::CountyCells::kNone) cell = cells.at(centre.east_m, centre.north_m);
        return cell != coverage::CountyCells::kNone && service[cell] > 0;
      });
  EXPECT_GT(homes, 0.99);  // 99.8 % of households within reach of 54 high masts alone (Teracom)

  const auto land_of = [&](const std::string& name) {
    const auto municipality = std::find_if(county.municipalities.begin(), county.municipalities.end(),
                                           [&](const Municipality& m) { return m.name == name; });
    EXPECT_NE(municipality, county.municipalities.end()) << name;
    const auto& codes = county.terrain->municipality.cells;
    return share_of_cells(
        cells.size(), [&](std::size_t cell) { return land(cell) && codes[cells.raster[cell]] == municipality->code; },
        calls);
  };
  for (const char* inland : {"Kiruna", "Arjeplog", "Jokkmokk"})
    for (const char* coast : {"Luleå", "Kalix"}) EXPECT_LT(land_of(inland), land_of(coast)) << inland << " " << coast;
}

TEST(CoverageOfNorrbotten, IsKnownBetterOnRoadsWithEachQuarterAndBlocksHeldBackLieInTheirIntervals) {
  tools::Session session = worlds::founded("today", {"coverage.measuring_trucks=100 %"});
  const auto air = session.beginning->kept<coverage::Air>(
      1, [](const County&) -> std::unique_ptr<coverage::Air> { throw std::logic_error("not made yet"); });
  const coverage::CountyCells& cells = air->cells;
  const auto road = coverage::road_cells(session.beginning->county(), cells);
  std::vector<coverage::HeldBack> quarters(3);
  for (std::size_t quarter = 0; quarter != quarters.size(); ++quarter) {
    worlds::live_until(*session.simulation, twin::date(2021, 4 + 3 * static_cast<int>(quarter), 1));
    const auto visits = column(session, kCellVisits);
    std::vector<std::uint32_t> seen;
    std::copy_if(road.begin(), road.end(), std::back_inserter(seen), [&](auto cell) { return visits[cell] > 0; });
    for (std::size_t op = 0; op != coverage::kOperators; ++op) {
      std::vector<coverage::Target> places;
      std::vector<double> truth;
      for (std::uint32_t cell = 0; cell != cells.size(); ++cell) {
        const auto of = [&](const coverage::Field& field) {
          return signal_dbm(field, cell, static_cast<coverage::Operator>(op));
        };
        places.push_back(
            {1.0 * cells.east_m[cell], 1.0 * cells.north_m[cell], static_cast<float>(of(air->planned_field))});
        truth.push_back(of(air->true_field) - coverage::hidden_db(1, cell, 4));
      }
      quarters[quarter].add(cells, places, truth, seen, visits, column(session, kCellReading[op]));
    }
  }
  for (const coverage::HeldBack& each : quarters)
    fmt::print(
        "{} road cells: error {:.2f} dB; {} held back: {:.2f} dB, bias {:.2f}, {:.1f} % within the 90 % interval; "
        "computed alone {:.2f}; nearest {:.2f}, inverse distance {:.2f}; of differences {:.2f}, {:.2f}\n",
        each.measured.count, each.measured.rmse(), each.kriging.count, each.kriging.rmse(), each.kriging.bias(),
        100 * each.inside_share(), each.computed.rmse(), each.nearest.rmse(), each.inverse.rmse(),
        each.nearest_residual.rmse(), each.inverse_residual.rmse());
  EXPECT_LT(quarters[1].measured.rmse(), quarters[0].measured.rmse());
  EXPECT_LT(quarters[2].measured.rmse(), quarters[1].measured.rmse());
  const coverage::HeldBack& last = quarters.back();
  EXPECT_GT(last.kriging.count, 1'000);
  EXPECT_GT(last.inside_share(), 0.85);
  EXPECT_LT(last.inside_share(), 0.95);
  for (const auto* plain :
       {&last.nearest, &last.inverse, &last.nearest_residual, &last.inverse_residual, &last.computed})
    EXPECT_LT(last.kriging.rmse(), plain->rmse());
}

}  // namespace
