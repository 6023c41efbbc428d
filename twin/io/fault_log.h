#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "twin/base/error.h"

namespace twin {

/// Collects what is wrong with a set of files, so that all of it is reported in one go.
class FaultLog {
 public:
  /// Of one file, only the first ones are told and the rest are counted: a wrong separator breaks every line.
  static constexpr std::size_t kMostPerFile = 20;

  void add(Fault fault);
  /// All faults added, also those that won't be told.
  std::size_t count() const { return count_; }
  /// Throws InputError with the faults file by file (in order of first fault) and line by line; nothing without
  /// faults.
  void throw_if_any() const;

 private:
  struct File {
    std::string name;
    std::vector<Fault> faults;
    std::size_t more = 0;
  };
  std::vector<File> files_;
  std::size_t count_ = 0;
};

}  // namespace twin
