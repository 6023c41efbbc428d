#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/draw.h"
#include "twin/run/act.h"
#include "twin/run/event.h"
#include "twin/run/layer.h"
#include "twin/run/model.h"
#include "twin/run/param.h"
#include "twin/run/series.h"
#include "twin/world/ledger.h"
#include "twin/world/world.h"

namespace twin {

/// One model's part in the step plan, as it declared it.
struct PlanEntry {
  Model* model = nullptr;
  std::string name;
  std::optional<Period> period;  ///< none: the model never steps (it only founds)
  std::vector<std::string> reads, reads_last, writes, owns, sends, receives;
  std::vector<std::string> streams;  ///< of random numbers, by name
  bool reads_ledger = false;
  std::chrono::nanoseconds spent{0};
  std::uint64_t runs = 0;
};

/// The time that the checks after each step took.
struct CheckTime {
  std::chrono::nanoseconds spent{0};
  std::uint64_t runs = 0;
};

/// Everything that models declared, and the order of a step that follows from it. Built once; then the order
/// is fixed.
class Plan {
 public:
  /// Lets every model declare. Throws PlanError when declarations contradict each other: a column written by
  /// another than its owner, read but owned by nobody, a cycle, a stream or parameter declared twice …
  Plan(std::span<const std::unique_ptr<Model>> models, World& world, Ledger& ledger);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  /// In the order of a step: writers before readers, senders before owners, `reads_last` before writers, readers of
  /// the ledger last.
  std::vector<PlanEntry>& entries() { return entries_; }
  const std::vector<PlanEntry>& entries() const { return entries_; }
  CheckTime& checks() { return checks_; }
  const CheckTime& checks() const { return checks_; }
  /// The length of a step: the finest declared period, or a day where that is a week.
  Period tick() const { return tick_; }
  const std::vector<ParamInfo>& parameters() const { return parameters_; }
  std::deque<Series>& series() { return series_; }
  const std::deque<Series>& series() const { return series_; }
  const std::vector<std::string>& recorded() const { return recorded_; }
  /// What people can do to the world, in the order it was declared.
  const std::vector<ActInfo>& acts() const { return acts_; }
  /// In the order they were declared.
  const std::vector<MapLayer>& map_layers() const { return map_layers_; }

  /// Throws std::out_of_range when no model declares it. Requires: the value is within its range
  void set_parameter(std::string_view name, double value);
  double parameter(std::string_view name) const;
  void set_seed(std::uint64_t seed);

  const std::deque<std::unique_ptr<detail::MailboxBase>>& mailboxes() const { return mailboxes_; }

 private:
  friend class Declare;

  std::size_t find_parameter(std::string_view name) const;
  void check() const;
  void order();

  World& world_;
  Ledger& ledger_;
  std::vector<PlanEntry> entries_;
  CheckTime checks_;
  Period tick_ = Period::kYear;
  std::vector<ParamInfo> parameters_;
  std::deque<double> values_;  // a deque keeps the addresses that handles hold
  struct KeyedStream {
    Stream stream;
    PhiloxKey key;
  };
  std::deque<KeyedStream> streams_;
  std::deque<Series> series_;
  std::vector<std::string> recorded_;
  std::vector<MapLayer> map_layers_;
  std::vector<ActInfo> acts_;
  std::deque<std::unique_ptr<detail::MailboxBase>> mailboxes_;
};

/// Human-readable table of the plan with the time each entry took.
std::string describe(const Plan& plan, Language language);

}  // namespace twin
