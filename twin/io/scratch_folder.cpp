#include "twin/io/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include "twin/io/file.h"

namespace twin {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::string pattern = (fs::temp_directory_path() / "rurban-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw write_error(pattern, errno);
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // what stays is in the system's folder of temporary files
  fs::remove_all(path_, ignored);
}

fs::path ScratchFolder::fresh() {
  fs::path folder = path_ / std::to_string(next_++);
  fs::create_directories(folder);
  return folder;
}

}  // namespace twin
