#include "models/coverage/base_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/rates.h"
#include "twin/base/draw.h"

namespace rurban::coverage {
namespace {

constexpr twin::Stream kFate{"coverage.base_network.site"};
constexpr int kFirstYear = 2012;
constexpr double kNearPeopleM = 10'000;  // of a place with a mast of its own; assumption: 5 to 15 km
constexpr double kRoadStepM = 2'000;     // between points where the way to the nearest mast is looked at
// Away from people some masts carry one of the two large networks only. Assumption: 0 to 0.3 each.
constexpr double kWithoutTelia = 0.1, kWithoutTele2Telenor = 0.2;
constexpr std::int32_t kTownResidents = 5000;
// When bands came (assumption, from the auctions of 2011, 2018 and 2021; +-1 year): LTE on 800 MHz everywhere from
// 2013 to 2018, 2100 MHz from 3G to LTE in 2019, 700 MHz from 2019 to 2022, 3500 MHz in towns in 2022. 900 MHz is
// old.
constexpr int kFirst800 = 2012, kYears800 = 6, kLte2100 = 2019, kFirst700 = 2018, kYears700 = 4, kFirst3500 = 2022;

/// A spot where a site is wanted.
struct Wanted {
  double east_m = 0, north_m = 0;
  std::string name;
  std::int32_t residents = 0;  ///< of the place it is for; 0 along roads
  bool near_people = true;
};

double metres(const Wanted& a, double east_m, double north_m) {
  const double east = a.east_m - east_m, north = a.north_m - north_m;
  return std::sqrt(east * east + north * north);
}

/// Bands of a large network's site in a year; `turn` in (0, 1) is the site's place in the queue for new ones.
BandSet bands_of(const Wanted& wanted, SiteKind kind, int year, double turn, const BaseRules& rules) {
  const bool roof = kind == SiteKind::kRooftop;
  BandSet bands = bit_of(Band::k900);
  const auto add = [&](Band band, bool on) {
    if (on) bands |= bit_of(band);
  };
  add(Band::k800, wanted.residents >= rules.main_residents || turn * kYears800 < year - kFirst800);
  add(Band::k700, turn * kYears700 < year - kFirst700);
  add(Band::k1800, wanted.residents >= value_in(rules.wide_residents, year));
  add(Band::k2100, year >= kLte2100 && wanted.residents >= kTownResidents);
  add(Band::k2600, roof && wanted.residents >= kTownResidents);
  add(Band::k3500, roof && wanted.residents >= kTownResidents && year >= kFirst3500);
  return bands;
}

/// Where a mast can stand: the middle of a cell on land.
struct Ground {
  double east_m = 0, north_m = 0, highest_m = 0;
};

/// The highest ground within reach of a spot, less what the way there costs; nothing where there is no land.
std::optional<Ground> best_ground(const CountyCells& cells, const Grid& highest_m, const Wanted& wanted,
                                  const BaseRules& rules, double search_km) {
  std::optional<Ground> best;
  double most = -std::numeric_limits<double>::infinity();
  const double search_m = search_km * 1000;
  for (double north = wanted.north_m - search_m; north <= wanted.north_m + search_m; north += cells.cell_m)
    for (double east = wanted.east_m - search_m; east <= wanted.east_m + search_m; east += cells.cell_m) {
      const std::uint32_t cell = cells.at(east, north);
      if (cell == CountyCells::kNone || cells.land[cell] == 0) continue;
      const double away = metres(wanted, cells.east_m[cell], cells.north_m[cell]);
      const double height = highest_m.cells[cells.raster[cell]], worth = height - rules.metres_per_km * away / 1000;
      if (away > search_m + cells.cell_m || worth <= most) continue;
      most = worth;
      best = Ground{static_cast<double>(cells.east_m[cell]), static_cast<double>(cells.north_m[cell]), height};
    }
  return best;
}

class Builder {
 public:
  Builder(const County& county, const CountyCells& cells, int year, const BaseRules& rules)
      : county_(county), cells_(cells), year_(year), rules_(rules) {}

  Network build() {
    for (const Place& place : county_.places)
      if (place.census.residents >= rules_.main_residents) town(place);
    roads();
    return std::move(network_);
  }

 private:
  void town(const Place& place) {
    const Wanted middle{static_cast<double>(place.east_m), static_cast<double>(place.north_m), place.name,
                        place.census.residents, true};
    towns_.push_back(middle);
    add(middle, SiteKind::kMast, rules_.mast_m, kFirstYear);
    for (const Spot& spot : sunflower(place.census.residents / rules_.residents_per_rooftop)) {
      Wanted roof = middle;
      roof.east_m += spot.east * place.spread_m;
      roof.north_m += spot.north * place.spread_m;
      add(roof, SiteKind::kRooftop, rules_.rooftop_m, kFirstYear);
    }
  }

