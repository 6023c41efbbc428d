#pragma once
#include <functional>
#include <string>

#include "viz/export/accounts.h"
#include "viz/export/flow_map.h"
#include "viz/export/sankey.h"

namespace viz {

/// A balance as bands: from the rows of the account that money came in by, through the middle, to those that it went
/// out by; colours tell from whom and to whom. What is left over becomes deposits and stands at the right, what is
/// lacking is taken from them and stands at the left, so that as much goes out of the middle as comes in.
/// `name`: what the balance is of.
Sankey balance_sankey(const Balance& balance, const AccountNames& names, const std::string& name,
                      const std::string& title, twin::Language language);

/// Flows between municipalities, and to and from the outside, on the map. Each municipality stands at its largest
/// place. `residents`: by place.
FlowMap municipality_map(const std::vector<PairFlow>& pairs, const AccountNames& names,
                         const std::vector<double>& residents, const std::string& title,
                         std::function<std::string(double)> figure, twin::Language language);

}  // namespace viz
