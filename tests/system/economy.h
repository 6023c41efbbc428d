#pragma once
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <numeric>
#include <string_view>
#include <vector>

#include "models/money.h"
#include "models/places.h"
#include "models/vocabulary.h"
#include "tests/system/worlds.h"

/// The books of a run, read from the ledger's rows alone.
namespace books {

using Sums = std::map<twin::Account, std::int64_t>;

/// Rows of the month that ended last.
inline std::vector<twin::LedgerRow> last_month(const twin::Simulation& simulation) {
  const twin::MonthNumber month = twin::month_of(simulation.now()) - 1;
  std::vector<twin::LedgerRow> rows;
  for (const twin::LedgerRow& row : simulation.ledger().history())
    if (row.month == month) rows.push_back(row);
  return rows;
}

/// Sums of a run from a date on, by flow.
class Flows {
 public:
  Flows(const twin::Simulation& simulation, twin::Date from)
      : ledger_(simulation.ledger()), rows_(simulation.ledger().sums_since(twin::month_of(from))) {}
  Flows(const twin::Simulation& simulation, std::vector<twin::LedgerRow> rows)
      : ledger_(simulation.ledger()), rows_(std::move(rows)) {}

  std::int64_t total(std::string_view flow) const {
    return sum([&](const twin::LedgerRow& row) { return name(row) == flow; });
  }
  std::int64_t from(std::string_view flow, twin::Account account) const {
    return sum([&](const twin::LedgerRow& row) { return name(row) == flow && row.from == account; });
  }
  std::int64_t to(std::string_view flow, twin::Account account) const {
    return sum([&](const twin::LedgerRow& row) { return name(row) == flow && row.to == account; });
  }
  /// Of money, all flows that reach an account.
  std::int64_t receipts(twin::Account account) const {
    return sum([&](const twin::LedgerRow& row) {
      return row.to == account && ledger_.stocks()[ledger_.flows()[row.flow].stock].name == "money";
    });
  }
  std::map<std::string, std::int64_t> by_name() const {
    std::map<std::string, std::int64_t> sums;
    for (const twin::LedgerRow& row : rows_) sums[name(row)] += row.amount;
    return sums;
  }

 private:
  const std::string& name(const twin::LedgerRow& row) const { return ledger_.flows()[row.flow].name; }
  std::int64_t sum(const auto& counts) const {
    std::int64_t result = 0;
    for (const twin::LedgerRow& row : rows_) result += counts(row) ? row.amount : 0;
    return result;
  }

  const twin::Ledger& ledger_;
  std::vector<twin::LedgerRow> rows_;
};

inline std::uint16_t stock(const twin::Ledger& ledger, std::string_view name) {
  for (std::uint16_t k = 0; k != ledger.stocks().size(); ++k)
    if (ledger.stocks()[k].name == name) return k;
  ADD_FAILURE() << "no stock " << name;
  return 0;
}

inline twin::Account account(const twin::Simulation& simulation, std::size_t place, rurban::Part part) {
  return rurban::account_of(simulation.world().table("place").ids()[place], part);
}

/// The last values of a series, by row of its table.
inline std::vector<double> latest(const twin::Simulation& simulation, std::string_view name) {
  for (const twin::Series& series : simulation.plan().series())
    if (series.info.name == name && !series.dates.empty())
      return {series.values.end() - static_cast<std::ptrdiff_t>(series.width), series.values.end()};
  ADD_FAILURE() << "nothing recorded of " << name;
  return {};
}
/// All values of a series of one row.
inline std::vector<double> all(const twin::Simulation& simulation, std::string_view name) {
  for (const twin::Series& series : simulation.plan().series())
    if (series.info.name == name) return series.values;
  ADD_FAILURE() << "no series " << name;
  return {};
}

inline std::vector<std::int64_t> residents(const twin::Simulation& simulation) {
  const twin::World& world = simulation.world();
  std::vector<std::int64_t> result(world.table("municipality").rows());
  for (std::size_t place = 0; place != world.table("place").rows(); ++place)
    result[world.column(rurban::kPlaceMunicipality)[place].row] += world.column(rurban::kPlaceResidents)[place];
  return result;
}

/// A founded scenario after some months.
inline tools::Session lived(const std::string& name, int months, const std::vector<std::string>& set = {}) {
  tools::Session session = worlds::founded(name, set);
  for (int month = 0; month != months; ++month) session.simulation->advance();
  return session;
}

inline twin::Account town(const tools::Session& session, std::size_t municipality = 0) {
  return account(*session.simulation, rurban::seats(session.beginning->county())[municipality],
                 rurban::Part::kMunicipality);
}

inline twin::Account node(const tools::Session& session, const std::string& name) {
  return session.simulation->ledger().add_node(name);  // the one that is there
}

/// The row of the first site of a product.
inline std::uint32_t firm_of(const tools::Session& session, rurban::Economy::Product product) {
  const auto site = session.simulation->world().column(rurban::kFirmSite);
  for (std::uint32_t firm = 0; firm != site.size(); ++firm)
    if (site[firm] != 0 &&
        session.beginning->county().economy.sites[static_cast<std::size_t>(site[firm] - 1)].product == product)
      return firm;
  ADD_FAILURE() << "no such site";
  return 0;
}

}  // namespace books