  /// Small places, and points along roads.
  std::vector<Wanted> candidates() const {
    std::vector<Wanted> all;
    for (const Place& place : county_.places)
      if (place.census.residents < rules_.main_residents)
        all.push_back({static_cast<double>(place.east_m), static_cast<double>(place.north_m), place.name,
                       place.census.residents, true});
    for (const RoadLink& link : county_.road_links) {
      const RoadNode &a = county_.road_nodes[link.from], &b = county_.road_nodes[link.to];
      const double east = b.east_m - a.east_m, north = b.north_m - a.north_m;
      const int parts = static_cast<int>(std::sqrt(east * east + north * north) / kRoadStepM) + 1;
      for (int part = 0; part <= parts; ++part)
        all.push_back({a.east_m + east * part / parts, a.north_m + north * part / parts, a.name, 0, true});
    }
    std::erase_if(all, [&](const Wanted& w) { return cells_.at(w.east_m, w.north_m) == CountyCells::kNone; });
    for (Wanted& wanted : all)
      wanted.near_people = std::any_of(towns_.begin(), towns_.end(), [&](const Wanted& town) {
        return metres(town, wanted.east_m, wanted.north_m) <= kNearPeopleM;
      });
    return all;
  }

  /// Farthest point first (Gonzalez 1985): the next mast is for the point whose nearest mast is most spacings away.
  void roads() {
    const std::vector<Wanted> all = candidates();
    std::vector<double> spacings_km(all.size(), 1e9);  // the spacing that would still do without a further mast
    const auto near = [&](double east_m, double north_m) {
      for (std::size_t i = 0; i != all.size(); ++i)
        spacings_km[i] = std::min(spacings_km[i], metres(all[i], east_m, north_m) / 1000 /
                                                      (all[i].near_people ? 1 : rules_.sparse_stretch));
    };
    for (const Site& site : network_.sites) near(site.east_m, site.north_m);
    while (!all.empty()) {
      const auto farthest = std::max_element(spacings_km.begin(), spacings_km.end());
      if (*farthest <= value_in(rules_.spacing_km, year_)) return;
      const Wanted& wanted = all[static_cast<std::size_t>(farthest - spacings_km.begin())];
      if (add(wanted, SiteKind::kMast, rules_.road_mast_m, first_year(*farthest)))
        near(network_.sites.back().east_m, network_.sites.back().north_m);
      *farthest = 0;  // served, also where the mast stands a way off
    }
  }

  int first_year(double spacing_km) const {
    int year = kFirstYear;
    while (year < year_ && value_in(rules_.spacing_km, year) >= spacing_km) ++year;
    return year;
  }

  bool add(const Wanted& wanted, SiteKind kind, double height_m, int since_year) {
    const bool roof = kind == SiteKind::kRooftop;
    const auto ground =
        best_ground(cells_, county_.terrain->elevation_max_m, wanted, rules_,
                    wanted.residents >= rules_.main_residents ? rules_.search_km / 2 : rules_.search_km);
    if (!ground) return false;
    const std::uint32_t cell = cells_.at(wanted.east_m, wanted.north_m);
    const bool at_spot = roof && cell != CountyCells::kNone && cells_.land[cell] != 0;
    Site site;
    site.id = static_cast<std::uint32_t>(network_.sites.size());
    site.name = wanted.name;
    site.east_m = static_cast<std::int32_t>(at_spot ? wanted.east_m : ground->east_m);
    site.north_m = static_cast<std::int32_t>(at_spot ? wanted.north_m : ground->north_m);
    if (!at_spot) site.ground_m = ground->highest_m;
    site.height_m = height_m;
    site.kind = kind;
    site.since_year = since_year;
    site.synthetic = true;
    const twin::Draw fate(twin::draw_key(0, kFate.hash), site.id, 0);
    const BandSet large = bands_of(wanted, kind, year_, fate.uniform(0), rules_);
    const double who = wanted.near_people ? 1 : fate.uniform(1);
    if (who >= kWithoutTelia) site.bands[static_cast<std::size_t>(Operator::kTelia)] = large;
    if (who < kWithoutTelia || who >= kWithoutTelia + kWithoutTele2Telenor)
      site.bands[static_cast<std::size_t>(Operator::kTele2Telenor)] = large;
    // Tre has no 700 MHz, and nothing in the sparse inland.
    if (wanted.near_people)
      site.bands[static_cast<std::size_t>(Operator::kTre)] = large & static_cast<BandSet>(~bit_of(Band::k700));
    network_.sites.push_back(std::move(site));
    return true;
  }

  const County& county_;
  const CountyCells& cells_;
  int year_;
  const BaseRules& rules_;
  std::vector<Wanted> towns_;
  Network network_;
};

}  // namespace

Network base_network(const County& county, const CountyCells& cells, int year, const BaseRules& rules) {
  return Builder(county, cells, year, rules).build();
}

Network network_of(const County& county, const CountyCells& cells, int year, const BaseRules& rules) {
  if (!county.masts) return base_network(county, cells, year, rules);
  Network network = read_network(*county.masts, cells);
  std::erase_if(network.sites, [year](const Site& site) { return site.since_year > year; });
  return network;
}

}  // namespace rurban::coverage
