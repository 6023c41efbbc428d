#include "models/synthesis/families.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace rurban {
namespace {

// Assumptions: 1.5 % of couples are of the same sex (1 to 2); men are 2.5 years older than their partner (2 to 3,
// after SCB's couples by age difference), and no couple is formed more than 18 years off that.
constexpr double kSameSexCouples = 0.015;
constexpr int kUsualGap = 2, kWidestGap = 18;

// Assumption: of the women without a partner one in three, and of such men one in eight, may be a lone parent;
// together this gives about a fifth of families with children one parent (SCB: about 20 %).
constexpr double kLoneMothers = 0.33, kLoneFathers = 0.12;

/// How many children a family that has any will at most have (assumption, after SCB: families with children have one
/// child in 45 %, two in 40 %, three or more in 15 %).
int room_for_children(double uniform) {
  return uniform < 0.30 ? 1 : uniform < 0.78 ? 2 : uniform < 0.95 ? 3 : 4;
}

constexpr double kFillsFamily =
    0.65;  // a child rather joins a family with children than starts a new one (assumption)

class FamilyMaker {
 public:
  FamilyMaker(const std::vector<Inhabitant>& people, const ByAgeSex& fertility, const Random& random)
      : people_(people), fertility_(fertility), random_(random) {}

  std::vector<Family> make(std::int32_t couples) {
    std::array<std::vector<std::uint32_t>, kSexes> free;  // adults on their own, the most eager first
    std::vector<std::uint32_t> children;
    for (std::uint32_t i = 0; i != people_.size(); ++i) {
      if (people_[i].at_home || people_[i].age < kAdultAge)
        children.push_back(i);
      else
        free[static_cast<std::size_t>(people_[i].sex)].push_back(i);
    }
    for (auto& group : free)
      std::sort(group.begin(), group.end(), [&](std::uint32_t a, std::uint32_t b) {
        return people_[a].eager != people_[b].eager ? people_[a].eager < people_[b].eager : a < b;
      });
    form_couples(free, couples);
    for (const auto& group : free)
      for (const std::uint32_t person : group) families_.push_back({{person}, {}});
    place_children(children);
    return std::move(families_);
  }

 private:
  struct Parent {
    std::uint32_t family;
    int age;  ///< of the mother, or what hers would be
    int room;
  };

  double next() { return random_(draws_++); }

  void pair(std::vector<std::uint32_t>& a, std::vector<std::uint32_t>& b, std::size_t count) {
    // The chosen stand at the front; in order of age they fit best. Those too far apart stay single.
    const auto by_age = [&](std::uint32_t x, std::uint32_t y) {
      return people_[x].age != people_[y].age ? people_[x].age < people_[y].age : x < y;
    };
    std::sort(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(count), by_age);
    std::sort(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(count), by_age);
    std::vector<std::uint32_t> left_a, left_b;
    for (std::size_t i = 0; i != count; ++i) {
      if (std::abs(people_[b[i]].age - people_[a[i]].age - kUsualGap) <= kWidestGap) {
        families_.push_back({{a[i], b[i]}, {}});
      } else {
        left_a.push_back(a[i]);
        left_b.push_back(b[i]);
      }
    }
    left_a.insert(left_a.end(), a.begin() + static_cast<std::ptrdiff_t>(count), a.end());
    left_b.insert(left_b.end(), b.begin() + static_cast<std::ptrdiff_t>(count), b.end());
    a = std::move(left_a);
    b = std::move(left_b);
  }

  void pair_same_sex(std::vector<std::uint32_t>& group, std::int32_t couples) {
    while (couples-- > 0 && group.size() >= 2) {  // the two most eager
      families_.push_back({{group[0], group[1]}, {}});
      group.erase(group.begin(), group.begin() + 2);
    }
  }

  void form_couples(std::array<std::vector<std::uint32_t>, kSexes>& free, std::int32_t couples) {
    const auto same_sex = static_cast<std::int32_t>(couples * kSameSexCouples + next());
    pair_same_sex(free[0], (same_sex + 1) / 2);
    pair_same_sex(free[1], same_sex / 2);
    // A few rounds: who was too far apart in age in one meets others in the next.
    for (int round = 0; round != 4; ++round) {
      const std::size_t wanted =
          static_cast<std::size_t>(std::max<std::int32_t>(0, couples - static_cast<std::int32_t>(families_.size())));
      const std::size_t count = std::min({wanted, free[0].size(), free[1].size()});
      if (count == 0) return;
      pair(free[0], free[1], count);
    }
  }

