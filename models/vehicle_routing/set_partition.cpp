#include "models/vehicle_routing/set_partition.h"

#include <CbcEventHandler.hpp>
#include <CbcModel.hpp>
#include <CglClique.hpp>
#include <CglZeroHalf.hpp>
#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>
#include <utility>

namespace rurban::vrp {
namespace {

/// A plan costs at most about so many units of the programs, whatever its costs are: their tolerances are absolute.
/// Leaving out a request that has to be served costs so many times as much.
constexpr double kUnits = 1000, kLeft = 10;
/// Shares less than that are none; a trio is broken by that much at least; in one round each request is in so many
/// trios at most.
constexpr double kSlight = 1e-6, kBroken = 0.01;
constexpr int kTimes = 10;

/// Columns as the libraries take them: where each begins, rows, entries. Rows are the requests, then the vehicles.
struct Entries {
  std::vector<int> starts{0}, rows;
  std::vector<double> values, costs, lower, upper;

  void add(std::span<const std::uint32_t> requests, double cost, std::optional<int> vehicles) {
    for (const std::uint32_t request : requests) rows.push_back(static_cast<int>(request));
    if (vehicles) rows.push_back(*vehicles);
    values.resize(rows.size(), 1);
    starts.push_back(static_cast<int>(rows.size()));
    costs.push_back(cost);
    lower.push_back(0);
    upper.push_back(COIN_DBL_MAX);
  }
  int count() const { return static_cast<int>(costs.size()); }
  void append_to(ClpSimplex& clp) const {
    clp.addColumns(count(), lower.data(), upper.data(), costs.data(), starts.data(), rows.data(), values.data());
  }
};

bool counts(const Trio& trio, std::span<const std::uint32_t> requests) {
  return std::ranges::count_if(requests, [&](std::uint32_t r) { return std::ranges::find(trio, r) != trio.end(); }) >=
         2;
}

/// Asks whether there is time left at each node.
class Patience : public CbcEventHandler {
 public:
  explicit Patience(const std::function<bool()>& go_on) : go_on_(go_on) {}
  CbcAction event(CbcEvent) override { return go_on_() ? noAction : stop; }
  CbcEventHandler* clone() const override { return new Patience(*this); }

 private:
  const std::function<bool()>& go_on_;
};

/// The same in each iteration of the simplex method.
class Interrupt : public ClpEventHandler {
 public:
  explicit Interrupt(const std::function<bool()>& go_on) : go_on_(go_on) {}
  int event(Event) override { return go_on_() ? -1 : 5; }
  ClpEventHandler* clone() const override { return new Interrupt(*this); }

