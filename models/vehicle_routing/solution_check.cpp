#include "models/vehicle_routing/solution_check.h"

#include <fmt/format.h>

#include <charconv>

namespace rurban::vrp {
namespace {

/// "begin[to] - begin[from] >= least", between the points of a route.
struct AtLeast {
  std::size_t from, to;
  double least;
};

/// Whether numbers with these differences exist: longest ways grow for ever where they don't.
bool can_hold(std::size_t points, const std::vector<AtLeast>& all, double tolerance) {
  std::vector<double> at(points, 0);
  for (std::size_t round = 0; round <= points; ++round) {
    bool moved = false;
    for (const AtLeast& c : all)
      if (at[c.from] + c.least > at[c.to] + tolerance) {
        at[c.to] = at[c.from] + c.least;
        moved = true;
      }
    if (!moved) return true;
  }
  return false;
}

class Checker {
 public:
  Checker(const Instance& instance, double tolerance)
      : instance_(instance), tolerance_(tolerance), times_(instance.tasks.size(), 0) {}

  void route(std::size_t number, const std::vector<std::uint32_t>& tasks) {
    number_ = number;
    if (tasks.empty()) return;
    ++result.vehicles;
    for (const std::uint32_t task : tasks)
      if (task == 0 || task >= instance_.tasks.size()) {
        fault(task, {"finns inte i filen", "is not in the file"});
        return;
      }
    std::vector<std::size_t> place(instance_.tasks.size(), 0);  // in the route, from 1
    const InstanceTask* before = &instance_.tasks.front();
    double time = before->earliest;
    std::int32_t load = 0;
    if (instance_.kind == InstanceKind::kDeliveryFromDepot)
      for (const std::uint32_t task : tasks) load += instance_.tasks[task].load;
    if (load > instance_.capacity)
      fault(tasks.front(), {"lasten är större än fordonet", "the load exceeds the vehicle"});
    for (std::size_t k = 0; k != tasks.size(); ++k) {
      const InstanceTask& task = instance_.tasks[tasks[k]];
      ++times_[tasks[k]];
      place[tasks[k]] = k + 1;
      const double way = distance(*before, task);
      result.distance += way;
      time = std::max(time + (k == 0 ? 0 : before->service) + way, task.earliest);
      if (time > task.latest + tolerance_) fault(tasks[k], {"nås efter fönstret", "is reached after its window"});
      load += instance_.kind == InstanceKind::kDeliveryFromDepot ? -task.load : task.load;
      if (load > instance_.capacity) fault(tasks[k], {"överlastar fordonet", "overloads the vehicle"});
      const bool delivers = task.load < 0 || (task.load == 0 && task.partner != 0 && task.partner < tasks[k]);
      if (delivers && place[task.partner] == 0)
        fault(tasks[k], {"lämnas före sin hämtning, eller av ett annat fordon",
                         "is delivered before its pick-up, or by another vehicle"});
      before = &task;
    }
    const double way = distance(*before, instance_.end);
    result.distance += way;
    if (time + before->service + way > instance_.end.latest + tolerance_)
      fault(tasks.back(),
            {"följs av en hemkomst efter depåns fönster", "is followed by a return after the depot's window"});
    if (!can_be_timed(tasks, place))
      fault(tasks.front(), {"inleder en tur som ingen tidtabell håller inom längsta resa och längsta tur",
                            "begins a tour that no timing keeps within the longest ride and the longest tour"});
  }

  void whole(std::uint32_t vehicles) {
    number_ = 0;
    for (std::uint32_t task = 1; task != instance_.tasks.size(); ++task) {
      if (times_[task] == 0) fault(task, {"görs aldrig", "is never served"});
      if (times_[task] > 1) fault(task, {"görs flera gånger", "is served several times"});
    }
    if (result.vehicles > vehicles)
      result.faults.push_back({fmt::format("{} fordon används, {} finns", result.vehicles, vehicles),
                               fmt::format("{} vehicles are used, there are {}", result.vehicles, vehicles)});
  }

  SolutionCheck result;

