#include "models/employment/commuting.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numeric>

#include "twin/base/draw.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

double row_sum(const std::vector<double>& flows, std::size_t row, std::size_t width) {
  return std::accumulate(flows.begin() + static_cast<std::ptrdiff_t>(row * width),
                         flows.begin() + static_cast<std::ptrdiff_t>((row + 1) * width), 0.0);
}

/// Numbers that look like chance, 0 to 1.
double noise(std::uint64_t n) {
  return static_cast<double>(twin::mix64(n) >> 11) * 0x1p-53;
}

TEST(Gravity, OfTwoTownsIsTheSolutionOnPaper) {
  // T = [x, 100 - x; 100 - x, x] by symmetry, and its cross ratio is that of the weights: (x / (100 - x))^2 = 16, so
  // x = 80.
  const std::vector<double> weights{4, 1, 1, 4};
  const std::vector<std::int32_t> sums{100, 100};
  const std::vector<double> flows = balanced(weights, sums, sums);
  EXPECT_NEAR(flows[0], 80, 1e-3);
  EXPECT_NEAR(flows[1], 20, 1e-3);
}

TEST(Gravity, MeetsRowsAndColumnsAndKeepsCrossRatios) {
  const std::vector<std::int32_t> rows{700, 200, 100}, columns{850, 50, 100};
  std::vector<double> weights;
  for (std::uint64_t k = 0; k != 9; ++k) weights.push_back(0.05 + noise(k));
  const std::vector<double> flows = balanced(weights, rows, columns);
  for (std::size_t k = 0; k != 3; ++k) {
    EXPECT_NEAR(row_sum(flows, k, 3), rows[k], 1e-2);
    EXPECT_NEAR(flows[k] + flows[3 + k] + flows[6 + k], columns[k], 1e-2);
  }
  EXPECT_NEAR(flows[0] * flows[4] / (flows[1] * flows[3]), weights[0] * weights[4] / (weights[1] * weights[3]), 1e-6);
}

