#include <string>

#include "models/group_names.h"
#include "models/hosted_range.h"
#include "models/village_services/village_services_model.h"

namespace rurban {
namespace {

constexpr twin::Stream kNoise{"village_services.noise"};
const twin::Text kGroup{"Service i byar", "Services in villages"};
const twin::Text kLabGroup{"Levande labb", "Living lab"};

}  // namespace

void VillageServicesModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  first_car_ = d.reads(kFirstCar);
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  point_place_ = d.reads_last(kPointPlace);
  offers_ = d.reads_last(kPointOffers);
  open_ = d.reads_last(kPointOpen);
  hosted_ = d.reads_last(kPointHosted);
  visits_ = d.reads(kPointVisits);
  lab_visited_ = d.writes(kLabVisited);
  ordered_ = d.writes(kPointOrdered);
  unmet_minutes_ = d.writes(kUnmetMinutes);
  host_ = d.sends(kHostPoint);
  works_ = d.sends(kOrderWorks);
  noise_stream_ = d.stream(kNoise);
  declare_parameters(d);
  declare_lab_parameters(d);
  declare_series(d);
  d.act({"open",
         {"ge en by en servicepunkt", "give a village a service point"},
         {{.name = "place",
           .kind = twin::ActInfo::Argument::Kind::kRow,
           .label = {"vilken by, från nyår", "which village, from the new year"},
           .table = std::string(kPlaces.name)}},
         {"Service", "Services"}});
  d.shows(kUnmetMinutes, {.label = {"otillgodosedda behov av daglig service", "unmet need of daily services"},
                          .unit = {"minuter om året per invånare", "minutes a year for each resident"},
                          .breaks = {250, 500, 1'000, 2'000, 4'000, 8'000},
                          .missing = -1,
                          .sized_by = std::string(kPlaceResidents.name),
                          .high_is_bad = true});
}

void VillageServicesModel::declare_parameters(twin::Declare& d) {
  budget_ = d.param({.name = "budget",
                     .unit = "kr/year",
                     .fallback = 0,
                     .least = 0,
                     .most = 1e9,
                     .label = {"till servicepunkter i byar", "for service points in villages"},
                     .source = "a choice; 0 is today. What a year does not use is not saved",
                     .slider = kGroup});
  investment_ = d.param({.name = "investment",
                         .unit = "kr",
                         .fallback = 600'000,
                         .least = 0,
                         .most = 10e6,
                         .label = {"att öppna en servicepunkt", "opening a service point"},
                         .source = "assumption: 300,000 to 1,200,000; lockers, lock and till, video room, desks in "
                                   "a house that stands"});
  running_ = d.param({.name = "running",
                      .unit = "kr/year",
                      .fallback = 250'000,
                      .least = 0,
                      .most = 5e6,
                      .label = {"att driva en servicepunkt", "running a service point"},
                      .source = "assumption: 150,000 to 400,000, renewal counted in; the service grant to a shop is "
                                "250,000 at most (Tillväxtverket's rules)"});
  state_share_ = d.param({.name = "state_share",
                          .unit = "1",
                          .fallback = 0.5,
                          .least = 0,
                          .most = 1,
                          .label = {"statens del", "part of the state"},
                          .source = "assumption: 0.3 to 0.7; the state's support to services"});
  region_share_ = d.param({.name = "region_share",
                           .unit = "1",
                           .fallback = 0.2,
                           .least = 0,
                           .most = 1,
                           .label = {"regionens del", "part of the region"},
                           .source = "assumption: 0.1 to 0.4, the video room; the municipality bears the rest"});
  shop_share_ = d.shared_param(kHostedRange);
  care_share_ = d.param({.name = "care_share",
                         .unit = "1",
                         .fallback = 0.4,
                         .least = 0,
                         .most = 1,
                         .label = {"vårdbesök som ett videorum kan ersätta", "care visits that a video room serves"},
                         .source = "assumption: 0.2 to 0.6; samples and blood pressure by oneself, talks by video "
                                   "(1177.se Västerbotten, samhällsrum)"});
  use_ = d.param({.name = "use",
                  .unit = "1",
                  .fallback = 0.4,
                  .least = 0,
                  .most = 1,
                  .label = {"del av de ärenden som punkten klarar, som görs där",
                            "part of the errands a point can serve, that are done there"},
                  .source = "assumption: 0.2 to 0.6; some find the equipment hard to use (Slussfors, mattanken.se)"});
  near_ = d.param({.name = "near",
                   .unit = "min",
                   .fallback = 15,
                   .least = 0,
                   .most = 120,
                   .label = {"väg som räknas som nära", "way that is counted as near"},
                   .source = "assumption: 10 to 30 minutes one way; what is beyond it is unmet need"});
  unreached_ = d.param({.name = "unreached",
                        .unit = "1",
                        .fallback = 3,
                        .least = 1,
                        .most = 10,
                        .label = {"tid för ärenden som ingen buss når, gånger den med bil",
                                  "time for errands that no bus reaches, times that by car"},
                        .source = "assumption: 2 to 5; somebody has to be asked for a lift"});
  noise_ = d.param({.name = "noise",
                    .unit = "1",
                    .fallback = 0.5,
                    .least = 0,
                    .most = kMostNoise,
                    .label = {"planerarens fel om en bys behov", "error of the planner about a village's need"},
                    .source = "assumption: 0.2 to 0.57, standard deviation, of the need; drawn once a village"});
}

