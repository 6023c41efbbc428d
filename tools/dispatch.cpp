#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "models/vehicle_routing/combine.h"
#include "models/vehicle_routing/instance_problem.h"
#include "tools/commands.h"
#include "twin/base/parallel.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace vrp = rurban::vrp;

/// The best that is known of an instance.
struct Known {
  double distance = 0;
  std::uint32_t vehicles = 0;  ///< 0: as many as one likes
};

/// A moment of a search.
struct Moment {
  double cpu_s = 0, distance = 0;
};

struct Solved {
  vrp::Instance instance;
  vrp::TaskRoutes routes;
  vrp::SolutionCheck check;
  std::vector<Moment> moments;  ///< of complete plans, each the best until then
  double cpu_s = 0;
  std::int64_t iterations = 0;
  std::size_t unserved = 0;

  double distance_at(double seconds) const {
    double distance = 0;
    for (const Moment& moment : moments)
      if (moment.cpu_s <= seconds) distance = moment.distance;
    return distance;
  }
};

/// CPU seconds that published comparisons give an instance of a size.
double usual_seconds(const vrp::Instance& instance) {
  if (instance.kind == vrp::InstanceKind::kDialARide) return 2;
  constexpr std::array<std::pair<std::uint32_t, double>, 5> kBySize{
      {{150, 5}, {300, 30}, {500, 60}, {700, 90}, {900, 105}}};
  for (const auto& [tasks, seconds] : kBySize)
    if (instance.count() < tasks) return seconds;
  return 120;
}

Solved solve(const DispatchWanted& wanted, const std::filesystem::path& file, std::uint32_t vehicles) {
  Solved solved{vrp::load_instance(file), {}, {}, {}, 0, 0, 0};
  const std::uint32_t most = vehicles != 0 ? vehicles : solved.instance.vehicles;
  const vrp::Problem problem = vrp::problem_of(solved.instance, most);
  vrp::SearchRules rules;
  rules.seed = wanted.seed;
  rules.cpu_s = wanted.seconds > 0 ? wanted.seconds : usual_seconds(solved.instance);
  if (wanted.iterations > 0) {
    rules.iterations = wanted.iterations;
    rules.cpu_s = 0;
  }
  rules.on_better = [&](double cpu_s, vrp::Cost cost, const vrp::Plan&) {
    solved.moments.push_back({cpu_s, static_cast<double>(cost) / solved.instance.scale});
  };
  const vrp::SearchResult result = solved.instance.kind == vrp::InstanceKind::kDialARide
                                       ? vrp::combine(problem, rules)
                                       : vrp::search(problem, rules);
  solved.routes = vrp::routes_of(solved.instance, result.plan);
  solved.check = vrp::check_solution(solved.instance, solved.routes);
  solved.cpu_s = result.cpu_s;
  solved.iterations = result.iterations;
  solved.unserved = result.plan.unserved.size();
  return solved;
}

/// What is left is no error: more vehicles may be needed. Anything else would be one of the search.
void require_sound(const Solved& s) {
  if (s.unserved == 0 && !s.check.holds())
    throw twin::CheckError(
        {s.instance.name + ": " + s.check.faults.front().sv, s.instance.name + ": " + s.check.faults.front().en});
}

void tell(const Options& o, const Solved& s) {
  if (o.json) {
    fmt::print("{}\n", nlohmann::json{{"event", "dispatch"},
                                      {"instance", s.instance.name},
                                      {"tasks", s.instance.count()},
                                      {"vehicles", s.check.vehicles},
                                      {"distance", s.check.distance},
                                      {"unserved", s.unserved},
                                      {"iterations", s.iterations},
                                      {"cpu_s", s.cpu_s}}
                           .dump());
    return;
  }
  if (!o.quiet)
    for (std::size_t r = 0; r != s.routes.size(); ++r)
      fmt::print("{} {} : {}\n", o.tr("Rutt", "Route"), r + 1, fmt::join(s.routes[r], " "));
  if (s.unserved > 0)
    fmt::print("{}: {}\n", o.tr("uppdrag som inga fordon hann med", "requests left for want of vehicles"),
               s.unserved);
  fmt::print("{}: {} {}, {} {:.3f}, {} {}, {:.2f} s\n", s.instance.name, s.check.vehicles, o.tr("fordon", "vehicles"),
             o.tr("sträcka", "distance"), s.check.distance, s.iterations, o.tr("varv", "iterations"), s.cpu_s);
}

