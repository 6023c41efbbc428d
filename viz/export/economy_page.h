#pragma once
#include <string>

#include "twin/io/results.h"
#include "viz/export/report.h"

namespace viz {

/// The economy's part of a report, as HTML. Both are empty for a run whose accounts have no money, or without
/// `frame.accounts`; what a run did not record is left out.

/// For the first two printed sides: headline figures, plain sentences, what comes back of each krona, and what came
/// to the countryside and left it.
std::string economy_summary(const twin::RunResult& run, const ReportFrame& frame);

/// Maps of what goes where, the municipalities, the rows of the account, who gets more than leaves, and the pages of
/// `frame.place_pages`.
std::string economy_details(const twin::RunResult& run, const ReportFrame& frame);

}  // namespace viz
