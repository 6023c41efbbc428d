// The map, and what hangs on it: comparisons, the card under the pointer, tools.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/app/desk.h"
#include "viz/core/numbers.h"

namespace viz {
namespace {

constexpr float kLegend = 260;  // about how much of the map's left side a legend takes
constexpr int kGap = 4;         // between maps beside one another

/// Pictures of one size beside one another, the last at the right edge.
Image beside(const std::vector<Image>& images, int width) {
  Image all(width, images.front().height, rgb(60, 60, 66));
  for (std::size_t k = 0; k != images.size(); ++k) {
    const Image& image = images[k];
    const int left = k + 1 == images.size() ? width - image.width : static_cast<int>(k) * (image.width + kGap);
    for (int y = 0; y != all.height; ++y) std::copy_n(image.row(y), image.width, all.row(y) + left);
  }
  return all;
}

/// What a picture is of, above its lower edge; `x` is the end of the label that `align` tells.
void label_picture(Image& image, double x, double room, const std::string& text, Align align, double scale) {
  Canvas canvas(image);
  const double wide = canvas.text_width(text, 20 * scale, true) + 20 * scale,
               smaller = std::min(1.0, (room - 16 * scale) / wide), size = 20 * scale * smaller, box = wide * smaller;
  const double left = align == Align::kRight ? x - box : x;
  const double top = image.height - 66 * scale;  // the map's own title and legend have the upper corners
  canvas.rectangle({left, top}, box, 34 * scale, rgb(255, 255, 255), 0.92);
  canvas.text({left + 10 * scale, top + 24 * scale}, text, size, rgb(20, 20, 24), Align::kLeft, true);
}

}  // namespace

std::vector<std::size_t> Desk::companions() const {
  std::vector<std::size_t> layers;
  if (!watched_) return layers;
  const auto& all = watched_->film->layers();
  const std::string& word = all[view_.layer].together;
  for (std::size_t layer = 0; !word.empty() && layer != all.size(); ++layer)
    if (all[layer].together == word) layers.push_back(layer);
  if (layers.size() == 1) layers.clear();
  return layers;
}

/// The layers that belong together, each on a map of its own.
Image Desk::draw_together(Watched& film, twin::Date date, const std::vector<std::size_t>& layers) {
  std::vector<Image> images;
  const double scale = static_cast<double>(s());
  for (const std::size_t layer : layers) {
    View view = view_;
    view.layer = layer;
    view.furniture = images.empty();
    Image image = film.painter.draw(view, date);
    label_picture(image, 8 * scale, view.camera.width, words_.of(film.film->layers()[layer].label), Align::kLeft,
                  scale);
    images.push_back(std::move(image));
  }
  return beside(images, static_cast<int>(map_rect_.width));
}

void Desk::draw_map() {
  const int width = static_cast<int>(map_rect_.width), height = static_cast<int>(map_rect_.height);
  if (timeline_.empty() || width < 50 || height < 50) return;
  const twin::Date date = timeline_.date();
  Watched* const a = shown_a(date);
  Watched* const b = comparing() ? shown_b(date) : nullptr;
  const Compare compare = b == nullptr ? Compare::kOff : compare_;
  const std::vector<std::size_t> panes = together() ? companions() : std::vector<std::size_t>{};
  const bool split = compare == Compare::kSideBySide;
  const int count = !panes.empty() ? static_cast<int>(panes.size()) : split ? 2 : 1;
  const int each = (width - (count - 1) * kGap) / count;
  // Who has not moved the map sees all of it, whatever the panels leave.
  if (view_.camera == whole_ && (whole_.width != each || whole_.height != height)) fit_ = true;
  if (fit_) whole_ = view_.camera = camera_of(watched_->film->map(), each, height, static_cast<int>(kLegend * s()));
  fit_ = false;
  view_.camera.width = each;
  view_.camera.height = height;
  view_.language = language();
  view_.text_scale = static_cast<double>(s());
  view_.second = timeline_.second();
  view_.dark = ui_.theme() == Theme::kDark || ui_.theme() == Theme::kDarkHighContrast;
  view_.legend = legend_;
  view_.narrow = count > 1;
  Drawn wanted{
      view_, date, comparing() ? compare_ : Compare::kOff, compare == Compare::kSwipe ? swipe_ : 0, !panes.empty(),
      a,     b};
  // A filmed day runs through its seconds; a map of months does not change with them.
  if (!view_.movers) wanted.view.second = 0;
  if (view_.flows)
    if (const auto known = a->film->flows(*view_.flows, date)) wanted.flow_year = known->year;
  if (wanted == drawn_ && map_version_ != 0) return;
  Image image;
  if (!panes.empty()) {
    image = draw_together(*a, date, panes);
  } else if (compare == Compare::kDifference) {
    View view = view_;
    view.change = true;
    view.movers = false;
    view.flows.reset();
    b->painter.take_land(a->painter);
    image = b->painter.draw(view, date, a->film.get());
  } else {
    image = a->painter.draw(view_, date);
  }
  View plain = view_;
  plain.furniture = false;
  if (split) {
    b->painter.take_land(a->painter);
    image = beside({std::move(image), b->painter.draw(plain, date)}, width);
  } else if (compare == Compare::kSwipe) {
    b->painter.take_land(a->painter);
    const Image other = b->painter.draw(plain, date);
    const int from = std::clamp(static_cast<int>(swipe_ * static_cast<float>(width)), 0, width);
    for (int y = 0; y != height; ++y) {
      std::copy_n(other.row(y) + from, width - from, image.row(y) + from);
      for (int x = std::max(0, from - 2); x != std::min(width, from + 2); ++x) image.row(y)[x] = rgb(213, 94, 0);
    }
  }
  if (comparing() && panes.empty()) {
    const double scale = static_cast<double>(s());
    const auto label = [&](double x, const std::string& text, Align align) {
      label_picture(image, x, each, text, align, scale);
    };
    if (b == nullptr) {
      label(width - 8 * scale, "B  " + tr("with the change") + " · " + tr("computing …"), Align::kRight);
    } else if (compare != Compare::kDifference) {
      const double middle = split ? each : static_cast<double>(swipe_) * width;
      const std::string tier = b == answer_.whole.get() ? tr("computed") : tr("quick run");
      label(middle - 8 * scale, "A  " + tr("baseline") + " · " + tier, Align::kRight);
      label(split ? width - 8 * scale : middle + 8 * scale, "B  " + tr("with the change") + " · " + tier,
            split ? Align::kRight : Align::kLeft);
    }
  }
  map_ = std::move(image);
  ++map_version_;
  drawn_ = wanted;
}

const twin::MapLayer* Desk::place_layer() const {
  const Film& film = *watched_->film;
  const twin::MapLayer& shown = film.layers()[view_.layer];
  if (!film.labels(shown).empty()) return &shown;
  for (const twin::MapLayer& layer : film.layers())
    if (!film.labels(layer).empty()) return &layer;
  return nullptr;
}

std::optional<std::size_t> Desk::row_near(const twin::MapLayer& layer, Point at, double reach) const {
  const LayerValues values = watched_->film->values(layer, timeline_.date());
  std::optional<std::size_t> nearest;
  for (std::size_t row = 0; row != values.positions.size(); ++row) {
    const Point point = view_.camera.to_screen(values.positions[row].x, values.positions[row].y);
    const double distance = std::hypot(point.x - at.x, point.y - at.y);
    if (distance >= reach) continue;
    reach = distance;
    nearest = row;
  }
  return nearest;
}

/// Of the map that it is on, when there are several beside one another.
static Point in_camera(Point at, const Camera& camera) {
  while (at.x > camera.width + kGap) at.x -= camera.width + kGap;
  return at;
}

std::optional<Desk::Carried> Desk::carried_from(Point at) const {
  if (!watched_ || watched_->live == nullptr || locked_ || tool_ || timeline_.empty() || view_.movers || view_.flows)
    return std::nullopt;
  using Kind = twin::ActInfo::Argument::Kind;
  const twin::MapLayer& layer = watched_->film->layers()[view_.layer];
  for (std::size_t act = 0; act != acts_.size(); ++act) {
    const auto& arguments = acts_[act].arguments;
    if (arguments.size() != 2 || arguments[0].kind != Kind::kRow || arguments[1].kind != Kind::kPosition ||
        arguments[0].table != table_of(layer.column))
      continue;
    const auto rows = watched_->live->rows_of(arguments[0].table);
    const auto row = row_near(layer, in_camera(at, view_.camera), 12 * static_cast<double>(s()));
    if (!row || !rows || *row >= rows->ids.size()) return std::nullopt;
    return Carried{act, rows->ids[*row], watched_->film->values(layer, timeline_.date()).positions[*row]};
  }
  return std::nullopt;
}

void Desk::put_down(Point at) {
  const auto [east, north] = view_.camera.to_world(in_camera(at, view_.camera));
  do_change(
      {change_date(),
       {},
       {{acts_[carried_->act].name, {static_cast<double>(carried_->row), std::round(east), std::round(north)}}}});
}

void Desk::click_map(Point at) {
  if (!watched_ || timeline_.empty()) return;
  at = in_camera(at, view_.camera);
  if (tool_) {
    const auto& arguments = acts_[tool_->act].arguments;
    if (tool_->asks >= arguments.size()) return;
    const twin::ActInfo::Argument& argument = arguments[tool_->asks];
    using Kind = twin::ActInfo::Argument::Kind;
    std::optional<std::vector<double>> given;
    if (argument.kind == Kind::kPosition) {
      const auto [east, north] = view_.camera.to_world(at);
      given = {std::round(east), std::round(north)};
    } else if (argument.kind == Kind::kRow) {
      for (const twin::MapLayer& layer : watched_->film->layers())
        if (table_of(layer.column) == argument.table) {
          const auto row = row_near(layer, at, 40 * static_cast<double>(s()));
          const auto rows = watched_->live->rows_of(argument.table);
          if (row && rows && *row < rows->ids.size()) given = {static_cast<double>(rows->ids[*row])};
          break;
        }
    }
    if (!given) return;
    tool_->given[tool_->asks] = given;
    // On to what is still to be pointed at.
    for (std::size_t next = 0; next != arguments.size(); ++next)
      if (!tool_->given[next]) {
        tool_->asks = next;
        return;
      }
    tool_->asks = arguments.size();
    return;
  }
  selected_.reset();
  if (const twin::MapLayer* layer = place_layer()) selected_ = row_near(*layer, at, 24 * static_cast<double>(s()));
}

/// What is under the pointer, before anybody clicks.
void Desk::hover_card() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantCaptureMouse || dragging_ || !map_rect_.contains(io.MousePos.x, io.MousePos.y) || timeline_.empty() ||
      view_.movers)
    return;
  const twin::MapLayer* named = place_layer();
  if (named == nullptr) return;
  const Point at =
      in_camera({io.MousePos.x - 1.0 * map_rect_.left, io.MousePos.y - 1.0 * map_rect_.top}, view_.camera);
  const auto row = row_near(*named, at, 14 * static_cast<double>(s()));
  const auto& labels = watched_->film->labels(*named);
  if (!row || *row >= labels.size()) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(labels[*row].c_str());
  const twin::MapLayer& layer = watched_->film->layers()[view_.layer];
  if (!view_.flows && table_of(layer.column) == table_of(named->column)) {
    const twin::Date date = timeline_.date();
    const auto told = [&](Watched& film) { return value_words(*film.film, layer, *row, date, language()); };
    std::string text = words_.of(layer.label) + ": " + told(*shown_a(date));
    if (Watched* b = comparing() ? shown_b(date) : nullptr)
      text += " (A)\n" + tr("with the change") + ": " + told(*b) + " (B)";
    ImGui::TextUnformatted(text.c_str());
  }
  ImGui::EndTooltip();
}

