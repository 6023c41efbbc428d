#include "twin/io/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

#include "twin/io/csv.h"
#include "twin/io/database.h"
#include "twin/io/file.h"
#include "twin/world/account_names.h"

namespace twin {
namespace {

namespace fs = std::filesystem;

constexpr int kApplicationId = 0x52545257;  // marks our SQLite files among all others
constexpr int kFormat = 2;

// Seeds are text since SQLite has no unsigned 64-bit integers.
constexpr const char* kTables = R"(
create table runs(run_id text primary key, version text not null, scenario text not null, seed text not null,
  "from" text not null, "to" text not null, started text not null, wall_s real, people_per_s real,
  state_hash text not null);
create table parameters(run_id text not null references runs, name text not null, value real, unit text not null,
  is_default integer not null, primary key(run_id, name)) without rowid;
create table series(run_id text not null references runs, series_id integer not null, name text not null,
  unit text not null, label_sv text not null, label_en text not null, by_table text not null,
  primary key(run_id, series_id)) without rowid;
create table series_values(run_id text not null references runs, series_id integer not null, date text not null,
  row integer not null, row_label text not null, value real,
  primary key(run_id, series_id, date, row)) without rowid;
create table flow_kinds(run_id text not null references runs, flow text not null, label_sv text not null,
  label_en text not null, row integer not null, stock text not null, unit text not null,
  primary key(run_id, flow)) without rowid;
create table accounts(run_id text not null references runs, account integer not null, label text not null,
  place_label text not null, part integer not null, primary key(run_id, account)) without rowid;
create table flows(run_id text not null references runs, year integer not null, flow text not null,
  from_account integer not null, to_account integer not null, amount integer not null, row integer not null,
  primary key(run_id, year, flow, from_account, to_account)) without rowid;
)";

// ---- Writing

void create_tables(Database& database) {
  database.execute(
      fmt::format("pragma application_id = {}; pragma user_version = {};", kApplicationId, kFormat).c_str());
  database.execute(kTables);
}

std::string label_of(const SeriesResult& result, std::size_t row) {
  return row < result.row_labels.size() ? result.row_labels[row] : "";
}

void insert_series(Database& database, const RunResult& run) {
  Statement series(database, "insert into series values(?, ?, ?, ?, ?, ?, ?)");
  Statement value(database, "insert into series_values values(?, ?, ?, ?, ?, ?)");
  for (std::size_t id = 0; id != run.series.size(); ++id) {
    const auto& [info, width, dates, values] = run.series[id].series;
    series.run(run.info.run_id, id, info.name, info.unit, info.label.sv, info.label.en, info.table);
    for (std::size_t i = 0; i != values.size(); ++i)
      value.run(run.info.run_id, id, to_string(dates[i / width]), i % width, label_of(run.series[id], i % width),
                values[i]);
  }
}

/// All accounts in the flows, by number; those that the run tells nothing of are called as the flows call them.
std::map<Account, AccountInfo> accounts_of(const RunResult& run) {
  std::map<Account, AccountInfo> accounts;
  for (const AccountInfo& info : run.accounts) accounts.emplace(info.account, info);
  const auto add = [&](Account account, const std::string& label) {
    if (accounts.contains(account)) return;
    const bool node = Ledger::is_node(account);
    accounts[account] = {account, label, node ? "" : label, node ? 0 : Ledger::part_of(account)};
  };
  for (const YearlyFlow& flow : run.flows) {
    add(flow.from, flow.from_label);
    add(flow.to, flow.to_label);
  }
  return accounts;
}

/// The declared kinds, and those that only flows tell of.
std::map<std::string, FlowKind> kinds_of(const RunResult& run) {
  std::map<std::string, FlowKind> kinds;
  for (const FlowKind& kind : run.flow_kinds) kinds.emplace(kind.flow, kind);
  for (const YearlyFlow& flow : run.flows)
    if (!kinds.contains(flow.flow))
      kinds[flow.flow] = {flow.flow, {flow.flow, flow.flow}, flow.row, flow.stock, flow.unit};
  return kinds;
}

void insert_flows(Database& database, const RunResult& run) {
  const std::string& run_id = run.info.run_id;
  Statement kind(database, "insert into flow_kinds values(?, ?, ?, ?, ?, ?, ?)");
  for (const auto& [name, k] : kinds_of(run)) kind.run(run_id, name, k.label.sv, k.label.en, k.row, k.stock, k.unit);
  Statement account(database, "insert into accounts values(?, ?, ?, ?, ?)");
  for (const auto& [number, a] : accounts_of(run)) account.run(run_id, number, a.label, a.place_label, a.part);
  Statement flow(database, "insert into flows values(?, ?, ?, ?, ?, ?, ?)");
  for (const YearlyFlow& f : run.flows) flow.run(run_id, f.year, f.flow, f.from, f.to, f.amount, f.row);
}

void insert(Database& database, const RunResult& run) {
  const RunInfo& info = run.info;
  Statement(database, "insert into runs values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(info.run_id, info.version, info.scenario, std::to_string(info.seed), to_string(info.from),
           to_string(info.to), info.started, info.wall_s, info.people_per_s, info.state_hash);
  Statement parameter(database, "insert into parameters values(?, ?, ?, ?, ?)");
  for (const ParameterValue& p : run.parameters) parameter.run(info.run_id, p.name, p.value, p.unit, p.is_default);
  insert_series(database, run);
  insert_flows(database, run);
}

/// The file, after a look at whether it is ours.
Database open_results(const fs::path& path, int flags) {
  const InputFile exists(path);  // says in a sentence what SQLite would not
  Database database(path, path, flags);
  const auto pragma = [&](const char* sql) {
    Statement statement(database, sql);
    statement.step();
    return statement.integer(0);
  };
  if (pragma("pragma application_id") != kApplicationId)
    throw refusal(path, {"det är ingen resultatfil", "it is no results file"});
  if (const auto format = pragma("pragma user_version"); format != kFormat)
    throw refusal(path, {fmt::format("filformat {}, men det här programmet kan format {}", format, kFormat),
                         fmt::format("file format {}, but this program knows format {}", format, kFormat)});
  return database;
}

// ---- Reading

Date date_from(const fs::path& path, const std::string& text) {
  if (const auto date = parse_date(text)) return *date;
  throw damage(path, {fmt::format("«{}» är inget datum", text), fmt::format("'{}' is no date", text)});
}

void read_series(Database& database, const fs::path& path, RunResult& run) {
  Statement series(database,
                   "select series_id, name, unit, label_sv, label_en, by_table from series where run_id = ? "
                   "order by series_id");
  Statement value(database,
                  "select date, row, row_label, value from series_values where run_id = ? and series_id = ? "
                  "order by date, row");
  series.start(run.info.run_id);
  while (series.step()) {
    SeriesResult& result = run.series.emplace_back();
    Series& read = result.series;
    read.info = {series.text(1), series.text(5), series.text(2), {series.text(3), series.text(4)}};
    value.start(run.info.run_id, series.integer(0));
    while (value.step()) {
      const Date date = date_from(path, value.text(0));
      if (read.dates.empty() || read.dates.back() != date) read.dates.push_back(date);
      if (read.dates.size() == 1 && !read.info.table.empty()) result.row_labels.push_back(value.text(2));
      read.values.push_back(value.real(3));
    }
    if (!read.dates.empty()) read.width = read.values.size() / read.dates.size();
    if (read.values.size() != read.width * read.dates.size())
      throw damage(path, {"värden saknas i " + read.info.name, "values of " + read.info.name + " are missing"});
  }
}

void read_parameters(Database& database, RunResult& run) {
  Statement statement(database,
                      "select name, value, unit, is_default from parameters where run_id = ? order by name");
  statement.start(run.info.run_id);
  while (statement.step())
    run.parameters.push_back({statement.text(0), statement.real(1), statement.text(2), statement.integer(3) != 0});
}

void read_flow_kinds(Database& database, RunResult& run) {
  Statement statement(
      database, "select flow, label_sv, label_en, row, stock, unit from flow_kinds where run_id = ? order by flow");
  statement.start(run.info.run_id);
  while (statement.step())
    run.flow_kinds.push_back({statement.text(0),
                              {statement.text(1), statement.text(2)},
                              static_cast<int>(statement.integer(3)),
                              statement.text(4),
                              statement.text(5)});
}

void read_accounts(Database& database, RunResult& run) {
  Statement statement(database,
                      "select account, label, place_label, part from accounts where run_id = ? order by account");
  statement.start(run.info.run_id);
  while (statement.step())
    run.accounts.push_back({static_cast<Account>(statement.integer(0)), statement.text(1), statement.text(2),
                            static_cast<std::uint32_t>(statement.integer(3))});
}

/// Requires: kinds and accounts were read
void read_flows(Database& database, const fs::path& path, RunResult& run) {
  Statement statement(database,
                      "select year, flow, from_account, to_account, amount, row from flows where run_id = ? "
                      "order by year, flow, from_account, to_account");
  const auto label_of_account = [&](Account account) -> const std::string& {
    const auto found = std::ranges::lower_bound(run.accounts, account, {}, &AccountInfo::account);
    if (found == run.accounts.end() || found->account != account)
      throw damage(path,
                   {fmt::format("konto {} har inget namn", account), fmt::format("account {} has no name", account)});
    return found->label;
  };
  statement.start(run.info.run_id);
  while (statement.step()) {
    const std::string name = statement.text(1);
    const auto kind = std::ranges::lower_bound(run.flow_kinds, name, {}, &FlowKind::flow);
    if (kind == run.flow_kinds.end() || kind->flow != name)
      throw damage(path, {fmt::format("flödet «{}» är okänt", name), fmt::format("the flow '{}' is unknown", name)});
    const auto from = static_cast<Account>(statement.integer(2)), to = static_cast<Account>(statement.integer(3));
    run.flows.push_back({static_cast<int>(statement.integer(0)), name, kind->stock, kind->unit, from,
                         label_of_account(from), to, label_of_account(to), statement.integer(4),
                         static_cast<int>(statement.integer(5))});
  }
}

// ---- Collecting

std::vector<FlowKind> flow_kinds(const Ledger& ledger) {
  std::vector<FlowKind> kinds;
  for (const FlowInfo& flow : ledger.flows()) {
    const StockInfo& stock = ledger.stocks()[flow.stock];
    kinds.push_back({flow.name, flow.label, flow.row, stock.name, stock.unit});
  }
  std::ranges::sort(kinds, {}, &FlowKind::flow);
  return kinds;
}

std::vector<AccountInfo> accounts_in(const Ledger& ledger, const Table* places) {
  std::vector<Account> accounts;
  for (const LedgerRow& row : ledger.history()) {
    accounts.push_back(row.from);
    accounts.push_back(row.to);
  }
  std::ranges::sort(accounts);
  const auto repeated = std::ranges::unique(accounts);
  accounts.erase(repeated.begin(), repeated.end());
  const AccountNames names(ledger, places);
  std::vector<AccountInfo> infos;
  for (const Account account : accounts)
    infos.push_back({account, names.label(account), names.place(account),
                     Ledger::is_node(account) ? 0 : Ledger::part_of(account)});
  return infos;
}

/// What went from whom to whom in a year, while it is summed up; `kind` is the flow's place among the kinds by name.
struct YearLine {
  int year;
  std::uint32_t kind;
  Account from, to;
  std::int64_t amount;
  auto key() const { return std::tuple(year, kind, from, to); }
};

std::vector<YearLine> year_lines(const Ledger& ledger, const std::vector<FlowKind>& kinds) {
  std::vector<std::uint32_t> kind_of;
  for (const FlowInfo& flow : ledger.flows())
    kind_of.push_back(
        static_cast<std::uint32_t>(std::ranges::find(kinds, flow.name, &FlowKind::flow) - kinds.begin()));
  std::vector<YearLine> lines;
  lines.reserve(ledger.history().size());
  for (const LedgerRow& row : ledger.history())
    lines.push_back({year_of(first_day_of(row.month)), kind_of[row.flow], row.from, row.to, row.amount});
  std::ranges::sort(lines, {}, &YearLine::key);
  return lines;
}

/// Requires: result.accounts and flow_kinds are those of the ledger
std::vector<YearlyFlow> yearly_flows(const Ledger& ledger, const RunResult& result) {
  std::vector<YearlyFlow> flows;
  std::optional<YearLine> last;
  const auto label = [&](Account account) -> const std::string& {
    return std::ranges::lower_bound(result.accounts, account, {}, &AccountInfo::account)->label;
  };
  for (const YearLine& line : year_lines(ledger, result.flow_kinds)) {
    if (!last || last->key() != line.key()) {
      const FlowKind& kind = result.flow_kinds[line.kind];
      flows.push_back({line.year, kind.flow, kind.stock, kind.unit, line.from, label(line.from), line.to,
                       label(line.to), 0, kind.row});
    }
    flows.back().amount += line.amount;
    last = line;
  }
  return flows;
}

/// NaN is an empty field: no value.
std::string number(double value) {
  return value == value ? fmt::format("{}", value) : "";
}

}  // namespace

