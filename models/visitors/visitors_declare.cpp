// What the model of land, plans and visitors touches, and its parameters.
#include "models/visitors/visitors_model.h"

namespace rurban {
namespace {

constexpr twin::Stream kAsks{"visitors.asks"}, kCourse{"visitors.course"}, kSettling{"visitors.settlers"};
const twin::Text kSlider{"Mark och besökare", "Land and visitors"};

}  // namespace

void VisitorsModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  projects_ = d.owns(kVisitorProjects);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  firms_ = d.rows(kFirms);
  municipality_ = d.reads(kPlaceMunicipality);
  firm_place_ = d.reads_last(kFirmPlace);
  fly_in_ = d.reads_last(kFirmFlyIn);
  tax_rate_ = d.reads_last(kTaxRate);
  project_place_ = d.writes(kProjectPlace);
  project_beds_ = d.writes(kProjectBeds);
  asked_in_ = d.writes(kProjectAsked);
  opens_ = d.writes(kProjectOpens);
  opens_as_today_ = d.writes(kProjectOpensAsToday);
  loss_ = d.writes(kProjectLoss);
  new_beds_ = d.writes(kNewBeds);
  nights_ = d.writes(kVisitorNights);
  gained_ = d.writes(kVisitorNightsGained);
  spending_ = d.writes(kVisitorSpendingGained);
  conflict_days_ = d.writes(kConflictDays);
  settled_ = d.writes(kSettled);
  works_ = d.sends(kOrderWorks);
  settle_ = d.sends(kSettle);
  arrive_ = d.sends(kArrive);
  asks_ = d.stream(kAsks);
  course_ = d.stream(kCourse);
  settlers_ = d.stream(kSettling);
  price_year_ = d.shared_param(kPriceYear);
  declare_parameters(d);
  declare_planning(d);
  declare_series(d);
  d.shows(kNewBeds, {.label = {"nya bäddar för besökare", "new beds for visitors"},
                     .unit = {"bäddar", "beds"},
                     .breaks = {1, 20, 50, 100, 200, 500},
                     .sized_by = std::string(kNewBeds.name)});
}

void VisitorsModel::declare_parameters(twin::Declare& d) {
  coordination_ = d.param({.name = "coordination",
                           .unit = "1",
                           .fallback = 0,
                           .least = 0,
                           .most = 1,
                           .label = {"hur långt stat, region och kommuner planerar mark och besök tillsammans",
                                     "how far state, region and municipalities plan land and visits together"},
                           .source = "a programme; 0 as planning works today",
                           .slider = kSlider});
  cost_ = d.param({.name = "coordination_cost",
                   .unit = "kr/year",
                   .fallback = 12e6,
                   .least = 0,
                   .most = 1e9,
                   .label = {"vad gemensam planering kostar när den är full", "what planning together costs in full"},
                   .source = "assumption: 6 to 20 million, a planner for each municipality or half of one, and maps; "
                             "the region pays"});
  conversion_ = d.param({.name = "fifo_conversion",
                         .unit = "1",
                         .fallback = 0,
                         .least = 0,
                         .most = 0.2,
                         .label = {"andel av inflygande arbetare som bosätter sig, under fem år",
                                   "share of fly-in workers who settle, over five years"},
                         .source = "a programme; 0 to 0.2 is what is tried, nothing is known of what would do it",
                         .slider = kSlider});
  growth_ =
      d.param({.name = "demand_growth",
               .unit = "%/year",
               .fallback = 1,
               .least = 0,
               .most = 10,
               .label = {"efterfrågan utöver det givna förloppet växer", "demand beyond the given course grows"},
               .source = "assumption: 0 to 2; nights grew 3.5 % a year 2014-2024 by the package's course, which "
                         "stands still from 2025 on"});
  draw_ = d.param({.name = "facility_draw",
                   .unit = "1",
                   .fallback = 0.3,
                   .least = 0,
                   .most = 1,
                   .label = {"nätter en ny anläggning själv drar, av vad dagens bäddar har",
                             "nights that a new facility draws by itself, of what today's beds have"},
                   .source = "assumption: 0 to 0.6; the rest of its guests move over from other beds"});
  full_ = d.param({.name = "full",
                   .unit = "1",
                   .fallback = 0.65,
                   .least = 0.1,
                   .most = 1,
                   .label = {"beläggning av bäddar under en säsong då gäster får nej",
                             "occupancy of beds over a season at which guests are turned away"},
                   .source = "assumption: 0.55 to 0.75; a double room with one guest is half empty and full"});
  occupancy_ = d.param({.name = "occupancy",
                        .unit = "1",
                        .fallback = 0.30,
                        .least = 0.05,
                        .most = 1,
                        .label = {"bäddarnas beläggning under ett år", "occupancy of beds over a year"},
                        .source = "assumption: 0.22 to 0.38; tells how many beds the published nights need"});
  local_share_ = d.param({.name = "local_share",
                          .unit = "1",
                          .fallback = 0.5,
                          .least = 0,
                          .most = 1,
                          .label = {"av nya besökares köp, det som stannar hos länets företag",
                                    "of what new visitors spend, the part that reaches the county's firms"},
                          .source = "assumption: 0.35 to 0.65; the rest goes to agents, carriers and owners outside",
                          .slider = kSlider});
  pay_share_ = d.param({.name = "pay_share",
                        .unit = "1",
                        .fallback = 0.2,
                        .least = 0,
                        .most = 1,
                        .label = {"löner av vad besökare köper", "pay, of what visitors spend"},
                        .source = "4,000 work-years in 6.5 billion kr (affarerinorr.se 2017) at some 330,000 kr, an "
                                  "assumption; 0.17 to 0.25; only for the estimate of tax"});
  conflicts_ = d.param({.name = "conflict_days",
                        .unit = "days/1000 nights",
                        .fallback = 0.5,
                        .least = 0,
                        .most = 20,
                        .label = {"dagar då besökare stör renskötseln, per tusen nätter på vintern",
                                  "days on which visitors disturb herding, for a thousand nights in winter"},
                        .source = "assumption: 0.1 to 2; nobody counts them. Twice as many in spring, when reindeer "
                                  "calve, half in summer"});
  avoided_ = d.param({.name = "conflicts_avoided",
                      .unit = "1",
                      .fallback = 0.3,
                      .least = 0,
                      .most = 1,
                      .label = {"andel av störningarna som full samordning undviker",
                                "share of those disturbances that full coordination avoids"},
                      .source = "assumption: 0 to 0.6, by where tracks and tours are led, with the Sámi villages"});
}

