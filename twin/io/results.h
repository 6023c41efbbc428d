#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/run/series.h"
#include "twin/run/simulation.h"

namespace twin {

/// One run, in one line.
struct RunInfo {
  std::string run_id;  ///< unique within a results file
  std::string version, scenario;
  std::uint64_t seed = 0;
  Date from{}, to{};
  std::string started;  ///< wall clock, ISO 8601
  double wall_s = 0;
  double people_per_s = 0;  ///< persons x simulated years per second of wall clock
  std::string state_hash;   ///< at the end
};

struct ParameterValue {
  std::string name;
  double value = 0;
  std::string unit;
  bool is_default = true;
};

/// A series with what its rows are called: row_labels[i] names the i-th of its `width` values; empty for a
/// single value.
struct SeriesResult {
  Series series;
  std::vector<std::string> row_labels;
};

/// What went from one account to another in one year.
struct YearlyFlow {
  int year = 0;
  std::string flow, stock, unit;
  Account from = 0;
  std::string from_label;
  Account to = 0;
  std::string to_label;
  std::int64_t amount = 0;
  int row = 0;  ///< of the account that models group flows in; 0: none
};

/// What a flow is called and where it belongs.
struct FlowKind {
  std::string flow;
  Text label;
  int row = 0;
  std::string stock, unit;
};

/// What an account is called: "Jokkmokk, households", of the place "Jokkmokk". Nodes have no place.
struct AccountInfo {
  Account account = 0;
  std::string label, place_label;
  std::uint32_t part = 0;
};

struct RunResult {
  RunInfo info;
  std::vector<ParameterValue> parameters;
  std::vector<SeriesResult> series;
  std::vector<YearlyFlow> flows;           ///< by (year, flow, from, to)
  std::vector<FlowKind> flow_kinds = {};   ///< of all declared flows, by name
  std::vector<AccountInfo> accounts = {};  ///< of all in `flows`, by account
};

/// What a run leaves behind. Fills seed, `to` and state_hash of `info`. Accounts below Ledger::kFirstNode are
/// called after the labels of `account_table` (empty: they have no labels), nodes by their names.
RunResult collect(const Simulation& simulation, RunInfo info, std::string_view account_table);

/// The same without flows, their kinds and accounts, of which a run of years has hundreds of thousands.
RunResult collect_series(const Simulation& simulation, RunInfo info);

/// One SQLite file with all runs: tables runs, parameters, series, series_values, flows, flow_kinds and accounts.
/// Flows name accounts by number; labels stand in `accounts`, and an account that is not in RunResult::accounts is
/// called after the flows it stands in. An earlier file is replaced when the new one is whole. Throws IoError.
void write_results(const std::filesystem::path& path, std::span<const RunResult> runs);
/// Adds a run, in one transaction, to a results file, which is made if there is none. Throws IoError, also
/// when the file has a run of that id; the file is then as it was.
void append_run(const std::filesystem::path& path, const RunResult& run);
/// Throws IoError when the file is missing, foreign or damaged.
std::vector<RunResult> read_results(const std::filesystem::path& path);

/// All series of a run as tidy CSV: date,series,unit,by,row,label,value.
void write_series_csv(const std::filesystem::path& path, const RunResult& run);

}  // namespace twin
