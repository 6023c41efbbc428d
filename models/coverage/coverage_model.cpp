#include "models/coverage/coverage_model.h"

#include <algorithm>

#include "models/home_shares.h"
#include "models/places.h"

namespace rurban {

using coverage::kOperators;
static_assert(kOperators == kMobileOperators);

namespace {

constexpr twin::Stream kNoise{"coverage.noise"}, kPhones{"coverage.phones"}, kTracks{"coverage.tracks"};
constexpr std::uint8_t kUnmeasuredSdDb = 7;  // that of kCountyKernel's field, see coverage_maps.cpp

}  // namespace

void CoverageModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  masts_ = d.owns(kMasts);
  cells_ = d.owns(kCells);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  dwellings_ = d.rows(kDwellings);
  declare_columns(d);
  noise_ = d.stream(kNoise);
  phones_ = d.stream(kPhones);
  tracks_ = d.stream(kTracks);
  works_ = d.sends(kOrderWorks);
  nodes_ = money_nodes(d);
  rent_flow_ = money_flow(d, "mast rents", FlowRow::kResource, {"arrende för master", "rents for masts"});
  declare_parameters(d);
  declare_series(d);
  declare_acts(d);
  if (has_air()) declare_layers(d);  // else there is nothing to show
}

void CoverageModel::declare_columns(twin::Declare& d) {
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  dwelling_place_ = d.reads(kDwellingPlace);
  dwelling_east_ = d.reads(kDwellingEast);
  dwelling_north_ = d.reads(kDwellingNorth);
  dwelling_kind_ = d.reads(kDwellingKind);
  occupant_ = d.reads(kOccupant);
  mast_east_ = d.writes(kMastEast);
  mast_north_ = d.writes(kMastNorth);
  height_ = d.writes(kMastHeight);
  kind_ = d.writes(kMastKind);
  since_ = d.writes(kMastSince);
  decided_ = d.writes(kMastDecided);
  cell_east_ = d.writes(kCellEast);
  cell_north_ = d.writes(kCellNorth);
  service_ = d.writes(kCellService);
  claimed_ = d.writes(kCellClaimed);
  known_ = d.writes(kCellKnown);
  doubt_ = d.writes(kCellDoubt);
  signal_ = d.writes(kCellSignal);
  visits_ = d.writes(kCellVisits);
  for (std::size_t op = 0; op != kOperators; ++op) {
    bands_[op] = d.writes(kMastBands[op]);
    reading_[op] = d.writes(kCellReading[op]);
    correction_[op] = d.writes(kCellCorrection[op]);
  }
  calls_ = d.writes(kPlaceCalls);
  mobile_data_ = d.writes(kPlaceMobileData);
}

