#include "models/households/matching.h"

#include <algorithm>
#include <cstdlib>

namespace rurban {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
using Group = std::vector<const Seeker*>;

/// Men count as born later by the usual gap, so that a usual couple has the same key.
int age_key(const Seeker& seeker, AgeGap gap) {
  const bool shifted = seeker.sex == Sex::kMan && !seeker.same_sex;
  return seeker.birth_month + (shifted ? gap.usual : 0);
}

bool fit(const Seeker& a, const Seeker& b, AgeGap gap) {
  return std::abs(age_key(a, gap) - age_key(b, gap)) <= gap.widest;
}

/// Both groups in order of age: whoever has nobody near in age on the other side is passed over.
void pair_groups(const Group& women, const Group& men, AgeGap gap, Pairs& pairs) {
  for (std::size_t w = 0, m = 0; w != women.size() && m != men.size();) {
    if (fit(*women[w], *men[m], gap))
      pairs.emplace_back(women[w++]->person, men[m++]->person);
    else if (age_key(*women[w], gap) < age_key(*men[m], gap))
      ++w;
    else
      ++m;
  }
}

void pair_neighbours(const Group& group, AgeGap gap, Pairs& pairs) {
  for (std::size_t i = 0; i + 1 < group.size();) {
    const bool paired = fit(*group[i], *group[i + 1], gap);
    if (paired) pairs.emplace_back(group[i]->person, group[i + 1]->person);
    i += paired ? 2 : 1;
  }
}

}  // namespace

Pairs match(std::vector<Seeker> seekers, AgeGap gap) {
  std::sort(seekers.begin(), seekers.end(), [&](const Seeker& a, const Seeker& b) {
    if (a.municipality != b.municipality) return a.municipality < b.municipality;
    const int ka = age_key(a, gap), kb = age_key(b, gap);
    return ka != kb ? ka < kb : a.id < b.id;
  });
  Pairs pairs;
  for (auto first = seekers.begin(); first != seekers.end();) {
    const auto last =
        std::find_if(first, seekers.end(), [&](const Seeker& s) { return s.municipality != first->municipality; });
    std::array<std::array<Group, 2>, kSexes> groups;  // [sex][looks for the same sex]
    for (auto seeker = first; seeker != last; ++seeker)
      groups[static_cast<std::size_t>(seeker->sex)][seeker->same_sex].push_back(&*seeker);
    pair_groups(groups[0][0], groups[1][0], gap, pairs);
    pair_neighbours(groups[0][1], gap, pairs);
    pair_neighbours(groups[1][1], gap, pairs);
    first = last;
  }
  return pairs;
}

}  // namespace rurban
