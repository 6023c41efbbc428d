#pragma once
#include "tests/support/toy_day.h"
#include "twin/run/story.h"
#include "twin/world/world.h"
#include "viz/core/replay.h"

/// The smallest recording with everything that one can hold: a map, layers of each kind, frames in which values
/// change and rows come, a filmed day, stories, a ledger, and a layer that no reader knows.
namespace toy {

inline constexpr twin::TableKey kSpots{"spot", "spots", "places on the coast"};
inline constexpr twin::Key<double> kSpotEast{"spot.east", "spots", "m", "position"};
inline constexpr twin::Key<float> kSpotNorth{"spot.north", "spots", "m", "position"};
inline constexpr twin::Key<std::uint32_t> kSpotFolk{"spot.folk", "spots", "persons", "who live there"};
inline constexpr twin::Key<std::int16_t> kSpotMinutes{"spot.minutes", "spots", "minutes", "to the shop; -1: no way"};
inline constexpr twin::Key<std::uint8_t> kSpotKind{"spot.kind", "spots", "code", "what it is"};
inline const std::vector<std::string> kSpotColumns{"spot.east", "spot.north", "spot.folk", "spot.minutes",
                                                   "spot.kind"};

/// 4 x 5 cells of 1 km: two municipalities, the sea in the east, a road, two names.
inline viz::MapData coast() {
  viz::MapData map;
  const twin::Grid flat{.columns = 5,
                        .rows = 4,
                        .west_m = 700'000,
                        .south_m = 7'300'000,
                        .cell_m = 1'000,
                        .cells = std::vector<std::int16_t>(20)};
  map.elevation_m = map.land_cover = map.water_percent = map.municipality = flat;
  for (std::size_t cell = 0; cell != 20; ++cell) {
    map.elevation_m.cells[cell] = static_cast<std::int16_t>(40 * (cell / 5));
    map.land_cover.cells[cell] = cell % 5 == 4 ? 0 : 3;
    map.municipality.cells[cell] = cell % 5 == 4 ? 0 : cell < 10 ? 1 : 2;
  }
  map.roads = {{700'500, 7'301'000, 703'000, 7'302'000}};
  map.names = {{"Åby", 701'000, 7'301'000, 9'000}, {"Öjå", 702'500, 7'302'500, 400}};
  return map;
}

inline std::vector<twin::MapLayer> spot_layers() {
  using Kind = twin::MapLayer::Kind;
  return {{.column = "spot.minutes",
           .label = {"restid", "travel time"},
           .unit = {"minuter", "minutes"},
           .breaks = {10, 20, 40},
           .missing = -1.0,
           .sized_by = "spot.folk",
           .high_is_bad = true},
          {.column = "spot.kind",
           .kind = Kind::kCategories,
           .label = {"slag", "kind"},
           .categories = {{"by", "village"}, {"gård", "farm"}}},
          {.column = "spot.folk", .kind = Kind::kDensity, .label = {"folk", "folk"}}};
}

inline twin::Stories stories() {
  return {{{{{"Skolan", "The school"}, {{"Öppen.", "Open."}, {"Två lärare.", "Two teachers."}}}}}, {}};
}

/// The two villages, and whoever is outside: Öjå sells fish to Åby for 3 kr a month, and Åby loses one kr of it.
inline twin::Ledger accounts(int months) {
  twin::Ledger ledger;
  const std::uint16_t money = ledger.add_stock({"money", "öre"});
  const std::uint16_t fish = ledger.add_flow({"fish", money, {"fisk", "fish"}});
  const twin::Account outside = ledger.add_node("outside");
  const auto first = twin::month_of(twin::date(2021, 1, 1));
  ledger.close_month(static_cast<twin::MonthNumber>(first - 1));
  for (int month = 0; month < months; ++month) {
    ledger.post(fish, 1, twin::Ledger::part(2, 1), 300);
    ledger.post(fish, 1, outside, 100);
    ledger.close_month(static_cast<twin::MonthNumber>(first + month));
  }
  return ledger;
}

inline viz::FlowPlan flow_plan() {
  viz::FlowPlan plan;
  plan.ends = {{{"Åby", "Åby"}, 701'000, 7'301'000},
               {{"Öjå", "Öjå"}, 702'500, 7'302'500},
               {{"utlandet", "abroad"}, 703'500, 7'300'500, true}};
  plan.kinds = {{{"pengar", "money"}, {"kr", "kr"}, 100, false}};
  plan.end_of_place = {viz::FlowPlan::kNone, 0, 1};
  plan.end_of_node = {2};
  plan.kind_of_flow = {0};
  return plan;
}

inline void add_columns(twin::World& world) {
  world.add_column(kSpotEast);
  world.add_column(kSpotNorth);
  world.add_column(kSpotFolk);
  world.add_column(kSpotMinutes);
  world.add_column(kSpotKind);
}

inline void add_spot(twin::World& world, double first_east) {
  twin::Table& spots = world.table("spot");
  const std::uint32_t row = spots.add(spots.rows() + 1);
  world.column(kSpotEast)[row] = first_east + 450.0 * row;
  world.column(kSpotNorth)[row] = 7'300'400.0F + 300.0F * static_cast<float>(row);
  world.column(kSpotFolk)[row] = 1 + 40 * row;
  world.column(kSpotMinutes)[row] = static_cast<std::int16_t>(row % 3 == 2 ? -1 : 7 * static_cast<int>(row));
  world.column(kSpotKind)[row] = row % 2;
}

/// What a film is made of; a test changes one thing of it.
struct FilmParts {
  int frames = 4;  ///< months from 2021 on; a spot is added in each
  twin::Text title{"En kust", "A coast"};
  std::vector<twin::MapLayer> layers = spot_layers();
  viz::MapData map = coast();
  std::vector<std::byte> day = a_day(twin::date(2021, 1, 6)).pack();
  std::vector<std::byte> told = pack(stories());
  std::vector<std::byte> flows = flow_plan().pack();
  double first_east = 700'300;
};

inline void write_film(const std::filesystem::path& path, const FilmParts& parts = {}) {
  twin::World world;
  twin::Table& spots = world.add_table(kSpots);
  spots.labels = {"Åby", "Öjå"};
  add_columns(world);
  twin::RecordingWriter film(path, {"0.1.0", "seed: 1\n", "scenarios/toy", "abc123"}, world, kSpotColumns);
  const twin::Date start = twin::date(2021, 1, 1);
  viz::record_map(film, start, parts.layers, parts.map, parts.title);
  for (int month = 0; month != parts.frames; ++month) {
    for (int more = month == 0 ? 6 : 1; more != 0; --more) add_spot(world, parts.first_east);
    world.column(kSpotFolk)[0] += 3;
    film.frame(twin::date(2021 + month / 12, static_cast<unsigned>(1 + month % 12), 1), world);
    if (month != 0) continue;
    film.add("motion", start, start, parts.day);
    film.add("stories", start, start, parts.told);
  }
  const twin::Ledger ledger = accounts(parts.frames - 1);
  film.add("ledger", start, start, std::as_bytes(ledger.history()));
  film.add("ledger names", start, start, parts.flows);
  film.add("weather", start, start, {});
  film.close();
}

}  // namespace toy
