#include "tools/batch/runner.h"

#include "tools/batch/outcome.h"
#include "tools/replicates.h"
#include "twin/base/parallel.h"

namespace tools {
namespace {

std::vector<std::string> both(const std::vector<std::string>& first, std::span<const std::string> second) {
  std::vector<std::string> all = first;
  all.insert(all.end(), second.begin(), second.end());
  return all;
}

}  // namespace

Runner::Runner(const Experiment& experiment, std::span<const std::string> set, int threads)
    : experiment_(experiment), threads_(threads) {
  twin::set_threads(1);  // a process with threads of its own can't be forked safely
  scenario_ = twin::load_scenario(experiment.scenario, schema(), both(experiment.set, set));
  beginning_ = read_beginning(scenario_.county);
  open({});  // tells now what is wrong with a scenario that does not fit its county
}

Session Runner::open(RunPlace run) const {
  twin::Scenario scenario = scenario_;
  scenario.seed = run.seed();
  for (std::size_t f = 0; f != experiment_.factors.size(); ++f)
    scenario.parameters[experiment_.factors[f].name] =
        experiment_.points(static_cast<Eigen::Index>(run.point), static_cast<Eigen::Index>(f));
  return open_session(std::move(scenario), beginning_);
}

void Runner::prepare(std::uint64_t seed) {
  if (seed == prepared_) return;
  open({0, seed - 1}).simulation->found(scenario_.from);
  prepared_ = seed;
}

twin::Bytes Runner::live(RunPlace run) const {
  twin::set_threads(threads_);
  return pack(outcome_of(live_to_end(open(run)), experiment_.outputs));
}

}  // namespace tools
