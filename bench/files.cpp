// What saving, restoring and filming a county of Norrbotten's size cost: 250,000 persons, 125,000 households, 140,000
// dwellings and 120,000 cars. Prints counts beside times: bytes on disk, and the part of a run that filming takes.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>

#include "twin/io/recording.h"
#include "twin/io/snapshot.h"
#include "twin/run/step.h"

namespace twin {
namespace {

namespace fs = std::filesystem;

struct PlaceTag {
  static constexpr std::string_view name = "place";
};
struct DwellingTag {
  static constexpr std::string_view name = "dwelling";
};
struct HouseholdTag {
  static constexpr std::string_view name = "household";
};
struct PersonTag {
  static constexpr std::string_view name = "person";
};

template <class T>
constexpr Key<T> key(std::string_view name) {
  return {name, "county", "", ""};
}
constexpr auto kPlaceOfDwelling = key<Ref<PlaceTag>>("dwelling.place");
constexpr auto kEast = key<Metres>("dwelling.east");
constexpr auto kNorth = key<Metres>("dwelling.north");
constexpr auto kDwelling = key<Ref<DwellingTag>>("household.dwelling");
constexpr auto kHouseholdIncome = key<Ore>("household.income");
constexpr auto kBirthMonth = key<std::int16_t>("person.birth_month");
constexpr auto kSex = key<std::uint8_t>("person.sex");
constexpr auto kRole = key<std::uint8_t>("person.role");
constexpr auto kHousehold = key<Ref<HouseholdTag>>("person.household");
constexpr auto kEmployed = key<bool>("person.employed");
constexpr auto kIncome = key<Ore>("person.income");
constexpr auto kWorkplace = key<std::uint32_t>("person.workplace");
constexpr auto kOwner = key<Ref<HouseholdTag>>("car.household");
constexpr auto kKilometres = key<float>("car.kilometres");

const std::vector<std::string> kFilmed{"person.birth_month", "person.sex",      "person.role",
                                       "person.household",   "person.employed", "household.dwelling",
                                       "dwelling.place",     "dwelling.east",   "dwelling.north"};
constexpr std::uint32_t kPersons = 250'000, kHouseholds = 125'000, kDwellings = 140'000, kCars = 120'000,
                        kPlaces = 1'000;

/// Random rows; each month about as many births, deaths, moves and changes of work as in a county.
class County final : public Model {
 public:
  std::string_view name() const override { return "county"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    places_ = d.owns({"place", "county", ""});
    dwellings_ = d.owns({"dwelling", "county", ""});
    households_ = d.owns({"household", "county", ""});
    persons_ = d.owns({"person", "county", ""});
    cars_ = d.owns({"car", "county", ""});
    place_ = d.writes(kPlaceOfDwelling);
    east_ = d.writes(kEast);
    north_ = d.writes(kNorth);
    dwelling_ = d.writes(kDwelling);
    household_income_ = d.writes(kHouseholdIncome);
    birth_month_ = d.writes(kBirthMonth);
    sex_ = d.writes(kSex);
    role_ = d.writes(kRole);
    household_ = d.writes(kHousehold);
    employed_ = d.writes(kEmployed);
    income_ = d.writes(kIncome);
    workplace_ = d.writes(kWorkplace);
    owner_ = d.writes(kOwner);
    kilometres_ = d.writes(kKilometres);
  }

