#include "twin/io/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <optional>

#include "twin/base/parallel.h"
#include "twin/io/header.h"

// snapshot := header piece*
// header   := see header.h; its JSON holds
//   provenance, now (days since 1970), seed,
//   schema      {"person": "owner population", "person.age": "u8, owner …", …}: all that models declared
//   schema_hash of the schema's text
//   pieces      [{name, raw, size, checksum}, …]: in the order in which they follow, without gaps
// piece    := zstd frame of `size` bytes that holds `raw` bytes; `checksum` is the XXH3 of the frame
// pieces by name:
//   TABLE           stable ids, u64
//   TABLE.COLUMN    values, in the order of the ids
//   labels:TABLE    JSON array of text; absent when the table has no labels
//   ledger:balances, ledger:month, ledger:history    entries
//   ledger:opening  i16, the month of the opening balances; empty before they are closed
//   dates:SERIES    i32, days since 1970
//   values:SERIES   f64, a row for each date
// entry    := amount:i64 from:u32 to:u32 month:i16 flow:u16 zero:u32
//
// Sizes and checksums stand in front, so that a file cut anywhere is refused before much of it is read; no
// trailer is needed, since the file gets its name only when it is whole.

namespace twin {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct Entry {
  std::int64_t amount;
  std::uint32_t from, to;
  std::int16_t month;
  std::uint16_t flow;
  std::uint32_t zero = 0;  // padding has to be written as something, and always as the same
};
static_assert(sizeof(Entry) == 24);

// ---- What is declared

/// Declarations by name, in words. Equal maps mean that files fit; a difference can be shown to a person.
using Schema = std::map<std::string, std::string>;

Schema schema_of(const Simulation& simulation) {
  Schema schema;
  for (const Table& table : simulation.world().tables()) {
    schema[table.name()] = "owner " + table.owner();
    for (const Column& column : table.columns()) {
      const ColumnInfo& info = column.info();
      schema[info.name] =
          fmt::format("{}{}, owner {}, unit {}, refers to {}", name_of(info.type), info.truth ? " (bool)" : "",
                      info.owner, info.unit, info.target.empty() ? "nothing" : info.target);
    }
  }
  const Ledger& ledger = simulation.ledger();  // entries name stocks, flows and nodes by number
  for (std::size_t i = 0; i != ledger.stocks().size(); ++i)
    schema["stock:" + ledger.stocks()[i].name] = fmt::format("number {}, unit {}", i, ledger.stocks()[i].unit);
  for (std::size_t i = 0; i != ledger.flows().size(); ++i)
    schema["flow:" + ledger.flows()[i].name] = fmt::format("number {}, stock {}", i, ledger.flows()[i].stock);
  for (std::size_t i = 0; i != ledger.nodes().size(); ++i)
    schema["node:" + ledger.nodes()[i]] = fmt::format("number {}", i);
  for (std::size_t i = 0; i != ledger.parts().size(); ++i) schema[fmt::format("part:{}", i)] = ledger.parts()[i];
  for (const Series& series : simulation.plan().series())
    schema["series:" + series.info.name] = fmt::format("unit {}, by {}", series.info.unit, series.info.table);
  return schema;
}

std::uint64_t hash_of(const Schema& schema) {
  const std::string text = json(schema).dump(-1, ' ', false, json::error_handler_t::replace);
  return checksum(std::as_bytes(std::span(text)));
}

void expect_schema(const fs::path& path, const Schema& here, const Schema& there) {
  for (const auto& [name, declaration] : there) {
    const auto own = here.find(name);
    if (own == here.end())
      throw refusal(path, {fmt::format("{} finns i filen men inte i det här programmet", name),
                           fmt::format("{} is in the file but not in this program", name)});
    if (own->second != declaration)
      throw refusal(path, {fmt::format("{} är «{}» i filen men «{}» här", name, declaration, own->second),
                           fmt::format("{} is '{}' in the file but '{}' here", name, declaration, own->second)});
  }
  for (const auto& [name, declaration] : here)
    if (!there.contains(name))
      throw refusal(path, {fmt::format("{} saknas i filen", name), fmt::format("{} is missing in the file", name)});
}

// ---- Saving

/// What goes into the file. Columns are only pointed to; what had to be put into another form is kept here.
struct Content {
  struct Piece {
    std::string name;
    std::span<const std::byte> raw;
  };
  std::vector<Piece> pieces;
  std::deque<Bytes> owned;

