#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "models/synthesis/synthesis.h"

namespace tools {

/// How well one kind of margin is met in all municipalities together.
struct MarginFit {
  bool controlled = false;
  std::int64_t total = 0, error = 0;
  double worst = 0;  ///< of one municipality, share
  std::uint32_t worst_municipality = 0;
};
std::map<std::string, MarginFit> fits_by_margin(std::span<const rurban::FitRow> rows);

}  // namespace tools
