#pragma once
#include "viz/core/camera.h"
#include "viz/core/map_data.h"

namespace viz {

/// The land as it lies: sea, lakes, forest, mountains with their shadows, borders of municipalities, and roads. Drawn
/// once a camera; layers come on top, then the names.
Image base_map(const MapData& data, const Camera& camera);

/// Names of places, the heaviest first, none over another.
void draw_names(const MapData& data, const Camera& camera, Canvas& canvas, double text_scale);

/// A bar of a round length, with the length beside it.
void draw_scale(const Camera& camera, Canvas& canvas, Point at, double text_scale);

}  // namespace viz
