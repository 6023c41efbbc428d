#pragma once
#include <filesystem>

namespace twin {

/// A folder among the system's temporary files that goes with its owner.
class ScratchFolder {
 public:
  /// Throws IoError.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// A new folder in it.
  std::filesystem::path fresh();

 private:
  std::filesystem::path path_;
  int next_ = 0;
};

}  // namespace twin
