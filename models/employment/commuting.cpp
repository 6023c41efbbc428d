#include "models/employment/commuting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "models/synthesis/margins.h"
#include "twin/base/hash.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

std::int64_t sum_of(std::span<const std::int32_t> counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::vector<double> as_weights(std::span<const std::int32_t> counts) {
  return {counts.begin(), counts.end()};
}

/// Moves single units inside rows from columns that have too many to those that lack some, from where the flow to the
/// new column is largest beside that to the old one.
void repair_columns(std::span<const double> flows, std::span<std::int32_t> owed, std::vector<std::int32_t>& whole,
                    std::size_t rows) {
  const std::size_t columns = owed.size();
  std::size_t from = 0;
  for (std::size_t to = 0; to != columns; ++to)
    while (owed[to] > 0) {
      while (owed[from] >= 0) ++from;
      std::size_t best = rows;
      double most = -1;
      for (std::size_t row = 0; row != rows; ++row) {
        if (whole[row * columns + from] == 0) continue;
        const double ratio = flows[row * columns + to] / std::max(flows[row * columns + from], 1e-30);
        if (ratio <= most) continue;
        most = ratio;
        best = row;
      }
      --whole[best * columns + from];
      ++whole[best * columns + to];
      ++owed[from];
      --owed[to];
    }
}

/// Rows in the order of `group`, those of one group by `order`.
struct Grouped {
  std::vector<std::uint32_t> rows;
  std::vector<std::size_t> first;  ///< by group, and the end

  std::span<const std::uint32_t> of(std::size_t group) const {
    return std::span(rows).subspan(first[group], first[group + 1] - first[group]);
  }
  std::span<std::uint32_t> of(std::size_t group) {
    return std::span(rows).subspan(first[group], first[group + 1] - first[group]);
  }
};

template <class GroupOf, class OrderOf>
Grouped grouped(std::size_t count, std::size_t groups, const GroupOf& group_of, const OrderOf& order_of) {
  Grouped result;
  result.first.resize(groups + 1);
  for (std::uint32_t row = 0; row != count; ++row)
    if (group_of(row) != groups) ++result.first[group_of(row) + 1];
  std::partial_sum(result.first.begin(), result.first.end(), result.first.begin());
  result.rows.resize(result.first.back());
  std::vector<std::size_t> next(result.first.begin(), result.first.end() - 1);
  for (std::uint32_t row = 0; row != count; ++row)
    if (group_of(row) != groups) result.rows[next[group_of(row)]++] = row;
  twin::for_each_index(groups, [&](std::size_t group) {
    const auto of = result.of(group);
    std::stable_sort(of.begin(), of.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return order_of(a) < order_of(b); });
  });
  return result;
}

/// The positions that are filled at the start, and who fills them.
class Filling {
 public:
  Filling(std::span<const Worker> workers, const Positions& positions, const Deterrence& deterrence,
          const CommutingRules& rules)
      : workers_(workers),
        positions_(positions),
        deterrence_(deterrence),
        rules_(rules),
        places_(deterrence.places()),
        workplaces_(workers.size()) {}

  std::vector<Workplace> fill() {
    if (count_work() == 0) return workplaces_;
    divide_positions();
    send_to_places();
    const Grouped at_work = grouped(
        workers_.size(), 2 * places_, [&](std::uint32_t w) { return target_[w]; },
        [&](std::uint32_t w) { return workers_[w].order_at_work; });
    const Grouped firms = grouped(
        filled_.size(), places_, [&](std::uint32_t f) { return positions_.place[f].row; },
        [](std::uint32_t f) { return f; });
    twin::for_each_index(places_, [&](std::size_t place) {
      BySector<std::vector<std::uint32_t>> taken;
      for (const std::size_t remote : {0, 1})
        take_sectors(at_work.of(2 * place + remote), by_sector_[2 * place + remote], taken);
      deal_out(taken, firms.of(place), at_work.of(2 * place + 1));
    });
    return workplaces_;
  }

 private:
  template <class T>
  using BySector = std::array<T, kSectors>;

  /// Sets what is left of workers and positions when each of either has one of the other.
  std::int64_t count_work() {
    living_.resize(places_);
    for (const Worker& worker : workers_) ++living_[worker.home];
    const auto workers = static_cast<std::int64_t>(workers_.size());
    const std::int64_t jobs = sum_of(positions_.jobs), both = std::min(workers, jobs);
    outside_ = largest_remainder(as_weights(living_), static_cast<std::int32_t>(workers - both));
    for (std::size_t place = 0; place != places_; ++place) living_[place] -= outside_[place];
    filled_ = largest_remainder(as_weights(positions_.jobs), static_cast<std::int32_t>(both));
    return both;
  }

