#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/vocabulary.h"
#include "twin/base/calendar.h"
#include "twin/geo/grid.h"
#include "twin/io/text_file.h"

namespace rurban {

/// One figure per sex and single year of age: [sex][age].
using ByAgeSex = std::array<std::array<double, kAges>, kSexes>;

/// Persons counted in the ways the census counts them.
struct Margins {
  std::int32_t residents = 0;
  std::array<std::int32_t, kSexes> by_sex{};  ///< women, men
  std::array<std::int32_t, 3> by_age{};       ///< 0-14, 15-64, 65 and over
  std::int32_t employed = 0;
  std::array<std::int32_t, kBirthRegions> by_birth{};  ///< Sweden, EU, outside the EU
};

struct Municipality {
  int code = 0;  ///< Statistics Sweden's four digits
  std::string name;
  double land_km2 = 0;
  double sea_km2 = 0;                   ///< 0 also where the package has no such column
  Margins census;                       ///< as published: parts do not sum to totals; by_birth sums its places
  std::int32_t residents_register = 0;  ///< population register, the day before the base date
  std::array<std::int32_t, 5>
      age_groups{};  ///< 0-15, 16-24, 25-44, 45-64, 65 and over; a recent year, for their shape
  double persons_per_household = 0;
};

struct Place {
  std::string name;
  std::uint32_t municipality = 0;        ///< index into County::municipalities
  std::int32_t east_m = 0, north_m = 0;  ///< centre of its people, SWEREF 99 TM
  std::int32_t spread_m = 0;             ///< root mean square distance of its people from there
  Margins census;
  std::int32_t number = 0;  ///< in the package's tables
};

/// Of nodes beyond the county's border, which its buses reach.
inline constexpr std::uint32_t kOutsideCounty = 0xFFFFFFFF;

struct RoadNode {
  std::string name;
  std::uint32_t municipality = 0;  ///< index into County::municipalities, or kOutsideCounty
  std::int32_t east_m = 0, north_m = 0;
  std::int32_t number = 0;  ///< in the package's tables
};
struct RoadLink {
  std::uint32_t from = 0, to = 0;  ///< indices into County::road_nodes; driven both ways
  std::int32_t length_m = 0, bus_time_s = 0;
  bool estimated = false;  ///< length is a straight line times a factor
  enum class Open : std::uint8_t { kAlways, kSummer, kWinter, kNever };
  Open open = Open::kAlways;  ///< a ferry runs in summer, an ice road lies in winter; closed by decision
  std::int32_t km_per_h = 0;  ///< of a car, where it is known; 0: follows from the bus
};

struct BusStopTime {
  std::uint32_t node = 0;
  std::int32_t arrive_min = 0, depart_min = 0;  ///< after the trip's start
};
struct BusPattern {
  std::string line, kind;
  std::vector<BusStopTime> stops;
};
struct BusTrip {
  std::uint32_t pattern = 0;
  std::int32_t start_min = 0;  ///< after midnight
  std::uint8_t weekdays = 0;   ///< bit 0 Monday … bit 6 Sunday
  std::int32_t days_per_year = 0;
};

struct ServicePoint {
  std::uint32_t place = 0;
  std::string kind, functions;
  std::int32_t east_m = 0, north_m = 0;
  std::int32_t post_deliveries_per_week = 0;
};

using twin::Grid;
/// Five rasters of the same extent, in SWEREF 99 TM.
struct Terrain {
  Grid elevation_mean_m, elevation_max_m;  ///< above sea level; 0 in the sea
  Grid land_cover;                         ///< classes 0 to 9, see scenarios/norrbotten/README.md
  Grid inland_water_percent;
  Grid municipality;  ///< code, 0 outside the county
};

/// Goods that cross the county on one way, year after year.
struct FreightRoute {
  enum class Product : std::uint8_t { kTimber, kIronOre };
  struct Stop {
    std::string name;
    std::int32_t east_m = 0, north_m = 0;
  };
  Product product = Product::kTimber;  ///< timber goes by road, ore by rail
  std::int64_t tonnes_per_year = 0;
  std::vector<Stop> stops;  ///< from loading to unloading
};

struct YearValue {
  int year = 0;
  double value = 0;
};

/// Rates of life, from tables of `age_from,age_to,women,men` (see scenarios/demography/README.md for the sources).
struct Demography {
  ByAgeSex death_rate{};    ///< mortality.csv: per year, at the base year's level
  ByAgeSex fertility{};     ///< fertility.csv: births per woman and year of age at a level of 1 child; women only
  ByAgeSex population{};    ///< age_profile.csv: the county's residents at the base date; only its shape counts
  ByAgeSex at_home{};       ///< at_home.csv: share living with a parent
  ByAgeSex partnered{};     ///< partnered.csv: share of those not living with a parent who live with a partner
  ByAgeSex employment{};    ///< employment.csv: share employed
  ByAgeSex leaving_home{};  ///< leaving_home.csv: per year, of those living with a parent
  ByAgeSex union_rate{};    ///< union.csv: per year, of those without a partner
  ByAgeSex separation{};    ///< separation.csv: per couple and year, by the age of the woman (or the elder)
  ByAgeSex move_within{};   ///< move_within.csv: per year, to another dwelling in the same municipality
  ByAgeSex move_between{};  ///< move_between.csv: per year, to another municipality of the county
  ByAgeSex move_out{};      ///< move_out.csv: per year, out of the county
  ByAgeSex arrival_age{};   ///< arrival_age.csv: relative frequency of ages among arrivals from outside
  std::vector<YearValue> fertility_level;  ///< fertility_level.csv: children per woman by year; the last one holds on
  /// cars.csv: cumulative shares of households with 0, 1, 2 cars (the rest have 3): [adults 1 or 2][town,
  /// countryside]
  std::array<std::array<std::array<double, 3>, 2>, 2> cars{};
};

/// One sector of the county's economy, at the base date; kronor of 2021.
struct SectorFacts {
  double jobs = 0;         ///< in the county, by day: at the sites of Economy::sites and elsewhere, fly-in included
  double jobs_sweden = 0;  ///< in the whole country, for location quotients
  double wage_kr = 0;      ///< gross pay per job and year
  double output_kr = 0;    ///< output per job and year at basic prices, where no driver gives price times volume
  double women = 0, tertiary = 0, remote = 0;  ///< shares of its jobs: held by women, by people with tertiary
                                               ///< education; that can be done from home
  std::array<double, kOwners> owners{};        ///< shares of its jobs outside the sites, by Owner; sum 1
};

/// What firms and public finance start from, and what reaches the county from outside.
struct Economy {
  /// What a site sells at a price of its own; the unit of Site::volume stands behind. Ore and power are worth price
  /// times volume; steel and paper have price indices, so a site's output is jobs x SectorFacts::output_kr x index.
  enum class Product : std::uint8_t {
    kNone,
    kIronOre,    ///< t of products, ready to ship
    kCopperOre,  ///< t of ore
    kPower,      ///< MWh
    kSteel,      ///< t
    kPulpPaper   ///< t
  };
  static constexpr int kProducts = 6;

