#pragma once
// Reading the published validation data that lie beside the project.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace rurban::radio::validation {

inline std::filesystem::path folder(const std::string& name) {
  return std::filesystem::path(RURBAN_ROOT "/../shared/validation/coverage") / name;
}

inline std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  for (const char c : line) {
    if (c == ',')
      found.emplace_back();
    else if (c != '\r')
      found.back() += c;
  }
  return found;
}

/// All lines of a file, each cut at its commas.
inline std::vector<std::vector<std::string>> rows(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::vector<std::string>> found;
  for (std::string line; std::getline(in, line);) found.push_back(cells(line));
  return found;
}

/// The files of a folder in the order of their names.
inline std::vector<std::filesystem::path> files(const std::filesystem::path& in) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(in)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace rurban::radio::validation
