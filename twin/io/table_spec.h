#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "twin/io/csv.h"
#include "twin/io/fault_log.h"
#include "twin/io/text_file.h"

namespace twin {

enum class CellType : std::uint8_t { kWhole, kDecimal, kText, kFlag };

/// One column as its table declares it, for example
///   whole_column("node", 0, 1e6).refers_to("road_nodes", "node")
struct ColumnSpec {
  std::string name;
  CellType type = CellType::kText;
  double least = 0, most = 0;                         ///< inclusive range of numbers
  std::vector<std::string> choices = {};              ///< a text is one of these; none: any text
  bool may_be_absent = false;                         ///< the table may leave the column out
  bool may_be_blank = false;                          ///< a cell may have nothing in it
  std::string target_table = {}, target_column = {};  ///< every value occurs there; empty: no reference

  ColumnSpec absent_ok() const;
  ColumnSpec blank_ok() const;
  ColumnSpec refers_to(std::string table, std::string column) const;
};
ColumnSpec whole_column(std::string name, double least, double most);
ColumnSpec decimal_column(std::string name, double least, double most);
ColumnSpec text_column(std::string name);
ColumnSpec choice_column(std::string name, std::vector<std::string> choices);
ColumnSpec flag_column(std::string name);  ///< 0 or 1

struct TableSpec {
  std::string name;
  std::vector<ColumnSpec> columns;
  /// Columns in which no two rows have the same values; several such keys are possible.
  std::vector<std::vector<std::string>> keys = {};
  /// Columns that are not declared are left unread, as in a file made for others; else they are faults.
  bool others_ok = false;
  char separator = ',';
};

/// A checked column: what its spec promises holds for every cell.
class TableColumn {
 public:
  TableColumn(ColumnSpec spec, bool present) : spec_(std::move(spec)), present_(present), sound_(present) {}

  const ColumnSpec& spec() const { return spec_; }
  bool present() const { return present_; }
  std::size_t rows() const { return cells_.size(); }
  bool is_blank(std::size_t row) const { return cells_[row].text.empty(); }
  const std::string& text(std::size_t row) const { return cells_[row].text; }
  /// The number, 0 for a blank. Requires: a column of numbers or flags
  double decimal(std::size_t row) const { return numbers_[row]; }
  std::int32_t whole(std::size_t row) const { return static_cast<std::int32_t>(numbers_[row]); }
  bool flag(std::size_t row) const { return numbers_[row] != 0; }
  /// The row of the target table that this cell refers to; kNoRow for a blank.
  std::uint32_t target(std::size_t row) const { return targets_[row]; }
  static constexpr std::uint32_t kNoRow = 0xFFFFFFFF;

 private:
  friend class InputTable;
  friend class TableChecker;
  friend class TableSet;

  ColumnSpec spec_;
  bool present_;
  bool sound_;  ///< it is there, and every cell keeps to the spec by itself
  std::vector<CsvCell> cells_;
  std::vector<double> numbers_;
  std::vector<std::uint32_t> targets_;
};

/// A table as it was read, with typed columns.
class InputTable {
 public:
  const std::string& name() const { return name_; }
  std::size_t rows() const { return columns_.front().rows(); }
  /// Requires: the table's spec declares the column
  const TableColumn& operator[](std::string_view column) const;
  /// A fault at one cell, for checks that a spec can't say. Requires: the column is present
  Fault fault(std::size_t row, std::string_view column, Text message, Text hint = {}) const;
  /// A fault about the table as a whole, at its header.
  Fault fault(Text message, Text hint = {}) const;

 private:
  friend class TableChecker;
  friend class TableSet;

  InputTable(std::string name, TextFile file) : name_(std::move(name)), file_(std::move(file)) {}
  std::string name_;
  TextFile file_;
  std::size_t header_offset_ = 0;
  std::vector<TableColumn> columns_;
  bool sound_ = true;
};

struct TableSource {
  TableSpec spec;
  TextFile file;
};

/// Tables that refer to one another, read and checked together.
class TableSet {
 public:
  /// Reads the tables, all their faults going to the log. References to tables (or columns) that are missing or have
  /// faults themselves are not followed: they would only repeat those.
  TableSet(std::vector<TableSource> sources, FaultLog& faults);

  /// The table, or null if it is not in the set, has any fault, or refers to a column that has.
  const InputTable* find(std::string_view name) const;

 private:
  void resolve(InputTable& table, TableColumn& column, FaultLog& faults) const;

  std::vector<InputTable> tables_;
};

/// One table by itself. Throws InputError with all its faults, IoError when the file can't be read.
TableSet read_table(TableSpec spec, const std::filesystem::path& path, FaultLog& faults);

}  // namespace twin
