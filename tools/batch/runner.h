#pragma once
#include "tools/batch/agenda.h"
#include "tools/batch/experiment.h"
#include "tools/session.h"
#include "twin/io/file.h"

namespace tools {

/// Lives the runs of an experiment over one county.
class Runner {
 public:
  /// Reads the scenario, with what the experiment and the command line set, and its county. Throws InputError with
  /// every fault of them. `threads`: of each run.
  Runner(const Experiment& experiment, std::span<const std::string> set, int threads);

  const twin::Scenario& scenario() const { return scenario_; }
  const rurban::County& county() const { return beginning_->county(); }

  /// Makes what runs of a seed share, so that processes forked afterwards have it. Starts no thread.
  void prepare(std::uint64_t seed);
  /// The packed outcome of a run. For the process of that run alone, since it sets the process's threads.
  twin::Bytes live(RunPlace run) const;

 private:
  Session open(RunPlace run) const;

  const Experiment& experiment_;
  int threads_;
  twin::Scenario scenario_;
  rurban::BeginningPtr beginning_;
  std::uint64_t prepared_ = 0;  ///< the seed
};

}  // namespace tools
