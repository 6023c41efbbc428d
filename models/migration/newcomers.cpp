#include "models/migration/newcomers.h"

namespace rurban {
namespace {

std::vector<double> adult_weights(const ByAgeSex& arrival_age) {
  std::vector<double> weights;
  for (const auto& ages : arrival_age)
    for (int age = 0; age != kAges; ++age)
      weights.push_back(age < kAdultAge ? 0 : ages[static_cast<std::size_t>(age)]);
  return weights;
}

}  // namespace

double persons_per_household(const NewcomerMix& mix) {
  const double lone = 1 - mix.alone - mix.couple - mix.couple_with_children;
  const double children = 3 - 2 * mix.one_child - mix.two_children;
  return mix.alone + 2 * mix.couple + (2 + children) * mix.couple_with_children + (1 + children) * lone;
}

Newcomers::Newcomers(const ByAgeSex& arrival_age, NewcomerMix mix) : ages_(adult_weights(arrival_age)), mix_(mix) {}

Newcomers::Adult Newcomers::adult(double uniform) const {
  const auto index = static_cast<int>(ages_.pick(uniform));
  return {static_cast<Sex>(index / kAges), index % kAges};
}

BirthRegion Newcomers::born_in(bool abroad, double uniform) {
  // Assumption, for want of a table: from abroad one in ten is a returning Swede and a third come from the EU; from
  // the rest of Sweden as in the whole country, where one in five is born abroad.
  const double sweden = abroad ? 0.10 : 0.80, eu = abroad ? 0.30 : 0.05;
  return uniform < sweden ? BirthRegion::kSweden : uniform < sweden + eu ? BirthRegion::kEu : BirthRegion::kOutsideEu;
}

int Newcomers::children(double kind, double number) const {
  if (kind < mix_.alone + mix_.couple) return 0;
  return number < mix_.one_child ? 1 : number < mix_.one_child + mix_.two_children ? 2 : 3;
}

}  // namespace rurban
