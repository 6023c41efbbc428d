#include "models/resourceflow/balance.h"

#include <gtest/gtest.h>

#include "models/resourceflow/three_places.h"

namespace rurban {
namespace {

using namespace three_places;
using enum HumanCapital;

const Exchange kRuralExchange{.moves_in_20_to_39 = 6,
                              .moves_out_16_to_29 = 8,
                              .services = kr(210'000),  // 90 + 120 k
                              .residents = 150,
                              .ideas_to_city = 2,
                              .ideas_from_city = 5};
const Exchange kCounty{.services = kr(1'110'000), .residents = 400};  // with the city's 900 k and 250

TEST(Layers, OfTheRuralSetAreAsComputedByHand) {
  const BalanceLayers layers =
      layers_of_set(return_flow(kFlows, kRural, kMultiplier), kCounted, kRuralExchange, kCounty);
  EXPECT_DOUBLE_EQ(layers.money.value(), 520 / 1350.0);
  EXPECT_DOUBLE_EQ(layers.people.value(), 0.75);               // 6 / 8
  EXPECT_DOUBLE_EQ(layers.services.value(), 1'400 / 2'775.0);  // 210 k / 150, 1,110 k / 400
  EXPECT_DOUBLE_EQ(layers.ideas.value(), 0.4);                 // 2 / 5
}

TEST(Layers, OfAPlaceHaveKronorPerInhabitantAsMoney) {
  const BalanceLayers city = layers_of_place(return_flow(kFlows[kCity], kMultiplier), kCounted,
                                             {.services = kr(900'000), .residents = 250}, kCounty);
  EXPECT_DOUBLE_EQ(city.money.value(), 1'400);
  EXPECT_DOUBLE_EQ(city.services.value(), 3'600 / 2'775.0);
}

TEST(Layers, AreEmptyWhereThereIsNothingToDivideBy) {
  const BalanceLayers layers = layers_of_set({}, kCounted, {.ideas_to_city = 3}, kCounty);
  EXPECT_FALSE(layers.money || layers.people || layers.services || layers.ideas);
  EXPECT_FALSE(layers_of_set({}, kCounted, kRuralExchange, {}).services);
  EXPECT_FALSE(layers_of_set({}, kCounted, kRuralExchange, {.residents = 400}).services);
}

TEST(Layers, TheCountyItselfHasServicesOfOne) {
  EXPECT_DOUBLE_EQ(layers_of_set({}, kCounted, kCounty, kCounty).services.value(), 1);
}

TEST(Difference, IsTakenLayerByLayerAndEmptyWhereEitherIs) {
  const BalanceLayers change = difference(BalanceLayers{.money = 0.5, .people = 0.75, .services = 0.5},
                                          BalanceLayers{.money = 0.25, .people = 1.0, .ideas = 0.5});
  EXPECT_EQ(change.money, 0.25);
  EXPECT_EQ(change.people, -0.25);
  EXPECT_FALSE(change.services || change.ideas);
}

}  // namespace
}  // namespace rurban
