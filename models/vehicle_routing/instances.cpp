#include "models/vehicle_routing/instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "models/vehicle_routing/problem.h"
#include "twin/base/text.h"
#include "twin/io/packed_text.h"

namespace rurban::vrp {
namespace {

constexpr double kMostNumber = 1e7;
constexpr std::int32_t kFinestScale = 100'000;  // a hundred-thousandth of the file's unit

/// A row of numbers, and where it stands.
struct Row {
  int line = 0;
  std::vector<double> values;
};

class Reader {
 public:
  explicit Reader(const twin::TextFile& file) : file_(file) {}

  Instance read() {
    instance_.name = std::filesystem::path(file_.name()).stem().string();
    if (read_rows()) {
      if (solomon_)
        read_solomon();
      else if (rows_.front().values.size() == 3)
        read_li_lim();
      else
        read_cordeau();
    }
    faults_.throw_if_any();
    choose_scale();
    check_tasks();
    faults_.throw_if_any();
    return std::move(instance_);
  }

 private:
  static std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t i = 0; (i = line.find_first_not_of(" \t\r", i)) != std::string_view::npos;) {
      const std::size_t end = std::min(line.find_first_of(" \t\r", i), line.size());
      words.push_back(line.substr(i, end - i));
      i = end;
    }
    return words;
  }

