// Masts: as rows of the world, in the fields, by the operators and by hand.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/coverage/coverage_model.h"
#include "models/places.h"

namespace rurban {

using coverage::Band;
using coverage::bit_of;
using coverage::kOperators;
using coverage::Site;
using coverage::SiteKind;

namespace {

constexpr std::uint8_t kGone = coverage::kSiteKinds;  // of mast.kind
constexpr coverage::BandSet kLongRange = bit_of(Band::k700) | bit_of(Band::k800);
constexpr coverage::BandSet kOrdinary = kLongRange | bit_of(Band::k1800);

}  // namespace

std::string CoverageModel::label_of(const Site& site) const {
  if (!site.name.empty()) return site.name;
  return beginning_->county().places[nearest_place(site.east_m, site.north_m)].name;
}

std::uint32_t CoverageModel::nearest_place(double east_m, double north_m) const {
  return rurban::nearest_place(beginning_->county().places, east_m, north_m);
}

void CoverageModel::write_site(twin::WriteAccess& w, std::size_t mast, const Site& site, MonthNumber since,
                               bool decided) const {
  w[mast_east_][mast] = {site.east_m};
  w[mast_north_][mast] = {site.north_m};
  w[height_][mast] = static_cast<std::uint16_t>(std::lround(site.height_m));
  w[kind_][mast] = static_cast<std::uint8_t>(site.kind);
  w[since_][mast] = since;
  w[decided_][mast] = decided;
  for (std::size_t op = 0; op != kOperators; ++op) w[bands_[op]][mast] = site.bands[op];
}

std::size_t CoverageModel::add_mast(twin::WriteAccess& w, const Site& site, MonthNumber since, bool decided) {
  twin::Table& table = w.rows(masts_);
  const std::size_t mast = table.add(site.id + 1);
  write_site(w, mast, site, since, decided);
  table.labels.resize(mast);
  table.labels.push_back(label_of(site));
  return mast;
}

Site CoverageModel::site_of(const twin::Access& a, std::size_t mast) const {
  Site site;
  site.id = static_cast<std::uint32_t>(a.ids(masts_)[mast] - 1);
  site.east_m = a[mast_east_][mast].value;
  site.north_m = a[mast_north_][mast].value;
  site.height_m = a[height_][mast];
  site.kind = static_cast<SiteKind>(a[kind_][mast]);
  for (std::size_t op = 0; op != kOperators; ++op) site.bands[op] = a[bands_[op]][mast];
  site.ground_m = fields_->air->ground_of(site);
  return site;
}

/// Makes the fields those of the table's masts: copies of the base network's, and what differs from it anew.
void CoverageModel::follow_masts(const twin::Access& a) {
  const auto air = this->air();
  fields_.reset(new Fields{air, air->true_field, air->planned_field});
  std::vector<Site> others;
  for (std::size_t mast = 0; mast != a[kind_].size(); ++mast) {
    const auto id = static_cast<std::uint32_t>(a.ids(masts_)[mast] - 1);
    const Site* before = fields_->truth.site(id);
    if (a[kind_][mast] == kGone) {
      if (before == nullptr) continue;
      fields_->truth.remove(id);
      fields_->planned.remove(id);
      continue;
    }
    const Site site = site_of(a, mast);
    if (before == nullptr || !coverage::radiates_alike(*before, site)) others.push_back(site);
  }
  if (others.empty()) return;
  fields_->truth.put(others);
  fields_->planned.put(others);
}

/// What the operators have built by the end of the year. A mast that people took down stays down.
void CoverageModel::grow(twin::Step& s) {
  const int year = twin::year_of(s.to());
  const coverage::Network network = network_of(beginning_->county(), cells(), year);
  std::vector<Site> changed;
  std::vector<std::size_t> row_of;
  const auto ids = s.ids(masts_);
  for (std::size_t mast = 0; mast != ids.size(); ++mast) {
    const auto id = static_cast<std::size_t>(ids[mast] - 1);
    if (row_of.size() <= id) row_of.resize(id + 1, ids.size());
    row_of[id] = mast;
  }
  for (const Site& site : network.sites) {
    // Numbers of the operators' masts go on where the base network's end, and those of decisions lie beyond.
    if (site.id < row_of.size() && row_of[site.id] != ids.size()) {
      const std::size_t mast = row_of[site.id];
      if (s[kind_][mast] == kGone || s[decided_][mast]) continue;
      Site now = site_of(s, mast);
      if (now.bands == site.bands) continue;
      now.bands = site.bands;
      write_site(s, mast, now, s[since_][mast], false);
      changed.push_back(now);
    } else {
      const std::size_t mast = add_mast(s, site, twin::month_of(s.to()), false);
      changed.push_back(site_of(s, mast));
    }
  }
  if (!changed.empty()) put(s, changed);
}

void CoverageModel::put(twin::WriteAccess& w, std::span<const Site> sites) {
  fields_->truth.put(sites);
  fields_->planned.put(sites);
  look_where_touched(w);
}

void CoverageModel::take_away(twin::WriteAccess& w, std::uint32_t site) {
  fields_->truth.remove(site);
  fields_->planned.remove(site);
  look_where_touched(w);
}

void CoverageModel::look_where_touched(twin::WriteAccess& w) const {
  const auto truth = fields_->truth.touched(), planned = fields_->planned.touched();
  std::vector<std::uint32_t> either;
  std::set_union(truth.begin(), truth.end(), planned.begin(), planned.end(), std::back_inserter(either));
  look(w, either);
}

void CoverageModel::declare_acts(twin::Declare& d) {
  using Kind = twin::ActInfo::Argument::Kind;
  const twin::ActInfo::Argument at{.name = "at", .kind = Kind::kPosition, .label = {"var", "where"}};
  const twin::ActInfo::Argument mast{
      .name = "mast", .kind = Kind::kRow, .label = {"vilken", "which"}, .table = std::string(kMasts.name)};
  const twin::ActInfo::Argument height{.name = "height",
                                       .kind = Kind::kNumber,
                                       .label = {"antennens höjd", "height of the antenna"},
                                       .unit = "m",
                                       .fallback = 60,
                                       .least = coverage::kLeastHeightM,
                                       .most = coverage::kMostHeightM,
                                       .whole = true};
  const twin::ActInfo::Argument range{.name = "range",
                                      .kind = Kind::kChoice,
                                      .label = {"slag", "kind"},
                                      .words = {"ordinary", "long"},
                                      .choices = {{"vanlig, alla operatörer", "ordinary, all operators"},
                                                  {"lång räckvidd, alla operatörer", "long range, all operators"}}};
  const twin::Text group{"Mobiltäckning", "Mobile coverage"};
  d.act({"put_up", {"res en mast", "put up a mast"}, {range, at, height}, group});
  d.act({"move", {"flytta en mast", "move a mast"}, {mast, at}, group});
  d.act({"set_height", {"ändra en masts höjd", "change the height of a mast"}, {mast, height}, group});
  d.act({"take_down", {"ta ned en mast", "take down a mast"}, {mast}, group});
}

void CoverageModel::act(twin::Acting& a) {
  if (!has_air())
    a.refuse({"länet har ingen terräng, och utan den ingen täckning att räkna på",
              "the county has no terrain, and without it there is no coverage to compute"});
  const auto stand = [&](Site& site) {
    const auto at = a.position("at");
    if (const auto fault = coverage::cannot_stand(cells(), at.east_m, at.north_m)) a.refuse(*fault);
    site.east_m = at.east_m;
    site.north_m = at.north_m;
  };
  Site site;
  std::size_t mast = 0;
  if (a.what() == "put_up") {
    const bool tall = a.choice("range") == 1;
    stand(site);
    site.height_m = a.number("height");
    site.kind = tall ? SiteKind::kTall : SiteKind::kMast;
    site.bands.fill(tall ? kLongRange : kOrdinary);
    site.id = coverage::free_id(a.ids(masts_));
    mast = add_mast(a, site, twin::month_of(a.date()), true);
  } else {
    mast = a.row("mast");
    if (a[kind_][mast] == kGone) a.refuse({"masten är redan nedtagen", "the mast has been taken down already"});
    site = site_of(a, mast);
    if (a.what() == "move") stand(site);
    if (a.what() == "set_height") site.height_m = a.number("height");
    write_site(a, mast, site, a[since_][mast], a[decided_][mast]);
  }
  const bool goes = a.what() == "take_down";
  if (goes) a[kind_][mast] = kGone;
  if (goes) {
    take_away(a, site.id);
  } else {
    site.ground_m = fields_->air->ground_of(site);
    put(a, std::span(&site, 1));
  }
  look_at_homes(a);
}

}  // namespace rurban
