// The map, and what hangs on it: comparisons, the card under the pointer, tools.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/app/desk.h"
#include "viz/core/numbers.h"

namespace viz {
namespace {

constexpr float kLegend = 260, kNarrowLegend = 185;  // about how much of a map's left side its legend takes
constexpr int kGap = 4;                              // between maps beside one another

/// Pixels from its middle in which a hand gets hold of something. Far out, with hundreds of masts on the map, most of
/// the land must be left to be dragged itself.
double grip_of(const Camera& camera) {
  return std::clamp(6 + 1'200 / camera.metres_per_pixel, 7.0, 14.0);
}

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

/// Pictures of one size in rows of so many, line by line.
Image in_rows(const std::vector<Image>& images, std::size_t columns, int width, int height) {
  Image all(width, height, rgb(60, 60, 66));
  for (std::size_t k = 0; k != images.size(); ++k) {
    const Image& image = images[k];
    const int left = static_cast<int>(k % columns) * (image.width + kGap),
              top = static_cast<int>(k / columns) * (image.height + kGap);
    for (int y = 0; y != image.height && top + y < height; ++y)
      std::copy_n(image.row(y), std::min(image.width, width - left), all.row(top + y) + left);
  }
  return all;
}

/// What a picture is of, above its lower edge; `x` is the end of the label that `align` tells.
void label_picture(Image& image, double x, double room, const std::string& text, Align align, double scale,
                   double above = 0) {
  Canvas canvas(image);
  const double wide = canvas.text_width(text, 20 * scale, true) + 20 * scale,
               smaller = std::min(1.0, (room - 16 * scale) / wide), size = 20 * scale * smaller, box = wide * smaller;
  const double left = align == Align::kRight ? x - box : x;
  const double top = image.height - 66 * scale - above;  // the map's own title and legend have the upper corners
  canvas.rectangle({left, top}, box, 34 * scale, rgb(255, 255, 255), 0.92);
  canvas.text({left + 10 * scale, top + 24 * scale}, text, size, rgb(20, 20, 24), Align::kLeft, true);
}

}  // namespace

std::vector<std::size_t> Desk::companions() const {
  std::vector<std::size_t> layers;
  if (!watched_) return layers;
  const auto& all = watched_->film->layers();
  if (!all[view_.layer].covers_area()) return layers;  // masts are marks on the others, and have a map of their own
  const std::string& word = all[view_.layer].together;
  for (std::size_t layer = 0; !word.empty() && layer != all.size(); ++layer)
    if (all[layer].together == word && all[layer].covers_area()) layers.push_back(layer);
  if (layers.size() == 1) layers.clear();
  return layers;
}

/// The layers that belong together, each on a map of its own.
Image Desk::draw_together(Watched& film, twin::Date date, const std::vector<std::size_t>& layers) {
  std::vector<Image> images;
  for (const std::size_t layer : layers) {
    View view = view_;
    view.layer = layer;
    view.titled = true;
    images.push_back(film.painter.draw(view, date));
  }
  Image all = in_rows(images, static_cast<std::size_t>(panes_.columns), static_cast<int>(map_rect_.width),
                      static_cast<int>(map_rect_.height));
  draw_sources(all, static_cast<double>(s()));
  return all;
}

Desk::Panes Desk::panes_of(int count, int width, int height) const {
  const MapData::Extent extent = watched_->film->map().extent();
  Panes best{count, 1};
  double most = -1e300;  // a legend may leave no room at all
  for (int columns = 1; columns <= count; ++columns) {
    if (count % columns != 0) continue;
    const int rows = count / columns;
    const double legend = static_cast<double>(kNarrowLegend * s());
    const double across = ((width - (columns - 1) * kGap) / columns - legend) / (extent.east - extent.west),
                 up = (height - (rows - 1) * kGap) / rows / (extent.north - extent.south);
    if (std::min(across, up) <= most) continue;
    most = std::min(across, up);
    best = {columns, rows};
  }
  return best;
}

Point Desk::pane_of(Point at) const {
  const auto start = [](double spot, int size, int count) {
    const int pane = std::clamp(static_cast<int>(spot / (size + kGap)), 0, count - 1);
    return 1.0 * pane * (size + kGap);
  };
  return {start(at.x, view_.camera.width, panes_.columns), start(at.y, view_.camera.height, panes_.rows)};
}

Point Desk::in_pane(Point at) const {
  const Point pane = pane_of(at);
  return {at.x - pane.x, at.y - pane.y};
}

Watched& Desk::film_at(Point at) {
  const twin::Date date = timeline_.date();
  Watched* const b = comparing() ? shown_b(date) : nullptr;
  if (b == nullptr) return *watched_;
  const bool left = compare_ == Compare::kSideBySide
                        ? pane_of(at).x == 0
                        : compare_ == Compare::kSwipe && at.x < static_cast<double>(swipe_ * map_rect_.width);
  return left ? *shown_a(date) : *b;
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
  panes_ = !panes.empty() ? panes_of(static_cast<int>(panes.size()), width, height) : Panes{split ? 2 : 1, 1};
  const int each = (width - (panes_.columns - 1) * kGap) / panes_.columns,
            high = (height - (panes_.rows - 1) * kGap) / panes_.rows;
  // Who has not moved the map sees all of it, whatever the panels leave.
  if (view_.camera == whole_ && (whole_.width != each || whole_.height != high)) fit_ = true;
  const float legend = panes_ == Panes{} ? kLegend : kNarrowLegend;
  if (fit_) whole_ = view_.camera = camera_of(watched_->film->map(), each, high, static_cast<int>(legend * s()));
  fit_ = false;
  view_.camera.width = each;
  view_.camera.height = high;
  view_.language = language();
  view_.text_scale = static_cast<double>(s());
  view_.second = timeline_.second();
  view_.dark = ui_.theme() == Theme::kDark || ui_.theme() == Theme::kDarkHighContrast;
  view_.legend = legend_;
  view_.narrow = panes_ != Panes{};
  Drawn wanted{view_,
               date,
               comparing() ? compare_ : Compare::kOff,
               compare == Compare::kSwipe ? swipe_ : 0,
               !panes.empty(),
               panes_,
               a,
               b};
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
    image = b->painter.draw(view, date, a->film.get(), a->film.get());
  } else {
    image = a->painter.draw(view_, date);
  }
  View plain = view_;
  plain.furniture = false;
  if (split) {
    b->painter.take_land(a->painter);
    image = beside({std::move(image), b->painter.draw(plain, date, nullptr, a->film.get())}, width);
  } else if (compare == Compare::kSwipe) {
    b->painter.take_land(a->painter);
    const Image other = b->painter.draw(plain, date, nullptr, a->film.get());
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
    if (b != nullptr && b->painter.has_rings(view_, date, *a->film))
      label_picture(image, width - 8 * scale, each, "○ " + tr("ringed: not as in A"), Align::kRight, 0.75 * scale,
                    44 * scale);
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

std::optional<std::size_t> Desk::row_near(const Film& film, const twin::MapLayer& layer, Point at,
                                          double reach) const {
  const LayerValues values = film.values(layer, timeline_.date());
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

std::optional<Desk::Carried> Desk::carried_from(Point at) {
  if (!watched_ || watched_->live == nullptr || locked_ || tool_ || timeline_.empty() || view_.movers ||
      view_.flows || !shows_marks(!companions().empty() && together(), view_.camera))
    return std::nullopt;
  using Kind = twin::ActInfo::Argument::Kind;
  const Watched& seen = film_at(at);
  for (const twin::MapLayer* layer : points_on(*seen.film, seen.film->layers()[view_.layer]))
    for (std::size_t act = 0; act != acts_.size(); ++act) {
      const auto& arguments = acts_[act].arguments;
      if (arguments.size() != 2 || arguments[0].kind != Kind::kRow || arguments[1].kind != Kind::kPosition ||
          arguments[0].table != table_of(layer->column))
        continue;
      const auto rows = seen.live->rows_of(arguments[0].table);
      const auto row = row_near(*seen.film, *layer, in_pane(at), grip_of(view_.camera) * static_cast<double>(s()));
      if (!row || !rows || *row >= rows->ids.size()) continue;
      const LayerValues values = seen.film->values(*layer, timeline_.date());
      if (values.values[*row] == layer->missing) continue;
      return Carried{act, rows->ids[*row], values.positions[*row], pane_of(at)};
    }
  return std::nullopt;
}

void Desk::put_down(Point at) {
  const auto [east, north] = view_.camera.to_world(in_pane(at));
  do_change(
      {change_date(),
       {},
       {{acts_[carried_->act].name, {static_cast<double>(carried_->row), std::round(east), std::round(north)}}}});
}

void Desk::click_map(Point at) {
  if (!watched_ || timeline_.empty()) return;
  const Watched& seen = film_at(at);
  at = in_pane(at);
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
      for (const twin::MapLayer& layer : seen.film->layers())
        if (table_of(layer.column) == argument.table) {
          const auto row = row_near(*seen.film, layer, at, 40 * static_cast<double>(s()));
          const auto rows = seen.live->rows_of(argument.table);
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
  if (const twin::MapLayer* layer = place_layer())
    selected_ = row_near(*seen.film, *layer, at, 24 * static_cast<double>(s()));
}

/// What the square under a spot has, in each of the layers that belong together; empty where there is none.
std::string Desk::area_words(Watched& film, Point at) {
  const auto& layers = film.film->layers();
  if (!layers[view_.layer].covers_area()) return {};
  const twin::Date date = timeline_.date();
  const double side = layers[view_.layer].cell_m;
  const auto [east, north] = view_.camera.to_world(in_pane(at));
  const LayerValues squares = film.film->values(layers[view_.layer], date);
  std::size_t row = 0;
  while (row != squares.positions.size() && (std::abs(squares.positions[row].x - east) > side / 2 ||
                                             std::abs(squares.positions[row].y - north) > side / 2))
    ++row;
  if (row == squares.positions.size()) return {};
  auto shown = companions();
  if (shown.empty()) shown.push_back(view_.layer);
  std::string words = nearest_name(film.film->map(), east, north);
  for (const std::size_t layer : shown)
    words +=
        "\n" + words_.of(layers[layer].label) + ": " + value_words(*film.film, layers[layer], row, date, language());
  Watched* const b = comparing() ? shown_b(date) : nullptr;
  if (b == nullptr) return words;
  const auto told = [&](Watched& one) { return value_words(*one.film, layers[view_.layer], row, date, language()); };
  return words + "\n" + words_.of(layers[view_.layer].label) + ": " + told(*shown_a(date)) + " (A), " + told(*b) +
         " (B)";
}

/// What stands at a spot and can be moved; empty where there is nothing.
std::string Desk::mark_words(Watched& film, Point at) {
  const auto taken = carried_from(at);
  if (!taken) return {};
  const std::string& table = acts_[taken->act].arguments[0].table;
  std::string words = film.live->name_of(table, taken->row);
  for (const twin::MapLayer& layer : film.film->layers())
    if (table_of(layer.column) == table)
      if (const auto row = row_near(*film.film, layer, in_pane(at), grip_of(view_.camera) * static_cast<double>(s())))
        words +=
            "\n" + words_.of(layer.label) + ": " + value_words(*film.film, layer, *row, timeline_.date(), language());
  return words + "\n" + tr("drag it to where it should stand");
}

/// What is under the pointer, before anybody clicks.
void Desk::hover_card() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantCaptureMouse || dragging_ || !map_rect_.contains(io.MousePos.x, io.MousePos.y) || timeline_.empty() ||
      view_.movers)
    return;
  const Point spot{io.MousePos.x - 1.0 * map_rect_.left, io.MousePos.y - 1.0 * map_rect_.top};
  Watched& seen = film_at(spot);
  std::string text = mark_words(seen, spot);
  if (text.empty()) text = place_words(seen, spot);
  if (const std::string area = view_.flows ? "" : area_words(seen, spot); !area.empty())
    text = text.empty() || area.starts_with(text + "\n") ? area : text + "\n\n" + area;
  if (text.empty()) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(text.c_str());
  ImGui::EndTooltip();
}

/// The place at a spot, and what the layer shown says of it; empty where there is none.
std::string Desk::place_words(Watched& film, Point at) {
  const twin::MapLayer* named = place_layer();
  if (named == nullptr) return {};
  const auto row = row_near(*film.film, *named, in_pane(at), 14 * static_cast<double>(s()));
  const auto& labels = watched_->film->labels(*named);
  if (!row || *row >= labels.size()) return {};
  const twin::MapLayer& layer = watched_->film->layers()[view_.layer];
  if (view_.flows || table_of(layer.column) != table_of(named->column)) return labels[*row];
  const twin::Date date = timeline_.date();
  const auto told = [&](Watched& one) { return value_words(*one.film, layer, *row, date, language()); };
  std::string words = labels[*row] + "\n" + words_.of(layer.label) + ": " + told(*shown_a(date));
  if (Watched* b = comparing() ? shown_b(date) : nullptr)
    words += " (A)\n" + tr("with the change") + ": " + told(*b) + " (B)";
  return words;
}

/// Marks of a tool that is in hand.
void Desk::map_overlays() {
  ImDrawList& draw = *ImGui::GetForegroundDrawList();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  // What is in hand, or would be if one pressed here.
  const bool over = !ImGui::GetIO().WantCaptureMouse && map_rect_.contains(mouse.x, mouse.y);
  const auto grip = carried_ ? carried_
                    : over && !dragging_
                        ? carried_from({mouse.x - 1.0 * map_rect_.left, mouse.y - 1.0 * map_rect_.top})
                        : std::nullopt;
  if (grip) {
    const Point at = view_.camera.to_screen(grip->from.x, grip->from.y);
    const ImVec2 from{static_cast<float>(at.x + grip->pane.x) + map_rect_.left,
                      static_cast<float>(at.y + grip->pane.y) + map_rect_.top};
    draw.AddCircle(from, 11 * s(), IM_COL32(255, 255, 255, 255), 0, 6 * s());
    draw.AddCircle(from, 11 * s(), ui_.accent(), 0, 3 * s());
    if (carried_ && dragged_) {
      draw.AddLine(from, mouse, ui_.accent(), 3 * s());
      draw.AddCircleFilled(mouse, 8 * s(), ui_.accent());
    }
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
  if (tool_->asks < arguments.size() && over) draw.AddCircle(mouse, 12 * s(), ui_.accent(), 0, 3 * s());
}

}  // namespace viz
