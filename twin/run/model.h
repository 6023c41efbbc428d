#pragma once
#include <string_view>

namespace twin {

class Declare;
class Step;
class Founding;
class Preparation;
class Audit;
class Filming;
class Acting;
class Telling;

/// A piece of the society: it says what it touches, and what it does in one period. One object of it takes
/// part in one simulation; all of its state that matters stands in columns.
class Model {
 public:
  virtual ~Model() = default;
  /// The owner name in keys, and the first part of parameter names.
  virtual std::string_view name() const = 0;
  /// What the model reads, writes, sends, receives and may be set to: there is no other way to reach data.
  virtual void declare(Declare& d) = 0;
  /// Fills the columns it owns at the base date. In the order of the list of models; not called after a
  /// restore.
  virtual void found(Founding&) {}
  /// Derives what it needs from parameters and columns; before the first step, after a restore, and when a
  /// parameter changes. Must not depend on anything else.
  virtual void prepare(Preparation&) {}
  /// Carries out something that people do, of those it declared. Called at the beginning of the step in which the
  /// act is dated; `prepare` follows.
  virtual void act(Acting&) {}
  /// One period. Called at the end of each.
  virtual void step(Step&) {}
  /// Counts what it owns of each stock, to be compared with the ledger after every step.
  virtual void audit(Audit&) const {}
  /// Shows how what it owns moves on one day, as things stand now. Changes nothing that matters.
  virtual void film(Filming&) {}
  /// Tells of rows of a table in words, as things stand now. Changes nothing that matters.
  virtual void tell(Telling&) {}
};

}  // namespace twin
