#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "viz/core/image.h"

namespace viz {

struct Point {
  double x = 0, y = 0;
};

enum class Align { kLeft, kCentre, kRight };

/// Draws lines, shapes and text on an image, smoothly, the same on every machine. Positions in pixels from the top
/// left.
class Canvas {
 public:
  /// Keeps a reference to `image`.
  explicit Canvas(Image& image);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void line(const std::vector<Point>& points, Colour colour, double width);
  void disc(Point centre, double radius, Colour fill, Colour outline);
  void rectangle(Point corner, double width, double height, Colour fill, double opacity = 1);
  void frame(Point corner, double width, double height, Colour colour);
  /// Thin lines across a rectangle: what stands for "no data".
  void hatching(Point corner, double width, double height, Colour colour);
  void triangle(Point a, Point b, Point c, Colour fill);
  void polygon(const std::vector<Point>& corners, Colour fill, double opacity = 1);

  /// `y` is the baseline. `halo` draws a light rim, for text on a map.
  void text(Point at, const std::string& text, double size, Colour colour, Align align = Align::kLeft,
            bool bold = false, bool halo = false);
  double text_width(const std::string& text, double size, bool bold = false) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The image as a PNG file's bytes. `comment` is carried inside, as its description.
std::string png(const Image& image, const std::string& comment);

}  // namespace viz
