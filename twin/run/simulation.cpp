#include "twin/run/simulation.h"

#include <fmt/format.h>

#include <algorithm>

#include "twin/base/error.h"
#include "twin/run/step.h"

namespace twin {

Simulation::Simulation(std::vector<std::unique_ptr<Model>> models)
    : models_(std::move(models)), plan_(models_, world_, ledger_) {}

void Simulation::set_seed(std::uint64_t seed) {
  seed_ = seed;
  plan_.set_seed(seed);
}

void Simulation::set_changes(std::vector<ParameterChange> changes) {
  std::stable_sort(changes.begin(), changes.end(),
                   [](const ParameterChange& a, const ParameterChange& b) { return a.date < b.date; });
  changes_ = std::move(changes);
  changes_are_new_ = true;
}

void Simulation::set_acts(std::vector<DatedAct> acts) {
  std::stable_sort(acts.begin(), acts.end(), [](const DatedAct& a, const DatedAct& b) { return a.date < b.date; });
  acts_ = std::move(acts);
}

bool Simulation::carry_out_acts(Date horizon) {
  bool any = false;
  for (const DatedAct& done : acts_) {
    if (done.date < now_ || done.date >= horizon) continue;
    any = true;
    const auto info = std::find_if(plan_.acts().begin(), plan_.acts().end(),
                                   [&](const ActInfo& act) { return act.name == done.act.name; });
    if (info == plan_.acts().end()) throw PlanError(fmt::format("no model can {}", done.act.name));
    const std::string_view owner = std::string_view(info->name).substr(0, info->name.find('.'));
    Acting acting(world_, ledger_, seed_, *info, done);
    for (const auto& model : models_)
      if (model->name() == owner) model->act(acting);
    world_.settle();
  }
  return any;
}

void Simulation::found(Date now) {
  now_ = now;
  Founding founding(world_, ledger_, seed_, now_);
  for (const auto& model : models_) model->found(founding);
  ledger_.close_month(static_cast<MonthNumber>(month_of(now_) - 1));  // opening balances
  prepare(now_);
  audit();
}

void Simulation::resume(Date now) {
  now_ = now;
  prepare(now_);
  audit();
}

void Simulation::prepare(Date horizon) {
  changes_are_new_ = false;
  for (const ParameterChange& change : changes_)
    if (change.date < horizon) plan_.set_parameter(change.name, change.value);
  Preparation preparation(world_, ledger_, seed_);
  for (const auto& model : models_) model->prepare(preparation);
}

void Simulation::advance() {
  const Date next = next_boundary(now_, plan_.tick());
  const bool changed =
      changes_are_new_ || std::any_of(changes_.begin(), changes_.end(), [&](const ParameterChange& change) {
        return change.date >= now_ && change.date < next;
      });
  const bool acted = carry_out_acts(next);
  if (changed || acted) prepare(next);
  for (PlanEntry& entry : plan_.entries()) {
    if (!entry.period || !is_boundary(next, *entry.period)) continue;
    const auto start = std::chrono::steady_clock::now();
    Step step(world_, ledger_, seed_, previous_boundary(next, *entry.period), next, nominal_years(*entry.period));
    entry.model->step(step);
    if (!entry.owns.empty()) world_.settle();
    entry.spent += std::chrono::steady_clock::now() - start;
    ++entry.runs;
  }
  if (is_boundary(next, Period::kMonth)) ledger_.close_month(static_cast<MonthNumber>(month_of(next) - 1));
  now_ = next;
  audit();
}

void Simulation::audit() {
  const auto start = std::chrono::steady_clock::now();
  Audit audit(world_, ledger_, seed_);
  for (const auto& model : models_) model->audit(audit);
  audit.expect_whole_ledger();
  residuals_ = audit.residuals();
  CheckTime& time = plan_.checks();
  time.spent += std::chrono::steady_clock::now() - start;
  ++time.runs;
  if (const Text& fault = audit.first_fault(); !fault.en.empty())
    throw CheckError({fmt::format("räkenskaperna går inte ihop {}: {}", to_string(now_), fault.sv),
                      fmt::format("accounts do not balance on {}: {}", to_string(now_), fault.en)});
}

MotionDay Simulation::film(Date day) {
  MotionDay motion;
  Filming filming(world_, ledger_, seed_, day, motion);
  for (const auto& model : models_) model->film(filming);
  return motion;
}

Stories Simulation::tell(std::string_view table, Date day) {
  Stories stories(world_.table(table).rows());
  Telling telling(world_, ledger_, seed_, day, table, stories);
  for (const auto& model : models_) model->tell(telling);
  return stories;
}

StateHash Simulation::hash() const {
  StateHash result = hash_of(world_);
  result.columns["ledger"] = ledger_.hash();
  result.total += result.columns["ledger"];
  return result;
}

}  // namespace twin
