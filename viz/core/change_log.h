#pragma once
#include <algorithm>
#include <vector>

#include "twin/io/scenario.h"

namespace viz {

/// What hands did to a run, in their order: dated, undone and done again without limit. What one hand did at once, a
/// programme that grows over years, is undone at once. From the log and the scenario follows the run, to the bit.
class ChangeLog {
 public:
  using Deed = std::vector<twin::Change>;

  /// Of all deeds, one after the other.
  const std::vector<twin::Change>& changes() const { return changes_; }
  const std::vector<Deed>& deeds() const { return done_; }
  /// The changes of the deed done last, by date. Requires: can_undo()
  const Deed& last() const { return done_.back(); }
  bool can_undo() const { return !done_.empty(); }
  bool can_redo() const { return !undone_.empty(); }

  void add(twin::Change change) { add(Deed{std::move(change)}); }
  /// Requires: at least one change, by date
  void add(Deed deed) {
    done_.push_back(std::move(deed));
    undone_.clear();
    list();
  }
  /// Requires: can_undo()
  void undo() {
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    list();
  }
  /// Requires: can_redo()
  void redo() {
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    list();
  }
  void clear() {
    done_.clear();
    undone_.clear();
    list();
  }
  /// The day of the first change. Requires: can_undo()
  twin::Date first() const {
    return std::min_element(changes_.begin(), changes_.end(),
                            [](const auto& a, const auto& b) { return a.date < b.date; })
        ->date;
  }

 private:
  void list() {
    changes_.clear();
    for (const Deed& deed : done_) changes_.insert(changes_.end(), deed.begin(), deed.end());
  }

  std::vector<Deed> done_, undone_;
  std::vector<twin::Change> changes_;
};

}  // namespace viz
