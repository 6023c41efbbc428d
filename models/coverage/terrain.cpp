#include "models/coverage/terrain.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "twin/base/draw.h"
#include "twin/base/parallel.h"

namespace rurban::coverage {
namespace {

using std::int32_t;

// A cell of the package has 2 x 2 squares, and a square 5 x 5 cells of the truth. A square's ground is spanned by
// 3 x 3 nodes, 250 m apart: its corners and the middles of its sides, which it shares with its neighbours, and its
// own centre.
//
//   o-----o-----o     o node
//   |. .  .  . .|     . cell of the truth
//   |. .  .  . .|
//   o .   o   . o
//   |. .  .  . .|
//   |. .  .  . .|
//   o-----o-----o
constexpr int32_t kSquares = 2, kFine = kSquareM / kTruthCellM, kCells = kFine * kFine;
constexpr int32_t kFinePerCell = kSquares * kFine;
constexpr int kDense = 2, kSparse = 3;  // land cover

constexpr twin::Stream kSquareDraw{"coverage.terrain.square"}, kNodeDraw{"coverage.terrain.node"},
    kCellDraw{"coverage.terrain.cell"};

// In the county's 500 m raster a square's height above its 1 km cell's mean is 1.24 times what the neighbours' means
// say, correlation 0.95 above 500 m and 0.92 below 300 m. The draw (in parts of the highest square's height above the
// mean) is as large as keeps the squares' slopes within some 2 % of that raster's; 0.3 makes them 8 % too steep.
constexpr float kTilt = 1.24F, kSquareNoise = 0.10F;

// Noise at 250 m (nodes) and at 100 m (cells), as multiples of the sd between a cell's squares: with them,
// differences of height go on falling from 1 km to 100 m with the power of distance that the raster's have from 1 to
// 2 km.
constexpr float kNodeNoise = 0.45F, kCellNoise = 0.20F;

/// A uniform variable of mean 0 and variance 1, from 16 bits.
float unit(std::uint32_t bits) {
  constexpr float kScale = 3.4641016F / 65536.0F;  // sqrt(12): a uniform variable of width 1 has variance 1/12
  return (static_cast<float>(bits & 0xFFFF) - 32767.5F) * kScale;
}

/// Eight such variables.
using EightUnits = std::array<float, 8>;
EightUnits eight_units(twin::PhiloxKey key, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  const twin::PhiloxCounter words = twin::philox4x32({a, b, c, 0}, key);
  EightUnits units;
  for (std::size_t i = 0; i != 4; ++i) {
    units[2 * i] = unit(words[i]);
    units[2 * i + 1] = unit(words[i] >> 16);
  }
  return units;
}

/// The means of the 500 m squares of a window, and how rough each one's cell is.
struct Squares {
  int32_t column = 0, row = 0, columns = 0, rows = 0;  ///< of the first square, in squares of the whole raster
  std::vector<float> mean_m;
  std::vector<float> spread_m;     ///< sd between the four squares of the cell, times its dry share
  std::vector<std::uint8_t> flat;  ///< 1: all of the square is as high as its mean

  /// Beyond the window (which reaches beyond what is asked for, except at the raster's edge) as at its edge.
  std::size_t index(int32_t square_column, int32_t square_row) const {
    const int32_t x = std::clamp(square_column - column, 0, columns - 1),
                  y = std::clamp(square_row - row, 0, rows - 1);
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x);
  }
};

class Means {
 public:
  explicit Means(const Terrain& terrain) : terrain_(terrain) {}
  std::size_t index(int32_t column, int32_t row) const {
    const twin::Grid& grid = terrain_.elevation_mean_m;
    const int32_t x = std::clamp(column, 0, grid.columns - 1), y = std::clamp(row, 0, grid.rows - 1);
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.columns) + static_cast<std::size_t>(x);
  }
  float mean(int32_t column, int32_t row) const { return terrain_.elevation_mean_m.cells[index(column, row)]; }
  float most(int32_t column, int32_t row) const { return terrain_.elevation_max_m.cells[index(column, row)]; }
  /// Lakes bear no detail.
  float dry_share(int32_t column, int32_t row) const {
    return 1 - static_cast<float>(terrain_.inland_water_percent.cells[index(column, row)]) / 100;
  }

