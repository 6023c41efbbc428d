#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace twin {

/// What there is to tell of one row of a table, as a person reads it: paragraphs under headings.
struct Story {
  struct Part {
    Text heading;
    std::vector<Text> lines;

    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;

  friend bool operator==(const Story&, const Story&) = default;
};

/// Stories of all rows of a table on one day.
using Stories = std::vector<Story>;

std::vector<std::byte> pack(const Stories& stories);
/// Nothing if the bytes are none of ours.
std::optional<Stories> unpack_stories(std::span<const std::byte> bytes);

}  // namespace twin
