#pragma once
#include <cstdint>

namespace twin {

/// What a way costs is a whole number, so that every sum is exact and equal ways compare equal. Two kinds serve:
/// a time in milliseconds alone, and a time with the length of the way.
using TravelTime = std::int32_t;     ///< ms
using TimeAndLength = std::int64_t;  ///< ms in the upper half, metres in the lower: of equally fast ways the shortest

/// The cost of a way that is not there. Twice it still fits its type.
template <class Cost>
inline constexpr Cost kNoWay = Cost{0x3FFFFFFF} << (sizeof(Cost) * 8 - 32);

constexpr TimeAndLength time_and_length(std::int32_t ms, std::int32_t metres) {
  return TimeAndLength{ms} << 32 | metres;
}
constexpr std::int32_t ms_of(TravelTime cost) {
  return cost;
}
constexpr std::int32_t ms_of(TimeAndLength cost) {
  return static_cast<std::int32_t>(cost >> 32);
}
constexpr std::int32_t metres_of(TimeAndLength cost) {
  return static_cast<std::int32_t>(cost & 0xFFFFFFFF);
}

}  // namespace twin
