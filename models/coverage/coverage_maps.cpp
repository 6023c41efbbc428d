// What masts cover: as it is, as it is claimed, as it is known.
#include <algorithm>
#include <cmath>

#include "models/coverage/coverage_model.h"
#include "models/coverage/reconstruction.h"
#include "models/home_shares.h"
#include "models/places.h"
#include "models/transport/ways.h"
#include "twin/base/parallel.h"

namespace rurban {

using coverage::kOperators;
using coverage::MobileService;
using coverage::Operator;
using coverage::Receiver;

namespace {

constexpr double kFadeDb = coverage::kCoveredQuantile * coverage::kShadowSdDb;  // what 95 % of spots keep up with

constexpr std::uint64_t kTruckAgents = twin::hash_name("coverage.truck");

}  // namespace

double CoverageModel::hidden_db(std::uint32_t cell) const {
  return coverage::hidden_db(static_cast<std::uint64_t>(*ground_), cell, *hidden_sd_);
}

void CoverageModel::look(twin::WriteAccess& w, std::span<const std::uint32_t> which) const {
  const auto service = w[service_], claimed = w[claimed_], known = w[known_];
  const auto signal = w[signal_];
  std::array<std::span<std::int8_t>, kOperators> correction;
  for (std::size_t op = 0; op != kOperators; ++op) correction[op] = w[correction_[op]];
  twin::for_blocks(which.size(), [&](twin::Block block) {
    for (std::size_t k = block.begin; k != block.end; ++k) {
      const std::uint32_t cell = which[k];
      const auto step = [&](const coverage::Field& field, const auto& fade) {
        return static_cast<std::uint8_t>(
            coverage::best_step(field, cell, [&](int op) { return fade(static_cast<std::size_t>(op)); }));
      };
      const double hidden = hidden_db(cell);
      service[cell] = step(fields_->truth, [&](std::size_t) { return kFadeDb + hidden; });
      // Operators' maps are medians: half of a square's spots have less.
      claimed[cell] = step(fields_->planned, [](std::size_t) { return 0.0; });
      known[cell] = step(fields_->planned, [&](std::size_t op) { return kFadeDb - correction[op][cell]; });
      double strongest = coverage::kNoSignalDbm;
      for (std::size_t op = 0; op != kOperators; ++op)
        strongest = std::max(strongest, signal_dbm(fields_->truth, cell, static_cast<Operator>(op)) - hidden);
      signal[cell] = strongest <= coverage::kNoSignalDbm + 30 ? std::int16_t{-999}
                                                              : static_cast<std::int16_t>(std::lround(strongest));
    }
  });
}

void CoverageModel::look_everywhere(twin::WriteAccess& w) const {
  std::vector<std::uint32_t> all(cells().size());
  for (std::uint32_t cell = 0; cell != all.size(); ++cell) all[cell] = cell;
  look(w, all);
}

/// Where a home stands. The spread of a place's homes knows no border; who would live beyond it counts at the centre.
std::uint32_t CoverageModel::cell_of_home(const twin::Access& a, std::size_t home) const {
  const std::uint32_t cell = cells().at(a[dwelling_east_][home].value, a[dwelling_north_][home].value);
  if (cell != coverage::CountyCells::kNone) return cell;
  const Place& place = beginning_->county().places[a[dwelling_place_][home].row];
  return cells().at(place.east_m, place.north_m);
}

void CoverageModel::look_at_homes(twin::WriteAccess& w) const {
  enum : std::uint8_t { kUnknown, kSeen = 1, kRings = 2, kFast = 4 };
  std::vector<std::uint32_t> cell_of(w[occupant_].size(), coverage::CountyCells::kNone);
  std::vector<std::uint32_t> lived_in;
  std::vector<std::uint8_t> has(cells().size());
  for (std::size_t home = 0; home != cell_of.size(); ++home) {
    if (!w[occupant_][home].valid()) continue;
    const std::uint32_t cell = cell_of_home(w, home);
    cell_of[home] = cell;
    if (cell == coverage::CountyCells::kNone || has[cell] != kUnknown) continue;
    has[cell] = kSeen;
    lived_in.push_back(cell);
  }
  twin::for_blocks(lived_in.size(), [&](twin::Block block) {
    for (std::size_t k = block.begin; k != block.end; ++k) {
      const std::uint32_t cell = lived_in[k];
      const double fade = kFadeDb + hidden_db(cell);
      for (std::size_t op = 0; op != kOperators; ++op) {
        const auto serves = [&](MobileService service) {
          return works(fields_->truth, cell, static_cast<Operator>(op), service, Receiver::kPhoneIndoors, fade);
        };
        if ((has[cell] & kRings) == 0 && serves(MobileService::kVoice)) has[cell] |= kRings;
        if ((has[cell] & kFast) == 0 && serves(MobileService::kData10)) has[cell] |= kFast;
      }
    }
  });
  struct Homes {
    std::int64_t all = 0, ring = 0, fast = 0;
  };
  std::vector<Homes> homes(w.rows(places_));
  for (std::size_t home = 0; home != cell_of.size(); ++home) {
    if (!w[occupant_][home].valid()) continue;
    Homes& here = homes[w[dwelling_place_][home].row];
    ++here.all;
    if (cell_of[home] == coverage::CountyCells::kNone) continue;
    here.ring += (has[cell_of[home]] & kRings) != 0;
    here.fast += (has[cell_of[home]] & kFast) != 0;
  }
  for (std::size_t place = 0; place != homes.size(); ++place) {
    const Homes& here = homes[place];
    w[calls_][place] = percent_of_homes(here.ring, here.all);
    w[mobile_data_][place] = percent_of_homes(here.fast, here.all);
  }
}

/// A visit by one phone of each operator's: what it reads, on average over the times that it came by.
void CoverageModel::visit(twin::Step& s, std::uint32_t cell, std::int32_t visits, std::size_t phone) const {
  const double road = coverage::road_db(static_cast<std::uint64_t>(*ground_), cell, *road_sd_);
  const double hidden = hidden_db(cell);
  const std::int32_t before = s[visits_][cell];
  for (std::size_t op = 0; op != kOperators; ++op) {
    const auto agent = static_cast<twin::StableId>(phone * kOperators + op);
    const double offset = *phone_sd_ * coverage::bell(s.draw(phones_, agent, twin::Date{}));
    const double noise = *visit_sd_ / std::sqrt(visits) *
                         coverage::bell(s.draw(noise_, (cell * kOperators + op) * s.rows(municipalities_) + phone));
    const double found = signal_dbm(fields_->truth, cell, static_cast<Operator>(op)) - hidden - road + offset + noise;
    std::int16_t& mean = s[reading_[op]][cell];
    mean = coverage::mean_reading(mean, before, found, visits);
  }
  s[visits_][cell] = static_cast<std::uint16_t>(std::min(before + visits, 65'000));
}

/// What measuring trucks cost in a quarter, as many as it takes to drive so many rounds: the municipalities pay.
void CoverageModel::pay_measuring(twin::Step& s, std::span<const std::int32_t> rounds) const {
  const std::vector<std::uint32_t> seat = seats(beginning_->county());
  std::vector<double> money(s.rows(municipalities_));
  for (std::size_t m = 0; m != rounds.size(); ++m) {
    const double trucks = std::ceil(1.0 * rounds[m] / coverage::kRoundsATruck);
    money[m] = trucks * *truck_cost_;
    const std::int64_t quarter = ore(money[m] / 4);
    if (quarter > 0)
      s.send(works_, {seat[m], s.ids(places_)[seat[m]], {Owner::kMunicipality, quarter, 0, Sector::kInformation}});
  }
  s.record(measuring_series_, money);
}

void CoverageModel::measure(twin::Step& s) const {
  std::vector<std::int32_t> measured(s.rows(municipalities_));  // rounds
  if (*trucks_ > 0) {
    std::vector<Doors> doors(s.rows(places_));
    for (std::size_t home = 0; home != s[occupant_].size(); ++home) {
      if (!s[occupant_][home].valid()) continue;
      Doors& place = doors[s[dwelling_place_][home].row];
      ++(s[dwelling_kind_][home] == DwellingKind::kHouse ? place.houses : place.flats);
    }
    const auto depots = largest_places(s[municipality_], s[residents_], s.rows(municipalities_));
    const auto rounds = truck_rounds(beginning_->county(), transport_->roads(), cells(), season_of(s.from()), doors,
                                     s[municipality_], depots);
    const std::int32_t times = coverage::kRoundsAYear * std::int32_t{3} / 12;
    for (std::size_t round = 0; round != rounds.size(); ++round) {
      // Whether a round's truck has phones does not change with time.
      if (!s.draw(phones_, twin::combine(kTruckAgents, round), twin::Date{}).chance(*trucks_ / 100)) continue;
      ++measured[rounds[round].municipality];
      for (const std::uint32_t cell : rounds[round].cells) visit(s, cell, times, rounds[round].municipality);
    }
  }
  pay_measuring(s, measured);
  const auto days = static_cast<std::uint32_t>(*tracks_per_year_);
  const bool snow = season_of(s.from()) == Season::kWinter && twin::month_of(s.to()) % 12 == 3;
  if (days == 0 || !snow) return;  // January to March
  const auto seats = largest_places(s[municipality_], s[residents_], s.rows(municipalities_));
  const auto& county = beginning_->county();
  for (std::uint32_t m = 0; m != seats.size(); ++m)
    for (std::uint32_t day = 0; day != days; ++day) {
      const twin::StableId agent = std::uint64_t{m} << 32 | day;
      const std::uint32_t from = place_of_track(s, m, s.draw(tracks_, agent, 1'000));
      const Place& place = county.places[from];
      const auto uniform = [&](std::uint32_t k) { return s.draw(tracks_, agent, k).uniform(); };
      for (const std::uint32_t cell :
           coverage::snowmobile_track(cells(), place.east_m, place.north_m, coverage::kTrackKm, uniform))
        visit(s, cell, 1, m);
    }
}

/// Any place of the municipality.
std::uint32_t CoverageModel::place_of_track(const twin::Access& a, std::uint32_t municipality,
                                            const twin::Draw& draw) const {
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = 0; place != a[municipality_].size(); ++place)
    if (a[municipality_][place].row == municipality) places.push_back(place);
  return places[draw.below(static_cast<std::uint32_t>(places.size()))];
}

/// What is known of each operator's signal: computed on the coarse ground, and corrected near where it was measured.
void CoverageModel::draw_known_map(twin::Step& s) const {
  std::vector<coverage::Target> places(cells().size());
  std::vector<coverage::Estimate> estimates(places.size());
  std::vector<double> variance(places.size());
  for (std::size_t op = 0; op != kOperators; ++op) {
    twin::for_blocks(places.size(), [&](twin::Block block) {
      for (std::size_t cell = block.begin; cell != block.end; ++cell)
        places[cell] = {1.0 * cells().east_m[cell], 1.0 * cells().north_m[cell],
                        static_cast<float>(signal_dbm(fields_->planned, static_cast<std::uint32_t>(cell),
                                                      static_cast<Operator>(op)))};
    });
    const auto readings = coverage::readings_of(places, s[visits_], s[reading_[op]]);
    if (readings.empty()) continue;
    coverage::Reconstruction(readings, coverage::kCountyKernel).predict(places, estimates);
    for (std::size_t cell = 0; cell != places.size(); ++cell) {
      const double correction =
          std::clamp(std::round(static_cast<double>(estimates[cell].mean_dbm - places[cell].trend_dbm)), -60.0, 60.0);
      s[correction_[op]][cell] = static_cast<std::int8_t>(correction);
      variance[cell] += static_cast<double>(estimates[cell].sd_db * estimates[cell].sd_db) / kOperators;
    }
  }
  for (std::size_t cell = 0; cell != variance.size(); ++cell)
    if (variance[cell] > 0) s[doubt_][cell] = static_cast<std::uint8_t>(std::lround(std::sqrt(variance[cell])));
  look_everywhere(s);
}

/// How far the known signals of a cell lie from the true ones.
CoverageModel::MapError CoverageModel::map_error(const twin::Access& a, std::uint32_t cell) const {
  MapError error;
  for (std::size_t op = 0; op != kOperators; ++op) {
    const double truth = signal_dbm(fields_->truth, cell, static_cast<Operator>(op));
    const double planned = signal_dbm(fields_->planned, cell, static_cast<Operator>(op));
    if (truth <= coverage::kNoSignalDbm || planned <= coverage::kNoSignalDbm) continue;
    const double off = planned + a[correction_[op]][cell] - (truth - hidden_db(cell));
    error.squares += off * off;
    ++error.compared;
  }
  return error;
}

void CoverageModel::record_year(twin::Step& s) const {
  struct Tally {
    std::int64_t land = 0, calls = 0, data = 0, promised = 0, misjudged = 0, seen = 0, doubt = 0, road = 0,
                 road_calls = 0;
    MapError error;
  };
  const std::size_t count = s.rows(municipalities_);
  std::vector<Tally> tallies(count);
  std::vector<MapError> errors(cells().size());
  twin::for_blocks(errors.size(), [&](twin::Block block) {
    for (std::size_t cell = block.begin; cell != block.end; ++cell)
      if (cells().land[cell] > 0) errors[cell] = map_error(s, static_cast<std::uint32_t>(cell));
  });
  std::vector<std::uint8_t> has_road(cells().size());
  for (const std::uint32_t cell : coverage::road_cells(beginning_->county(), cells())) has_road[cell] = 1;
  const auto& codes = beginning_->county().terrain->municipality;
  std::vector<std::int32_t> row_of(10'000, -1);
  for (std::size_t m = 0; m != count; ++m)
    row_of[static_cast<std::size_t>(beginning_->county().municipalities[m].code)] = static_cast<std::int32_t>(m);
  for (std::size_t k = 0; k != codes.cells.size(); ++k) {
    const std::uint32_t cell = cells().index[k];
    if (cell == coverage::CountyCells::kNone || cells().land[cell] == 0) continue;
    const std::int32_t m = row_of[static_cast<std::size_t>(codes.cells[k])];
    if (m < 0) continue;
    Tally& tally = tallies[static_cast<std::size_t>(m)];
    const bool calls = s[service_][cell] > 0;
    ++tally.land;
    tally.calls += calls;
    tally.road += has_road[cell];
    tally.road_calls += has_road[cell] != 0 && calls;
    tally.data += s[service_][cell] == 3;
    tally.promised += !calls && s[claimed_][cell] > 0;
    tally.misjudged += calls != (s[known_][cell] > 0);
    tally.seen += s[visits_][cell] > 0;
    tally.doubt += s[doubt_][cell];
    tally.error.squares += errors[cell].squares;
    tally.error.compared += errors[cell].compared;
  }
  const auto put = [&](twin::SeriesHandle series, const auto& value) {
    std::vector<double> values;
    for (const Tally& tally : tallies) values.push_back(value(tally));
    s.record(series, values);
  };
  const auto share = [](std::int64_t part, const Tally& tally) {
    return tally.land == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(tally.land);
  };
  put(calls_land_, [&](const Tally& t) { return share(t.calls, t); });
  put(calls_roads_, [](const Tally& t) {
    return t.road == 0 ? 0 : 100.0 * static_cast<double>(t.road_calls) / static_cast<double>(t.road);
  });
  put(data_land_, [&](const Tally& t) { return share(t.data, t); });
  put(promised_, [&](const Tally& t) { return share(t.promised, t); });
  put(missed_, [&](const Tally& t) { return share(t.misjudged, t); });
  put(seen_, [&](const Tally& t) { return share(t.seen, t); });
  put(doubt_series_, [&](const Tally& t) { return share(t.doubt, t) / 100; });
  put(error_, [](const Tally& t) {
    return t.error.compared == 0 ? 0 : std::sqrt(t.error.squares / static_cast<double>(t.error.compared));
  });
  std::vector<std::int64_t> masts(count);
  std::vector<double> ringing(count), homes(count);
  for (std::size_t mast = 0; mast != s[kind_].size(); ++mast)
    if (s[kind_][mast] < coverage::kSiteKinds)
      ++masts[s[municipality_][nearest_place(s[mast_east_][mast].value, s[mast_north_][mast].value)].row];
  for (std::size_t place = 0; place != s[calls_].size(); ++place) {
    if (s[calls_][place] < 0) continue;
    const std::size_t m = s[municipality_][place].row;
    ringing[m] += 1.0 * s[calls_][place] * s[residents_][place];
    homes[m] += s[residents_][place];
  }
  for (std::size_t m = 0; m != count; ++m) ringing[m] = homes[m] > 0 ? ringing[m] / homes[m] : 0;
  s.record(masts_series_, masts);
  s.record(calls_homes_, ringing);
}

}  // namespace rurban