int check(const Options& o, const DispatchWanted& wanted) {
  const vrp::Instance instance = vrp::load_instance(wanted.instance);
  const vrp::TaskRoutes routes =
      vrp::read_solution(twin::TextFile(wanted.check.string(), twin::read_text(wanted.check)));
  const vrp::SolutionCheck result = vrp::check_solution(instance, routes);
  for (const twin::Text& fault : result.faults) fmt::print("{}\n", o.tr(fault.sv.c_str(), fault.en.c_str()));
  fmt::print("{}: {}, {} {}, {} {:.4f}\n", instance.name,
             result.holds() ? o.tr("håller", "holds") : o.tr("håller inte", "does not hold"), result.vehicles,
             o.tr("fordon", "vehicles"), o.tr("sträcka", "distance"), result.distance);
  return result.holds() ? kOk : kCheckFailed;
}

std::string lowered(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

/// A column of a CSV file by name, by the instance that its first column names.
std::map<std::string, double> column_of(const std::filesystem::path& path, std::string_view name) {
  std::map<std::string, double> values;
  if (!std::filesystem::exists(path)) return values;
  const twin::TextFile file(path.string(), twin::read_text(path));
  twin::FaultLog faults;
  auto csv = twin::parse_csv(file, faults);
  if (csv) {
    const auto column = std::ranges::find(csv->header, name, &twin::CsvCell::text) - csv->header.begin();
    for (std::size_t row = 0; row != csv->rows(); ++row) {
      const auto cells = csv->row(row);
      if (static_cast<std::size_t>(column) >= cells.size()) continue;
      try {
        values[lowered(cells[0].text)] = std::stod(cells[static_cast<std::size_t>(column)].text);
      } catch (const std::exception&) {
        faults.add(file.fault(cells[static_cast<std::size_t>(column)].offset, {"är inget tal", "is not a number"}));
      }
    }
  }
  faults.throw_if_any();
  return values;
}

/// Distances with free vehicles where they are known, else at the published number of vehicles.
std::map<std::string, Known> best_known(const std::filesystem::path& folder) {
  std::map<std::string, Known> known;
  const auto vehicles = column_of(folder / "bks.csv", "bks_vehicles");
  for (const auto& [name, distance] : column_of(folder / "bks.csv", "bks_distance"))
    known[name] = {distance, vehicles.contains(name) ? static_cast<std::uint32_t>(vehicles.at(name)) : 0};
  for (const auto& [name, distance] : column_of(folder / "bks.csv", "best_known_cost")) known[name] = {distance, 0};
  for (const auto& [name, distance] : column_of(folder / "best_distance_only.csv", "best_distance_any_vehicle_count"))
    known[name] = {distance, 0};
  return known;
}

std::vector<std::filesystem::path> instances(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::is_directory(folder))
    throw twin::read_error(folder, std::filesystem::exists(folder) ? ENOTDIR : ENOENT);
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  if (files.empty())
    throw twin::InputError({{{folder.string()},
                             {"mappen har inga problem", "the folder has no instances"},
                             "",
                             {"filer som heter .txt", "files named .txt"}}});
  std::sort(files.begin(), files.end());
  return files;
}