 private:
  bool can_be_timed(const std::vector<std::uint32_t>& tasks, const std::vector<std::size_t>& place) const {
    const std::size_t last = tasks.size() + 1, zero = last + 1;
    std::vector<AtLeast> all;
    const auto window = [&](std::size_t point, const InstanceTask& task) {
      all.push_back({zero, point, task.earliest});
      all.push_back({point, zero, -task.latest});
    };
    window(0, instance_.tasks.front());
    window(last, instance_.end);
    const InstanceTask* before = &instance_.tasks.front();
    for (std::size_t k = 0; k != tasks.size(); ++k) {
      const InstanceTask& task = instance_.tasks[tasks[k]];
      window(k + 1, task);
      all.push_back({k, k + 1, (k == 0 ? 0 : before->service) + distance(*before, task)});
      const std::size_t pickup = task.partner == 0 ? 0 : place[task.partner];
      if (pickup != 0 && pickup < k + 1 && instance_.most_ride < kMostTime)
        all.push_back({k + 1, pickup, -(instance_.most_ride + instance_.tasks[task.partner].service)});
      before = &task;
    }
    all.push_back({last - 1, last, before->service + distance(*before, instance_.end)});
    if (instance_.most_duration < kMostTime) all.push_back({last, 0, -instance_.most_duration});
    // Each constraint may be off by the tolerance, and so may a sum of them by a little more.
    return can_hold(zero + 1, all, tolerance_ / static_cast<double>(zero + 1));
  }
  void fault(std::uint32_t task, const twin::Text& what) {
    const std::string sv = number_ == 0 ? "" : fmt::format("rutt {}: ", number_);
    const std::string en = number_ == 0 ? "" : fmt::format("route {}: ", number_);
    result.faults.push_back(
        {fmt::format("{}uppdrag {} {}", sv, task, what.sv), fmt::format("{}task {} {}", en, task, what.en)});
  }

  static constexpr double kMostTime = 1e12;
  const Instance& instance_;
  double tolerance_;
  std::size_t number_ = 0;
  std::vector<int> times_;
};

}  // namespace

SolutionCheck check_solution(const Instance& instance, const TaskRoutes& routes, double tolerance) {
  Checker checker(instance, tolerance);
  for (std::size_t r = 0; r != routes.size(); ++r) checker.route(r + 1, routes[r]);
  checker.whole(instance.vehicles);
  return std::move(checker.result);
}

TaskRoutes read_solution(const twin::TextFile& file) {
  twin::FaultLog faults;
  TaskRoutes routes;
  for (int line = 1; line <= file.lines(); ++line) {
    std::string_view text = file.line(line);
    const std::size_t colon = text.find(':');
    if (!text.starts_with("Route") || colon == std::string_view::npos) continue;
    text.remove_prefix(colon + 1);
    std::vector<std::uint32_t>& route = routes.emplace_back();
    for (std::size_t i = 0; (i = text.find_first_not_of(" \t\r", i)) != std::string_view::npos;) {
      const std::size_t end = std::min(text.find_first_of(" \t\r", i), text.size());
      const std::string_view word = text.substr(i, end - i);
      std::uint32_t task = 0;
      const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), task);
      if (error != std::errc() || stop != word.data() + word.size())
        faults.add(file.fault(file.offset_of_line(line),
                              {fmt::format("«{}» är inget uppdrag", word), fmt::format("'{}' is no task", word)},
                              {"Route 1 : 12 80 68", "Route 1 : 12 80 68"}));
      route.push_back(task);
      i = end;
    }
  }
  if (routes.empty() && faults.count() == 0)
    faults.add({{file.name()},
                {"filen har inga rutter", "the file has no routes"},
                "",
                {"Route 1 : 12 80 68", "Route 1 : 12 80 68"}});
  faults.throw_if_any();
  return routes;
}

std::string to_solution(const Instance& instance, const TaskRoutes& routes) {
  std::string text = fmt::format("Instance name : {}\nSolution\n", instance.name);
  for (std::size_t r = 0; r != routes.size(); ++r)
    text += fmt::format("Route {} : {}\n", r + 1, fmt::join(routes[r], " "));
  return text;
}

}  // namespace rurban::vrp
