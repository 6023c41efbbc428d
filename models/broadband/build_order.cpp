#include "models/broadband/build_order.h"

#include <limits>
#include <queue>

namespace rurban::broadband {
namespace {

double ratio(const Work& sum) {
  if (sum.cost == 0) return sum.benefit == 0 ? 0 : std::numeric_limits<double>::infinity();
  return static_cast<double>(sum.benefit) / static_cast<double>(sum.cost);
}

/// Works that are built in one go, headed by one of them.
class Blocks {
 public:
  explicit Blocks(std::span<const Work> works)
      : sum_(works.begin(), works.end()),
        head_(works.size()),
        next_(works.size(), Work::kFirst),
        last_(works.size()) {
    for (std::uint32_t work = 0; work != works.size(); ++work) head_[work] = last_[work] = work;
  }

  const Work& sum(std::uint32_t head) const { return sum_[head]; }
  std::uint32_t head(std::uint32_t work) {
    while (head_[work] != work) work = head_[work] = head_[head_[work]];
    return work;
  }
  /// Appends a block to the one that it follows.
  void append(std::uint32_t to, std::uint32_t block) {
    sum_[to].cost += sum_[block].cost;
    sum_[to].benefit += sum_[block].benefit;
    next_[last_[to]] = block;
    last_[to] = last_[block];
    head_[block] = to;
  }
  void list(std::uint32_t block, std::vector<std::uint32_t>& order) const {
    for (std::uint32_t work = block; work != Work::kFirst; work = next_[work]) order.push_back(work);
  }

 private:
  std::vector<Work> sum_;
  std::vector<std::uint32_t> head_, next_, last_;
};

struct Entry {
  double ratio;
  std::uint32_t head;
  friend bool operator<(const Entry& a, const Entry& b) {
    return a.ratio != b.ratio ? a.ratio < b.ratio : a.head > b.head;
  }
};

}  // namespace

std::vector<std::uint32_t> build_order(std::span<const Work> works) {
  Blocks blocks(works);
  std::vector<std::uint8_t> done(works.size());
  std::priority_queue<Entry> queue;
  for (std::uint32_t work = 0; work != works.size(); ++work) queue.push({ratio(works[work]), work});
  std::vector<std::uint32_t> order;
  while (!queue.empty()) {
    const auto [best, head] = queue.top();
    queue.pop();
    if (blocks.head(head) != head || done[head] != 0 || best != ratio(blocks.sum(head))) continue;
    if (best <= 0) break;
    const std::uint32_t parent = works[head].parent;
    const std::uint32_t before = parent == Work::kFirst ? Work::kFirst : blocks.head(parent);
    if (before == Work::kFirst || done[before] != 0) {
      done[head] = 1;
      blocks.list(head, order);
      continue;
    }
    blocks.append(before, head);
    queue.push({ratio(blocks.sum(before)), before});
  }
  return order;
}

}  // namespace rurban::broadband
