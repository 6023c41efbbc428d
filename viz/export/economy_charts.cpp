#include "viz/export/economy_charts.h"

#include <algorithm>

#include "viz/core/palette.h"
#include "viz/export/figures.h"

namespace viz {
namespace {

constexpr std::size_t kNamedColours = 8;
constexpr Colour kGrey = rgb(138, 138, 138);
constexpr double kLeastShare = 0.015;

}  // namespace

Sankey balance_sankey(const Balance& balance, const AccountNames& names, const std::string& name,
                      const std::string& title, twin::Language language) {
  const bool sv = language != twin::Language::kEnglish;
  Sankey sankey{title, {{name, 1}}, {}, {}, [language](double ore) { return money(ore, language); }};
  std::size_t named = 0;
  for (std::size_t i = 0; i != balance.counterparts.size(); ++i) {
    const bool rest = i == names.nodes.size() || named == kNamedColours;
    sankey.kinds.push_back({balance.counterparts[i].in(language), rest ? kGrey : category(named++)});
  }
  const auto rows = names.rows.size();
  for (const std::size_t column : {std::size_t{0}, std::size_t{2}})
    for (const twin::Text& row : names.rows) sankey.nodes.push_back({row.in(language), column});
  for (const Balance::Entry& entry : balance.entries) {
    const std::size_t row = std::min(static_cast<std::size_t>(std::max(entry.row, 0)), rows - 1);
    if (entry.sum.in > 0) sankey.bands.push_back({1 + row, 0, static_cast<double>(entry.sum.in), entry.counterpart});
    if (entry.sum.out > 0)
      sankey.bands.push_back({0, 1 + rows + row, static_cast<double>(entry.sum.out), entry.counterpart});
  }
  if (const std::int64_t change = balance.change(); change != 0) {
    const std::size_t node = sankey.nodes.size();
    sankey.kinds.push_back({sv ? "sparande" : "savings", kGrey});
    if (change > 0) {
      sankey.nodes.push_back({sv ? "läggs till sparande" : "put into savings", 2});
      sankey.bands.push_back({0, node, static_cast<double>(change), sankey.kinds.size() - 1});
    } else {
      sankey.nodes.push_back({sv ? "tas ur sparande" : "taken out of savings", 0});
      sankey.bands.push_back({node, 0, -static_cast<double>(change), sankey.kinds.size() - 1});
    }
  }
  return merged(sankey, kLeastShare, sv ? "övrigt" : "other");
}

FlowMap municipality_map(const std::vector<PairFlow>& pairs, const AccountNames& names,
                         const std::vector<double>& residents, const std::string& title,
                         std::function<std::string(double)> figure, twin::Language language) {
  const bool sv = language != twin::Language::kEnglish;
  FlowMap map;
  map.title = title;
  map.figure = std::move(figure);
  map.into = sv ? "in till länet" : "into the county";
  map.out_of = sv ? "ut ur länet" : "out of the county";
  map.within = sv ? "mellan kommuner" : "between municipalities";
  map.direction = sv ? "från det breda till det smala" : "from the wide end to the narrow";
  std::vector<double> most(names.municipalities.size(), -1);
  for (const std::string& name : names.municipalities) map.ends.push_back({name, {}, false, 0, 0});
  for (std::size_t i = 0; i != names.places.size(); ++i) {
    const AccountNames::Place& place = names.places[i];
    map.places.push_back(place.at);
    const double people = i < residents.size() ? residents[i] : 0;
    if (people <= most[place.municipality]) continue;
    most[place.municipality] = people;
    map.ends[place.municipality].at = place.at;
  }
  for (const AccountNames::Node& node : names.nodes)
    map.ends.push_back({node.name.in(language), {}, true, node.east, node.north});
  for (const PairFlow& pair : pairs) map.flows.push_back({pair.from, pair.to, static_cast<double>(pair.amount), ""});
  return map;
}

}  // namespace viz
