#pragma once
#include <string>

#include "viz/core/journal.h"
#include "viz/core/words.h"

namespace viz {

/// A session's journal as one HTML page that needs nothing else.
std::string journal_page(const Journal& journal, const twin::Text& title, const Words& words);

}  // namespace viz
