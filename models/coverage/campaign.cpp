#include "models/coverage/campaign.h"

#include <algorithm>

#include "models/transport/ways.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {

void add_stretch(const CountyCells& cells, double from_east_m, double from_north_m, double to_east_m,
                 double to_north_m, std::vector<std::uint32_t>& passed) {
  const double east = to_east_m - from_east_m, north = to_north_m - from_north_m;
  // Four steps a cell: corners that are cut by less than a quarter of it may be missed.
  const double steps = std::ceil(4 * std::sqrt(east * east + north * north) / cells.cell_m) + 1;
  for (double step = 0; step <= steps; ++step) {
    const std::uint32_t cell = cells.at(from_east_m + east * step / steps, from_north_m + north * step / steps);
    if (cell != CountyCells::kNone && (passed.empty() || passed.back() != cell)) passed.push_back(cell);
  }
}

void sort_cells(std::vector<std::uint32_t>& cells) {
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}

std::vector<MeasuredRound> truck_rounds(const County& county, const CountyRoads& roads, const CountyCells& cells,
                                        Season season, std::span<const Doors> doors,
                                        std::span<const MunicipalityRef> municipality,
                                        std::span<const std::uint32_t> depots) {
  std::vector<std::int32_t> spread_m;
  for (const Place& place : county.places) spread_m.push_back(place.spread_m);
  std::vector<Task> tasks = tasks_of(doors, municipality, spread_m, depots);
  std::erase_if(tasks, [](const Task& task) { return kDuties[task.duty].kind != VehicleKind::kGarbageTruck; });
  std::vector<std::vector<MeasuredRound>> by_task(tasks.size());
  twin::for_each_index(tasks.size(), [&](std::size_t t) {
    WayPen pen(county, roads, season);
    for (const Round& round : rounds_of(roads, tasks[t], season).rounds) {
      pen.begin_round(tasks[t].base, round, tasks[t].stops);
      MeasuredRound& measured = by_task[t].emplace_back();
      measured.municipality = tasks[t].municipality;
      const auto& points = pen.points();
      for (std::size_t k = 1; k < points.size(); ++k)
        add_stretch(cells, points[k - 1].east_m, points[k - 1].north_m, points[k].east_m, points[k].north_m,
                    measured.cells);
      sort_cells(measured.cells);
    }
  });
  std::vector<MeasuredRound> rounds;
  for (auto& part : by_task) std::move(part.begin(), part.end(), std::back_inserter(rounds));
  return rounds;
}

std::vector<std::uint32_t> road_cells(const County& county, const CountyCells& cells) {
  std::vector<std::uint32_t> passed;
  for (const RoadLink& link : county.road_links) {
    const RoadNode &from = county.road_nodes[link.from], &to = county.road_nodes[link.to];
    add_stretch(cells, from.east_m, from.north_m, to.east_m, to.north_m, passed);
  }
  sort_cells(passed);
  return passed;
}

}  // namespace rurban::coverage
