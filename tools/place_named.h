#pragma once
#include <cstdint>
#include <string>

#include "models/county/county.h"

namespace tools {

/// The row of the place of that name, with or without its municipality: "Heden", "Heden, Boden". Throws InputError,
/// about the command line's `option`, for a name that no place, or several, have.
std::uint32_t place_named(const rurban::County& county, const std::string& name, const std::string& option);

}  // namespace tools
