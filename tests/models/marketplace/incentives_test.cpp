// What does not pay: a false window, a booking made to lure a vehicle near, a vehicle kept out of the market.
#include <gtest/gtest.h>

#include "models/marketplace/price.h"
#include "models/shapley.h"
#include "models/vehicle_routing/search.h"
#include "tests/models/marketplace/village_road.h"

namespace rurban {
namespace {

/// A morning on the road with some bookings made.
class Morning {
 public:
  explicit Morning(std::uint64_t seed) {
    road_.add_post_van();
    road_.add_taxi(0);
    road_.add_taxi(4);
    road_.fill(seed, 6, 4);
  }
  vrp::Dispatcher dispatcher() const {
    std::vector<vrp::Vehicle> vehicles;
    for (const VehicleOffer& offer : road_.offers) vehicles.push_back(offer.vehicle);
    vrp::Dispatcher dispatcher(road_.hops, std::move(vehicles), {.sooner = 0, .later = 0});
    dispatcher.advance(0);
    for (const MarketRequest& request : road_.requests)
      if (const vrp::Quote quote = dispatcher.quote(routing_of(request, road_.hops)); quote.possible())
        dispatcher.book(quote);
    return dispatcher;
  }
  /// A ride that somebody wants, or could say that he wants: from `home` to the seat, there by `wanted`.
  vrp::Request ride(std::uint32_t home, DayMs wanted, DayMs window) const {
    MarketRequest request{.from = home, .to = 0, .persons = 1};
    request.latest = wanted;
    request.earliest = wanted - most_ride(road_.hops(home, 0).ticks) - window;
    return routing_of(request, road_.hops);
  }

 private:
  VillageRoad road_;
};

TEST(Incentives, WhoGetsWhatHeWantsByAFalseWindowHadItForNoMoreByTheTrueOne) {
  int got = 0;
  for (std::uint64_t seed = 1; seed != 60; ++seed) {
    const Morning morning(seed);
    vrp::Dispatcher dispatcher = morning.dispatcher();
    const std::uint32_t home = 1 + static_cast<std::uint32_t>(seed % 5);
    const DayMs wanted = 11 * kHourMs;
    const vrp::Request truth = morning.ride(home, wanted, 30 * kMinuteMs);
    const vrp::Quote honest = dispatcher.quote(truth);
    for (const DayMs shift : {-90, -45, -20, 0, 20, 45, 90})
      for (const DayMs window : {5, 15, 30, 60, 120}) {
        const vrp::Quote quote = dispatcher.quote(morning.ride(home, wanted + shift * kMinuteMs, window * kMinuteMs));
        if (!quote.possible() || quote.pickup < truth.pickup.earliest || quote.delivery > truth.delivery.latest)
          continue;
        ++got;
        ASSERT_TRUE(honest.possible());
        EXPECT_LE(honest.cost(), quote.cost()) << seed << ' ' << shift << ' ' << window;
      }
  }
  EXPECT_GT(got, 100);
}

TEST(Incentives, AnEarlyFakeBookingThatLuresAVehicleNearDoesNotPay) {
  int lured = 0;
  for (std::uint64_t seed = 1; seed != 300; ++seed) {
    const Morning morning(seed);
    const std::uint32_t home = 1 + static_cast<std::uint32_t>(seed % 5),
                        near = 1 + static_cast<std::uint32_t>((seed + 1) % 5);
    const vrp::Request wish = morning.ride(home, 13 * kHourMs, 45 * kMinuteMs);
    vrp::Dispatcher honest = morning.dispatcher(), tricked = morning.dispatcher();
    const vrp::Quote fair = honest.quote(wish);
    const vrp::Quote fake = tricked.quote(morning.ride(near, 13 * kHourMs, 45 * kMinuteMs));
    if (!fair.possible() || !fake.possible()) continue;
    const auto booking = tricked.book(fake);
    const vrp::Quote cheap = tricked.quote(wish);
    if (!cheap.possible()) continue;
    tricked.book(cheap);
    lured += cheap.cost() < fair.cost();
    // Three hours before, when nothing is kept for lateness.
    tricked.advance(9 * kHourMs);
    const vrp::Cost before = tricked.cost();
    ASSERT_TRUE(tricked.cancel(*booking));
    const std::int64_t fee = cancellation_fee(fake.cost(), before - tricked.cost(), 3);
    EXPECT_GE(cheap.cost() + fee, fair.cost()) << seed;
  }
  EXPECT_GT(lured, 10) << "without the fee it would have paid";
}

/// Three operators with two vehicles and some requests each; what a coalition saves with the best plans there are.
class ThreeOperators {
 public:
  explicit ThreeOperators(std::uint64_t seed) {
    const twin::PhiloxKey key = twin::draw_key(seed, twin::hash_name("three_operators"));
    for (std::uint32_t player = 0; player != kPlayers; ++player) {
      for (std::uint32_t v = 0; v != 2; ++v)
        vehicles_[player].push_back(VillageRoad::vehicle(twin::Draw(key, player, v).below(VillageRoad::kPlaces)));
      for (std::uint32_t r = 0; r != 3; ++r) {
        const twin::Draw draw(key, player, r, 1);
        MarketRequest parcel{.demand = Demand::kParcels, .from = draw.below(VillageRoad::kPlaces, 0)};
        parcel.to = (parcel.from + 1 + draw.below(VillageRoad::kPlaces - 1, 1)) % VillageRoad::kPlaces;
        parcel.earliest = (8 + static_cast<DayMs>(draw.below(4, 2))) * kHourMs;
        parcel.latest = parcel.earliest + 2 * kHourMs;
        parcel.kg = 40;
        requests_[player].push_back(routing_of(parcel, road_.hops));
      }
    }
  }
  static constexpr std::uint32_t kPlayers = 3;

