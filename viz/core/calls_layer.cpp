#include "viz/core/calls_layer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "viz/core/words.h"

namespace viz {
namespace {

// Apart from each other for those who see few colours, and from vehicles by their dark rim.
constexpr std::array<Colour, 4> kFills{rgb(240, 228, 66), rgb(255, 255, 255), rgb(150, 150, 156), rgb(213, 94, 0)};
constexpr Colour kRim = rgb(20, 20, 24), kUsual = rgb(235, 235, 240), kWay = rgb(0, 90, 170),
                 kPaper = rgb(255, 255, 255), kInk = rgb(33, 33, 38);

Colour fill_of(std::size_t kind) {
  return kFills[kind % kFills.size()];
}

void draw_track(const twin::MotionDay& day, std::uint32_t way, const Camera& camera, Canvas& canvas, Colour colour,
                double width) {
  std::vector<Point> track;
  for (const twin::WayPoint& point : day.way(way)) track.push_back(camera.to_screen(point.east_m, point.north_m));
  if (track.size() > 1) canvas.line(track, colour, width);
}

/// Where a mover is, under way or not; nothing if it has no legs.
std::optional<Point> place_of(const twin::MotionDay& day, std::uint32_t mover, double second, const Camera& camera) {
  const twin::Leg* last = nullptr;
  for (const twin::Leg& leg : day.legs())
    if (leg.mover == mover && (last == nullptr || leg.start_s <= second)) last = &leg;
  if (last == nullptr) return std::nullopt;
  const auto at = day.position_on(*last, second);
  return camera.to_screen(at.east_m, at.north_m);
}

}  // namespace

void draw_way(const Movers& movers, std::uint32_t mover, const Camera& camera, Image& image, double text_scale) {
  const twin::MotionDay& day = movers.day();
  Canvas canvas(image);
  for (const twin::Leg& leg : day.legs())
    if (leg.mover == mover) draw_track(day, leg.way, camera, canvas, kWay, 5 * text_scale);
  // What stays blue beside it is detour.
  if (const auto usual = day.calls.usual_way(mover)) draw_track(day, *usual, camera, canvas, kUsual, 2 * text_scale);
}

void draw_calls(const Movers& movers, double second, std::optional<std::size_t> chosen, const Camera& camera,
                Image& image, double text_scale) {
  const twin::MotionDay& day = movers.day();
  std::map<std::tuple<std::int32_t, std::int32_t, std::uint8_t>, int> waiting;
  for (std::size_t index = 0; index != day.calls.answered(second); ++index) {
    const twin::Call& call = day.calls.list[index];
    if (call.from_s <= second && second < call.until_s) ++waiting[{call.east_m, call.north_m, call.kind}];
  }
  Canvas canvas(image);
  const double s = text_scale;
  for (const auto& [spot, count] : waiting) {
    const auto& [east, north, kind] = spot;
    Point at = camera.to_screen(east, north);
    at.x += (1.0 * kind - 1.5) * 6 * s;  // beside those of other kinds
    const double radius = std::min(10.0, 3.5 + std::sqrt(1.0 * count)) * s;
    canvas.disc(at, radius + 1.5 * s, kRim, kRim);
    canvas.disc(at, radius, fill_of(kind), fill_of(kind));
  }
  if (!chosen || *chosen >= day.calls.list.size()) return;
  const auto ring = [&](Point at, double radius, Colour colour) {
    std::vector<Point> circle;
    for (int step = 0; step <= 48; ++step) {
      const double angle = step * 3.14159265358979 / 24;
      circle.push_back({at.x + radius * std::cos(angle), at.y + radius * std::sin(angle)});
    }
    canvas.line(circle, kPaper, 6 * s);
    canvas.line(circle, colour, 3 * s);
  };
  const twin::Call& call = day.calls.list[*chosen];
  ring(camera.to_screen(call.east_m, call.north_m), 15 * s, kRim);
  if (call.mover != twin::Call::kNobody)
    if (const auto at = place_of(day, call.mover, second, camera)) ring(*at, 12 * s, kWay);
}

double draw_calls_legend(const twin::Calls& calls, Canvas& canvas, Point corner, twin::Language language,
                         double text_scale) {
  constexpr double kText = 14, kRow = 22, kLeft = 32;
  const Words tr(language);
  const double s = text_scale;
  double width = 0;
  for (const twin::Text& kind : calls.kinds) width = std::max(width, canvas.text_width(tr.of(kind), kText * s));
  const double height = (kRow * static_cast<double>(calls.kinds.size()) + 12) * s;
  canvas.rectangle(corner, width + (kLeft + 14) * s, height, kPaper, 0.93);
  canvas.frame(corner, width + (kLeft + 14) * s, height, rgb(190, 190, 195));
  double y = corner.y + 2 * s;
  for (std::size_t kind = 0; kind != calls.kinds.size(); ++kind) {
    y += kRow * s;
    canvas.disc({corner.x + 18 * s, y - 5 * s}, 6.5 * s, kRim, kRim);
    canvas.disc({corner.x + 18 * s, y - 5 * s}, 5 * s, fill_of(kind), fill_of(kind));
    canvas.text({corner.x + kLeft * s, y}, tr.of(calls.kinds[kind]), kText * s, kInk);
  }
  return height;
}

}  // namespace viz