void tell_table(const DispatchWanted& wanted) {
  const std::vector<std::filesystem::path> files = instances(wanted.table);
  const auto known = best_known(wanted.table);
  std::vector<std::optional<Solved>> solved(files.size());
  twin::for_each_index(files.size(), [&](std::size_t f) {
    const auto best = known.find(lowered(files[f].stem().string()));
    solved[f] = solve(wanted, files[f], best == known.end() || wanted.free_vehicles ? 0 : best->second.vehicles);
  });
  fmt::print(
      "instance,tasks,best_known,known_vehicles,ours,vehicles,unserved,gap_percent,first_plan_s,gap_at_10_s_percent,"
      "cpu_s,"
      "iterations,checked\n");
  // Published sizes are 100, 200, 400 …, give or take one in twenty.
  const auto size_of = [](std::uint32_t tasks) { return tasks < 150 ? 100 : (tasks + 100) / 200 * 200; };
  std::map<std::uint32_t, std::vector<double>> gaps;
  std::map<std::uint32_t, int> unsolved;
  for (std::size_t f = 0; f != files.size(); ++f) {
    const Solved& s = *solved[f];
    require_sound(s);
    const auto best = known.find(lowered(files[f].stem().string()));
    const auto gap = [&](double distance) -> std::string {
      if (best == known.end() || best->second.distance <= 0 || distance <= 0) return "";
      return fmt::format("{:.4f}", 100 * (distance / best->second.distance - 1));
    };
    unsolved[size_of(s.instance.count())] += s.unserved > 0;
    if (best != known.end() && s.unserved == 0)
      gaps[size_of(s.instance.count())].push_back(100 * (s.check.distance / best->second.distance - 1));
    fmt::print("{},{},{},{},{:.4f},{},{},{},{},{},{:.2f},{},{}\n", s.instance.name, s.instance.count(),
               best == known.end() ? "" : fmt::format("{}", best->second.distance),
               best == known.end() || best->second.vehicles == 0 ? "" : fmt::format("{}", best->second.vehicles),
               s.check.distance, s.check.vehicles, s.unserved, s.unserved == 0 ? gap(s.check.distance) : "",
               s.moments.empty() ? "" : fmt::format("{:.3f}", s.moments.front().cpu_s), gap(s.distance_at(10)),
               s.cpu_s, s.iterations, s.check.holds() ? "yes" : "no");
  }
  for (const auto& [tasks, all] : gaps) {
    // What is below a best known that had fewer vehicles makes up for nothing above one.
    double sum = 0, above = 0;
    for (const double gap : all) {
      sum += gap;
      above += std::max(0.0, gap);
    }
    const auto count = static_cast<double>(all.size());
    fmt::print(
        "# {} tasks: {} instances, mean gap {:.4f} % ({:.4f} % with those below 0 as 0), worst {:.4f} %; {} "
        "unsolved\n",
        tasks, all.size(), sum / count, above / count, *std::ranges::max_element(all), unsolved[tasks]);
  }
}

}  // namespace

int dispatch(const Options& options, const DispatchWanted& wanted) {
  if (wanted.instance.empty() && wanted.table.empty())
    throw twin::InputError({{{"rurban dispatch"},
                             {"inget att lösa", "nothing to solve"},
                             "",
                             {"en fil, eller --table med en mapp", "a file, or --table with a folder"}}});
  if (!wanted.instance.empty() && !wanted.check.empty()) return check(options, wanted);
  if (!wanted.instance.empty()) {
    const Solved solved = solve(wanted, wanted.instance, wanted.vehicles);
    require_sound(solved);
    if (!wanted.out.empty()) twin::write_text(wanted.out, vrp::to_solution(solved.instance, solved.routes));
    if (wanted.progress)
      for (const Moment& moment : solved.moments) fmt::print("{:.3f} s  {:.3f}\n", moment.cpu_s, moment.distance);
    tell(options, solved);
    if (solved.unserved > 0) return kRunFailed;
  }
  if (!wanted.table.empty()) tell_table(wanted);
  return kOk;
}

}  // namespace tools