  /// All rows of numbers. Solomon's files begin with a name and have headings between.
  bool read_rows() {
    bool first = true;
    for (int line = 1; line <= file_.lines(); ++line) {
      const auto words = words_of(file_.line(line));
      if (words.empty()) continue;
      if (first) {
        first = false;
        solomon_ = words.front().find_first_not_of("+-.0123456789eE") != std::string_view::npos;
        if (solomon_) continue;
      }
      if (solomon_ && (words.front() == "VEHICLE" || words.front() == "NUMBER" || words.front() == "CUSTOMER" ||
                       words.front() == "CUST"))
        continue;
      Row row{line, {}};
      for (const std::string_view word : words) {
        double value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error == std::errc() && end == word.data() + word.size() && std::abs(value) <= kMostNumber) {
          row.values.push_back(value);
          continue;
        }
        fault(line, {fmt::format("«{}» är inget tal", word), fmt::format("'{}' is not a number", word)},
              {fmt::format("tal från -{0:.0f} till {0:.0f}", kMostNumber),
               fmt::format("numbers from -{0:.0f} to {0:.0f}", kMostNumber)});
        return false;
      }
      rows_.push_back(std::move(row));
      if (rows_.size() > kMostTasks + 3) {
        fault(line, {"för många rader", "too many rows"},
              {fmt::format("högst {} uppdrag", kMostTasks), fmt::format("at most {} tasks", kMostTasks)});
        return false;
      }
    }
    if (!rows_.empty() && (solomon_ || rows_.front().values.size() == 3 || rows_.front().values.size() == 5))
      return true;
    const twin::Text hint{
        "Li och Lim: fordon kapacitet fart; Cordeau: fordon uppdrag längsta_tur kapacitet längsta_resa; Solomon: "
        "namn, VEHICLE",
        "Li and Lim: vehicles capacity speed; Cordeau: vehicles tasks most_duration capacity most_ride; Solomon: "
        "name, VEHICLE"};
    if (rows_.empty())
      faults_.add({{file_.name()}, {"filen har inga rader med tal", "the file has no rows of numbers"}, "", hint});
    else
      fault(rows_.front().line, {"filen börjar inte som något känt format", "the file begins like no known format"},
            hint);
    return false;
  }

  std::optional<std::int32_t> whole(const Row& row, std::size_t at, std::int32_t least, std::int32_t most,
                                    const char* key) {
    const double value = row.values[at];
    if (value == std::floor(value) && value >= least && value <= most) return static_cast<std::int32_t>(value);
    fault(row.line, {fmt::format("{}: {} duger inte", key, value), fmt::format("{}: {} will not do", key, value)},
          {fmt::format("ett heltal från {} till {}", least, most),
           fmt::format("a whole number from {} to {}", least, most)});
    return std::nullopt;
  }
  bool has(const Row& row, std::size_t values, const char* names) {
    if (row.values.size() == values) return true;
    fault(row.line,
          {fmt::format("raden har {} tal i stället för {}", row.values.size(), values),
           fmt::format("the row has {} numbers instead of {}", row.values.size(), values)},
          {names, names});
    return false;
  }
  void read_fleet(const Row& row, std::size_t vehicles, std::size_t capacity) {
    if (const auto count = whole(row, vehicles, 1, static_cast<std::int32_t>(kMostTasks), "vehicles"))
      instance_.vehicles = static_cast<std::uint32_t>(*count);
    if (const auto most = whole(row, capacity, 0, kMostCapacity, "capacity")) instance_.capacity = *most;
  }
  /// Adds a task; `load` and `service` are the columns that formats order differently.
  void add_task(const Row& row, std::size_t load, std::size_t service, std::size_t earliest, std::size_t latest) {
    if (row.values[0] != static_cast<double>(instance_.tasks.size()))
      fault(row.line,
            {fmt::format("uppdrag {} där {} väntas", row.values[0], instance_.tasks.size()),
             fmt::format("task {} where {} is expected", row.values[0], instance_.tasks.size())},
            {"nummer i ordning från 0", "numbers in order from 0"});
    InstanceTask task;
    task.x = row.values[1];
    task.y = row.values[2];
    task.load = whole(row, load, -kMostCapacity, kMostCapacity, "demand").value_or(0);
    task.service = row.values[service];
    task.earliest = row.values[earliest];
    task.latest = row.values[latest];
    if (task.service < 0)
      fault(
          row.line,
          {fmt::format("service: {} duger inte", task.service), fmt::format("service: {} will not do", task.service)},
          {"0 eller mer", "0 or more"});
    if (task.earliest > task.latest)
      fault(row.line, {fmt::format("fönstret slutar {} innan det börjar {}", task.latest, task.earliest),
                       fmt::format("the window ends at {} before it begins at {}", task.latest, task.earliest)});
    instance_.tasks.push_back(task);
    lines_.push_back(row.line);
  }

  void read_li_lim() {
    read_fleet(rows_.front(), 0, 1);
    constexpr const char* kNames = "task x y demand earliest latest service pickup delivery";
    for (std::size_t r = 1; r != rows_.size(); ++r) {
      if (!has(rows_[r], 9, kNames)) return;
      add_task(rows_[r], 3, 6, 4, 5);
    }
    if (!enough()) return;
    for (std::uint32_t task = 1; task != instance_.tasks.size(); ++task) {
      const Row& row = rows_[task + 1];
      const auto most = static_cast<std::int32_t>(instance_.count());
      const auto pickup = whole(row, 7, 0, most, "pickup"), delivery = whole(row, 8, 0, most, "delivery");
      if (!pickup || !delivery) continue;
      if ((*pickup == 0) == (*delivery == 0))
        fault(row.line, {"uppdraget har inte just en motpart", "the task has not exactly one partner"},
              {"0 i en av de två sista kolumnerna", "0 in one of the last two columns"});
      instance_.tasks[task].partner = static_cast<std::uint32_t>(*pickup + *delivery);
      is_pickup_.push_back(*pickup == 0);
    }
    for (std::uint32_t task = 1; task != instance_.tasks.size() && faults_.count() == 0; ++task)
      if (is_pickup_[task - 1] != (instance_.tasks[task].load > 0) && instance_.tasks[task].load != 0)
        fault(lines_[task], {"lastens tecken säger emot motparten", "the sign of demand contradicts the partner"},
              {"hämtning lastar på, lämning av", "a pick-up loads, a delivery unloads"});
    instance_.end = instance_.tasks.front();
  }

  void read_solomon() {
    instance_.kind = InstanceKind::kDeliveryFromDepot;
    if (!has(rows_.front(), 2, "vehicles capacity")) return;
    read_fleet(rows_.front(), 0, 1);
    for (std::size_t r = 1; r != rows_.size(); ++r) {
      if (!has(rows_[r], 7, "customer x y demand earliest latest service")) return;
      add_task(rows_[r], 3, 6, 4, 5);
      if (instance_.tasks.back().load < 0)
        fault(rows_[r].line, {"demand: mindre än 0", "demand: less than 0"}, {"0 eller mer", "0 or more"});
    }
    if (!enough()) return;
    instance_.end = instance_.tasks.front();
  }

  void read_cordeau() {
    instance_.kind = InstanceKind::kDialARide;
    const Row& head = rows_.front();
    read_fleet(head, 0, 3);
    if (head.values[2] <= 0 || head.values[4] <= 0)
      fault(head.line, {"längsta tur eller resa är inte över 0", "the longest tour or ride is not above 0"});
    instance_.most_duration = head.values[2];
    instance_.most_ride = head.values[4];
    for (std::size_t r = 1; r != rows_.size(); ++r) {
      if (!has(rows_[r], 7, "task x y service load earliest latest")) return;
      add_task(rows_[r], 4, 3, 5, 6);
    }
    if (!enough()) return;
    // A last row without load that has no pick-up opposite is the depot they return to.
    if (instance_.tasks.size() % 2 == 0) {
      instance_.end = instance_.tasks.back();
      instance_.tasks.pop_back();
    } else {
      instance_.end = instance_.tasks.front();
    }
    const std::uint32_t requests = instance_.count() / 2;
    if (requests == 0 || (head.values[1] != requests && head.values[1] != 2 * requests))
      fault(head.line,
            {fmt::format("filen säger {} uppdrag och har {}", head.values[1], instance_.count()),
             fmt::format("the file says {} tasks and has {}", head.values[1], instance_.count())},
            {"antalet uppdrag, eller hälften av det", "the number of tasks, or half of it"});
    for (std::uint32_t request = 1; request <= requests; ++request) {
      instance_.tasks[request].partner = request + requests;
      instance_.tasks[request + requests].partner = request;
    }
  }

  bool enough() {
    if (faults_.count() == 0 && instance_.tasks.size() >= 2) return true;
    if (faults_.count() == 0)
      faults_.add({{file_.name()},
                   {"filen har inga uppdrag", "the file has no tasks"},
                   "",
                   {"depån och minst ett uppdrag", "the depot and at least one task"}});
    return false;
  }

  /// The finest scale at which a day and a long way fit Ticks.
  void choose_scale() {
    double largest = 1;
    for (const InstanceTask& task : instance_.tasks)
      largest = std::max({largest, task.earliest, std::abs(task.x) * 4, std::abs(task.y) * 4, task.service,
                          std::min(task.latest, instance_.end.latest)});
    instance_.scale = kFinestScale;
    while (instance_.scale > 1 && largest * instance_.scale * 2 > kNoLimit) instance_.scale /= 10;
    if (largest * instance_.scale * 2 > kNoLimit)
      faults_.add({{file_.name()}, {"tiderna är för stora", "times are too large"}, ""});
  }

  void check_tasks() {
    for (std::uint32_t task = 1; task != instance_.tasks.size() && faults_.count() == 0; ++task) {
      const InstanceTask& t = instance_.tasks[task];
      const InstanceTask& depot = instance_.tasks.front();
      if (std::abs(t.load) > instance_.capacity)
        fault(lines_[task],
              {fmt::format("uppdraget väger {}, fordonen tar {}", std::abs(t.load), instance_.capacity),
               fmt::format("the task weighs {}, vehicles take {}", std::abs(t.load), instance_.capacity)},
              {"dela det i flera", "split it into several"});
      if (depot.earliest + distance(depot, t) > t.latest + kSame)
        fault(lines_[task], {fmt::format("fönstret stänger {} och ingen kan vara där före {:.2f}", t.latest,
                                         depot.earliest + distance(depot, t)),
                             fmt::format("the window closes at {} and nobody can be there before {:.2f}", t.latest,
                                         depot.earliest + distance(depot, t))});
      if (t.partner == 0) continue;
      const InstanceTask& other = instance_.tasks[t.partner];
      if (other.partner != task) {
        fault(lines_[task], {fmt::format("uppdrag {} har motparten {}, som har en annan", task, t.partner),
                             fmt::format("task {} has the partner {}, which has another one", task, t.partner)});
        continue;
      }
      if (t.load + other.load != 0)
        fault(lines_[task],
              {fmt::format("uppdrag {} lastar {} och dess motpart {}", task, t.load, other.load),
               fmt::format("task {} loads {} and its partner {}", task, t.load, other.load)},
              {"lika mycket av som på", "as much off as on"});
      const bool pickup = t.load > 0 || (t.load == 0 && task < t.partner);
      if (pickup && t.earliest + t.service + distance(t, other) > other.latest + kSame)
        fault(lines_[task], {fmt::format("vägen till motparten tar till {:.2f}, fönstret där stänger {}",
                                         t.earliest + t.service + distance(t, other), other.latest),
                             fmt::format("the way to the partner takes until {:.2f}, the window there closes at {}",
                                         t.earliest + t.service + distance(t, other), other.latest)});
    }
  }

  void fault(int line, twin::Text message, twin::Text hint = {}) {
    faults_.add(file_.fault(file_.offset_of_line(line), std::move(message), std::move(hint)));
  }

  const twin::TextFile& file_;
  twin::FaultLog faults_;
  Instance instance_;
  std::vector<Row> rows_;
  std::vector<int> lines_;  ///< by task
  std::vector<bool> is_pickup_;
  bool solomon_ = false;
};

}  // namespace

double distance(const InstanceTask& from, const InstanceTask& to) {
  return std::hypot(from.x - to.x, from.y - to.y);
}

Instance read_instance(const twin::TextFile& file) {
  return Reader(file).read();
}

Instance load_instance(const std::filesystem::path& path) {
  return read_instance(twin::TextFile(path.string(), twin::read_packed_text(path)));
}

}  // namespace rurban::vrp
