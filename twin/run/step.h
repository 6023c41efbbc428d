#pragma once
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "twin/run/declare.h"
#include "twin/run/motion.h"
#include "twin/run/story.h"

namespace twin {

/// Opens handles. Base of what a model is given in its three moments.
class Access {
 public:
  Access(World& world, Ledger& ledger, std::uint64_t seed) : world_(world), ledger_(ledger), seed_(seed) {}

  template <class T>
  std::span<const T> operator[](const In<T>& handle) const {
    return handle.column_->template as<const T>();
  }
  template <class T>
  std::span<const T> operator[](const Out<T>& handle) const {
    return std::as_const(*handle.column_).template as<T>();
  }
  std::size_t rows(const Rows& handle) const { return handle.table_->rows(); }
  std::span<const StableId> ids(const Rows& handle) const { return handle.table_->ids(); }
  std::span<const StableId> ids(const OwnedRows& handle) const { return handle.table_->ids(); }
  std::uint64_t seed() const { return seed_; }

  Draw draw(const Chance& chance, StableId agent, Date when, std::uint32_t index = 0) const {
    return Draw(*chance.key_, agent, day_number(when), index);
  }
  PhiloxKey key(const Chance& chance) const { return *chance.key_; }

 protected:
  template <class T>
  static Column& column(const Out<T>& handle) {
    return *handle.column_;
  }
  static Table& table(const OwnedRows& handle) { return *handle.table_; }

  World& world_;
  Ledger& ledger_;
  std::uint64_t seed_;
};

/// Access that may write: to own columns, own tables, series and the ledger.
class WriteAccess : public Access {
 public:
  WriteAccess(World& world, Ledger& ledger, std::uint64_t seed, Date to) : Access(world, ledger, seed), to_(to) {}

  /// The moment that what is written describes: the base date, or the end of the step.
  Date to() const { return to_; }

  template <class T>
  std::span<const T> operator[](const In<T>& handle) const {
    return Access::operator[](handle);
  }
  /// Take it anew after rows were added.
  template <class T>
  std::span<T> operator[](const Out<T>& handle) const {
    return column(handle).template as<T>();
  }
  Table& rows(const OwnedRows& handle) const { return table(handle); }
  using Access::rows;

  void post(Flow flow, Account from, Account to, std::int64_t amount) { ledger_.post(flow.index, from, to, amount); }

  /// Adds the values of this moment to a series; one per row of its table. Requires: values.size() is that
  void record(const SeriesHandle& handle, std::span<const std::int64_t> values) const;
  void record(const SeriesHandle& handle, std::span<const double> values) const;

 private:
  Date to_;
};

/// The base date: a model fills the columns it owns.
class Founding : public WriteAccess {
 public:
  using WriteAccess::WriteAccess;
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
  /// Two ways to count the same amount of a stock agree; `check` names the check in a fault.
  void agree(std::string_view check, Stock stock, Account account, std::int64_t counted, std::int64_t booked);
  /// Every stock sums to zero over all accounts: no entry lost a side.
  void expect_whole_ledger();
  /// Sum of |counted - booked| by stock, and what the stock lacks over all accounts: all zero, or the run is wrong.
  const std::map<std::uint16_t, std::int64_t>& residuals() const { return residuals_; }
  /// The first account that does not balance, in words; empty if all do.
  const Text& first_fault() const { return first_fault_; }

 private:
  /// "Jokkmokk, households", or "account 7" when it has no name.
  Text name_of(Account account) const;

  std::map<std::uint16_t, std::int64_t> residuals_;
  Text first_fault_;
};

/// Something that people do, being carried out.
class Acting : public WriteAccess {
 public:
  Acting(World& world, Ledger& ledger, std::uint64_t seed, const ActInfo& info, const DatedAct& done)
      : WriteAccess(world, ledger, seed, done.date), info_(info), done_(done) {}

  /// Without the model's name: "open".
  std::string_view what() const { return std::string_view(info_.name).substr(info_.name.find('.') + 1); }
  Date date() const { return done_.date; }
  /// Requires: the act has such an argument, of that kind
  double number(std::string_view argument) const { return values(argument)[0]; }
  std::size_t choice(std::string_view argument) const { return static_cast<std::size_t>(values(argument)[0]); }
  struct Position {
    std::int32_t east_m, north_m;
  };
  Position position(std::string_view argument) const {
    const auto at = values(argument);
    return {static_cast<std::int32_t>(at[0]), static_cast<std::int32_t>(at[1])};
  }
  /// The row that is meant. Throws ActError when there is none by that number now.
  std::size_t row(std::string_view argument) const;
  /// Throws ActError: the act can't be carried out, for this reason.
  [[noreturn]] void refuse(const Text& reason) const;

