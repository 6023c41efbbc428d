#include "models/employment/matching.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rurban {
namespace {

/// The first index whose share of the running total passes `draw` (0 to 1). Requires: weight(k) sums to more than 0
template <class Weight>
std::size_t pick(std::size_t count, double total, double draw, const Weight& weight) {
  double below = draw * total;
  std::size_t last = 0;
  for (std::size_t k = 0; k != count; ++k) {
    const double w = weight(k);
    if (w <= 0) continue;
    last = k;
    if (below < w) return k;
    below -= w;
  }
  return last;  // rounding left a rest
}

}  // namespace

double tightness(std::int64_t vacancies, double finders, double vacancy_months) {
  if (finders <= 0) return 1;
  return std::clamp(static_cast<double>(vacancies) / (finders * vacancy_months), 0.5, 1.5);
}

Vacancies::Vacancies(const Positions& firms, std::span<const std::int32_t> vacant, const Deterrence& deterrence,
                     const CommutingRules& rules)
    : deterrence_(deterrence) {
  std::vector<std::uint32_t> open;
  for (std::uint32_t row = 0; row != vacant.size(); ++row)
    if (vacant[row] > 0) open.push_back(row);
  std::sort(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(firms.place[a].row, firms.ids[a]) < std::pair(firms.place[b].row, firms.ids[b]);
  });
  for (const std::uint32_t row : open) {
    const std::uint32_t place = firms.place[row].row;
    if (places_.empty() || places_.back().place != place) {
      places_.emplace_back();
      places_.back().place = place;
      places_.back().first_firm = static_cast<std::uint32_t>(firms_.size());
    }
    firms_.push_back({row, firms.sector[row], vacant[row]});
    places_.back().last_firm = static_cast<std::uint32_t>(firms_.size());
    places_.back().by_sector[static_cast<std::size_t>(firms.sector[row])] += vacant[row];
  }
  for (std::size_t kind = 0; kind != kWorkerKinds; ++kind)
    for (const bool remote : {false, true}) {
      Wanted& of = wanted_[kind][remote];
      for (std::size_t s = 0; s != kSectors; ++s) {
        const auto sector = static_cast<Sector>(s);
        const double share = remote_share(sector, rules);
        of.position[s] = fit(kind, sector) * (remote ? share : 1 - share);
      }
      for (const AtPlace& at : places_) {
        of.by_place.push_back(0);
        for (std::size_t s = 0; s != kSectors; ++s) of.by_place.back() += at.by_sector[s] * of.position[s];
        of.all += of.by_place.back();
      }
    }
}

Workplace Vacancies::choose(std::uint32_t home, std::size_t kind, double remote_weight,
                            const twin::Draw& draw) const {
  const auto& [on_site, from_home] = wanted_[kind];
  const double at_home = remote_weight * from_home.all;
  const bool remote = draw.uniform(0) * (on_site.all + at_home) < at_home;
  const Wanted& wanted = remote ? from_home : on_site;
  std::vector<double> weights(places_.size());
  double total = 0;
  for (std::size_t k = 0; k != weights.size(); ++k) {
    const std::uint32_t work = places_[k].place;
    weights[k] = wanted.by_place[k] * (remote ? deterrence_.remote(home, work) : deterrence_.on_site(home, work));
    total += weights[k];
  }
  if (total <= 0) return {};
  const std::size_t place = pick(weights.size(), total, draw.uniform(1), [&](std::size_t k) { return weights[k]; });
  const AtPlace& at = places_[place];
  const std::size_t sector = pick(kSectors, wanted.by_place[place], draw.uniform(2),
                                  [&](std::size_t s) { return at.by_sector[s] * wanted.position[s]; });
  const std::size_t firm =
      pick(at.last_firm - at.first_firm, at.by_sector[sector], draw.uniform(3), [&](std::size_t k) {
        const Firm& candidate = firms_[at.first_firm + k];
        return candidate.sector == static_cast<Sector>(sector) ? candidate.vacant : 0.0;
      });
  return {firms_[at.first_firm + firm].row, remote};
}

std::vector<bool> taken_on(std::span<const Proposal> proposals, std::span<std::int32_t> vacant) {
  std::vector<std::size_t> queue(proposals.size());
  std::iota(queue.begin(), queue.end(), std::size_t{0});
  std::sort(queue.begin(), queue.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(proposals[a].order, proposals[a].person) < std::pair(proposals[b].order, proposals[b].person);
  });
  std::vector<bool> taken(proposals.size());
  for (const std::size_t k : queue) {
    if (proposals[k].firm == kNoFirm || vacant[proposals[k].firm] == 0) continue;
    --vacant[proposals[k].firm];
    taken[k] = true;
  }
  return taken;
}

}  // namespace rurban
