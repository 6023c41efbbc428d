#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "models/county/county.h"
#include "models/money.h"
#include "models/service_names.h"
#include "models/transport/roads.h"
#include "models/vocabulary.h"
#include "tools/commands.h"
#include "tools/place_named.h"
#include "viz/core/numbers.h"

namespace tools {
namespace {

using namespace rurban;

/// What the page tells of one place: counted from the tables at the end of a year, and from that year's ledger.
struct PlacePage {
  std::int64_t residents = 0, women = 0, employed = 0, households = 0, cars = 0;
  std::array<std::int64_t, 5> by_age{};  ///< 0-15, 16-24, 25-44, 45-64, 65 and over
  struct Amounts {
    std::int64_t in = 0, out = 0, within = 0;
  };
  std::map<std::string, Amounts> flows;  ///< by name
};

constexpr std::array<const char*, 5> kAgeNames{"0–15", "16–24", "25–44", "45–64", "65+"};

std::size_t age_group(int age) {
  return age < 16 ? 0 : age < 25 ? 1 : age < 45 ? 2 : age < 65 ? 3 : 4;
}

void count_people(const twin::World& world, MonthNumber month, std::uint32_t place, PlacePage& page) {
  const auto home = world.column(kPlace);
  const auto household = world.column(kHousehold);
  for (std::size_t person = 0; person != household.size(); ++person) {
    if (home[household[person].row].row != place) continue;
    ++page.residents;
    page.women += world.column(kSex)[person] == Sex::kWoman;
    page.employed += world.column(kEmployed)[person];
    ++page.by_age[age_group(age_on(month, world.column(kBirthMonth)[person]))];
  }
  const auto next = world.column(kNextCar);
  for (std::size_t row = 0; row != home.size(); ++row) {
    if (home[row].row != place) continue;
    ++page.households;
    for (CarRef car = world.column(kFirstCar)[row]; car.valid(); car = next[car.row]) ++page.cars;
  }
}

/// Of the place as a whole and of all who have accounts there: households, firms, its municipality.
void sum_flows(const twin::Ledger& ledger, twin::Account place, MonthNumber since, PlacePage& page) {
  const auto is_here = [&](twin::Account account) {
    return account < twin::Ledger::kFirstNode && twin::Ledger::place_of(account) == place;
  };
  for (const twin::LedgerRow& row : ledger.history()) {
    if (row.month < since) continue;
    PlacePage::Amounts& amounts = page.flows[ledger.flows()[row.flow].name];
    const bool from = is_here(row.from), to = is_here(row.to);
    if (from && to) {
      amounts.within += row.amount;
    } else if (to) {
      amounts.in += row.amount;
    } else if (from) {
      amounts.out += row.amount;
    }
  }
}

/// The place of the nearest open point by car.
std::string nearest_place(const twin::World& world, const CountyRoads& roads, std::uint32_t place,
                          ServiceSet service) {
  const auto at = world.column(kPointPlace);
  std::vector<std::uint32_t> places;
  for (std::size_t point = 0; point != at.size(); ++point)
    if (world.column(kPointOpen)[point] && (world.column(kPointOffers)[point] & service) != 0)
      places.push_back(at[point].row);
  const auto nearest = nearest_of(roads, place, places);
  return nearest ? world.table("place").labels[*nearest] : "–";
}

void print_basket(const Options& o, const twin::World& world, std::uint32_t place) {
  fmt::print("{}\n", o.tr("En vuxens ärenden under en vecka, restid fram och tillbaka",
                          "An adult's errands in a week, time there and back"));
  const auto told = [&](std::int32_t min) {
    return min < 0 ? o.tr("går inte", "no way") : fmt::format("{} min", min);
  };
  fmt::print("  {:<28} {}\n", o.tr("med bil", "by car"), told(world.column(kBasketByCar)[place]));
  fmt::print("  {:<28} {}", o.tr("utan bil", "without a car"), told(world.column(kBasketByBus)[place]));
  if (const std::int32_t unmet = world.column(kBasketUnmet)[place]; unmet != 0)
    fmt::print("; {:.0f} % {}", unmet / 10.0, o.tr("av ärendena går inte", "of the errands can't be done"));
  fmt::print("\n\n");
}

std::string minutes(std::int16_t value, const Options& options) {
  return value < 0 ? options.tr("går inte", "no way") : fmt::format("{} min", value);
}

/// Kronor of öre, rounded to thousands.
std::string money(std::int64_t ore) {
  return viz::thousands(static_cast<double>((ore + 50'000) / 100'000));
}

void print_people(const Options& o, const PlacePage& page, std::int64_t before) {
  const auto number = [](std::int64_t count) { return viz::thousands(static_cast<double>(count)); };
  fmt::print("{}\n", o.tr("Människor", "People"));
  fmt::print("  {:<28} {} ({} {})\n", o.tr("invånare", "residents"), number(page.residents),
             viz::signed_number(static_cast<double>(page.residents - before)), o.tr("på ett år", "in a year"));
  std::string ages;
  for (std::size_t group = 0; group != kAgeNames.size(); ++group)
    ages += fmt::format("{}{}: {}", group == 0 ? "" : ", ", kAgeNames[group], number(page.by_age[group]));
  fmt::print("  {:<28} {}\n", o.tr("ålder", "age"), ages);
  fmt::print("  {:<28} {} {} {}\n", o.tr("kvinnor, män", "women, men"), number(page.women), o.tr("och", "and"),
             number(page.residents - page.women));
  fmt::print("  {:<28} {}\n", o.tr("med arbete", "in work"), number(page.employed));
  fmt::print("  {:<28} {} {} {}\n\n", o.tr("hushåll, bilar", "households, cars"), number(page.households),
             o.tr("med", "with"), number(page.cars));
}

void print_moves(const Options& o, PlacePage& page) {
  bool anyone = false;
  const auto line = [&](const char* sv, const char* en, std::int64_t amount) {
    if (amount != 0) fmt::print("  {:<28} {}\n", o.tr(sv, en), viz::thousands(static_cast<double>(amount)));
    anyone = anyone || amount != 0;
  };
  fmt::print("{}\n", o.tr("Vilka kommer och går, på ett år", "Who comes and goes, in a year"));
  line("föds", "are born", page.flows["birth"].in);
  line("dör", "die", page.flows["death"].out);
  line("flyttar hit från länet", "move in from the county", page.flows["move"].in);
  line("flyttar härifrån i länet", "move away in the county", page.flows["move"].out);
  line("kommer utifrån", "come from outside", page.flows["arrival"].in);
  line("kommer tillbaka", "come back", page.flows["return"].in);
  line("lämnar länet", "leave the county", page.flows["departure"].out);
  fmt::print("{}\n", anyone ? "" : o.tr("  ingen\n", "  nobody\n"));
}

void print_services(const Options& o, const twin::World& world, const CountyRoads& roads, std::uint32_t place) {
  fmt::print("{:<30} {:<22} {:>10}  {:>18}\n", o.tr("Service", "Services"), o.tr("närmast i", "nearest in"),
             o.tr("med bil", "by car"), o.tr("buss eller till fots", "bus or on foot"));
  for (std::size_t s = 0; s != kServices; ++s)
    fmt::print("  {:<28} {:<22} {:>10}  {:>18}\n", kServiceNames[s].name.in(o.language),
               nearest_place(world, roads, place, bit_of(static_cast<Service>(s))),
               minutes(world.column(kMinutesByCar[s])[place], o), minutes(world.column(kMinutesByBus[s])[place], o));
  fmt::print("\n");
}

void print_paper(const Options& o, const twin::World& world, std::uint32_t place) {
  const std::int32_t readers = world.column(kPaperSubscribers)[place];
  fmt::print("{}\n  ", o.tr("Papperstidningen", "The printed newspaper"));
  if (!world.column(kPaperDelivered)[place]) {
    fmt::print("{}\n\n", o.tr("delas inte ut här", "is not delivered here"));
  } else if (readers == 0) {
    fmt::print("{}\n\n", o.tr("ingen prenumererar", "nobody subscribes"));
  } else {
    fmt::print("{} {}, {:.1f} {}\n\n", viz::thousands(readers), o.tr("prenumeranter", "subscribers"),
               world.column(kPaperCost)[place] / 100.0, o.tr("kr att dela ut ett exemplar", "kr to deliver a copy"));
  }
}

/// The place's books by the rows of the flow account: what households and firms of the place got and paid.
void print_money(const Options& o, const twin::Ledger& ledger, twin::Account place, MonthNumber since) {
  struct Row {
    std::int64_t homes_in = 0, homes_out = 0, firms_in = 0, firms_out = 0;
  };
  std::array<Row, kFlowRows> rows{};
  const auto part = [&](twin::Account account) {
    const bool here = !twin::Ledger::is_node(account) && twin::Ledger::place_of(account) == place;
    return here ? static_cast<Part>(twin::Ledger::part_of(account)) : Part::kWhole;
  };
  for (const twin::LedgerRow& entry : ledger.history()) {
    const twin::FlowInfo& flow = ledger.flows()[entry.flow];
    if (entry.month < since || ledger.stocks()[flow.stock].unit != "öre") continue;
    Row& row = rows[flow.row];
    const Part from = part(entry.from), to = part(entry.to);
    if (to == Part::kHouseholds) row.homes_in += entry.amount;
    if (from == Part::kHouseholds) row.homes_out += entry.amount;
    if (to == Part::kLocalFirms || to == Part::kBranches) row.firms_in += entry.amount;
    if (from == Part::kLocalFirms || from == Part::kBranches) row.firms_out += entry.amount;
  }
  fmt::print("{:<32}{:>24}{:>26}\n", o.tr("Pengar på ett år, tusen kronor", "Money in a year, thousand kronor"),
             o.tr("hushållen får, betalar", "households get, pay"), o.tr("företagen får, betalar", "firms get, pay"));
  for (std::size_t row = 0; row != rows.size(); ++row) {
    const Row& r = rows[row];
    if (r.homes_in + r.homes_out + r.firms_in + r.firms_out == 0) continue;
    fmt::print("  {:<30}{:>12}{:>12}{:>14}{:>12}\n", kFlowRowNames[row].in(o.language), money(r.homes_in),
               money(r.homes_out), money(r.firms_in), money(r.firms_out));
  }
}

}  // namespace

int describe_place(const Options& options, const std::filesystem::path& scenario, const std::string& name) {
  const Session session = open_session(scenario, options.set);
  const County& county = session.beginning->county();
  const std::uint32_t place = place_named(county, name, "--place");

  twin::Simulation& simulation = *session.simulation;
  simulation.found(session.scenario.from);
  const std::int64_t before = simulation.world().column(kPlaceResidents)[place];
  while (simulation.now() < twin::next_boundary(session.scenario.from, twin::Period::kYear)) simulation.advance();

  const twin::World& world = simulation.world();
  PlacePage page;
  count_people(world, twin::month_of(simulation.now()), place, page);
  sum_flows(simulation.ledger(), static_cast<twin::Account>(world.table("place").ids()[place]),
            twin::month_of(session.scenario.from), page);
  fmt::print("{}, {} {}, {}\n\n", county.places[place].name,
             county.municipalities[county.places[place].municipality].name, options.tr("kommun", "municipality"),
             twin::to_string(simulation.now()));
  print_people(options, page, before);
  print_moves(options, page);
  print_services(options, world, CountyRoads(county), place);
  print_basket(options, world, place);
  print_paper(options, world, place);
  print_money(options, simulation.ledger(), static_cast<twin::Account>(world.table("place").ids()[place]),
              twin::month_of(session.scenario.from));
  return kOk;
}

}  // namespace tools
