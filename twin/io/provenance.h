#pragma once
#include <string>

namespace twin {

/// What a file was made from, carried in it so that it can be made again.
struct Provenance {
  std::string version;      ///< of the program
  std::string scenario;     ///< the resolved scenario, as YAML text
  std::string county;       ///< path of the county package
  std::string inputs_hash;  ///< of all input files

  friend bool operator==(const Provenance&, const Provenance&) = default;
};

}  // namespace twin
