#pragma once
#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "twin/base/id.h"
#include "twin/base/units.h"

namespace twin {

/// What a column holds, as files and the state hash see it.
enum class Type : std::uint8_t { kU8, kI8, kU16, kI16, kU32, kI32, kU64, kI64, kF32, kF64 };
std::size_t width_of(Type type);
std::string_view name_of(Type type);

/// Names a table and the one model that may add and remove its rows.
struct TableKey {
  std::string_view name;
  std::string_view owner;
  std::string_view meaning;
};

/// Names a column ("table.column"), its type, the one model that may write it, its unit and what it means.
template <class T>
struct Key {
  std::string_view name;
  std::string_view owner;
  std::string_view unit;
  std::string_view meaning;
};

namespace detail {

template <class T>
struct ColumnTraits {  // plain numbers, bool and enums
  using Rep = typename std::conditional_t<std::is_enum_v<T>, std::underlying_type<T>, std::type_identity<T>>::type;
  static constexpr std::string_view kTarget{};
};
template <>
struct ColumnTraits<bool> {
  using Rep = std::uint8_t;
  static constexpr std::string_view kTarget{};
};
template <class Tag, class R>
struct ColumnTraits<Quantity<Tag, R>> {
  using Rep = R;
  static constexpr std::string_view kTarget{};
};
template <class Tag>
struct ColumnTraits<Ref<Tag>> {
  using Rep = std::uint32_t;
  static constexpr std::string_view kTarget = Tag::name;
};

template <class Rep>
constexpr Type type_of_rep() {
  if constexpr (std::same_as<Rep, float>)
    return Type::kF32;
  else if constexpr (std::same_as<Rep, double>)
    return Type::kF64;
  else {
    static_assert(std::integral<Rep>, "a column holds numbers, enums, quantities or references");
    constexpr bool kSigned = std::is_signed_v<Rep>;
    switch (sizeof(Rep)) {
      case 1:
        return kSigned ? Type::kI8 : Type::kU8;
      case 2:
        return kSigned ? Type::kI16 : Type::kU16;
      case 4:
        return kSigned ? Type::kI32 : Type::kU32;
      default:
        return kSigned ? Type::kI64 : Type::kU64;
    }
  }
}

}  // namespace detail

template <class T>
constexpr Type type_of() {
  return detail::type_of_rep<typename detail::ColumnTraits<T>::Rep>();
}
/// The table that a column of references points into; empty for any other column.
template <class T>
constexpr std::string_view target_of() {
  return detail::ColumnTraits<T>::kTarget;
}

}  // namespace twin
