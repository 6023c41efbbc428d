#pragma once
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace viz {

/// What happened in a session, as its participants will want to read it afterwards: what was changed, guessed, noted
/// and found.
class Journal {
 public:
  struct Entry {
    enum class Kind { kOpened, kChange, kGuess, kResult, kNote, kPicture };
    Kind kind;
    std::string time;  ///< of the day
    std::string text;  ///< of a picture: its caption
    std::string png;   ///< of a picture: the file's bytes
  };

  void add(Entry entry) { entries_.push_back(std::move(entry)); }
  const std::vector<Entry>& entries() const { return entries_; }
  void clear() { entries_.clear(); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace viz
