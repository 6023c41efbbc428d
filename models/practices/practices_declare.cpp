#include "models/practices/practices_model.h"

namespace rurban {
namespace {

constexpr twin::Stream kArises{"practices.arises"}, kComes{"practices.comes"}, kTells{"practices.tells"};
const twin::Text kSlider{"Samverkan", "Cooperation"};

}  // namespace

void PracticesModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  declare_columns(d);
  declare_spread(d);
  declare_meetings(d);
  declare_series(d);
}

void PracticesModel::declare_columns(twin::Declare& d) {
  municipalities_ = d.rows(kMunicipalities);
  places_ = d.rows(kPlaces);
  practices_ = d.owns(kPractices);
  colleagues_ = d.owns(kColleagues);
  purchases_ = d.reads_last(kMunicipalPurchases);
  origin_ = d.writes(kPracticeOrigin);
  since_ = d.writes(kPracticeSince);
  everywhere_ = d.writes(kPracticeEverywhere);
  adopters_ = d.writes(kPracticeAdopters);
  trust_ = d.writes(kColleagueTrust);
  minutes_ = d.writes(kMeetingMinutes);
  travel_ = d.writes(kMeetingTravel);
  cost_ = d.writes(kMeetingCost);
  region_cost_ = d.writes(kRegionMeetingCost);
  hosted_minutes_ = d.writes(kHostedMinutes);
  hosted_year_ = d.writes(kHostedYear);
  hosted_ = d.writes(kHosted);
  saved_ = d.writes(kProcurementSaved);
  works_ = d.sends(kOrderWorks);
  arises_chance_ = d.stream(kArises);
  comes_ = d.stream(kComes);
  tells_ = d.stream(kTells);
  price_year_ = d.shared_param(kPriceYear);
}

void PracticesModel::declare_spread(twin::Declare& d) {
  arises_ = d.param({.name = "arises",
                     .unit = "1/year",
                     .fallback = 0.1,
                     .least = 0,
                     .most = 10,
                     .label = {"nya arbetssätt per kommun och år", "new practices per municipality and year"},
                     .source = "assumption: 0.05 to 0.3, those that another municipality could use"});
  per_contact_ = d.param(
      {.name = "adoption_per_contact",
       .unit = "1",
       .fallback = 0.06,
       .least = 0,
       .most = 1,
       .label = {"chans att ta efter ett arbetssätt vid ett möte med en kommun som har det, vid fullt förtroende",
                 "chance to take a practice up from one that has it at one contact, with full trust"},
       .source = "assumption: 0.02 to 0.15, geometric middle",
       .slider = kSlider});
  neighbour_contacts_ =
      d.param({.name = "neighbour_contacts",
               .unit = "1/year",
               .fallback = 2,
               .least = 0,
               .most = 50,
               .label = {"kontakter om arbetssätt mellan grannkommuner", "contacts on practices between neighbours"},
               .source = "assumption: 1 to 4; without meetings they are all there are"});
  trust_gain_ = d.param(
      {.name = "trust_gain",
       .unit = "1",
       .fallback = practices::TrustRules{}.gain,
       .least = 0,
       .most = 1,
       .label = {"del av det förtroende som saknas som ett möte ger", "of the trust missing, that a meeting gives"},
       .source = "assumption: 0.05 to 0.3"});
  trust_half_life_ =
      d.param({.name = "trust_half_life",
               .unit = "years",
               .fallback = practices::TrustRules{}.half_life_years,
               .least = 0.1,
               .most = 100,
               .label = {"förtroendets halveringstid utan möten", "half-life of trust without meetings"},
               .source = "assumption: 1 to 4; people change jobs"});
  saving_ = d.param({.name = "procurement_saving",
                     .unit = "1",
                     .fallback = 0,
                     .least = 0,
                     .most = 0.3,
                     .label = {"vad gemensam upphandling sparar av det som köps så",
                               "what joint procurement saves of what is bought so"},
                     .source = "a choice: no study of meetings like these measured it; what if: 0.03 to 0.10"});
  procured_ = d.param(
      {.name = "procured_share",
       .unit = "1",
       .fallback = 0.1,
       .least = 0,
       .most = 1,
       .label = {"del av inköpen som kan upphandlas gemensamt", "part of purchases that can be bought jointly"},
       .source = "assumption: 0.05 to 0.2; goods and computer systems, not care or buildings"});
}

