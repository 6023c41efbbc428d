#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "twin/world/world.h"

namespace twin {

/// 128 bits that depend on the content of tables and not on the order of their rows: the sum over rows of a
/// mix of (column, stable id, value), where a reference counts as the stable id of the row it points to.
struct Hash128 {
  std::uint64_t high = 0, low = 0;

  Hash128& operator+=(const Hash128& other);
  friend bool operator==(const Hash128&, const Hash128&) = default;
};
/// 32 hexadecimal digits.
std::string to_string(const Hash128& hash);

struct StateHash {
  Hash128 total;
  std::map<std::string, Hash128> columns;  ///< "table.column", and "table" for which rows there are
};

StateHash hash_of(const World& world);

}  // namespace twin