 private:
  std::span<const double> values(std::string_view argument) const;

  const ActInfo& info_;
  const DatedAct& done_;
};

/// One day, to be shown: models read, and add what moves.
class Filming : public Access {
 public:
  Filming(World& world, Ledger& ledger, std::uint64_t seed, Date day, MotionDay& motion)
      : Access(world, ledger, seed), day_(day), motion_(motion) {
    motion_.date = day;
  }

  Date day() const { return day_; }
  MotionDay& motion() { return motion_; }
  using Access::draw;
  Draw draw(const Chance& chance, StableId agent, std::uint32_t index = 0) const {
    return Access::draw(chance, agent, day_, index);
  }

 private:
  Date day_;
  MotionDay& motion_;
};

/// Rows of one table, to be told of: models read, and add parts.
class Telling : public Access {
 public:
  Telling(World& world, Ledger& ledger, std::uint64_t seed, Date day, std::string_view table, Stories& stories)
      : Access(world, ledger, seed), day_(day), table_(table), stories_(stories) {}

  /// The day that is told of.
  Date day() const { return day_; }
  std::string_view table() const { return table_; }
  /// By row of the table.
  Stories& stories() { return stories_; }

 private:
  Date day_;
  std::string_view table_;
  Stories& stories_;
};

/// 32 random bits for each row of a block.
class BlockDraws {
 public:
  explicit BlockDraws(Block block) : begin_(block.begin) {}
  std::uint32_t operator[](std::size_t row) const { return bits_[row - begin_]; }
  std::uint32_t* data() { return bits_.data(); }

 private:
  std::size_t begin_;
  std::array<std::uint32_t, kBlockRows> bits_;
};

/// One period of one model: [from, to).
class Step : public WriteAccess {
 public:
  Step(World& world, Ledger& ledger, std::uint64_t seed, Date from, Date to, double years)
      : WriteAccess(world, ledger, seed, to), from_(from), years_(years) {}

  Date from() const { return from_; }
  /// The period's nominal length: yearly hazards times this.
  double years() const { return years_; }

  using Access::draw;
  Draw draw(const Chance& chance, StableId agent, std::uint32_t index = 0) const {
    return Access::draw(chance, agent, from_, index);
  }

  /// The first word of draw(chance, ids[row]) for all rows of a block at once.
  BlockDraws draws(const Chance& chance, std::span<const StableId> ids, Block block) const;

  /// Calls `work` for blocks of rows in parallel. `work` may write only rows of its block in own columns, and
  /// send.
  void for_rows(const Rows& handle, const std::function<void(Block)>& work) const { for_blocks(rows(handle), work); }

  /// Makes room for events that blocks of a parallel loop over `rows` rows will send. Call it before the
  /// loop.
  template <class Payload>
  void open(const Sends<Payload>& handle, std::size_t rows) const {
    if (handle.box_->blocks.size() < block_count(rows)) handle.box_->blocks.resize(block_count(rows));
  }
  template <class Payload>
  void send(const Sends<Payload>& handle, Block block, Event<Payload> event) const {
    handle.box_->blocks[block.index].push_back(event);
  }
  /// From outside parallel loops.
  template <class Payload>
  void send(const Sends<Payload>& handle, Event<Payload> event) const {
    open(handle, 1);
    handle.box_->blocks[0].push_back(event);
  }
  /// The events that wait, in an order that depends on nothing but their content; empties the box.
  template <class Payload>
  std::vector<Event<Payload>> receive(const Receives<Payload>& handle) const {
    return handle.box_->take(world_);
  }

  /// What went from whom to whom in the calendar year that ends with this step: the sums of its closed months and the
  /// running one by (flow, from, to), sorted, as rows of month 0. Opening balances are not among them.
  /// Requires: the step ends with a year
  std::vector<LedgerRow> year_of_flows(const LedgerView& handle) const;
  /// The index of a flow of that name; none when no model declares it.
  std::optional<std::uint16_t> flow_named(const LedgerView& handle, std::string_view name) const;
  /// By index.
  const std::vector<FlowInfo>& flows(const LedgerView& handle) const;

 private:
  Date from_;
  double years_;
};

}  // namespace twin