/// Marks of a tool that is in hand.
void Desk::map_overlays() {
  ImDrawList& draw = *ImGui::GetForegroundDrawList();
  if (carried_ && dragged_) {
    const Point from = view_.camera.to_screen(carried_->from.x, carried_->from.y);
    const ImVec2 to = ImGui::GetIO().MousePos;
    draw.AddLine({static_cast<float>(from.x) + map_rect_.left, static_cast<float>(from.y) + map_rect_.top}, to,
                 ui_.accent(), 3 * s());
    draw.AddCircleFilled(to, 8 * s(), ui_.accent());
  }
  if (!tool_) return;
  const auto& arguments = acts_[tool_->act].arguments;
  for (std::size_t index = 0; index != arguments.size(); ++index)
    if (arguments[index].kind == twin::ActInfo::Argument::Kind::kPosition && tool_->given[index]) {
      const auto& value = *tool_->given[index];
      const Point at = view_.camera.to_screen(value[0], value[1]);
      const ImVec2 spot{static_cast<float>(at.x) + map_rect_.left, static_cast<float>(at.y) + map_rect_.top};
      if (!map_rect_.contains(spot.x, spot.y)) continue;
      draw.AddCircleFilled(spot, 11 * s(), IM_COL32(255, 255, 255, 255));
      draw.AddCircleFilled(spot, 8 * s(), ui_.accent());
    }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (tool_->asks < arguments.size() && !ImGui::GetIO().WantCaptureMouse && map_rect_.contains(mouse.x, mouse.y))
    draw.AddCircle(mouse, 12 * s(), ui_.accent(), 0, 3 * s());
}

}  // namespace viz