 private:
  const Terrain& terrain_;
};

using Four = std::array<float, 4>;  ///< north-west, north-east, south-west, south-east

void take_off_mean(Four& v) {
  const float mean = (v[0] + v[1] + v[2] + v[3]) / 4;
  for (float& each : v) each -= mean;
}

/// How far the four squares of a cell stand above its mean: leaning as the neighbours' means do, with a draw, and the
/// highest one by what the package says.
Four squares_above_mean(const Means& means, twin::PhiloxKey key, int32_t column, int32_t row) {
  const float mean = means.mean(column, row);
  // Zero sum and nothing below the sea: the highest can be three times the mean above it, no more.
  const float rise = mean > 0 ? std::min(means.most(column, row) - mean, 3 * mean) : means.most(column, row) - mean;
  if (rise <= 0) return {};
  const auto drawn = eight_units(key, static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row), 0);
  const float noise = kSquareNoise * rise * means.dry_share(column, row);
  Four above;
  for (std::size_t square = 0; square != 4; ++square) {
    const int32_t east = square % 2 == 0 ? -1 : 1, south = square < 2 ? -1 : 1;
    // Bilinear between the cells' centres: a square's centre is a quarter of a cell off its cell's.
    const float lean = (9 * mean + 3 * means.mean(column + east, row) + 3 * means.mean(column, row + south) +
                        means.mean(column + east, row + south)) /
                           16 -
                       mean;
    above[square] = kTilt * lean + noise * drawn[square];
  }
  take_off_mean(above);
  const float most = *std::max_element(above.begin(), above.end());
  // Four numbers of zero sum: the highest is at least a third of the lowest, so this is no division by nearly 0.
  for (float& each : above) each *= rise / most;
  const float least = *std::min_element(above.begin(), above.end());
  if (mean >= 0 && least < -mean) {
    // Nothing lies below the sea: the three lower squares draw nearer to each other until the lowest is at 0.
    const float share = (mean + least) / (least + rise / 3);
    const auto top = static_cast<std::size_t>(std::max_element(above.begin(), above.end()) - above.begin());
    for (std::size_t square = 0; square != 4; ++square)
      if (square != top) above[square] += share * (-rise / 3 - above[square]);
  }
  return above;
}

Squares draw_squares(const Terrain& terrain, std::uint64_t seed, CellWindow window) {
  const Means means(terrain);
  const twin::PhiloxKey key = twin::draw_key(seed, kSquareDraw.hash);
  Squares squares{.column = window.column * kSquares,
                  .row = window.row * kSquares,
                  .columns = window.columns * kSquares,
                  .rows = window.rows * kSquares,
                  .mean_m = {},
                  .spread_m = {},
                  .flat = {}};
  const auto width = static_cast<std::size_t>(squares.columns);
  squares.mean_m.resize(width * static_cast<std::size_t>(squares.rows));
  squares.spread_m.resize(squares.mean_m.size());
  squares.flat.resize(squares.mean_m.size());
  twin::for_each_index(static_cast<std::size_t>(window.rows), [&](std::size_t row) {
    const int32_t cell_row = window.row + static_cast<int32_t>(row);
    for (int32_t column = 0; column != window.columns; ++column) {
      const int32_t cell_column = window.column + column;
      const Four above = squares_above_mean(means, key, cell_column, cell_row);
      const float mean = means.mean(cell_column, cell_row);
      float sum = 0;
      for (const float each : above) sum += each * each;
      const float spread = std::sqrt(sum / 4) * means.dry_share(cell_column, cell_row);
      for (std::size_t square = 0; square != 4; ++square) {
        const std::size_t at = (2 * row + square / 2) * width + 2 * static_cast<std::size_t>(column) + square % 2;
        squares.mean_m[at] = mean + above[square];
        squares.spread_m[at] = spread;
        squares.flat[at] = sum == 0;
      }
    }
  });
  return squares;
}