void VisitorsModel::declare_planning(twin::Declare& d) {
  applications_ = d.param({.name = "applications",
                           .unit = "%/year",
                           .fallback = 2,
                           .least = 0,
                           .most = 50,
                           .label = {"bäddar som någon vill bygga, av dem som finns",
                                     "beds that somebody wants to build, of "
                                     "those there are"},
                           .source = "assumption: 1 to 4; nearly half get built then, 0.9 % a year"});
  lead_ = d.param({.name = "lead_time",
                   .unit = "years",
                   .fallback = 6,
                   .least = 0.5,
                   .most = 20,
                   .label = {"från ansökan till öppning, var myndighet för sig",
                             "from application to opening, each authority by itself"},
                   .source = "assumption: 4 to 9; plan, permits, appeal and building"});
  lead_coordinated_ = d.param(
      {.name = "lead_time_coordinated",
       .unit = "years",
       .fallback = 4,
       .least = 0.5,
       .most = 20,
       .label = {"från ansökan till öppning, med en gemensam plan", "from application to opening, with one plan"},
       .source = "assumption: 3 to 5; building alone takes two. Never more than lead_time"});
  lost_a_year_ =
      d.param({.name = "lost_a_year",
               .unit = "1/year",
               .fallback = 0.08,
               .least = 0,
               .most = 2,
               .label = {"projekt som ges upp, per år av väntan", "projects given up, for a year of waiting"},
               .source = "assumption: 0.04 to 0.15"});
  nature_fells_ = d.param({.name = "nature_fells",
                           .unit = "1",
                           .fallback = 0.5,
                           .least = 0,
                           .most = 1,
                           .label = {"mark i fjällen som naturskyddet stänger", "land of the fells closed by nature"},
                           .source = "assumption: 0.35 to 0.65; national parks and reserves lie mostly there"});
  nature_lowland_ =
      d.param({.name = "nature_lowland",
               .unit = "1",
               .fallback = 0.1,
               .least = 0,
               .most = 1,
               .label = {"mark nedanför fjällen som naturskyddet stänger", "land below the fells closed by nature"},
               .source = "assumption: 0.05 to 0.15"});
  herding_ = d.param({.name = "herding_land",
                      .unit = "1",
                      .fallback = 0.15,
                      .least = 0,
                      .most = 1,
                      .label = {"mark som renskötseln stänger", "land closed by reindeer herding"},
                      .source = "assumption: 0.05 to 0.30; calving land, tracks and narrow passages of 32 Sámi "
                                "villages"});
}

void VisitorsModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  nights_series_ = by_municipality("nights", "nights/year", {"gästnätter", "guest nights"});
  gained_series_ = by_municipality("nights_gained", "nights/year",
                                   {"gästnätter genom samordning", "guest nights gained by coordination"});
  cost_series_ = d.series({.name = "cost",
                           .table = "",
                           .unit = "kr/year",
                           .label = {"samordning, som regionen betalar", "coordination, paid by the region"}});
  beds_series_ = by_municipality("beds", "beds", {"bäddar", "beds"});
  asked_series_ = by_municipality("beds_asked", "beds/year", {"bäddar som söktes", "beds that were asked for"});
  lost_series_ = by_municipality("beds_lost", "beds/year",
                                 {"bäddar i projekt som inte blir av", "beds of projects that come to nothing"});
  spending_series_ = by_municipality("spending_gained", "kr/year",
                                     {"nya besökares köp hos länets företag",
                                      "spent by visitors gained, at the "
                                      "county's firms"});
  tax_series_ = by_municipality("local_tax", "kr/year",
                                {"uppskattad kommun- och regionskatt av nya besökare och bosatta",
                                 "estimated local tax by visitors gained and workers settled"});
  conflict_series_ = by_municipality(
      "conflict_days", "days/year", {"dagar då besökare stör renskötseln", "days on which visitors disturb herding"});
  settled_series_ =
      by_municipality("settled", "persons", {"inflygande som bosatt sig", "fly-in workers who have settled"});
}

}  // namespace rurban
