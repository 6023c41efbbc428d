#pragma once
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "twin/base/error.h"
#include "twin/run/plan.h"

namespace twin {

/// Handles: what a model keeps of its declarations. Only a Step (or Founding, Preparation) opens them.
template <class T>
class In {
  friend class Declare;
  friend class Access;
  const Column* column_ = nullptr;
};
template <class T>
class Out {
  friend class Declare;
  friend class Access;
  Column* column_ = nullptr;
};
class Rows {
  friend class Declare;
  friend class Access;
  const Table* table_ = nullptr;
};
class OwnedRows {
  friend class Declare;
  friend class Access;
  Table* table_ = nullptr;
};
template <class Payload>
class Sends {
  friend class Declare;
  friend class Step;
  detail::Outbox<Payload>* box_ = nullptr;
};
template <class Payload>
class Receives {
  friend class Declare;
  friend class Step;
  detail::Mailbox<Payload>* box_ = nullptr;
};
class Param {
 public:
  double operator*() const { return *value_; }

 private:
  friend class Declare;
  const double* value_ = nullptr;
};
class Chance {
  friend class Declare;
  friend class Access;
  const PhiloxKey* key_ = nullptr;
};
class SeriesHandle {
  friend class Declare;
  friend class WriteAccess;
  Series* series_ = nullptr;
};
/// Leave to read what others have booked.
class LedgerView {
  friend class Declare;
  friend class Step;
  bool declared_ = false;
};
struct Flow {
  std::uint16_t index = 0;
};
struct Stock {
  std::uint16_t index = 0;
};

/// What a model may touch. Each call declares one thing and returns the handle through which a step reaches
/// it.
class Declare {
 public:
  Declare(Plan& plan, PlanEntry& entry) : plan_(plan), entry_(entry) {}

  /// The model steps once a period. Models that are not called so never step.
  void every(Period period) { entry_.period = period; }

  /// Reads the value as it is after this step's writer.
  template <class T>
  In<T> reads(const Key<T>& key) {
    entry_.reads.emplace_back(key.name);
    return in(key);
  }
  /// Reads the value as it was before this step's writer: cuts a circle of two models in the open.
  template <class T>
  In<T> reads_last(const Key<T>& key) {
    entry_.reads_last.emplace_back(key.name);
    return in(key);
  }
  /// Requires: key.owner is this model
  template <class T>
  Out<T> writes(const Key<T>& key) {
    entry_.writes.emplace_back(key.name);
    Out<T> handle;
    handle.column_ = &plan_.world_.add_column(key);
    return handle;
  }
  /// Counts and ids of a table's rows.
  Rows rows(const TableKey& key) {
    Rows handle;
    handle.table_ = &plan_.world_.add_table(key);
    return handle;
  }
  /// May add and remove rows. Requires: key.owner is this model
  OwnedRows owns(const TableKey& key) {
    entry_.owns.emplace_back(key.name);
    OwnedRows handle;
    handle.table_ = &plan_.world_.add_table(key);
    return handle;
  }
  /// Keeps the column in recordings, for the window and the replay.
  template <class T>
  void records(const Key<T>& key) {
    plan_.world_.add_column(key);
    plan_.recorded_.emplace_back(key.name);
  }

  /// Records the column and offers it as a layer of the map.
  template <class T>
  void shows(const Key<T>& key, MapLayer layer) {
    records(key);
    layer.column = key.name;
    plan_.map_layers_.push_back(std::move(layer));
  }

  template <class Payload>
  Sends<Payload> sends(const EventKey<Payload>& key) {
    entry_.sends.emplace_back(key.name);
    Sends<Payload> handle;
    handle.box_ = &mailbox(key).add_sender();
    return handle;
  }
  template <class Payload>
  Receives<Payload> receives(const EventKey<Payload>& key) {
    entry_.receives.emplace_back(key.name);
    Receives<Payload> handle;
    handle.box_ = &mailbox(key);
    return handle;
  }

  /// `info.name` is given without the model's name.
  Param param(ParamInfo info);
  /// A parameter that several models read. `info.name` is given in full; all declare the same.
  Param shared_param(ParamInfo info);
  /// What people can have the model do. `info.name` is given without the model's name.
  void act(ActInfo info);
  Chance stream(const Stream& stream);
  /// `info.name` is given without the model's name.
  SeriesHandle series(SeriesInfo info);
  Stock stock(const std::string& name, const std::string& unit) { return {plan_.ledger_.add_stock({name, unit})}; }
  /// `row` groups flows in reports; 0: in no group.
  Flow flow(const std::string& name, Stock stock, Text label, std::uint8_t row = 0) {
    return {plan_.ledger_.add_flow({name, stock.index, std::move(label), row})};
  }
  Account node(const std::string& name) { return plan_.ledger_.add_node(name); }
  /// What the parts of places are called in books and reports, by part: "the place", "households", … Places are rows
  /// of `place_table`, by their stable ids. All models that declare it declare the same.
  template <class Names>
  void parts(const Names& names, std::string_view place_table = "place") {
    plan_.ledger_.set_parts(std::vector<std::string>(std::begin(names), std::end(names)), std::string(place_table));
  }
  /// The model steps after all that don't declare this, and so sees all that they book.
  LedgerView reads_ledger() {
    entry_.reads_ledger = true;
    LedgerView handle;
    handle.declared_ = true;
    return handle;
  }

 private:
  template <class T>
  In<T> in(const Key<T>& key) {
    In<T> handle;
    handle.column_ = &plan_.world_.add_column(key);
    return handle;
  }
  template <class Payload>
  detail::Mailbox<Payload>& mailbox(const EventKey<Payload>& key) {
    for (auto& box : plan_.mailboxes_) {
      if (box->name() != key.name) continue;
      if (auto* typed = dynamic_cast<detail::Mailbox<Payload>*>(box.get())) return *typed;
      throw PlanError("event " + box->name() + " is declared with two payloads");
    }
    auto box = std::make_unique<detail::Mailbox<Payload>>(key.name, key.table, key.meaning);
    detail::Mailbox<Payload>& result = *box;
    plan_.mailboxes_.push_back(std::move(box));
    return result;
  }

  Param add_param(ParamInfo info);

  Plan& plan_;
  PlanEntry& entry_;
};

}  // namespace twin
