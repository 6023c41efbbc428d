#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "twin/base/text.h"
#include "twin/io/results.h"

namespace viz {

struct Position {
  double east_m = 0, north_m = 0;
};

/// How the accounts of a run are cut and what they are called. Whoever knows the models fills it; the figures come
/// from the run alone.
struct AccountNames {
  struct Place {
    twin::Account account = 0;  ///< of the whole place
    std::string name;
    std::size_t municipality = 0;  ///< index of `municipalities`
    Position at;
    bool countryside = false;
  };
  /// Someone outside all places.
  struct Node {
    std::string label;           ///< as the run has it: "rest of Sweden"
    twin::Text name;             ///< as people say it
    double east = 0, north = 0;  ///< at which margin of a map it stands, each from -1 to 1
  };

  /// Something that is kept account of besides money.
  struct Goods {
    std::string stock;         ///< as the run has it: "persons"
    twin::Text heading, unit;  ///< of a map of its ways: "People who move", "persons"
  };

  std::string money = "money";   ///< the stock that money is
  std::vector<twin::Text> rows;  ///< of the account of flows, by number; the first: flows that belong to none
  std::vector<Node> nodes;       ///< accounts outside that are shown by name
  std::vector<Goods> goods;      ///< what there are maps of
  std::vector<Place> places;     ///< by number of account
  std::vector<std::string> municipalities;
  std::uint32_t households = 1;                    ///< the part of a place that its households are
  std::uint32_t town_hall = 4;                     ///< the part that the municipality is, in its seat
  std::string taken_back = "equalisation offset";  ///< the flow by which equalisation takes back new income
};

/// Whether an account belongs to what is looked at.
using Inside = std::function<bool(twin::Account)>;
bool is_node(twin::Account account);
/// All accounts of the places for which `wanted` holds.
Inside places_where(const AccountNames& names, std::function<bool(const AccountNames::Place&)> wanted);
/// All accounts of one place, an index of `names.places`.
Inside place_inside(const AccountNames& names, std::size_t place);
/// Index of the place that an account belongs to; places.size() for nodes and accounts of no known place.
std::size_t place_of(const AccountNames& names, twin::Account account);

/// Calendar years that the run lived whole, ascending.
std::vector<int> whole_years(const twin::RunResult& run);

/// What came in and went out, in the unit of the flows; what stays inside counts as neither.
struct InOut {
  std::int64_t in = 0, out = 0;
  std::int64_t net() const { return in - out; }
};
/// Flows of the unit of money by row of the account, over a year: services in kind are a row too, though no money.
/// The nets of sets that together hold every account sum to zero in each row.
std::vector<InOut> row_sums(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside);

/// What a set of accounts got from others and gave them in a year, in money.
struct Balance {
  struct Entry {
    int row = 0;
    std::size_t counterpart = 0;  ///< index of `counterparts`
    InOut sum;
  };
  std::vector<twin::Text> counterparts;
  std::vector<Entry> entries;  ///< by (row, counterpart)

  std::int64_t in() const;
  std::int64_t out() const;
  /// By which its deposits grew.
  std::int64_t change() const { return in() - out(); }
};
/// Others are the nodes by name, all other nodes together, the countryside and the towns.
Balance balance_of(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside);

/// What went from one municipality or outside node to another in a year. Ends from municipalities.size() on are
/// `names.nodes`; what has another node at one end is left out.
struct PairFlow {
  std::size_t from = 0, to = 0;
  std::int64_t amount = 0;
};
/// The sums by pair, largest first, of the flows that `wanted` picks; what stays inside an end is left out.
std::vector<PairFlow> pair_flows(const twin::RunResult& run, const AccountNames& names, int year,
                                 const std::function<bool(const twin::YearlyFlow&)>& wanted);

/// Of what is inside, the accounts that are one of these parts of places.
Inside parts_of(Inside inside, std::vector<std::uint32_t> parts);
/// What equalisation took back of new income in a year from what is inside, in öre.
std::int64_t money_taken_back(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside);
/// Money that came in a year to what is inside from what is not, less what equalisation took back, in öre.
std::int64_t money_reaching(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside);

}  // namespace viz
