#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace twin {

/// Sums by key in one flat array, probed linearly and at most half full: some times faster than a map of nodes, which
/// tells where every entry of a ledger ends. Keys stay until clear(). `Hash` has to be a good one in all its bits.
template <class Key, class Hash>
class SumTable {
 public:
  /// The sum of `key`, which begins at 0. Stays where it is until the next key is new.
  std::int64_t& operator[](const Key& key) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[slot_of(key)];
    if (!slot.used) {
      slot = {key, true, 0};
      ++size_;
    }
    return slot.sum;
  }

  /// Null when the key was never named.
  const std::int64_t* find(const Key& key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[slot_of(key)];
    return slot.used ? &slot.sum : nullptr;
  }

  std::size_t size() const { return size_; }

  /// Forgets all keys and keeps the room they had.
  void clear() {
    for (Slot& slot : slots_) slot.used = false;
    size_ = 0;
  }

  /// Calls `visit(key, sum)` for all, in an order that says nothing.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const Slot& slot : slots_)
      if (slot.used) visit(slot.key, slot.sum);
  }

 private:
  struct Slot {
    Key key{};
    bool used = false;
    std::int64_t sum = 0;
  };

  std::size_t slot_of(const Key& key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = Hash{}(key)&mask;
    while (slots_[at].used && !(slots_[at].key == key)) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> smaller(slots_.empty() ? 64 : 2 * slots_.size());  // a power of two, for the mask
    std::swap(smaller, slots_);
    for (const Slot& slot : smaller)
      if (slot.used) slots_[slot_of(slot.key)] = slot;
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace twin
