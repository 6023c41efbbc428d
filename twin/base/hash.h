#pragma once
#include <cstdint>
#include <string_view>

namespace twin {

/// Finaliser of SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"): a
/// bijection in which every input bit moves about half of the output bits.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  return mix64(a ^ mix64(b));
}
template <class... Rest>
constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b, Rest... rest) {
  return combine(combine(a, b), static_cast<std::uint64_t>(rest)...);
}

/// 64-bit FNV-1a (Fowler, Noll, Vo), mixed: for names, at compile time where possible.
constexpr std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return mix64(hash);
}

}  // namespace twin
