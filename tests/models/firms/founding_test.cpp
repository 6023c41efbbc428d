#include "models/firms/founding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "twin/base/hash.h"

namespace rurban {
namespace {

/// Numbers that look like chance, within (0, 1).
double noise(std::uint64_t n) {
  return (static_cast<double>(twin::mix64(n) >> 12) + 0.5) * 0x1p-52;
}

/// A county whose people, sectors and owners follow from `seed`.
struct World {
  County county;
  std::vector<std::int32_t> employed;  ///< by place

  explicit World(std::uint64_t seed, std::uint32_t municipalities = 3, std::uint32_t places = 12) {
    county.municipalities.resize(municipalities);
    county.economy.municipalities.resize(municipalities);
    for (std::uint32_t m = 0; m != municipalities; ++m)
      county.economy.municipalities[m].jobs_per_employed = 0.9 + 0.2 * noise(seed * 100 + m);
    for (std::uint32_t p = 0; p != places; ++p) {
      Place place;
      place.municipality = p % municipalities;
      place.census.residents = static_cast<std::int32_t>(2'000 * noise(seed * 100 + 20 + p));
      county.places.push_back(place);
      employed.push_back(place.census.residents / 2);
    }
    for (std::size_t s = 0; s != kSectors; ++s) {
      SectorFacts& sector = county.economy.sectors[s];
      sector.jobs = 20 + 500 * noise(seed * 100 + 40 + s);
      double sum = 0;
      for (std::size_t owner = 0; owner != kOwners; ++owner)
        sum += sector.owners[owner] = noise(seed * 1'000 + s * 10 + owner);
      for (double& share : sector.owners) share /= sum;
    }
  }

  std::int64_t wanted(std::uint32_t m) const {
    std::int64_t residents = 0;
    for (std::size_t p = 0; p != employed.size(); ++p)
      if (county.places[p].municipality == m) residents += employed[p];
    return std::llround(static_cast<double>(residents) * county.economy.municipalities[m].jobs_per_employed);
  }
};

template <class Key>
std::map<Key, std::int64_t> sums(const std::vector<WorkplaceGroup>& groups, const auto& key) {
  std::map<Key, std::int64_t> result;
  for (const WorkplaceGroup& group : groups) result[key(group)] += group.jobs;
  return result;
}

TEST(Positions, OfEachMunicipalityAreItsPublishedRatioOfEmployedResidents) {
  for (std::uint64_t seed = 1; seed != 30; ++seed) {
    const World world(seed);
    const auto by_municipality = sums<std::uint32_t>(
        spread_jobs(world.county, world.employed),
        [&](const WorkplaceGroup& group) { return world.county.places[group.place].municipality; });
    for (const auto& [m, jobs] : by_municipality) EXPECT_EQ(jobs, world.wanted(m)) << seed << ": " << m;
  }
}

TEST(Positions, KeepTheProportionsOfSectorsAsNearlyAsWholeNumbersLet) {
  for (std::uint64_t seed = 1; seed != 30; ++seed) {
    const World world(seed);
    const auto groups = spread_jobs(world.county, world.employed);
    const auto by_sector = sums<Sector>(groups, [](const WorkplaceGroup& group) { return group.sector; });
    double all = 0, wanted = 0;
    for (const SectorFacts& sector : world.county.economy.sectors) all += sector.jobs;
    for (std::uint32_t m = 0; m != 3; ++m) wanted += static_cast<double>(world.wanted(m));
    // Of three municipalities each rounds by less than one.
    for (const auto& [sector, jobs] : by_sector)
      EXPECT_NEAR(static_cast<double>(jobs), world.county.economy[sector].jobs * wanted / all, 3);
  }
}

TEST(Positions, AreHeldByOwnersInTheirSharesWithinOneInEachMunicipality) {
  for (std::uint64_t seed = 1; seed != 30; ++seed) {
    const World world(seed);
    using Cell = std::tuple<std::uint32_t, Sector>;
    const auto groups = spread_jobs(world.county, world.employed);
    const auto cell = [&](const WorkplaceGroup& group) {
      return Cell{world.county.places[group.place].municipality, group.sector};
    };
    const auto all = sums<Cell>(groups, cell);
    auto owned = sums<std::tuple<Cell, Owner>>(groups, [&](const WorkplaceGroup& group) {
      return std::tuple{cell(group), group.owner};
    });
    for (const auto& [where, jobs] : all)
      for (std::size_t owner = 0; owner != kOwners; ++owner) {
        const double share = world.county.economy[std::get<1>(where)].owners[owner];
        const auto held = static_cast<double>(owned[{where, static_cast<Owner>(owner)}]);
        EXPECT_NEAR(held, share * static_cast<double>(jobs), 1) << seed << ": owner " << owner << " of " << jobs;
      }
  }
}

TEST(Positions, OfASiteStandWhereItIsAndAreTakenFromItsSectorAndMunicipality) {
  World world(7);
  const auto before = spread_jobs(world.county, world.employed);
  Economy::Site mine;
  mine.place = 4;  // of municipality 1
  mine.sector = Sector::kMining;
  mine.owner = Owner::kState;
  mine.jobs = 40;
  mine.fly_in = 0.125;  // 5 of 40 live elsewhere
  world.county.economy.sectors[static_cast<std::size_t>(Sector::kMining)].jobs = 40;
  world.county.economy.sites.push_back(mine);
  const auto groups = spread_jobs(world.county, world.employed);
  ASSERT_FALSE(groups.empty());
  const WorkplaceGroup& site = groups.front();
  EXPECT_EQ(site.site, 0);
  EXPECT_EQ(site.place, 4U);
  EXPECT_EQ(site.jobs, 35);
  EXPECT_EQ(site.fly_in, 5);
  std::int64_t in_municipality = 0;
  for (const WorkplaceGroup& group : groups) {
    if (group.site == WorkplaceGroup::kNoSite) {
      EXPECT_NE(group.sector, Sector::kMining) << "the site has all of the sector";
    }
    if (world.county.places[group.place].municipality == 1) in_municipality += group.jobs;
  }
  EXPECT_EQ(in_municipality, world.wanted(1)) << "who flies in comes on top";
}

TEST(Positions, OfASiteLargerThanItsMunicipalityLeaveNoneForOthersThere) {
  World world(3);
  Economy::Site mine;
  mine.place = 0;
  mine.jobs = static_cast<std::int32_t>(world.wanted(0)) + 500;
  world.county.economy.sites.push_back(mine);
  for (const WorkplaceGroup& group : spread_jobs(world.county, world.employed)) {
    EXPECT_GE(group.jobs, 0);
    if (group.site == WorkplaceGroup::kNoSite) {
      EXPECT_NE(world.county.places[group.place].municipality, 0U);
    }
  }
}

TEST(Positions, OfASectorThatGathersInTownsLieMoreInTheLargestPlaceThanThoseOfFarming) {
  World world(5, 1, 3);
  for (std::size_t p = 0; p != 3; ++p) {
    world.county.places[p].census.residents = p == 0 ? 20'000 : 500;
    world.employed[p] = p == 0 ? 10'000 : 250;
  }
  const auto groups = spread_jobs(world.county, world.employed);
  const auto share_in_town = [&](Sector sector) {
    double town = 0, all = 0;
    for (const WorkplaceGroup& group : groups)
      if (group.sector == sector) {
        all += group.jobs;
        town += group.place == 0 ? group.jobs : 0;
      }
    return town / all;
  };
  // 20,000^0.45 / (20,000^0.45 + 2 x 500^0.45) = 86.2 / 119.0; 20,000^1.35 / (… + 2 x 500^1.35) = 640,500 / 649,300.
  EXPECT_NEAR(share_in_town(Sector::kFarming), 0.724, 0.01);
  EXPECT_NEAR(share_in_town(Sector::kAdministration), 0.986, 0.01);
}

TEST(Workplaces, ShareAllPositionsAndAreNeverEmpty) {
  for (std::uint64_t seed = 1; seed != 200; ++seed) {
    const auto jobs = static_cast<std::int32_t>(3'000 * noise(seed));
    const auto sizes =
        workplace_sizes(jobs, seed % 2 == 0 ? 1 : 6, [&](std::uint32_t k) { return noise(seed << 20 | k); });
    EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), 0), jobs);
    for (const std::int32_t size : sizes) EXPECT_GE(size, 1);
  }
  EXPECT_TRUE(workplace_sizes(0, 1, [](std::uint32_t) { return 0.5; }).empty());
}

TEST(Workplaces, AreAsLargeAsOneOverAUniformNumberUntilNoneAreLeft) {
  const std::vector<double> numbers{0.4, 0.9, 0.11, 0.05};  // 2.5, 1.1, 9.1, 20
  EXPECT_EQ(workplace_sizes(15, 1, [&](std::uint32_t k) { return numbers[k]; }),
            (std::vector<std::int32_t>{2, 1, 9, 3}));
}

TEST(Workplaces, HaveTheTailOfZipfsLaw) {
  // A size of n or more means a number of at most scale / n.
  for (const double scale : {1.0, 6.0}) {
    const auto sizes =
        workplace_sizes(2'000'000, scale, [](std::uint32_t k) { return noise(0x9000'0000'0000U | k); });
    for (const int n : {10, 20, 100}) {
      double larger = 0;
      for (const std::int32_t size : sizes) larger += size >= n;
      const double share = larger / static_cast<double>(sizes.size());
      const double error = std::sqrt(scale / n / static_cast<double>(sizes.size()));
      EXPECT_NEAR(share, scale / n, 4 * error) << scale << " and " << n;
    }
  }
}

}  // namespace
}  // namespace rurban
