// Masts by decision: where they are put, what they cost, and who is paid.
#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>

#include "models/coverage/coverage_model.h"
#include "twin/base/parallel.h"

namespace rurban {

using coverage::Band;
using coverage::kOperators;
using coverage::Operator;
using coverage::Site;
using coverage::SiteKind;
using coverage::Step;

namespace {

constexpr double kGridM = 12'000;  // one candidate, on the highest ground, in each square of this side
constexpr double kTallM = 150, kMastM = 60;
constexpr coverage::BandSet kLow = coverage::bit_of(Band::k700) | coverage::bit_of(Band::k800);

}  // namespace

/// Where a mast could be built, and the cells that each alone would bring calls to: as planned, and in truth. Depends
/// on the ground and on no mast that stands.
struct CoverageModel::Candidates {
  std::vector<Site> sites;
  coverage::CellLists planned, truth;
};

/// The highest land of each square of the county, away from water.
std::vector<Site> CoverageModel::candidate_sites() const {
  const auto& terrain = *beginning_->county().terrain;
  const auto& all = cells();
  const auto across = static_cast<std::int64_t>(all.columns) * all.cell_m / static_cast<std::int64_t>(kGridM) + 1;
  std::map<std::int64_t, std::pair<std::int16_t, std::uint32_t>> highest;
  for (std::size_t k = 0; k != all.index.size(); ++k) {
    const std::uint32_t cell = all.index[k];
    if (cell == coverage::CountyCells::kNone || all.land[cell] == 0) continue;
    const std::int64_t square = static_cast<std::int64_t>((all.north_m[cell] - all.south_m) / kGridM) * across +
                                static_cast<std::int64_t>((all.east_m[cell] - all.west_m) / kGridM);
    const std::int16_t height = terrain.elevation_max_m.cells[k];
    const auto [at, first] = highest.try_emplace(square, height, cell);
    if (!first && height > at->second.first) at->second = {height, cell};
  }
  const bool tall = *tall_ > 0;
  std::vector<Site> sites;
  for (const auto& [square, top] : highest) {
    Site site;
    site.east_m = all.east_m[top.second];
    site.north_m = all.north_m[top.second];
    site.kind = tall ? SiteKind::kTall : SiteKind::kMast;
    site.height_m = tall ? kTallM : kMastM;
    site.bands.fill(tall ? kLow : kLow | coverage::bit_of(Band::k1800));
    site.ground_m = fields_->air->ground_of(site);
    sites.push_back(site);
  }
  return sites;
}

/// What each cell is worth that has no calls on the map that decides.
std::vector<std::int64_t> CoverageModel::weights(const twin::Access& a, std::span<const std::uint8_t> map) const {
  coverage::CellContent content;
  content.person_hours.resize(cells().size());
  content.road_m.resize(cells().size());
  content.land_m2.resize(cells().size());
  constexpr std::int64_t kHoursAtHome = 16;  // assumption: 14 to 18 a day in and around the home
  for (std::size_t home = 0; home != a[occupant_].size(); ++home) {
    if (!a[occupant_][home].valid()) continue;
    const std::uint32_t cell = cell_of_home(a, home);
    if (cell != coverage::CountyCells::kNone) content.person_hours[cell] += 2 * kHoursAtHome;  // two live there
  }
  for (const std::uint32_t cell : coverage::road_cells(beginning_->county(), cells()))
    content.road_m[cell] = cells().cell_m;
  for (std::size_t cell = 0; cell != cells().size(); ++cell)
    content.land_m2[cell] = std::llround(cells().land[cell] * cells().cell_m * cells().cell_m);
  auto weight =
      coverage::cell_weights(content, {*worth_of_people_, *worth_of_roads_, *worth_of_land_}, cells().size());
  for (std::size_t cell = 0; cell != weight.size(); ++cell)
    if (map[cell] > 0) weight[cell] = 0;
  return weight;
}

/// The cells where a candidate alone would bring calls.
std::vector<std::uint32_t> CoverageModel::reach(Site site, bool in_truth) const {
  const coverage::Field& field = in_truth ? fields_->air->true_field : fields_->air->planned_field;
  site.bands.fill(kLow);  // those that reach farthest; others need not be swept
  std::vector<std::uint32_t> reached;
  for (const auto& [cell, signal] : field.signal_of(site, Band::k700)) {
    const double fade = coverage::kCoveredQuantile * coverage::kShadowSdDb + (in_truth ? hidden_db(cell) : 0.0);
    if (signal - fade >= coverage::call_dbm(Band::k700, site.kind, coverage::Receiver::kPhoneOutdoors))
      reached.push_back(cell);
  }
  return reached;
}

std::shared_ptr<const CoverageModel::Candidates> CoverageModel::candidates() const {
  const std::uint64_t number = twin::combine(twin::combine(static_cast<std::uint64_t>(*ground_), *tall_ > 0),
                                             std::bit_cast<std::uint64_t>(*hidden_sd_));
  return beginning_->kept<Candidates>(number, [&](const County&) {
    auto made = std::make_unique<Candidates>();
    made->sites = candidate_sites();
    std::vector<std::vector<std::uint32_t>> planned(made->sites.size()), truth(made->sites.size());
    twin::for_each_index(made->sites.size(), [&](std::size_t k) {
      planned[k] = reach(made->sites[k], false);
      truth[k] = reach(made->sites[k], true);
    });
    for (std::size_t k = 0; k != made->sites.size(); ++k) {
      made->planned.add(planned[k]);
      made->truth.add(truth[k]);
    }
    return made;
  });
}

/// The candidates that have been built: another mast beside one, where the known map doubts it, would serve nobody.
std::vector<std::uint32_t> CoverageModel::standing(const twin::Access& a, std::span<const Site> candidates) const {
  const auto spot = [](std::int32_t east_m, std::int32_t north_m, std::uint8_t kind) {
    return std::array{east_m, north_m, std::int32_t{kind}};
  };
  std::set<std::array<std::int32_t, 3>> spots;
  for (std::size_t mast = 0; mast != a[kind_].size(); ++mast)
    spots.insert(spot(a[mast_east_][mast].value, a[mast_north_][mast].value, a[kind_][mast]));
  std::vector<std::uint32_t> stand;
  for (std::uint32_t k = 0; k != candidates.size(); ++k)
    if (spots.contains(
            spot(candidates[k].east_m, candidates[k].north_m, static_cast<std::uint8_t>(candidates[k].kind))))
      stand.push_back(k);
  return stand;
}

void CoverageModel::build(twin::Step& s) {
  const std::size_t count = s.rows(municipalities_);
  std::vector<double> regrets(count);
  std::vector<std::int64_t> money(count);
  // Who decides on a mast also has it to run, from the year after it was built.
  for (std::size_t mast = 0; mast != s[kind_].size(); ++mast)
    if (s[decided_][mast] && s[kind_][mast] < coverage::kSiteKinds)
      money[s[municipality_][nearest_place(s[mast_east_][mast].value, s[mast_north_][mast].value)].row] +=
          std::llround(*running_cost_);
  const auto record = [&] {
    s.record(regret_series_, regrets);
    s.record(built_series_, money);
  };
  if (*budget_ <= 0 || twin::year_of(s.from()) < *budget_from_) return record();
  const auto basis = static_cast<Basis>(*basis_);
  const auto map = basis == Basis::kClaimed ? s[claimed_] : basis == Basis::kKnown ? s[known_] : s[service_];
  const std::int64_t cost = ore(*tall_ > 0 ? *tall_cost_ : *mast_cost_);
  const auto candidates = this->candidates();
  const std::vector<std::int64_t> costs(candidates->sites.size(), cost);
  const std::vector<std::uint32_t> stand = standing(s, candidates->sites);
  const auto problem = [&](std::span<const std::uint8_t> on, const coverage::CellLists& serves) {
    return coverage::SitingProblem{costs, serves, weights(s, on), stand};
  };
  const coverage::SitingProblem truth = problem(s[service_], candidates->truth);
  const coverage::Siting chosen =
      coverage::choose_sites(basis == Basis::kTrue ? truth : problem(map, candidates->planned), ore(*budget_));
  const double lost = 100 * coverage::regret(chosen, truth, ore(*budget_)).share();
  std::fill(regrets.begin(), regrets.end(), lost);
  std::vector<Site> built;
  for (const coverage::ChosenSite& one : chosen.sites) {
    Site site = candidates->sites[one.candidate];
    site.id = coverage::free_id(s.ids(masts_));
    add_mast(s, site, twin::month_of(s.to()) - 1, true);
    money[s[municipality_][nearest_place(site.east_m, site.north_m)].row] += one.cost / 100;
    built.push_back(site);
  }
  record();
  if (!built.empty()) put(s, built);
}

/// What the state orders is built near the mast. The operators' part, and running costs, are paid and earned outside.
void CoverageModel::pay(twin::Step& s) const {
  const MonthNumber from = twin::month_of(s.from()), to = twin::month_of(s.to());
  const bool year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  std::vector<std::int64_t> rents(s.rows(places_));
  for (std::size_t mast = 0; mast != s[kind_].size(); ++mast) {
    const auto kind = s[kind_][mast];
    const bool pays_rent =
        year_ends && kind < coverage::kSiteKinds && kind != static_cast<std::uint8_t>(SiteKind::kRooftop);
    const bool is_new = s[decided_][mast] && s[since_][mast] >= from && s[since_][mast] < to;
    if (!pays_rent && !is_new) continue;
    const std::uint32_t place = nearest_place(s[mast_east_][mast].value, s[mast_north_][mast].value);
    if (pays_rent) rents[place] += ore(*rent_);
    if (!is_new) continue;
    const bool tall = kind == static_cast<std::uint8_t>(SiteKind::kTall);
    const std::int64_t cost = coverage::cost_to_payer(ore(tall ? *tall_cost_ : *mast_cost_), 1 - *state_share_);
    if (cost > 0) s.send(works_, {place, s.ids(masts_)[mast], {Owner::kGovernment, cost, 0}});
  }
  if (!year_ends) return;
  std::vector<std::int64_t> by_municipality(s.rows(municipalities_));
  for (std::size_t place = 0; place != rents.size(); ++place) {
    by_municipality[s[municipality_][place].row] += rents[place] / 100;
    if (rents[place] > 0)
      s.post(rent_flow_, nodes_.sweden, account_of(s.ids(places_)[place], Part::kAssociations), rents[place]);
  }
  s.record(rent_series_, by_municipality);
}

}  // namespace rurban