  /// A large workplace with a known address.
  struct Site {
    std::string name;
    std::uint32_t place = 0;  ///< index into County::places
    Sector sector{};
    Owner owner{};
    std::int32_t jobs = 0;  ///< at the base date, fly-in included
    double fly_in = 0;      ///< share of them held by people who live outside the county
    Product product = Product::kNone;
    double volume = 0;        ///< per year at the base date, in the product's unit
    int since = 0;            ///< it stood still before this year; 0: it did not
    std::string source;       ///< where jobs and volume are from
    bool assumption = false;  ///< a figure of the row is from memory
  };

  struct MunicipalFacts {
    double municipal_tax = 0;  ///< share of taxable income, 2021
    double grp_per_head_2015_kr = 0, disposable_2015_kr = 0, disposable_2021_kr = 0;  ///< per inhabitant and year
    double care_cost_2022_kr = 0;  ///< of elderly and disability care, per inhabitant
    double pupil_cost_2018_kr = 0;
    double income_women_2024_kr = 0, income_men_2024_kr = 0;  ///< mean earned income, 16 years and over
    double jobs_per_employed = 0;                             ///< persons who work there per employed who live there
  };

  /// What the county can't change. Prices are those at the gate, without value added tax, of the year itself.
  enum class Driver : std::uint8_t {
    kIronOrePrice,     ///< kr/t
    kIronOreVolume,    ///< of the sites' volume; 2021 = 1
    kCopperPrice,      ///< kr per t of ore: the copper, gold and silver in it, less smelting
    kCopperVolume,     ///< 2021 = 1
    kPowerPrice,       ///< öre/kWh, price area SE1
    kPowerVolume,      ///< 2021 = 1
    kTimberPrice,      ///< kr/m3 solid under bark, at the roadside
    kTimberVolume,     ///< m3 solid under bark felled in the county a year
    kSteelPrice,       ///< 2021 = 1
    kPaperPrice,       ///< 2021 = 1
    kGuestNights,      ///< thousand commercial nights a year
    kVisitorSpending,  ///< kr per guest night
    kWages,            ///< pay per job; 2021 = 1
    kPrices,           ///< consumer prices; 2021 = 1
    kPensions,         ///< pension per pensioner; 2021 = 1
    kRefugees          ///< persons received in the county a year
  };
  static constexpr int kDrivers = 16;

