#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "twin/base/text.h"

namespace twin {

/// A place in an input file. Lines and columns count from 1, columns in characters (not bytes); 0 means
/// unknown.
struct Where {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One thing that is wrong with an input, and what would be right.
struct Fault {
  Where where;
  Text message;        ///< one sentence without a full stop, naming the key and the value
  std::string source;  ///< the whole line it stands on, or empty
  Text hint = {};      ///< what is allowed, or "did you mean …?"; may be empty
};

/// `file:line:col: message`, then the source line with a caret under the column, then the hint.
std::string to_string(const Fault& fault, Language language);
std::string to_string(const std::vector<Fault>& faults, Language language);

/// A scenario, package or command line that can't be used. Carries every fault found, not only the first.
class InputError : public std::runtime_error {
 public:
  /// Requires: faults is not empty
  explicit InputError(std::vector<Fault> faults);
  const std::vector<Fault>& faults() const { return faults_; }

 private:
  std::vector<Fault> faults_;
};

/// An error whose sentence is shown to the user in their language.
class Failure : public std::runtime_error {
 public:
  explicit Failure(Text text) : std::runtime_error(text.en), text_(std::move(text)) {}
  const Text& text() const { return text_; }

 private:
  Text text_;
};

/// A file that can't be read or written, or that is damaged or foreign.
class IoError : public Failure {
 public:
  using Failure::Failure;
};

/// A law of the twin is broken (people or money do not balance): the run stops here.
class CheckError : public Failure {
 public:
  using Failure::Failure;
};

/// What people wanted done on a date can't be done.
class ActError : public Failure {
 public:
  using Failure::Failure;
};

/// A mistake in our own declarations (a column with two writers, a cycle in the plan).
class PlanError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// The candidate nearest to `word` by edit distance, or empty when none is near enough to be a slip of the
/// keys.
std::string_view nearest_word(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace twin
