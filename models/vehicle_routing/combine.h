#pragma once
#include "models/vehicle_routing/search.h"

namespace rurban::vrp {

struct CombineResult : SearchResult {
  Cost bound = 0;       ///< no plan costs less; 0: nothing is known
  bool proven = false;  ///< the plan is one of the best there are
};

/// search(), and the best choice among routes made of what it has driven: pieces of routes are put together anew by
/// column generation, and whole routes are chosen by an integer program. Where rides are so short that all pieces can
/// be listed, the plan is the best there is, and that is known. For problems that others than combinable() is true of
/// the same as search(). Limits and what follows from them as those of search().
CombineResult combine(const Problem& problem, const SearchRules& rules);

/// Whether vehicles are all alike, with a home and without duties, nobody is aboard, riding longer costs nothing, and
/// requests are few enough for a RequestSet.
bool combinable(const Problem& problem);

}  // namespace rurban::vrp
