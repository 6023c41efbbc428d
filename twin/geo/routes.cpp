#include "twin/geo/routes.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/geo/routes_kernel.h"

namespace twin {
namespace {

template <class Cost>
const RouteKernels<Cost>& kernels() {
  static constexpr RouteKernels<Cost> kPlain{relax<Cost>, least_sum_alone<Cost>, least_sums<Cost>};
#ifdef RURBAN_X86
  if (instruction_set() >= InstructionSet::kAvx2) {
    if constexpr (sizeof(Cost) == 4) return kRouteKernels32Avx2;
    if constexpr (sizeof(Cost) == 8) return kRouteKernels64Avx2;
  }
#endif
  return kPlain;
}

}  // namespace

template <class Cost>
Routes<Cost>::Routes(const Network& network, const Hierarchy& hierarchy, std::span<const Cost> costs)
    : network_(&network), hierarchy_(&hierarchy) {
  set_costs(costs);
}

template <class Cost>
void Routes<Cost>::set_costs(std::span<const Cost> costs) {
  assert(costs.size() == network_->arcs().size());
  customise(costs);
  label();
}

template <class Cost>
void Routes<Cost>::customise(std::span<const Cost> costs) {
  const Hierarchy& h = *hierarchy_;
  for (Direction* direction : {&up_, &down_}) {
    direction->links.assign(h.heads().size(), kNoWay<Cost>);
    direction->origins.assign(h.heads().size(), {});
  }
  for (std::uint32_t arc = 0; arc != costs.size(); ++arc) {
    assert(costs[arc] >= 0 && costs[arc] <= kNoWay<Cost>);
    const std::uint32_t link = h.link_of_arc(arc);
    if (link == Hierarchy::kNone) continue;
    const Arc& ends = network_->arcs()[arc];
    Direction& direction = h.position(ends.from) > h.position(ends.to) ? up_ : down_;
    if (costs[arc] >= direction.links[link]) continue;
    direction.links[link] = costs[arc];
    direction.origins[link] = {arc, true};
  }
  // Descendants first. A node gives each pair of its ancestors, near and far, the way that leads over it; the far
  // ones are all linked with the near one, so that both lists are walked once.
  for (std::uint32_t v = h.nodes(); v-- != 0;) {
    const auto heads = h.heads(v);
    const std::uint32_t first = h.first_up(v);
    for (std::size_t near = 1; near < heads.size(); ++near) {
      const Cost up_near = up_.links[first + near], down_near = down_.links[first + near];
      if (up_near == kNoWay<Cost> && down_near == kNoWay<Cost>) continue;
      const std::uint32_t* head = h.heads(heads[near]).data();
      std::uint32_t link = h.first_up(heads[near]);
      for (std::size_t far = 0; far != near; ++far, ++head, ++link) {
        for (; *head != heads[far]; ++head) ++link;
        if (const Cost sum = down_near + up_.links[first + far]; sum < up_.links[link]) {
          up_.links[link] = sum;
          up_.origins[link] = {v, false};
        }
        if (const Cost sum = down_.links[first + far] + up_near; sum < down_.links[link]) {
          down_.links[link] = sum;
          down_.origins[link] = {v, false};
        }
      }
    }
  }
}

template <class Cost>
void Routes<Cost>::label(Direction& direction, std::uint32_t position) const {
  const Hierarchy& h = *hierarchy_;
  Cost* const row = &direction.labels[h.first_label(position)];
  const std::uint16_t depth = h.depth(position);
  std::fill(row, row + depth, kNoWay<Cost>);
  row[depth] = 0;
  const auto heads = h.heads(position);
  for (std::size_t i = 0; i != heads.size(); ++i) {
    const Cost cost = direction.links[h.first_up(position) + i];
    if (cost != kNoWay<Cost>)
      kernels<Cost>().relax(row, &direction.labels[h.first_label(heads[i])], cost, h.depth(heads[i]) + 1U);
  }
}

template <class Cost>
void Routes<Cost>::label() {
  const Hierarchy& h = *hierarchy_;
  up_.labels.resize(h.labels() + kLanes<Cost>);  // so that a kernel may read beyond the last row
  down_.labels.resize(h.labels() + kLanes<Cost>);
  const auto subtrees = h.subtrees();
  std::uint32_t next = 0;
  for (const auto& [begin, end] : subtrees) {
    for (; next != begin; ++next) {
      label(up_, next);
      label(down_, next);
    }
    next = end;
  }
  for_each_index(subtrees.size() * 2, [&](std::size_t piece) {
    Direction& direction = piece % 2 == 0 ? up_ : down_;
    for (auto [v, end] = subtrees[piece / 2]; v != end; ++v) label(direction, v);
  });
}

template <class Cost>
Cost Routes<Cost>::distance(std::uint32_t from, std::uint32_t to) const {
  if (from == to) return 0;
  const Hierarchy& h = *hierarchy_;
  const std::uint32_t s = h.position(from), t = h.position(to);
  return kernels<Cost>().least_sum(&up_.labels[h.first_label(s)], &down_.labels[h.first_label(t)],
                                   h.shared_ancestors(s, t), kNoWay<Cost>);
}

template <class Cost>
std::vector<Cost> Routes<Cost>::to_all(std::uint32_t from) const {
  const Hierarchy& h = *hierarchy_;
  const std::uint32_t source = h.position(from);
  std::vector<Cost> best(h.nodes(), kNoWay<Cost>), result(h.nodes());
  for (std::uint32_t v = source; v != Hierarchy::kNone; v = h.parent(v))
    best[v] = up_.labels[h.first_label(source) + h.depth(v)];
  for (std::uint32_t v = 0; v != h.nodes(); ++v) {
    const auto heads = h.heads(v);
    for (std::size_t i = 0; i != heads.size(); ++i)
      best[v] = std::min(best[v], best[heads[i]] + down_.links[h.first_up(v) + i]);
    result[h.node_at(v)] = best[v];
  }
  return result;
}

template <class Cost>
std::vector<Cost> Routes<Cost>::table(std::span<const std::uint32_t> from, std::span<const std::uint32_t> to) const {
  const Hierarchy& h = *hierarchy_;
  std::vector<Cost> result(from.size() * to.size());
  // In the order of the walk neighbours share labels, and the ancestors that a source shares with its targets get
  // fewer to either side: no look-up for each pair.
  std::vector<std::uint32_t> order(to.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return h.position(to[a]) < h.position(to[b]); });
  // By target in that order: its position, its labels, and the ancestors it shares with the one before (all of them,
  // if that is the same node).
  std::vector<std::uint32_t> positions, shared_with_last;
  std::vector<const Cost*> labels;
  for (const std::uint32_t column : order) {
    const std::uint32_t t = h.position(to[column]);
    shared_with_last.push_back(positions.empty() || positions.back() == t ? h.depth(t) + 1U
                                                                          : h.shared_ancestors(positions.back(), t));
    positions.push_back(t);
    labels.push_back(&down_.labels[h.first_label(t)]);
  }
  std::vector<std::uint32_t> rows(from.size());
  std::iota(rows.begin(), rows.end(), 0U);
  std::sort(rows.begin(), rows.end(),
            [&](std::uint32_t a, std::uint32_t b) { return h.position(from[a]) < h.position(from[b]); });

