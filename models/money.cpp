#include "models/money.h"

namespace rurban {

const std::array<twin::Text, kFlowRows> kFlowRowNames{{{"insättningar som flyttar", "deposits that move"},
                                                       {"löner", "wages"},
                                                       {"kommunal- och regionskatt", "municipal and regional tax"},
                                                       {"statliga skatter", "state taxes"},
                                                       {"överskott och utdelning", "surplus and dividends"},
                                                       {"resursersättning", "resource payments"},
                                                       {"utjämning och bidrag", "equalisation and grants"},
                                                       {"pensioner och förmåner", "pensions and benefits"},
                                                       {"offentliga tjänster", "public services in kind"},
                                                       {"hushållens konsumtion", "consumption of households"},
                                                       {"inköp", "purchases"},
                                                       {"försäljning av råvaror", "sales of primary resources"},
                                                       {"besökare och annan försäljning", "visitors and other sales"},
                                                       {"boende", "housing"},
                                                       {"investeringar", "investment"}}};

MoneyNodes money_nodes(twin::Declare& d) {
  static constexpr std::array<std::string_view, kParts> kPartNames{
      "the place", "households", "local firms", "branches owned elsewhere", "municipality", "associations"};
  d.parts(kPartNames);
  return {d.node("rest of Sweden"), d.node("abroad"), d.node("state"),
          d.node("region"),         d.node("bank"),   d.node("owners outside")};
}

}  // namespace rurban
