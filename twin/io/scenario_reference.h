#pragma once
#include <span>
#include <string>

#include "twin/run/param.h"

namespace twin {

/// Every parameter as a Markdown table: key, default, range, meaning, source.
std::string describe_parameters(std::span<const ParamInfo> schema, Language language);

}  // namespace twin