void CoverageModel::declare_parameters(twin::Declare& d) {
  const twin::Text mobile{"Mobiltäckning", "Mobile coverage"};
  ground_ =
      d.param({.name = "ground",
               .unit = "1",
               .fallback = 1,
               .least = 1,
               .most = 1'000'000,
               .whole = true,
               .label = {"vilken dold terräng det är under kartans", "which hidden ground lies below the map's"},
               .source = "a choice: the 1 km map fits many grounds; each number is another one"});
  hidden_sd_ = d.param({.name = "hidden_sd",
                        .unit = "dB",
                        .fallback = 4,
                        .least = 0,
                        .most = 12,
                        .label = {"vad ingen terrängmodell säger om en ruta, standardavvikelse",
                                  "what no ground model tells of a square, standard deviation"},
                        .source = "assumption: 3 to 6; trees, buildings and the siting of antennas"});
  road_sd_ = d.param({.name = "road_sd",
                      .unit = "dB",
                      .fallback = 3,
                      .least = 0,
                      .most = 12,
                      .label = {"en vägs signal mot sin rutas, standardavvikelse",
                                "a road's signal beside its square's, standard deviation"},
                      .source = "assumption: 2 to 5"});
  visit_sd_ =
      d.param({.name = "visit_sd",
               .unit = "dB",
               .fallback = 3.7,
               .least = 0,
               .most = 12,
               .label = {"mätningars spridning från gång till gång", "spread of readings from visit to visit"},
               .source = "3.4 and 4.0 dB a visit in two published drive tests (Raca et al. 2020; Ambato)"});
  phone_sd_ = d.param({.name = "phone_sd",
                       .unit = "dB",
                       .fallback = 1.5,
                       .least = 0,
                       .most = 10,
                       .label = {"telefoners fel efter jämförelse sida vid sida",
                                 "error of phones after comparing them side by side"},
                       .source = "assumption: 1 to 2; 3 before"});
  trucks_ = d.param({.name = "measuring_trucks",
                     .unit = "%",
                     .fallback = 0,
                     .least = 0,
                     .most = 100,
                     .label = {"sopbilar som mäter täckning", "garbage trucks that measure coverage"},
                     .source = "a programme (Täckningskollen); 0: nobody measures",
                     .slider = mobile});
  truck_cost_ = d.param({.name = "measuring_cost",
                         .unit = "kr/year",
                         .fallback = 15'000,
                         .least = 0,
                         .most = 500'000,
                         .label = {"vad en sopbil som mäter kostar kommunen: telefoner, abonnemang, karta",
                                   "what a measuring truck costs the municipality: phones, subscriptions, the map"},
                         .source = "assumption: 5,000 to 40,000; three phones, renewed each third year"});
  tracks_per_year_ = d.param({.name = "snowmobile_days",
                              .unit = "1/year",
                              .fallback = 0,
                              .least = 0,
                              .most = 10'000,
                              .whole = true,
                              .label = {"dagar på snöskoter som mäter täckning, i varje kommun",
                                        "days on a snowmobile that measure coverage, in each municipality"},
                              .source = "a programme; a day is 60 km",
                              .slider = mobile});
  budget_ = d.param({.name = "mast_budget",
                     .unit = "kr/year",
                     .fallback = 0,
                     .least = 0,
                     .most = 1e9,
                     .label = {"till nya master där täckning saknas", "for new masts where coverage is missing"},
                     .source = "a programme (#fulltäckning); 0: none",
                     .slider = mobile});
  budget_from_ = d.param({.name = "mast_budget_from",
                          .unit = "year",
                          .fallback = 2022,
                          .least = 1900,
                          .most = 2200,
                          .whole = true,
                          .label = {"första år med pengar till master", "first year with money for masts"},
                          .source = "a choice"});
  basis_ = d.param({.name = "decide_on",
                    .unit = "1",
                    .fallback = 1,
                    .least = 0,
                    .most = 2,
                    .whole = true,
                    .label = {"karta som master väljs efter: 0 operatörernas, 1 den kända, 2 den sanna",
                              "map that masts are chosen by: 0 the operators', 1 the known, 2 the true one"},
                    .source = "a choice; nobody has the true one"});
  tall_ = d.param({.name = "long_range",
                   .unit = "1",
                   .fallback = 0,
                   .least = 0,
                   .most = 1,
                   .whole = true,
                   .label = {"nya master är höga, med låga band och lång räckvidd",
                             "new masts are tall, with low bands and a long range"},
                   .source = "a choice (#fulltäckning)",
                   .slider = mobile});
  state_share_ = d.param({.name = "state_share",
                          .unit = "1",
                          .fallback = 0.5,
                          .least = 0,
                          .most = 1,
                          .label = {"statens del av vad en beslutad mast kostar att bygga",
                                    "part of the state in what a mast by decision costs to build"},
                          .source = "assumption: 0 to 0.9"});
  mast_cost_ =
      d.param({.name = "mast_cost",
               .unit = "kr",
               .fallback = 2'000'000,
               .least = 100'000,
               .most = 50'000'000,
               .label = {"vad en mast med väg och el kostar att bygga", "what a mast with road and power costs"},
               .source = "assumption: 1 to 3 million"});
  tall_cost_ = d.param({.name = "tall_mast_cost",
                        .unit = "kr",
                        .fallback = 6'000'000,
                        .least = 100'000,
                        .most = 100'000'000,
                        .label = {"vad en hög mast kostar att bygga", "what a tall mast costs to build"},
                        .source = "assumption: 3 to 15 million"});
  running_cost_ = d.param({.name = "mast_running_cost",
                           .unit = "kr/year",
                           .fallback = 150'000,
                           .least = 0,
                           .most = 5'000'000,
                           .label = {"drift av en mast, som operatörerna bär", "running a mast, borne by operators"},
                           .source = "assumption: 100,000 to 200,000"});
  rent_ = d.param({.name = "mast_rent",
                   .unit = "kr/year",
                   .fallback = 20'000,
                   .least = 0,
                   .most = 500'000,
                   .label = {"arrende för en mast på mark", "rent for a mast on the ground"},
                   .source = "assumption: 8,000 to 50,000"});
  const auto worth = [&](const char* name, double fallback, twin::Text label) {
    return d.param({.name = name,
                    .unit = "1",
                    .fallback = fallback,
                    .least = 0,
                    .most = 1e6,
                    .label = std::move(label),
                    .source = "a choice of what missing coverage is worth to mend"});
  };
  worth_of_people_ =
      worth("worth_of_people", 1,
            {"värde av en persontimme om dagen med täckning", "worth of a person-hour a day with coverage"});
  worth_of_roads_ = worth("worth_of_roads", 20,
                          {"värde av en kilometer väg med täckning", "worth of a road kilometre with coverage"});
  worth_of_land_ = worth("worth_of_land", 1,
                         {"värde av en kvadratkilometer med täckning", "worth of a square kilometre with coverage"});
}

void CoverageModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  masts_series_ = by_municipality("masts", "masts", {"master och andra platser", "masts and other sites"});
  calls_land_ = by_municipality("calls_land", "%",
                                {"land där samtal och 112 går utomhus, med någon operatör",
                                 "land with calls and 112 outdoors, by any operator"});
  calls_roads_ =
      by_municipality("calls_roads", "%",
                      {"väg där samtal och 112 går, med någon operatör", "road with calls and 112, by any operator"});
  data_land_ = by_municipality("data30_land", "%", {"land med 30 Mbit/s utomhus", "land with 30 Mbit/s outdoors"});
  calls_homes_ = by_municipality("calls_homes", "%", {"hem där samtal går inomhus", "homes with calls indoors"});
  promised_ = by_municipality("promised", "%",
                              {"land där operatörernas karta lovar samtal som inte går",
                               "land where the operators' map promises calls that fail"});
  missed_ = by_municipality(
      "misjudged", "%",
      {"land där den kända kartan har fel om samtal", "land where the known map is wrong about calls"});
  error_ = by_municipality("map_error", "dB", {"fel i den kända kartans signal", "error of the known map's signal"});
  doubt_series_ =
      by_municipality("map_doubt", "dB", {"osäkerhet i den kända kartan", "uncertainty of the known map"});
  seen_ = by_municipality("seen", "%", {"land som någon mätt i", "land where someone has measured"});
  rent_series_ = by_municipality("mast_rents", "kr/year", {"arrenden för master", "rents for masts"});
  built_series_ = by_municipality(
      "mast_money", "kr/year", {"master efter beslut, bygge och drift", "masts by decision, building and running"});
  measuring_series_ =
      by_municipality("measuring_money", "kr/year", {"mätning med sopbilar", "measuring with garbage trucks"});
  regret_series_ = by_municipality(
      "siting_regret", "%", {"vad fel karta kostade valet av master", "what the wrong map cost the choice of masts"});
}

