#include "viz/core/flow_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "viz/core/numbers.h"
#include "viz/core/palette.h"
#include "viz/core/words.h"

namespace viz {
namespace {

constexpr Colour kInk = rgb(33, 33, 38), kPaper = rgb(255, 255, 255), kGrey = rgb(120, 120, 126);
constexpr double kRow = 22, kTitle = 15, kText = 13, kSample = 46;

enum Way : std::size_t { kInto, kOutOf, kWithin };
constexpr std::array<std::size_t, 3> kColour{0, 1, 2};  // blue, vermilion, green

Way way_of(const FlowPlan& plan, const FlowBand& band) {
  return plan.ends[band.from].outside ? kInto : plan.ends[band.to].outside ? kOutOf : kWithin;
}

std::vector<FlowBand> bands_of(const FlowPlan& plan, const YearFlows& year, const View& view) {
  std::vector<Point> positions;
  for (const FlowPlan::End& end : plan.ends) positions.push_back(view.camera.to_screen(end.east_m, end.north_m));
  BandOptions options;
  options.largest_width = 30 * view.text_scale;
  return flow_bands(year.flows, positions, options);
}

}  // namespace

void draw_flows(const FlowPlan& plan, const YearFlows& year, const View& view, Image& image) {
  Canvas canvas(image);
  const double s = view.text_scale;
  const auto at = [&](std::size_t end) {
    return view.camera.to_screen(plan.ends[end].east_m, plan.ends[end].north_m);
  };
  std::vector<bool> used(plan.ends.size());
  for (const FlowBand& band : bands_of(plan, year, view)) {
    canvas.polygon(outline(band), category(kColour[way_of(plan, band)]), 0.75);
    used[band.from] = used[band.to] = true;
  }
  for (std::size_t end = 0; end != plan.ends.size(); ++end) {
    if (!used[end]) continue;
    canvas.disc(at(end), (plan.ends[end].outside ? 6 : 4) * s, kInk, kPaper);
    if (plan.ends[end].outside && view.names)
      canvas.text({at(end).x, at(end).y - 10 * s}, Words(view.language).of(plan.ends[end].name), 15 * s, kInk,
                  Align::kCentre, true, true);
  }
}

double draw_flows_legend(const FlowPlan& plan, std::size_t kind, const YearFlows& year, const View& view,
                         Canvas& canvas, Point corner, double text_scale) {
  const Words tr(view.language);
  const double s = text_scale;
  const FlowPlan::Kind& what = plan.kinds[kind];
  const std::vector<FlowBand> bands = bands_of(plan, year, view);
  const std::string title = fmt::format("{} {}", tr.of(what.label), year.year);
  std::vector<std::pair<double, std::string>> samples;  // width on the map, words
  for (const double share : {1.0, 1.0 / 3})
    if (!bands.empty())
      samples.emplace_back(bands.front().width * share,
                           decimal(bands.front().amount * share, view.language) + " " + tr.of(what.unit));
  std::array<bool, 3> used{};
  for (const FlowBand& band : bands) used[way_of(plan, band)] = true;
  std::vector<std::pair<Colour, std::string>> colours;
  for (const auto& [way, words] : {std::pair{kInto, tr("into the county")},
                                   {kOutOf, tr("out of the county")},
                                   {kWithin, tr("between municipalities")}})
    if (used[way]) colours.emplace_back(category(kColour[way]), words);
  const std::string note = bands.empty() ? tr("nothing yet") : tr("from the wide end to the narrow one");

  double width = std::max(canvas.text_width(title, kTitle * s, true), canvas.text_width(note, kText * s));
  for (const auto& [wide, words] : samples)
    width = std::max(width, (kSample + 10) * s + canvas.text_width(words, kText * s));
  for (const auto& [colour, words] : colours) width = std::max(width, 24 * s + canvas.text_width(words, kText * s));
  width += 24 * s;
  double tall = 0;  // of the samples
  for (const auto& [wide, words] : samples) tall += std::max(kRow * s, wide + 6 * s);
  const double height = (2 * kRow + 16) * s + tall + kRow * s * static_cast<double>(colours.size());
  canvas.rectangle(corner, width, height, kPaper, 0.93);
  canvas.frame(corner, width, height, rgb(190, 190, 195));

  const double left = corner.x + 12 * s;
  double y = corner.y + 24 * s;
  canvas.text({left, y}, title, kTitle * s, kInk, Align::kLeft, true);
  canvas.text({left, y += kRow * s}, note, kText * s, kGrey);
  y += 6 * s;
  for (const auto& [wide, words] : samples) {
    const double row = std::max(kRow * s, wide + 6 * s), middle = y + row / 2;
    const FlowBand sample{
        {{left, middle}, {left + kSample / 2 * s, middle}, {left + kSample * s, middle}}, wide, 0, "", 0, 0};
    canvas.polygon(outline(sample), kGrey);
    canvas.text({left + (kSample + 10) * s, middle + 5 * s}, words, kText * s, kInk);
    y += row;
  }
  for (const auto& [colour, words] : colours) {
    y += kRow * s;
    canvas.rectangle({left, y - 12 * s}, 14 * s, 14 * s, colour);
    canvas.text({left + 24 * s, y}, words, kText * s, kInk);
  }
  return height;
}

}  // namespace viz
