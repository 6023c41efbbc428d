#include "models/vehicle_routing/instances.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "models/vehicle_routing/instance_problem.h"
#include "models/vehicle_routing/search.h"

namespace rurban::vrp {
namespace {

namespace fs = std::filesystem;

const fs::path kPublished = fs::path(RURBAN_ROOT) / "../shared/validation/transport";

constexpr const char* kHead = "2 10 1\n0 0 0 0 0 100 0 0 0\n";
constexpr const char* kPair = "1 3 4 5 0 50 1 0 2\n2 6 8 -5 0 90 1 1 0\n";

/// The line and sentence of the first fault.
std::string fault_of(const std::string& text) {
  try {
    read_instance(twin::TextFile("trips.txt", text));
  } catch (const twin::InputError& error) {
    return std::to_string(error.faults().front().where.line) + ": " + error.faults().front().message.en;
  }
  return "none";
}

TEST(Instances, LiAndLimsFilesNamePickupsAndDeliveries) {
  const Instance instance = read_instance(twin::TextFile("folder/trips.txt", std::string(kHead) + kPair));
  EXPECT_EQ(instance.name, "trips");
  EXPECT_EQ(instance.vehicles, 2U);
  EXPECT_EQ(instance.capacity, 10);
  EXPECT_EQ(instance.tasks[1].partner, 2U);
  const Problem problem = problem_of(instance);
  ASSERT_EQ(problem.requests.size(), 1U);
  EXPECT_EQ(problem.requests[0].load[0], 5);
  EXPECT_EQ(problem.hops(0, 1).length, 5 * instance.scale);
}

TEST(Instances, SolomonsCustomersAreServedFromTheDepot) {
  const Instance instance =
      read_instance(twin::TextFile("c1.txt",
                                   "C1\n\nVEHICLE\nNUMBER CAPACITY\n 3 200\n\nCUSTOMER\nCUST NO. XCOORD. YCOORD.\n 0 "
                                   "0 0 0 0 100 0\n 1 3 4 10 0 50 5\n"));
  const SearchResult found = search(problem_of(instance), {.cpu_s = 0, .iterations = 10});
  EXPECT_EQ(routes_of(instance, found.plan), (TaskRoutes{{1}}));
  EXPECT_EQ(found.cost, 10 * instance.scale);
}

TEST(Instances, CordeausFilesCountTasksOrRequestsAndMayLeaveOutTheLastDepot) {
  const std::string rows = "0 0 0 0 0 0 100\n1 1 0 1 1 0 100\n2 5 0 1 -1 0 100\n";
  for (const std::string head : {"1 2 60 3 20\n", "1 1 60 3 20\n"})
    for (const std::string last : {"", "3 0 0 0 0 0 100\n"}) {
      const Instance instance = read_instance(twin::TextFile("a.txt", head + rows + last));
      EXPECT_EQ(instance.count(), 2U);
      EXPECT_EQ(problem_of(instance).requests[0].most_ride, 20 * instance.scale);
      EXPECT_EQ(instance.most_duration, 60);
    }
}

TEST(Instances, ABrokenFileIsToldWithItsLine) {
  EXPECT_EQ(fault_of(""), "0: the file has no rows of numbers");
  EXPECT_EQ(fault_of("1 2 3 4\n"), "1: the file begins like no known format");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 x 5 0 50 1 0 2\n"), "3: 'x' is not a number");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 nan 5 0 50 1 0 2\n"), "3: 'nan' is not a number");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 0 50 1 0\n"), "3: the row has 8 numbers instead of 9");
  EXPECT_EQ(fault_of(kHead), "0: the file has no tasks");
  EXPECT_EQ(fault_of(std::string(kHead) + "2 3 4 5 0 50 1 0 2\n"), "3: task 2 where 1 is expected");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 60 50 1 0 2\n2 6 8 -5 0 90 1 1 0\n"),
            "3: the window ends at 50 before it begins at 60");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 0 50 1 2 2\n2 6 8 -5 0 90 1 1 0\n"),
            "3: the task has not exactly one partner");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 0 50 1 0 7\n2 6 8 -5 0 90 1 1 0\n"), "3: delivery: 7 will not do");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 0 50 1 0 2\n2 6 8 -4 0 90 1 1 0\n"),
            "3: task 1 loads 5 and its partner -4");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 15 0 50 1 0 2\n2 6 8 -15 0 90 1 1 0\n"),
            "3: the task weighs 15, vehicles take 10");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 0 4 1 0 2\n2 6 8 -5 0 90 1 1 0\n"),
            "3: the window closes at 4 and nobody can be there before 5.00");
  EXPECT_EQ(fault_of(std::string(kHead) + "1 3 4 5 40 50 1 0 2\n2 6 8 -5 0 42 1 1 0\n"),
            "3: the way to the partner takes until 46.00, the window there closes at 42");
  EXPECT_EQ(fault_of("1 7 60 3 20\n0 0 0 0 0 0 100\n1 1 0 1 1 0 100\n2 5 0 1 -1 0 100\n"),
            "1: the file says 7 tasks and has 2");
}

TEST(Instances, AllPublishedFilesAreRead) {
  if (!fs::exists(kPublished)) GTEST_SKIP() << "no " << kPublished;
  int files = 0;
  for (const char* folder : {"pdptw_lilim", "vrptw_gh", "darp_cordeau"})
    for (const auto& entry : fs::directory_iterator(kPublished / folder)) {
      if (entry.path().extension() != ".txt") continue;
      const Instance instance = load_instance(entry.path());
      EXPECT_GE(instance.count(), 16U) << entry.path();
      ++files;
    }
  EXPECT_GT(files, 100);
}

}  // namespace
}  // namespace rurban::vrp
