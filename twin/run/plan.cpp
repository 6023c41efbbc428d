#include "twin/run/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "twin/base/error.h"
#include "twin/run/declare.h"

namespace twin {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
bool overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) { return contains(b, name); });
}

/// True if `first` must have run when `second` starts.
bool must_precede(const PlanEntry& first, const PlanEntry& second) {
  return overlap(first.writes, second.reads) || overlap(first.reads_last, second.writes) ||
         overlap(first.sends, second.receives) || (!first.reads_ledger && second.reads_ledger);
}

/// True if a period of `often` ends whenever one of `seldom` does. Weeks end on other days than months.
bool ends_with(Period often, Period seldom) {
  return often == seldom || (often < seldom && often != Period::kWeek);
}

}  // namespace

Plan::Plan(std::span<const std::unique_ptr<Model>> models, World& world, Ledger& ledger)
    : world_(world), ledger_(ledger) {
  for (const auto& model : models) {
    PlanEntry& entry = entries_.emplace_back();
    entry.model = model.get();
    entry.name = model->name();
    Declare declare(*this, entry);
    model->declare(declare);
    if (entry.period) tick_ = std::min(tick_, *entry.period);
  }
  if (tick_ == Period::kWeek) tick_ = Period::kDay;  // weeks would step over the ends of months
  check();
  order();
}

void Plan::check() const {
  std::vector<std::string> names;
  for (const PlanEntry& entry : entries_) {
    if (contains(names, entry.name)) throw PlanError(fmt::format("two models are called {}", entry.name));
    names.push_back(entry.name);
    for (const std::string& name : entry.writes)
      if (const std::string& owner = world_.find_column(name)->info().owner; owner != entry.name)
        throw PlanError(fmt::format("{} writes {}, which {} owns", entry.name, name, owner));
    for (const std::string& name : entry.owns)
      if (const std::string& owner = world_.table(name).owner(); owner != entry.name)
        throw PlanError(fmt::format("{} changes the rows of {}, which {} owns", entry.name, name, owner));
  }
  for (const Table& table : world_.tables()) {
    if (!contains(names, table.owner()))
      throw PlanError(fmt::format("table {} belongs to {}, which is no model of this plan", table.name(),
                                  table.owner().empty() ? "nobody" : table.owner()));
    for (const Column& column : table.columns()) {
      if (!contains(names, column.info().owner))
        throw PlanError(fmt::format("column {} belongs to {}, which is no model of this plan", column.info().name,
                                    column.info().owner));
      if (column.is_reference() && world_.find(column.info().target) == nullptr)
        throw PlanError(fmt::format("column {} refers to the table {}, which nobody declares", column.info().name,
                                    column.info().target));
    }
  }
  for (const auto& box : mailboxes_) {
    const auto receives = [&](const PlanEntry& entry) { return contains(entry.receives, box->name()); };
    const auto receiver = std::find_if(entries_.begin(), entries_.end(), receives);
    if (std::count_if(entries_.begin(), entries_.end(), receives) != 1)
      throw PlanError(fmt::format("event {} needs exactly one receiver", box->name()));
    for (const PlanEntry& entry : entries_)
      if (contains(entry.sends, box->name()) && entry.period &&
          (!receiver->period || !ends_with(*receiver->period, *entry.period)))
        throw PlanError(fmt::format("{} does not step whenever {} does, which sends it {}", receiver->name,
                                    entry.name, box->name()));
  }
}

void Plan::order() {
  std::vector<PlanEntry> ordered;
  std::vector<PlanEntry> waiting = std::move(entries_);
  while (!waiting.empty()) {
    const auto free = std::find_if(waiting.begin(), waiting.end(), [&](const PlanEntry& entry) {
      return std::none_of(waiting.begin(), waiting.end(),
                          [&](const PlanEntry& other) { return &other != &entry && must_precede(other, entry); });
    });
    if (free == waiting.end()) {
      std::string circle;
      for (const PlanEntry& entry : waiting) circle += (circle.empty() ? "" : ", ") + entry.name;
      throw PlanError(fmt::format("the models {} wait for each other: one must declare reads_last", circle));
    }
    ordered.push_back(std::move(*free));
    waiting.erase(free);
  }
  entries_ = std::move(ordered);
  // Rows of a table move when its owner has run, so no event that names such a row may wait beyond that.
  for (const auto& box : mailboxes_) {
    if (box->table().empty()) continue;
    const auto position = [&](auto member, std::string_view name) {
      return std::find_if(entries_.begin(), entries_.end(),
                          [&](const PlanEntry& entry) { return contains(entry.*member, name); });
    };
    const auto receiver = position(&PlanEntry::receives, box->name());
    const auto owner = position(&PlanEntry::owns, box->table());
    if (owner < receiver && owner != entries_.end() && owner->period)
      throw PlanError(fmt::format("event {} is received by {} after {} may have moved the rows of {}", box->name(),
                                  receiver->name, owner->name, box->table()));
  }
}

