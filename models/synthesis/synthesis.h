#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/county/county.h"

namespace rurban {

struct SyntheticPerson {
  twin::MonthNumber birth_month = 0;
  Sex sex = Sex::kWoman;
  Role role = Role::kSingle;
  BirthRegion born_in = BirthRegion::kSweden;
  bool employed = false;
  std::uint32_t household = 0;
};
struct SyntheticHousehold {
  std::uint32_t dwelling = 0;
  std::uint8_t cars = 0;
};
struct SyntheticDwelling {
  std::uint32_t place = 0;
  std::int32_t east_m = 0, north_m = 0;
  DwellingKind kind = DwellingKind::kHouse;
  Tenure tenure = Tenure::kOwned;
};

/// Every resident of the county at its base date. Persons stand household by household, reference adult first;
/// households stand place by place; vacant dwellings come after the occupied ones.
struct SyntheticPopulation {
  std::vector<SyntheticPerson> persons;
  std::vector<SyntheticHousehold> households;
  std::vector<SyntheticDwelling> dwellings;
};

/// The county's margins after reconciliation: places scaled to the register total of their municipality, parts to the
/// total of their place or municipality (largest remainder), so that everything sums.
struct Targets {
  std::vector<Margins> municipalities;
  std::vector<Margins> places;
};
Targets reconcile(const County& county);

/// Draws a population that meets the municipalities' margins of sex, age group and employment exactly, and the
/// others closely (iterative proportional fitting, then integers by controlled rounding). A pure function of its
/// arguments, at any count of threads.
SyntheticPopulation synthesise(const County& county, const Targets& targets, std::uint64_t seed);

/// How well one kind of margin is met in one municipality (or the county, for age and household size).
struct FitRow {
  std::string margin;  ///< for example "sex" or "place x employed"
  std::uint32_t municipality = 0;
  bool controlled = false;
  std::int64_t total = 0;           ///< sum of the targets
  std::int64_t absolute_error = 0;  ///< sum over the categories of |population - target|
};
std::vector<FitRow> fit_report(const County& county, const Targets& targets, const SyntheticPopulation& population);

}  // namespace rurban
