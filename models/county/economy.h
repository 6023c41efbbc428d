#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "models/county/county.h"
#include "twin/io/fault_log.h"
#include "twin/io/table_spec.h"

namespace rurban {

/// The words by which the tables name sectors (by Sector), owners (by Owner), products and drivers.
extern const std::array<std::string_view, kSectors> kSectorKeys;
extern const std::array<std::string_view, kOwners> kOwnerKeys;
extern const std::array<std::string_view, Economy::kProducts> kProductKeys;
extern const std::array<std::string_view, Economy::kDrivers> kDriverKeys;
/// Units of the drivers, as protocols tell them; "1": times its value of 2021.
extern const std::array<std::string_view, Economy::kDrivers> kDriverUnits;

/// The five tables of the economy with their columns: sectors, input_coefficients, workplaces, municipal_economy,
/// exogenous.
std::vector<twin::TableSpec> economy_specs();

/// Fills the economy from those of its tables that are sound. `municipalities` are those of the county, in the order
/// of its table. Faults: a sector, buyer, municipality or driver without a row, owners' shares that do not sum to 1,
/// purchases of 1 krona or more per krona of output, sites with more jobs than their sector, a volume without a
/// product or a product without a volume, region taxes that differ, a value outside its range, years out of order.
Economy read_economy(const twin::TableSet& tables, const std::vector<Municipality>& municipalities,
                     twin::FaultLog& faults);

}  // namespace rurban
