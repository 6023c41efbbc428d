#include "twin/io/table_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "twin/io/file.h"

namespace twin {
namespace {

std::vector<std::string> names_of(const std::vector<ColumnSpec>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const ColumnSpec& column : columns) names.push_back(column.name);
  return names;
}

Text did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string_view near = nearest_word(word, candidates);
  if (near.empty()) return {};
  return {fmt::format("menade du «{}»?", near), fmt::format("did you mean '{}'?", near)};
}

Text one_of(const std::vector<std::string>& choices) {
  const std::string list = fmt::format("{}", fmt::join(choices, ", "));
  return {"tillåtet: " + list, "allowed: " + list};
}

Text allowed(const ColumnSpec& column) {
  switch (column.type) {
    case CellType::kWhole:
      return {fmt::format("tillåtet: heltal från {} till {}", column.least, column.most),
              fmt::format("allowed: whole numbers from {} to {}", column.least, column.most)};
    case CellType::kDecimal:
      return {fmt::format("tillåtet: tal från {} till {}, med decimalpunkt", column.least, column.most),
              fmt::format("allowed: numbers from {} to {}, with a decimal point", column.least, column.most)};
    case CellType::kFlag:
      return one_of({"0", "1"});
    case CellType::kText:
      return column.choices.empty() ? Text{"tillåtet: text", "allowed: text"} : one_of(column.choices);
  }
  return {};
}

Text complaint(const ColumnSpec& column, const std::string& value, std::string_view sv, std::string_view en) {
  return {fmt::format("{}: «{}» {}", column.name, value, sv), fmt::format("{}: '{}' {}", column.name, value, en)};
}

std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// What is wrong with a cell by itself, or nothing; its number goes to `number`.
std::optional<Text> judge(const ColumnSpec& column, const std::string& text, double& number) {
  if (text.empty()) {
    if (column.may_be_blank) return std::nullopt;
    return Text{fmt::format("{}: inget värde", column.name), fmt::format("{}: no value", column.name)};
  }
  if (column.type == CellType::kText) {
    if (column.choices.empty() || std::count(column.choices.begin(), column.choices.end(), text) > 0)
      return std::nullopt;
    return complaint(column, text, "är inte tillåtet", "is not allowed");
  }
  const std::optional<double> value = parse_number(text);
  if (!value) return complaint(column, text, "är inget tal", "is not a number");
  if (column.type != CellType::kDecimal && *value != std::floor(*value))
    return complaint(column, text, "är inget heltal", "is not a whole number");
  if (*value < column.least || *value > column.most)
    return complaint(column, text, "ligger utanför det tillåtna", "is out of range");
  number = *value;
  return std::nullopt;
}

/// Equal for equal values: "7" and "07" are the same number but not the same text.
std::string key_of(const TableColumn& column, std::size_t row) {
  if (column.spec().type == CellType::kText || column.is_blank(row)) return column.text(row);
  return fmt::format("{}", column.decimal(row));
}

}  // namespace

ColumnSpec ColumnSpec::absent_ok() const {
  ColumnSpec changed = *this;
  changed.may_be_absent = true;
  return changed;
}
ColumnSpec ColumnSpec::blank_ok() const {
  ColumnSpec changed = *this;
  changed.may_be_blank = true;
  return changed;
}
ColumnSpec ColumnSpec::refers_to(std::string table, std::string column) const {
  ColumnSpec changed = *this;
  changed.target_table = std::move(table);
  changed.target_column = std::move(column);
  return changed;
}
ColumnSpec whole_column(std::string name, double least, double most) {
  return {std::move(name), CellType::kWhole, least, most};
}
ColumnSpec decimal_column(std::string name, double least, double most) {
  return {std::move(name), CellType::kDecimal, least, most};
}
ColumnSpec text_column(std::string name) {
  return {std::move(name)};
}
ColumnSpec choice_column(std::string name, std::vector<std::string> choices) {
  return {std::move(name), CellType::kText, 0, 0, std::move(choices)};
}
ColumnSpec flag_column(std::string name) {
  return {std::move(name), CellType::kFlag, 0, 1};
}

