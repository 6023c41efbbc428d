#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "models/vocabulary.h"

namespace rurban {

/// What the public sector provides in kind.
enum class PublicService : std::uint8_t {
  kPreschool,  ///< and after-school care
  kSchool,     ///< compulsory, from the preschool class on
  kUpperSecondarySchool,
  kCare,            ///< of the elderly and disabled
  kOtherMunicipal,  ///< roads, culture, rescue, administration, social work
  kHealth,          ///< region: health and dental care, public transport and culture of the region
  kState            ///< police, courts, defence, higher education, roads of the state
};
inline constexpr int kPublicServices = 7;
template <typename T>
using ByService = std::array<T, kPublicServices>;
template <typename T>
using ByAge = std::array<T, kAges>;

/// Who pays for a service: municipality, region or government.
Owner payer_of(PublicService service);

/// Cost of a year of each service for a person of each age in a municipality of the reference size, in kr of 2021;
/// and how it changes with the municipality's size.
struct ServiceNorms {
  ByService<ByAge<std::int64_t>> kr{};
  /// Geometric mean of the residents of the county's 14 municipalities, 31 December 2020 (SCB).
  double reference_residents = 10'800;
  /// Cost per head is proportional to residents^elasticity. School: -0.11, measured over the 14 municipalities in
  /// 2018 (R2 0.41; regionfakta, Grundskolan). Preschool and upper secondary: assumption (-0.10 to 0). Care:
  /// assumption
  /// (-0.08 to -0.02): with the profile by age it gives the slope of 102 kSEK per share of residents aged 65+ that
  /// was measured in 2022 (R2 0.76; regionfakta, Äldre), as small municipalities are also old ones. Other: assumption
  /// (-0.20 to -0.05).
  ByService<double> size_elasticity{-0.05, -0.11, -0.05, -0.05, -0.12, 0, 0};
};
/// Norms of Norrbotten, each with its source where it is set.
ServiceNorms norrbotten_norms();

/// Öre per person and year in a municipality with so many residents. Whole öre per person, so that the sums over
/// places give those over municipalities exactly. Requires: residents > 0
using CostTable = ByService<ByAge<std::int64_t>>;
CostTable costs_in(const ServiceNorms& norms, std::int64_t residents);

/// Öre per year of one service for these people. Requires: one count per age
std::int64_t yearly_cost(const CostTable& costs, PublicService service, std::span<const std::int32_t> people_by_age);
/// Öre per year of all services that `payer` pays for.
std::int64_t yearly_cost(const CostTable& costs, Owner payer, std::span<const std::int32_t> people_by_age);

/// What the public spends on one person at ages 0 to 19, in öre of 2021: the sum of the norms of the services that
/// follow age (all but general administration and the state). It is the human capital that leaves with a young
/// adult. Allowances to the family are transfers and not in it.
std::int64_t public_cost_of_a_child_to_20(const ServiceNorms& norms);

}  // namespace rurban
