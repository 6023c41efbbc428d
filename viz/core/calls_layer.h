#pragma once
#include <cstddef>
#include <optional>

#include "viz/core/layer_view.h"

namespace viz {

/// The whole way that a mover goes on the day, and beneath it the one it would have gone if nobody had called.
void draw_way(const Movers& movers, std::uint32_t mover, const Camera& camera, Image& image, double text_scale);

/// What waits at a second of the day to be fetched, those of one kind in one spot as one disc; with a ring around the
/// call `chosen`, and another one around the mover that comes for it, wherever it is.
void draw_calls(const Movers& movers, double second, std::optional<std::size_t> chosen, const Camera& camera,
                Image& image, double text_scale);
/// Returns its height.
double draw_calls_legend(const twin::Calls& calls, Canvas& canvas, Point corner, twin::Language language,
                         double text_scale);

}  // namespace viz
