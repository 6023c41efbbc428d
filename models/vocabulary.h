#pragma once
// The shared nouns of the models: codes, tables, columns and events, each with type, unit, owner and meaning.
#include <array>
#include <cmath>
#include <cstdint>

#include "twin/base/calendar.h"
#include "twin/run/event.h"
#include "twin/world/key.h"

namespace rurban {

using twin::EventKey;
using twin::Key;
using twin::MonthNumber;
using twin::Ref;
using twin::TableKey;

/// Money is counted in whole öre.
inline std::int64_t ore(double kr) {
  return std::llround(kr * 100);
}

// ---- codes
// ----------------------------------------------------------------------------------------------------------

enum class Sex : std::uint8_t { kWoman, kMan };
inline constexpr int kSexes = 2;

/// Where a person was born, as the census groups it.
enum class BirthRegion : std::uint8_t { kSweden, kEu, kOutsideEu };
inline constexpr int kBirthRegions = 3;

/// A person's position in the household. A household has two partners or none; `kSingle` is an adult without a
/// partner who keeps a household (alone or with children); `kChild` lives with a parent, at any age.
enum class Role : std::uint8_t { kSingle, kPartner, kChild };

enum class DwellingKind : std::uint8_t { kHouse, kFlat };
enum class Tenure : std::uint8_t { kOwned, kCooperative, kRented };

/// What people go somewhere for, and a service point may offer.
enum class Service : std::uint8_t { kGrocery, kFuel, kParcel, kPharmacy, kCare, kSchool, kLibrary };
inline constexpr int kServices = 7;
/// A set of services, one bit each.
using ServiceSet = std::uint8_t;
constexpr ServiceSet bit_of(Service service) {
  return static_cast<ServiceSet>(1U << static_cast<unsigned>(service));
}

/// A point that offers care and nothing else is the region's: patients pay their fees to it, and not to a firm.
constexpr bool is_of_region(ServiceSet offers) {
  return offers == bit_of(Service::kCare);
}

/// Vehicles that serve others; private cars are a table of their own.
enum class VehicleKind : std::uint8_t {
  kGarbageTruck,
  kPostVan,
  kHomeCareCar,
  kParcelVan,
  kBus,
  kSchoolTaxi,
  kGroceryVan,
  kSpecialTaxi,
  kPatientTaxi,
  kTimberTruck,
  kOreTrain
};
inline constexpr int kVehicleKinds = 11;

/// What workplaces do: groups of the Swedish standard industrial classification (SNI 2007), whose codes stand beside.
enum class Sector : std::uint8_t {
  kFarming,           ///< A01, A03: farming, reindeer herding, fishing
  kForestry,          ///< A02
  kMining,            ///< B
  kSteel,             ///< C24
  kPaperWood,         ///< C16, C17
  kManufacturing,     ///< rest of C
  kEnergy,            ///< D
  kWater,             ///< E: water and waste
  kConstruction,      ///< F
  kTrade,             ///< G
  kTransport,         ///< H
  kLodging,           ///< I: hotels and restaurants
  kInformation,       ///< J
  kFinance,           ///< K
  kRealEstate,        ///< L
  kBusinessServices,  ///< M
  kSupport,           ///< N
  kAdministration,    ///< O
  kEducation,         ///< P
  kCare,              ///< Q: health and social care
  kCulture            ///< R, S, T: culture and other services
};
inline constexpr int kSectors = 21;

/// Who owns a workplace. The last three are public authorities: they sell nothing and are paid for by budgets.
enum class Owner : std::uint8_t {
  kLocal,   ///< people of the place
  kCounty,  ///< people elsewhere in the county
  kSweden,  ///< people in the rest of Sweden
  kAbroad,
  kState,  ///< a company of the state
  kMunicipality,
  kRegion,
  kGovernment
};
inline constexpr int kOwners = 8;
/// Paid for by a public budget; sells nothing.
constexpr bool is_public(Owner owner) {
  return owner >= Owner::kMunicipality;
}
/// Digs, fells or dams what the place has; `site`: it is one of the package's, as power stations are.
constexpr bool is_extracting(Sector sector, bool site) {
  return sector == Sector::kForestry || sector == Sector::kMining || (sector == Sector::kEnergy && site);
}

/// Whose account it is, of those that every place has (Ledger::part).
enum class Part : std::uint8_t {
  kWhole,  ///< the place itself: persons, goods
  kHouseholds,
  kLocalFirms,    ///< owned by people of the place
  kBranches,      ///< owned elsewhere
  kMunicipality,  ///< of the municipality whose seat it is
  kAssociations
};
inline constexpr int kParts = 6;

/// What a dwelling has of fixed broadband. All but the first two give 100 Mbit/s or more.
enum class Line : std::uint8_t { kNone, kPassed, kFibre, kCable, kRadio };
constexpr bool is_fast(Line line) {
  return line >= Line::kFibre;
}

/// Single years of age 0 to 110; the last one is open.
inline constexpr int kAges = 111;
/// From here on a person may live without a parent, marry, work and move alone (compulsory school ends at 16).
inline constexpr int kAdultAge = 16;

/// Completed years of age on the first day of `month` of someone born in `birth`, 0 to 110.
constexpr int age_on(MonthNumber month, MonthNumber birth) {
  const int years = (month - 1 - birth) / 12;
  return years < 0 ? 0 : years >= kAges ? kAges - 1 : years;
}

// ---- tables
// ---------------------------------------------------------------------------------------------------------

struct MunicipalityTable {
  static constexpr std::string_view name = "municipality";
};
struct PlaceTable {
  static constexpr std::string_view name = "place";
};
struct PersonTable {
  static constexpr std::string_view name = "person";
};
struct HouseholdTable {
  static constexpr std::string_view name = "household";
};
struct DwellingTable {
  static constexpr std::string_view name = "dwelling";
};
struct CarTable {
  static constexpr std::string_view name = "car";
};
struct AwayTable {
  static constexpr std::string_view name = "away";
};

struct VehicleTable {
  static constexpr std::string_view name = "vehicle";
};
struct ServicePointTable {
  static constexpr std::string_view name = "service_point";
};

struct MastTable {
  static constexpr std::string_view name = "mast";
};

struct FirmTable {
  static constexpr std::string_view name = "firm";
};

struct VisitorProjectTable {
  static constexpr std::string_view name = "visitor_project";
};

using MunicipalityRef = Ref<MunicipalityTable>;
using PlaceRef = Ref<PlaceTable>;
using PersonRef = Ref<PersonTable>;
using HouseholdRef = Ref<HouseholdTable>;
using DwellingRef = Ref<DwellingTable>;
using CarRef = Ref<CarTable>;
using FirmRef = Ref<FirmTable>;

inline constexpr TableKey kMunicipalities{"municipality", "county",
                                          "the county's municipalities, in the package's order"};
inline constexpr TableKey kPlaces{"place", "county", "named places where people live"};
inline constexpr TableKey kPersons{"person", "population", "everyone who lives in the county now"};
inline constexpr TableKey kHouseholds{"household", "population", "people who share a dwelling; never empty"};
inline constexpr TableKey kDwellings{"dwelling", "population", "homes, lived in or vacant"};
inline constexpr TableKey kCars{"car", "population", "private cars"};
inline constexpr TableKey kServicePoints{"service_point", "services",
                                         "shops, agents, schools and care, open or closed"};
inline constexpr TableKey kBusLines{"bus_line", "network", "the timetable's lines"};
inline constexpr TableKey kRoadChanges{"road_change", "network", "roads that were closed or built by decision"};
inline constexpr TableKey kVehicles{"vehicle", "fleet", "vehicles that serve the county"};
inline constexpr TableKey kFirms{"firm", "firms", "workplaces: firms, branches of firms, and public bodies"};
inline constexpr TableKey kBranches{"branch", "firms",
                                    "the firms of one sector and one ownership in one place; see branch_row()"};
inline constexpr TableKey kMasts{"mast", "coverage", "sites of mobile networks, standing or taken down"};
inline constexpr TableKey kFibreLinks{"fibre_link", "broadband",
                                      "roads, and ways from a road to a place, along which fibre can be laid"};
inline constexpr TableKey kCells{"cell", "coverage", "square kilometres of the county, land and water"};
inline constexpr TableKey kPractices{"practice", "practices",
                                     "ways of organising a service that arose in some municipality"};
inline constexpr TableKey kColleagues{"colleagues", "practices",
                                      "pairs of municipalities, whose developers know each other; see pair_row()"};
inline constexpr TableKey kVisitorProjects{"visitor_project", "visitors",
                                           "beds and visitor facilities that somebody has asked leave to build"};
inline constexpr TableKey kAway{"away", "population",
                                "people who grew up or lived here, left as adults, and may return"};

// ---- columns
// --------------------------------------------------------------------------------------------------------

inline constexpr Key<MunicipalityRef> kPlaceMunicipality{"place.municipality", "county", "",
                                                         "the municipality it lies in"};
inline constexpr Key<twin::Metres> kPlaceEast{"place.east", "county", "m", "centre of its people, SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kPlaceNorth{"place.north", "county", "m", "centre of its people, SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kPlaceSpread{"place.spread", "county", "m",
                                                "root mean square distance of its people from the centre"};
inline constexpr Key<std::int32_t> kPlaceResidents{"place.residents", "population", "persons",
                                                   "people who live there now"};

inline constexpr Key<std::int16_t> kPlaceElderly{"place.elderly", "census", "%",
                                                 "of its residents, aged 65 or over; -1: nobody lives there"};
inline constexpr Key<std::int16_t> kPlaceEmployed{
    "place.employed", "census", "%", "of its residents aged 20 to 64, have paid work; -1: nobody of that age"};

inline constexpr Key<MonthNumber> kBirthMonth{"person.birth_month", "population", "months since 1900-01",
                                              "month of birth"};
inline constexpr Key<Sex> kSex{"person.sex", "population", "", "0 woman, 1 man"};
inline constexpr Key<Role> kRole{"person.role", "population", "", "0 single, 1 partner, 2 child in the household"};
inline constexpr Key<BirthRegion> kBornIn{"person.born_in", "population", "", "0 Sweden, 1 EU, 2 outside the EU"};
inline constexpr Key<HouseholdRef> kHousehold{"person.household", "population", "", "the household"};
inline constexpr Key<PersonRef> kNextMember{"person.next_member", "population", "",
                                            "next in the list of household members"};
inline constexpr Key<bool> kEmployed{"person.employed", "employment", "", "has paid work"};

inline constexpr Key<PersonRef> kFirstMember{"household.first_member", "population", "",
                                             "head of the list of members"};
inline constexpr Key<DwellingRef> kDwelling{"household.dwelling", "population", "", "the home"};
inline constexpr Key<PlaceRef> kPlace{"household.place", "population", "", "where the home is"};
inline constexpr Key<CarRef> kFirstCar{"household.first_car", "population", "", "head of the list of cars"};

inline constexpr Key<PlaceRef> kDwellingPlace{"dwelling.place", "population", "", "where it stands"};
inline constexpr Key<twin::Metres> kDwellingEast{"dwelling.east", "population", "m", "SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kDwellingNorth{"dwelling.north", "population", "m", "SWEREF 99 TM"};
inline constexpr Key<DwellingKind> kDwellingKind{"dwelling.kind", "population", "", "0 house, 1 flat"};
inline constexpr Key<Tenure> kDwellingTenure{"dwelling.tenure", "population", "", "0 owned, 1 cooperative, 2 rented"};
inline constexpr Key<HouseholdRef> kOccupant{"dwelling.household", "population", "",
                                             "who lives there; empty if vacant"};

inline constexpr Key<CarRef> kNextCar{"car.next_car", "population", "", "next in the household's list of cars"};

inline constexpr Key<MonthNumber> kAwayBirthMonth{"away.birth_month", "population", "months since 1900-01",
                                                  "month of birth"};
inline constexpr Key<Sex> kAwaySex{"away.sex", "population", "", "0 woman, 1 man"};
inline constexpr Key<BirthRegion> kAwayBornIn{"away.born_in", "population", "", "0 Sweden, 1 EU, 2 outside the EU"};
inline constexpr Key<PlaceRef> kAwayOrigin{"away.origin", "population", "", "the place left"};
inline constexpr Key<MonthNumber> kAwaySince{"away.since", "population", "months since 1900-01", "month of leaving"};

inline constexpr Key<double> kEmploymentLevel{
    "municipality.employment_level", "employment", "1",
    "odds of being employed, relative to the county's table by age and sex"};

inline constexpr Key<FirmRef> kWorkplace{"person.workplace", "employment", "",
                                         "where an employed person works; empty: outside the county"};
inline constexpr Key<std::uint8_t> kSkill{"person.skill", "employment", "",
                                          "0 not known yet, 1 compulsory school, 2 upper secondary, 3 tertiary"};
inline constexpr Key<bool> kWorksOutside{"person.works_outside", "employment", "",
                                         "employed at a workplace outside the county"};
inline constexpr Key<bool> kRemote{"person.remote", "employment", "",
                                   "does most of the work at home, and does not travel there daily"};

inline constexpr Key<PlaceRef> kFirmPlace{"firm.place", "firms", "", "where it is"};
inline constexpr Key<Sector> kFirmSector{"firm.sector", "firms", "",
                                         "0 farming, 1 forestry, 2 mining, 3 steel, 4 paper and wood, 5 other "
                                         "manufacturing, 6 energy, 7 water and waste, 8 construction, 9 trade, "
                                         "10 transport, 11 hotels and restaurants, 12 information, 13 finance, "
                                         "14 real estate, 15 business services, 16 support services, "
                                         "17 administration, 18 education, 19 care, 20 culture and other services"};
inline constexpr Key<Owner> kFirmOwner{"firm.owner", "firms", "",
                                       "0 local, 1 elsewhere in the county, 2 rest of Sweden, 3 abroad, 4 the state, "
                                       "5 municipality, 6 region, 7 government"};
inline constexpr Key<std::int32_t> kFirmJobs{"firm.jobs", "firms", "persons",
                                             "positions for residents of the county, filled or not"};
inline constexpr Key<std::int32_t> kFirmFlyIn{"firm.fly_in", "firms", "persons",
                                              "positions of people who live outside the county and fly in"};
inline constexpr Key<std::int64_t> kFirmDeposits{"firm.deposits", "firms", "öre", "deposits less loans"};
inline constexpr Key<std::int64_t> kFirmRevenue{"firm.revenue", "firms", "öre/year", "sales of the last year"};

inline constexpr Key<std::int32_t> kFirmSite{"firm.site", "firms", "",
                                             "number of its row in the package's workplaces; 0: none"};
inline constexpr Key<std::int32_t> kFirmFirstJobs{"firm.first_jobs", "firms", "persons",
                                                  "positions when it was founded"};
inline constexpr Key<std::int64_t> kFirmSales{"firm.sales", "firms", "öre", "sales of the running year"};
inline constexpr Key<std::int64_t> kFirmResult{"firm.result", "firms", "öre",
                                               "received less paid in the running year, dividends left out"};
inline constexpr Key<std::int64_t> kFirmDividend{"firm.dividend", "firms", "öre/month", "what owners are paid"};
inline constexpr Key<std::int32_t> kPlaceJobs{"place.jobs", "firms", "persons",
                                              "positions at its workplaces, filled or not"};
inline constexpr Key<std::int64_t> kDividendsLocal{"place.dividends_local", "firms", "öre/month",
                                                   "next month's dividends of its local firms to its residents"};
inline constexpr Key<std::int64_t> kDividendsCounty{
    "place.dividends_county", "firms", "öre/month",
    "next month's dividends of its branches to owners elsewhere in the county"};
inline constexpr Key<std::int64_t> kLocalPower{"place.local_power", "firms", "öre/month",
                                               "what its residents save next month by power at cost"};
inline constexpr Key<double> kProductivity{"municipality.productivity", "firms", "1",
                                           "output per position of firms without a product, of the country's"};
inline constexpr Key<std::int64_t> kMunicipalProduct{"municipality.product", "firms", "öre",
                                                     "gross regional product of the running year"};
inline constexpr Key<PlaceRef> kStationPlace{"municipality.station_place", "firms", "",
                                             "where its largest hydropower station is; empty: none"};
inline constexpr Key<std::int64_t> kHydroTax{"municipality.hydro_tax", "firms", "öre/month",
                                             "property tax on its hydropower, paid to the state"};

/// The firms of one sector in one place: `branches` tells those owned elsewhere from those of people of the place.
constexpr std::size_t branch_row(std::size_t place, Sector sector, bool branches) {
  return (place * kSectors + static_cast<std::size_t>(sector)) * 2 + branches;
}
constexpr std::size_t place_of_branch(std::size_t branch) {
  return branch / (std::size_t{2} * kSectors);
}
constexpr Sector sector_of_branch(std::size_t branch) {
  return static_cast<Sector>(branch / 2 % kSectors);
}
inline constexpr Key<std::int32_t> kBranchJobs{"branch.jobs", "firms", "persons", "positions of its firms"};
inline constexpr Key<std::int32_t> kBranchBaseJobs{"branch.base_jobs", "firms", "persons",
                                                   "positions at the end of the first year"};
inline constexpr Key<std::int64_t> kBranchBaseOutput{"branch.base_output", "firms", "öre/month",
                                                     "output per month of the first year, at basic prices"};
inline constexpr Key<std::int64_t> kBranchOutput{"branch.output", "firms", "öre/month",
                                                 "trend of output, at basic prices"};
inline constexpr Key<std::int64_t> kBranchOtherSales{"branch.other_sales", "firms", "öre/month",
                                                     "sold outside the county in the first year, mean"};
inline constexpr Key<std::int64_t> kBranchGap{"branch.gap", "firms", "öre",
                                              "sold outside the county so far in the first year"};
inline constexpr Key<std::int64_t> kBranchTakings{"branch.takings", "firms", "öre/month",
                                                  "margin on what people paid in its shops, spread over the months"};
inline constexpr Key<std::int64_t> kBranchSoldToHouseholds{"branch.sold_to_households", "income", "öre/month",
                                                           "sold to households, what people pay in shops left out"};
inline constexpr Key<std::int64_t> kBranchSoldToPublic{"branch.sold_to_public", "public_finance", "öre/month",
                                                       "sold to municipalities, the region and the state"};

inline constexpr Key<std::int32_t> kPay{"person.pay", "income", "öre/month", "gross pay of the last month"};
inline constexpr Key<std::int64_t> kDeposits{"person.deposits", "income", "öre", "deposits less loans"};
inline constexpr Key<PlaceRef> kAccountPlace{"person.account_place", "income", "",
                                             "where the ledger holds the person's deposits"};
inline constexpr Key<std::int64_t> kDisposable{"household.disposable", "income", "öre/year",
                                               "disposable income, at the pace of the last month"};
inline constexpr Key<std::int32_t> kPlaceIncome{
    "place.income", "income", "kr/year", "disposable income per resident, at the pace of the last month; -1: nobody"};
inline constexpr Key<std::int64_t> kPlaceTaxBase{"place.tax_base", "income", "öre/month",
                                                 "taxable income of its residents"};
inline constexpr Key<std::int64_t> kPlaceDeposits{"place.deposits", "income", "öre",
                                                  "of its residents, deposits less loans"};
inline constexpr Key<std::int64_t> kPlaceWages{"place.wages", "income", "öre/month",
                                               "booked as wages to its residents"};
inline constexpr Key<double> kPayLevel{"municipality.pay_level", "income", "1",
                                       "pay of its residents, of what their sectors pay on average"};
inline constexpr Key<std::int64_t> kMunicipalDisposable{"municipality.disposable", "income", "öre",
                                                        "disposable income of its residents in the running year"};
inline constexpr Key<std::int64_t> kPlaceMunicipalTax{"place.municipal_tax", "income", "öre/month",
                                                      "its residents paid to the municipality"};
inline constexpr Key<std::int64_t> kPlaceAssistance{"place.assistance", "income", "öre/month",
                                                    "social assistance from the municipality to its residents"};
inline constexpr Key<std::int64_t> kPlaceRegionTax{"place.region_tax", "income", "öre/month",
                                                   "its residents paid to the region"};

inline constexpr Key<PlaceRef> kCountedPlace{"person.counted_place", "resourceflow", "",
                                             "where the person was counted last month"};
inline constexpr Key<std::int32_t> kYoungOut{"place.young_out", "resourceflow", "persons",
                                             "aged 16 to 29, moved out this year"};
inline constexpr Key<std::int32_t> kYoungIn{"place.young_in", "resourceflow", "persons",
                                            "aged 16 to 29, moved in this year"};
inline constexpr Key<std::int32_t> kSettlers{"place.settlers", "resourceflow", "persons",
                                             "aged 20 to 39, moved in this year"};
inline constexpr Key<std::int64_t> kPlaceVisits{"place.visits", "resourceflow", "visits",
                                                "to its service points this year"};
inline constexpr Key<std::int32_t> kPlaceBalance{
    "place.balance", "resourceflow", "kr/inhabitant",
    "returned less extracted in the last year; the least number: nobody lives there"};

/// What residents paid where they went; quarterly, from the days that were lived.
inline constexpr Key<std::int64_t> kPlaceSpent{"place.spent", "daily_life", "öre/quarter",
                                               "its residents paid at service points, for driving and for buses"};
inline constexpr Key<std::int64_t> kPlaceSpentHere{"place.spent_here", "daily_life", "öre/quarter",
                                                   "of that, to firms at service points of the place"};
inline constexpr Key<std::int64_t> kPlaceSpentSeat{"place.spent_seat", "daily_life", "öre/quarter",
                                                   "of that, at those of the municipality's seat, if elsewhere"};
inline constexpr Key<std::int64_t> kPlaceSpentCoast{"place.spent_coast", "daily_life", "öre/quarter",
                                                    "of that, at those of the county's largest place, if elsewhere"};
inline constexpr Key<std::int64_t> kPlaceRegionFees{"place.region_fees", "daily_life", "öre/quarter",
                                                    "its residents paid to the region: bus fares, patients' fees"};
inline constexpr Key<std::int32_t> kPlaceRides{"place.rides", "daily_life", "trips/quarter",
                                               "its residents made in shared rides of the marketplace"};
inline constexpr Key<std::int64_t> kPointSupport{"service_point.support", "services", "öre/quarter",
                                                 "grants and aid of the last quarter"};
inline constexpr Key<std::int64_t> kPaperSpent{
    "place.paper_spent", "newspaper", "öre/year",
    "its residents paid for the newspaper, in print or on a tablet, in the last year"};
inline constexpr Key<std::int64_t> kPaperTaken{"place.paper_taken", "newspaper", "öre/year",
                                               "its publisher took in subscriptions and aid in the last year, "
                                               "less what it paid for tablets"};

inline constexpr Key<std::int32_t> kTaxRate{"municipality.tax_rate", "public_finance", "1/100 000",
                                            "municipal income tax, of taxable income"};
inline constexpr Key<std::int32_t> kServiceLevel{"municipality.service_level", "public_finance", "1/1000",
                                                 "of the cost norm, what the budget provides"};
inline constexpr Key<std::int32_t> kWelfareJobs{"municipality.welfare_jobs", "public_finance", "1/1000",
                                                "positions of the municipality, of those at the base date"};
inline constexpr Key<std::int32_t> kStaffLevel{"municipality.staff_level", "public_finance", "1/1000",
                                               "positions filled, of those that its service level asks for"};
inline constexpr Key<std::int64_t> kFirstNorm{"municipality.first_norm", "public_finance", "öre/year",
                                              "cost norm of its services at the base date, in prices of 2021"};
inline constexpr Key<std::int64_t> kOtherIncome{"municipality.other_income", "public_finance", "öre/month",
                                                "fees and other grants, in prices of 2021"};
inline constexpr Key<std::int64_t> kMunicipalPurchases{"municipality.purchases", "public_finance", "öre/month",
                                                       "its budget bought for in the last month"};
inline constexpr Key<std::int64_t> kMunicipalResult{"municipality.result", "public_finance", "öre",
                                                    "revenue less cost of the running year"};
inline constexpr Key<std::int64_t> kResourceIncome{"municipality.resource_income", "firms", "öre/month",
                                                   "resource payments that reached it"};
inline constexpr Key<std::int64_t> kServicesInKind{"place.in_kind", "public_finance", "öre/month",
                                                   "public services that reached its residents, at cost"};

inline constexpr Key<std::uint16_t> kLinePercent{"bus_line.percent", "network", "%",
                                                 "departures, of those in the package's timetable"};
inline constexpr Key<std::uint16_t> kRoadKmPerH{"road_change.km_per_h", "network", "km/h",
                                                "speed of a road that was built; 0: one that was closed"};
inline constexpr Key<twin::Metres> kRoadFromEast{"road_change.from_east", "network", "m", "SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kRoadFromNorth{"road_change.from_north", "network", "m", "SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kRoadToEast{"road_change.to_east", "network", "m", "SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kRoadToNorth{"road_change.to_north", "network", "m", "SWEREF 99 TM"};

inline constexpr Key<PlaceRef> kPointPlace{"service_point.place", "services", "", "where it is"};
inline constexpr Key<twin::Metres> kPointEast{"service_point.east", "services", "m", "SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kPointNorth{"service_point.north", "services", "m", "SWEREF 99 TM"};
inline constexpr Key<ServiceSet> kPointOffers{
    "service_point.offers", "services", "",
    "bits: 1 grocery, 2 fuel, 4 parcel, 8 pharmacy, 16 primary care, 32 compulsory school, 64 library"};
inline constexpr Key<bool> kPointOpen{"service_point.open", "services", "", "serves customers"};
inline constexpr Key<std::int64_t> kPointFixedCost{"service_point.fixed_cost", "services", "öre/quarter",
                                                   "rent, energy and pay that do not follow sales; 0: not a shop"};
inline constexpr Key<bool> kPointHosted{"service_point.hosted", "services", "",
                                        "a village service point, that public money keeps open"};
inline constexpr Key<std::uint8_t> kPointLosses{"service_point.losses", "services", "quarters",
                                                "run of quarters with a loss (closed: with prospects)"};
inline constexpr Key<std::int32_t> kPointVisits{"service_point.visits", "daily_life", "visits/quarter",
                                                "customers of the last quarter"};
inline constexpr Key<std::int64_t> kPointTakings{"service_point.takings", "daily_life", "öre/quarter",
                                                 "what they paid in the last quarter"};

inline constexpr Key<VehicleKind> kVehicleKind{"vehicle.kind", "fleet", "",
                                               "0 garbage truck, 1 post van, 2 home care car, 3 parcel van, 4 bus, "
                                               "5 school taxi, 6 grocery van, 7 special transport taxi, "
                                               "8 patient transport taxi, 9 timber truck, 10 ore train"};
inline constexpr Key<std::int16_t> kRideWait{"place.ride_wait", "marketplace", "min",
                                             "for a shared ride: until one sits in it, being refused counted in, and "
                                             "what its detours take; 0: there are none"};
inline constexpr Key<std::int16_t> kRideFare{"place.ride_fare", "marketplace", "1/1000",
                                             "what a shared ride costs, of a bus's fare that far"};
inline constexpr Key<std::int16_t> kRideServed{"place.ride_served", "marketplace", "%",
                                               "of its rides that were asked for, that were made; -1: none were"};
inline constexpr Key<std::int16_t> kMarketJoined{"municipality.market_joined", "marketplace", "1/1000",
                                                 "of its operators of vehicles, that have joined the marketplace"};
inline constexpr Key<std::int64_t> kServiceMinutes{"municipality.service_minutes", "fleet", "min/year",
                                                   "its service vehicles are out: all but timber and ore"};
inline constexpr Key<std::int64_t> kSharedMinutes{"municipality.shared_minutes", "marketplace", "min/year",
                                                  "of them, those that carry for two operators or more"};
inline constexpr Key<std::int64_t> kMeetingMinutes{
    "municipality.meeting_minutes", "practices", "min/year",
    "its staff spent in meetings that rotate, in the running year; the region's "
    "are with the county's city"};
inline constexpr Key<std::int64_t> kMeetingTravel{"municipality.meeting_travel", "practices", "min/year",
                                                  "its staff were under way to meetings and back"};
inline constexpr Key<std::int64_t> kMeetingCost{"municipality.meeting_cost", "practices", "öre/year",
                                                "it paid for its staff in meetings, and as a host"};
inline constexpr Key<std::int64_t> kRegionMeetingCost{"municipality.region_meeting_cost", "practices", "öre/year",
                                                      "the region paid for meetings that it hosted"};
inline constexpr Key<std::int64_t> kHostedMinutes{"municipality.hosted_minutes", "practices", "min/year",
                                                  "all spent in meetings that it hosted, in the running year"};
inline constexpr Key<std::int32_t> kHostedYear{"municipality.hosted_year", "practices", "meetings/year",
                                               "it hosted in the running year"};
inline constexpr Key<std::int32_t> kHosted{"municipality.hosted", "practices", "meetings",
                                           "it has hosted since the base date"};
inline constexpr Key<std::int64_t> kProcurementSaved{"municipality.procurement_saved", "practices", "öre/year",
                                                     "it bought for less, jointly with others"};
inline constexpr Key<MunicipalityRef> kPracticeOrigin{"practice.origin", "practices", "", "where it arose"};
inline constexpr Key<MonthNumber> kPracticeSince{"practice.since", "practices", "months since 1900-01",
                                                 "month in which it arose"};
inline constexpr Key<MonthNumber> kPracticeEverywhere{
    "practice.everywhere", "practices", "months since 1900-01",
    "month in which the last municipality took it up; 0: not all have"};
inline constexpr Key<std::uint64_t> kPracticeAdopters{"practice.adopters", "practices", "",
                                                      "who has taken it up: one bit by row of the municipality"};
inline constexpr Key<double> kColleagueTrust{"colleagues.trust", "practices", "1", "0 none, 1 all there can be"};

inline constexpr Key<std::int64_t> kLiftIncome{"place.lift_income", "marketplace", "öre/quarter",
                                               "its residents got for taking others along in their cars"};
inline constexpr Key<PlaceRef> kVehicleDepot{"vehicle.depot", "fleet", "", "where it stands at night"};
inline constexpr Key<std::int32_t> kVehicleKm{"vehicle.km", "fleet", "km/year", "what it is driven"};

inline constexpr Key<twin::Metres> kMastEast{"mast.east", "coverage", "m", "SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kMastNorth{"mast.north", "coverage", "m", "SWEREF 99 TM"};
inline constexpr Key<std::uint16_t> kMastHeight{"mast.height", "coverage", "m", "of the antennas above ground"};
inline constexpr Key<std::uint8_t> kMastKind{"mast.kind", "coverage", "",
                                             "0 mast, 1 rooftop, 2 tall mast for long range, 3 taken down"};
/// Bands that each operator has on air, one bit each: 700, 800, 900, 1800, 2100, 2600 and 3500 MHz.
inline constexpr int kMobileOperators = 3;
inline constexpr std::array<Key<std::uint8_t>, kMobileOperators> kMastBands{
    {{"mast.telia", "coverage", "", "bands of Telia: bits 1, 2, 4 … for 700, 800, 900, 1800, 2100, 2600, 3500 MHz"},
     {"mast.tele2_telenor", "coverage", "", "bands of the net that Tele2 and Telenor share"},
     {"mast.tre", "coverage", "", "bands of Tre"}}};
inline constexpr Key<MonthNumber> kMastSince{"mast.since", "coverage", "months since 1900-01", "month it was put up"};
inline constexpr Key<bool> kMastDecided{"mast.decided", "coverage", "",
                                        "put up by decision in the run, not by the operators"};

inline constexpr Key<twin::Metres> kCellEast{"cell.east", "coverage", "m", "middle, SWEREF 99 TM"};
inline constexpr Key<twin::Metres> kCellNorth{"cell.north", "coverage", "m", "middle, SWEREF 99 TM"};
inline constexpr Key<std::uint8_t> kCellService{
    "cell.service", "coverage", "", "outdoors by any operator: 0 none, 1 calls, 2 10 Mbit/s, 3 30 Mbit/s"};
inline constexpr Key<std::uint8_t> kCellClaimed{"cell.claimed", "coverage", "",
                                                "the same as operators' maps have it"};
inline constexpr Key<std::uint8_t> kCellKnown{"cell.known", "coverage", "",
                                              "the same as who plans knows it: computed, and measured where it was"};
inline constexpr Key<std::uint8_t> kCellDoubt{"cell.doubt", "coverage", "dB",
                                              "standard deviation of what is known of the signal"};
inline constexpr Key<std::int16_t> kCellSignal{
    "cell.signal", "coverage", "dBm", "strongest signal outdoors by any operator, per resource element; -999: none"};

inline constexpr Key<std::uint16_t> kCellVisits{"cell.visits", "coverage", "visits",
                                                "by phones that measure, so far"};
inline constexpr std::array<Key<std::int16_t>, kMobileOperators> kCellReading{
    {{"cell.telia_reading", "coverage", "0.1 dBm", "mean of what phones measured of Telia"},
     {"cell.tele2_telenor_reading", "coverage", "0.1 dBm", "the same of Tele2 and Telenor"},
     {"cell.tre_reading", "coverage", "0.1 dBm", "the same of Tre"}}};
inline constexpr std::array<Key<std::int8_t>, kMobileOperators> kCellCorrection{
    {{"cell.telia_correction", "coverage", "dB", "what readings add to the computed signal of Telia"},
     {"cell.tele2_telenor_correction", "coverage", "dB", "the same of Tele2 and Telenor"},
     {"cell.tre_correction", "coverage", "dB", "the same of Tre"}}};

inline constexpr Key<std::int16_t> kPlaceCalls{"place.calls_indoors", "coverage", "%",
                                               "of its homes, where a phone rings indoors; -1: nobody lives there"};
inline constexpr Key<std::int16_t> kPlaceMobileData{
    "place.mobile_data", "coverage", "%", "of its homes, with 10 Mbit/s indoors by mobile; -1: nobody lives there"};

/// What a dwelling has of a fixed line: none, one past its door, one into it. Homes keep it when people move.
inline constexpr Key<Line> kDwellingLine{"dwelling.line", "broadband", "",
                                         "0 none, 1 fibre passes, 2 fibre, 3 cable, 4 radio"};
inline constexpr Key<MonthNumber> kDwellingPassed{"dwelling.passed", "broadband", "months since 1900-01",
                                                  "month since which fibre passes it; 0 or less: none does"};
inline constexpr Key<bool> kFibreLit{"fibre_link.lit", "broadband", "", "fibre lies there"};
inline constexpr Key<bool> kLineOrdered{"place.line_ordered", "broadband", "",
                                        "fibre to all its homes is decided on"};
inline constexpr Key<std::int16_t> kPlacePassed{
    "place.passed", "broadband", "%", "of its homes, that can have 100 Mbit/s or more; -1: nobody lives there"};
inline constexpr Key<std::int16_t> kPlaceBroadband{
    "place.broadband", "broadband", "%", "of its homes, that have 100 Mbit/s or more; -1: nobody lives there"};
inline constexpr Key<std::int16_t> kPlaceFirstBroadband{"place.first_broadband", "broadband", "%",
                                                        "the same at the base date"};
inline constexpr Key<std::int16_t> kPlaceOnline{
    "place.online", "broadband", "%",
    "of its homes, with a fixed line or 10 Mbit/s by mobile; -1: nobody lives there"};
inline constexpr Key<std::int64_t> kLineMoney{"municipality.line_money", "broadband", "öre",
                                              "for fibre, not yet spent; the county's, kept in the first row"};
inline constexpr Key<std::int64_t> kLineFees{"place.line_fees", "broadband", "öre/year",
                                             "its residents paid to be connected in the last year"};

inline constexpr Key<bool> kLabVisited{"place.lab_visited", "village_services", "", "the living lab has been there"};
inline constexpr Key<bool> kPointOrdered{"place.point_ordered", "village_services", "",
                                         "people have decided to have a service point, beside what is planned"};
inline constexpr Key<std::int32_t> kUnmetMinutes{
    "place.unmet_minutes", "village_services", "min/year",
    "a resident's daily errands take beyond a near way, village service points counted in; -1: nobody lives there"};

inline constexpr Key<std::int32_t> kIdeaAware{"place.idea_aware", "ideas", "persons",
                                              "adults who have heard of what others do, and no more"};
inline constexpr Key<std::int32_t> kIdeaInterested{"place.idea_interested", "ideas", "persons",
                                                   "adults whom somebody convinced, who have not taken it up"};
inline constexpr Key<std::int32_t> kIdeaAdopters{"place.idea_adopters", "ideas", "persons",
                                                 "adults who do something new"};
inline constexpr Key<std::int32_t> kIdeaExposed{"place.idea_exposed", "ideas", "persons/year",
                                                "adults who heard talks in the last year, streams counted in part"};
inline constexpr Key<std::int32_t> kIdeaExposedBefore{"place.idea_exposed_before", "ideas", "persons/year",
                                                      "the same of the year before"};
inline constexpr Key<std::int32_t> kIdeasFromTowns{
    "place.ideas_from_towns", "ideas", "adoptions/year",
    "its residents took up an idea that came from a town of the county"};
inline constexpr Key<std::int32_t> kIdeasFromCountryside{
    "place.ideas_from_countryside", "ideas", "adoptions/year",
    "its residents took up an idea that came from the county's countryside, the place itself counted in"};
inline constexpr Key<double> kFoundingFactor{"place.founding_factor", "ideas", "1",
                                             "how often its people found firms, of what is usual"};

inline constexpr Key<bool> kPaperDelivered{"place.paper_delivered", "newspaper", "",
                                           "the publisher brings the paper edition out here"};
inline constexpr Key<std::int32_t> kPaperSubscribers{"place.paper_subscribers", "newspaper", "households",
                                                     "who take the paper edition"};
inline constexpr Key<std::int32_t> kPaperCost{"place.paper_cost", "newspaper", "öre/copy",
                                              "what a copy adds to the round; 0 without subscribers"};
inline constexpr Key<bool> kReadsOnTablet{"household.reads_on_tablet", "newspaper", "",
                                          "lost the paper edition, was given a tablet, and reads the paper on it"};
inline constexpr Key<std::int32_t> kTabletReaders{"place.tablet_readers", "newspaper", "households",
                                                  "who read the paper on a tablet they were given"};
inline constexpr Key<std::int64_t> kTabletSpent{"place.tablet_spent", "newspaper", "öre",
                                                "on tablets and courses for its residents so far, by all payers"};
inline constexpr Key<std::int64_t> kTabletYears{"place.tablet_years", "newspaper", "households × years",
                                                "that its residents read on a tablet so far, whole years"};

inline constexpr Key<PlaceRef> kProjectPlace{"visitor_project.place", "visitors", "",
                                             "where it is, or would have been"};
inline constexpr Key<std::int32_t> kProjectBeds{"visitor_project.beds", "visitors", "beds", "asked for"};
inline constexpr Key<MonthNumber> kProjectAsked{"visitor_project.asked", "visitors", "months since 1900-01",
                                                "month in which leave was asked for"};
inline constexpr Key<MonthNumber> kProjectOpens{"visitor_project.opens", "visitors", "months since 1900-01",
                                                "month it opens, as it is planned; 0: never"};
inline constexpr Key<MonthNumber> kProjectOpensAsToday{"visitor_project.opens_as_today", "visitors",
                                                       "months since 1900-01",
                                                       "month it would open without coordination; 0: never"};
inline constexpr Key<std::uint8_t> kProjectLoss{"visitor_project.loss", "visitors", "",
                                                "0 none, 1 the land is closed to it, 2 its builder gave up waiting"};
inline constexpr Key<std::int32_t> kNewBeds{"place.new_beds", "visitors", "beds",
                                            "of visitor projects that opened there in the run"};
inline constexpr Key<std::int64_t> kVisitorNights{"municipality.visitor_nights", "visitors", "nights/year",
                                                  "commercial guest nights of this year"};
inline constexpr Key<std::int64_t> kVisitorNightsGained{"municipality.visitor_nights_gained", "visitors",
                                                        "nights/year", "of them, those by coordinated planning"};
inline constexpr Key<std::int64_t> kVisitorSpendingGained{
    "municipality.visitor_spending_gained", "visitors", "öre/month",
    "what visitors of the nights gained spend at the county's firms, taxes counted in"};
inline constexpr Key<std::int32_t> kConflictDays{"municipality.conflict_days", "visitors", "days/year",
                                                 "on which visitors disturb reindeer herding"};
inline constexpr Key<std::int32_t> kSettled{"municipality.settled", "visitors", "persons",
                                            "who flew in to work and have become residents"};

/// Minutes to the nearest open point that offers a service, from the place's centre, one way; -1: out of reach.
inline constexpr std::array<Key<std::int16_t>, kServices> kMinutesByCar{
    {{"place.car_to_grocery", "access", "min", "to the nearest open grocery shop, by car in summer"},
     {"place.car_to_fuel", "access", "min", "to the nearest open fuel station, by car in summer"},
     {"place.car_to_parcel", "access", "min", "to the nearest open parcel agent, by car in summer"},
     {"place.car_to_pharmacy", "access", "min", "to the nearest open pharmacy, by car in summer"},
     {"place.car_to_care", "access", "min", "to the nearest open health centre, by car in summer"},
     {"place.car_to_school", "access", "min", "to the nearest open compulsory school, by car in summer"},
     {"place.car_to_library", "access", "min", "to the nearest open library, by car in summer"}}};
inline constexpr std::array<Key<std::int16_t>, kServices> kMinutesByBus{
    {{"place.bus_to_grocery", "access", "min", "to the nearest open grocery shop, by bus or on foot on a weekday"},
     {"place.bus_to_fuel", "access", "min", "to the nearest open fuel station, by bus or on foot on a weekday"},
     {"place.bus_to_parcel", "access", "min", "to the nearest open parcel agent, by bus or on foot on a weekday"},
     {"place.bus_to_pharmacy", "access", "min", "to the nearest open pharmacy, by bus or on foot on a weekday"},
     {"place.bus_to_care", "access", "min", "to the nearest open health centre, by bus or on foot on a weekday"},
     {"place.bus_to_school", "access", "min", "to the nearest open school, by bus or on foot on a weekday"},
     {"place.bus_to_library", "access", "min", "to the nearest open library, by bus or on foot on a weekday"}}};

/// What a week's errands of an adult take, to the nearest open points there and back, from the place's centre.
inline constexpr Key<std::int32_t> kBasketByCar{"place.basket_by_car", "access", "min/week",
                                                "under way for an adult's errands, by car; -1: none can be done"};
inline constexpr Key<std::int32_t> kBasketByBus{
    "place.basket_by_bus", "access", "min/week",
    "under way for an adult's errands, by bus or on foot; -1: none can be done"};
inline constexpr Key<std::int32_t> kBasketUnmet{"place.basket_unmet", "access", "1/1000",
                                                "of those errands that neither bus nor foot reaches"};

// ---- events to the owner of public budgets
// --------------------------------------------------------------------------

/// Construction in a place, or another sector's services, that a public body pays for; amounts in öre.
struct OrderWorks {
  Owner payer;          ///< kMunicipality, kRegion or kGovernment
  std::int64_t amount;  ///< negative: so much less is bought than the budget has for it
  std::int64_t fees;    ///< what users have paid the body for it, and was booked by who sends this
  Sector sector = Sector::kConstruction;
};
inline constexpr EventKey<OrderWorks> kOrderWorks{"public_finance.order_works", "place",
                                                  "a public body has something built or done in the target"};

// ---- events to the owner of service points
// --------------------------------------------------------------------------

/// A village service point opens in the target, or changes what it offers; it closes when that is nothing.
struct HostPoint {
  ServiceSet offers;
};
inline constexpr EventKey<HostPoint> kHostPoint{"services.host_point", "place",
                                                "public money keeps a service point in the target from now on"};

// ---- events to the owner of workplaces
// --------------------------------------------------------------------------

/// Positions that were held by people who fly in, and are held by residents from now on.
struct Settle {
  std::int32_t positions;
};
inline constexpr EventKey<Settle> kSettle{"firms.settle", "firm", "the target's fly-in workers settle in the county"};

// ---- events to the owner of people and homes
// --------------------------------------------------------------------------

struct Bear {
  Sex sex;
};
struct Die {};
struct LeaveHome {};
struct Unite {
  PersonRef partner;
};
struct Separate {};
struct Move {
  PlaceRef to;
};
struct Depart {
  bool abroad;
};
struct Return {
  PlaceRef to;
};

/// A household that comes from outside; persons without use have no sex.
struct Arrive {
  struct Newcomer {
    MonthNumber birth_month;
    Sex sex;
    Role role;
    BirthRegion born_in;
  };
  static constexpr int kMost = 6;
  std::array<Newcomer, kMost> persons;
  std::int32_t count;
  PlaceRef to;
  bool abroad;
};

inline constexpr EventKey<Bear> kBear{"population.bear", "person", "the target has a child"};
inline constexpr EventKey<Die> kDie{"population.die", "person", "the target dies"};
inline constexpr EventKey<LeaveHome> kLeaveHome{"population.leave_home", "person",
                                                "the target leaves its parents for a home of its own"};
inline constexpr EventKey<Unite> kUnite{"population.unite", "person", "the target and a partner form one household"};
inline constexpr EventKey<Separate> kSeparate{"population.separate", "person",
                                              "the target leaves its partner for a home of its own"};
inline constexpr EventKey<Move> kMove{
    "population.move", "person",
    "the target moves inside the county: alone if a child of the household, else with all of it"};
inline constexpr EventKey<Depart> kDepart{"population.depart", "person",
                                          "the target leaves the county, alone or with its household as in a move"};
inline constexpr EventKey<Return> kReturn{"population.return", "away", "the target comes back"};
inline constexpr EventKey<Arrive> kArrive{"population.arrive", "", "a household comes from outside"};

}  // namespace rurban
