#pragma once
#include <filesystem>
#include <initializer_list>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/any_output.hpp>
#include <osmium/memory/buffer.hpp>
#include <string>
#include <utility>
#include <vector>

namespace twin {

/// A small OpenStreetMap file, drawn by a test.
class OsmFile {
 public:
  using Tags = std::vector<std::pair<std::string, std::string>>;

  OsmFile& node(long id, double latitude, double longitude, const Tags& tags = {}) {
    {
      osmium::builder::NodeBuilder builder(nodes_);
      builder.set_id(id).set_version(1).set_visible(true).set_location(osmium::Location(longitude, latitude));
      add(builder, tags);
    }
    nodes_.commit();
    return *this;
  }

  OsmFile& way(long id, const std::vector<long>& nodes, const Tags& tags) {
    {
      osmium::builder::WayBuilder builder(ways_);
      builder.set_id(id).set_version(1).set_visible(true);
      {
        osmium::builder::WayNodeListBuilder list(ways_, &builder);
        for (const long node : nodes) list.add_node_ref(node);
      }
      add(builder, tags);
    }
    ways_.commit();
    return *this;
  }

  void write(const std::filesystem::path& path) const {
    osmium::io::Writer writer(path.string(), osmium::io::Header{}, osmium::io::overwrite::allow);
    for (const auto& object : nodes_) writer(object);
    for (const auto& object : ways_) writer(object);
    writer.close();
  }

 private:
  template <class Builder>
  static void add(Builder& builder, const Tags& tags) {
    if (tags.empty()) return;
    osmium::builder::TagListBuilder list(builder);
    for (const auto& [key, value] : tags) list.add_tag(key, value);
  }

  osmium::memory::Buffer nodes_{1 << 16, osmium::memory::Buffer::auto_grow::yes},
      ways_{1 << 16, osmium::memory::Buffer::auto_grow::yes};
};

}  // namespace twin
