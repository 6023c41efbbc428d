#include "models/coverage/published.h"

namespace rurban::coverage {

const std::vector<PublishedShare>& published_shares() {
  static const std::vector<PublishedShare> kShares{
      {2014, MobileService::kVoice, 0.64, true, "PTS through nsd.se, 2015-03-03"},
      {2016, MobileService::kData30, 0.044, true, "PTS through a blog of Rinkel, 2023"},
      {2017, MobileService::kVoice, 0.711, true, "PTS through nyteknik.se 708217: 28.9 % without"}};
  return kShares;
}

FieldRules field_rules(const radio::Surface& surface, int year) {
  FieldRules rules;
  rules.bias_db = bias_of(surface.cell_m);
  rules.carriers_together = carriers_together(year);
  return rules;
}

std::vector<ComparedShare> compare(const County& county, const CountyCells& cells, const radio::Surface& surface,
                                   const BaseRules& rules) {
  const std::vector<double> persons = persons_by_cell(county, cells);
  std::vector<ComparedShare> rows;
  for (const PublishedShare& published : published_shares()) {
    const Network network = base_network(county, cells, published.year, rules);
    Field field(cells, surface, field_rules(surface, published.year));
    field.put(network.sites);
    rows.push_back({published, field.share(published.service, Receiver::kPhoneOutdoors, cells.land),
                    field.share(published.service, Receiver::kPhoneOutdoors, persons), network.sites.size()});
  }
  return rows;
}

}  // namespace rurban::coverage
