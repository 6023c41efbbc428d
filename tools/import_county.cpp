#include <fmt/format.h>

#include <algorithm>

#include "models/county_import/package.h"
#include "tools/commands.h"
#include "tools/import.h"
#include "twin/base/error.h"

namespace tools {
namespace {

void tell(const Options& o, const rurban::ImportReport& report) {
  std::size_t width = 0;
  for (const rurban::TableReport& table : report.tables) width = std::max(width, table.table.size());
  for (const rurban::TableReport& table : report.tables) {
    const bool missing = table.state == rurban::TableState::kMissing;
    // Words of two languages and their widths in characters: both are plain letters.
    fmt::print("  {:<{}}  {:<8} {}\n", table.table, width, rurban::word_of(table.state).in(o.language),
               missing ? (table.required ? o.tr("BEHÖVS; ", "NEEDED; ") : "") +
                             rurban::purpose_of(table.table).without.in(o.language)
                       : table.from.in(o.language));
    for (const twin::Text& doubt : table.doubts)
      fmt::print("  {:<{}}  {:<8} - {}\n", "", width, "", doubt.in(o.language));
  }
  for (const twin::Text& note : report.notes) fmt::print("  {}\n", note.in(o.language));
}

}  // namespace

int import_county(const Options& options, const ImportWanted& wanted) {
  rurban::CountyImport county;
  county.folder = wanted.source;
  county.out = wanted.out;
  county.like = wanted.like;
  county.name = wanted.name;
  if (!wanted.base_date.empty()) county.base_date = date_of("--date", wanted.base_date, "2021-01-01");
  if (!wanted.week.empty()) county.week = date_of("--week", wanted.week, "2021-01-01");
  const rurban::ImportReport report = rurban::import_county(county);
  if (!options.quiet) tell(options, report);
  const auto count = [&](rurban::TableState state) {
    return std::count_if(report.tables.begin(), report.tables.end(),
                         [&](const rurban::TableReport& table) { return table.state == state; });
  };
  fmt::print("{}: {} {}, {} {}, {} {}, {} {}\n", wanted.out.string(), count(rurban::TableState::kMade),
             options.tr("gjorda", "made"), count(rurban::TableState::kGiven), options.tr("givna", "given"),
             count(rurban::TableState::kDefault), options.tr("lånade", "borrowed"),
             count(rurban::TableState::kMissing), options.tr("saknas", "missing"));
  fmt::print("{}: {}\n", options.tr("Luckor", "Gaps"), (wanted.out / "gaps.md").string());
  if (report.complete()) return kOk;
  fmt::print(stderr, "{}\n",
             options.tr("Något som behövs saknas: paketet kan inte köras än.",
                        "Something that is needed is missing: the package can't be run yet."));
  return kCheckFailed;
}

}  // namespace tools
