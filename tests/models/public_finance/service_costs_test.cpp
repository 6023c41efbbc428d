#include "models/public_finance/service_costs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace rurban {
namespace {

/// Residents of 1 January 2021 by three groups of age (scenarios/norrbotten/municipalities.csv: Eurostat's census
/// grid).
struct Municipality {
  const char* name;
  std::int32_t residents, age_0_14, age_15_64, age_65_plus;
};
constexpr Municipality kCounty[] = {{"Arvidsjaur", 6145, 962, 3506, 1717}, {"Arjeplog", 2718, 365, 1497, 813},
                                    {"Jokkmokk", 4851, 644, 2700, 1423},   {"Överkalix", 3289, 390, 1691, 1135},
                                    {"Kalix", 15812, 2197, 8904, 4638},    {"Övertorneå", 4217, 502, 2131, 1556},
                                    {"Pajala", 5966, 863, 3020, 2061},     {"Gällivare", 17462, 2679, 10276, 4409},
                                    {"Älvsbyn", 8054, 1203, 4632, 2133},   {"Luleå", 78549, 12330, 49905, 16591},
                                    {"Piteå", 42226, 6822, 25291, 10203},  {"Boden", 28060, 4268, 16698, 7120},
                                    {"Haparanda", 9601, 1447, 5129, 2887}, {"Kiruna", 22664, 3674, 14025, 4857}};

/// Spreads a group evenly over its ages: above 65 three quarters are below 80 (26 % of the county's are 80 or over).
std::vector<std::int32_t> by_age(const Municipality& m) {
  std::vector<std::int32_t> people(kAges);
  const auto spread = [&](int from, int to, double count) {
    for (int age = from; age <= to; ++age)
      people[static_cast<std::size_t>(age)] += static_cast<std::int32_t>(std::lround(count / (to - from + 1)));
  };
  spread(0, 14, m.age_0_14);
  spread(15, 64, m.age_15_64);
  spread(65, 79, m.age_65_plus * 0.74);
  spread(80, 94, m.age_65_plus * 0.26);
  return people;
}

double kr_per_head(const Municipality& m, PublicService service) {
  const CostTable costs = costs_in(norrbotten_norms(), m.residents);
  const auto people = by_age(m);
  return static_cast<double>(yearly_cost(costs, service, people)) / 100 /
         std::accumulate(people.begin(), people.end(), 0);
}

double county_mean(PublicService service) {
  double kr = 0, residents = 0;
  for (const Municipality& m : kCounty) kr += kr_per_head(m, service) * m.residents, residents += m.residents;
  return kr / residents;
}

struct Line {
  double at_zero, slope;
};
Line least_squares(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i != x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  return {mean_y - xy / xx * mean_x, xy / xx};
}

TEST(Care, CostsRiseWithTheShareOfElderlyAsMeasured) {
  std::vector<double> share, cost;
  for (const Municipality& m : kCounty) {
    share.push_back(static_cast<double>(m.age_65_plus) / (m.age_0_14 + m.age_15_64 + m.age_65_plus));
    cost.push_back(kr_per_head(m, PublicService::kCare) * 1.035 / 1000);  // in prices of 2022
  }
  const Line line = least_squares(share, cost);
  EXPECT_NEAR(line.slope, 102, 0.25 * 102);
  // The county's 14 together: 30.2 kSEK per head, weighted by residents (regionfakta, Äldre 2022).
  EXPECT_NEAR(county_mean(PublicService::kCare) * 1.035, 30'200, 2'500);
}

TEST(School, CostsPerPupilFallWithSizeAsMeasured) {
  std::vector<double> log_size, log_cost;
  for (const Municipality& m : kCounty) {
    const CostTable costs = costs_in(norrbotten_norms(), m.residents);
    log_size.push_back(std::log(m.residents));
    log_cost.push_back(std::log(static_cast<double>(costs[static_cast<std::size_t>(PublicService::kSchool)][10])));
  }
  EXPECT_NEAR(least_squares(log_size, log_cost).slope, -0.11, 0.25 * 0.11);
  double mean = 0;
  for (const double cost : log_cost) mean += std::exp(cost) / 14 / 100;
  EXPECT_NEAR(mean, 132'000 * 1.08, 5'000);  // mean of the 14 in 2018, in prices of 2021
}

TEST(Health, CostsTheRegionThirtyEightThousandAHead) {
  EXPECT_NEAR(county_mean(PublicService::kHealth), 38'000, 1'500);
}

TEST(State, ServicesStayWithinTheirRange) {
  EXPECT_GT(county_mean(PublicService::kState), 14'000);
  EXPECT_LT(county_mean(PublicService::kState), 25'000);
}

TEST(Costs, OfPartsAddUpToTheWholeToTheOre) {
  const CostTable costs = costs_in(norrbotten_norms(), 4'851);
  const std::vector<std::int32_t> village(kAges, 3), rest(kAges, 40), all(kAges, 43);
  for (const Owner payer : {Owner::kMunicipality, Owner::kRegion, Owner::kGovernment})
    EXPECT_EQ(yearly_cost(costs, payer, village) + yearly_cost(costs, payer, rest), yearly_cost(costs, payer, all));
}

TEST(Costs, OfHealthDoNotDependOnTheMunicipalitysSize) {
  const ServiceNorms norms = norrbotten_norms();
  const auto health = static_cast<std::size_t>(PublicService::kHealth);
  EXPECT_EQ(costs_in(norms, 2'718)[health], costs_in(norms, 78'549)[health]);
  EXPECT_GT(costs_in(norms, 2'718)[0][3], costs_in(norms, 78'549)[0][3]);
}

TEST(ChildToTwenty, CostsThePublicBetweenTwoAndThreeAndAHalfMillion) {
  const ServiceNorms norms = norrbotten_norms();
  const std::int64_t cost = public_cost_of_a_child_to_20(norms);
  EXPECT_GT(cost, 180'000'000);
  EXPECT_LT(cost, 350'000'000);
  // Preschool 5 x 130,000 and after-school care 4 x 32,000; school 65,000 + 9 x 140,000; upper secondary 3 x 128,000;
  // care 20 x 11,500; health 38,000 + 14 x 16,000 + 5 x 24,500.
  EXPECT_EQ(cost / 100, 650'000 + 128'000 + 65'000 + 1'260'000 + 384'000 + 230'000 + 38'000 + 224'000 + 122'500);
}

TEST(ChildToTwenty, IsTheSumOfTheProfile) {
  ServiceNorms norms = norrbotten_norms();
  const std::int64_t before = public_cost_of_a_child_to_20(norms);
  norms.kr[static_cast<std::size_t>(PublicService::kSchool)][12] += 10'000;
  EXPECT_EQ(public_cost_of_a_child_to_20(norms), before + 1'000'000);
  norms.kr[static_cast<std::size_t>(PublicService::kSchool)][20] += 10'000;
  EXPECT_EQ(public_cost_of_a_child_to_20(norms), before + 1'000'000) << "at 20 childhood is over";
}

}  // namespace
}  // namespace rurban
