#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "models/broadband/steiner.h"
#include "twin/io/text_file.h"

namespace rurban::broadband {

/// A problem of the SteinLib collection (STP format 1.0, prize-collecting: "TP node prize", "RootP node").
struct SteinlibProblem {
  std::string name;  ///< as the file says, or the file's name
  SteinerGraph graph;
  std::int64_t scale = 1;  ///< costs and prizes are the file's times this power of ten, which makes all of them whole
};

/// Throws InputError, naming line and value, for a text that is no such problem.
SteinlibProblem read_steinlib(const twin::TextFile& file);
/// The same of a file, which may be packed with gzip.
SteinlibProblem load_steinlib(const std::filesystem::path& path);

/// The best objectives known of a folder's problems: its optima.csv, "instance,optimum" and what else stands behind.
/// Empty without that file; throws InputError for a value that is no number.
std::map<std::string, double> best_known(const std::filesystem::path& folder);

}  // namespace rurban::broadband
