#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "models/county_import/osm.h"
#include "twin/io/csv.h"

namespace rurban {
namespace {

struct ClassSpeed {
  std::string_view highway;
  double km_per_h;
};
// Sweden's base limits are 50 in built-up areas, 70 outside and 110 on motorways (Trafikförordningen 1998:1276,
// chapter 3); what is signed on main roads is mostly 80 to 100. Unclassified ones are narrow, often gravel.
// Assumption: ±10 km/h.
constexpr std::array<ClassSpeed, 11> kClasses{{{"motorway", 110},
                                               {"motorway_link", 70},
                                               {"trunk", 90},
                                               {"trunk_link", 60},
                                               {"primary", 90},
                                               {"primary_link", 60},
                                               {"secondary", 80},
                                               {"secondary_link", 50},
                                               {"tertiary", 70},
                                               {"tertiary_link", 50},
                                               {"unclassified", 60}}};

struct KindOf {
  std::string_view key, value, kind;
};
// Values as on wiki.openstreetmap.org, Map features.
constexpr std::array<KindOf, 21> kKinds{{{"shop", "supermarket", "grocery"},
                                         {"shop", "convenience", "grocery"},
                                         {"shop", "general", "grocery"},
                                         {"shop", "grocery", "grocery"},
                                         {"shop", "kiosk", "kiosk"},
                                         {"shop", "alcohol", "alcohol_store"},
                                         {"shop", "chemist", "other_shop"},
                                         {"amenity", "fuel", "fuel"},
                                         {"amenity", "post_office", "post_centre"},
                                         {"amenity", "parcel_locker", "locker"},
                                         {"amenity", "pharmacy", "pharmacy"},
                                         {"amenity", "doctors", "health_centre"},
                                         {"amenity", "clinic", "health_centre"},
                                         {"amenity", "hospital", "hospital"},
                                         {"amenity", "school", "school"},
                                         {"amenity", "library", "library"},
                                         {"healthcare", "centre", "health_centre"},
                                         {"healthcare", "clinic", "health_centre"},
                                         {"healthcare", "doctor", "health_centre"},
                                         {"healthcare", "hospital", "hospital"},
                                         {"healthcare", "pharmacy", "pharmacy"}}};

constexpr double kMostKmPerH = 130, kLeastKmPerH = 5, kKmPerMile = 1.609344;

}  // namespace

double usual_speed(std::string_view highway) {
  for (const ClassSpeed& known : kClasses)
    if (known.highway == highway) return known.km_per_h;
  return 0;
}

double speed_limit(std::string_view maxspeed) {
  if (maxspeed == "SE:urban") return 50;
  if (maxspeed == "SE:rural") return 70;
  if (maxspeed == "SE:motorway") return 110;
  double value = 0;
  const auto [end, error] = std::from_chars(maxspeed.data(), maxspeed.data() + maxspeed.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) return 0;
  const std::string_view unit = maxspeed.substr(static_cast<std::size_t>(end - maxspeed.data()));
  if (unit == " mph" || unit == "mph") value *= kKmPerMile;
  // Signs that differ by lane or hour ("80;60") begin with one that holds.
  return value < kLeastKmPerH ? 0 : std::min(value, kMostKmPerH);
}

std::string point_kind(std::string_view key, std::string_view value) {
  for (const KindOf& known : kKinds)
    if (known.key == key && known.value == value) return std::string(known.kind);
  return key == "shop" && value != "no" && value != "vacant" && value != "yes" ? "other_shop" : "";
}

std::string to_points_table(const std::vector<NamedPoint>& points, const std::string& origin) {
  std::string table = fmt::format("# Points: {}\nkind,name,east_m,north_m\n", origin);
  for (const NamedPoint& point : points)
    table +=
        fmt::format("{},{},{:.0f},{:.0f}\n", point.kind, twin::csv_field(point.name), point.east_m, point.north_m);
  return table;
}

std::string to_localities_table(const std::vector<Locality>& localities, const std::string& origin) {
  std::string table = fmt::format("# Named places: {}\nname,municipality,east_m,north_m,population\n", origin);
  for (const Locality& locality : localities)
    table += fmt::format("{},{},{:.0f},{:.0f},{}\n", twin::csv_field(locality.name),
                         locality.municipality == 0 ? "" : std::to_string(locality.municipality), locality.east_m,
                         locality.north_m, locality.residents < 0 ? "" : fmt::format("{:.0f}", locality.residents));
  return table;
}

}  // namespace rurban
