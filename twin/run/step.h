#pragma once
#include <functional>
#include <span>
#include <vector>

#include "twin/run/declare.h"

namespace twin {

/// Opens handles. Base of what a model is given in its three moments.
class Access {
 public:
  Access(World& world, Ledger& ledger, std::uint64_t seed) : world_(world), ledger_(ledger), seed_(seed) {}

  template <class T>
  std::span<const T> operator[](In<T> const& handle) const {
    return handle.column_->template as<const T>();
  }
  std::size_t rows(Rows const& handle) const { return handle.table_->rows(); }
  std::span<const StableId> ids(Rows const& handle) const { return handle.table_->ids(); }
  std::span<const StableId> ids(OwnedRows const& handle) const { return handle.table_->ids(); }
  std::uint64_t seed() const { return seed_; }

  Draw draw(Chance const& chance, StableId agent, Date when, std::uint32_t index = 0) const {
    return Draw(*chance.key_, agent, day_number(when), index);
  }
  PhiloxKey key(Chance const& chance) const { return *chance.key_; }

 protected:
  template <class T>
  static Column& column(Out<T> const& handle) {
    return *handle.column_;
  }
  static Table& table(OwnedRows const& handle) { return *handle.table_; }

  World& world_;
  Ledger& ledger_;
  std::uint64_t seed_;
};

/// Access that may write: to own columns, own tables and the ledger.
class WriteAccess : public Access {
 public:
  using Access::Access;
  using Access::operator[];

  /// Take it anew after rows were added.
  template <class T>
  std::span<T> operator[](Out<T> const& handle) const {
    return column(handle).template as<T>();
  }
  Table& rows(OwnedRows const& handle) const { return table(handle); }
  using Access::rows;

  void post(Flow flow, Account from, Account to, std::int64_t amount) {
    ledger_.post(flow.index, from, to, amount);
  }
};

/// The base date: a model fills the columns it owns.
class Founding : public WriteAccess {
 public:
  Founding(World& world, Ledger& ledger, std::uint64_t seed, Date now)
      : WriteAccess(world, ledger, seed), now_(now) {}
  Date now() const { return now_; }

 private:
  Date now_;
};

class Preparation : public Access {
 public:
  using Access::Access;
};

/// What models count of what the ledger says there should be.
class Audit : public Access {
 public:
  using Access::Access;

  void expect(Stock stock, Account account, std::int64_t counted);
  /// Sum of |counted - booked| by stock: all zero, or the run is wrong.
  std::map<std::uint16_t, std::int64_t> const& residuals() const { return residuals_; }
  /// The first account that does not balance, in words; empty if all do.
  std::string const& first_fault() const { return first_fault_; }

 private:
  std::map<std::uint16_t, std::int64_t> residuals_;
  std::string first_fault_;
};

/// One period of one model: [from, to).
class Step : public WriteAccess {
 public:
  Step(World& world, Ledger& ledger, std::uint64_t seed, Date from, Date to, double years)
      : WriteAccess(world, ledger, seed), from_(from), to_(to), years_(years) {}

  Date from() const { return from_; }
  Date to() const { return to_; }
  /// The period's nominal length: yearly hazards times this.
  double years() const { return years_; }

  using Access::draw;
  Draw draw(Chance const& chance, StableId agent, std::uint32_t index = 0) const {
    return Access::draw(chance, agent, from_, index);
  }

  /// Calls `work` for blocks of rows in parallel. `work` may write only rows of its block in own columns, and
  /// send.
  void for_rows(Rows const& handle, std::function<void(Block)> const& work) const {
    for_blocks(rows(handle), work);
  }

  /// Makes room for events that blocks of a parallel loop over `rows` rows will send. Call it before the
  /// loop.
  template <class Payload>
  void open(Sends<Payload> const& handle, std::size_t rows) const {
    if (handle.box_->blocks.size() < block_count(rows)) handle.box_->blocks.resize(block_count(rows));
  }
  template <class Payload>
  void send(Sends<Payload> const& handle, Block block, Event<Payload> event) const {
    handle.box_->blocks[block.index].push_back(event);
  }
  /// From outside parallel loops.
  template <class Payload>
  void send(Sends<Payload> const& handle, Event<Payload> event) const {
    open(handle, 1);
    handle.box_->blocks[0].push_back(event);
  }
  /// The events that wait, in an order that depends on nothing but their content; empties the box.
  template <class Payload>
  std::vector<Event<Payload>> receive(Receives<Payload> const& handle) const {
    return handle.box_->take(world_);
  }

  /// Adds the period's values to a series; one per row of its table. Requires: values.size() is that
  void record(SeriesHandle const& handle, std::span<const std::int64_t> values) const;
  void record(SeriesHandle const& handle, std::span<double const> values) const;

 private:
  Date from_, to_;
  double years_;
};

}  // namespace twin
