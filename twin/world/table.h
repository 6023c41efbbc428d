#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "twin/base/id.h"
#include "twin/world/key.h"

namespace twin {

struct ColumnInfo {
  std::string name;  ///< "table.column"
  Type type = Type::kU8;
  std::string owner;  ///< the model that may write it
  std::string unit;
  std::string meaning;
  std::string target;  ///< for references: the table pointed into
  bool truth = false;  ///< only 0 and 1 are valid: a bool read from any other byte is undefined
};

/// One column of a table: its declaration and its values, row by row. Addresses of columns are stable; their
/// values move when rows are added, so take a new span after adding.
class Column {
 public:
  explicit Column(ColumnInfo info) : info_(std::move(info)), width_(width_of(info_.type)) {}

  const ColumnInfo& info() const { return info_; }
  std::size_t width() const { return width_; }
  bool is_reference() const { return !info_.target.empty(); }
  std::size_t rows() const { return bytes_.size() / width_; }

  template <class T>
  std::span<T> as() {
    assert(type_of<std::remove_const_t<T>>() == info_.type);
    return {reinterpret_cast<T*>(bytes_.data()), rows()};
  }
  template <class T>
  std::span<const T> as() const {
    assert(type_of<std::remove_const_t<T>>() == info_.type);
    return {reinterpret_cast<const T*>(bytes_.data()), rows()};
  }

  std::span<std::byte> bytes() { return bytes_; }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  friend class Table;
  friend class World;

  ColumnInfo info_;
  std::size_t width_;
  std::vector<std::byte> bytes_;  // from operator new: 16-byte aligned, which is what unaligned vector loads want
};

/// Columns of one length. Every row has a stable id; rows themselves may move (see World::settle).
class Table {
 public:
  explicit Table(TableKey key) : name_(key.name), owner_(key.owner), meaning_(key.meaning) {}

  const std::string& name() const { return name_; }
  const std::string& owner() const { return owner_; }
  const std::string& meaning() const { return meaning_; }
  std::size_t rows() const { return ids_.size(); }
  std::span<const StableId> ids() const { return ids_; }
  std::deque<Column>& columns() { return columns_; }
  const std::deque<Column>& columns() const { return columns_; }

  /// Appends a row whose columns are zero, and whose references are empty. Requires: id is new in this table
  std::uint32_t add(StableId id);
  /// Appends one row for each id.
  void append(std::span<const StableId> ids);
  void reserve(std::size_t rows);
  /// Marks a row for removal at the next World::settle; until then it stays readable.
  void remove(std::uint32_t row);
  bool is_removed(std::uint32_t row) const { return row < removed_.size() && removed_[row]; }
  std::size_t removals() const { return removed_rows_.size(); }

  /// Exchanges all rows with those given (when a snapshot is restored), so that the exchange can be undone.
  /// `columns` are in the order of columns(). Requires: each column has ids.size() values, references point to
  /// rows of their target, and nothing is marked for removal
  void exchange_rows(std::vector<StableId>& ids, std::vector<std::vector<std::byte>>& columns) noexcept;

  /// What a person reads instead of a row number ("Jokkmokk"); empty for agents.
  std::vector<std::string> labels;

 private:
  friend class World;

  std::string name_, owner_, meaning_;
  std::vector<StableId> ids_;
  std::deque<Column> columns_;  // a deque keeps the addresses that declarations hold
  std::vector<std::uint8_t> removed_;
  std::vector<std::uint32_t> removed_rows_;
};

}  // namespace twin
