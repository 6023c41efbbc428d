#include "models/vehicle_routing/solution_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "models/vehicle_routing/instance_problem.h"
#include "models/vehicle_routing/search.h"
#include "twin/io/file.h"

namespace rurban::vrp {
namespace {

namespace fs = std::filesystem;

const fs::path kPublished = fs::path(RURBAN_ROOT) / "../shared/validation/transport";

/// Two riders from (0, 0) eastward, ten and twenty away.
Instance two_riders() {
  return read_instance(twin::TextFile("two.txt",
                                      "2 10 1\n0 0 0 0 0 100 0 0 0\n1 10 0 6 0 50 0 0 3\n2 20 0 6 0 50 0 0 4\n"
                                      "3 30 0 -6 0 90 0 1 0\n4 40 0 -6 0 90 0 2 0\n"));
}

std::string fault_of(const Instance& instance, const TaskRoutes& routes) {
  const SolutionCheck check = check_solution(instance, routes);
  return check.faults.empty() ? "none" : check.faults.front().en;
}

TEST(SolutionCheck, TellsWhatIsWrongWithARoute) {
  const Instance instance = two_riders();
  EXPECT_EQ(fault_of(instance, {{1, 3}, {2, 4}}), "none");
  EXPECT_EQ(check_solution(instance, {{1, 3}, {2, 4}}).distance, 60 + 80);
  EXPECT_EQ(fault_of(instance, {{1, 2, 3, 4}}), "route 1: task 2 overloads the vehicle");
  EXPECT_EQ(fault_of(instance, {{3, 1}, {2, 4}}),
            "route 1: task 3 is delivered before its pick-up, or by another vehicle");
  EXPECT_EQ(fault_of(instance, {{1, 3}}), "task 2 is never served");
  EXPECT_EQ(fault_of(instance, {{1, 3}, {2, 4}, {2, 4}}), "task 2 is served several times");
  EXPECT_EQ(fault_of(instance, {{2, 4, 1, 3}}), "route 1: task 1 is reached after its window");
  EXPECT_EQ(fault_of(instance, {{1, 9}, {2, 4}}), "route 1: task 9 is not in the file");
}

TEST(SolutionCheck, ARiderMayWaitAtHomeSoThatTheRideIsShort) {
  // The second stop opens at 50. Who is fetched as early as possible rides 40; who is fetched at 40 rides 10.
  const std::string tasks =
      "0 0 0 0 0 0 200\n1 10 0 0 1 0 100\n2 30 0 0 1 50 100\n3 40 0 0 -1 0 100\n4 50 0 0 -1 0 100\n";
  EXPECT_EQ(fault_of(read_instance(twin::TextFile("a.txt", "1 4 200 2 30\n" + tasks)), {{1, 2, 3, 4}}), "none");
  EXPECT_NE(fault_of(read_instance(twin::TextFile("a.txt", "1 4 200 2 29\n" + tasks)), {{1, 2, 3, 4}}), "none");
  // From 20 on to the way home at 120: the tour takes 100 at least.
  EXPECT_EQ(fault_of(read_instance(twin::TextFile("a.txt", "1 4 100 2 30\n" + tasks)), {{1, 2, 3, 4}}), "none");
  EXPECT_NE(fault_of(read_instance(twin::TextFile("a.txt", "1 4 99 2 30\n" + tasks)), {{1, 2, 3, 4}}), "none");
}

TEST(SolutionCheck, RoutesAreWrittenAsTheyAreRead) {
  const Instance instance = two_riders();
  const TaskRoutes routes{{1, 3}, {2, 4}};
  EXPECT_EQ(read_solution(twin::TextFile("two.sol", to_solution(instance, routes))), routes);
  EXPECT_THROW(read_solution(twin::TextFile("two.sol", "Route 1 : 1 x\n")), twin::InputError);
  EXPECT_THROW(read_solution(twin::TextFile("two.sol", "nothing\n")), twin::InputError);
}

/// Each of these changes makes good routes bad.
void expect_only_these_hold(const Instance& instance, TaskRoutes routes, double distance, const fs::path& path) {
  const SolutionCheck check = check_solution(instance, routes);
  EXPECT_TRUE(check.holds()) << path << ": " << (check.holds() ? "" : check.faults.front().en);
  EXPECT_NEAR(check.distance, distance, 1e-3) << path;
  TaskRoutes dropped = routes, doubled = routes;
  dropped.front().pop_back();
  EXPECT_FALSE(check_solution(instance, dropped).holds()) << path;
  doubled.front().push_back(doubled.front().front());
  EXPECT_FALSE(check_solution(instance, doubled).holds()) << path;
  if (instance.kind == InstanceKind::kDeliveryFromDepot) return;
  std::vector<std::uint32_t>& route = routes.front();
  std::iter_swap(std::ranges::find(route, instance.tasks[route.front()].partner), route.begin());
  EXPECT_FALSE(check_solution(instance, routes).holds()) << path;
}

TEST(SolutionCheck, PublishedRoutesHoldAndNoLongerOnceChanged) {
  if (!fs::exists(kPublished)) GTEST_SKIP() << "no " << kPublished;
  int files = 0;
  for (const char* folder : {"pdptw_lilim", "vrptw_gh"})
    for (const auto& entry : fs::directory_iterator(kPublished / folder / "bks")) {
      if (entry.path().extension() != ".sol") continue;
      const Instance instance = load_instance(kPublished / folder / (entry.path().stem().string() + ".txt"));
      const twin::TextFile file(entry.path().string(), twin::read_text(entry.path()));
      if (file.content().find("Route") == std::string_view::npos) continue;  // two were never published
      const TaskRoutes routes = read_solution(file);
      double distance = 0;
      for (const auto& route : routes) {
        const InstanceTask* before = &instance.tasks.front();
        for (const std::uint32_t task : route) {
          distance += std::hypot(before->x - instance.tasks[task].x, before->y - instance.tasks[task].y);
          before = &instance.tasks[task];
        }
        distance += std::hypot(before->x - instance.tasks[0].x, before->y - instance.tasks[0].y);
      }
      expect_only_these_hold(instance, routes, distance, entry.path());
      ++files;
    }
  EXPECT_GT(files, 50);
}

TEST(SolutionCheck, ProvenRoutesOfDialARideHold) {
  const fs::path folder = kPublished / "darp_cordeau";
  if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
  const auto all = nlohmann::json::parse(twin::read_text(folder / "optimal_routes.json"));
  int instances = 0;
  for (const auto& [name, stored] : all.items()) {
    if (!fs::exists(folder / (name + ".txt"))) continue;
    const Instance instance = load_instance(folder / (name + ".txt"));
    const auto routes = stored.get<TaskRoutes>();
    expect_only_these_hold(instance, routes, check_solution(instance, routes).distance, name);
    ++instances;
  }
  EXPECT_GT(instances, 5);
}

TEST(SolutionCheck, HoldsForWhatTheSearchFinds) {
  if (!fs::exists(kPublished)) GTEST_SKIP() << "no " << kPublished;
  for (const char* folder : {"pdptw_lilim", "darp_cordeau"})
    for (const auto& entry : fs::directory_iterator(kPublished / folder)) {
      if (entry.path().extension() != ".txt") continue;
      const Instance instance = load_instance(entry.path());
      if (instance.count() > 200) continue;
      const SearchResult found = search(problem_of(instance), {.cpu_s = 0, .iterations = 1'000});
      ASSERT_TRUE(found.plan.unserved.empty()) << entry.path();
      const SolutionCheck check = check_solution(instance, routes_of(instance, found.plan));
      EXPECT_TRUE(check.holds()) << entry.path() << ": " << (check.holds() ? "" : check.faults.front().en);
      EXPECT_NEAR(check.distance, static_cast<double>(found.cost) / instance.scale, 0.01) << entry.path();
    }
}

}  // namespace
}  // namespace rurban::vrp
