#pragma once
#include "models/county/county.h"
#include "twin/base/draw.h"

#include "models/migration/destinations.h"

namespace rurban {

/// How households that come from outside are made up. All shares are assumptions with a range, since published tables
/// count persons only; together they give 1.64 persons a household and 22 % children.
struct NewcomerMix {
  double alone = 0.65;                           ///< assumption; 0.5 to 0.75
  double couple = 0.14;                          ///< assumption; 0.1 to 0.2
  double couple_with_children = 0.14;            ///< assumption; 0.1 to 0.25; the rest are lone parents
  double one_child = 0.45, two_children = 0.40;  ///< of families; the rest have three
};
double persons_per_household(const NewcomerMix& mix);

/// Ages of adults by [sex][age], and the mix: what a household from outside is drawn from.
class Newcomers {
 public:
  Newcomers(const ByAgeSex& arrival_age, NewcomerMix mix);

  /// A household without its destination, in `month`. `random(i)` gives the i-th draw of this household.
  template <class Random>
  Arrive household(MonthNumber month, bool abroad, const Random& random) const;

 private:
  struct Adult {
    Sex sex;
    int age;
  };
  Adult adult(double uniform) const;
  static BirthRegion born_in(bool abroad, double uniform);
  int children(double kind, double number) const;

  Lottery ages_;  ///< over sex x age from kAdultAge up
  NewcomerMix mix_;
};

template <class Random>
Arrive Newcomers::household(MonthNumber month, bool abroad, const Random& random) const {
  const twin::Draw who = random(0), kind = random(1), birth = random(2);
  const auto [sex, age] = adult(who.uniform(0));
  const BirthRegion region = born_in(abroad, who.uniform(1));
  const bool couple = age >= 20 && kind.uniform(0) >= mix_.alone &&
                      kind.uniform(0) < mix_.alone + mix_.couple + mix_.couple_with_children;
  Arrive result{};
  result.abroad = abroad;
  const auto add = [&](int years, Sex s, Role role, BirthRegion from) {
    const auto birth_month =
        static_cast<MonthNumber>(month - 1 - years * 12 - static_cast<int>(random(3 + result.count).below(12)));
    result.persons[static_cast<std::size_t>(result.count++)] = {birth_month, s, role, from};
  };
  add(age, sex, couple ? Role::kPartner : Role::kSingle, region);
  if (couple) {
    const Sex other = sex == Sex::kWoman ? Sex::kMan : Sex::kWoman;
    add(std::max(18, age + static_cast<int>(birth.below(7, 0)) - 3), other, Role::kPartner, region);
  }
  const int wanted = age >= 20 && age < 55 ? children(kind.uniform(0), kind.uniform(1)) : 0;
  for (int child = 0; child != wanted; ++child) {
    const int years = age - 22 - static_cast<int>(birth.below(12, 1)) + 3 * (1 - child);
    if (years < 0 || years > 17) continue;
    add(years, birth.bits(2) >> child & 1 ? Sex::kMan : Sex::kWoman, Role::kChild, region);
  }
  return result;
}

}  // namespace rurban
