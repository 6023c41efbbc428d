#include "models/coverage/air.h"

#include <algorithm>

#include "models/coverage/published.h"

namespace rurban::coverage {
namespace {

constexpr twin::StableId kMostBaseSites = 20'000;
constexpr int kLastYear = 2200;  // of scenarios

/// Who plans knows the coarse ground, and on average what it hides. That was learnt for antennas as high above the
/// coarse ground as above the fine; a field raises those on hilltops, which gives back half of the 3 dB (see
/// bias_of()).
FieldRules planning_rules(const Terrain& terrain, const radio::Surface& coarse, int year) {
  FieldRules rules = field_rules(coarse, year);
  rules.bias_db = -1.5;
  rules.hidden = &terrain;
  return rules;
}

}  // namespace

Air::Air(const County& county, int year, std::uint64_t ground)
    : cells(county_cells(*county.terrain)),
      coarse(coarse_surface(*county.terrain)),
      truth(hidden_truth(*county.terrain, ground)),
      base(network_of(county, cells, year)),
      true_field(cells, truth, field_rules(truth, year)),
      planned_field(cells, coarse, planning_rules(*county.terrain, coarse, year)),
      terrain_(*county.terrain),
      ever_(network_of(county, cells, kLastYear)) {
  for (Field* field : {&true_field, &planned_field}) field->put(base.sites);
}

std::optional<double> Air::ground_of(const Site& site) const {
  const auto found = std::lower_bound(ever_.sites.begin(), ever_.sites.end(), site.id,
                                      [](const Site& one, std::uint32_t id) { return one.id < id; });
  const bool stands_there = found != ever_.sites.end() && found->id == site.id && found->east_m == site.east_m &&
                            found->north_m == site.north_m;
  if (stands_there) return found->ground_m;
  const std::uint32_t cell = cells.at(site.east_m, site.north_m);
  if (site.kind == SiteKind::kRooftop || cell == CountyCells::kNone) return std::nullopt;
  return terrain_.elevation_max_m.cells[cells.raster[cell]];
}

bool radiates_alike(const Site& a, const Site& b) {
  return stand_alike(a, b) && a.bands == b.bands;
}

std::uint32_t free_id(std::span<const twin::StableId> mast_ids) {
  twin::StableId most = kMostBaseSites;
  for (const twin::StableId id : mast_ids) most = std::max(most, id);
  return static_cast<std::uint32_t>(most);  // the next row's id is one more
}

bool works(const Field& field, std::uint32_t cell, Operator op, MobileService service, Receiver receiver,
           double fade_db) {
  if (service == MobileService::kVoice) return field.fade_margin_db(cell, op, service, receiver) >= fade_db;
  return field.rate_mbps(cell, op, receiver, fade_db) >= least_mbps(service);
}

Step step_of(const Field& field, std::uint32_t cell, Operator op, double fade_db) {
  constexpr Receiver kOutdoors = Receiver::kPhoneOutdoors;
  static const double data10 = least_mbps(MobileService::kData10), data30 = least_mbps(MobileService::kData30);
  if (!works(field, cell, op, MobileService::kVoice, kOutdoors, fade_db)) return Step::kNone;
  const double mbps = field.rate_mbps(cell, op, kOutdoors, fade_db);
  return mbps >= data30 ? Step::kData30 : mbps >= data10 ? Step::kData10 : Step::kCalls;
}

double signal_dbm(const Field& field, std::uint32_t cell, Operator op) {
  double strongest = kNoSignalDbm;
  for (int band = 0; band != kBands; ++band)
    strongest =
        std::max(strongest,
                 field.rsrp_dbm(cell, op, static_cast<Band>(band), Receiver::kPhoneOutdoors).value_or(kNoSignalDbm));
  return strongest;
}

}  // namespace rurban::coverage
