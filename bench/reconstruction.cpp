// reconstruction_bench: maps from readings along the roads of a county. One CSV line a figure; CPU time, the least of
// several repeats, one thread.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <numbers>
#include <vector>

#include "bench/least_cpu.h"
#include "models/coverage/reconstruction.h"
#include "twin/base/draw.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"

namespace {

using namespace rurban::coverage;

constexpr twin::Stream kRoads{"bench.reconstruction"};

/// Rounds over a county of 200 km by 200 km: each day twelve roads of 20 km that wind about, read every 50 m; a
/// quarter of the days are driven again each.
std::vector<Reading> county_drive(std::size_t count) {
  std::vector<Reading> readings;
  for (std::uint32_t round = 0; readings.size() < count; ++round) {
    const twin::Draw draw(twin::draw_key(1, kRoads.hash), round % 100, 0);
    double east = draw.uniform(0) * 2e5, north = draw.uniform(1) * 2e5, heading = draw.uniform(2) * 6.28;
    for (int step = 0; step != 400 && readings.size() < count; ++step) {
      heading += 0.3 * std::sin(step * 0.05 * (1 + draw.uniform(3)));
      east += 50 * std::cos(heading);
      north += 50 * std::sin(heading);
      const twin::Draw noise(twin::draw_key(2, kRoads.hash), round, static_cast<std::uint32_t>(step));
      readings.push_back({east, north, static_cast<float>(-95 + 20 * (noise.uniform() - 0.5)), -95,
                          static_cast<std::uint16_t>(round / 12), static_cast<std::uint16_t>(round % 6), false});
    }
  }
  return readings;
}

}  // namespace

int main() {
  twin::set_threads(1);
  fmt::print("# build {}, instruction set {}\nfigure,value,unit\n", RURBAN_BUILD_TYPE,
             twin::to_string(twin::instruction_set()));
  for (const std::size_t count : {20'000U, 200'000U}) {
    const std::vector<Reading> readings = county_drive(count);
    const double build_s = least_cpu_s(3, [&] { Reconstruction(readings, Kernel{}); });
    const Reconstruction map(readings, Kernel{});
    fmt::print("places_of_{},{},places\nbuild_of_{},{:.3f},s\n", count, map.known_places(), count, build_s);

    std::vector<Target> grid, road;
    for (int row = 0; row != 300; ++row)
      for (int column = 0; column != 300; ++column) grid.push_back({column * 600., row * 600., -95});
    for (std::size_t i = 0; i < readings.size(); i += readings.size() / 20'000)
      road.push_back({readings[i].east_m + 20, readings[i].north_m - 10, -95});
    std::vector<Estimate> estimates;
    for (const auto& [name, places] : {std::pair{"grid", &grid}, std::pair{"road", &road}}) {
      estimates.resize(places->size());
      const double s = least_cpu_s(5, [&] { map.predict(*places, estimates); });
      fmt::print("predictions_{}_of_{},{:.0f},1/s\n", name, count, static_cast<double>(places->size()) / s);
    }
    fmt::print("fit_of_{},{:.2f},s\n", count, least_cpu_s(1, [&] { fit(readings); }));
  }
}
