#pragma once
#include <string>
#include <vector>

#include "twin/base/text.h"
#include "twin/io/results.h"
#include "twin/run/story.h"
#include "viz/export/accounts.h"

namespace viz {

/// What a change of one figure is put down to, part by part; the parts sum to the change.
struct Attribution {
  twin::Text heading;
  twin::Text unit;  ///< of the parts: "öre per krona"
  struct Part {
    twin::Text label;
    double value = 0;
  };
  std::vector<Part> parts;
};

/// What the report says around the figures.
struct ReportFrame {
  twin::Text title, question;
  twin::Language language = twin::Language::kSwedish;
  std::string other_language_file;             ///< the same report in the other language, for the link; may be empty
  std::vector<Position> places;                ///< of the rows of table "place"; empty: no map
  const AccountNames* accounts = nullptr;      ///< how accounts of money are to be read; null: no economy
  const twin::RunResult* against = nullptr;    ///< another run, that this one is compared with; may be null
  std::vector<Attribution> attributions = {};  ///< changes that are explained
  std::vector<std::size_t> place_pages = {};   ///< rows of table "place" that get pages of their own
  std::vector<twin::Story> stories = {};       ///< what is told of them last, in their order; empty: nothing
};

/// A report of one run as one HTML page: figures, charts and tables; no script, nothing loaded from elsewhere. Reads
/// series by their names and flows by their accounts; leaves out what a run does not have. With money in its accounts
/// the first two printed sides are the summary, and the rest follows after them.
std::string report_html(const twin::RunResult& run, const ReportFrame& frame);

/// Where people became more and fewer from the first to the last year, as an SVG of its own.
std::string population_map_svg(const twin::RunResult& run, const ReportFrame& frame);

/// A table a person reads in a terminal: residents by row (municipality) then and now, and the change.
std::string population_table(const twin::RunResult& run, twin::Language language);

}  // namespace viz