const TableColumn& InputTable::operator[](std::string_view column) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const TableColumn& c) { return c.spec().name == column; });
  assert(found != columns_.end());
  return *found;
}

Fault InputTable::fault(std::size_t row, std::string_view column, Text message, Text hint) const {
  return file_.fault((*this)[column].cells_[row].offset, std::move(message), std::move(hint));
}

Fault InputTable::fault(Text message, Text hint) const {
  return file_.fault(header_offset_, std::move(message), std::move(hint));
}

/// Checks one table by itself, in reading order.
class TableChecker {
 public:
  TableChecker(TableSource source, FaultLog& faults)
      : spec_(std::move(source.spec)), table_(spec_.name, std::move(source.file)), faults_(faults) {}

  InputTable check() {
    const std::size_t before = faults_.count();
    std::optional<Csv> csv = parse_csv(table_.file_, faults_, spec_.separator);
    if (csv) {
      read_header(csv->header);
      read_rows(*csv);
      for (const auto& key : spec_.keys) check_unique(key);
    } else {
      for (const ColumnSpec& column : spec_.columns) table_.columns_.emplace_back(column, false);
    }
    if (faults_.count() != before) table_.sound_ = false;
    if (!csv || broken_rows_)
      for (TableColumn& column : table_.columns_) column.sound_ = false;
    return std::move(table_);
  }

 private:
  void read_header(const std::vector<CsvCell>& header) {
    const std::vector<std::string> known = names_of(spec_.columns);
    table_.header_offset_ = header.front().offset;
    field_of_.resize(spec_.columns.size());
    for (std::size_t field = 0; field != header.size(); ++field) {
      const std::string& name = header[field].text;
      const auto found = std::find(known.begin(), known.end(), name);
      if (found == known.end()) {
        if (!spec_.others_ok) unknown_column(header[field], known);
      } else if (std::optional<std::size_t>& place = field_of_[static_cast<std::size_t>(found - known.begin())];
                 place)
        fault(header[field].offset,
              {fmt::format("kolumnen «{}» finns redan", name), fmt::format("column '{}' is there already", name)});
      else
        place = field;
    }
    for (std::size_t i = 0; i != spec_.columns.size(); ++i) {
      table_.columns_.emplace_back(spec_.columns[i], field_of_[i].has_value());
      if (!field_of_[i] && !spec_.columns[i].may_be_absent)
        faults_.add(table_.fault(
            {fmt::format("kolumnen «{}» saknas", known[i]), fmt::format("column '{}' is missing", known[i])},
            one_of(known)));
    }
  }

  void unknown_column(const CsvCell& cell, const std::vector<std::string>& known) {
    Text hint = did_you_mean(cell.text, known);
    if (hint.en.empty()) hint = one_of(known);
    fault(cell.offset, {fmt::format("okänd kolumn «{}»", cell.text), fmt::format("unknown column '{}'", cell.text)},
          std::move(hint));
  }

  void read_rows(Csv& csv) {
    const std::size_t fields = csv.header.size();
    for (std::size_t row = 0; row != csv.rows(); ++row) {
      const std::span<CsvCell> cells = csv.row(row);
      if (cells.size() == fields) {
        read_row(cells);
      } else {
        broken_rows_ = true;
        fault(cells.front().offset,
              {fmt::format("raden har {} fält, men rubriken har {}", cells.size(), fields),
               fmt::format("the row has {} fields, but the header has {}", cells.size(), fields)});
      }
    }
    if (csv.rows() == 0) faults_.add(table_.fault({"tabellen har inga rader", "the table has no rows"}));
  }

  void read_row(std::span<CsvCell> cells) {
    for (std::size_t i = 0; i != table_.columns_.size(); ++i) {
      TableColumn& column = table_.columns_[i];
      double number = 0;
      CsvCell cell = field_of_[i] ? std::move(cells[*field_of_[i]]) : CsvCell{};
      if (field_of_[i])
        if (std::optional<Text> wrong = judge(column.spec_, cell.text, number)) {
          column.sound_ = false;
          fault(cell.offset, std::move(*wrong), allowed(column.spec_));
        }
      column.cells_.push_back(std::move(cell));
      column.numbers_.push_back(number);
    }
  }

