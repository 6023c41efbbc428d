#include <string>

#include "models/group_names.h"
#include "models/marketplace/marketplace_model.h"
#include "models/transport/shared_rides.h"

namespace rurban {
namespace {

constexpr twin::Stream kAsks{"marketplace.asks"}, kJoins{"marketplace.joins"}, kShares{"marketplace.shares"};

const std::array<GroupName, kAgeBands> kAgeNames{
    {{"", {}}, {"adult", {"16 till 74 år", "aged 16 to 74"}}, {"old", {"75 år och äldre", "aged 75 and over"}}}};
const std::array<GroupName, kOperators> kOperatorNames{{{"municipality", {"kommunerna", "the municipalities"}},
                                                        {"region", {"regionen", "the region"}},
                                                        {"post", {"posten", "the post"}},
                                                        {"parcels", {"paketbuden", "parcel carriers"}},
                                                        {"grocers", {"butikerna", "grocers"}},
                                                        {"private", {"privata förare", "private drivers"}}}};

}  // namespace

void MarketplaceModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  first_car_ = d.reads(kFirstCar);
  employed_ = d.reads(kEmployed);
  remote_ = d.reads(kRemote);
  workplace_ = d.reads(kWorkplace);
  firm_place_ = d.reads_last(kFirmPlace);
  point_place_ = d.reads(kPointPlace);
  offers_ = d.reads(kPointOffers);
  open_ = d.reads(kPointOpen);
  municipality_ = d.reads(kPlaceMunicipality);
  disposable_ = d.reads_last(kDisposable);
  vehicle_kind_ = d.reads(kVehicleKind);
  depot_ = d.reads(kVehicleDepot);
  rides_ = d.reads(kPlaceRides);
  work_.declare(d);
  travel_.declare(d);
  wait_ = d.writes(kRideWait);
  fare_ = d.writes(kRideFare);
  served_ = d.writes(kRideServed);
  joined_column_ = d.writes(kMarketJoined);
  lift_income_ = d.writes(kLiftIncome);
  shared_minutes_ = d.writes(kSharedMinutes);
  works_ = d.sends(kOrderWorks);
  asks_ = d.stream(kAsks);
  joins_ = d.stream(kJoins);
  shares_ = d.stream(kShares);
  nodes_ = money_nodes(d);
  carriage_ = money_flow(d, "marketplace carriage", FlowRow::kPurchases,
                         {"körningar åt andra på marknaden", "carrying for others on the marketplace"});
  lifts_ = money_flow(d, "marketplace lifts", FlowRow::kOther,
                      {"ersättning till privata förare", "payments to private drivers"});
  declare_params(d);
  declare_series(d);
  d.shows(kRideServed, {.label = {"resor som marknaden kan ge", "rides that the marketplace can give"},
                        .unit = {"%", "%"},
                        .breaks = {20, 40, 60, 80, 95},
                        .sized_by = std::string(kPlaceResidents.name)});
}

void MarketplaceModel::declare_params(twin::Declare& d) {
  const twin::Text slider{"Samåkning", "Shared rides"};
  joined_ = d.param(
      {.name = "joined",
       .unit = "1",
       .fallback = 0,
       .least = 0,
       .most = 1,
       .label = {"andel av trafikörer och bud som är med på marknaden",
                 "share of operators that have joined the marketplace"},
       .source = "a programme; today there is none, and 0 to 1 is what is tried. The region runs it and is in it",
       .slider = slider});
  data_sharing_ = d.param({.name = "data_sharing",
                           .unit = "1",
                           .fallback = 0.8,
                           .least = 0,
                           .most = 1,
                           .label = {"andel av rundor vars läge delas", "share of rounds whose plans are shared"},
                           .source = "assumption: 0.5 to 1",
                           .slider = slider});
  trust_ = d.shared_param(kTrustInRides);
  growth_ = d.param(
      {.name = "growth",
       .unit = "1",
       .fallback = 1,
       .least = 0,
       .most = 4,
       .label = {"ärenden hos dem utan bil, jämfört med i dag", "errands of people without a car, of today's"},
       .source = "assumption: 1 to 1.5, if a way opens that was closed"});
  lift_drivers_ = d.param(
      {.name = "lift_drivers",
       .unit = "1",
       .fallback = 0.02,
       .least = 0,
       .most = 1,
       .label = {"andel av bilpendlarna som tar med andra", "share of driving commuters who take others along"},
       .source = "assumption: 0.005 to 0.05",
       .slider = slider});
  bus_slack_ = d.param({.name = "bus_slack",
                        .unit = "min",
                        .fallback = 3,
                        .least = 0,
                        .most = 30,
                        .label = {"så mycket får en buss bli sen för en omväg", "a bus may be so late for a detour"},
                        .source = "assumption: 0 to 5"});
  vans_ = d.param({.name = "vans_take_passengers",
                   .unit = "1",
                   .fallback = 1,
                   .least = 0,
                   .most = 1,
                   .whole = true,
                   .label = {"post- och paketbilar får ta en passagerare (1 ja)",
                             "post and parcel vans may take a passenger (1 yes)"},
                   .source = "assumption: 0 to 1; it takes a licence for passenger transport"});
  fare_cap_ = d.param({.name = "fare_cap",
                       .unit = "1",
                       .fallback = 1.5,
                       .least = 0,
                       .most = 10,
                       .label = {"högsta pris, så många gånger bussens för samma väg",
                                 "highest fare, times a bus's for the same way"},
                       .source = "assumption: 1 to 2; what is above is borne by the region",
                       .slider = slider});
  platform_ = d.param({.name = "platform_cost",
                       .unit = "kr/year",
                       .fallback = 6'000'000,
                       .least = 0,
                       .most = 100'000'000,
                       .label = {"marknadens drift, regionen betalar", "running the marketplace, the region pays"},
                       .source = "assumption: 3 to 15 million kr"});
  improvement_ = d.param({.name = "improvement",
                          .unit = "1",
                          .fallback = 1,
                          .least = 0,
                          .most = 20,
                          .whole = true,
                          .label = {"omplanering varje timme, varv", "replanning every hour, rounds"},
                          .source = "assumption: 0 to 4; more finds little"});
  observe_ = d.param({.name = "observe",
                      .unit = "1",
                      .fallback = 0,
                      .least = 0,
                      .most = 1,
                      .whole = true,
                      .label = {"mät också resor och körningar när ingen marknad finns (1 ja)",
                                "count rides and rounds where there is no marketplace as well (1 yes)"},
                      .source = "a choice: no effect on anything but series; takes a second a quarter"});
}