TEST(WholeFlows, SumExactlyAndStayNear) {
  for (std::uint64_t world = 0; world != 50; ++world) {
    constexpr std::size_t kPlaces = 20;
    std::vector<std::int32_t> rows(kPlaces), columns(kPlaces);
    std::int32_t left = 0;
    for (std::size_t k = 0; k != kPlaces; ++k)
      left += rows[k] = static_cast<std::int32_t>(noise(world * 100 + k) * (k < 3 ? 900 : 12));
    for (std::size_t k = 0; k + 1 != kPlaces; ++k)
      left -= columns[k] = std::min(left, static_cast<std::int32_t>(noise(world * 100 + 50 + k) * 200));
    columns.back() = left;
    std::vector<double> weights;
    for (std::uint64_t k = 0; k != kPlaces * kPlaces; ++k) weights.push_back(1e-6 + noise(world * 1'000 + k));
    const std::vector<double> flows = balanced(weights, rows, columns);
    const std::vector<std::int32_t> whole = whole_flows(flows, rows, columns);
    double apart = 0;
    for (std::size_t row = 0; row != kPlaces; ++row) {
      std::int32_t in_row = 0, in_column = 0;
      for (std::size_t other = 0; other != kPlaces; ++other) {
        in_row += whole[row * kPlaces + other];
        in_column += whole[other * kPlaces + row];
        EXPECT_GE(whole[row * kPlaces + other], 0);
        apart += std::abs(whole[row * kPlaces + other] - flows[row * kPlaces + other]);
      }
      EXPECT_EQ(in_row, rows[row]);
      EXPECT_EQ(in_column, columns[row]);
    }
    EXPECT_LT(apart / (kPlaces * kPlaces), 0.6) << "less than one apiece";
  }
}

/// Places on a line, ten minutes apart.
Deterrence line(std::size_t places, const CommutingRules& rules = {}) {
  return {places, [](std::uint32_t from, std::uint32_t to) { return 10 * std::abs(double(from) - double(to)); },
          rules};
}

struct Town {
  std::vector<twin::StableId> ids;
  std::vector<PlaceRef> place;
  std::vector<Sector> sector;
  std::vector<std::int32_t> jobs;
  void add(std::uint32_t at, Sector kind, std::int32_t count) {
    ids.push_back(ids.size() + 1);
    place.push_back({at});
    sector.push_back(kind);
    jobs.push_back(count);
  }
  Positions positions() const { return {ids, place, sector, jobs}; }
};

std::vector<Worker> workers(std::size_t count, std::size_t places) {
  std::vector<Worker> result;
  for (std::uint32_t k = 0; k != count; ++k)
    result.push_back({.home = static_cast<std::uint32_t>(k % places),
                      .kind = static_cast<std::uint8_t>(twin::mix64(k) % kWorkerKinds),
                      .order = static_cast<std::uint32_t>(twin::mix64(k + 1'000'000)),
                      .order_at_work = static_cast<std::uint32_t>(twin::mix64(k + 2'000'000))});
  return result;
}

std::vector<std::uint32_t> firms_of(const std::vector<Worker>& people, const Town& town, const Deterrence& ways) {
  std::vector<std::uint32_t> firms;
  for (const Workplace& at : workplaces(people, town.positions(), ways, {})) firms.push_back(at.firm);
  return firms;
}

TEST(Workplaces, FillEveryPositionOnceAndPreferTheNear) {
  const Deterrence ways = line(5);
  Town town;
  for (std::uint32_t place = 0; place != 5; ++place)
    for (const Sector sector : {Sector::kCare, Sector::kConstruction}) town.add(place, sector, 100);
  const auto people = workers(1'000, 5);
  const auto firm = firms_of(people, town, ways);
  std::vector<std::int32_t> filled(town.jobs.size());
  int at_home = 0, far = 0;
  for (std::size_t k = 0; k != firm.size(); ++k) {
    ASSERT_NE(firm[k], kNoFirm);
    ++filled[firm[k]];
    at_home += town.place[firm[k]].row == people[k].home;
    far += std::abs(static_cast<int>(town.place[firm[k]].row) - static_cast<int>(people[k].home)) == 4;
  }
  EXPECT_EQ(filled, town.jobs);
  EXPECT_GT(at_home, 250);
  EXPECT_GT(far, 0);
  EXPECT_LT(far, 60);
}

TEST(Workplaces, AreTakenByWomenAndGraduatesAsTheSectorsHaveThem) {
  const Deterrence ways = line(1);
  Town town;
  town.add(0, Sector::kCare, 500);
  town.add(0, Sector::kConstruction, 500);
  const auto people = workers(1'000, 1);
  const auto firm = firms_of(people, town, ways);
  std::array<int, kWorkerKinds> in_care{}, all{};
  for (std::size_t k = 0; k != firm.size(); ++k) {
    ++all[people[k].kind];
    in_care[people[k].kind] += firm[k] == 0;
  }
  const auto share = [&](Sex sex, std::uint8_t skill) {
    const std::size_t kind = worker_kind(sex, skill);
    return double(in_care[kind]) / all[kind];
  };
  // Cross ratios are those of the sectors: women's odds of care are (0.79/0.21) / (0.09/0.91) = 38 times men's.
  EXPECT_GT(share(Sex::kWoman, kTertiary), share(Sex::kWoman, kCompulsory));
  EXPECT_GT(share(Sex::kWoman, kCompulsory), share(Sex::kMan, kTertiary));
  const double women = share(Sex::kWoman, kCompulsory), men = share(Sex::kMan, kCompulsory);
  EXPECT_NEAR(std::log(women / (1 - women) / (men / (1 - men))), std::log(38.04), 0.4);
}

TEST(Workplaces, OutsideTheCountyAreForTheSurplusFromEveryPlaceAlike) {
  const Deterrence ways = line(4);
  Town town;
  town.add(2, Sector::kMining, 300);
  const auto people = workers(400, 4);
  const auto firm = firms_of(people, town, ways);
  std::array<int, 4> outside{};
  for (std::size_t k = 0; k != firm.size(); ++k) outside[people[k].home] += firm[k] == kNoFirm;
  EXPECT_EQ(outside, (std::array<int, 4>{25, 25, 25, 25}));
}

TEST(Workplaces, OfFirmsInOneSectorGetBothSexes) {
  const Deterrence ways = line(1);
  Town town;
  for (int firm = 0; firm != 10; ++firm) town.add(0, Sector::kTrade, 50);
  for (int firm = 0; firm != 10; ++firm) town.add(0, Sector::kAdministration, 50);
  const auto people = workers(1'000, 1);
  const auto firm = firms_of(people, town, ways);
  std::vector<int> women(town.jobs.size());
  for (std::size_t k = 0; k != firm.size(); ++k) women[firm[k]] += people[k].kind / 2 == 0;
  for (const int count : women) {
    EXPECT_GT(count, 5);
    EXPECT_LT(count, 45);
  }
}

TEST(Deterrence, CutsTheWayOfRemoteWork) {
  const CommutingRules rules;
  const Deterrence ways = line(20, rules);
  EXPECT_NEAR(ways.on_site(0, 4), std::exp(-0.09 * 40), 1e-9);
  EXPECT_NEAR(ways.remote(0, 4), std::exp(-0.09 * 0.4 * 40), 1e-9);
  EXPECT_FALSE(ways.too_far(0, 12)) << "120 minutes are kept";
  EXPECT_TRUE(ways.too_far(0, 13));
}

TEST(Workplaces, AreRemoteAsOftenAsTheSectorsHaveItAndFartherAway) {
  const Deterrence ways = line(10);
  Town town;
  for (std::uint32_t place = 0; place != 10; ++place) town.add(place, Sector::kBusinessServices, 100);
  const auto people = workers(1'000, 10);
  int remote = 0, near = 0, near_remote = 0;
  const auto found = workplaces(people, town.positions(), ways, {});
  for (std::size_t k = 0; k != found.size(); ++k) {
    remote += found[k].remote;
    near += !found[k].remote && town.place[found[k].firm].row == people[k].home;
    near_remote += found[k].remote && town.place[found[k].firm].row == people[k].home;
  }
  EXPECT_EQ(remote, 160);  // of 1,000: 0.80 x 0.2
  EXPECT_GT(near / 840.0, 1.3 * near_remote / 160.0);
}

TEST(Skill, OfManyIsWhatTheSharesSay) {
  int women = 0, men = 0, in_village = 0;
  constexpr int kMany = 10'000;
  for (int k = 0; k != kMany; ++k) {
    const double draw = (k + 0.5) / kMany;
    women += skill_of(Sex::kWoman, 30, 30'000, draw) == kTertiary;
    men += skill_of(Sex::kMan, 30, 30'000, draw) == kTertiary;
    in_village += skill_of(Sex::kWoman, 30, 3'000, draw) == kTertiary;
  }
  EXPECT_EQ(women, 5'200);
  EXPECT_EQ(men, 3'300);
  // Odds 0.65 times 0.52 / 0.48, a share of 0.413.
  EXPECT_NEAR(in_village, 4'132, 2);
}

}  // namespace
}  // namespace rurban