/// Height and roughness at the corners of squares. Where a flat cell touches a corner, the corner is as high as it
/// and no noise moves it; several of them meet in their middle.
struct Corner {
  float height_m = 0, spread_m = 0;
};

Corner corner_at(const Squares& squares, int32_t column, int32_t row) {
  float sum = 0, spread = 0, flat_sum = 0;
  int flats = 0;
  for (int32_t y = row - 1; y <= row; ++y)
    for (int32_t x = column - 1; x <= column; ++x) {
      const std::size_t at = squares.index(x, y);
      sum += squares.mean_m[at];
      spread += squares.spread_m[at];
      if (!squares.flat[at]) continue;
      flat_sum += squares.mean_m[at];
      ++flats;
    }
  if (flats != 0) return {flat_sum / static_cast<float>(flats), 0};
  return {sum / 4, spread / 4};
}

/// Draws for a row of nodes. A node's number counts nodes (250 m) along the whole raster.
class NodeDraws {
 public:
  NodeDraws(twin::PhiloxKey key, int32_t node_row) : key_(key), row_(static_cast<std::uint32_t>(node_row)) {}
  /// Ascending numbers cost one call in eight.
  float operator[](int32_t node_column) {
    const auto column = static_cast<std::uint32_t>(node_column);
    if (column / 8 != block_) {
      block_ = column / 8;
      units_ = eight_units(key_, block_, row_, 0);
    }
    return units_[column % 8];
  }

 private:
  twin::PhiloxKey key_;
  std::uint32_t row_, block_ = 0xFFFFFFFF;
  EightUnits units_{};
};

/// Nodes along a row of squares: their northern edge, middle and southern edge.
struct NodeRow {
  std::vector<float> height_m, spread_m;

  explicit NodeRow(int32_t squares)
      : height_m(static_cast<std::size_t>(2 * squares + 1)), spread_m(height_m.size()) {}
};

void add_noise(NodeRow& nodes, NodeDraws draws, int32_t first_node) {
  for (std::size_t node = 0; node != nodes.height_m.size(); ++node)
    nodes.height_m[node] += kNodeNoise * nodes.spread_m[node] * draws[first_node + static_cast<int32_t>(node)];
}

/// Without noise: corners, and the middles between them.
NodeRow edge_between(const Squares& squares, int32_t column, int32_t columns, int32_t row) {
  NodeRow nodes(columns);
  for (int32_t x = 0; x <= columns; ++x) {
    const Corner corner = corner_at(squares, column + x, row);
    nodes.height_m[static_cast<std::size_t>(2 * x)] = corner.height_m;
    nodes.spread_m[static_cast<std::size_t>(2 * x)] = corner.spread_m;
  }
  for (std::size_t middle = 1; middle < nodes.height_m.size(); middle += 2)
    for (std::vector<float>* values : {&nodes.height_m, &nodes.spread_m})
      (*values)[middle] = ((*values)[middle - 1] + (*values)[middle + 1]) / 2;
  return nodes;
}

NodeRow middle_of(const NodeRow& north, const NodeRow& south, int32_t columns) {
  NodeRow nodes(columns);
  for (std::size_t node = 0; node != nodes.height_m.size(); ++node) {
    nodes.height_m[node] = (north.height_m[node] + south.height_m[node]) / 2;
    nodes.spread_m[node] = (north.spread_m[node] + south.spread_m[node]) / 2;
  }
  return nodes;
}

using Patch = std::array<float, kCells>;

/// Share of each node in each cell along one axis: cell centres lie at 0.1, 0.3 … 0.9 of a square, nodes at 0,
/// 0.5, 1.
constexpr float kShare[kFine][3] = {{0.8F, 0.2F, 0}, {0.4F, 0.6F, 0}, {0, 1, 0}, {0, 0.6F, 0.4F}, {0, 0.2F, 0.8F}};