  const auto least_sums = kernels<Cost>().least_sums;
  constexpr std::size_t kRows = 16;  // for one thread at a time: the labels of as many sources stay near
  for_each_index((rows.size() + kRows - 1) / kRows, [&](std::size_t piece) {
    std::vector<std::uint32_t> shared(positions.size());
    std::vector<Cost> sorted(positions.size());
    for (std::size_t r = piece * kRows; r != std::min(rows.size(), (piece + 1) * kRows); ++r) {
      const std::uint32_t s = h.position(from[rows[r]]);
      const auto middle =
          static_cast<std::size_t>(std::lower_bound(positions.begin(), positions.end(), s) - positions.begin());
      const auto shared_with = [&](std::size_t k) {
        return positions[k] == s ? h.depth(s) + 1U : h.shared_ancestors(s, positions[k]);
      };
      if (middle != positions.size()) shared[middle] = shared_with(middle);
      for (std::size_t k = middle + 1; k < positions.size(); ++k)
        shared[k] = std::min(shared[k - 1], shared_with_last[k]);
      if (middle != 0) shared[middle - 1] = shared_with(middle - 1);
      for (std::size_t k = middle; k-- > 1;) shared[k - 1] = std::min(shared[k], shared_with_last[k]);
      least_sums(&up_.labels[h.first_label(s)], labels.data(), shared.data(), labels.size(), kNoWay<Cost>,
                 sorted.data());
      for (std::size_t k = 0; k != order.size(); ++k) result[rows[r] * to.size() + order[k]] = sorted[k];
    }
  });
  return result;
}

template <class Cost>
std::vector<std::uint32_t> Routes<Cost>::climb(const Direction& direction, std::uint32_t position,
                                               std::uint32_t ancestor) const {
  const Hierarchy& h = *hierarchy_;
  const std::uint16_t depth = h.depth(ancestor);
  std::vector<std::uint32_t> nodes{position};
  while (nodes.back() != ancestor) {
    const std::uint32_t v = nodes.back();
    const auto heads = h.heads(v);
    const Cost cost = direction.labels[h.first_label(v) + depth];
    for (std::size_t i = heads.size(); i-- != 0;) {
      if (h.depth(heads[i]) < depth) continue;
      if (direction.links[h.first_up(v) + i] + direction.labels[h.first_label(heads[i]) + depth] != cost) continue;
      nodes.push_back(heads[i]);
      break;
    }
    assert(nodes.back() != v);
  }
  return nodes;
}

template <class Cost>
void Routes<Cost>::unpack(std::uint32_t position, std::uint32_t ancestor, bool up,
                          std::vector<std::uint32_t>& arcs) const {
  const Origin origin = (up ? up_ : down_).origins[hierarchy_->link(position, ancestor)];
  if (origin.is_arc) {
    arcs.push_back(origin.index);
    return;
  }
  const std::uint32_t from = up ? position : ancestor, to = up ? ancestor : position;
  unpack(origin.index, from, false, arcs);
  unpack(origin.index, to, true, arcs);
}

template <class Cost>
std::vector<std::uint32_t> Routes<Cost>::path(std::uint32_t from, std::uint32_t to) const {
  const Cost cost = distance(from, to);
  if (from == to || cost == kNoWay<Cost>) return {};
  const Hierarchy& h = *hierarchy_;
  const std::uint32_t s = h.position(from), t = h.position(to);
  std::uint32_t depth = 0;  // of the highest shared ancestor on a best way
  while (up_.labels[h.first_label(s) + depth] + down_.labels[h.first_label(t) + depth] != cost) ++depth;
  std::uint32_t top = s;
  while (h.depth(top) != depth) top = h.parent(top);

  std::vector<std::uint32_t> arcs;
  const auto climbed = climb(up_, s, top);
  for (std::size_t i = 1; i < climbed.size(); ++i) unpack(climbed[i - 1], climbed[i], true, arcs);
  const auto descended = climb(down_, t, top);
  for (std::size_t i = descended.size(); i-- > 1;) unpack(descended[i - 1], descended[i], false, arcs);
  return arcs;
}

template class Routes<TravelTime>;
template class Routes<TimeAndLength>;

}  // namespace twin