  void list_parents() {
    for (std::uint32_t f = 0; f != families_.size(); ++f) {
      const Family& family = families_[f];
      const Inhabitant& first = people_[family.adults.front()];
      const bool lone = family.adults.size() == 1;
      const bool woman = first.sex == Sex::kWoman;
      const double uniform = next(), room = next();
      if (lone && uniform >= (woman ? kLoneMothers : kLoneFathers)) continue;
      const int age = woman ? first.age : first.age - kUsualGap;
      parents_.push_back({f, age, room_for_children(room)});
    }
    for (std::uint32_t p = 0; p != parents_.size(); ++p)
      if (parents_[p].age >= 0 && parents_[p].age < kAges)
        fresh_[static_cast<std::size_t>(parents_[p].age)].push_back(p);
  }

  /// A parent from `lists` (by the parent's age) whose age at this child's birth is likely; -1 if there is none.
  std::int64_t choose(const std::array<std::vector<std::uint32_t>, kAges>& lists, int child_age) {
    double sum = 0;
    const auto weight = [&](std::size_t age) {
      const int at_birth = static_cast<int>(age) - child_age;
      return at_birth < 15 || at_birth > 49
                 ? 0.0
                 : fertility_[0][static_cast<std::size_t>(at_birth)] * static_cast<double>(lists[age].size());
    };
    for (std::size_t age = 0; age != kAges; ++age) sum += weight(age);
    if (sum <= 0) return -1;
    double target = next() * sum;
    for (std::size_t age = 0; age != kAges; ++age) {
      if (weight(age) <= 0) continue;
      target -= weight(age);
      if (target > 0) continue;
      return lists[age][static_cast<std::size_t>(next() * static_cast<double>(lists[age].size()))];
    }
    return -1;
  }

  static void forget(std::vector<std::uint32_t>& list, std::uint32_t value) {
    const auto found = std::find(list.begin(), list.end(), value);
    if (found == list.end()) return;
    *found = list.back();
    list.pop_back();
  }

  void give(std::uint32_t child, std::uint32_t p) {
    Parent& parent = parents_[p];
    const auto age = static_cast<std::size_t>(parent.age);
    families_[parent.family].children.push_back(child);
    --parent.room;
    forget(fresh_[age], p);
    forget(started_[age], p);
    if (parent.room > 0) started_[age].push_back(p);
  }

  /// Where nobody is of a likely age: the family whose first adult is nearest to thirty years older.
  void give_to_anyone(std::uint32_t child) {
    const auto oddness = [&](const Family& family) {
      return std::abs(people_[family.adults.front()].age - people_[child].age - 30);
    };
    if (families_.empty() || people_[child].age >= kAdultAge) {
      families_.push_back({{child}, {}});
      return;
    }
    std::min_element(families_.begin(), families_.end(), [&](const Family& a, const Family& b) {
      return oddness(a) < oddness(b);
    })->children.push_back(child);
  }

  void place_children(std::vector<std::uint32_t>& children) {
    list_parents();
    std::sort(children.begin(), children.end(), [&](std::uint32_t a, std::uint32_t b) {  // the eldest first
      return people_[a].age != people_[b].age ? people_[a].age > people_[b].age : a < b;
    });
    for (const std::uint32_t child : children) {
      const int age = people_[child].age;
      std::int64_t parent = next() < kFillsFamily ? choose(started_, age) : -1;
      if (parent < 0) parent = choose(fresh_, age);
      if (parent < 0) parent = choose(started_, age);
      if (parent >= 0)
        give(child, static_cast<std::uint32_t>(parent));
      else
        give_to_anyone(child);
    }
  }

  const std::vector<Inhabitant>& people_;
  const ByAgeSex& fertility_;
  const Random& random_;
  std::uint32_t draws_ = 0;
  std::vector<Family> families_;
  std::vector<Parent> parents_;
  std::array<std::vector<std::uint32_t>, kAges> fresh_, started_;  ///< parents by age: without, with children placed
};

}  // namespace

std::vector<Family> form_families(const std::vector<Inhabitant>& people, std::int32_t couples,
                                  const ByAgeSex& fertility, const Random& random) {
  return FamilyMaker(people, fertility, random).make(couples);
}

}  // namespace rurban
