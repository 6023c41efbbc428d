#pragma once
#include <memory>

#include "tools/session.h"
#include "viz/app/host.h"

namespace tools {

/// Scenarios for a window, with the options of the command line. Requires: `options` outlives it
std::unique_ptr<viz::Host> window_host(const Options& options);

}  // namespace tools