  /// Of each operator. The first one's second vehicle may be kept out of the market; alone he uses it.
  std::vector<double> shares(bool withheld) const {
    std::array<double, 1 << kPlayers> cost{};
    for (std::uint32_t coalition = 0; coalition != cost.size(); ++coalition) {
      vrp::Problem together{road_.hops, {}, {}};
      for (std::uint32_t player = 0; player != kPlayers; ++player) {
        vrp::Problem alone{road_.hops, {}, {}};
        const bool in = (coalition >> player & 1) != 0;
        vrp::Problem& problem = in ? together : alone;
        problem.requests.insert(problem.requests.end(), requests_[player].begin(), requests_[player].end());
        problem.vehicles.insert(problem.vehicles.end(), vehicles_[player].begin(), vehicles_[player].end());
        if (in && withheld && player == 0) problem.vehicles.pop_back();
        if (!in) cost[coalition] += best(alone);
      }
      if (coalition != 0) cost[coalition] += best(together);
    }
    return shapley(kPlayers, [&](std::uint32_t coalition) { return cost[0] - cost[coalition]; });
  }

 private:
  static double best(vrp::Problem problem) {
    for (vrp::Request& request : problem.requests) request.unserved = 800'00 * kCostOfOre;
    return static_cast<double>(vrp::search(problem, {.cpu_s = 0, .iterations = 2'000}).cost);
  }
  VillageRoad road_;
  std::array<std::vector<vrp::Vehicle>, kPlayers> vehicles_;
  std::array<std::vector<vrp::Request>, kPlayers> requests_;
};

// A vehicle less makes only coalitions with its owner worth less, and so its owner's share: Young, Monotonic
// solutions of cooperative games, 1985. That holds for the best plans; those of a day that is not known beforehand
// are not, and there it can pay by chance.
TEST(Incentives, AVehicleThatIsKeptOutOfTheMarketDoesNotPay) {
  int lost = 0;
  for (std::uint64_t seed = 1; seed != 41; ++seed) {
    const ThreeOperators world(seed);
    const double open = world.shares(false)[0], withheld = world.shares(true)[0];
    EXPECT_LE(withheld, open + 1) << seed;
    EXPECT_GE(open, -1) << "none is worse off than alone";
    lost += withheld < open - 1;
  }
  EXPECT_GT(lost, 5);
}

}  // namespace
}  // namespace rurban
