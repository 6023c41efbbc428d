#pragma once
#include <string>
#include <vector>

#include "twin/base/text.h"
#include "twin/io/results.h"

namespace viz {

struct Position {
  double east_m = 0, north_m = 0;
};

/// What the report says around the figures.
struct ReportFrame {
  twin::Text title, question;
  twin::Language language = twin::Language::kSwedish;
  std::string other_language_file;  ///< the same report in the other language, for the link; may be empty
  std::vector<Position> places;     ///< of the rows of table "place"; empty: no map
};

/// A report of one run as one HTML page of about two printed sides: figures, charts and a table; no script, nothing
/// loaded from elsewhere. Reads the series that population and census record; leaves out what a run does not have.
std::string report_html(const twin::RunResult& run, const ReportFrame& frame);

/// Where people became more and fewer from the first to the last year, as an SVG of its own.
std::string population_map_svg(const twin::RunResult& run, const ReportFrame& frame);

/// A table a person reads in a terminal: residents by row (municipality) then and now, and the change.
std::string population_table(const twin::RunResult& run, twin::Language language);

}  // namespace viz
