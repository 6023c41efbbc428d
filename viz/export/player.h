#pragma once
#include <string>
#include <string_view>

#include "twin/io/provenance.h"
#include "viz/core/film.h"

namespace viz {

/// A film's layers of places as one HTML page that needs nothing else: map, time, a curve and a table for each layer,
/// in both languages, by mouse or keyboard alone; it asks no network for anything. Densities and vehicles are left
/// out. One frame a quarter.
std::string player_html(const Film& film, twin::Language language, const twin::Provenance& provenance);

std::string base64(std::string_view bytes);

}  // namespace viz