  void divide_positions() {
    by_sector_.resize(2 * places_);
    for (std::uint32_t firm = 0; firm != filled_.size(); ++firm)
      by_sector_[2 * positions_.place[firm].row][sector(firm)] += filled_[firm];
    for (std::size_t place = 0; place != places_; ++place) {
      BySector<double> wanted;
      for (std::size_t s = 0; s != kSectors; ++s)
        wanted[s] = by_sector_[2 * place][s] * remote_share(static_cast<Sector>(s), rules_);
      const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
      if (sum <= 0) continue;
      const auto remote = largest_remainder(wanted, static_cast<std::int32_t>(sum + 0.5));
      for (std::size_t s = 0; s != kSectors; ++s) {
        by_sector_[2 * place + 1][s] = remote[s];
        by_sector_[2 * place][s] -= remote[s];
      }
    }
  }

  void send_to_places() {
    const std::size_t targets = 2 * places_;
    std::vector<std::int32_t> working(targets);
    for (std::size_t target = 0; target != targets; ++target)
      working[target] = static_cast<std::int32_t>(sum_of(by_sector_[target]));
    constexpr double kLeast = 1e-12;  // so that there is a solution however roads run
    std::vector<double> weights(places_ * targets);
    twin::for_each_index(places_, [&](std::size_t home) {
      const auto from = static_cast<std::uint32_t>(home);
      for (std::uint32_t work = 0; work != places_; ++work) {
        weights[home * targets + 2 * work] = kLeast + deterrence_.on_site(from, work);
        weights[home * targets + 2 * work + 1] = kLeast + deterrence_.remote(from, work);
      }
    });
    const std::vector<std::int32_t> flows = whole_flows(balanced(weights, living_, working), living_, working);
    const Grouped at_home = grouped(
        workers_.size(), places_, [&](std::uint32_t w) { return workers_[w].home; },
        [&](std::uint32_t w) { return workers_[w].order; });
    target_.assign(workers_.size(), static_cast<std::uint32_t>(targets));
    for (std::size_t home = 0; home != places_; ++home) {
      auto next = at_home.of(home).begin() + outside_[home];
      for (std::uint32_t target = 0; target != targets; ++target)
        for (std::int32_t k = 0; k != flows[home * targets + target]; ++k) target_[*next++] = target;
    }
  }

  void take_sectors(std::span<const std::uint32_t> workers, const BySector<std::int32_t>& sectors,
                    BySector<std::vector<std::uint32_t>>& taken) const {
    std::array<std::int32_t, kWorkerKinds> kinds{};
    for (const std::uint32_t worker : workers) ++kinds[workers_[worker].kind];
    std::array<double, kWorkerKinds * kSectors> weights;
    for (std::size_t kind = 0; kind != kWorkerKinds; ++kind)
      for (std::size_t s = 0; s != kSectors; ++s) weights[kind * kSectors + s] = fit(kind, static_cast<Sector>(s));
    std::vector<std::int32_t> left = whole_flows(balanced(weights, kinds, sectors), kinds, sectors);
    std::array<std::size_t, kWorkerKinds> at{};
    for (const std::uint32_t worker : workers) {
      const std::size_t kind = workers_[worker].kind;
      while (left[kind * kSectors + at[kind]] == 0) ++at[kind];
      --left[kind * kSectors + at[kind]];
      taken[at[kind]].push_back(worker);
    }
  }

  void deal_out(BySector<std::vector<std::uint32_t>>& taken, std::span<const std::uint32_t> firms,
                std::span<const std::uint32_t> remote) {
    // Each kind took its sectors one after the other: shuffled, or whole firms would get one kind.
    for (std::vector<std::uint32_t>& workers : taken)
      std::stable_sort(workers.begin(), workers.end(), [&](std::uint32_t a, std::uint32_t b) {
        return twin::mix64(workers_[a].order_at_work) < twin::mix64(workers_[b].order_at_work);
      });
    BySector<std::size_t> next{};
    for (const std::uint32_t firm : firms)
      for (std::int32_t seat = 0; seat != filled_[firm]; ++seat)
        workplaces_[taken[sector(firm)][next[sector(firm)]++]].firm = firm;
    for (const std::uint32_t worker : remote) workplaces_[worker].remote = true;
  }

  std::size_t sector(std::uint32_t firm) const { return static_cast<std::size_t>(positions_.sector[firm]); }