  template <class T>
  void add(std::string name, std::span<const T> values) {
    pieces.push_back({std::move(name), std::as_bytes(values)});
  }
  template <class Values>
  void add_copy(std::string name, const Values& values) {
    const auto bytes = std::as_bytes(std::span(values));
    pieces.push_back({std::move(name), owned.emplace_back(bytes.begin(), bytes.end())});
  }
};

std::vector<Entry> entries_of(std::span<const LedgerRow> rows) {
  std::vector<Entry> entries;
  for (const LedgerRow& row : rows) entries.push_back({row.amount, row.from, row.to, row.month, row.flow});
  return entries;
}

Content content_of(const Simulation& simulation) {
  Content content;
  for (const Table& table : simulation.world().tables()) {
    assert(table.removals() == 0);
    content.add(table.name(), table.ids());
    for (const Column& column : table.columns()) content.add(column.info().name, column.bytes());
    if (!table.labels.empty())
      content.add_copy("labels:" + table.name(),
                       json(table.labels).dump(-1, ' ', false, json::error_handler_t::replace));
  }
  content.add_copy("ledger:balances", entries_of(simulation.ledger().balances()));
  content.add_copy("ledger:month", entries_of(simulation.ledger().open_month()));
  content.add_copy("ledger:history", entries_of(simulation.ledger().history()));
  const std::optional<MonthNumber> opening = simulation.ledger().opening();
  content.add_copy("ledger:opening", std::vector<MonthNumber>(opening ? 1 : 0, opening.value_or(0)));
  for (const Series& series : simulation.plan().series()) {
    std::vector<std::int32_t> days;
    for (const Date date : series.dates) days.push_back(static_cast<std::int32_t>(date.time_since_epoch().count()));
    content.add_copy("dates:" + series.info.name, days);
    content.add("values:" + series.info.name, std::span<const double>(series.values));
  }
  return content;
}

// ---- Restoring

/// The pieces of a file, unpacked.
using Pieces = std::map<std::string, Bytes>;

Pieces unpack(const InputFile& file, const Header& header) {
  struct Packed {
    std::string name;
    std::uint64_t raw, offset, size, checksum;
    Bytes bytes;
  };
  std::vector<Packed> all;
  std::uint64_t end = header.end;
  for (const json& piece : header.content.at("pieces")) {
    const std::uint64_t size = piece.at("size");
    all.push_back({piece.at("name"), piece.at("raw"), end, size, piece.at("checksum"), {}});
    if (size > file.size() - end) throw damage(file.path(), {"den slutar för tidigt", "it ends too early"});
    end += size;
  }
  if (end != file.size()) throw damage(file.path(), {"den är för lång", "it is too long"});

  for_each_index(all.size(), [&](std::size_t index) {
    Packed& piece = all[index];
    auto const packed = file.read(piece.offset, piece.size);
    if (checksum(packed) != piece.checksum)
      throw damage(file.path(), {fmt::format("kontrollsumman för {} stämmer inte", piece.name),
                                 fmt::format("the checksum of {} is wrong", piece.name)});
    piece.bytes = decompress(file.path(), packed, piece.raw);
  });
  Pieces pieces;
  for (Packed& piece : all) pieces.emplace(std::move(piece.name), std::move(piece.bytes));
  return pieces;
}

/// All that changes when a snapshot is restored, built and checked apart from the simulation.
class State {
 public:
  State(const InputFile& file, const Header& header, const Simulation& simulation)
      : path_(file.path()), pieces_(unpack(file, header)), ledger_(simulation.ledger()) {
    for (const Table& table : simulation.world().tables()) read_table(table);
    for (const Table& table : simulation.world().tables()) check_columns(table);
    ledger_.restore(read_entries("ledger:balances", ledger_.stocks().size()),
                    read_entries("ledger:month", ledger_.flows().size()),
                    read_entries("ledger:history", ledger_.flows().size()), read_opening());
    if (!ledger_.history().empty() && !ledger_.opening()) throw broken("ledger:opening");
    for (const Series& series : simulation.plan().series()) read_series(series);
  }

  void exchange(Simulation& simulation) {
    auto rows = rows_.begin();
    for (Table& table : simulation.world().tables()) {
      table.exchange_rows(rows->ids, rows->columns);
      table.labels.swap(rows->labels);
      ++rows;
    }
    std::swap(simulation.ledger(), ledger_);
    auto recorded = series_.begin();
    for (Series& series : simulation.plan().series()) std::swap(series, *recorded++);
  }

 private:
  struct TableRows {
    std::string table;
    std::vector<StableId> ids;
    std::vector<Bytes> columns;
    std::vector<std::string> labels;
  };

  IoError broken(const std::string& name) const {
    return damage(
        path_, {fmt::format("innehållet i {} är ogiltigt", name), fmt::format("the content of {} is invalid", name)});
  }

  Bytes take(const std::string& name) {
    auto piece = pieces_.extract(name);
    if (piece.empty()) throw broken(name);
    return std::move(piece.mapped());
  }
  template <class T>
  std::vector<T> take_values(const std::string& name) {
    const Bytes bytes = take(name);
    if (bytes.size() % sizeof(T) != 0) throw broken(name);
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }

  void read_table(const Table& table) {
    TableRows& rows = rows_.emplace_back(TableRows{.table = table.name(), .ids = {}, .columns = {}, .labels = {}});
    rows.ids = take_values<StableId>(table.name());
    if (rows.ids.size() >= Ref<void>::kNone) throw broken(table.name());
    for (const Column& column : table.columns()) {
      rows.columns.push_back(take(column.info().name));
      if (rows.columns.back().size() != rows.ids.size() * column.width()) throw broken(column.info().name);
    }
    if (!pieces_.contains("labels:" + table.name())) return;
    const auto text = take("labels:" + table.name());
    const auto* first = reinterpret_cast<const char*>(text.data());
    rows.labels = json::parse(first, first + text.size()).get<std::vector<std::string>>();
  }

