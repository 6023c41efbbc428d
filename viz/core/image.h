#pragma once
#include <cstdint>
#include <vector>

namespace viz {

/// Opaque or premultiplied colour, 0xAARRGGBB.
using Colour = std::uint32_t;

constexpr Colour rgb(int red, int green, int blue) {
  return 0xFF000000U | static_cast<Colour>(red) << 16 | static_cast<Colour>(green) << 8 | static_cast<Colour>(blue);
}
constexpr int red_of(Colour colour) {
  return static_cast<int>(colour >> 16 & 0xFF);
}
constexpr int green_of(Colour colour) {
  return static_cast<int>(colour >> 8 & 0xFF);
}
constexpr int blue_of(Colour colour) {
  return static_cast<int>(colour & 0xFF);
}

/// `share` 0 gives `a`, 1 gives `b`.
constexpr Colour mixed(Colour a, Colour b, double share) {
  const auto mix = [&](int x, int y) { return static_cast<int>(x + (y - x) * share + 0.5); };
  return rgb(mix(red_of(a), red_of(b)), mix(green_of(a), green_of(b)), mix(blue_of(a), blue_of(b)));
}

/// Pixels, row by row from the top.
struct Image {
  int width = 0, height = 0;
  std::vector<Colour> pixels;

  Image() = default;
  Image(int w, int h, Colour fill = rgb(255, 255, 255))
      : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

  Colour* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
  const Colour* row(int y) const {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  bool has(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }

  friend bool operator==(const Image&, const Image&) = default;
};

}  // namespace viz
