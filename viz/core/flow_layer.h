#pragma once
#include "viz/core/flow_book.h"
#include "viz/core/scene.h"

namespace viz {

/// The year's largest flows as tapering bands over the map, with the names of who is outside it.
void draw_flows(const FlowPlan& plan, const YearFlows& year, const View& view, Image& image);

/// Box with the kind and the year, bands of known amounts, and what the colours mean. Returns its height.
double draw_flows_legend(const FlowPlan& plan, std::size_t kind, const YearFlows& year, const View& view,
                         Canvas& canvas, Point corner, double text_scale);

}  // namespace viz
