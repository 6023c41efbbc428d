#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/county/county.h"
#include "models/projection.h"
#include "twin/io/text_file.h"

namespace rurban {

/// Service points of a register, put into the county's places.
struct ImportedPoints {
  std::vector<ServicePoint> points;
  std::vector<std::string> far;  ///< names of points with no place within 30 km: left out
};

/// Reads a CSV with a header (`kind`, and `latitude` and `longitude` or `east_m` and `north_m`; `name`, `functions`
/// and `post_deliveries_per_week` may be there, other columns are left unread; `lat`, `lon`, `kind_guess` and
/// `max_post_deliveries_per_week` are understood)
/// or a GeoJSON collection of points with a property `kind` (and `name`). Kinds are those of service_points.csv. Each
/// point belongs to the place whose centre is nearest. Throws twin::InputError with every fault of the file.
ImportedPoints read_points(const twin::TextFile& file, std::span<const Place> places, const Projection& project);

/// The table service_points.csv of a county package; `origin` is a line about where the points come from.
std::string to_table(std::span<const ServicePoint> points, std::span<const Place> places, const std::string& origin);

}  // namespace rurban
