#pragma once
#include <string>

#include "twin/run/story.h"
#include "viz/export/accounts.h"

namespace viz {

/// What a balance holds, row by row: what it was for, with whom, what came in and what went out.
std::string balance_table(const Balance& balance, const AccountNames& names, twin::Language language);

/// A place on a printed side of its own: its people, what is told of it, what came to it and left it in a year, and
/// the rows of its account. `place`: an index of `names.places`.
std::string place_page_html(const twin::RunResult& run, const AccountNames& names, std::size_t place,
                            const twin::Story& story, int year, twin::Language language);

}  // namespace viz
