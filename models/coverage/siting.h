#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace rurban::coverage {

// Choosing sites: which of many candidates to build for a budget, so that as much as possible is served. What a
// candidate serves counts once, however many serve it: the budgeted maximum coverage problem (Khuller, Moss & Naor
// 1999, "The budgeted maximum coverage problem", Information Processing Letters 70).

/// Lists of cells, one per candidate, in one array. Each list ascends, without repeats.
class CellLists {
 public:
  void add(std::span<const std::uint32_t> cells);
  std::size_t size() const { return ends_.size(); }
  std::span<const std::uint32_t> operator[](std::size_t candidate) const {
    const std::size_t begin = candidate == 0 ? 0 : ends_[candidate - 1];
    return std::span(cells_).subspan(begin, ends_[candidate] - begin);
  }

 private:
  std::vector<std::uint32_t> cells_;
  std::vector<std::size_t> ends_;
};

struct SitingProblem {
  std::vector<std::int64_t> cost;    ///< of each candidate to whoever pays, in öre; none negative
  CellLists serves;                  ///< the cells each candidate serves
  std::vector<std::int64_t> weight;  ///< of each cell; none negative, their sum below 2^62
  std::vector<std::uint32_t> built;  ///< candidates that stand already: not chosen, and what they serve is served
};

struct ChosenSite {
  std::uint32_t candidate = 0;
  std::int64_t gain = 0;  ///< weight served by it and by none before it
  std::int64_t cost = 0;
};

struct Siting {
  enum class Rule : std::uint8_t { kGainPerKrona, kGain, kBestSingle };
  Rule rule = Rule::kGainPerKrona;  ///< which gave the choice
  std::vector<ChosenSite> sites;    ///< in the order of building
  std::int64_t gain = 0, cost = 0;
  std::int64_t bound = 0;  ///< nobody serves more for this budget
  /// What the best choice may serve beyond this one, as a share of the bound.
  double gap() const { return bound == 0 ? 0 : static_cast<double>(bound - gain) / static_cast<double>(bound); }
};

/// Serves at least (1 - 1/e) / 2 of the most that the budget could (Khuller, Moss & Naor 1999, theorem 3), by the
/// best of three: greedily by gain per krona until nothing more fits, greedily by gain while the next one fits,
/// and the single candidate that serves most. Gains are found lazily (Leskovec et al. 2007, "Cost-effective outbreak
/// detection in networks", KDD), and the bound is the least of that paper's online bound (its section 3.2) at several
/// steps of the choice.
/// A larger budget never serves less, and the order of the candidates changes nothing in what is served.
/// Requires: budget >= 0
Siting choose_sites(const SitingProblem& problem, std::int64_t budget);

/// The weight that the candidates serve together, on these lists, beyond what is built.
std::int64_t served(const SitingProblem& problem, std::span<const std::uint32_t> candidates);

/// A choice made with coverage and weights as known, held against the true ones.
struct Regret {
  std::int64_t promised = 0;   ///< as known
  std::int64_t delivered = 0;  ///< in truth
  std::int64_t possible = 0;   ///< in truth, for the same budget, by one who knew: the best that was found
  /// What knowing would have added, as a share of the possible.
  double share() const {
    return possible == 0 ? 0 : static_cast<double>(possible - delivered) / static_cast<double>(possible);
  }
};
/// Requires: candidates have the same numbers and costs in `truth` as in the problem the choice was made for
Regret regret(const Siting& choice, const SitingProblem& truth, std::int64_t budget);

/// What a site costs its payer when others bear a share (0 to 1) of it.
std::int64_t cost_to_payer(std::int64_t cost_ore, double share_of_others);

/// What cells stand for, cell by cell; an empty list has nothing anywhere.
struct CellContent {
  std::vector<std::int64_t> person_hours, road_m, land_m2;
};
/// What serving is worth, in any unit of the planner's.
struct Worth {
  double per_person_hour = 1, per_road_km = 0, per_land_km2 = 0;
};
/// Weights for SitingProblem, in thousandths of the planner's unit. Requires: lists that aren't empty have `cells`
std::vector<std::int64_t> cell_weights(const CellContent& content, const Worth& worth, std::size_t cells);

}  // namespace rurban::coverage
