#include "models/coverage/field.h"

#include <xxhash.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "models/coverage/hidden_loss.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

constexpr double kMostLoad = 0.95;
// Power of a site's other sectors at a phone in one sector: median over azimuth of the pattern in link_budget.cpp, 12
// (phi / 70 deg)^2 capped at 25 dB: at 30 degrees from the best azimuth 19.8 - 2.2 dB less. Assumption: 0.01 to 0.1.
constexpr double kOtherSectors = 0.02;
// A phone somewhere in the mast's own cell is on average this far from it, as share of the cell's side: the mean
// distance of a square's points from its centre.
constexpr double kMeanDistance = 0.3826;
constexpr double kCorrelation = 0.5;  // of shadowing from two sites; assumption: 0.3 to 0.7
constexpr double kPi = 3.14159265358979323846;
constexpr double kMostFadeDb = 60;

constexpr std::array<Receiver, kReceivers> kAllReceivers{Receiver::kPhoneOutdoors, Receiver::kPhoneInCar,
                                                         Receiver::kPhoneIndoors, Receiver::kFixedAntenna};

bool is_low(std::size_t band) {
  return (kLowBands >> band & 1U) != 0;
}

BandSet all_bands(const Site& site) {
  BandSet bands = 0;
  for (const BandSet each : site.bands) bands |= each;
  return bands;
}

/// How much higher the site's own ground lies than the surface has it.
double above_surface(const Site& site, const radio::Surface& surface) {
  if (!site.ground_m) return 0;
  const std::int32_t column = (site.east_m - surface.west_m) / surface.cell_m,
                     row = surface.rows - 1 - (site.north_m - surface.south_m) / surface.cell_m;
  if (column < 0 || row < 0 || column >= surface.columns || row >= surface.rows) return 0;
  const auto cell =
      static_cast<std::size_t>(row) * static_cast<std::size_t>(surface.columns) + static_cast<std::size_t>(column);
  return std::max(0.0, *site.ground_m - surface.ground_m[cell]);
}

std::array<float, kOperators> loads_of(const FixedLoad& load) {
  std::array<float, kOperators> loads{};
  for (std::size_t op = 0; op != kOperators; ++op)
    loads[op] = static_cast<float>(std::min(load.share[op], kMostLoad));
  return loads;
}

}  // namespace

double bias_of(std::int32_t cell_m) {
  constexpr double kCoarseDb = 0.5;
  return cell_m >= 500 ? kCoarseDb : 0;
}

Field::Field(const CountyCells& cells, const radio::Surface& surface, FieldRules rules)
    : cells_(cells),
      surface_(surface),
      rules_(rules),
      load_(loads_of({})),
      reach_(cells.size()),
      received_(cells.size() * kCarriers) {
  for (std::uint32_t cell = 0; cell != cells.size(); ++cell) everywhere_.push_back(cell);
  for (std::size_t band = 0; band != kBands; ++band) {
    const auto b = static_cast<Band>(band);
    // Free space: 20 lg f. Behind a hill diffraction adds up to 10 lg f, so this is off by 0.5 dB among the low
    // bands, by 0.9 up to 2600 MHz and by 2.2 dB (too strong) at 3500 MHz in deep shadow.
    const double swept = is_low(band) ? rules.low_mhz : rules.high_mhz, ratio = swept / carrier(b).mhz;
    budget_.noise[band] = from_db(noise_dbm(b));
    for (std::size_t receiver = 0; receiver != kReceivers; ++receiver)
      budget_.receiver[receiver][band] = from_db(receiver_db(b, kAllReceivers[receiver]));
    for (std::size_t k = 0; k != kSiteKinds; ++k) {
      const auto kind = static_cast<SiteKind>(k);
      budget_.radiated[k][band] = static_cast<float>(from_db(radiated_dbm(b, kind)) * ratio * ratio);
      for (std::size_t receiver = 0; receiver != kReceivers; ++receiver)
        budget_.call[k][receiver][band] =
            from_db(receiver_db(b, kAllReceivers[receiver]) - call_dbm(b, kind, kAllReceivers[receiver]));
    }
  }
}

