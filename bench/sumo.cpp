// sumo_export: one day of the county's private cars as SUMO's network and routes, for the comparison in peers.md, and
// what the same day takes here.
//   sumo_export FOLDER
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "models/transport/ways.h"
#include "tools/session.h"
#include "twin/base/parallel.h"
#include "twin/io/file.h"

namespace {

using namespace rurban;

struct Car {
  std::int32_t depart_s;
  std::string edges;
};

void write(const std::filesystem::path& path, const std::string& text) {
  twin::write_atomically(path, [&](twin::OutputFile& file) { file.write(text); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: sumo_export FOLDER\n");
    return 2;
  }
  const std::filesystem::path out = argv[1];
  std::filesystem::create_directories(out);
  tools::Session session = tools::open_session(std::string(RURBAN_ROOT) + "/scenarios/today.yaml", {});
  session.simulation->found(session.scenario.from);
  const twin::Date date = twin::date(2021, 2, 10);
  twin::MotionDay day;
  double least_ms = 1e9;
  for (int repeat = 0; repeat != 5; ++repeat) {
    const auto start = std::chrono::steady_clock::now();
    day = session.simulation->film(date);
    least_ms = std::min(least_ms,
                        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }

  const County& county = session.beginning->county();
  const CountyRoads roads(county);
  const auto& routes = roads.routes(season_of(date));
  const auto& arcs = roads.network().arcs();
  std::string nodes = "<nodes>\n", edges = "<edges>\n";
  for (std::size_t node = 0; node != county.road_nodes.size(); ++node)
    nodes += fmt::format("<node id=\"{}\" x=\"{}\" y=\"{}\"/>\n", node, county.road_nodes[node].east_m,
                         county.road_nodes[node].north_m);
  for (std::size_t arc = 0; arc != arcs.size(); ++arc) {
    const twin::TimeAndLength cost = routes.distance(arcs[arc].from, arcs[arc].to);
    if (cost >= twin::kNoWay<twin::TimeAndLength>) continue;
    const double metres = std::max(1, twin::metres_of(cost)), seconds = std::max(0.1, twin::ms_of(cost) / 1'000.0);
    edges +=
        fmt::format("<edge id=\"a{}\" from=\"{}\" to=\"{}\" numLanes=\"1\" speed=\"{:.3f}\" length=\"{:.1f}\"/>\n",
                    arc, arcs[arc].from, arcs[arc].to, metres / seconds, metres);
  }
  write(out / "county.nod.xml", nodes + "</nodes>\n");
  write(out / "county.edg.xml", edges + "</edges>\n");

  std::map<std::pair<std::int32_t, std::int32_t>, std::uint32_t> place_at;
  for (std::uint32_t place = 0; place != county.places.size(); ++place)
    place_at[{county.places[place].east_m, county.places[place].north_m}] = place;
  std::vector<Car> drives;
  double hours = 0;
  std::size_t legs = 0;
  for (const twin::Leg& leg : day.legs()) {
    if (day.kinds()[day.kind_of(leg.mover)].en != "private cars") continue;
    const auto way = day.way(leg.way);
    const auto from = place_at.find({way.front().east_m, way.front().north_m}),
               to = place_at.find({way.back().east_m, way.back().north_m});
    if (from == place_at.end() || to == place_at.end()) continue;
    const auto path = routes.path(roads.access(from->second).node, roads.access(to->second).node);
    if (path.empty()) continue;
    ++legs;
    hours += way.back().ms / 3'600'000.0;
    Car& drive = drives.emplace_back(Car{leg.start_s, {}});
    for (const std::uint32_t arc : path) drive.edges += fmt::format("a{} ", arc);
  }
  std::stable_sort(drives.begin(), drives.end(), [](const Car& a, const Car& b) { return a.depart_s < b.depart_s; });
  std::string text = "<routes>\n";
  for (std::size_t index = 0; index != drives.size(); ++index)
    text += fmt::format("<vehicle id=\"{}\" depart=\"{}\"><route edges=\"{}\"/></vehicle>\n", index,
                        drives[index].depart_s, drives[index].edges);
  write(out / "county.rou.xml", text + "</routes>\n");
  fmt::print("# threads={} movers={} legs={}\nfilm_ms,{:.1f}\nexported_vehicles,{}\nvehicle_hours,{:.0f}\n",
             twin::threads(), day.movers(), day.legs().size(), least_ms, legs, hours);
}
