#include "twin/world/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "twin/base/error.h"
#include "twin/base/parallel.h"

namespace twin {

/// Where rows of one table went: rows below `kept` stay unless removed; the others are looked up. One bit for each
/// old row says whether anything happened to it: the bits of a quarter of a million rows fit the nearest cache, and
/// two million references a month are held against them.
struct World::Moves {
  std::uint32_t kept = 0;
  std::vector<std::uint64_t> touched;      ///< bits by old row: removed, or not below `kept`
  std::vector<std::uint32_t> destination;  ///< by old row - kept; Ref::kNone where removed

  Moves(std::uint32_t rows, std::uint32_t rows_kept)
      : kept(rows_kept), touched((rows + 63) / 64), destination(rows - rows_kept, Ref<void>::kNone) {
    for (std::uint32_t row = kept; row != rows; ++row) touch(row);
  }

  void touch(std::uint32_t row) { touched[row / 64] |= std::uint64_t{1} << row % 64; }
  std::uint32_t operator()(std::uint32_t row) const {
    if (row == Ref<void>::kNone || (touched[row / 64] >> row % 64 & 1) == 0) return row;
    return row >= kept ? destination[row - kept] : Ref<void>::kNone;
  }
};

Table& World::add_table(TableKey key) {
  for (Table& table : tables_) {
    if (table.name() != key.name) continue;
    if (table.owner_.empty()) {
      table.owner_ = key.owner;
      table.meaning_ = key.meaning;
    } else if (!key.owner.empty() && table.owner_ != key.owner) {
      throw PlanError(
          fmt::format("table {} is declared with two owners, {} and {}", key.name, table.owner_, key.owner));
    }
    return table;
  }
  return tables_.emplace_back(key);
}

Column& World::add_column(const ColumnInfo& info) {
  const std::size_t dot = info.name.find('.');
  if (dot == std::string::npos) throw PlanError(fmt::format("column {} names no table", info.name));
  Table& table = add_table({.name = std::string_view(info.name).substr(0, dot), .owner = {}, .meaning = {}});
  for (Column& column : table.columns_) {
    if (column.info().name != info.name) continue;
    if (column.info().type != info.type || column.info().target != info.target || column.info().owner != info.owner ||
        column.info().unit != info.unit)
      throw PlanError(fmt::format("column {} is declared in two ways", info.name));
    return column;
  }
  Column& column = table.columns_.emplace_back(info);
  column.bytes_.resize(table.rows() * column.width_, column.is_reference() ? std::byte{0xff} : std::byte{0});
  return column;
}

Table& World::table(std::string_view name) {
  return const_cast<Table&>(std::as_const(*this).table(name));
}

const Table& World::table(std::string_view name) const {
  if (const Table* found = find(name)) return *found;
  throw std::out_of_range(fmt::format("no table {}", name));
}

const Table* World::find(std::string_view name) const {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Table& t) { return t.name() == name; });
  return found == tables_.end() ? nullptr : &*found;
}

const Column* World::find_column(std::string_view name) const {
  const Table* table = find(name.substr(0, name.find('.')));
  if (table == nullptr) return nullptr;
  for (const Column& column : table->columns())
    if (column.info().name == name) return &column;
  return nullptr;
}

void World::settle() {
  std::map<std::string, Moves> all_moves;
  for (Table& table : tables_) {
    if (table.removed_rows_.empty()) continue;
    const auto rows = static_cast<std::uint32_t>(table.rows());
    Moves moves(rows, rows - static_cast<std::uint32_t>(table.removed_rows_.size()));
    for (const std::uint32_t row : table.removed_rows_) moves.touch(row);

    std::vector<std::pair<std::uint32_t, std::uint32_t>> copies;  // (from, to)
    std::sort(table.removed_rows_.begin(), table.removed_rows_.end());
    std::uint32_t survivor = moves.kept;
    for (const std::uint32_t gap : table.removed_rows_) {
      if (gap >= moves.kept) break;
      while (table.is_removed(survivor)) ++survivor;
      copies.emplace_back(survivor, gap);
      moves.destination[survivor - moves.kept] = gap;
      ++survivor;
    }
    for (const auto& [from, to] : copies) table.ids_[to] = table.ids_[from];
    table.ids_.resize(moves.kept);
    for (Column& column : table.columns_) {
      const std::size_t width = column.width_;
      for (const auto& [from, to] : copies)
        std::memcpy(&column.bytes_[to * width], &column.bytes_[from * width], width);
      column.bytes_.resize(moves.kept * width);
    }
    table.removed_.clear();
    table.removed_rows_.clear();
    all_moves.emplace(table.name(), std::move(moves));
  }
  if (!all_moves.empty()) follow(all_moves);
}

void World::reorder(std::string_view name, std::span<const std::uint32_t> order) {
  Table& target = table(name);
  assert(order.size() == target.rows() && target.removals() == 0);
  std::vector<StableId> ids(order.size());
  for (std::size_t row = 0; row != order.size(); ++row) ids[row] = target.ids_[order[row]];
  target.ids_ = std::move(ids);
  for_each_index(target.columns_.size(), [&](std::size_t index) {
    Column& column = target.columns_[index];
    const std::size_t width = column.width_;
    std::vector<std::byte> bytes(column.bytes_.size());
    for (std::size_t row = 0; row != order.size(); ++row)
      std::memcpy(&bytes[row * width], &column.bytes_[order[row] * width], width);
    column.bytes_ = std::move(bytes);
  });
  Moves moves(static_cast<std::uint32_t>(order.size()), 0);
  for (std::uint32_t row = 0; row != order.size(); ++row) moves.destination[order[row]] = row;
  follow({{std::string(name), std::move(moves)}});
}

void World::follow(const std::map<std::string, Moves>& moves) {
  for (Table& table : tables_) {
    for (Column& column : table.columns_) {
      const auto target = moves.find(column.info().target);
      if (!column.is_reference() || target == moves.end()) continue;
      const std::span<std::uint32_t> values{reinterpret_cast<std::uint32_t*>(column.bytes_.data()), table.rows()};
      for_blocks(values.size(), [&values, &moved = target->second](Block block) {
        for (std::size_t row = block.begin; row != block.end; ++row) values[row] = moved(values[row]);
      });
    }
  }
}

}  // namespace twin
