#include "models/public_finance/service_costs.h"

#include <cassert>
#include <cmath>

#include "twin/base/math.h"

namespace rurban {
namespace {

constexpr std::size_t index(PublicService service) {
  return static_cast<std::size_t>(service);
}

/// Kr per person and year at the ages `from` to `to`, both included.
struct Norm {
  PublicService service;
  int from, to;
  std::int64_t kr;
};

constexpr int kOldest = kAges - 1;

// All in prices of 2021. Costs of care in 2022 are taken to be 3.5 % higher (assumption 3 to 5), those of school in
// 2018 8 % lower (assumption 6 to 10).
constexpr Norm kNorms[] = {
    {PublicService::kPreschool, 1, 5, 130'000},  // assumption 115,000 to 145,000: 155,000 a place, 85 % enrolled
    {PublicService::kPreschool, 6, 9, 32'000},   // assumption 25,000 to 40,000: after-school care, 80 % enrolled
    {PublicService::kSchool, 6, 6, 65'000},      // assumption 55,000 to 80,000: preschool class
    // 130,000 kr a pupil in 2018, geometric mean of the 14 municipalities (regionfakta, Grundskolan 2018).
    {PublicService::kSchool, 7, 15, 140'000},
    {PublicService::kUpperSecondarySchool, 16, 18, 128'000},  // assumption 115,000 to 145,000
    {PublicService::kCare, 0, 64, 11'500},                    // assumption 8,000 to 14,000: mostly of the disabled
    {PublicService::kCare, 65, 79, 33'000},                   // assumption 25,000 to 40,000
    {PublicService::kCare, 80, kOldest, 235'000},             // assumption 200,000 to 270,000
    {PublicService::kOtherMunicipal, 0, kOldest, 13'000},     // assumption 10,000 to 17,000
    // Region: shape by age an assumption (each ±25 %); its mean over the county 38,000 kr (assumption 34,000 to
    // 40,000).
    {PublicService::kHealth, 0, 0, 38'000},
    {PublicService::kHealth, 1, 14, 16'000},
    {PublicService::kHealth, 15, 44, 24'500},
    {PublicService::kHealth, 45, 64, 36'000},
    {PublicService::kHealth, 65, 79, 65'000},
    {PublicService::kHealth, 80, kOldest, 90'000},
    {PublicService::kState, 0, 18, 16'000},         // assumption 11,000 to 22,000: all but higher education
    {PublicService::kState, 19, 29, 46'000},        // assumption 36,000 to 56,000: with higher education
    {PublicService::kState, 30, kOldest, 16'000}};  // assumption 11,000 to 22,000

}  // namespace

Owner payer_of(PublicService service) {
  switch (service) {
    case PublicService::kHealth:
      return Owner::kRegion;
    case PublicService::kState:
      return Owner::kGovernment;
    default:
      return Owner::kMunicipality;
  }
}

ServiceNorms norrbotten_norms() {
  ServiceNorms norms;
  for (const Norm& norm : kNorms)
    for (int age = norm.from; age <= norm.to; ++age)
      norms.kr[index(norm.service)][static_cast<std::size_t>(age)] = norm.kr;
  return norms;
}

CostTable costs_in(const ServiceNorms& norms, std::int64_t residents) {
  assert(residents > 0);
  CostTable costs{};
  for (std::size_t service = 0; service != kPublicServices; ++service) {
    const double factor =
        twin::pow(static_cast<double>(residents) / norms.reference_residents, norms.size_elasticity[service]);
    for (std::size_t age = 0; age != kAges; ++age)
      costs[service][age] = ore(static_cast<double>(norms.kr[service][age]) * factor);
  }
  return costs;
}

std::int64_t yearly_cost(const CostTable& costs, PublicService service, std::span<const std::int32_t> people_by_age) {
  assert(people_by_age.size() == kAges);
  std::int64_t sum = 0;
  for (std::size_t age = 0; age != kAges; ++age) sum += costs[index(service)][age] * people_by_age[age];
  return sum;
}

std::int64_t yearly_cost(const CostTable& costs, Owner payer, std::span<const std::int32_t> people_by_age) {
  std::int64_t sum = 0;
  for (int i = 0; i != kPublicServices; ++i) {
    const auto service = static_cast<PublicService>(i);
    if (payer_of(service) == payer) sum += yearly_cost(costs, service, people_by_age);
  }
  return sum;
}

std::int64_t public_cost_of_a_child_to_20(const ServiceNorms& norms) {
  std::int64_t kr = 0;
  for (const PublicService service :
       {PublicService::kPreschool, PublicService::kSchool, PublicService::kUpperSecondarySchool, PublicService::kCare,
        PublicService::kHealth})
    for (std::size_t age = 0; age != 20; ++age) kr += norms.kr[index(service)][age];
  return kr * 100;
}

}  // namespace rurban
