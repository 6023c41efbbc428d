#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/text.h"

namespace rurban {

/// What a county package is made from, and where.
struct CountyImport {
  std::filesystem::path folder;  ///< files of others, see find_sources()
  std::filesystem::path out;     ///< the package's folder; made if it is not there
  /// The package whose tables stand in for those that the folder has nothing for; they are copied and called so.
  std::filesystem::path like = "scenarios/norrbotten";
  std::string name = {};                                                          ///< empty: that of the folder
  twin::Date base_date = std::chrono::sys_days(std::chrono::year(2021) / 1 / 1);  ///< that of the census grid
  std::optional<twin::Date> week = {};  ///< of the timetable; nothing: its busiest
};

enum class TableState : std::uint8_t {
  kMade,     ///< from files of others
  kGiven,    ///< the folder had the table itself
  kDefault,  ///< another package's, perhaps scaled to this county
  kMissing
};

/// What became of one table of the package.
struct TableReport {
  std::string table;
  TableState state = TableState::kMissing;
  bool required = true;
  twin::Text from;                 ///< which files, or which table of which package
  std::vector<twin::Text> doubts;  ///< what was left out or assumed
};

struct ImportReport {
  std::vector<TableReport> tables;  ///< all that a package can have, in its order
  std::vector<twin::Text> notes;    ///< on files that were not used, and on what else was written

  /// Nothing that a package needs is missing.
  bool complete() const;
};

/// Makes a package: its tables, its county.yaml, and beside them population_history.csv where there is a series and
/// gaps.md, which tells in both languages what is made from what, what is missing and what the twin does without it.
/// A complete package is loaded to see that it is sound. Throws twin::InputError with every fault of a file that is
/// used, or of the package that came of it; twin::IoError for what can't be read or written.
ImportReport import_county(const CountyImport& wanted);

/// gaps.md of a report.
std::string to_markdown(const ImportReport& report, const std::string& county);
/// One word or two for a state.
twin::Text word_of(TableState state);
/// What a table is for, and what the twin does without it (or why it can't do without).
struct TablePurpose {
  twin::Text purpose, without;
};
TablePurpose purpose_of(const std::string& table);

}  // namespace rurban
