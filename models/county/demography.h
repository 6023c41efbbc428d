#pragma once
#include "models/county/county.h"
#include "twin/io/fault_log.h"
#include "twin/io/table_spec.h"

namespace rurban {

/// Fills the rates of life from those of their tables that are sound. Faults: ages 0 to 110 not covered exactly once,
/// fertility that does not sum to one child, shares of cars above 1 or for a missing kind of household.
Demography read_demography(const twin::TableSet& tables, twin::FaultLog& faults);

}  // namespace rurban
