#include "models/coverage/offsets.h"

#include <gtest/gtest.h>

#include "models/coverage/reconstruction.h"
#include "models/coverage/synthetic_field.h"

namespace rurban::coverage {
namespace {

/// Every device visits the same twenty squares on days of its own.
std::vector<Reading> fleet(std::span<const float> device_db, std::uint16_t days_each) {
  std::vector<Reading> readings;
  std::uint16_t day = 0;
  for (std::uint16_t device = 0; device != device_db.size(); ++device)
    for (std::uint16_t round = 0; round != days_each; ++round, ++day)
      for (int square = 0; square != 20; ++square)
        readings.push_back(
            {100. * square + 25, 25,
             static_cast<float>(-95 + 5 * std::sin(square) + device_db[device] + 2 * normal(21, readings.size())),
             -100, day, device, false});
  return readings;
}

TEST(Offsets, OfDevicesAreFoundFromVisitsToTheSamePlaces) {
  const std::vector<float> truth{-4, 0, 1, 3};
  const Offsets found = find_offsets(fleet(truth, 6), 50, {4, 9, 1});
  for (std::size_t device = 0; device != truth.size(); ++device)
    EXPECT_NEAR(found.device_db[device] - found.device_db[1], truth[device], 0.6);
  for (const float day : found.day_db) EXPECT_NEAR(day, 0, 0.8);
}

TEST(Offsets, AreRemovedFromTheMap) {
  // The phone that reads 6 dB too much goes on where no other was; the map must not rise there.
  std::vector<Reading> readings = fleet(std::vector<float>{0, 6, 0, 0, 0, 0, 0}, 4);
  for (int square = 20; square != 30; ++square)
    readings.push_back({100. * square + 25, 25, -95 + 6, -100, 4, 1, false});
  const Reconstruction map(readings, Kernel{});
  const Target place{2500, 25, -100};
  Estimate estimate;
  map.predict({&place, 1}, {&estimate, 1});
  EXPECT_NEAR(estimate.mean_dbm, -95, 2);
}

TEST(Offsets, AreNoneWhereNobodyMet) {
  const std::vector<Reading> apart{{0, 0, -80, -100, 0, 0, false}, {500, 0, -120, -100, 1, 1, false}};
  const Offsets found = find_offsets(apart, 50, {4, 9, 1});
  EXPECT_EQ(found.device_db, (std::vector<float>{0, 0}));
  EXPECT_EQ(found.day_db, (std::vector<float>{0, 0}));
}

TEST(Offsets, CensoredReadingsSayNothingOfThem) {
  std::vector<Reading> readings = fleet(std::vector<float>{-4, 0, 3}, 4);
  const Offsets before = find_offsets(readings, 50, {4, 9, 1});
  readings.push_back({25, 25, -140, -100, 0, 0, true});
  EXPECT_EQ(find_offsets(readings, 50, {4, 9, 1}).device_db, before.device_db);
}

}  // namespace
}  // namespace rurban::coverage
