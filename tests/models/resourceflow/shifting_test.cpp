// A programme that only moves people from one place to another makes the county none the richer, and is seen through.
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "models/resourceflow/balance.h"
#include "models/resourceflow/gate.h"
#include "models/resourceflow/three_places.h"

namespace rurban {
namespace {

using namespace three_places;

constexpr std::array<std::uint32_t, 3> kCounty{kMine, kMarket, kCity};

/// What follows people when they move: their benefits, schooling and care, taxes, and the years it took to raise
/// them.
struct Movers {
  std::int64_t persons, benefits, services_in_kind, taxes, upbringing;
};

std::vector<PlaceFlows> after_move(std::vector<PlaceFlows> places, std::uint32_t from, std::uint32_t to,
                                   const Movers& movers) {
  for (const auto& [place, sign] : {std::pair{from, -1}, std::pair{to, 1}}) {
    PlaceFlows& flows = places[place];
    flows.residents += sign * movers.persons;
    flows.benefits += sign * movers.benefits;
    flows.services_in_kind += sign * movers.services_in_kind;
    flows.taxes += sign * movers.taxes;
    flows.human_capital -= sign * movers.upbringing;  // one leaves and another gains what the upbringing cost
  }
  return places;
}

std::optional<double> county_ratio(const std::vector<PlaceFlows>& places, HumanCapital human_capital) {
  return return_flow(places, kCounty, kMultiplier).ratio(human_capital);
}

TEST(Shifting, OfAnyPeopleBetweenAnyPlacesLeavesTheCountysRatioAsItWas) {
  const std::vector<PlaceFlows> before(kFlows.begin(), kFlows.end());
  std::mt19937 random(1);
  for (int round = 0; round != 200; ++round) {
    const auto amount = [&] { return static_cast<std::int64_t>(random() % 10'000'000); };
    const Movers movers{static_cast<std::int64_t>(random() % 40), amount(), amount(), amount(), amount()};
    const auto place = [&] { return static_cast<std::uint32_t>(random() % 3); };
    const std::uint32_t from = place(), to = place();
    const auto after = after_move(before, from, to, movers);
    for (const HumanCapital counted : {HumanCapital::kCounted, HumanCapital::kLeftOut})
      EXPECT_EQ(county_ratio(after, counted), county_ratio(before, counted)) << from << " to " << to;
  }
}

/// Ten persons who have 220,000 kr a year leave the market village, where people have 120,000, for the city's
/// 240,000.
std::vector<double> welfare_without(std::int64_t leavers, double theirs) {
  const auto left = static_cast<double>(kPersons[kMarket] - leavers),
             city = static_cast<double>(kPersons[kCity] + leavers), moved = static_cast<double>(leavers) * theirs;
  return {kWelfare[kMine], (kWelfare[kMarket] * static_cast<double>(kPersons[kMarket]) - moved) / left,
          (kWelfare[kCity] * static_cast<double>(kPersons[kCity]) + moved) / city};
}

double between_places(const std::vector<double>& welfare, const std::vector<std::int64_t>& persons) {
  const std::vector<std::uint32_t> group{0, 1, 2};
  return theil({welfare, persons}, group, 3).between;
}

TEST(Shifting, OfTheBetterOffToTheCityWidensTheGapBetweenPlacesAndTheGateRefusesIt) {
  constexpr std::int64_t kLeavers = 10;
  const std::vector<double> welfare = welfare_without(kLeavers, 220'000);
  const std::vector<std::int64_t> persons{kPersons[kMine], kPersons[kMarket] - kLeavers, kPersons[kCity] + kLeavers};
  const double widened = between_places(welfare, persons) - between_places(kWelfare, kPersons);
  EXPECT_GT(widened, 0.001);

  const std::vector<PlaceFlows> before(kFlows.begin(), kFlows.end());
  const auto after = after_move(before, kMarket, kCity, {kLeavers, kr(5'000), kr(12'000), kr(30'000), kr(0)});
  const double change =
      county_ratio(after, HumanCapital::kLeftOut).value() - county_ratio(before, HumanCapital::kLeftOut).value();
  EXPECT_EQ(change, 0);

  ReplicateChanges changes;
  changes.return_flow.assign(10, change);
  for (auto& layer : changes.layers) layer.assign(10, 1.0);  // whatever else it does
  changes.groupings = {
      {{"platserna", "places"}, std::vector<double>(10, widened), between_places(kWelfare, kPersons)}};
  changes.largest_loss.assign(10, std::nullopt);
  changes.interplay.assign(10, 1.0);
  const GateVerdict verdict = gate(changes);
  EXPECT_FALSE(verdict.criterion_1) << "nothing more came back";
  EXPECT_FALSE(verdict.criterion_2) << "and those who stay have less beside those who left";
}

TEST(Shifting, OfThePoorerToAVillageOfTheirKindWidensTheGapJustAsWell) {
  // Ten from the mine who have as little as the market village: the mine is left with more, the market with the same.
  const std::vector<double> welfare{(160'000.0 * 50 - 10 * 120'000.0) / 40, 120'000, 240'000};
  EXPECT_GT(between_places(welfare, {40, 110, 250}), between_places(kWelfare, kPersons))
      << "places sort by what people have";
}

}  // namespace
}  // namespace rurban
