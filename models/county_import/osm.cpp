#include "models/county_import/osm.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <osmium/io/any_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/way.hpp>
#include <system_error>
#include <unordered_map>

#include "twin/io/file.h"

namespace rurban {
namespace {

using OsmId = osmium::object_id_type;

bool is_one_of(const char* value, std::initializer_list<std::string_view> words) {
  return value != nullptr && std::find(words.begin(), words.end(), std::string_view(value)) != words.end();
}

/// A road or an outline whose nodes' positions are not known yet.
struct Drawn {
  std::vector<OsmId> nodes;
  RoadLine road;     ///< vertices come later
  NamedPoint point;  ///< no kind: it is a road
};

class OsmReader {
 public:
  OsmReader(const std::filesystem::path& file, const Projection& project) : file_(file), project_(project) {}

  OsmExtract read() {
    try {
      // Ways first, so that only the nodes they need are remembered: most belong to houses and paths.
      each(osmium::osm_entity_bits::way, [&](const osmium::memory::Buffer& buffer) {
        for (const osmium::Way& way : buffer.select<osmium::Way>()) add(way);
      });
      for (const Drawn& drawn : drawn_)
        for (const OsmId id : drawn.nodes) vertex_of_.try_emplace(id, kNowhere);
      each(osmium::osm_entity_bits::node, [&](const osmium::memory::Buffer& buffer) {
        for (const osmium::Node& node : buffer.select<osmium::Node>()) add(node);
      });
    } catch (const osmium::io_error& error) {
      refuse(error.what());
    } catch (const osmium::invalid_location& error) {
      refuse(error.what());
    } catch (const std::length_error& error) {
      refuse(error.what());
    } catch (const std::system_error& error) {
      refuse(error.what());
    }
    for (Drawn& drawn : drawn_) place(drawn);
    return std::move(result_);
  }

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  [[noreturn]] void refuse(const std::string& reason) const {
    throw twin::refusal(
        file_, {"det är ingen hel OpenStreetMap-fil: " + reason, "it is no whole OpenStreetMap file: " + reason});
  }

  template <class Use>
  void each(osmium::osm_entity_bits::type what, Use use) {
    osmium::io::Reader reader(file_.string(), what);
    while (const osmium::memory::Buffer buffer = reader.read()) use(buffer);
    reader.close();
  }

  static NamedPoint point_of(const osmium::TagList& tags) {
    NamedPoint point;
    for (const char* key : {"amenity", "shop", "healthcare"}) {
      const char* value = tags[key];
      if (value == nullptr) continue;
      point.kind = point_kind(key, value);
      if (!point.kind.empty()) break;
    }
    if (!point.kind.empty()) point.name = tags.get_value_by_key("name", "");
    return point;
  }

  void add(const osmium::Way& way) {
    Drawn drawn;
    const osmium::TagList& tags = way.tags();
    if (const char* highway = tags["highway"]) {
      const double usual = usual_speed(highway);
      const bool closed = is_one_of(tags["motor_vehicle"], {"no", "private", "forestry", "agricultural"}) ||
                          (tags["motor_vehicle"] == nullptr && is_one_of(tags["access"], {"no", "private"}));
      if (usual == 0 || closed || is_one_of(tags["area"], {"yes"})) return;
      const double limit = speed_limit(tags.get_value_by_key("maxspeed", ""));
      drawn.road.km_per_h = limit > 0 ? limit : usual;
      drawn.road.name = tags.get_value_by_key("ref", tags.get_value_by_key("name", ""));
    } else {
      drawn.point = point_of(tags);
      if (drawn.point.kind.empty()) return;
    }
    for (const osmium::NodeRef& node : way.nodes()) drawn.nodes.push_back(node.ref());
    if (drawn.nodes.size() > 1) drawn_.push_back(std::move(drawn));
  }

  void add(const osmium::Node& node) {
    if (!node.location().valid()) return;
    const auto needed = vertex_of_.find(node.id());
    const bool tagged = !node.tags().empty();
    if (needed == vertex_of_.end() && !tagged) return;
    const auto [east, north] = project_(node.location().lat(), node.location().lon());
    if (needed != vertex_of_.end()) {
      needed->second = static_cast<std::uint32_t>(result_.roads.vertices.size());
      result_.roads.vertices.push_back({east, north});
    }
    if (!tagged) return;
    if (NamedPoint point = point_of(node.tags()); !point.kind.empty()) {
      point.east_m = east;
      point.north_m = north;
      result_.points.push_back(std::move(point));
    }
    const char* const name = node.tags()["name"];
    if (name == nullptr ||
        !is_one_of(node.tags()["place"], {"city", "town", "village", "hamlet", "isolated_dwelling"}))
      return;
    Locality& locality = result_.localities.emplace_back();
    locality.name = name;
    locality.east_m = east;
    locality.north_m = north;
    const std::string_view population = node.tags().get_value_by_key("population", "");
    double value = 0;
    const auto [end, error] = std::from_chars(population.data(), population.data() + population.size(), value);
    if (error == std::errc{} && end == population.data() + population.size() && value >= 0)
      locality.residents = value;
  }

  /// Gives a drawn thing its place. A road that leaves the extract is kept in pieces.
  void place(Drawn& drawn) {
    std::vector<std::uint32_t> here;
    bool cut = false;
    const auto end_piece = [&] {
      if (drawn.point.kind.empty() && here.size() > 1) {
        RoadLine line = drawn.road;
        line.vertices = here;
        result_.roads.lines.push_back(std::move(line));
      }
      here.clear();
    };
    double east = 0, north = 0;
    std::size_t known = 0;
    // An outline ends where it began: that node counts once.
    const bool outline = !drawn.point.kind.empty() && drawn.nodes.front() == drawn.nodes.back();
    for (std::size_t i = 0; i != drawn.nodes.size() - (outline ? 1 : 0); ++i) {
      const std::uint32_t vertex = vertex_of_.at(drawn.nodes[i]);
      if (vertex == kNowhere) {
        cut = true;
        end_piece();
        continue;
      }
      here.push_back(vertex);
      east += result_.roads.vertices[vertex].east_m;
      north += result_.roads.vertices[vertex].north_m;
      ++known;
    }
    end_piece();
    if (drawn.point.kind.empty()) {
      result_.cut_lines += cut;
    } else if (known > 0) {
      drawn.point.east_m = east / static_cast<double>(known);
      drawn.point.north_m = north / static_cast<double>(known);
      result_.points.push_back(std::move(drawn.point));
    }
  }

  const std::filesystem::path& file_;
  const Projection& project_;
  std::vector<Drawn> drawn_;
  std::unordered_map<OsmId, std::uint32_t> vertex_of_;
  OsmExtract result_;
};

}  // namespace

OsmExtract read_osm(const std::filesystem::path& file, const Projection& project) {
  const twin::InputFile present(file);  // its sentence about a missing file is better than libosmium's
  return OsmReader(file, project).read();
}

}  // namespace rurban
