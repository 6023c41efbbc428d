#pragma once
#include <filesystem>

#include "models/county/county.h"
#include "twin/io/results.h"
#include "twin/io/scenario.h"
#include "viz/export/report.h"

namespace tools {

/// The run of a results file, or of the folder it is in. Throws twin::IoError when it holds none or several.
twin::RunResult only_run(const std::filesystem::path& path);

/// The county's places, municipalities, accounts outside and the rows of the flow account, as reports call them.
viz::AccountNames account_names(const rurban::County& county);

/// Writes rapport.html, report.html and karta.svg to `out`. `against` may be null; `places`: rows of the county's
/// places that get pages of their own, with what is told of them in `stories`, in that order, if anything is.
void write_reports(const std::filesystem::path& out, const twin::RunResult& run, const twin::Scenario& scenario,
                   const rurban::County& county, const twin::RunResult* against = nullptr,
                   std::vector<std::size_t> places = {}, std::vector<twin::Story> stories = {});

}  // namespace tools
