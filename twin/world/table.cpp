#include "twin/world/table.h"

#include <algorithm>

namespace twin {

std::size_t width_of(Type type) {
  constexpr std::size_t kWidths[] = {1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
  return kWidths[static_cast<int>(type)];
}

std::string_view name_of(Type type) {
  constexpr std::string_view kNames[] = {"u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64"};
  return kNames[static_cast<int>(type)];
}

std::uint32_t Table::add(StableId id) {
  append({&id, 1});
  return static_cast<std::uint32_t>(ids_.size() - 1);
}

void Table::append(std::span<const StableId> ids) {
  ids_.insert(ids_.end(), ids.begin(), ids.end());
  for (Column& column : columns_)  // an empty reference is all ones, see Ref::kNone
    column.bytes_.resize(ids_.size() * column.width_, column.is_reference() ? std::byte{0xff} : std::byte{0});
}

void Table::reserve(std::size_t rows) {
  ids_.reserve(rows);
  for (Column& column : columns_) column.bytes_.reserve(rows * column.width_);
}

void Table::remove(std::uint32_t row) {
  assert(row < rows() && !is_removed(row));
  if (removed_.size() < rows()) removed_.resize(rows());
  removed_[row] = 1;
  removed_rows_.push_back(row);
}

void Table::exchange_rows(std::vector<StableId>& ids, std::vector<std::vector<std::byte>>& columns) noexcept {
  assert(removed_rows_.empty() && columns.size() == columns_.size());
  ids_.swap(ids);
  for (std::size_t i = 0; i != columns.size(); ++i) {
    columns_[i].bytes_.swap(columns[i]);
    assert(columns_[i].rows() == rows());
  }
}

}  // namespace twin
