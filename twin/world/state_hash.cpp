#include "twin/world/state_hash.h"

#include <fmt/format.h>

#include <vector>

#include "twin/base/hash.h"
#include "twin/base/parallel.h"

namespace twin {
namespace {

/// A column's values as 64-bit words.
template <class Rep>
auto words_of(const Column& column) {
  return [values = reinterpret_cast<const Rep*>(column.bytes().data())](std::size_t row) {
    if constexpr (std::is_floating_point_v<Rep>) {
      std::uint64_t word = 0;
      std::memcpy(&word, values + row, sizeof(Rep));
      return word;
    } else {
      return static_cast<std::uint64_t>(values[row]);
    }
  };
}

template <class Word>
Hash128 sum_of(std::span<const StableId> ids, std::uint64_t name, const Word& word) {
  std::vector<Hash128> sums(block_count(ids.size()));
  for_blocks(ids.size(), [&](Block block) {
    Hash128 sum;
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const std::uint64_t low = mix64(mix64(ids[row] ^ name) + word(row));
      sum += {mix64(low ^ ~name), low};
    }
    sums[block.index] = sum;
  });
  Hash128 total;
  for (const Hash128& sum : sums) total += sum;
  return total;
}

Hash128 hash_column(const World& world, const Table& table, const Column& column) {
  const std::uint64_t name = hash_name(column.info().name);
  if (column.is_reference()) {
    const auto targets = world.table(column.info().target).ids();
    const auto rows = words_of<std::uint32_t>(column);
    return sum_of(table.ids(), name, [&](std::size_t row) {
      const std::uint64_t target = rows(row);
      return target == Ref<void>::kNone ? 0 : targets[target];
    });
  }
  const auto with = [&](auto words) { return sum_of(table.ids(), name, words); };
  switch (column.info().type) {
    case Type::kU8:
      return with(words_of<std::uint8_t>(column));
    case Type::kI8:
      return with(words_of<std::int8_t>(column));
    case Type::kU16:
      return with(words_of<std::uint16_t>(column));
    case Type::kI16:
      return with(words_of<std::int16_t>(column));
    case Type::kU32:
      return with(words_of<std::uint32_t>(column));
    case Type::kI32:
      return with(words_of<std::int32_t>(column));
    case Type::kU64:
      return with(words_of<std::uint64_t>(column));
    case Type::kI64:
      return with(words_of<std::int64_t>(column));
    case Type::kF32:
      return with(words_of<float>(column));
    case Type::kF64:
      return with(words_of<double>(column));
  }
  return {};
}

}  // namespace

Hash128& Hash128::operator+=(const Hash128& other) {
  low += other.low;
  high += other.high + (low < other.low ? 1 : 0);
  return *this;
}

std::string to_string(const Hash128& hash) {
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

StateHash hash_of(const World& world) {
  StateHash result;
  for (const Table& table : world.tables()) {
    const auto none = [](std::size_t) { return std::uint64_t{0}; };
    result.columns[table.name()] = sum_of(table.ids(), hash_name(table.name()), none);
    for (const Column& column : table.columns())
      result.columns[column.info().name] = hash_column(world, table, column);
  }
  for (const auto& [name, hash] : result.columns) result.total += hash;
  return result;
}

}  // namespace twin