  /// A value that would lead outside memory must not come in: checksums find accidents, not forged files.
  void check_columns(const Table& table) const {
    const TableRows& rows = *rows_of(table.name());
    for_each_index(rows.columns.size(), [&](std::size_t index) {
      Column const& column = table.columns()[index];
      Bytes const& bytes = rows.columns[index];
      bool valid = true;
      if (column.is_reference()) {
        TableRows const* target = rows_of(column.info().target);
        const std::size_t targets = target == nullptr ? 0 : target->ids.size();
        const std::span values{reinterpret_cast<std::uint32_t const*>(bytes.data()), rows.ids.size()};
        valid = std::all_of(values.begin(), values.end(),
                            [&](std::uint32_t row) { return row < targets || row == Ref<void>::kNone; });
      } else if (column.info().truth) {
        valid = std::all_of(bytes.begin(), bytes.end(), [](std::byte value) { return value <= std::byte{1}; });
      }
      if (!valid) throw broken(column.info().name);
    });
  }

  const TableRows* rows_of(std::string_view table) const {
    const auto found =
        std::find_if(rows_.begin(), rows_.end(), [&](const TableRows& rows) { return rows.table == table; });
    return found == rows_.end() ? nullptr : &*found;
  }

  std::vector<LedgerRow> read_entries(const std::string& name, std::size_t kinds) {
    std::vector<LedgerRow> rows;
    for (const Entry& entry : take_values<Entry>(name)) {
      if (entry.flow >= kinds) throw broken(name);
      rows.push_back({entry.month, entry.flow, entry.from, entry.to, entry.amount});
    }
    return rows;
  }

  std::optional<MonthNumber> read_opening() {
    const auto months = take_values<MonthNumber>("ledger:opening");
    if (months.empty()) return std::nullopt;
    return months.front();
  }

  void read_series(const Series& declared) {
    Series& series = series_.emplace_back();
    series.info = declared.info;
    for (const std::int32_t day : take_values<std::int32_t>("dates:" + declared.info.name))
      series.dates.push_back(Date{std::chrono::days{day}});
    series.values = take_values<double>("values:" + declared.info.name);
    if (!series.dates.empty()) series.width = series.values.size() / series.dates.size();
    if (series.values.size() != series.dates.size() * series.width) throw broken("values:" + declared.info.name);
  }

  fs::path path_;
  Pieces pieces_;
  std::vector<TableRows> rows_;  // in the order of the world's tables
  Ledger ledger_;
  std::vector<Series> series_;
};

}  // namespace

void save_snapshot(const fs::path& path, const Simulation& simulation, const Provenance& provenance) {
  const Content content = content_of(simulation);
  std::vector<Bytes> packed(content.pieces.size());
  for_each_index(packed.size(), [&](std::size_t index) { packed[index] = compress(content.pieces[index].raw); });
  json pieces = json::array();
  for (std::size_t i = 0; i != packed.size(); ++i)
    pieces.push_back({{"name", content.pieces[i].name},
                      {"raw", content.pieces[i].raw.size()},
                      {"size", packed[i].size()},
                      {"checksum", checksum(packed[i])}});
  const Schema schema = schema_of(simulation);
  const json header{{"provenance", to_json(provenance)}, {"now", simulation.now().time_since_epoch().count()},
                    {"seed", simulation.seed()},         {"schema", schema},
                    {"schema_hash", hash_of(schema)},    {"pieces", std::move(pieces)}};
  write_atomically(path, [&](OutputFile& file) {
    write_header(file, kSnapshot, header);
    for (Bytes const& piece : packed) file.write(piece);
  });
}

Provenance read_provenance(const fs::path& path) {
  const Header header = read_header(InputFile(path), kSnapshot);
  return with_json_errors(path, [&] { return provenance_from(header.content.at("provenance")); });
}

void restore_snapshot(const fs::path& path, Simulation& simulation) {
  with_json_errors(path, [&] {
    const InputFile file(path);
    const Header header = read_header(file, kSnapshot);
    const Schema schema = schema_of(simulation);
    if (header.content.at("schema_hash") != hash_of(schema))
      expect_schema(path, schema, header.content.at("schema").get<Schema>());
    const Date now{std::chrono::days{header.content.at("now").get<std::int32_t>()}};
    const std::uint64_t seed = header.content.at("seed");
    State state(file, header, simulation);

    const Date earlier_now = simulation.now();
    const std::uint64_t earlier_seed = simulation.seed();
    state.exchange(simulation);
    simulation.set_seed(seed);
    try {
      simulation.resume(now);
    } catch (...) {
      state.exchange(simulation);
      simulation.set_seed(earlier_seed);
      if (earlier_now != Date{}) simulation.resume(earlier_now);  // else it was never founded: nothing to derive
      throw;
    }
  });
}

}  // namespace twin
