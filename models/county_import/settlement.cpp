#include "models/county_import/settlement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "twin/io/csv.h"

namespace rurban {
namespace {

/// Sums over cells: counts, and the moments of where people live.
struct Sums {
  CensusCell counts;
  double east = 0, north = 0, squares = 0;  ///< relative to `origin`, so that squares stay small
  double origin_east = 0, origin_north = 0;

  void add(const CensusCell& cell) {
    counts.residents += cell.residents;
    counts.employed += cell.employed;
    for (std::size_t i = 0; i != kSexes; ++i) counts.by_sex[i] += cell.by_sex[i];
    for (std::size_t i = 0; i != cell.by_age.size(); ++i) counts.by_age[i] += cell.by_age[i];
    for (std::size_t i = 0; i != kBirthRegions; ++i) counts.by_birth[i] += cell.by_birth[i];
    const double e = cell.east_m - origin_east, n = cell.north_m - origin_north;
    east += cell.residents * e;
    north += cell.residents * n;
    squares += cell.residents * (e * e + n * n);
  }
};

std::int32_t whole(double value) {
  return static_cast<std::int32_t>(std::lround(value));
}

Margins rounded(const CensusCell& counts) {
  Margins census;
  census.residents = whole(counts.residents);
  census.employed = whole(counts.employed);
  for (std::size_t i = 0; i != kSexes; ++i) census.by_sex[i] = whole(counts.by_sex[i]);
  for (std::size_t i = 0; i != counts.by_age.size(); ++i) census.by_age[i] = whole(counts.by_age[i]);
  for (std::size_t i = 0; i != kBirthRegions; ++i) census.by_birth[i] = whole(counts.by_birth[i]);
  return census;
}

/// The locality nearest to the cell, in its municipality; nothing if that has none.
std::optional<std::size_t> home_of(const CensusCell& cell, std::span<const Locality> localities,
                                   const std::vector<bool>& is_town, double reach_m, double most_m) {
  std::optional<std::size_t> nearest;
  double least = 0;
  for (std::size_t i = 0; i != localities.size(); ++i) {
    const Locality& there = localities[i];
    if (cell.municipality != 0 && there.municipality != cell.municipality) continue;
    const double metres = std::hypot(there.east_m - cell.east_m, there.north_m - cell.north_m);
    const double apart = metres - (is_town[i] ? reach_m : 0);
    if ((cell.municipality == 0 && metres > most_m) || (nearest && apart >= least)) continue;
    nearest = i;
    least = apart;
  }
  return nearest;
}

/// Which localities are towns: by their size, or where that is unknown, by the cells nearest to them.
std::vector<bool> towns(std::span<const CensusCell> cells, std::span<const Locality> localities,
                        const SettlementRules& rules) {
  std::vector<double> size(localities.size());
  if (std::any_of(localities.begin(), localities.end(), [](const Locality& l) { return l.residents < 0; })) {
    const std::vector<bool> none(localities.size());
    for (const CensusCell& cell : cells)
      if (const auto home = home_of(cell, localities, none, 0, rules.most_m)) size[*home] += cell.residents;
  }
  std::vector<bool> is_town(localities.size());
  for (std::size_t i = 0; i != localities.size(); ++i)
    is_town[i] = (localities[i].residents < 0 ? size[i] : localities[i].residents) >= rules.town_residents;
  return is_town;
}

std::int32_t to_nearest(double value, std::int32_t step) {
  return step * whole(value / step);
}

/// One of eight directions from the larger place, in Swedish as the county's names are.
std::string direction(const Place& from, const Place& to) {
  constexpr std::array<const char*, 8> kNames{"öst",  "nordöst", "norr", "nordväst",
                                              "väst", "sydväst", "syd",  "sydöst"};
  constexpr double kPi = 3.14159265358979323846;
  const double angle = std::atan2(to.north_m - from.north_m, to.east_m - from.east_m);
  const auto eighth = static_cast<int>(std::lround(angle / (kPi / 4)));
  return kNames[static_cast<std::size_t>((eighth + 8) % 8)];
}

/// Names must be unique in a municipality: smaller ones get the direction from the largest, and a number after that.
int rename_doubles(std::vector<SettledPlace>& places) {
  std::map<std::pair<std::uint32_t, std::string>, const Place*> first;
  std::set<std::pair<std::uint32_t, std::string>> taken;
  for (const SettledPlace& settled : places) taken.insert({settled.place.municipality, settled.place.name});
  int renamed = 0;
  for (SettledPlace& settled : places) {
    Place& place = settled.place;
    const auto [known, is_new] = first.try_emplace({place.municipality, place.name}, &place);
    if (is_new) continue;
    const std::string name = fmt::format("{} ({})", place.name, direction(*known->second, place));
    std::string free = name;
    for (int number = 2; !taken.insert({place.municipality, free}).second; ++number)
      free = fmt::format("{} {}", name, number);
    place.name = free;
    ++renamed;
  }
  return renamed;
}

}  // namespace

Settlement settle(std::span<const CensusCell> cells, std::span<const Locality> localities,
                  const SettlementRules& rules) {
  Settlement result;
  const std::vector<bool> is_town = towns(cells, localities, rules);
  std::vector<Sums> sums(localities.size());
  for (std::size_t i = 0; i != localities.size(); ++i) {
    sums[i].origin_east = localities[i].east_m;
    sums[i].origin_north = localities[i].north_m;
  }
  std::map<int, Sums> municipal;
  for (const CensusCell& cell : cells) {
    const auto home = home_of(cell, localities, is_town, rules.town_reach_m, rules.most_m);
    if (!home) {
      result.far_residents += cell.residents;
      ++result.far_cells;
      continue;
    }
    sums[*home].add(cell);
    municipal[localities[*home].municipality].add(cell);
  }
  for (std::size_t i = 0; i != localities.size(); ++i) {
    const Sums& sum = sums[i];
    if (whole(sum.counts.residents) == 0) continue;
    const double people = sum.counts.residents, east = sum.east / people, north = sum.north / people;
    SettledPlace& settled = result.places.emplace_back();
    settled.seat_east_m = to_nearest(localities[i].east_m, rules.rounding_m);
    settled.seat_north_m = to_nearest(localities[i].north_m, rules.rounding_m);
    settled.confidence = localities[i].confidence;
    Place& place = settled.place;
    place.name = localities[i].name;
    place.municipality = static_cast<std::uint32_t>(localities[i].municipality);
    place.east_m = to_nearest(sum.origin_east + east, rules.rounding_m);
    place.north_m = to_nearest(sum.origin_north + north, rules.rounding_m);
    const double spread = std::sqrt(std::max(0.0, sum.squares / people - east * east - north * north));
    place.spread_m = std::max(rules.least_spread_m, to_nearest(spread, rules.rounding_m));
    place.census = rounded(sum.counts);
  }
  std::stable_sort(result.places.begin(), result.places.end(), [](const SettledPlace& a, const SettledPlace& b) {
    return std::pair{a.place.municipality, -a.place.census.residents} <
           std::pair{b.place.municipality, -b.place.census.residents};
  });
  for (std::size_t i = 0; i != result.places.size(); ++i)
    result.places[i].place.number = static_cast<std::int32_t>(i);
  result.renamed = rename_doubles(result.places);
  for (const auto& [code, sum] : municipal) result.municipalities.push_back({code, rounded(sum.counts)});
  return result;
}

std::string to_table(const Settlement& settlement, const std::string& origin) {
  std::string table = fmt::format("# Inhabited square kilometres summed to their nearest named place: {}\n", origin);
  table +=
      "place,name,municipality,seat_east_m,seat_north_m,east_m,north_m,spread_m,residents,women,men,age_0_14,"
      "age_15_64,age_65_plus,employed,born_sweden,born_eu,born_outside_eu";
  // A column of choices has no blank: it is there if every place knows it.
  const bool confident = std::none_of(settlement.places.begin(), settlement.places.end(),
                                      [](const SettledPlace& settled) { return settled.confidence.empty(); });
  table += confident ? ",name_confidence\n" : "\n";
  for (const SettledPlace& settled : settlement.places) {
    const Place& place = settled.place;
    const Margins& census = place.census;
    table += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}", place.number,
                         twin::csv_field(place.name), place.municipality, settled.seat_east_m, settled.seat_north_m,
                         place.east_m, place.north_m, place.spread_m, census.residents, census.by_sex[0],
                         census.by_sex[1], census.by_age[0], census.by_age[1], census.by_age[2], census.employed,
                         census.by_birth[0], census.by_birth[1], census.by_birth[2]);
    table += confident ? ',' + settled.confidence + '\n' : "\n";
  }
  return table;
}

}  // namespace rurban
