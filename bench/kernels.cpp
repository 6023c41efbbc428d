#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "twin/base/draw.h"
#include "twin/base/hash.h"
#include "twin/base/instruction_set.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"
#include "twin/base/philox_bulk.h"

// Speed of the kernels that every model is made of. The machine may be shared, so each figure is the least time of
// many short repeats, and memory bandwidth is measured in the same run: compare ratios (`of_triad`), not seconds.

namespace twin {
namespace {

using Seconds = std::chrono::duration<double>;
constexpr Seconds kBudget{0.7};  // for each figure; the repeats take 0.3 to 30 ms

/// The least time that `work` takes among as many repeats as fit in the budget. The first one, which fills the
/// caches, does not count.
template <class Work>
double least_seconds(Work work) {
  using Clock = std::chrono::steady_clock;
  work();
  double least = std::numeric_limits<double>::max();
  for (const auto begin = Clock::now(); Clock::now() - begin < kBudget;) {
    const auto start = Clock::now();
    work();
    benchmark::ClobberMemory();
    least = std::min(least, Seconds(Clock::now() - start).count());
  }
  return least;
}

std::map<int, double>& triad_bytes_per_s() {  // by number of threads
  static std::map<int, double> measured;
  return measured;
}

void report(benchmark::State& state, double seconds, std::size_t rows, std::size_t bytes_per_row) {
  const auto count = static_cast<double>(rows);
  state.SetIterationTime(seconds);
  state.counters["rows/s"] = count / seconds;
  if (bytes_per_row == 0) return;
  const double bytes_per_s = count * static_cast<double>(bytes_per_row) / seconds;
  state.counters["bytes/s"] = bytes_per_s;
  if (const auto triad = triad_bytes_per_s().find(threads()); triad != triad_bytes_per_s().end())
    state.counters["of_triad"] = bytes_per_s / triad->second;
}

/// STREAM's triad (McCalpin 1995): what memory can deliver. Counted as STREAM does, 24 bytes an element.
void triad(benchmark::State& state) {
  set_threads(static_cast<int>(state.range(0)));
  constexpr std::size_t kRows = 128'000'000 / sizeof(double);
  std::vector<double> a(kRows), b(kRows, 1), c(kRows, 2);
  for (auto _ : state) {
    const double seconds = least_seconds([&] {
      for_blocks(kRows, [&](Block block) {
        for (std::size_t i = block.begin; i != block.end; ++i) a[i] = b[i] + 3 * c[i];
      });
    });
    triad_bytes_per_s()[threads()] = 24. * kRows / seconds;
    report(state, seconds, kRows, 24);
  }
}

/// An empty pass over 250,000 rows: what the thread pool costs.
void empty_pass(benchmark::State& state) {
  set_threads(static_cast<int>(state.range(0)));
  for (auto _ : state) state.SetIterationTime(least_seconds([] { for_blocks(250'000, [](Block) {}); }));
}

std::vector<StableId> running_ids(std::size_t rows) {
  std::vector<StableId> ids(rows);
  for (std::size_t i = 0; i != rows; ++i) ids[i] = i + 1;
  return ids;
}

constexpr Stream kBench{"bench.kernels"};

/// Philox blocks on one thread, in the first-level cache.
void draws(benchmark::State& state, InstructionSet set) {
  const InstructionSet before = instruction_set();
  set_instruction_set(set);
  const auto ids = running_ids(kBlockRows / 4);
  std::vector<std::uint32_t> bits(ids.size());
  std::uint32_t day = 0;
  for (auto _ : state)
    report(state, least_seconds([&] { draw_bits(ids, {draw_key(1, kBench.hash), ++day}, bits); }), ids.size(), 0);
  set_instruction_set(before);
}

/// Exponentials on one thread, in the first-level cache: what a logit choice consists of.
void exponentials(benchmark::State& state, InstructionSet set) {
  const InstructionSet before = instruction_set();
  set_instruction_set(set);
  std::vector<double> x(1000), y(x.size());
  for (std::size_t i = 0; i != x.size(); ++i) x[i] = static_cast<double>(i) * 0.006 - 3;
  for (auto _ : state) report(state, least_seconds([&] { exp(x, y); }), x.size(), 0);
  set_instruction_set(before);
}

/// The columns that the thin person update touches.
struct Persons {
  std::vector<StableId> id;
  std::vector<std::uint16_t> age_years;
  std::vector<std::uint8_t> sex, alive;
  std::vector<std::int32_t> income;
  std::vector<std::int64_t> balance;
  std::vector<std::uint32_t> days_lived;

  explicit Persons(std::size_t rows)
      : id(running_ids(rows)),
        age_years(rows),
        sex(rows),
        alive(rows, 1),
        income(rows, 70'000),
        balance(rows),
        days_lived(rows) {
    for (std::size_t i = 0; i != rows; ++i) {
      age_years[i] = static_cast<std::uint16_t>(mix64(i) % kAges);
      sex[i] = static_cast<std::uint8_t>(mix64(i + rows) % 2);
    }
  }

  static constexpr std::size_t kAges = 100;
};

/// Hazard of death a month by (age, sex), Gompertz: doubling each seven years up to 3 % at 99, three in a thousand on
/// average, more than in any real table.
std::vector<std::uint32_t> hazards() {
  std::vector<std::uint32_t> thresholds;
  for (std::size_t age = 0; age != Persons::kAges; ++age)
    for (const double sex_factor : {1., 0.7})
      thresholds.push_back(threshold(0.03 * sex_factor * std::exp2((static_cast<double>(age) - 99) / 7)));
  return thresholds;
}

/// One Philox block a person, a hazard by age and sex, and a column written where it strikes.
void strike(Persons& persons, Block block, const std::vector<std::uint32_t>& hazard, const DrawOf& draw) {
  std::array<std::uint16_t, kBlockRows> group;
  std::array<std::uint32_t, kBlockRows> hits;
  const std::size_t rows = block.end - block.begin;
  for (std::size_t i = 0; i != rows; ++i)
    group[i] = static_cast<std::uint16_t>(persons.age_years[block.begin + i] * 2 + persons.sex[block.begin + i]);
  const std::size_t count = select_below(std::span(persons.id).subspan(block.begin, rows),
                                         std::span(group).first(rows), hazard, draw, hits);
  for (const std::uint32_t row : std::span(hits).first(count)) persons.alive[block.begin + row] ^= 1;
}

/// One pass over everybody: range(0) persons, range(1) threads.
template <class Rest>
void person_update(benchmark::State& state, std::size_t bytes_per_row, Rest rest) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  set_threads(static_cast<int>(state.range(1)));
  Persons persons(rows);
  const auto hazard = hazards();
  std::uint32_t month = 0;
  for (auto _ : state) {
    const double seconds = least_seconds([&] {
      const DrawOf draw{draw_key(1, kBench.hash), ++month};
      for_blocks(rows, [&](Block block) {
        strike(persons, block, hazard, draw);
        rest(persons, block);
      });
    });
    report(state, seconds, rows, bytes_per_row);
  }
}

/// Reads id, age and sex: 11 bytes a row.
void hazard_update(benchmark::State& state) {
  person_update(state, 11, [](Persons&, Block) {});
}

/// The thin person update: besides, two columns change in every row. 39 bytes a row, since income is read, balance
/// and days lived are read and written.
void thin_update(benchmark::State& state) {
  person_update(state, 39, [](Persons& persons, Block block) {
    for (std::size_t i = block.begin; i != block.end; ++i) {
      persons.balance[i] += persons.income[i];
      persons.days_lived[i] += 1;
    }
  });
}

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(": ") + 2);
  return "unknown";
}

/// A benchmark that finds its own least time: google-benchmark calls it once.
void once(benchmark::internal::Benchmark* figure) {
  figure->Iterations(1)->UseManualTime();
}

void register_all() {
  using benchmark::RegisterBenchmark;
  once(RegisterBenchmark("triad/128MB", triad)->ArgName("threads")->DenseRange(1, 2)->Unit(benchmark::kMillisecond));
  once(RegisterBenchmark("empty_pass", empty_pass)->ArgName("threads")->DenseRange(1, 2));
  for (const InstructionSet set : supported_instruction_sets())
    once(RegisterBenchmark(fmt::format("draws/{}", to_string(set)).c_str(), draws, set));
  for (const InstructionSet set : supported_instruction_sets())
    once(RegisterBenchmark(fmt::format("exp/{}", to_string(set)).c_str(), exponentials, set));
  const auto over_sizes = [](benchmark::internal::Benchmark* figure) {
    figure->ArgNames({"rows", "threads"})->ArgsProduct({{250'000, 1'000'000, 4'000'000}, {1, 2}});
    once(figure->Unit(benchmark::kMicrosecond));
  };
  over_sizes(RegisterBenchmark("hazard_update", hazard_update));
  over_sizes(RegisterBenchmark("thin_update", thin_update));
}

}  // namespace
}  // namespace twin

int main(int argc, char** argv) {
  benchmark::AddCustomContext("processor", twin::processor());
  benchmark::AddCustomContext("cores", std::to_string(std::thread::hardware_concurrency()));
  benchmark::AddCustomContext("build", RURBAN_BUILD_TYPE);
  benchmark::AddCustomContext("instruction set", std::string(twin::to_string(twin::instruction_set())));
  twin::register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