/// (1 - (2u - 1)^2) at the cell centres: a dome that is 0 at the square's border, over its mean of 0.68.
constexpr float kDome[kFine] = {0.36F / 0.68F, 0.84F / 0.68F, 1 / 0.68F, 0.84F / 0.68F, 0.36F / 0.68F};

class TruthMaker {
 public:
  TruthMaker(const Terrain& terrain, std::uint64_t seed, CellWindow window)
      : terrain_(terrain),
        means_(terrain),
        window_(window),
        node_key_(twin::draw_key(seed, kNodeDraw.hash)),
        cell_key_(twin::draw_key(seed, kCellDraw.hash)),
        squares_(draw_squares(terrain, seed, with_border(terrain, window))) {
    const twin::Grid& grid = terrain.elevation_mean_m;
    truth_.columns = window.columns * kFinePerCell;
    truth_.rows = window.rows * kFinePerCell;
    truth_.cell_m = kTruthCellM;
    truth_.west_m = grid.west_m + window.column * grid.cell_m;
    truth_.south_m = grid.south_m + (grid.rows - window.row - window.rows) * grid.cell_m;
    const auto cells = static_cast<std::size_t>(truth_.columns) * static_cast<std::size_t>(truth_.rows);
    truth_.ground_m.resize(cells);
    truth_.clutter_m.resize(cells);
  }

  radio::Surface make() {
    twin::for_each_index(static_cast<std::size_t>(window_.rows * kSquares),
                         [&](std::size_t row) { make_row(static_cast<int32_t>(row)); });
    return std::move(truth_);
  }

 private:
  static CellWindow with_border(const Terrain& terrain, CellWindow w) {
    const int32_t west = std::max(w.column - 1, 0), north = std::max(w.row - 1, 0),
                  east = std::min(w.column + w.columns + 1, terrain.elevation_mean_m.columns),
                  south = std::min(w.row + w.rows + 1, terrain.elevation_mean_m.rows);
    return {west, north, east - west, south - north};
  }

  /// `row`: of squares in the window.
  void make_row(int32_t row) {
    const int32_t columns = window_.columns * kSquares, first = window_.column * kSquares,
                  y = window_.row * kSquares + row;
    NodeRow north = edge_between(squares_, first, columns, y), south = edge_between(squares_, first, columns, y + 1);
    NodeRow middle = middle_of(north, south, columns);
    add_noise(north, {node_key_, 2 * y}, 2 * first);
    add_noise(middle, {node_key_, 2 * y + 1}, 2 * first);
    add_noise(south, {node_key_, 2 * y + 2}, 2 * first);
    for (int32_t column = 0; column != columns; ++column) {
      const int32_t x = first + column;
      const std::size_t square = squares_.index(x, y);
      Patch patch;
      if (squares_.flat[square])
        patch.fill(squares_.mean_m[square]);
      else
        patch = rough_patch({&north, &middle, &south}, column, x, y, squares_.mean_m[square]);
      put(patch, column, row);
    }
  }

