#pragma once
#include <span>
#include <vector>

#include "viz/core/image.h"

namespace viz {

/// `count` colours from light to dark, told apart by people with any colour vision and in grey: viridis turned round
/// (van der Walt and Smith, 2015), interpolated between its published values.
std::vector<Colour> sequential(std::size_t count);

/// From blue over white to red, for change: vik (Crameri, 2018), interpolated between its published values. An odd
/// count has its middle white.
std::vector<Colour> diverging(std::size_t count);

/// Okabe and Ito's eight (2008), for kinds of things; the same again after eight.
Colour category(std::size_t index);

/// Of a code of a layer of categories.
inline Colour category_colour(std::size_t code) {
  return category(code + 1);
}

}  // namespace viz
