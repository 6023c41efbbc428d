#pragma once
#include <string_view>

namespace viz {

/// The compiled gettext catalogue (po/) of "sv" or "fi"; empty for others. Its source is written by po/embed.cmake.
std::string_view catalogue_bytes(std::string_view language);

}  // namespace viz
