#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "twin/experiment/emulator.h"
#include "twin/io/provenance.h"

namespace twin::experiment {

/// What a column of the unit cube stands for: 0 is `low`, 1 is `high`.
struct Factor {
  std::string key;
  double low = 0, high = 1;

  friend bool operator==(const Factor&, const Factor&) = default;
};

struct NamedEmulator {
  std::string output;
  Emulator emulator;
};

/// The emulators of an experiment, for whoever wants an answer without a run: a window, a notebook.
struct EmulatorFile {
  Provenance provenance;
  std::vector<Factor> factors;
  std::vector<NamedEmulator> outputs;
};

/// Writes them as one JSON text; the grammar stands in the source. What is read again predicts the same to the bit.
/// Throws IoError. Requires: every emulator has factors.size() factors
void write_emulators(const std::filesystem::path& path, const EmulatorFile& file);
/// Throws IoError for a file that is missing, foreign, of another version, or no such JSON, saying which entry.
EmulatorFile read_emulators(const std::filesystem::path& path);

}  // namespace twin::experiment
