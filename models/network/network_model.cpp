#include "models/network/network_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/money.h"

namespace rurban {

void NetworkModel::declare(twin::Declare& d) {
  lines_ = d.owns(kBusLines);
  roads_ = d.owns(kRoadChanges);
  percent_ = d.writes(kLinePercent);
  km_per_h_ = d.writes(kRoadKmPerH);
  from_east_ = d.writes(kRoadFromEast);
  from_north_ = d.writes(kRoadFromNorth);
  to_east_ = d.writes(kRoadToEast);
  to_north_ = d.writes(kRoadToNorth);
  cost_per_km_ = d.param({.name = "road_cost",
                          .unit = "kr/km",
                          .fallback = 25'000'000,
                          .least = 1'000'000,
                          .most = 200'000'000,
                          .label = {"vad en kilometer ny väg kostar att bygga", "what a kilometre of new road costs"},
                          .source = "assumption: 10 to 40 million, two lanes in the countryside"});
  building_ = money_flow(d, "road building", FlowRow::kInvestment, {"vägbygge", "building of roads"});
  const MoneyNodes nodes = money_nodes(d);
  state_ = nodes.state;
  builders_ = nodes.sweden;

  using Kind = twin::ActInfo::Argument::Kind;
  const twin::Text group{"Vägar och bussar", "Roads and buses"};
  d.act({"frequency",
         {"ändra en busslinjes turtäthet", "change how often a bus runs"},
         {{.name = "line", .kind = Kind::kRow, .label = {"linje", "line"}, .table = std::string(kBusLines.name)},
          {.name = "percent",
           .kind = Kind::kNumber,
           .label = {"av dagens avgångar", "of today's departures"},
           .unit = "%",
           .fallback = 200,
           .least = 0,
           .most = 400,
           .whole = true}},
         group});
  d.act({"close_road",
         {"stäng en väg", "close a road"},
         {{.name = "at", .kind = Kind::kPosition, .label = {"var", "where"}}},
         group});
  d.act({"build_road",
         {"bygg en väg", "build a road"},
         {{.name = "from", .kind = Kind::kPosition, .label = {"från", "from"}},
          {.name = "to", .kind = Kind::kPosition, .label = {"till", "to"}},
          {.name = "speed",
           .kind = Kind::kNumber,
           .label = {"hastighet", "speed"},
           .unit = "km/h",
           .fallback = 80,
           .least = 30,
           .most = 110,
           .whole = true}},
         group});
}

void NetworkModel::found(twin::Founding& f) {
  twin::Table& lines = f.rows(lines_);
  for (const std::string& line : bus_lines(beginning_->county())) {
    const std::uint32_t row = lines.add(lines.rows() + 1);
    lines.labels.push_back(line);
    f[percent_][row] = 100;
  }
}

void NetworkModel::act(twin::Acting& a) {
  const County& county = beginning_->county();
  if (a.what() == "frequency") {
    a[percent_][a.row("line")] = static_cast<std::uint16_t>(a.number("percent"));
    return;
  }
  const auto spot = [&](std::string_view argument) {
    const auto at = a.position(argument);
    return NetworkChanges::Spot{at.east_m, at.north_m};
  };
  const bool closes = a.what() == "close_road";
  const NetworkChanges::Spot from = spot(closes ? "at" : "from"), to = closes ? from : spot("to");
  if (closes && road_at(county, from).empty())
    a.refuse({fmt::format("ingen väg går inom 10 km från {}, {}", from.east_m, from.north_m),
              fmt::format("no road passes within 10 km of {}, {}", from.east_m, from.north_m)});
  if (!closes && (county.road_nodes.empty() || node_at(county, from) == node_at(county, to)))
    a.refuse({"båda ändarna ligger vid samma korsning", "both ends are at one crossing"});
  twin::Table& roads = a.rows(roads_);
  const std::uint32_t row = roads.add(roads.rows() + 1);
  a[from_east_][row] = {from.east_m};
  a[from_north_][row] = {from.north_m};
  a[to_east_][row] = {to.east_m};
  a[to_north_][row] = {to.north_m};
  if (closes) return;
  a[km_per_h_][row] = static_cast<std::uint16_t>(a.number("speed"));
  const double km = built_metres(county, node_at(county, from), node_at(county, to)) / 1'000.0;
  a.post(building_, state_, builders_, ore(*cost_per_km_ * km));
}

NetworkChanges NetworkModel::changes(const twin::Access& w) const {
  NetworkChanges changes;
  for (const std::uint16_t percent : w[percent_]) changes.line_percent.push_back(percent);
  if (std::all_of(changes.line_percent.begin(), changes.line_percent.end(), [](std::int32_t p) { return p == 100; }))
    changes.line_percent.clear();
  for (std::size_t row = 0; row != w[km_per_h_].size(); ++row) {
    const NetworkChanges::Spot from{w[from_east_][row].value, w[from_north_][row].value};
    if (w[km_per_h_][row] == 0)
      changes.closed.push_back(from);
    else
      changes.built.push_back({from, {w[to_east_][row].value, w[to_north_][row].value}, w[km_per_h_][row]});
  }
  return changes;
}

void NetworkModel::prepare(twin::Preparation& p) {
  transport_->follow(changes(p));
}

}  // namespace rurban
