#include "viz/export/player.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "viz/core/base_map.h"
#include "viz/core/indicators.h"
#include "viz/core/palette.h"
#include "viz/core/scene.h"
#include "viz/export/player_assets.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

using nlohmann::json;
using twin::MapLayer;

constexpr int kWidth = 900, kHeight = 980;

json text_json(const twin::Text& text) {
  return {{"sv", text.sv}, {"en", text.en}};
}

std::string hex(Colour colour) {
  return fmt::format("#{:06x}", colour & 0xFFFFFF);
}

std::vector<twin::Date> quarters(const Film& film) {
  std::vector<twin::Date> dates;
  for (const twin::Date date : film.dates())
    if (twin::is_boundary(date, twin::Period::kQuarter) || date == film.dates().back()) dates.push_back(date);
  return dates;
}

/// Rows and values in turn, of those that differ from the frame before; null where there is none.
json changes(const LayerValues& now, const std::vector<double>& before, const MapLayer& layer) {
  json frame = json::array();
  for (std::size_t row = 0; row != now.values.size(); ++row) {
    if (row < before.size() && before[row] == now.values[row]) continue;
    frame.push_back(row);
    if (std::isnan(now.values[row]) || now.values[row] == layer.missing)
      frame.push_back(nullptr);
    else if (std::abs(now.values[row]) < 1e15 && now.values[row] == std::round(now.values[row]))
      frame.push_back(static_cast<std::int64_t>(now.values[row]));
    else
      frame.push_back(now.values[row]);
  }
  return frame;
}

json layers_json(const Film& film, const std::vector<twin::Date>& dates, const Camera& camera, json& tables) {
  std::vector<MapLayer> shown;
  for (const MapLayer& layer : film.layers())
    if (layer.kind != MapLayer::Kind::kDensity && !layer.covers_area()) shown.push_back(layer);
  json layers = json::array();
  for (const MapLayer& layer : shown) {
    const LayerValues first = film.values(layer, dates.front());
    const LayerStyle style = style_of(layer, first, false);
    json entry = {{"column", layer.column},          {"adds", adds_up(layer)},
                  {"label", text_json(layer.label)}, {"unit", text_json(layer.unit)},
                  {"table", table_of(layer.column)}, {"missing", layer.missing.has_value()},
                  {"breaks", style.classes.breaks},  {"colours", json::array()},
                  {"categories", nullptr},           {"sized", nullptr}};
    for (std::size_t other = 0; other != shown.size(); ++other)
      if (shown[other].column == layer.sized_by) entry["sized"] = other;
    if (layer.kind == MapLayer::Kind::kCategories) {
      entry["categories"] = json::array();
      for (std::size_t code = 0; code != layer.categories.size(); ++code) {
        entry["categories"].push_back(text_json(layer.categories[code]));
        entry["colours"].push_back(hex(category_colour(code)));
      }
    } else {
      for (const Colour colour : style.classes.colours) entry["colours"].push_back(hex(colour));
    }
    json frames = json::array();
    std::vector<double> before;
    for (const twin::Date date : dates) {
      const LayerValues now = film.values(layer, date);
      frames.push_back(changes(now, before, layer));
      before = now.values;
    }
    entry["frames"] = std::move(frames);
    json& table = tables[table_of(layer.column)];
    if (table.is_null()) {
      const LayerValues last = film.values(layer, dates.back());  // points may have been added
      table = {{"x", json::array()}, {"y", json::array()}, {"names", json::array()}};
      const auto& names = film.labels(layer);
      for (std::size_t row = 0; row != last.positions.size(); ++row) {
        const Point at = camera.to_screen(last.positions[row].x, last.positions[row].y);
        table["x"].push_back(std::round(at.x * 10) / 10);
        table["y"].push_back(std::round(at.y * 10) / 10);
        table["names"].push_back(row < names.size() ? names[row] : fmt::format("{}", row + 1));
      }
    }
    layers.push_back(std::move(entry));
  }
  return layers;
}

json names_json(const MapData& map, const Camera& camera) {
  json names = json::array();
  for (const MapData::Name* name : names_to_show(map, camera)) {
    const Point at = camera.to_screen(name->east_m, name->north_m);
    names.push_back({name->text, std::round(at.x), std::round(at.y), is_large(*name)});
  }
  return names;
}

/// What a scenario's text says of itself.
struct Asked {
  twin::Text question;
  std::string seed;
};

/// Empty where the text says nothing of it: the page is worth as much without.
Asked asked_in(const std::string& scenario) {
  try {
    const YAML::Node root = YAML::Load(scenario);
    const auto text = [](const YAML::Node& node) { return node ? node.as<std::string>("") : ""; };
    if (!root.IsMap()) return {};
    Asked asked{{}, text(root["seed"])};
    if (const YAML::Node question = root["question"]; question && question.IsMap())
      asked.question = {text(question["sv"]), text(question["en"])};
    return asked;
  } catch (const YAML::Exception&) {
    return {};
  }
}

/// JSON that may stand inside a script element.
std::string embedded(const json& data) {
  std::string text;
  for (const char letter : data.dump()) {
    if (letter == '/' && !text.empty() && text.back() == '<') text += '\\';
    text += letter;
  }
  return text;
}

}  // namespace

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k != 3; ++k)
      three = three << 8 | (at + k < bytes.size() ? static_cast<std::uint8_t>(bytes[at + k]) : 0U);
    for (std::size_t k = 0; k != 4; ++k) text += at + k > bytes.size() ? '=' : kDigits[three >> (18 - 6 * k) & 63];
  }
  return text;
}

std::string player_html(const Film& film, twin::Language language, const twin::Provenance& provenance) {
  const Camera camera = camera_of(film.map(), kWidth, kHeight);
  Image base = base_map(film.map(), camera);
  {
    Canvas canvas(base);
    draw_scale(camera, canvas, {12, kHeight - 12.0}, 1);
  }
  const std::vector<twin::Date> dates = quarters(film);
  const bool sv = language != twin::Language::kEnglish;
  const Asked asked = asked_in(provenance.scenario);
  json data = {{"language", sv ? "sv" : "en"},
               {"title", text_json(film.title())},
               {"question", text_json(asked.question)},
               {"seed", asked.seed},
               {"version", provenance.version},
               {"inputs", provenance.inputs_hash},
               {"scenario", provenance.scenario},
               {"width", kWidth},
               {"height", kHeight},
               {"tables", json::object()},
               {"dates", json::array()},
               {"map", fmt::format("data:image/png;base64,{}", base64(png(base, "")))}};
  for (const twin::Date date : dates) data["dates"].push_back(twin::to_string(date));
  data["names"] = names_json(film.map(), camera);
  data["layers"] = layers_json(film, dates, camera, data["tables"]);

  return fmt::format(
      R"html(<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';img-src data:;style-src 'unsafe-inline';script-src 'unsafe-inline'">
<title>{}</title><style>{}</style></head><body>
{}<script type="application/json" id="data">{}</script>
<script>{}</script></body></html>
)html",
      sv ? "sv" : "en", escape(film.title().in(language)), kPlayerStyle, kPlayerBody, embedded(data), kPlayerScript);
}

}  // namespace viz
