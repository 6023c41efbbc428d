#pragma once
// Which routes together serve everybody once at least cost: linear and integer programs over lists of routes, solved
// by COIN-OR's Clp and Cbc.
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/vehicle_routing/problem.h"

namespace rurban::vrp {

/// One vehicle's work, or whatever serves some requests at a cost.
struct Column {
  Cost cost = 0;
  std::vector<std::uint32_t> requests;  ///< without doubles
};

/// Requests that each need one column, and columns of which so many can be taken. Leaving a request out costs what
/// `unserved` says.
struct Partition {
  std::vector<Cost> unserved;
  std::size_t vehicles = 0;
};

/// Three requests: no two columns of a partition can both serve two of them or more. (Subset-row inequalities:
/// Jepsen, Petersen, Spoorendonk and Pisinger, Operations Research 56(2), 2008.)
using Trio = std::array<std::uint32_t, 3>;

/// What is paid for serving each request, and what a column costs on top of what it costs anyway: for its vehicle,
/// and for each trio of which it serves two or all. None is negative. In whole numbers, so that what follows from
/// them is exact.
struct Prices {
  std::vector<Cost> requests;
  Cost vehicle = 0;
  std::vector<Cost> trios;
};

/// The linear program: shares of columns that serve everybody at least once. Columns and trios are added from time to
/// time; the prices tell which others would help. One thread; not copyable.
class CoverShares {
 public:
  /// `most`: what serving everybody may cost at most, roughly. `go_on` is asked now and then.
  CoverShares(const Partition& partition, Cost most, std::function<bool()> go_on);
  ~CoverShares();

  void add(std::span<const Column> columns);
  void add(std::span<const Trio> trios);
  std::span<const Column> columns() const;
  /// False if there was no time for it.
  bool solve();
  /// A column is of use if it costs less than its requests' prices, with the others on top. Requires: solve()
  /// returned true
  Prices prices() const;
  /// By column. Requires: solve() returned true
  std::vector<double> shares() const;
  /// Trios that the shares break most, at most so many.
  std::vector<Trio> broken(std::size_t most) const;

 private:
  struct Program;
  std::unique_ptr<Program> program_;
};

struct Choice {
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> left;  ///< requests that no column serves
  Cost cost = 0;
};

struct ChoiceRules {
  bool cover = false;           ///< whether requests may be served more than once; trios say nothing then
  Cost below = kNever;          ///< only choices that cost less
  std::int64_t nodes = 10'000;  ///< of the search tree
  double seconds = 0;           ///< of a clock on the wall; 0: without end
  std::function<bool()> go_on;  ///< asked now and then
};

struct Chosen {
  std::optional<Choice> best;
  bool proven = false;  ///< there is none better, or none at all
};

/// The integer program: columns that serve everybody exactly once at least cost.
Chosen choose(const Partition& partition, std::span<const Column> columns, std::span<const Trio> trios,
              const ChoiceRules& rules);

}  // namespace rurban::vrp
