#pragma once
#include <string>
#include <vector>

#include "models/coverage/base_network.h"
#include "models/coverage/field.h"

namespace rurban::coverage {

/// A share of the county's land that was published, to hold the model against.
struct PublishedShare {
  int year = 0;
  MobileService service{};
  double share = 0;
  bool fitted = false;  ///< a parameter of BaseRules was set by it
  std::string source;
};
const std::vector<PublishedShare>& published_shares();

/// One row of the comparison.
struct ComparedShare {
  PublishedShare published;
  double model = 0;    ///< land, with a phone outdoors, by any operator
  double persons = 0;  ///< the same by where people live
  std::size_t sites = 0;
};
/// The base network of each year that has a published share, judged as the county's land and people see it.
std::vector<ComparedShare> compare(const County& county, const CountyCells& cells, const radio::Surface& surface,
                                   const BaseRules& rules = {});

/// Rules of a field over a surface: its bias by its cells, and how many carriers phones of the year use together.
FieldRules field_rules(const radio::Surface& surface, int year);

}  // namespace rurban::coverage
