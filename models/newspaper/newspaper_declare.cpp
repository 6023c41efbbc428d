#include <string>

#include "models/group_names.h"
#include "models/newspaper/newspaper_model.h"

namespace rurban {
namespace {

constexpr twin::Stream kTaste{"newspaper.taste"}, kTakes{"newspaper.takes_tablet"}, kKeeps{"newspaper.keeps_tablet"};

const std::array<GroupName, kReaderAges> kAgeNames{{{"under65", {"under 65 år", "under 65"}},
                                                    {"65to74", {"65 till 74 år", "aged 65 to 74"}},
                                                    {"75plus", {"75 år och äldre", "aged 75 and over"}}}};
const twin::Text kInformed{"vuxna som lokaltidningen når på papper eller platta",
                           "adults whom the local paper reaches in print or on a tablet"};

}  // namespace

void NewspaperModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  spread_ = d.reads(kPlaceSpread);
  residents_ = d.reads(kPlaceResidents);
  delivered_ = d.writes(kPaperDelivered);
  subscribers_ = d.writes(kPaperSubscribers);
  ore_per_copy_ = d.writes(kPaperCost);
  spent_ = d.writes(kPaperSpent);
  taken_ = d.writes(kPaperTaken);
  taste_ = d.stream(kTaste);

  decline_ =
      d.param({.name = "decline",
               .unit = "1/year",
               .fallback = 0.089,
               .least = 0,
               .most = 0.5,
               .label = {"andel som slutar ta papperstidning per år", "share that gives up the paper each year"},
               .source = "NSD's print run 24,500 in 2017 and 14,000 in 2023; 0.05 to 0.12"});
  subscription_ = d.param({.name = "subscription",
                           .unit = "kr/year",
                           .fallback = 4'500,
                           .least = 0,
                           .most = 20'000,
                           .label = {"prenumeration på papperstidning", "subscription to the paper"},
                           .source = "assumption: 3,800 to 5,200, six days a week",
                           .slider = {"Tidning", "Newspaper"}});
  tolerated_ =
      d.param({.name = "tolerated",
               .unit = "1",
               .fallback = 2,
               .least = 0,
               .most = 20,
               .label = {"utdelning får kosta så många gånger intäkten tills orten ges upp",
                         "delivery may cost so many times the revenue until a place is given up"},
               .source = "assumption: 1 to 3; the paper says that delivery costs more than double in places"});

  subscription_flow_ = money_flow(d, "paper subscriptions", FlowRow::kConsumption,
                                  {"tidningsprenumerationer", "newspaper subscriptions"});
  aid_flow_ = money_flow(d, "paper aid", FlowRow::kGrants, {"utdelningsstöd", "state aid for delivery"});
  nodes_ = money_nodes(d);
  declare_tablets(d);
  declare_series(d);
}

void NewspaperModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  subscribers_series_ =
      by_municipality("subscribers", "households", {"prenumeranter på papper", "paper subscribers"});
  lost_ = by_municipality("lost", "households/year",
                          {"prenumeranter som förlorar utdelningen", "subscribers who lose delivery"});
  cost_ = by_municipality("kr_per_copy", "kr", {"utdelning av ett exemplar", "delivery of a copy"});
  dearest_ =
      by_municipality("dearest", "kr", {"dyraste exemplaret i kommunen", "the dearest copy of the municipality"});
  places_series_ = by_municipality("places", "places", {"orter med utdelning", "places with delivery"});
  readers_series_ = by_municipality("tablet_readers", "households",
                                    {"läser tidningen på platta de fått", "read the paper on a tablet they got"});
  given_series_ =
      by_municipality("tablets_given", "households/year",
                      {"tog platta och kurs när papperet försvann", "took tablet and course when paper ended"});
  informed_series_ = by_municipality("informed", "%", kInformed);
  tablet_cost_series_ = by_municipality("tablet_cost", "kr/year", {"plattor och kurser", "tablets and courses"});
  public_series_ = by_municipality("tablet_public", "kr/year",
                                   {"därav kommunens och statens del", "of that the municipality's and the state's"});
  const auto of_county = [&](const std::string& name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "", .unit = unit, .label = std::move(label)});
  };
  per_year_series_ =
      of_county("kr_per_reader_year", "kr",
                {"plattor och kurser hittills per läsarår", "tablets and courses so far per reader-year"});
  per_gained_series_ = of_county("kr_per_reader_year_gained", "kr",
                                 {"samma per läsarår som annars inte blivit läst",
                                  "the same per reader-year that would not have been read otherwise"});
  const auto by_group = [&](const std::string& name, const char* unit, const twin::Text& label) {
    const auto of_group = [&](const GroupName& group) {
      return of_county(name + "_" + group.key, unit,
                       {label.sv + ", " + group.name.sv, label.en + ", " + group.name.en});
    };
    GroupSeries series;
    for (std::size_t a = 0; a != kReaderAges; ++a) series.by_age[a] = of_group(kAgeNames[a]);
    for (std::size_t c = 0; c != kPlaceClasses; ++c) series.by_class[c] = of_group(kPlaceClassNames[c]);
    return series;
  };
  lost_group_ = by_group("lost", "households/year", {"förlorar utdelningen", "lose delivery"});
  given_group_ = by_group("tablets_given", "households/year", {"tog platta och kurs", "took tablet and course"});
  informed_group_ = by_group("informed", "%", kInformed);
  d.shows(kPaperDelivered, {.kind = twin::MapLayer::Kind::kCategories,
                            .label = {"papperstidningen delas ut", "the paper is delivered"},
                            .unit = {"", ""},
                            .categories = {{"nej", "no"}, {"ja", "yes"}},
                            .sized_by = std::string(kPlaceResidents.name)});
  d.shows(kPaperSubscribers, {.label = {"prenumeranter på papper", "paper subscribers"},
                              .unit = {"hushåll", "households"},
                              .breaks = {5, 10, 25, 50, 100, 500},
                              .sized_by = std::string(kPaperSubscribers.name)});
}

