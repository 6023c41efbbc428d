#include "twin/base/units.h"

#include <gtest/gtest.h>

#include "twin/base/id.h"

namespace twin {
namespace {

template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept CanCompare = requires(A a, B b) {
  a == b;
};

struct PersonTag {};
struct HouseTag {};

TEST(Quantity, AddsToItsOwnUnitAndToNoOther) {
  static_assert(CanAdd<Metres, Metres>);
  static_assert(!CanAdd<Metres, Seconds>);
  static_assert(!CanAdd<Ore, Metres>);
  static_assert(!CanAdd<Metres, int>);
  EXPECT_EQ((Metres{2} + Metres{3}) * 2, Metres{10});
  EXPECT_LT(-Metres{1}, Metres{0});
}

TEST(Money, IsWholeOreSoThatSumsAreExactInAnyOrder) {
  static_assert(std::integral<Ore::rep>);
  EXPECT_EQ(kronor(3), Ore{300});
  Ore forwards{}, backwards{};
  for (int i = 1; i <= 1000; ++i) forwards += Ore{i * 7};
  for (int i = 1000; i >= 1; --i) backwards += Ore{i * 7};
  EXPECT_EQ(forwards, backwards);
}

TEST(Ref, ComparesOnlyWithRowsOfItsOwnTable) {
  static_assert(CanCompare<Ref<PersonTag>, Ref<PersonTag>>);
  static_assert(!CanCompare<Ref<PersonTag>, Ref<HouseTag>>);
  EXPECT_FALSE(Ref<PersonTag>{}.valid());
}

}  // namespace
}  // namespace twin
