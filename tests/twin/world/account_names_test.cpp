#include "twin/world/account_names.h"

#include <gtest/gtest.h>

namespace twin {
namespace {

/// Two places with the ids 1 and 7, of whose parts two have names.
struct Map {
  Map() {
    places.add(7);
    places.add(1);
    places.labels = {"Jokkmokk", "Heden, Boden"};
  }
  Table places{TableKey{"place", "geography", ""}};
  Ledger ledger;
  Account state = ledger.add_node("state");
};

TEST(AccountNames, FollowStableIdsAndNotRows) {
  const Map map;
  const AccountNames names(map.ledger, &map.places);
  EXPECT_EQ(names.label(7), "Jokkmokk");      // the first row
  EXPECT_EQ(names.label(1), "Heden, Boden");  // the second
  EXPECT_EQ(names.label(2), "");              // no place at all
  EXPECT_EQ(names.label(0), "");
}

TEST(AccountNames, NameThePartAfterThePlace) {
  Map map;
  map.ledger.set_parts({"the place", "households"}, "place");
  const AccountNames names(map.ledger, &map.places);
  EXPECT_EQ(names.label(Ledger::part(7, 0)), "Jokkmokk");
  EXPECT_EQ(names.label(Ledger::part(7, 1)), "Jokkmokk, households");
  EXPECT_EQ(names.label(Ledger::part(7, 2)), "Jokkmokk, part 2");
  EXPECT_EQ(names.place(Ledger::part(7, 1)), "Jokkmokk");
  EXPECT_EQ(names.label(Ledger::part(3, 1)), "");
}

TEST(AccountNames, KnowNodesWithoutAnyPlaces) {
  const Map map;
  EXPECT_EQ(account_label(map.ledger, nullptr, map.state), "state");
  EXPECT_EQ(account_label(map.ledger, nullptr, map.state + 1), "");
  EXPECT_EQ(account_label(map.ledger, nullptr, 7), "");
  EXPECT_EQ(AccountNames(map.ledger, &map.places).place(map.state), "");
}

}  // namespace
}  // namespace twin
