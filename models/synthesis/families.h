#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "models/synthesis/synthesis.h"

namespace rurban {

/// One person of a place, before there are households.
struct Inhabitant {
  int age = 0;
  Sex sex = Sex::kWoman;
  double eager = 0;  ///< in (0, 1): who finds a partner first
  bool at_home = false;
};

/// People of one place who live together: indices into its inhabitants, adults first.
struct Family {
  std::vector<std::uint32_t> adults;  ///< one, or two who are partners
  std::vector<std::uint32_t> children;
};

/// A random number in (0, 1) for the i-th decision; the same for the same i.
using Random = std::function<double(std::uint32_t)>;

/// Groups a place's people: `couples` pairs of those who do not live with a parent (fewer if there are not as many
/// women and men of fitting age), singles, and children with a couple or lone parent of fitting age. Everyone belongs
/// to exactly one family; nobody under kAdultAge is without an adult, if the place has one. `fertility` by age of the
/// mother guides who the parents are.
std::vector<Family> form_families(const std::vector<Inhabitant>& people, std::int32_t couples,
                                  const ByAgeSex& fertility, const Random& random);

}  // namespace rurban
