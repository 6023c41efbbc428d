// splat_export: one mast on invented forest-free hills as SPLAT!'s input, for the comparison in peers.md, and what a
// map of the same ground takes here. With losses.txt, SPLAT!'s answer, also how far the two differ.
//   splat_export FOLDER [losses.txt]
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

#include "models/radio/coverage_map.h"
#include "models/radio/sweep.h"
#include "models/radio/synthetic_ground.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/io/file.h"

namespace {

using namespace rurban::radio;

// SPLAT! reads squares of a degree in 1,200 x 1,200 cells. One at the equator has square cells of this size, and
// holds a circle of 50 km around its middle.
constexpr int kCells = 1200, kCellM = 93, kNorth = 1, kWest = 340;
constexpr Transmitter kMast{.antenna_m = 60, .mhz = 800};
constexpr SweepRules kRules{.radius_m = 50'000, .step_m = kCellM};

void write(const std::filesystem::path& path, const std::string& text) {
  twin::write_atomically(path, [&](twin::OutputFile& file) { file.write(text); });
}

/// Rows from south to north, each from east to west.
std::string sdf(const Surface& surface) {
  std::string text = fmt::format("{}\n{}\n{}\n{}\n", kWest + 1, kNorth, kWest, kNorth + 1);
  for (int row = kCells - 1; row >= 0; --row)
    for (int column = kCells - 1; column >= 0; --column)
      text += fmt::format("{}\n", surface.ground_m[static_cast<std::size_t>(row * kCells + column)]);
  return text;
}

void write_input(const std::filesystem::path& out, const Surface& surface) {
  std::filesystem::create_directories(out);
  write(out / fmt::format("{}:{}:{}:{}.sdf", kNorth, kNorth + 1, kWest, kWest + 1), sdf(surface));
  write(out / "mast.qth", fmt::format("mast\n{}.5\n{}.5\n{} meters\n", kNorth, kWest, kMast.antenna_m));
  // Ground as P.1812 has it; continental temperate, vertical polarisation, half of places and of time.
  write(out / "mast.lrp", fmt::format("22.0\n0.003\n315.0\n{:.1f}\n5\n1\n0.5\n0.5\n", kMast.mhz));
}

double cpu_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Mean and standard deviation of SPLAT!'s loss less ours. Its lines: latitude, longitude west, azimuth, elevation,
/// loss.
void compare(const char* file, const LossMap& map) {
  std::ifstream in(file);
  double sum = 0, squares = 0;
  int places = 0;
  for (std::string line; std::getline(in, line);) {
    double north = 0, west = 0, theirs = 0;
    if (std::sscanf(line.c_str(), "%lf, %lf, %*f, %*f, %lf", &north, &west, &theirs) != 3) continue;
    const auto row = kCells - 1 - std::lround((north - kNorth) * kCells),
               column = std::lround((kWest + 1 - west) * kCells);
    const auto ours = map.loss_db(static_cast<std::uint32_t>(row * kCells + column));
    if (!ours) continue;
    sum += theirs - *ours;
    squares += (theirs - *ours) * (theirs - *ours);
    ++places;
  }
  const double mean = sum / places;
  fmt::print("SPLAT! less sweep: mean {:.1f} dB, standard deviation {:.1f} dB at {} places\n", mean,
             std::sqrt(squares / places - mean * mean), places);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    fmt::print(stderr, "usage: splat_export FOLDER [losses.txt]\n");
    return 2;
  }
  const Surface surface = synthetic_ground(kHills, 1, kCells * kCellM, kCellM);
  write_input(argv[1], surface);
  twin::set_threads(1);
  const double start = cpu_s();
  const RadialLoss loss = sweep(surface, kMast, kRules);
  const double swept = cpu_s();
  const LossMap map =
      loss_map(loss, kMast, {kCells, kCells, surface.west_m, surface.south_m, kCellM}, {.most_loss_db = 187});
  const double mapped = cpu_s();
  const auto paths = static_cast<double>(loss.loss_db.size());
  fmt::print(
      "sweep ({}): {:.0f} paths, {:.3f} CPU-s, {:.0f} paths per CPU-s; {} cells of the map, {:.3f} CPU-s more\n",
      to_string(twin::instruction_set()), paths, swept - start, paths / (swept - start), map.size(), mapped - swept);
  if (argc == 3) compare(argv[2], map);
}
