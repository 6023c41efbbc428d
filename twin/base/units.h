#pragma once
#include <compare>
#include <concepts>
#include <cstdint>

namespace twin {

/// A number with its unit as a type: kilometres never meet metres by accident. `Rep` is an integer wherever
/// amounts must balance to zero. Requires: no overflow (the sanitizer build checks).
template <class Tag, class Rep = double>
struct Quantity {
  using rep = Rep;

  Rep value{};

  friend constexpr auto operator<=>(Quantity, Quantity) = default;
  constexpr Quantity operator-() const { return {static_cast<Rep>(-value)}; }
  constexpr Quantity& operator+=(Quantity other) {
    value = static_cast<Rep>(value + other.value);
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    value = static_cast<Rep>(value - other.value);
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }
  template <class Factor>
  requires std::integral<Factor> || std::floating_point<Factor>
  friend constexpr Quantity operator*(Quantity a, Factor factor) { return {static_cast<Rep>(a.value * factor)}; }
};

using Metres = Quantity<struct MetresTag, std::int32_t>;
using Seconds = Quantity<struct SecondsTag, std::int32_t>;

/// Money: integer hundredths of a krona, so that sums are exact in any order.
using Ore = Quantity<struct OreTag, std::int64_t>;
constexpr Ore kronor(std::int64_t amount) {
  return {amount * 100};
}

}  // namespace twin
