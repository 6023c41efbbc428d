#include "viz/core/canvas.h"

#include <cairo.h>
#include <png.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace viz {

struct Canvas::State {
  cairo_surface_t* surface = nullptr;
  cairo_t* context = nullptr;

  void colour(Colour c, double opacity = 1) const {
    cairo_set_source_rgba(context, red_of(c) / 255.0, green_of(c) / 255.0, blue_of(c) / 255.0, opacity);
  }
  void font(double size, bool bold) const {
    cairo_select_font_face(context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, size);
  }
};

Canvas::Canvas(Image& image) : state_(std::make_unique<State>()) {
  state_->surface =
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.pixels.data()), CAIRO_FORMAT_ARGB32,
                                          image.width, image.height, image.width * 4);
  state_->context = cairo_create(state_->surface);
  cairo_set_line_join(state_->context, CAIRO_LINE_JOIN_ROUND);
  // Not as the desktop has it: the same pixels on every machine.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options(state_->context, options);
  cairo_font_options_destroy(options);
}

Canvas::~Canvas() {
  cairo_destroy(state_->context);
  cairo_surface_flush(state_->surface);
  cairo_surface_destroy(state_->surface);
}

void Canvas::line(const std::vector<Point>& points, Colour colour, double width) {
  if (points.size() < 2) return;
  cairo_new_path(state_->context);
  for (const Point& point : points) cairo_line_to(state_->context, point.x, point.y);
  state_->colour(colour);
  cairo_set_line_width(state_->context, width);
  cairo_stroke(state_->context);
}

void Canvas::disc(Point centre, double radius, Colour fill, Colour outline) {
  cairo_new_path(state_->context);
  cairo_arc(state_->context, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
  state_->colour(fill);
  cairo_fill_preserve(state_->context);
  state_->colour(outline);
  cairo_set_line_width(state_->context, 1);
  cairo_stroke(state_->context);
}

void Canvas::rectangle(Point corner, double width, double height, Colour fill, double opacity) {
  cairo_rectangle(state_->context, corner.x, corner.y, width, height);
  state_->colour(fill, opacity);
  cairo_fill(state_->context);
}

void Canvas::frame(Point corner, double width, double height, Colour colour) {
  cairo_rectangle(state_->context, corner.x + 0.5, corner.y + 0.5, width - 1, height - 1);
  state_->colour(colour);
  cairo_set_line_width(state_->context, 1);
  cairo_stroke(state_->context);
}

void Canvas::hatching(Point corner, double width, double height, Colour colour) {
  cairo_save(state_->context);
  cairo_rectangle(state_->context, corner.x, corner.y, width, height);
  cairo_clip(state_->context);
  for (double x = -height; x < width; x += 4)
    line({{corner.x + x, corner.y + height}, {corner.x + x + height, corner.y}}, colour, 1);
  cairo_restore(state_->context);
  frame(corner, width, height, colour);
}

void Canvas::triangle(Point a, Point b, Point c, Colour fill) {
  polygon({a, b, c}, fill);
}

void Canvas::polygon(const std::vector<Point>& corners, Colour fill, double opacity) {
  cairo_new_path(state_->context);
  for (const Point& point : corners) cairo_line_to(state_->context, point.x, point.y);
  cairo_close_path(state_->context);
  state_->colour(fill, opacity);
  cairo_fill(state_->context);
}

double Canvas::text_width(const std::string& text, double size, bool bold) const {
  state_->font(size, bold);
  cairo_text_extents_t extents;
  cairo_text_extents(state_->context, text.c_str(), &extents);
  return extents.x_advance;
}

void Canvas::text(Point at, const std::string& text, double size, Colour colour, Align align, bool bold, bool halo) {
  const double width = align == Align::kLeft ? 0 : text_width(text, size, bold);
  state_->font(size, bold);
  const double x = at.x - (align == Align::kCentre ? width / 2 : align == Align::kRight ? width : 0);
  cairo_move_to(state_->context, x, at.y);
  if (halo) {
    cairo_text_path(state_->context, text.c_str());
    state_->colour(rgb(255, 255, 255), 0.85);
    cairo_set_line_width(state_->context, size / 4);
    cairo_stroke(state_->context);
    cairo_move_to(state_->context, x, at.y);
  }
  state_->colour(colour);
  cairo_show_text(state_->context, text.c_str());
}

std::string png(const Image& image, const std::string& comment) {
  png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(writer);
  std::string bytes;
  png_set_write_fn(
      writer, &bytes,
      [](png_structp out, png_bytep data, png_size_t size) {
        static_cast<std::string*>(png_get_io_ptr(out))->append(reinterpret_cast<const char*>(data), size);
      },
      [](png_structp) {});
  png_set_IHDR(writer, info, static_cast<png_uint_32>(image.width), static_cast<png_uint_32>(image.height), 8,
               PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  std::string key = "Description", text = comment;
  png_text entry{};
  entry.compression = PNG_ITXT_COMPRESSION_NONE;
  entry.key = key.data();
  entry.text = text.data();
  png_set_text(writer, info, &entry, 1);
  png_set_compression_level(writer, 6);
  png_write_info(writer, info);
  std::vector<png_byte> row(static_cast<std::size_t>(image.width) * 3);
  for (int y = 0; y != image.height; ++y) {
    for (int x = 0; x != image.width; ++x) {
      const Colour colour = image.row(y)[x];
      const auto at = static_cast<std::size_t>(x) * 3;
      row[at] = static_cast<png_byte>(red_of(colour));
      row[at + 1] = static_cast<png_byte>(green_of(colour));
      row[at + 2] = static_cast<png_byte>(blue_of(colour));
    }
    png_write_row(writer, row.data());
  }
  png_write_end(writer, info);
  png_destroy_write_struct(&writer, &info);
  return bytes;
}

}  // namespace viz