  void check_unique(const std::vector<std::string>& key) {
    for (const std::string& name : key)
      if (!table_[name].sound_) return;
    std::unordered_map<std::string, std::size_t> first;
    for (std::size_t row = 0; row != table_.rows(); ++row) {
      std::string values;
      for (const std::string& name : key) values += (values.empty() ? "" : ", ") + key_of(table_[name], row);
      const auto [seen, fresh] = first.emplace(values, row);
      if (fresh) continue;
      const int line = table_.fault(seen->second, key.front(), {}).where.line;
      const std::string names = fmt::format("{}", fmt::join(key, ", "));
      faults_.add(table_.fault(row, key.front(),
                               {fmt::format("{}: «{}» finns redan på rad {}", names, values, line),
                                fmt::format("{}: '{}' is already on line {}", names, values, line)}));
    }
  }

  void fault(std::size_t offset, Text message, Text hint = {}) {
    faults_.add(table_.file_.fault(offset, std::move(message), std::move(hint)));
  }

  TableSpec spec_;
  InputTable table_;
  FaultLog& faults_;
  std::vector<std::optional<std::size_t>> field_of_;  ///< by column of the spec: its place in the rows
  bool broken_rows_ = false;                          ///< some rows could not be taken over
};

TableSet::TableSet(std::vector<TableSource> sources, FaultLog& faults) {
  for (TableSource& source : sources) tables_.push_back(TableChecker(std::move(source), faults).check());
  for (InputTable& table : tables_) {
    const std::size_t before = faults.count();
    for (TableColumn& column : table.columns_)
      if (!column.spec_.target_table.empty() && column.present_) resolve(table, column, faults);
    if (faults.count() != before) table.sound_ = false;
  }
}

const InputTable* TableSet::find(std::string_view name) const {
  const auto found =
      std::find_if(tables_.begin(), tables_.end(), [&](const InputTable& t) { return t.name() == name; });
  return found != tables_.end() && found->sound_ ? &*found : nullptr;
}

void TableSet::resolve(InputTable& table, TableColumn& column, FaultLog& faults) const {
  const ColumnSpec& spec = column.spec_;
  const auto target = std::find_if(tables_.begin(), tables_.end(),
                                   [&](const InputTable& t) { return t.name() == spec.target_table; });
  if (target == tables_.end() || !(*target)[spec.target_column].sound_ || !column.sound_) {
    table.sound_ = false;
    return;
  }
  const TableColumn& there = (*target)[spec.target_column];
  std::unordered_map<std::string, std::uint32_t> rows;
  std::vector<std::string> words;
  for (std::size_t row = 0; row != there.rows(); ++row) {
    rows.emplace(key_of(there, row), static_cast<std::uint32_t>(row));
    if (spec.type == CellType::kText) words.push_back(there.text(row));
  }
  column.targets_.assign(column.rows(), TableColumn::kNoRow);
  for (std::size_t row = 0; row != column.rows(); ++row) {
    if (column.is_blank(row)) continue;
    const auto found = rows.find(key_of(column, row));
    if (found != rows.end()) {
      column.targets_[row] = found->second;
      continue;
    }
    Text hint = did_you_mean(column.text(row), words);
    if (hint.en.empty())
      hint = {fmt::format("tillåtet: värdena i kolumnen «{}» i {}", spec.target_column, target->file_.name()),
              fmt::format("allowed: the values of column '{}' in {}", spec.target_column, target->file_.name())};
    faults.add(
        table.fault(row, spec.name,
                    complaint(spec, column.text(row), fmt::format("finns inte i tabellen «{}»", spec.target_table),
                              fmt::format("is not in table '{}'", spec.target_table)),
                    std::move(hint)));
  }
}

TableSet read_table(TableSpec spec, const std::filesystem::path& path, FaultLog& faults) {
  std::vector<TableSource> sources;
  sources.push_back({std::move(spec), TextFile(path.string(), read_text(path))});
  TableSet tables(std::move(sources), faults);
  faults.throw_if_any();
  return tables;
}

}  // namespace twin
