#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "twin/run/motion.h"
#include "twin/run/plan.h"
#include "twin/run/story.h"
#include "twin/world/state_hash.h"

namespace twin {

/// A dated change of parameters, from the scenario or from a hand in the window.
struct ParameterChange {
  Date date;
  std::string name;
  double value = 0;
};

/// Tables, plan, calendar and ledger of one run. Use: construct with models, set parameters, `found` or
/// restore, then `advance` until `now()` reaches the end.
class Simulation {
 public:
  explicit Simulation(std::vector<std::unique_ptr<Model>> models);

  World& world() { return world_; }
  const World& world() const { return world_; }
  Plan& plan() { return plan_; }
  const Plan& plan() const { return plan_; }
  Ledger& ledger() { return ledger_; }
  const Ledger& ledger() const { return ledger_; }
  Date now() const { return now_; }
  std::uint64_t seed() const { return seed_; }

  void set_seed(std::uint64_t seed);
  /// Changes with a date at or before now take effect at the next step; sorted here.
  void set_changes(std::vector<ParameterChange> changes);

  /// What people do. Acts dated before now are taken to be done: after a restore the snapshot holds what they led to.
  /// Requires: each is declared, with as many values as its arguments have
  void set_acts(std::vector<DatedAct> acts);

  /// Every model fills what it owns at the base date.
  void found(Date now);
  /// After a restore put tables, ledger and series back: derives what models need.
  void resume(Date now);
  /// One step of plan().tick(), after the acts dated in it. Throws CheckError when accounts do not balance after it,
  /// and ActError when an act can't be carried out.
  void advance();

  /// Where everything moves on `day`, as the world stands now; the world is not changed. Requires: founded or resumed
  MotionDay film(Date day);

  /// What models tell of each row of a table on `day`, as the world stands now; the world is not changed. Requires:
  /// founded or resumed
  Stories tell(std::string_view table, Date day);

  /// Total of all tables and the ledger.
  StateHash hash() const;

  /// Residual by stock of the last audit (all zero while the run goes on).
  const std::map<std::uint16_t, std::int64_t>& residuals() const { return residuals_; }

 private:
  /// Derives what models need, with the parameters as changed before `horizon`.
  void prepare(Date horizon);
  void audit();
  /// True if there was one.
  bool carry_out_acts(Date horizon);

  std::vector<std::unique_ptr<Model>> models_;
  World world_;
  Ledger ledger_;
  Plan plan_;
  Date now_{};
  std::uint64_t seed_ = 0;
  std::vector<ParameterChange> changes_;
  std::vector<DatedAct> acts_;
  bool changes_are_new_ = false;  ///< set and not looked at since: some may be dated before now
  std::map<std::uint16_t, std::int64_t> residuals_;
};

}  // namespace twin
