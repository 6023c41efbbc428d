// Runs that are looked at while they are lived.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "models/vocabulary.h"
#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "viz/core/live.h"
#include "viz/core/replay.h"
#include "viz/core/scene.h"

namespace {

using viz::LiveFilm;

std::unique_ptr<LiveFilm> run(const std::filesystem::path& snapshots, const std::vector<twin::Change>& added,
                              const LiveFilm* before = nullptr, twin::Date since = twin::Date::min()) {
  const std::vector<std::string> set{"to=2024-01-01"};
  tools::Session session = tools::open_session(worlds::scenario("tiny"), set, added);
  LiveFilm::Start start;
  start.from = session.scenario.from;
  start.to = session.scenario.to;
  start.map = tools::map_of(session.beginning->county());
  start.flows = tools::flow_plan(session.beginning->county(), session.simulation->ledger());
  start.title = session.scenario.title;
  start.provenance = session.provenance;
  std::filesystem::create_directories(snapshots);
  start.snapshots = snapshots;
  start.simulation = std::move(session.simulation);
  if (before != nullptr) start.before = {before};
  start.since = since;
  return std::make_unique<LiveFilm>(std::move(start));
}

void wait_for(const LiveFilm& film) {
  while (!film.done()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ASSERT_EQ(film.error().en, "");
}

TEST(LiveFilm, GoesOnFromTheNearestSnapshotAsFromTheBeginning) {
  const twin::TempDir folder;
  const auto baseline = run(folder / "a", {});
  wait_for(*baseline);
  const twin::Change change{twin::date(2022, 7, 1),
                            {{"demography.fertility_factor", 2}, {"migration.out_factor", 0}}};
  const auto variant = run(folder / "b", {change}, baseline.get(), change.date);
  const auto whole = run(folder / "c", {change});
  wait_for(*variant);
  wait_for(*whole);
  EXPECT_EQ(variant->state_hash(), whole->state_hash());
  EXPECT_NE(variant->state_hash(), baseline->state_hash());
  EXPECT_EQ(variant->dates(), baseline->dates());
  EXPECT_FALSE(std::filesystem::exists(folder / "b" / "2022-01-01.rts")) << "it began there, and not before";
  EXPECT_TRUE(std::filesystem::exists(folder / "b" / "2023-01-01.rts"));
}

TEST(LiveFilm, TellsOfAHouseholdOfEachPlaceWithAllItsMembersAndTheirDay) {
  const twin::TempDir folder;
  const auto film = run(folder / "a", {});
  wait_for(*film);
  const tools::Session session = worlds::founded("tiny");
  const twin::World& world = session.simulation->world();
  const auto homes = world.column(rurban::kPlace);
  const auto household_of = world.column(rurban::kHousehold);
  for (std::uint32_t place = 0; place != 3; ++place) {
    const auto story = film->story(place, film->dates().front());
    ASSERT_TRUE(story && story->parts.size() == 2);
    // The household with the least number of those that live there.
    const auto ids = world.table("household").ids();
    std::size_t told = ids.size();
    for (std::size_t household = 0; household != ids.size(); ++household)
      if (homes[household].row == place && (told == ids.size() || ids[household] < ids[told])) told = household;
    ASSERT_LT(told, ids.size());
    const auto members = static_cast<std::size_t>(
        std::count_if(household_of.begin(), household_of.end(), [&](const auto& ref) { return ref.row == told; }));
    EXPECT_EQ(story->parts[0].lines.size(), members + 1) << "one line each, and the cars";
    EXPECT_GE(story->parts[1].lines.size(), members) << "everyone has a day, if only at home";
  }
}

TEST(LiveFilm, EndsWhenItIsNoLongerLookedAt) {
  const twin::TempDir folder;
  run(folder / "a", {});
  SUCCEED() << "it neither hangs nor writes on";
}

/// Lillby has no terrain, and so no masts and no squares of coverage.
bool has_rows(const twin::MapLayer& layer) {
  const std::string table = viz::table_of(layer.column);
  return table != "mast" && table != "cell";
}

TEST(LiveFilm, ShowsEveryLayerThatModelsDeclare) {
  const twin::TempDir folder;
  const auto film = run(folder / "a", {});
  wait_for(*film);
  ASSERT_GE(film->layers().size(), 20U);
  viz::ScenePainter painter(*film);
  for (std::size_t layer = 0; layer != film->layers().size(); ++layer) {
    const auto values = film->values(film->layers()[layer], film->dates().back());
    EXPECT_EQ(!values.values.empty(), has_rows(film->layers()[layer])) << film->layers()[layer].column;
    viz::View view;
    view.layer = layer;
    view.camera = viz::camera_of(film->map(), 200, 150);
    const viz::Image now = painter.draw(view, film->dates().back());
    EXPECT_EQ(painter.draw(view, film->dates().back()), now) << "drawn again it is the same";
    EXPECT_FALSE(film->layers()[layer].label.sv.empty());
    EXPECT_FALSE(film->layers()[layer].label.en.empty());
  }
}

TEST(LiveFilm, AndItsRecordingShowTheSame) {
  const twin::TempDir folder;
  const auto film = run(folder / "a", {});
  wait_for(*film);
  const std::vector<std::string> set{"to=2024-01-01"};
  tools::Session session = tools::open_session(worlds::scenario("tiny"), set);
  twin::Simulation& simulation = *session.simulation;
  simulation.found(session.scenario.from);
  {
    twin::RecordingWriter recording(folder / "run.rtr", session.provenance, simulation.world(),
                                    simulation.plan().recorded());
    viz::record_map(recording, simulation.now(), simulation.plan().map_layers(),
                    tools::map_of(session.beginning->county()), session.scenario.title);
    recording.frame(simulation.now(), simulation.world());
    recording.add("stories", simulation.now(), simulation.now(),
                  pack(simulation.tell(viz::kToldTable, twin::film_date(simulation.now()))));
    while (simulation.now() < session.scenario.to) {
      simulation.advance();
      recording.frame(simulation.now(), simulation.world());
    }
    viz::record_ledger(recording, session.scenario.from, simulation.now(), simulation.ledger(),
                       tools::flow_plan(session.beginning->county(), simulation.ledger()));
    recording.close();
  }
  const viz::Replay replay(folder / "run.rtr");
  EXPECT_EQ(replay.dates(), film->dates());
  EXPECT_EQ(static_cast<std::ptrdiff_t>(replay.layers().size()),
            std::count_if(film->layers().begin(), film->layers().end(), has_rows));
  EXPECT_EQ(replay.title().sv, film->title().sv);
  for (std::size_t place = 0; place != 3; ++place) {
    ASSERT_TRUE(film->story(place, film->dates().back()));
    EXPECT_EQ(replay.story(place, replay.dates().back()), film->story(place, film->dates().back()));
  }
  ASSERT_EQ(replay.flow_plan().kinds.size(), film->flow_plan().kinds.size());
  for (std::size_t kind = 0; kind != film->flow_plan().kinds.size(); ++kind)
    for (const int year : {2021, 2022, 2023}) {
      const auto live = film->flows(kind, twin::date(year, 6, 1)),
                 recorded = replay.flows(kind, twin::date(year, 6, 1));
      ASSERT_TRUE(live && recorded);
      EXPECT_EQ(live->year, year);
      EXPECT_EQ(recorded->year, year) << "also of the years whose months are summed up";
      ASSERT_EQ(recorded->flows.size(), live->flows.size());
      for (std::size_t i = 0; i != live->flows.size(); ++i)
        EXPECT_EQ(recorded->flows[i].amount, live->flows[i].amount);
    }
  for (const twin::MapLayer& layer : film->layers())
    for (const twin::Date date : {film->dates().front(), twin::date(2022, 3, 1), film->dates().back()})
      EXPECT_EQ(replay.values(layer, date).values, film->values(layer, date).values) << layer.column;
}

}  // namespace