 private:
  const std::function<bool()>& go_on_;
};

}  // namespace

struct CoverShares::Program {
  std::function<bool()> go_on;
  ClpSimplex clp;
  Partition partition;
  double unit = 1;  ///< of cost to one of the program's
  std::vector<Column> columns;
  std::vector<Trio> trios;
  bool rows_are_new = false;
  int first = 0;  ///< of these columns, after those for requests that are left out
};

CoverShares::CoverShares(const Partition& partition, Cost most, std::function<bool()> go_on)
    : program_(std::make_unique<Program>()) {
  program_->go_on = std::move(go_on);
  program_->partition = partition;
  program_->unit = static_cast<double>(most) / kUnits;
  ClpSimplex& clp = program_->clp;
  clp.setLogLevel(0);
  clp.setOptimizationDirection(1);
  Interrupt interrupt(program_->go_on);
  clp.passInEventHandler(&interrupt);
  const auto requests = static_cast<int>(partition.unserved.size());
  clp.resize(requests + 1, 0);
  for (int r = 0; r != requests; ++r) clp.setRowBounds(r, 1, COIN_DBL_MAX);
  clp.setRowBounds(requests, -COIN_DBL_MAX, static_cast<double>(partition.vehicles));
  Entries left;
  for (std::uint32_t r = 0; r != partition.unserved.size(); ++r) {
    // Leaving out one that has to be served costs more than any plan.
    const double cost = std::min(static_cast<double>(partition.unserved[r]) / program_->unit, kLeft * kUnits);
    left.add({&r, 1}, cost, {});
  }
  left.append_to(clp);
  program_->first = left.count();
}

CoverShares::~CoverShares() = default;

void CoverShares::add(std::span<const Column> columns) {
  Program& program = *program_;
  Entries entries;
  const auto vehicles = static_cast<int>(program.partition.unserved.size());
  std::vector<std::uint32_t> rows;
  for (const Column& column : columns) {
    rows = column.requests;
    for (std::uint32_t t = 0; t != program.trios.size(); ++t)
      if (counts(program.trios[t], column.requests)) rows.push_back(static_cast<std::uint32_t>(vehicles) + 1 + t);
    entries.add(rows, static_cast<double>(column.cost) / program.unit, vehicles);
  }
  program.columns.insert(program.columns.end(), columns.begin(), columns.end());
  entries.append_to(program.clp);
}

void CoverShares::add(std::span<const Trio> trios) {
  Program& program = *program_;
  for (const Trio& trio : trios) {
    std::vector<int> columns;
    for (std::size_t c = 0; c != program.columns.size(); ++c)
      if (counts(trio, program.columns[c].requests)) columns.push_back(program.first + static_cast<int>(c));
    const std::vector<double> ones(columns.size(), 1);
    program.clp.addRow(static_cast<int>(columns.size()), columns.data(), ones.data(), -COIN_DBL_MAX, 1);
    program.trios.push_back(trio);
  }
  program.rows_are_new = true;
}

std::span<const Column> CoverShares::columns() const {
  return program_->columns;
}

bool CoverShares::solve() {
  // New rows leave the prices possible, new columns the shares.
  if (std::exchange(program_->rows_are_new, false))
    program_->clp.dual(0);
  else
    program_->clp.primal(0);
  return program_->clp.isProvenOptimal();
}

Prices CoverShares::prices() const {
  const double* const duals = program_->clp.getRowPrice();
  const std::vector<Cost>& unserved = program_->partition.unserved;
  const auto whole = [&](double dual) { return std::max<Cost>(0, std::llround(dual * program_->unit)); };
  Prices prices;
  for (std::size_t r = 0; r != unserved.size(); ++r)
    prices.requests.push_back(std::min(whole(duals[r]), unserved[r]));
  prices.vehicle = whole(-duals[unserved.size()]);
  for (std::size_t t = 0; t != program_->trios.size(); ++t)
    prices.trios.push_back(whole(-duals[unserved.size() + 1 + t]));
  return prices;
}

std::vector<double> CoverShares::shares() const {
  const double* const all = program_->clp.getColSolution();
  return {all + program_->first, all + program_->first + program_->columns.size()};
}

std::vector<Trio> CoverShares::broken(std::size_t most) const {
  const std::size_t requests = program_->partition.unserved.size();
  const std::vector<double> all = shares();
  std::vector<double> together(requests * requests);  // shares of columns that serve both
  std::vector<std::vector<std::uint32_t>> serving(requests);
  for (std::uint32_t c = 0; c != all.size(); ++c) {
    if (all[c] < kSlight) continue;
    for (const std::uint32_t a : program_->columns[c].requests) {
      serving[a].push_back(c);
      for (const std::uint32_t b : program_->columns[c].requests) together[a * requests + b] += all[c];
    }
  }
  std::vector<std::pair<double, Trio>> found;
  const auto both = [&](std::uint32_t a, std::uint32_t b) { return together[a * requests + b]; };
  for (std::uint32_t a = 0; a != requests; ++a)
    for (std::uint32_t b = a + 1; b != requests; ++b)
      for (std::uint32_t c = b + 1; c != requests; ++c) {
        if (both(a, b) + both(a, c) + both(b, c) < 1 + kBroken) continue;
        double sum = both(a, b) + both(a, c) + both(b, c);
        for (const std::uint32_t column : serving[a]) {
          const std::vector<std::uint32_t>& members = program_->columns[column].requests;
          if (std::ranges::find(members, b) != members.end() && std::ranges::find(members, c) != members.end())
            sum -= 2 * all[column];
        }
        if (sum >= 1 + kBroken) found.emplace_back(-sum, Trio{a, b, c});
      }
  std::ranges::sort(found);
  // Many say the same: of each request only some.
  std::vector<int> times(requests);
  std::vector<Trio> trios;
  for (const auto& [sum, trio] : found) {
    if (trios.size() == most) break;
    if (std::ranges::any_of(trio, [&](std::uint32_t r) { return times[r] >= kTimes; })) continue;
    for (const std::uint32_t r : trio) ++times[r];
    trios.push_back(trio);
  }
  return trios;
}

Chosen choose(const Partition& partition, std::span<const Column> columns, std::span<const Trio> trios,
              const ChoiceRules& rules) {
  if (rules.cover) trios = {};
  const auto requests = static_cast<int>(partition.unserved.size());
  Entries entries;
  Cost dearest = 1;
  for (const Column& column : columns) dearest = std::max(dearest, column.cost);
  const double unit = static_cast<double>(dearest) * static_cast<double>(partition.vehicles) / kUnits;
  std::vector<std::uint32_t> rows;
  for (const Column& column : columns) {
    rows = column.requests;
    for (std::uint32_t t = 0; t != trios.size(); ++t)
      if (counts(trios[t], column.requests)) rows.push_back(static_cast<std::uint32_t>(requests) + 1 + t);
    entries.add(rows, static_cast<double>(column.cost) / unit, requests);
  }
  std::vector<std::uint32_t> may_be_left;
  for (std::uint32_t r = 0; r != partition.unserved.size(); ++r)
    if (partition.unserved[r] < kNever) {
      may_be_left.push_back(r);
      entries.add({&r, 1}, static_cast<double>(partition.unserved[r]) / unit, {});
    }
  std::vector<double> least(static_cast<std::size_t>(requests), 1), most = least;
  least.resize(least.size() + 1 + trios.size(), -COIN_DBL_MAX);
  if (rules.cover) std::ranges::fill(most, COIN_DBL_MAX);
  most.push_back(static_cast<double>(partition.vehicles));
  most.resize(least.size(), 1);
  std::ranges::fill(entries.upper, 1);

  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  const CoinPackedMatrix matrix(true, static_cast<int>(least.size()), entries.count(),
                                static_cast<int>(entries.rows.size()), entries.values.data(), entries.rows.data(),
                                entries.starts.data(), nullptr);
  solver.loadProblem(matrix, entries.lower.data(), entries.upper.data(), entries.costs.data(), least.data(),
                     most.data());
  for (int c = 0; c != entries.count(); ++c) solver.setInteger(c);
  solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);

  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  model.setMaximumNodes(static_cast<int>(std::min<std::int64_t>(rules.nodes, 1'000'000'000)));
  if (rules.seconds > 0) {
    model.setUseElapsedTime(true);
    model.setMaximumSeconds(rules.seconds);
  }
  model.setAllowableGap(0);
  model.setAllowableFractionGap(0);
  // Costs are whole: what is less is less by one.
  if (rules.below < kNever) model.setCutoff((static_cast<double>(rules.below) - 0.5) / unit);
  Patience patience(rules.go_on);
  model.passInEventHandler(&patience);
  CglClique cliques;
  cliques.setStarCliqueReport(false);
  cliques.setRowCliqueReport(false);
  model.addCutGenerator(&cliques, -1, "cliques", true, false, false, -100, -1, -1);
  CglZeroHalf halves;
  model.addCutGenerator(&halves, -1, "halves", true, false, false, -100, -1, -1);
  if (!rules.go_on()) return {};
  model.initialSolve();
  Chosen chosen;
  if (model.solver()->isProvenPrimalInfeasible()) {
    chosen.proven = true;
    return chosen;
  }
  model.branchAndBound();
  chosen.proven = model.status() == 0;
  const double* const taken = model.bestSolution();
  if (taken == nullptr) return chosen;
  Choice choice;
  for (std::uint32_t c = 0; c != columns.size(); ++c)
    if (taken[c] > 0.5) {
      choice.columns.push_back(c);
      choice.cost += columns[c].cost;
    }
  for (std::size_t k = 0; k != may_be_left.size(); ++k)
    if (taken[columns.size() + k] > 0.5) {
      choice.left.push_back(may_be_left[k]);
      choice.cost += partition.unserved[may_be_left[k]];
    }
  if (choice.cost < rules.below) chosen.best = std::move(choice);
  return chosen;
}

}  // namespace rurban::vrp