void Field::sweep_band(const Site& site, double mhz, double radius_m,
                       std::vector<std::pair<std::uint32_t, float>>& gains) const {
  const radio::Transmitter from{static_cast<double>(site.east_m), static_cast<double>(site.north_m),
                                site.height_m + above_surface(site, surface_), mhz};
  radio::SweepRules rules;
  rules.radius_m = radius_m;
  rules.step_m = rules_.step_m;
  rules.rim_m = rules_.rim_m;
  radio::RadialLoss swept = radio::sweep(surface_, from, rules);
  if (rules_.hidden != nullptr) add_hidden_loss(swept, *rules_.hidden, from);
  const double reach_m = swept.samples * swept.step_m;
  const auto first_row = static_cast<std::int32_t>(
                 std::floor((cells_.south_m + double{1} * cells_.rows * cells_.cell_m - site.north_m - reach_m) /
                            cells_.cell_m)),
             first_column =
                 static_cast<std::int32_t>(std::floor((site.east_m - reach_m - cells_.west_m) / cells_.cell_m));
  const auto across = static_cast<std::int32_t>(2 * reach_m / cells_.cell_m) + 2;
  for (std::int32_t row = std::max(0, first_row); row <= std::min(cells_.rows - 1, first_row + across); ++row)
    for (std::int32_t column = std::max(0, first_column);
         column <= std::min(cells_.columns - 1, first_column + across); ++column) {
      const std::uint32_t cell =
          cells_.index[static_cast<std::size_t>(row) * static_cast<std::size_t>(cells_.columns) +
                       static_cast<std::size_t>(column)];
      if (cell == CountyCells::kNone) continue;
      const double east = cells_.east_m[cell] - site.east_m, north = cells_.north_m[cell] - site.north_m;
      const double metres = std::max(std::sqrt(east * east + north * north), kMeanDistance * cells_.cell_m);
      const auto sample = static_cast<std::int32_t>(std::lround(metres / swept.step_m)) - 1;
      if (sample >= swept.samples) continue;
      const double turn = std::atan2(east, north) / (2 * kPi);  // clockwise from north
      const auto radial =
          (static_cast<std::int32_t>(std::lround(turn * swept.radials)) + swept.radials) % swept.radials;
      const double loss =
          rules_.bias_db +
          static_cast<double>(swept.loss_db[static_cast<std::size_t>(radial * swept.samples + std::max(sample, 0))]);
      if (loss <= rules_.most_loss_db) gains.emplace_back(cell, static_cast<float>(from_db(-loss)));
    }
}

std::vector<Field::Hit> Field::sweep_site(const Site& site) const {
  std::vector<std::pair<std::uint32_t, float>> low, high;
  const BandSet bands = all_bands(site);
  if ((bands & kLowBands) != 0)
    sweep_band(site, rules_.low_mhz, site.kind == SiteKind::kTall ? rules_.tall_radius_m : rules_.low_radius_m, low);
  if ((bands & ~kLowBands) != 0) sweep_band(site, rules_.high_mhz, rules_.high_radius_m, high);
  std::vector<Hit> hits;
  hits.reserve(low.size() + high.size());
  for (std::size_t l = 0, h = 0; l != low.size() || h != high.size();) {  // both ascend by cell
    const std::uint32_t cell = std::min(l != low.size() ? low[l].first : CountyCells::kNone,
                                        h != high.size() ? high[h].first : CountyCells::kNone);
    Hit hit{cell, 0, 0};
    if (l != low.size() && low[l].first == cell) hit.low = low[l++].second;
    if (h != high.size() && high[h].first == cell) hit.high = high[h++].second;
    hits.push_back(hit);
  }
  return hits;
}

void Field::drop(Mast& mast) {
  for (const std::uint32_t cell : mast.cells) {
    std::vector<Reach>& reach = reach_[cell];
    reach.erase(std::lower_bound(reach.begin(), reach.end(), mast.site->id,
                                 [](const Reach& r, std::uint32_t id) { return r.site < id; }));
  }
}

void Field::insert(const Site& site, const std::vector<Hit>& hits) {
  Mast& mast = masts_[site.id];
  mast.site = site;
  mast.cells.clear();
  for (const Hit& hit : hits) {
    std::vector<Reach>& reach = reach_[hit.cell];
    const Reach entry{site.id, hit.low, hit.high};
    reach.insert(std::upper_bound(reach.begin(), reach.end(), site.id,
                                  [](std::uint32_t id, const Reach& r) { return id < r.site; }),
                 entry);
    mast.cells.push_back(hit.cell);
  }
}

bool Field::reaches_alike(const Site& site) const {
  const Site* before = this->site(site.id);
  if (before == nullptr) return false;
  const BandSet old_bands = all_bands(*before), bands = all_bands(site);
  return stand_alike(*before, site) && ((old_bands & kLowBands) != 0) == ((bands & kLowBands) != 0) &&
         ((old_bands & ~kLowBands) != 0) == ((bands & ~kLowBands) != 0);
}