RunResult collect_series(const Simulation& simulation, RunInfo info) {
  RunResult run{.info = std::move(info), .parameters = {}, .series = {}, .flows = {}};
  run.info.seed = simulation.seed();
  run.info.to = simulation.now();
  run.info.state_hash = to_string(simulation.hash().total);
  for (const ParamInfo& declared : simulation.plan().parameters()) {
    const double value = simulation.plan().parameter(declared.name);
    run.parameters.push_back({declared.name, value, declared.unit, value == declared.fallback});
  }
  std::ranges::sort(run.parameters, {}, &ParameterValue::name);
  for (const Series& series : simulation.plan().series()) {
    SeriesResult& result = run.series.emplace_back(SeriesResult{series, {}});
    if (series.info.table.empty()) continue;
    result.row_labels = simulation.world().table(series.info.table).labels;
    result.row_labels.resize(series.width);
  }
  return run;
}

RunResult collect(const Simulation& simulation, RunInfo info, std::string_view account_table) {
  RunResult run = collect_series(simulation, std::move(info));
  const Ledger& ledger = simulation.ledger();
  run.flow_kinds = flow_kinds(ledger);
  run.accounts = accounts_in(ledger, account_table.empty() ? nullptr : &simulation.world().table(account_table));
  run.flows = yearly_flows(ledger, run);
  return run;
}

