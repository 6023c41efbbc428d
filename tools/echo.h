#pragma once
#include <filesystem>

#include "twin/io/provenance.h"
#include "twin/io/scenario.h"
#include "twin/run/plan.h"
#include "viz/app/host.h"

namespace tools {

/// What is expected of a scenario when its settings are changed from its beginning on, by the emulators that lie
/// beside it as NAME.echo.json (made by `rurban analyse`). Without settings when there are none, or when they were
/// fitted to something else: another county, other changes, another value of a setting they do not know. Throws
/// IoError for a file that is damaged.
viz::Echo echo_of(const std::filesystem::path& file, const twin::Scenario& scenario,
                  const twin::Provenance& provenance, const twin::Plan& plan);

}  // namespace tools
