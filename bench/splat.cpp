// splat_export: one mast on invented forest-free hills as SPLAT!'s input, for the comparison in peers.md, and what a
// sweep of the same ground takes here.
//   splat_export FOLDER
#include <fmt/format.h>

#include <ctime>
#include <filesystem>

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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: splat_export FOLDER\n");
    return 2;
  }
  const std::filesystem::path out = argv[1];
  std::filesystem::create_directories(out);
  const Surface surface = synthetic_ground(kHills, 1, kCells * kCellM, kCellM);
  write(out / fmt::format("{}:{}:{}:{}.sdf", kNorth, kNorth + 1, kWest, kWest + 1), sdf(surface));
  write(out / "mast.qth", fmt::format("mast\n{}.5\n{}.5\n{} meters\n", kNorth, kWest, kMast.antenna_m));
  // Ground as P.1812 has it; continental temperate, vertical polarisation, half of places and of time.
  write(out / "mast.lrp", fmt::format("22.0\n0.003\n315.0\n{:.1f}\n5\n1\n0.5\n0.5\n", kMast.mhz));

  twin::set_threads(1);
  const std::clock_t start = std::clock();
  const RadialLoss loss = sweep(surface, kMast, kRules);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto paths = static_cast<double>(loss.loss_db.size());
  fmt::print("sweep ({}): {:.0f} paths, {:.3f} CPU-s, {:.0f} paths per CPU-s\n", to_string(twin::instruction_set()),
             paths, seconds, paths / seconds);
}