  void found(Founding& f) override {
    add(f, places_, kPlaces);
    for (std::uint32_t row : add(f, dwellings_, kDwellings)) {
      f[place_][row] = {below(kPlaces)};
      f[east_][row] = {static_cast<std::int32_t>(below(400'000))};
      f[north_][row] = {static_cast<std::int32_t>(below(400'000))};
    }
    for (std::uint32_t row : add(f, households_, kHouseholds)) {
      f[dwelling_][row] = {row};
      f[household_income_][row] = kronor(below(80'000));
    }
    for (std::uint32_t row : add(f, persons_, kPersons)) settle_in(f, row, below(kHouseholds));
    for (std::uint32_t row : add(f, cars_, kCars)) {
      f[owner_][row] = {below(kHouseholds)};
      f[kilometres_][row] = static_cast<float>(below(300'000)) / 7;
    }
  }

  void step(Step& s) override {
    for (std::uint32_t row : add(s, persons_, 700)) settle_in(s, row, below(households(s)));
    for (int i = 0; i != 2500; ++i) s[household_][below(persons(s))] = {below(households(s))};
    for (int i = 0; i != 3000; ++i) s[employed_][below(persons(s))] = below(2) == 1;
    for (int i = 0; i != 1000; ++i) s[dwelling_][below(households(s))] = {below(kDwellings)};
    for (std::uint32_t row : add(s, households_, 300)) s[dwelling_][row] = {below(kDwellings)};
    remove(s.rows(persons_), 700);
    remove(s.rows(households_), 300);
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::uint32_t persons(Step& s) const { return static_cast<std::uint32_t>(s.ids(persons_).size()); }
  std::uint32_t households(Step& s) const { return static_cast<std::uint32_t>(s.ids(households_).size()); }

  std::vector<std::uint32_t> add(WriteAccess& access, OwnedRows table, std::uint32_t count) {
    std::vector<std::uint32_t> rows(count);
    for (std::uint32_t& row : rows) row = access.rows(table).add(mix64(++last_id_));
    return rows;
  }
  void remove(Table& table, int count) {
    for (int i = 0; i != count; ++i)
      if (const std::uint32_t row = below(static_cast<std::uint32_t>(table.rows())); !table.is_removed(row))
        table.remove(row);
  }
  void settle_in(WriteAccess& access, std::uint32_t row, std::uint32_t household) {
    access[birth_month_][row] = static_cast<std::int16_t>(below(1200));
    access[sex_][row] = static_cast<std::uint8_t>(below(2));
    access[role_][row] = static_cast<std::uint8_t>(below(3));
    access[household_][row] = {household};
    access[employed_][row] = below(2) == 1;
    access[income_][row] = kronor(below(50'000));
    access[workplace_][row] = below(25'000);
  }

  std::mt19937_64 random_{5};
  std::uint64_t last_id_ = 0;
  OwnedRows places_, dwellings_, households_, persons_, cars_;
  Out<Ref<PlaceTag>> place_;
  Out<Metres> east_, north_;
  Out<Ref<DwellingTag>> dwelling_;
  Out<Ore> household_income_, income_;
  Out<std::int16_t> birth_month_;
  Out<std::uint8_t> sex_, role_;
  Out<Ref<HouseholdTag>> household_, owner_;
  Out<bool> employed_;
  Out<std::uint32_t> workplace_;
  Out<float> kilometres_;
};

std::unique_ptr<Simulation> declared() {
  std::vector<std::unique_ptr<Model>> models;
  models.push_back(std::make_unique<County>());
  return std::make_unique<Simulation>(std::move(models));
}
std::unique_ptr<Simulation> founded() {
  auto simulation = declared();
  simulation->found(date(2021, 1, 1));
  return simulation;
}

double megabytes(const fs::path& path) {
  return static_cast<double>(fs::file_size(path)) / 1e6;
}

void SaveSnapshot(benchmark::State& state) {
  const auto simulation = founded();
  for (auto _ : state) save_snapshot("bench.rts", *simulation, {});
  state.counters["MB"] = megabytes("bench.rts");
  fs::remove("bench.rts");
}
BENCHMARK(SaveSnapshot)->Unit(benchmark::kMillisecond)->UseRealTime();

void RestoreSnapshot(benchmark::State& state) {
  save_snapshot("bench.rts", *founded(), {});
  for (auto _ : state) {
    state.PauseTiming();
    const auto simulation = declared();
    state.ResumeTiming();
    restore_snapshot("bench.rts", *simulation);
  }
  fs::remove("bench.rts");
}
BENCHMARK(RestoreSnapshot)->Unit(benchmark::kMillisecond)->UseRealTime();

/// 25 years, month by month: filming costs what the second takes beyond the first, in CPU time of all threads too.
void Run300Months(benchmark::State& state) {
  for (auto _ : state) {
    const auto simulation = founded();
    for (int month = 0; month != 300; ++month) simulation->advance();
  }
}
BENCHMARK(Run300Months)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime()->Iterations(3);

void RunAndFilm300Months(benchmark::State& state) {
  for (auto _ : state) {
    const auto simulation = founded();
    RecordingWriter film("bench.rtr", {}, simulation->world(), kFilmed);
    for (int month = 0; month != 300; ++month) {
      film.frame(simulation->now(), simulation->world());
      simulation->advance();
    }
    film.close();
  }
  state.counters["MB"] = megabytes("bench.rtr");
  fs::remove("bench.rtr");
}
BENCHMARK(RunAndFilm300Months)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime()->Iterations(3);

void SeekAnyMonth(benchmark::State& state) {
  const auto simulation = founded();
  RecordingWriter film("bench.rtr", {}, simulation->world(), kFilmed);
  for (int month = 0; month != 300; ++month) {
    film.frame(simulation->now(), simulation->world());
    simulation->advance();
  }
  film.close();
  RecordingReader reader("bench.rtr");
  std::mt19937 random(2);
  for (auto _ : state) {
    const Date time = reader.times()[random() % reader.times().size()];
    benchmark::DoNotOptimize(reader.bytes("person", time));
    for (const std::string& column : kFilmed) benchmark::DoNotOptimize(reader.bytes(column, time));
  }
  fs::remove("bench.rtr");
}
BENCHMARK(SeekAnyMonth)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(100);

void NextMonth(benchmark::State& state) {
  const auto simulation = founded();
  RecordingWriter film("bench.rtr", {}, simulation->world(), kFilmed);
  for (int month = 0; month != 100; ++month) {
    film.frame(simulation->now(), simulation->world());
    simulation->advance();
  }
  film.close();
  RecordingReader reader("bench.rtr");
  std::size_t month = 0;
  for (auto _ : state) {
    const Date time = reader.times()[month++ % reader.times().size()];
    for (const std::string& column : kFilmed) benchmark::DoNotOptimize(reader.bytes(column, time));
  }
  fs::remove("bench.rtr");
}
BENCHMARK(NextMonth)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(300);

}  // namespace
}  // namespace twin

BENCHMARK_MAIN();
