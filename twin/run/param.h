#pragma once
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace twin {

/// One parameter as a model declares it: the scenario schema, the error messages, the sliders, the results
/// and the reference documentation all come from this.
struct ParamInfo {
  std::string name;     ///< "model.parameter", unique
  std::string unit;     ///< "1", "%", "1/year", "min", "SEK", "persons/year" …; see io/quantity.h for what may
                        ///< be written
  double fallback = 0;  ///< the default, in `unit`
  double least = 0, most = 0;  ///< inclusive range, in `unit`
  bool whole = false;          ///< integers only
  Text label;
  std::string source;  ///< where the default comes from; "assumption: …" when it is one
  Text slider = {};    ///< the group under which a window offers it; empty: it does not
};

/// What a default rests on, as its `source` says.
enum class Basis {
  kPublished,   ///< a law, a statistic, a study
  kTable,       ///< a factor of a table's figures, which have sources of their own
  kAssumption,  ///< says "assumption", if only in part
  kChoice       ///< begins with "a choice", "a programme" or "a lever": what is tried, and not what is so
};
Basis basis_of(const ParamInfo& info);

}  // namespace twin