void PracticesModel::declare_meetings(twin::Declare& d) {
  meetings_ = d.param({.name = "meetings",
                       .unit = "meetings/year",
                       .fallback = 0,
                       .least = 0,
                       .most = practices::kMostMeetings,
                       .label = {"möten mellan kommunernas utvecklare, i tur och ordning hos var och en",
                                 "meetings of the municipalities' developers, hosted in turn"},
                       .source = "a programme: 4 to 10; rounded to whole meetings",
                       .slider = kSlider});
  people_ = d.param({.name = "people",
                     .unit = "persons",
                     .fallback = 2,
                     .least = 0,
                     .most = 50,
                     .whole = true,
                     .label = {"utvecklare som varje kommun skickar", "developers that each municipality sends"},
                     .source = "assumption: 1 to 3"});
  attendance_ = d.param({.name = "attendance",
                         .unit = "1",
                         .fallback = 0.9,
                         .least = 0,
                         .most = 1,
                         .label = {"andel av kommunerna som kommer", "share of municipalities that come"},
                         .source = "assumption: 0.7 to 1, as often from far as from near"});
  minutes_each_ = d.param({.name = "meeting_length",
                           .unit = "min",
                           .fallback = 360,
                           .least = 0,
                           .most = 1'440,
                           .whole = true,
                           .label = {"ett mötes längd", "length of a meeting"},
                           .source = "assumption: 240 to 480"});
  hourly_cost_ = d.param({.name = "hourly_cost",
                          .unit = "kr/h",
                          .fallback = 450,
                          .least = 0,
                          .most = 5'000,
                          .label = {"en utvecklares timme, med avgifter, 2021", "a developer's hour with fees, 2021"},
                          .source = "assumption: 350 to 550; follows wages"});
  expenses_ = d.param(
      {.name = "expenses",
       .unit = "1",
       .fallback = 1,
       .least = 0,
       .most = 10,
       .label = {"bil, mat och rum, gånger vad som antas", "cars, meals and rooms, times what is assumed"},
       .source = "assumption: 0.6 to 1.4 of what MeetingRules has (4 kr/km, 350 kr a guest, 1,300 kr a night)"});
  replaced_ = d.param({.name = "replaced",
                       .unit = "1",
                       .fallback = 1,
                       .least = 0,
                       .most = 1,
                       .label = {"del av timmarna på möten och på väg som köps in i stället",
                                 "of the hours in meetings and under way, that are bought in instead"},
                       .source = "assumption: 0 to 1; 0: nobody does what they would have done"});
  region_share_ = d.param({.name = "region_share",
                           .unit = "1",
                           .fallback = 0,
                           .least = 0,
                           .most = 1,
                           .label = {"regionens del av kommunernas kostnader för möten",
                                     "the region's part of what meetings cost municipalities"},
                           .source = "a choice; the region's own developer is paid by the region"});
}

void PracticesModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  const auto one = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "", .unit = unit, .label = std::move(label)});
  };
  adopted_series_ = by_municipality("adopted", "practices", {"arbetssätt i bruk", "practices in use"});
  minutes_series_ = by_municipality("meeting_minutes", "min/year", {"tid på möten", "time in meetings"});
  travel_series_ =
      by_municipality("travel_minutes", "min/year", {"tid till och från möten", "time to and from meetings"});
  hosted_series_ =
      by_municipality("hosted_minutes", "min/year", {"mötestid med kommunen som värd", "meeting time as the host"});
  cost_series_ = by_municipality("cost", "kr/year", {"kommunens kostnad för möten", "cost of meetings"});
  saved_series_ =
      by_municipality("saved", "kr/year", {"sparat på gemensam upphandling", "saved by joint procurement"});
  known_series_ = one("known", "practices", {"arbetssätt som har uppstått", "practices that have arisen"});
  everywhere_series_ =
      one("everywhere", "practices", {"arbetssätt som alla kommuner har", "practices that all have"});
  months_series_ = one("months_to_all", "months",
                       {"från första till sista kommun, median; tomt: längre än vad som setts",
                        "from the first municipality to the last, median; empty: longer than what has been seen"});
  held_series_ = one("held", "meetings/year", {"möten", "meetings"});
  outside_series_ =
      one("outside_coast", "%", {"möten i kommuner utan kust", "meetings in municipalities without a coast"});
  public_cost_series_ =
      one("public_cost", "kr/year",
          {"mötenas kostnad för kommuner och region", "cost of meetings to municipalities and region"});
}

}  // namespace rurban
