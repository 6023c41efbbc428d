#include "models/radio/rma.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace rurban::radio {
namespace {

bool within(double value, double low, double high) {
  return low <= value && value <= high;
}

[[maybe_unused]] bool is_applicable(const RmaCell& cell) {
  return within(cell.ghz, 0.5, 30) && within(cell.base_m, 10, 150) && within(cell.terminal_m, 1, 10) &&
         within(cell.building_m, 5, 50) && within(cell.street_m, 5, 50);
}

double slant_m(const RmaCell& cell, double ground_m) {
  return std::hypot(ground_m, cell.base_m - cell.terminal_m);
}

double break_point_m(const RmaCell& cell) {  // Table 7.4.1-1 note 5
  return 2 * std::numbers::pi * cell.base_m * cell.terminal_m * cell.ghz * 1e9 / 3.0e8;
}

double before_break_db(const RmaCell& cell, double metres) {  // PL1
  const double h = std::pow(cell.building_m, 1.72);
  return 20 * std::log10(40 * std::numbers::pi * metres * cell.ghz / 3) +
         std::min(0.03 * h, 10.0) * std::log10(metres) - std::min(0.044 * h, 14.77) +
         0.002 * std::log10(cell.building_m) * metres;
}

}  // namespace

double rma_in_sight_db(const RmaCell& cell, double ground_m) {
  assert(is_applicable(cell));
  const double metres = slant_m(cell, ground_m), break_m = break_point_m(cell);
  if (ground_m <= break_m) return before_break_db(cell, metres);
  return before_break_db(cell, break_m) + 40 * std::log10(metres / break_m);  // PL2
}

double rma_obstructed_db(const RmaCell& cell, double ground_m) {
  const double in_sight_db = rma_in_sight_db(cell, ground_m);
  const double low = cell.building_m / cell.base_m, log_base = std::log10(cell.base_m);
  const double log_terminal = std::log10(11.75 * cell.terminal_m);
  const double obstructed_db = 161.04 - 7.1 * std::log10(cell.street_m) + 7.5 * std::log10(cell.building_m) -
                               (24.37 - 3.7 * low * low) * log_base +
                               (43.42 - 3.1 * log_base) * (std::log10(slant_m(cell, ground_m)) - 3) +
                               20 * std::log10(cell.ghz) - (3.2 * log_terminal * log_terminal - 4.97);
  return std::max(in_sight_db, obstructed_db);
}

double rma_sight_probability(double ground_m) {
  return ground_m <= 10 ? 1 : std::exp(-(ground_m - 10) / 1000);
}

double rma_in_sight_sd_db(const RmaCell& cell, double ground_m) {
  return ground_m <= break_point_m(cell) ? 4 : 6;
}

}  // namespace rurban::radio