std::size_t Plan::find_parameter(std::string_view name) const {
  const auto found =
      std::find_if(parameters_.begin(), parameters_.end(), [&](const ParamInfo& info) { return info.name == name; });
  if (found == parameters_.end()) throw std::out_of_range(fmt::format("no parameter {}", name));
  return static_cast<std::size_t>(found - parameters_.begin());
}

void Plan::set_parameter(std::string_view name, double value) {
  values_[find_parameter(name)] = value;
}

double Plan::parameter(std::string_view name) const {
  return values_[find_parameter(name)];
}

void Plan::set_seed(std::uint64_t seed) {
  for (KeyedStream& stream : streams_) stream.key = draw_key(seed, stream.stream.hash);
}

Param Declare::param(ParamInfo info) {
  info.name = entry_.name + "." + info.name;
  for (const ParamInfo& other : plan_.parameters_)
    if (other.name == info.name) throw PlanError(fmt::format("parameter {} is declared twice", info.name));
  return add_param(std::move(info));
}

Param Declare::shared_param(ParamInfo info) {
  for (std::size_t index = 0; index != plan_.parameters_.size(); ++index) {
    const ParamInfo& other = plan_.parameters_[index];
    if (other.name != info.name) continue;
    if (other.fallback != info.fallback || other.least != info.least || other.most != info.most ||
        other.unit != info.unit)
      throw PlanError(fmt::format("{} declares the shared parameter {} otherwise", entry_.name, info.name));
    Param handle;
    handle.value_ = &plan_.values_[index];
    return handle;
  }
  return add_param(std::move(info));
}

Param Declare::add_param(ParamInfo info) {
  if (info.fallback < info.least || info.fallback > info.most)
    throw PlanError(fmt::format("the default of {} is outside its range", info.name));
  plan_.values_.push_back(info.fallback);
  plan_.parameters_.push_back(std::move(info));
  Param handle;
  handle.value_ = &plan_.values_.back();
  return handle;
}

void Declare::act(ActInfo info) {
  info.name = entry_.name + "." + info.name;
  for (const ActInfo& other : plan_.acts_)
    if (other.name == info.name) throw PlanError(fmt::format("act {} is declared twice", info.name));
  plan_.acts_.push_back(std::move(info));
}

Chance Declare::stream(const Stream& stream) {
  for (const Plan::KeyedStream& other : plan_.streams_)
    if (other.stream.hash == stream.hash)
      throw PlanError(fmt::format("{} declares the stream {}, which is in use", entry_.name, stream.name));
  entry_.streams.emplace_back(stream.name);
  Chance handle;
  handle.key_ = &plan_.streams_.emplace_back(Plan::KeyedStream{stream, {}}).key;
  return handle;
}

SeriesHandle Declare::series(SeriesInfo info) {
  info.name = entry_.name + "." + info.name;
  for (const Series& other : plan_.series_)
    if (other.info.name == info.name) throw PlanError(fmt::format("series {} is declared twice", info.name));
  Series& series = plan_.series_.emplace_back();
  series.info = std::move(info);
  SeriesHandle handle;
  handle.series_ = &series;
  return handle;
}

std::string describe(const Plan& plan, Language language) {
  const bool sv = language != Language::kEnglish;
  std::string text = fmt::format("{:>2}  {:<14} {:<8} {:>6} {:>10} {:>10}\n", "", sv ? "modell" : "model", "period",
                                 sv ? "steg" : "runs", sv ? "ms totalt" : "ms total", sv ? "ms/steg" : "ms/run");
  const auto add_line = [&](std::string_view place, std::string_view name, std::string_view period,
                            const auto& timed) {
    const double ms = std::chrono::duration<double, std::milli>(timed.spent).count();
    text += fmt::format("{:>3} {:<14} {:<8} {:>6} {:>10.1f} {:>10.3f}\n", place, name, period, timed.runs, ms,
                        timed.runs ? ms / static_cast<double>(timed.runs) : 0.0);
  };
  int number = 0;
  for (const PlanEntry& entry : plan.entries()) {
    add_line(fmt::format("{}.", ++number), entry.name, entry.period ? name_of(*entry.period) : "-", entry);
    const auto list = [&](std::string_view what, const std::vector<std::string>& names) {
      if (!names.empty()) text += fmt::format("      {:<11} {}\n", what, fmt::join(names, ", "));
    };
    list(sv ? "läser" : "reads", entry.reads);
    list(sv ? "läser förra" : "reads last", entry.reads_last);
    list(sv ? "skriver" : "writes", entry.writes);
    list(sv ? "äger" : "owns", entry.owns);
    list(sv ? "skickar" : "sends", entry.sends);
    list(sv ? "tar emot" : "receives", entry.receives);
    if (entry.reads_ledger) list(sv ? "läser" : "reads", {sv ? "huvudboken" : "the ledger"});
  }
  add_line("", sv ? "kontroller" : "checks", name_of(plan.tick()), plan.checks());
  return text;
}

}  // namespace twin