  std::span<const Worker> workers_;
  Positions positions_;
  const Deterrence& deterrence_;
  CommutingRules rules_;
  std::size_t places_;
  std::vector<std::int32_t> living_, outside_;     ///< workers by place of their home: in the county, outside
  std::vector<std::int32_t> filled_;               ///< by firm
  std::vector<BySector<std::int32_t>> by_sector_;  ///< of these, twice a place: to go to, and remote
  std::vector<std::uint32_t> target_;              ///< by worker, as by_sector_; its size: outside
  std::vector<Workplace> workplaces_;
};

}  // namespace

Deterrence::Deterrence(std::size_t places, const std::function<double(std::uint32_t, std::uint32_t)>& minutes,
                       const CommutingRules& rules)
    : places_(places), on_site_(places * places), remote_(places * places), too_far_(places * places) {
  twin::for_each_index(places, [&](std::size_t home) {
    const auto on_site = std::span(on_site_).subspan(home * places, places),
               remote = std::span(remote_).subspan(home * places, places);
    std::vector<double> way(places);
    for (std::uint32_t work = 0; work != places; ++work) {
      way[work] = minutes(static_cast<std::uint32_t>(home), work);
      on_site[work] = -rules.per_minute * way[work];
      remote[work] = -rules.per_minute * (1 - rules.remote_cut) * way[work];
    }
    twin::exp(on_site, on_site);
    twin::exp(remote, remote);
    for (std::size_t work = 0; work != places; ++work) {
      if (way[work] <= rules.farthest_min) continue;
      on_site[work] = 0;
      too_far_[home * places + work] = 1;
    }
  });
}

std::vector<double> balanced(std::span<const double> weights, std::span<const std::int32_t> rows,
                             std::span<const std::int32_t> columns) {
  constexpr int kMostTurns = 200;
  const std::size_t width = columns.size();
  std::vector<double> flows(weights.begin(), weights.end()), factor(width, 1), sums(width);
  std::vector<double> row_factor(rows.size());
  for (int turn = 0; turn != kMostTurns; ++turn) {
    // A row's factor from the columns' factors, then the columns' from the rows'.
    twin::for_each_index(rows.size(), [&](std::size_t row) {
      double sum = 0;
      for (std::size_t column = 0; column != width; ++column) sum += weights[row * width + column] * factor[column];
      row_factor[row] = sum > 0 ? rows[row] / sum : 0;
    });
    std::fill(sums.begin(), sums.end(), 0);
    for (std::size_t row = 0; row != rows.size(); ++row)
      for (std::size_t column = 0; column != width; ++column)
        sums[column] += weights[row * width + column] * row_factor[row];
    double worst = 0;
    for (std::size_t column = 0; column != width; ++column) {
      const double wanted = columns[column];
      if (wanted > 0) worst = std::max(worst, std::abs(sums[column] * factor[column] / wanted - 1));
      factor[column] = sums[column] > 0 ? wanted / sums[column] : 0;
    }
    if (worst < 1e-6) break;
  }
  for (std::size_t row = 0; row != rows.size(); ++row)
    for (std::size_t column = 0; column != width; ++column)
      flows[row * width + column] *= row_factor[row] * factor[column];
  return flows;
}

std::vector<std::int32_t> whole_flows(std::span<const double> flows, std::span<const std::int32_t> rows,
                                      std::span<const std::int32_t> columns) {
  const std::size_t width = columns.size();
  std::vector<std::int32_t> whole(flows.size());
  std::vector<double> carried(width), wanted(width);
  std::vector<std::int32_t> owed(columns.begin(), columns.end());
  for (std::size_t row = 0; row != rows.size(); ++row) {
    if (rows[row] == 0) continue;
    for (std::size_t column = 0; column != width; ++column) {
      carried[column] += flows[row * width + column];
      wanted[column] = owed[column] > 0 ? std::max(carried[column], 0.0) : 0;
    }
    const std::vector<std::int32_t> rounded = largest_remainder(wanted, rows[row]);
    for (std::size_t column = 0; column != width; ++column) {
      whole[row * width + column] = rounded[column];
      carried[column] -= rounded[column];
      owed[column] -= rounded[column];
    }
  }
  repair_columns(flows, owed, whole, rows.size());
  return whole;
}

std::vector<Workplace> workplaces(std::span<const Worker> workers, const Positions& positions,
                                  const Deterrence& deterrence, const CommutingRules& rules) {
  return Filling(workers, positions, deterrence, rules).fill();
}

}  // namespace rurban
