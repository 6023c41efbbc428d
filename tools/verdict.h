#pragma once
#include "tools/judgement.h"
#include "viz/core/package_verdict.h"

namespace tools {

/// A judgement as a reader gets it: all groups, and the figures that change most surely.
viz::PackageVerdict in_words(const Judgement& judged);

}  // namespace tools