void CoverageModel::declare_layers(twin::Declare& d) {
  using Kind = twin::MapLayer::Kind;
  d.records(kMastHeight);
  for (const auto& key : {kMastEast, kMastNorth, kCellEast, kCellNorth}) d.records(key);
  d.shows(kMastKind, {.kind = Kind::kCategories,
                      .label = {"master", "masts"},
                      .unit = {"", ""},
                      .missing = coverage::kSiteKinds,
                      .missing_label = {"nedtagen", "taken down"},
                      .categories = {{"mast", "mast"}, {"på ett tak", "on a roof"}, {"hög mast", "tall mast"}},
                      .marks_events = true,
                      .together = "coverage"});
  const auto area = [&](const twin::Key<std::uint8_t>& key, twin::Text label) {
    d.shows(key, {.kind = Kind::kCategories,
                  .label = std::move(label),
                  .unit = {"utomhus, bästa operatör", "outdoors, best operator"},
                  .categories = {{"ingen täckning", "no coverage"},
                                 {"samtal", "calls"},
                                 {"10 Mbit/s", "10 Mbit/s"},
                                 {"30 Mbit/s", "30 Mbit/s"}},
                  .cell_m = 1'000,
                  .together = "coverage"});
  };
  area(kCellService, {"täckning som den är", "coverage as it is"});
  area(kCellClaimed, {"täckning enligt operatörerna", "coverage as operators claim"});
  area(kCellKnown, {"täckning som man känner den", "coverage as it is known"});
  d.shows(kCellDoubt, {.label = {"osäkerhet i det man vet", "uncertainty of what is known"},
                       .unit = {"dB (7: ingen har mätt)", "dB (7: nobody has measured)"},
                       .breaks = {3, 4, 5, 6, 7},
                       .high_is_bad = true,
                       .cell_m = 1'000,
                       .together = "coverage"});
  d.shows(kPlaceCalls, layer_of_homes({"hem där mobilen ringer inomhus", "homes where the phone rings indoors"}));
  d.shows(kPlaceMobileData,
          layer_of_homes({"hem med 10 Mbit/s mobilt inomhus", "homes with 10 Mbit/s mobile indoors"}));
}

std::shared_ptr<const coverage::Air> CoverageModel::air() const {
  const auto ground = static_cast<std::uint64_t>(*ground_);
  return beginning_->kept<coverage::Air>(ground, [&](const County& county) {
    return std::make_unique<coverage::Air>(county, twin::year_of(county.base_date), ground);
  });
}

void CoverageModel::found(twin::Founding& f) {
  if (!has_air()) return;
  const auto air = this->air();
  twin::Table& cells = f.rows(cells_);
  for (std::size_t cell = 0; cell != air->cells.size(); ++cell) cells.add(cell + 1);
  for (std::size_t cell = 0; cell != air->cells.size(); ++cell) {
    f[cell_east_][cell] = {air->cells.east_m[cell]};
    f[cell_north_][cell] = {air->cells.north_m[cell]};
    f[doubt_][cell] = kUnmeasuredSdDb;
  }
  for (const coverage::Site& site : air->base.sites)
    add_mast(f, site, static_cast<MonthNumber>((site.since_year - 1900) * 12), false);
  follow_masts(f);
  look_everywhere(f);
  look_at_homes(f);
}

void CoverageModel::prepare(twin::Preparation& p) {
  if (has_air()) follow_masts(p);
}

void CoverageModel::step(twin::Step& s) {
  if (!has_air()) return;
  measure(s);
  const bool year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  if (year_ends) {
    // Before what is built by the year's end: the readings tell of the air as it was.
    if (*trucks_ > 0 || *tracks_per_year_ > 0) draw_known_map(s);
    grow(s);
    build(s);
  }
  pay(s);
  if (!year_ends) return;
  look_at_homes(s);
  record_year(s);
}

}  // namespace rurban
