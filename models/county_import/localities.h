#pragma once
#include <string>
#include <vector>

#include "models/projection.h"
#include "twin/io/text_file.h"

namespace rurban {

/// A named place before anybody lives in it.
struct Locality {
  std::string name;
  int municipality = 0;            ///< its code; 0: unknown
  double east_m = 0, north_m = 0;  ///< where its name stands, SWEREF 99 TM
  double residents = -1;           ///< about as many; -1: unknown. Towns draw cells from farther away
  std::string confidence;          ///< high, medium, stop_name, or nothing
};

/// Reads named places from a CSV with a header: `name`, `municipality` (a code, or blank), and `lat` and `lon` (or
/// `latitude` and `longitude`, or `east_m` and `north_m`). Of their size tell `population`, `residents`, or the
/// column of the latest `gridYYYY`; `confidence` (high, medium, stop_name) may be there; other columns are left
/// unread. Throws twin::InputError with every fault of the file.
std::vector<Locality> read_localities(const twin::TextFile& file, const Projection& project);

}  // namespace rurban
