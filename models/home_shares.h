#pragma once
#include <cstdint>
#include <utility>

#include "models/vocabulary.h"
#include "twin/run/layer.h"

namespace rurban {

/// Per cent of a place's homes, rounded; -1 where nobody lives.
constexpr std::int16_t percent_of_homes(std::int64_t part, std::int64_t homes) {
  return homes == 0 ? std::int16_t{-1} : static_cast<std::int16_t>((200 * part + homes) / (2 * homes));
}

/// How the map shows a column of them.
inline twin::MapLayer layer_of_homes(twin::Text label) {
  return {.label = std::move(label),
          .unit = {"procent", "per cent"},
          .breaks = {20, 40, 60, 80, 95},
          .missing = -1.0,
          .missing_label = {"ingen bor där", "nobody lives there"},
          .sized_by = "place.residents",
          .headline = true};
}

}  // namespace rurban