  std::array<SectorFacts, kSectors> sectors;  ///< by Sector
  /// Purchases per krona of output, [buyer][seller], from anywhere; less than 1 per buyer.
  std::array<std::array<double, kSectors>, kSectors> input{};
  std::array<double, kSectors> imported{};  ///< of a buyer's purchases, the share from abroad
  std::vector<Site> sites;
  std::vector<MunicipalFacts> municipalities;              ///< by index into County::municipalities
  double region_tax = 0;                                   ///< share of taxable income
  std::array<std::vector<YearValue>, kDrivers> drivers{};  ///< by Driver; years ascend

  const SectorFacts& operator[](Sector sector) const { return sectors[static_cast<std::size_t>(sector)]; }
  /// For value_in (models/rates.h), which goes straight from year to year. Never empty.
  const std::vector<YearValue>& series(Driver driver) const { return drivers[static_cast<std::size_t>(driver)]; }
};

/// Net migration as a municipality's own past foretells it: a long run, a present that fades into it, what refugees
/// add who are received and move on, and how far single years stray. All per resident and year.
struct NetMigration {
  int last_year = 0;                      ///< of the past
  std::vector<double> long_run, present;  ///< by index into County::municipalities; `present` comes on top
  double left_after_a_year = 0;           ///< of `present`, and of how a year strays
  std::vector<double> reception;          ///< of the years after `last_year`; the last one holds on
  /// Standard deviation of how a year strays, in what lasts: all municipalities together, and each beside them.
  double common_spread = 0, own_spread = 0;
};

/// A county package, read and checked whole. Never changes during a run.
struct County {
  std::string name;
  twin::Date base_date;
  std::uint64_t inputs_hash = 0;  ///< of the content of all its tables
  std::vector<Municipality> municipalities;
  std::vector<Place> places;
  std::vector<RoadNode> road_nodes;
  std::vector<RoadLink> road_links;
  std::vector<BusPattern> bus_patterns;
  std::vector<BusTrip> bus_trips;
  std::vector<ServicePoint> service_points;
  std::vector<FreightRoute> freight_routes;
  std::optional<Terrain> terrain;
  Demography demography;
  Economy economy;
  /// Nothing: the county's arrivals are a parameter, and go where people live.
  std::optional<NetMigration> net_migration;
  /// masts.csv, for models/coverage/network.h, which knows bands and operators; nothing: networks are set by rule.
  std::optional<twin::TextFile> masts;
};

/// Reads the package in `folder` (its `county.yaml` and the tables that this names). Throws twin::InputError with
/// every fault in every table, or twin::IoError when the folder can't be read.
County load_county(const std::filesystem::path& folder);

}  // namespace rurban
