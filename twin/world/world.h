#pragma once
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "twin/world/table.h"

namespace twin {

/// All tables. Knows their names and how rows refer to each other, and nothing of what they mean.
class World {
 public:
  /// Adds the table, or returns it if it is there. Throws PlanError when the owner differs.
  Table& add_table(TableKey key);
  /// Adds the column to its table (which is added too, without an owner yet, if need be), or returns it if it
  /// is there. Throws PlanError when type, target, owner or unit differ.
  template <class T>
  Column& add_column(const Key<T>& key) {
    return add_column(ColumnInfo{std::string(key.name), type_of<T>(), std::string(key.owner), std::string(key.unit),
                                 std::string(key.meaning), std::string(target_of<T>()), std::is_same_v<T, bool>});
  }
  Column& add_column(const ColumnInfo& info);

  /// Throws std::out_of_range if there is none.
  Table& table(std::string_view name);
  const Table& table(std::string_view name) const;
  const Table* find(std::string_view name) const;
  const Column* find_column(std::string_view name) const;

  template <class T>
  std::span<T> column(const Key<T>& key) {
    return add_column(key).template as<T>();
  }
  template <class T>
  std::span<const T> column(const Key<T>& key) const {
    return find_column(key.name)->template as<T>();
  }

  std::deque<Table>& tables() { return tables_; }
  const std::deque<Table>& tables() const { return tables_; }

  /// Takes the rows marked for removal out of all tables: the last rows of a table fill the gaps, references
  /// to rows that moved follow them, references to rows that went become empty.
  void settle();
  /// Puts the rows of one table in another order: new row i is old row order[i]. References follow.
  /// Requires: order is a permutation of the table's rows, and nothing is marked for removal
  void reorder(std::string_view table, std::span<const std::uint32_t> order);

 private:
  struct Moves;
  void follow(const std::map<std::string, Moves>& moves);

  std::deque<Table> tables_;
};

}  // namespace twin
