#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace viz {

/// What a package of changes does in several runs, each with the same chance as the run without it.
struct PackageVerdict {
  struct Condition {
    bool holds = false;
    twin::Text words;
  };
  struct Row {
    twin::Text label, value;
  };
  bool passes = false;
  std::size_t replicates = 0;
  twin::Text headline;
  std::vector<Condition> conditions;
  std::vector<Row> channels;  ///< the ways that the return flow takes; none where it is not known
  std::vector<Row> groups;    ///< who gains and who loses
  std::vector<Row> figures;   ///< what changes most surely
};

/// One part of a package, in the reader's words; what is not known is empty.
struct PackagePart {
  std::string since, title, what, cost, known;
};

}  // namespace viz
