#pragma once
// What is kept of one run of an experiment, and its way from the process that lived it to the store.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/batch/experiment.h"
#include "twin/io/file.h"
#include "twin/io/results.h"

namespace tools {

struct KeptFigure {
  std::string name, unit;
  double value = 0;
  friend bool operator==(const KeptFigure&, const KeptFigure&) = default;
};

struct KeptSeries {
  std::string name, unit, table;
  std::vector<std::string> labels;  ///< of rows; one for a single value
  std::vector<std::string> dates;
  std::vector<double> values;  ///< values[date * labels + row]
  friend bool operator==(const KeptSeries&, const KeptSeries&) = default;
};

struct Outcome {
  std::string state_hash;
  std::vector<KeptFigure> figures;  ///< by name
  std::vector<KeptSeries> series;   ///< by name
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// What an experiment keeps of a run that was lived.
Outcome outcome_of(const twin::RunResult& run, const KeptOutputs& kept);

/// The value of a figure, if the run has it.
std::optional<double> figure_in(const Outcome& outcome, std::string_view name);

/// The same outcome makes the same bytes.
twin::Bytes pack(const Outcome& outcome);
/// Throws IoError about `path`, where the bytes come from, when they are no outcome.
Outcome unpack(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace tools
