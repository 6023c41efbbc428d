// What models say that people paid is what the ledger has, to the öre.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "models/money.h"
#include "models/places.h"
#include "tests/system/worlds.h"

namespace {

using namespace rurban;

/// The county after a year, and what was booked in the last step of it, which ends a quarter and the year.
class Bookings : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    session_ = std::make_unique<tools::Session>(worlds::founded("today"));
    twin::Simulation& simulation = *session_->simulation;
    worlds::live_until(simulation, twin::date(2021, 12, 1));
    const std::size_t before = simulation.ledger().history().size();
    simulation.advance();
    const auto all = simulation.ledger().history();
    rows_.assign(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
  }
  static void TearDownTestSuite() { session_.reset(); }

  static const twin::World& world() { return session_->simulation->world(); }
  static twin::Account account(std::size_t place, Part part) {
    return account_of(world().table("place").ids()[place], part);
  }
  static std::size_t places() { return world().table("place").rows(); }
  static bool is(const twin::LedgerRow& row, std::string_view flow) {
    return session_->simulation->ledger().flows()[row.flow].name == flow;
  }
  /// Sums of flows by account.
  static std::map<twin::Account, std::int64_t> paid_by(std::initializer_list<std::string_view> flows) {
    std::map<twin::Account, std::int64_t> sums;
    for (const twin::LedgerRow& row : rows_)
      for (const std::string_view flow : flows)
        if (is(row, flow)) sums[row.from] += row.amount;
    return sums;
  }
  static std::map<twin::Account, std::int64_t> paid_to(std::initializer_list<std::string_view> flows) {
    std::map<twin::Account, std::int64_t> sums;
    for (const twin::LedgerRow& row : rows_)
      for (const std::string_view flow : flows)
        if (is(row, flow)) sums[row.to] += row.amount;
    return sums;
  }
  static std::int64_t paid(std::string_view flow, twin::Account from, twin::Account to) {
    std::int64_t sum = 0;
    for (const twin::LedgerRow& row : rows_)
      if (is(row, flow) && row.from == from && row.to == to) sum += row.amount;
    return sum;
  }
  /// Of points of firms, as those that only offer care are the region's.
  static std::vector<std::int64_t> by_place(const twin::Key<std::int64_t>& point_column) {
    std::vector<std::int64_t> sums(places());
    for (std::size_t point = 0; point != world().column(kPointPlace).size(); ++point)
      if (!is_of_region(world().column(kPointOffers)[point]))
        sums[world().column(kPointPlace)[point].row] += world().column(point_column)[point];
    return sums;
  }

  static inline std::unique_ptr<tools::Session> session_;
  static inline std::vector<twin::LedgerRow> rows_;
};

TEST_F(Bookings, PointsTakeWhatHouseholdsPayToTheFirmsOfTheirPlace) {
  auto to = paid_to({"shopping"});
  const auto takings = by_place(kPointTakings);
  std::int64_t all = 0;
  for (std::size_t place = 0; place != places(); ++place) {
    EXPECT_EQ(takings[place], to[account(place, Part::kLocalFirms)]) << place;
    all += takings[place];
  }
  EXPECT_GT(all, ore(100e6));
}

TEST_F(Bookings, PatientsPayTheirFeesToTheRegionAndToNoFirm) {
  std::int64_t taken = 0;
  for (std::size_t point = 0; point != world().column(kPointPlace).size(); ++point)
    if (is_of_region(world().column(kPointOffers)[point])) taken += world().column(kPointTakings)[point];
  const auto to = paid_to({"patient fees"});
  ASSERT_EQ(to.size(), 1U);
  EXPECT_EQ(to.begin()->second, taken);
  EXPECT_EQ(session_->simulation->ledger().nodes()[to.begin()->first - twin::Ledger::kFirstNode], "region");
  EXPECT_GT(taken, ore(10e6));  // a quarter of some 3 visits to care a year at 200 kr, by 250,000: 37 million kr
}

TEST_F(Bookings, PlacesSpendWhatTheirHouseholdsPay) {
  auto from = paid_by({"shopping", "driving", "fares", "patient fees"});
  for (std::size_t place = 0; place != places(); ++place)
    EXPECT_EQ(world().column(kPlaceSpent)[place], from[account(place, Part::kHouseholds)]) << place;
}

TEST_F(Bookings, WhatIsSpentHereAtTheSeatAndOnTheCoastArePartsOfShopping) {
  const County& county = session_->beginning->county();
  const std::vector<std::uint32_t> seat = seats(county);
  std::uint32_t coast = seat[0];
  for (const std::uint32_t place : seat)
    if (county.places[place].census.residents > county.places[coast].census.residents) coast = place;
  EXPECT_EQ(county.places[coast].name, "Luleå");
  auto shopping = paid_by({"shopping"});
  for (std::uint32_t place = 0; place != places(); ++place) {
    const std::uint32_t centre = seat[world().column(kPlaceMunicipality)[place].row];
    const auto to = [&](std::uint32_t other) {
      return paid("shopping", account(place, Part::kHouseholds), account(other, Part::kLocalFirms));
    };
    const std::int64_t here = world().column(kPlaceSpentHere)[place],
                       at_seat = world().column(kPlaceSpentSeat)[place],
                       on_coast = world().column(kPlaceSpentCoast)[place];
    EXPECT_EQ(here, to(place));
    EXPECT_EQ(at_seat, centre == place ? 0 : to(centre));
    EXPECT_EQ(on_coast, coast == place || coast == centre ? 0 : to(coast));
    EXPECT_LE(here + at_seat + on_coast, shopping[account(place, Part::kHouseholds)]);
  }
}

TEST_F(Bookings, SupportOfShopsReachesTheFirmsOfTheirPlace) {
  auto to = paid_to({"service grant", "operating aid"});
  const auto support = by_place(kPointSupport);
  std::int64_t all = 0;
  for (std::size_t place = 0; place != places(); ++place) {
    EXPECT_EQ(support[place], to[account(place, Part::kLocalFirms)]) << place;
    all += support[place];
  }
  EXPECT_GT(all, 0);
}

TEST_F(Bookings, ThePublisherTakesWhatSubscribersAndTheStatePay) {
  auto from = paid_by({"paper subscriptions", "digital subscriptions"});
  auto to = paid_to({"paper subscriptions", "digital subscriptions", "paper aid"});
  int presses = 0;
  for (std::size_t place = 0; place != places(); ++place) {
    EXPECT_EQ(world().column(kPaperSpent)[place], from[account(place, Part::kHouseholds)]) << place;
    EXPECT_EQ(world().column(kPaperTaken)[place], to[account(place, Part::kLocalFirms)]) << place;
    presses += world().column(kPaperTaken)[place] > 0;
  }
  EXPECT_EQ(presses, 1);
}

TEST_F(Bookings, GrantsForBringingGroceriesHomeReachTheMunicipalityAtItsSeat) {
  const auto to = paid_to({"home-delivery grant"});
  const std::vector<std::uint32_t> seat = seats(session_->beginning->county());
  EXPECT_FALSE(to.empty());
  for (const auto& [receiver, amount] : to) {
    EXPECT_GT(amount, 0);
    EXPECT_TRUE(std::any_of(seat.begin(), seat.end(), [receiver = receiver](std::uint32_t place) {
      return account(place, Part::kMunicipality) == receiver;
    })) << receiver;
  }
}

}  // namespace
