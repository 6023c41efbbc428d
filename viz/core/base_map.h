#pragma once
#include "viz/core/camera.h"
#include "viz/core/map_data.h"

namespace viz {

/// The land as it lies: sea, lakes, forest, mountains with their shadows, borders of municipalities, and roads. Drawn
/// once a camera; layers come on top, then the names.
Image base_map(const MapData& data, const Camera& camera);

/// A part of the base map, for what is drawn over the land.
void draw_roads(const MapData& data, const Camera& camera, Image& image);

/// The pixels where borders of municipalities run, line by line: for what is drawn over the land.
std::vector<std::size_t> border_pixels(const MapData& data, const Camera& camera);

/// Names that a map of this scale has room for, the heaviest first: far out only what many people know.
std::vector<const MapData::Name*> names_to_show(const MapData& data, const Camera& camera);
/// Whether a name is printed large.
bool is_large(const MapData::Name& name);

/// Names of places, the heaviest first, none over another.
void draw_names(const MapData& data, const Camera& camera, Canvas& canvas, double text_scale);

/// A bar of a round length, with the length beside it.
void draw_scale(const Camera& camera, Canvas& canvas, Point at, double text_scale);

}  // namespace viz
