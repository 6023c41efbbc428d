#pragma once
// Which runs of an experiment are still to be lived, in which order, and when a point is known well enough.
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

namespace tools {

/// One run of an experiment: replicate r (from 0) of a point has the seed r + 1.
struct RunPlace {
  std::size_t point = 0, replicate = 0;
  std::uint64_t seed() const { return replicate + 1; }
  friend auto operator<=>(const RunPlace&, const RunPlace&) = default;
};

/// Hands out runs, replicate by replicate, so that all points of a seed stand together: they share its people. With a
/// stopping rule a point has enough replicates after the first n (at least `at_least`) whose 90 % interval of the
/// mean, by Student's t, is at most `interval_width` wide; failed ones do not count. n follows from the seeds in
/// their order, never from which run was ready first: runs beyond it, begun while it was not known yet, are of no
/// more use.
class Agenda {
 public:
  struct Rule {
    double interval_width = 0;
    std::size_t at_least = 2;
  };

  /// Requires: points > 0, replicates > 0
  Agenda(std::size_t points, std::size_t replicates, std::optional<Rule> rule = {});

  /// The next run to live, which then counts as handed out; runs that may prove needless come last.
  std::optional<RunPlace> next();
  /// A run that was handed out is to be lived again.
  void hand_back(RunPlace run);
  /// A run was lived, also one that was never handed out. `figure`: of the stopping rule, if the run has it.
  void lived(RunPlace run, std::optional<double> figure);
  /// A run can't be lived; nothing more is tried.
  void failed(RunPlace run);

  /// Whether the run belongs to the results: as long as a point is undecided, all of its runs may.
  bool is_wanted(RunPlace run) const;
  /// Runs that are neither lived nor failed, at most.
  std::size_t left() const { return left_; }
  /// Runs that were lived or failed, of those that are wanted.
  std::size_t settled() const;

 private:
  enum class State : std::uint8_t { kOpen, kHandedOut, kLived, kFailed };
  struct Point {
    std::vector<State> states;
    std::vector<double> figures;   ///< NaN: none; of no length without a rule
    std::size_t enough = 0;        ///< replicates that are wanted; all of them as long as it is undecided
    std::size_t examined = 0;      ///< leading replicates that were put into what follows
    std::size_t count = 0;         ///< with a figure
    double mean = 0, squares = 0;  ///< Welford's running mean and sum of squared deviations
    bool decided = false;
  };
  /// Needless runs last; then by replicate, then by point.
  using Place = std::tuple<bool, std::size_t, std::size_t>;

  void settle(RunPlace run, State state, std::optional<double> figure);
  void examine(Point& point);
  std::optional<Place> place_of(std::size_t point) const;
  void update(std::size_t point, const std::optional<Place>& before);
  std::size_t left_at(const Point& point) const;

  std::optional<Rule> rule_;
  std::vector<Point> points_;
  std::set<Place> open_;  ///< the first open run of every point that has one
  std::size_t left_ = 0;
};

}  // namespace tools
