#include "tools/batch/crew.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <map>
#include <stdexcept>
#include <thread>

#include "twin/base/error.h"

namespace tools {
namespace {

using namespace std::chrono_literals;

std::vector<Ended> wait_for_all(Crew& crew) {
  std::vector<Ended> all;
  while (crew.busy() != 0)
    for (Ended& ended : crew.collect(1s)) all.push_back(std::move(ended));
  return all;
}

twin::Bytes bytes_of(std::size_t count, int value) {
  return twin::Bytes(count, static_cast<std::byte>(value));
}

TEST(Crew, BringsHomeWhatItsRunsMakeAlsoWhenThatIsLong) {
  Crew crew(3, [](RunPlace run) { return bytes_of(1'000'000 * run.replicate, static_cast<int>(run.point)); });
  for (const RunPlace run : {RunPlace{1, 0}, RunPlace{2, 1}, RunPlace{3, 5}}) crew.start(run);
  EXPECT_FALSE(crew.has_room());
  const auto all = wait_for_all(crew);
  ASSERT_EQ(all.size(), 3U);
  for (const Ended& ended : all) {
    EXPECT_TRUE(ended.lived);
    EXPECT_EQ(ended.outcome, bytes_of(1'000'000 * ended.run.replicate, static_cast<int>(ended.run.point)));
  }
}

TEST(Crew, TellsWhyARunFailedAndWhetherAnotherAttemptMayHelp) {
  Crew crew(4, [](RunPlace run) -> twin::Bytes {
    if (run.point == 0) throw twin::CheckError({"kassan stämmer inte", "the books do not close"});
    if (run.point == 1) throw std::runtime_error("out of range");
    if (run.point == 2) ::raise(SIGSEGV);
    if (run.point == 3) throw std::bad_alloc();
    ::_exit(7);
  });
  for (std::size_t point = 0; point != 4; ++point) crew.start({point, 0});
  std::map<std::size_t, Ended> by_point;
  for (Ended& ended : wait_for_all(crew)) by_point[ended.run.point] = std::move(ended);
  EXPECT_EQ(by_point[0].reason.sv, "kassan stämmer inte");
  EXPECT_EQ(by_point[0].reason.en, "the books do not close");
  EXPECT_FALSE(by_point[0].may_pass);
  EXPECT_EQ(by_point[1].reason.en, "out of range");
  EXPECT_EQ(by_point[2].reason.en, "the run's process was ended by signal 11 (Segmentation fault)");
  EXPECT_TRUE(by_point[2].may_pass);
  EXPECT_EQ(by_point[3].reason.en, "memory ran out");
  crew.start({4, 0});
  const auto last = wait_for_all(crew);
  EXPECT_EQ(last.front().reason.en, "the run's process ended with code 7 and no answer");
  EXPECT_FALSE(last.front().lived);
}

TEST(Crew, EndsWhatIsUnderWayWhenItIsStopped) {
  Crew crew(2, [](RunPlace) {
    std::this_thread::sleep_for(1h);
    return twin::Bytes();
  });
  crew.start({0, 0});
  crew.start({1, 0});
  EXPECT_TRUE(crew.collect(10ms).empty());
  EXPECT_EQ(crew.stop(), (std::vector<RunPlace>{{0, 0}, {1, 0}}));
  EXPECT_TRUE(crew.has_room());
}

}  // namespace
}  // namespace tools