void Field::put(std::span<const Site> sites) {
  std::vector<std::vector<Hit>> hits(sites.size());
  std::vector<std::uint8_t> alike(sites.size());  // only bands come or go: what was swept holds
  for (std::size_t i = 0; i != sites.size(); ++i) alike[i] = reaches_alike(sites[i]);
  twin::for_each_index(sites.size(), [&](std::size_t i) {
    if (alike[i] == 0) hits[i] = sweep_site(sites[i]);
  });
  std::vector<std::uint32_t> touched;
  for (std::size_t i = 0; i != sites.size(); ++i) {
    if (sites[i].id >= masts_.size()) masts_.resize(sites[i].id + 1);
    Mast& mast = masts_[sites[i].id];
    if (alike[i] != 0) {
      mast.site = sites[i];
      touched.insert(touched.end(), mast.cells.begin(), mast.cells.end());
      continue;
    }
    if (mast.site) {
      touched.insert(touched.end(), mast.cells.begin(), mast.cells.end());
      drop(mast);
    }
    insert(sites[i], hits[i]);
    touched.insert(touched.end(), mast.cells.begin(), mast.cells.end());
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  refresh(touched);
}

void Field::remove(std::uint32_t id) {
  assert(site(id) != nullptr);
  Mast& mast = masts_[id];
  drop(mast);
  const std::vector<std::uint32_t> touched = std::move(mast.cells);
  mast = Mast{};
  refresh(touched);
}

const Site* Field::site(std::uint32_t id) const {
  return id < masts_.size() && masts_[id].site ? &*masts_[id].site : nullptr;
}

void Field::set_load(const FixedLoad& load) {
  load_ = loads_of(load);
  refresh(everywhere_);
}

std::vector<std::pair<std::uint32_t, double>> Field::signal_of(const Site& site, Band band) const {
  std::vector<std::pair<std::uint32_t, double>> signals;
  const auto b = static_cast<std::size_t>(band);
  const double radiated = static_cast<double>(budget_.radiated[static_cast<std::size_t>(site.kind)][b]),
               received = budget_.receiver[static_cast<std::size_t>(Receiver::kPhoneOutdoors)][b];
  for (const Hit& hit : sweep_site(site)) {
    const double gain = static_cast<double>(is_low(b) ? hit.low : hit.high);
    if (gain > 0) signals.emplace_back(hit.cell, to_db(radiated * gain * received));
  }
  return signals;
}

void Field::refresh(std::span<const std::uint32_t> cells) {
  twin::for_blocks(cells.size(), [&](twin::Block block) {
    for (std::size_t i = block.begin; i != block.end; ++i) refresh_cell(cells[i]);
  });
  touched_.assign(cells.begin(), cells.end());
}

void Field::refresh_cell(std::uint32_t cell) {
  const std::span<Received> received = std::span(received_).subspan(cell * kCarriers, kCarriers);
  std::fill(received.begin(), received.end(), Received{});
  for (const Reach& reach : reach_[cell]) {
    const Mast& mast = masts_[reach.site];
    const auto& radiated = budget_.radiated[static_cast<std::size_t>(mast.site->kind)];
    for (std::size_t op = 0; op != kOperators; ++op)
      for (std::size_t band = 0, rest = mast.site->bands[op]; rest != 0; ++band, rest >>= 1U) {
        const float power = (rest & 1U) == 0 ? 0 : radiated[band] * (is_low(band) ? reach.low : reach.high);
        if (power == 0) continue;
        const std::size_t carrier = op * kBands + band;
        Received& here = received[carrier];
        if (power > here.signal) {  // the one that was best becomes one of the others
          here.interference += load_[op] * here.signal;
          here.signal = power;
          here.server = reach.site;
        } else {
          here.interference += load_[op] * power;
        }
      }
  }
  for (std::size_t carrier = 0; carrier != kCarriers; ++carrier)
    received[carrier].interference +=
        static_cast<float>(kOtherSectors) * load_[carrier / kBands] * received[carrier].signal;
}

std::optional<double> Field::rsrp_dbm(std::uint32_t cell, Operator op, Band band, Receiver receiver) const {
  const Received& here = received(cell, static_cast<std::size_t>(op), static_cast<std::size_t>(band));
  if (here.server == kNoSite) return std::nullopt;
  return to_db(static_cast<double>(here.signal)) + receiver_db(band, receiver);
}

std::optional<double> Field::sinr_db(std::uint32_t cell, Operator op, Band band, Receiver receiver) const {
  const auto b = static_cast<std::size_t>(band), r = static_cast<std::size_t>(receiver);
  const Received& here = received(cell, static_cast<std::size_t>(op), b);
  if (here.server == kNoSite) return std::nullopt;
  const double gain = budget_.receiver[r][b];
  return to_db(static_cast<double>(here.signal) * gain /
               (budget_.noise[b] + static_cast<double>(here.interference) * gain));
}

double Field::rate_mbps(std::uint32_t cell, Operator op, Receiver receiver, double fade_db) const {
  static const double edge = from_db(kEdgeDbm);
  const auto o = static_cast<std::size_t>(op), r = static_cast<std::size_t>(receiver);
  const double fade = from_db(-fade_db), others_fade = from_db(-kCorrelation * fade_db);
  std::array<double, kBands> rates{};
  for (std::size_t band = 0; band != kBands; ++band) {
    const Received& here = received(cell, o, band);
    const double gain = budget_.receiver[r][band], signal = static_cast<double>(here.signal) * gain * fade;
    if (signal < edge) continue;
    const double sinr = signal / (budget_.noise[band] + static_cast<double>(here.interference) * gain * others_fade);
    const double left = 1 - static_cast<double>(load_[o]);
    rates[band] = left * carrier_mbps(static_cast<Band>(band), sinr);
  }
  std::sort(rates.begin(), rates.end(), std::greater<>());
  double sum = 0;
  for (int i = 0; i != std::min(rules_.carriers_together, kBands); ++i) sum += rates[static_cast<std::size_t>(i)];
  return sum;
}

double Field::call_margin_db(std::uint32_t cell, std::size_t op, Receiver receiver) const {
  double most = 0;
  for (std::size_t band = 0; band != kBands; ++band) {
    const Received& here = received(cell, op, band);
    if (here.server == kNoSite) continue;
    const auto kind = static_cast<std::size_t>(masts_[here.server].site->kind);
    most = std::max(most,
                    static_cast<double>(here.signal) * budget_.call[kind][static_cast<std::size_t>(receiver)][band]);
  }
  return most == 0 ? -kMostFadeDb : std::clamp(to_db(most), -kMostFadeDb, kMostFadeDb);
}

double Field::fade_margin_db(std::uint32_t cell, Operator op, MobileService service, Receiver receiver) const {
  if (service == MobileService::kVoice) return call_margin_db(cell, static_cast<std::size_t>(op), receiver);
  const double least = least_mbps(service);
  double low = -kMostFadeDb, high = kMostFadeDb;  // the rate falls with the fade
  if (rate_mbps(cell, op, receiver, low) < least) return low;
  while (high - low > 0.01) {
    const double middle = 0.5 * (low + high);
    (rate_mbps(cell, op, receiver, middle) >= least ? low : high) = middle;
  }
  return low;
}

bool Field::served(std::uint32_t cell, Operator op, MobileService service, Receiver receiver) const {
  const double fade = kCoveredQuantile * rules_.shadow_sd_db;
  if (service == MobileService::kVoice) return call_margin_db(cell, static_cast<std::size_t>(op), receiver) >= fade;
  return rate_mbps(cell, op, receiver, fade) >= least_mbps(service);
}

bool Field::served_by_any(std::uint32_t cell, MobileService service, Receiver receiver) const {
  for (int op = 0; op != kOperators; ++op)
    if (served(cell, static_cast<Operator>(op), service, receiver)) return true;
  return false;
}

namespace {

/// Share of the weights for which `is_served(cell)` holds: judged side by side, added in order.
template <class Served>
double weighted_share(std::span<const double> weights, const Served& is_served) {
  std::vector<std::uint8_t> yes(weights.size());
  twin::for_blocks(weights.size(), [&](twin::Block block) {
    for (std::size_t cell = block.begin; cell != block.end; ++cell)
      yes[cell] = weights[cell] > 0 && is_served(static_cast<std::uint32_t>(cell));
  });
  double part = 0, whole = 0;
  for (std::size_t cell = 0; cell != weights.size(); ++cell) {
    whole += weights[cell];
    if (yes[cell] != 0) part += weights[cell];
  }
  return part / whole;
}

}  // namespace

double Field::share(MobileService service, Receiver receiver, std::span<const double> weights) const {
  return weighted_share(weights, [&](std::uint32_t cell) { return served_by_any(cell, service, receiver); });
}

double Field::share(Operator op, MobileService service, Receiver receiver, std::span<const double> weights) const {
  return weighted_share(weights, [&](std::uint32_t cell) { return served(cell, op, service, receiver); });
}

std::uint64_t Field::hash() const {
  return XXH3_64bits(received_.data(), received_.size() * sizeof(Received));
}

}  // namespace rurban::coverage
