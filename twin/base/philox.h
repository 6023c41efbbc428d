#pragma once
#include <array>
#include <cstdint>

namespace twin {

/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror & Shaw (SC'11, "Parallel random numbers: as
/// easy as 1, 2, 3"): a keyed bijection of the counter. It has no state, so a draw depends on nobody who drew before.
using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

namespace philox {
inline constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
}  // namespace philox

constexpr PhiloxCounter philox4x32(PhiloxCounter c, PhiloxKey k) {
  using namespace philox;
  for (int round = 0; round != 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c[0], p1 = std::uint64_t{kMultiplier1} * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(p0)};
    k[0] += kWeyl0;
    k[1] += kWeyl1;
  }
  return c;
}

}  // namespace twin