  Patch rough_patch(const std::array<const NodeRow*, 3>& nodes, int32_t column, int32_t x, int32_t y,
                    float mean) const {
    const auto west = static_cast<std::size_t>(2 * column);
    float height[kFine][3], spread[kFine][3];  // nodes' columns, cells' rows
    for (std::size_t i = 0; i != kFine; ++i)
      for (std::size_t node = 0; node != 3; ++node) {
        height[i][node] = spread[i][node] = 0;
        for (std::size_t k = 0; k != 3; ++k) {
          height[i][node] += kShare[i][k] * nodes[k]->height_m[west + node];
          spread[i][node] += kShare[i][k] * nodes[k]->spread_m[west + node];
        }
      }
    std::array<EightUnits, 4> draws;
    for (std::uint32_t part = 0; part != 4; ++part)
      draws[part] = eight_units(cell_key_, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), part);
    Patch patch;
    float sum = 0;
    for (std::size_t i = 0; i != kFine; ++i)
      for (std::size_t j = 0; j != kFine; ++j) {
        float z = 0, s = 0;
        for (std::size_t k = 0; k != 3; ++k) {
          z += kShare[j][k] * height[i][k];
          s += kShare[j][k] * spread[i][k];
        }
        const std::size_t at = i * kFine + j;
        sum += patch[at] = z + kCellNoise * s * draws[at / 8][at % 8];
      }
    const float lack = mean - sum / kCells;
    for (std::size_t i = 0; i != kFine; ++i)
      for (std::size_t j = 0; j != kFine; ++j) patch[i * kFine + j] += lack * kDome[i] * kDome[j];
    keep_above_sea(patch, mean, means_.mean(x / kSquares, y / kSquares));
    return patch;
  }

  /// Draws a patch nearer to its mean until nothing of it lies below the sea, unless its cell as a whole does.
  static void keep_above_sea(Patch& patch, float mean, float cell_mean) {
    const float least = *std::min_element(patch.begin(), patch.end());
    if (least >= 0 || cell_mean < 0) return;
    const float keep = std::max(mean, 0.0F) / (std::max(mean, 0.0F) - least);
    for (float& z : patch) z = mean + keep * (z - mean);
  }

  void put(const Patch& patch, int32_t column, int32_t row) {
    const std::size_t cell = means_.index(window_.column + column / kSquares, window_.row + row / kSquares);
    const std::uint8_t trees = tree_height_m(terrain_.land_cover.cells[cell]);
    const int water = trees == 0 ? 0 : terrain_.inland_water_percent.cells[cell] * kCells / 100;
    const float shore = water == 0 ? -1e9F : lowest(patch, water);
    const auto width = static_cast<std::size_t>(truth_.columns);
    for (std::size_t i = 0; i != kFine; ++i) {
      const std::size_t start =
          (static_cast<std::size_t>(row) * kFine + i) * width + static_cast<std::size_t>(column) * kFine;
      for (std::size_t j = 0; j != kFine; ++j) {
        const float z = patch[i * kFine + j];
        truth_.ground_m[start + j] = static_cast<std::int16_t>(std::floor(z + 0.5F));
        truth_.clutter_m[start + j] = z <= shore ? std::uint8_t{0} : trees;
      }
    }
  }

  /// The height of the `count`-th lowest cell.
  static float lowest(Patch patch, int count) {
    const auto nth = patch.begin() + count - 1;
    std::nth_element(patch.begin(), nth, patch.end());
    return *nth;
  }

  const Terrain& terrain_;
  Means means_;
  CellWindow window_;
  twin::PhiloxKey node_key_, cell_key_;
  Squares squares_;
  radio::Surface truth_;
};

}  // namespace

std::uint8_t tree_height_m(std::int16_t land_cover) {
  return land_cover == kDense ? 13 : land_cover == kSparse ? 8 : 0;
}

radio::Surface coarse_surface(const Terrain& terrain) {
  const twin::Grid& mean = terrain.elevation_mean_m;
  radio::Surface surface{.columns = mean.columns,
                         .rows = mean.rows,
                         .west_m = mean.west_m,
                         .south_m = mean.south_m,
                         .cell_m = mean.cell_m,
                         .ground_m = mean.cells,
                         .clutter_m = {}};
  surface.clutter_m.reserve(mean.cells.size());
  for (const std::int16_t cover : terrain.land_cover.cells) surface.clutter_m.push_back(tree_height_m(cover));
  return surface;
}

CellWindow whole(const Terrain& terrain) {
  return {0, 0, terrain.elevation_mean_m.columns, terrain.elevation_mean_m.rows};
}

radio::Surface hidden_truth(const Terrain& terrain, std::uint64_t seed, CellWindow window) {
  assert(terrain.elevation_mean_m.cell_m == kTruthCellM * kFinePerCell);
  return TruthMaker(terrain, seed, window).make();
}

radio::Surface hidden_truth(const Terrain& terrain, std::uint64_t seed) {
  return hidden_truth(terrain, seed, whole(terrain));
}

}  // namespace rurban::coverage
