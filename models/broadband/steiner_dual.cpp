#include "models/broadband/steiner_dual.h"

#include <algorithm>

namespace rurban::broadband::steiner {

DualAscent::DualAscent(const Net& net)
    : net_(net),
      stamp_(net.nodes(), 0),
      cut_(2 * net.edges().size() + net.nodes(), 0),
      due_(2 * net.edges().size() + net.nodes(), 0) {}

Dual DualAscent::from(std::uint32_t root) {
  Dual dual;
  dual.root = root;
  return ascend(std::move(dual));
}

Dual DualAscent::from_anywhere(std::int64_t entry) {
  Dual dual;
  dual.root_left.assign(net_.nodes(), entry);
  dual = ascend(std::move(dual));
  dual.bound -= entry;
  return dual;
}

// The artificial root's arc into a node is numbered behind the arcs of the edges. It has no tail to go on from.
Dual DualAscent::ascend(Dual dual) {
  dual_ = std::move(dual);
  const auto arcs = static_cast<std::uint32_t>(2 * net_.edges().size());
  dual_.arc_left.resize(arcs);
  for (std::uint32_t arc = 0; arc != arcs; ++arc) dual_.arc_left[arc] = net_.edge(arc / 2).cost;
  dual_.prize_left.resize(net_.nodes());
  std::vector<HeapEntry> waiting;
  for (std::uint32_t node = 0; node != net_.nodes(); ++node) {
    dual_.prize_left[node] = net_.worth(node);
    if (net_.worth(node) > 0 && node != dual_.root)
      waiting.push_back({static_cast<std::int64_t>(net_.around(node).size()), node});
  }
  std::make_heap(waiting.begin(), waiting.end());
  while (!waiting.empty()) {
    std::pop_heap(waiting.begin(), waiting.end());
    const std::uint32_t node = waiting.back().item;
    waiting.pop_back();
    const std::size_t next = waiting.empty() ? due_.size() : static_cast<std::size_t>(waiting.front().key);
    const std::size_t arcs_of_cut = raise(node, next + next / 4);
    if (arcs_of_cut == 0) continue;
    waiting.push_back({static_cast<std::int64_t>(arcs_of_cut), node});
    std::push_heap(waiting.begin(), waiting.end());
  }
  return std::move(dual_);
}

void DualAscent::settle(std::uint32_t arc) {
  if (!cut_[arc]) return;
  cut_[arc] = 0;
  --cut_arcs_;
  const std::size_t arcs = dual_.arc_left.size();
  (arc < arcs ? dual_.arc_left[arc] : dual_.root_left[arc - arcs]) = due_[arc] - raised_;
}

/// Takes a node, and all that reach it for nothing, inside the cut.
void DualAscent::add(std::uint32_t node) {
  const auto arcs = static_cast<std::uint32_t>(dual_.arc_left.size());
  open_.assign(1, node);
  stamp_[node] = now_;
  const std::size_t heaped = heap_.size();
  const auto enter = [&](std::uint32_t arc, std::int64_t left) {
    cut_[arc] = 1;
    ++cut_arcs_;
    due_[arc] = raised_ + left;
    heap_.push_back({due_[arc], arc});
  };
  while (!open_.empty()) {
    const std::uint32_t head = open_.back();
    open_.pop_back();
    if (head == dual_.root) reached_root_ = true;
    if (dual_.root == kNone && net_.worth(head) > 0) {
      if (dual_.root_left[head] == 0)
        reached_root_ = true;
      else
        enter(arcs + head, dual_.root_left[head]);
    }
    for (const Net::Arc& arc : net_.around(head)) {
      const std::uint32_t in = arc_into(net_, arc.edge, head);
      if (stamp_[arc.node] == now_) {
        settle(in ^ 1U);  // it led from this node into the cut, and is inside now
      } else if (dual_.arc_left[in] == 0) {
        stamp_[arc.node] = now_;
        open_.push_back(arc.node);
      } else {
        enter(in, dual_.arc_left[in]);
      }
    }
  }
  if (heap_.size() > 2 * heaped) return std::make_heap(heap_.begin(), heap_.end());
  for (std::size_t size = heaped; size++ != heap_.size();)
    std::push_heap(heap_.begin(), heap_.begin() + static_cast<std::ptrdiff_t>(size));
}

std::size_t DualAscent::raise(std::uint32_t node, std::size_t most_arcs) {
  ++now_;
  raised_ = 0;
  cut_arcs_ = 0;
  reached_root_ = false;
  heap_.clear();
  add(node);
  std::int64_t& prize = dual_.prize_left[node];
  const std::int64_t had = prize;
  while (!reached_root_ && prize > 0 && cut_arcs_ <= most_arcs && !heap_.empty()) {
    const HeapEntry next = heap_.front();
    if (!cut_[next.item]) {
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
      continue;
    }
    const std::int64_t step = std::min(next.key - raised_, prize);
    raised_ += step;
    prize -= step;
    if (next.key > raised_) break;
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
    settle(next.item);
    if (next.item >= dual_.arc_left.size())
      reached_root_ = true;
    else
      add(next.item % 2 == 0 ? net_.edge(next.item / 2).a : net_.edge(next.item / 2).b);
  }
  const std::size_t arcs_of_cut = cut_arcs_;
  for (const HeapEntry& entry : heap_) settle(entry.item);
  dual_.bound += had - prize;
  return reached_root_ || prize == 0 || arcs_of_cut == 0 ? 0 : arcs_of_cut;
}

}  // namespace rurban::broadband::steiner