void MarketplaceModel::declare_series(twin::Declare& d) {
  const auto series = [&](const std::string& name, const char* table, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = table, .unit = unit, .label = std::move(label)});
  };
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return series(name, "municipality", unit, std::move(label));
  };
  series_.asked = by_municipality("asked", "trips/day", {"efterfrågade resor", "rides asked for"});
  series_.served = by_municipality("served", "trips/day", {"resor som blev av", "rides made"});
  series_.cost_per_trip = by_municipality("cost_per_trip", "kr", {"kostnad per resa", "cost per ride"});
  series_.cost_per_parcel =
      by_municipality("cost_per_parcel", "kr", {"kostnad per paket och leverans", "cost per parcel and delivery"});
  series_.waiting = by_municipality("waiting", "min", {"väntan per resa", "waiting per ride"});
  series_.detour = by_municipality("detour", "min", {"omväg per resa", "detour per ride"});
  series_.km = by_municipality("km", "km/day", {"körsträcka", "distance driven"});
  series_.empty_km = by_municipality("empty_km", "km/day", {"därav tomma", "of that empty"});
  series_.shared = by_municipality("shared_hours", "h/day",
                                   {"timmar i fordon som kör åt flera", "hours of vehicles that drive for several"});
  series_.co2e = by_municipality("co2e", "kg/day", {"koldioxidutsläpp", "carbon dioxide"});
  series_.public_money = series("public_money", "", "kr/year",
                                {"vad marknaden kostar regionen och kommunerna",
                                 "what the marketplace costs the region and the municipalities"});
  for (std::size_t c = 0; c != kPlaceClasses; ++c) {
    const auto of_class = [&](const char* what, const char* unit, const char* sv, const char* en) {
      return series(std::string(what) + "_" + kPlaceClassNames[c].key, "", unit,
                    {sv + (" " + kPlaceClassNames[c].name.sv), en + (" " + kPlaceClassNames[c].name.en)});
    };
    by_class_[c] = {
        .unserved = of_class("unserved", "%", "resor som inte kunde ordnas", "rides that could not be had"),
        .declined =
            of_class("declined", "%", "resor som var för dyra eller krångliga", "rides that were too dear or slow"),
        .cost_per_trip = of_class("cost_per_trip", "kr", "kostnad per resa", "cost per ride"),
        .cost_per_parcel = of_class("cost_per_parcel", "kr", "kostnad per paket", "cost per parcel"),
        .waiting = of_class("waiting", "min", "väntan per resa", "waiting per ride"),
        .fare = of_class("fare", "kr", "biljettpris per mil, mitten", "fare per 10 km, median"),
        .dearest_fare = of_class("dearest_fare", "kr", "biljettpris per mil, dyraste tiondelen",
                                 "fare per 10 km, dearest tenth")};
  }
  for (std::size_t b = 1; b != kAgeBands; ++b)  // children ask for no rides of their own
    by_age_[b] = series(std::string("served_") + kAgeNames[b].key, "", "%",
                        {"resor som blev av, " + kAgeNames[b].name.sv, "rides made, " + kAgeNames[b].name.en});
  for (std::size_t f = 0; f != kIncomeFifths; ++f) {
    const std::string fifth = std::to_string(f + 1);
    by_income_[f] =
        series("served_fifth_" + fifth, "", "%",
               {"ärenderesor som blev av, inkomstfemtedel " + fifth, "errand rides made, income fifth " + fifth});
  }
  for (std::size_t o = 0; o != kOperators; ++o)
    gains_[o] = series(std::string("gain_") + kOperatorNames[o].key, "", "kr/quarter",
                       {"vinst av marknaden för " + kOperatorNames[o].name.sv,
                        "gain from the marketplace of " + kOperatorNames[o].name.en});
  uniform_fare_ =
      series("uniform_fare", "", "kr",
             {"enhetstaxa per mil som täcker kostnaden", "uniform tariff per 10 km that covers the cost"});
  vcg_served_ = series("vcg_served", "", "%",
                       {"resor värda mer än de kostar, i en lottad kommun",
                        "rides worth more than they cost, in a municipality drawn by lot"});
  vcg_deficit_ = series("vcg_deficit", "", "kr/day",
                        {"underskott av sanningsenliga priser, fem resenärer där",
                         "deficit of truthful prices, five travellers there"});
}

}  // namespace rurban
