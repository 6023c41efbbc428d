#pragma once
#include <memory>
#include <vector>

#include "models/synthesis/beginning.h"
#include "twin/run/model.h"

namespace rurban {

/// All models, in the order in which they found the world; the order of a step follows from their declarations.
/// With an empty county they can still declare: that is how the scenario schema is known before a county is read.
std::vector<std::unique_ptr<twin::Model>> make_models(const BeginningPtr& beginning);

/// Those alone that people's lives and moves follow from; fibre and shops stay as they are. For hindcasts, which know
/// neither firms nor roads of their year.
std::vector<std::unique_ptr<twin::Model>> make_people_models(const BeginningPtr& beginning);

}  // namespace rurban
