#pragma once
#include <algorithm>
#include <vector>

#include "twin/io/scenario.h"

namespace viz {

/// What hands did to a run, in their order: dated, undone and done again without limit. From the log and the scenario
/// follows the run, to the bit.
class ChangeLog {
 public:
  const std::vector<twin::Change>& changes() const { return done_; }
  bool can_undo() const { return !done_.empty(); }
  bool can_redo() const { return !undone_.empty(); }

  void add(twin::Change change) {
    done_.push_back(std::move(change));
    undone_.clear();
  }
  /// Requires: can_undo()
  void undo() {
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
  }
  /// Requires: can_redo()
  void redo() {
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
  }
  void clear() {
    done_.clear();
    undone_.clear();
  }
  /// The day of the first change. Requires: can_undo()
  twin::Date first() const {
    return std::min_element(done_.begin(), done_.end(), [](const auto& a, const auto& b) { return a.date < b.date; })
        ->date;
  }

 private:
  std::vector<twin::Change> done_, undone_;
};

}  // namespace viz
