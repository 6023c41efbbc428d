#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/io/fault_log.h"
#include "twin/io/text_file.h"

namespace rurban {

/// A table that a package may have.
struct KnownTable {
  std::string name;
  bool required = true;
};

/// Where a table's figures come from, as the package says.
struct TableOrigin {
  std::string source, licence, date;
  bool synthetic = false;  ///< invented, or set by rule
};

/// A table that a package names, with the text of its file.
struct ListedTable {
  std::string name;
  twin::TextFile file;
  TableOrigin origin;
};

/// What `county.yaml` says:
///
///   name: Lillby
///   base_date: 2021-01-01
///   tables:
///     places: {file: places.csv, source: "…", licence: CC0, date: 2021-01-01, synthetic: true}
///
/// `file` is relative to the folder; `date` may be a day, a month or a year.
struct Manifest {
  std::string name;
  twin::Date base_date;
  std::vector<ListedTable> tables;  ///< those whose file could be read
};

/// Reads `county.yaml` in the folder and the files it names. Faults (unknown keys and tables, required tables not
/// listed, files that can't be read) go to the log; throws twin::IoError when there is no such file at all.
Manifest read_manifest(const std::filesystem::path& folder, const std::vector<KnownTable>& known,
                       twin::FaultLog& faults);

}  // namespace rurban
