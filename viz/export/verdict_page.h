#pragma once
#include <span>
#include <string>

#include "viz/core/journal.h"
#include "viz/core/package_verdict.h"
#include "viz/core/words.h"

namespace viz {

/// Two printed pages that a group takes home: what the package is and costs, whether it passes the equity gate, who
/// gains and who loses, the way the effect took, and what the group guessed and noted. One HTML file that needs
/// nothing else. `journal` may be null.
std::string verdict_page(const PackageVerdict& verdict, std::span<const PackagePart> package, const Journal* journal,
                         const std::string& title, const Words& words);

}  // namespace viz
