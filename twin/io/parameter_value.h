#pragma once
#include <optional>
#include <span>
#include <string>

#include "twin/io/fault_log.h"
#include "twin/io/yaml.h"
#include "twin/run/param.h"

namespace twin {

/// A parameter's value as a file states it ("45 min", "0.2", "7 persons/year"), in the parameter's unit. Nothing, and
/// a fault, for what is no number, has a unit of another kind, or is outside the parameter's range.
std::optional<double> read_parameter(const Yaml& node, const ParamInfo& info, FaultLog& faults);

/// Null if there is no such parameter.
const ParamInfo* find_parameter(std::span<const ParamInfo> parameters, const std::string& name);

/// Whether some parameter is called after this model: "migration" for "migration.arrivals".
bool is_model(std::span<const ParamInfo> parameters, const std::string& name);

/// The hint for an unknown parameter: the nearest; else those of the same model; else the models.
Text parameter_suggestion(std::span<const ParamInfo> parameters, const std::string& name);

}  // namespace twin