void NewspaperModel::declare_tablets(twin::Declare& d) {
  dwelling_ = d.reads(kDwelling);
  line_ = d.reads(kDwellingLine);
  fast_ = d.reads(kPlaceBroadband);
  online_ = d.reads(kPlaceOnline);
  on_tablet_ = d.writes(kReadsOnTablet);
  tablet_readers_ = d.writes(kTabletReaders);
  tablet_spent_ = d.writes(kTabletSpent);
  tablet_years_ = d.writes(kTabletYears);
  works_ = d.sends(kOrderWorks);
  takes_ = d.stream(kTakes);
  keeps_ = d.stream(kKeeps);

  const twin::Text group{"Tidning", "Newspaper"};
  offer_ = d.param({.name = "tablet_offer",
                    .unit = "1",
                    .fallback = 0,
                    .least = 0,
                    .most = 1,
                    .whole = true,
                    .label = {"platta och kurs där papperstidningen slutar komma (1 ja)",
                              "tablet and course where the paper edition ends (1 yes)"},
                    .source = "a programme; the Arkansas Democrat-Gazette did so from 2018 to 2020",
                    .slider = group});
  take_up_ = d.param({.name = "tablet_take_up",
                      .unit = "1",
                      .fallback = 0.55,
                      .least = 0,
                      .most = 1,
                      .label = {"andel som tar plattan av dem som är eller kan komma ut på nätet",
                                "share that takes the tablet, of those who are online or can be"},
                      .source = "assumption: 0.2 to 0.7; in Arkansas 54 % in four rural counties and 70 % in another "
                                "(Arkansas Business 2018), of all subscribers",
                      .slider = group});
  retention_ = d.param({.name = "tablet_retention",
                        .unit = "1/year",
                        .fallback = 0.85,
                        .least = 0,
                        .most = 1,
                        .label = {"andel som läser på plattan ett år till", "share that reads on for another year"},
                        .source = "assumption: 0.6 to 0.95; in Arkansas 1 % a month cancelled (Medill Spiegel "
                                  "Research Center 2020), which gives 0.89",
                        .slider = group});
  course_helps_ =
      d.param({.name = "tablet_course_helps",
               .unit = "1",
               .fallback = 0.3,
               .least = 0,
               .most = 1,
               .label = {"andel av dem som inte använder internet som lär sig på kursen",
                         "share of those who do not use the internet that learn to on the course"},
               .source = "assumption: 0.1 to 0.5; the main reason for not using it is illness (Svenskarna och "
                         "internet 2023)"});
  tablet_cost_ = d.param({.name = "tablet_cost",
                          .unit = "kr",
                          .fallback = 3'000,
                          .least = 0,
                          .most = 20'000,
                          .label = {"en platta", "a tablet"},
                          .source = "assumption: 2,000 to 4,500; 329 dollars each in Arkansas (AP 2019)"});
  course_cost_ = d.param(
      {.name = "tablet_course_cost",
       .unit = "kr",
       .fallback = 1'500,
       .least = 0,
       .most = 20'000,
       .label = {"kursen för ett hushåll, kommunen betalar", "the course for a household, the municipality pays"},
       .source = "assumption: 800 to 3,000; two to four hours of a librarian and the way there"});
  state_share_ = d.param(
      {.name = "tablet_state_share",
       .unit = "1",
       .fallback = 0,
       .least = 0,
       .most = 1,
       .label = {"statens del av plattorna, tidningen betalar resten",
                 "part of the state in the tablets, the publisher pays the rest"},
       .source = "a choice, 0 to 1; none of the forms of media support from 2024 is for that (Mediemyndigheten)"});
  digital_ = d.param({.name = "digital_subscription",
                      .unit = "kr/year",
                      .fallback = 2'400,
                      .least = 0,
                      .most = 20'000,
                      .label = {"prenumeration på plattan", "subscription on the tablet"},
                      .source = "assumption: 1,500 to 4,500; in Arkansas readers paid as much as for print"});
  anyway_ = d.param({.name = "tablet_anyway",
                     .unit = "1",
                     .fallback = 0.2,
                     .least = 0,
                     .most = 1,
                     .label = {"andel av läsarna på platta som hade läst digitalt ändå",
                               "share of tablet readers who would have read digitally anyway"},
                     .source = "assumption: 0.1 to 0.5; counts in the cost per reader-year gained and nowhere else"});

  digital_flow_ = money_flow(d, "digital subscriptions", FlowRow::kConsumption,
                             {"digitala tidningsprenumerationer", "digital newspaper subscriptions"});
  support_flow_ =
      money_flow(d, "tablet support", FlowRow::kGrants, {"statens stöd till läsplattor", "state aid for tablets"});
  tablet_flow_ = money_flow(d, "tablets", FlowRow::kPurchases, {"tidningens läsplattor", "the publisher's tablets"});
  d.shows(kTabletReaders, {.label = {"läser tidningen på platta de fått", "read the paper on a tablet they got"},
                           .unit = {"hushåll", "households"},
                           .breaks = {1, 3, 5, 10, 25, 50},
                           .sized_by = std::string(kTabletReaders.name)});
}

}  // namespace rurban