void write_results(const fs::path& path, std::span<const RunResult> runs) {
  write_beside(path, [&](const fs::path& part) {
    std::error_code ignored;
    fs::remove(part, ignored);
    Database database(path, part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    // The part is thrown away when anything fails, so it needs no journal, and it is synced when it is whole.
    database.execute("pragma journal_mode = off; pragma synchronous = off; begin");
    create_tables(database);
    for (RunResult const& run : runs) insert(database, run);
    database.execute("commit");
  });
}

void append_run(const fs::path& path, const RunResult& run) {
  if (std::error_code error; !fs::exists(path, error)) return write_results(path, {&run, 1});
  Database database = open_results(path, SQLITE_OPEN_READWRITE);
  database.execute("begin immediate");
  insert(database, run);
  database.execute("commit");  // without it, closing rolls back
}

std::vector<RunResult> read_results(const fs::path& path) {
  Database database = open_results(path, SQLITE_OPEN_READONLY);
  Statement check(database, "pragma quick_check(1)");
  if (check.step(); check.text(0) != "ok")
    throw damage(path, {"databasens innehåll hänger inte ihop", "the database is inconsistent"});
  Statement statement(database,
                      "select run_id, version, scenario, seed, \"from\", \"to\", started, wall_s, people_per_s, "
                      "state_hash from runs order by rowid");
  std::vector<RunResult> runs;
  while (statement.step()) {
    RunResult& run = runs.emplace_back();
    run.info = {statement.text(0),
                statement.text(1),
                statement.text(2),
                std::strtoull(statement.text(3).c_str(), nullptr, 10),
                date_from(path, statement.text(4)),
                date_from(path, statement.text(5)),
                statement.text(6),
                statement.real(7),
                statement.real(8),
                statement.text(9)};
    read_parameters(database, run);
    read_series(database, path, run);
    read_flow_kinds(database, run);
    read_accounts(database, run);
    read_flows(database, path, run);
  }
  return runs;
}

void write_series_csv(const fs::path& path, const RunResult& run) {
  write_atomically(path, [&](OutputFile& file) {
    std::string text = "date,series,unit,by,row,label,value\n";
    for (SeriesResult const& result : run.series) {
      auto const& [info, width, dates, values] = result.series;
      const std::string name = csv_quoted(info.name), unit = csv_quoted(info.unit), by = csv_quoted(info.table);
      for (std::size_t i = 0; i != values.size(); ++i)
        text += fmt::format("{},{},{},{},{},{},{}\n", to_string(dates[i / width]), name, unit, by, i % width,
                            csv_quoted(label_of(result, i % width)), number(values[i]));
      file.write(text);
      text.clear();
    }
    file.write(text);
  });
}

}  // namespace twin