void VillageServicesModel::declare_lab_parameters(twin::Declare& d) {
  lab_villages_ = d.param({.name = "lab_villages",
                           .unit = "villages/year",
                           .fallback = 0,
                           .least = 0,
                           .most = 200,
                           .label = {"byar som labbet besöker om året", "villages that the lab visits in a year"},
                           .source = "a choice; 0 is today. Rounded down to whole villages",
                           .slider = kLabGroup});
  lab_cost_ = d.param({.name = "lab_cost",
                       .unit = "kr",
                       .fallback = 1e6,
                       .least = 0,
                       .most = 10e6,
                       .label = {"labbets besök i en by", "the lab's visit to a village"},
                       .source = "assumption: 500,000 to 1,500,000; beside the budget for points"});
  lab_noise_ = d.param({.name = "lab_noise",
                        .unit = "1",
                        .fallback = 0.55,
                        .least = 0,
                        .most = 1,
                        .label = {"planerarens fel efter besöket, av det före",
                                  "error of the planner after the visit, of that before"},
                        .source = "assumption: 0.3 to 0.8; 1: the lab learns nothing"});
  lab_use_ = d.param({.name = "lab_use",
                      .unit = "1",
                      .fallback = 1.25,
                      .least = 1,
                      .most = 3,
                      .label = {"användning efter besöket, av den före", "use after the visit, of that before"},
                      .source = "assumption: 1 to 1.5; 1: it changes nothing that people made it with others"});
}

void VillageServicesModel::declare_series(twin::Declare& d) {
  const auto series = [&](const char* name, const char* unit, twin::Text label, const char* table = "") {
    return d.series({.name = name, .table = table, .unit = unit, .label = std::move(label)});
  };
  unmet_ = series("unmet", "min/year", {"otillgodosedda behov", "unmet need"}, "municipality");
  points_ = series("points", "points", {"servicepunkter i byar", "village service points"}, "municipality");
  const std::array<twin::Text, kPlaceClasses> names{{{"tätorter över 3 000", "towns of over 3,000"},
                                                     {"byar med 200 till 3 000", "villages of 200 to 3,000"},
                                                     {"mindre byar", "smaller villages"}}};
  for (std::size_t c = 0; c != kPlaceClasses; ++c) {
    before_[c] = series((std::string("without_") + kPlaceClassNames[c].key).c_str(), "min/year",
                        {"otillgodosedda behov utan servicepunkter, " + names[c].sv,
                         "unmet need without service points, " + names[c].en});
    after_[c] = series((std::string("with_") + kPlaceClassNames[c].key).c_str(), "min/year",
                       {"otillgodosedda behov, " + names[c].sv, "unmet need, " + names[c].en});
  }
  cost_ = series("cost", "kr/year",
                 {"servicepunkter och labb kostar det offentliga", "service points and the lab cost the public"});
  misallocated_ = series("misallocated", "kr/year",
                         {"kostnad för punkter som det sanna behovet inte hade valt",
                          "cost of points that true need would not have chosen"});
  missed_ = series("missed", "min/year",
                   {"behov som lika många rätt valda punkter hade mött till",
                    "need that as many well chosen points would have met beside"});
  uses_ = series("uses", "uses/year", {"ärenden vid servicepunkterna", "errands at the service points"});
  kr_per_use_ = series("kr_per_use", "kr", {"årets kostnad per ärende", "the year's cost for each errand"});
  lived_visits_ = series("lived_visits", "visits/quarter",
                         {"besök vid punkterna i de levda dagarna", "visits to the points in the days lived"});
}

}  // namespace rurban
