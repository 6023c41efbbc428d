// routing_bench: distances by labels, tables, new costs on all roads and plain Dijkstra, on an invented county's
// roads (tests/support/random_roads.h) of 98,000 nodes. Every answer is held against Dijkstra's. One CSV line a
// figure; least of several repeats.
//   routing_bench [towns]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

#include "support/random_roads.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/geo/dijkstra.h"
#include "twin/geo/routes.h"

namespace {

using twin::test::Dice;

double least_us(int repeats, const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  double least = 1e300;
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    work();
    least = std::min(least, std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  return least;
}

void tell(const std::string& figure, double value, const char* unit) {
  fmt::print("{},{:.4g},{}\n", figure, value, unit);
}

template <class Cost>
void measure(const char* name, const twin::Network& network, const twin::Hierarchy& hierarchy,
             const std::vector<Cost>& costs) {
  constexpr int kPairs = 100'000, kSearches = 20, kEnds = 3'000;
  const std::string suffix = fmt::format(".{}", name);
  twin::Routes<Cost> routes(network, hierarchy, costs);
  tell("all_costs" + suffix, least_us(7, [&] { routes.set_costs(costs); }) / 1000, "ms");

  Dice dice(1);
  std::vector<std::uint32_t> from(kPairs), to(kPairs);
  for (auto* ends : {&from, &to})
    for (std::uint32_t& node : *ends) node = dice.below(network.nodes());
  std::vector<Cost> answer(kPairs);
  const double query_us = least_us(7,
                                   [&] {
                                     for (int i = 0; i != kPairs; ++i) answer[i] = routes.distance(from[i], to[i]);
                                   }) /
                          kPairs;
  tell("distance" + suffix, query_us, "us");

  int wrong = 0;
  double pair_us = 0;
  for (int i = 0; i != kSearches; ++i) {
    std::vector<Cost> best;
    pair_us += least_us(3, [&] { best = twin::dijkstra<Cost>(network, costs, from[i], to[i]); }) / kSearches;
    wrong += best[to[i]] != answer[i];
    wrong += twin::dijkstra<Cost>(network, costs, from[i]) != routes.to_all(from[i]);
  }
  tell("dijkstra" + suffix, pair_us, "us");
  tell("dijkstra_over_distance" + suffix, pair_us / query_us, "times");
  tell("to_all" + suffix, least_us(7, [&] { routes.to_all(from[0]); }), "us");
  tell("path" + suffix,
       least_us(7,
                [&] {
                  for (int i = 0; i != 1000; ++i) routes.path(from[i], to[i]);
                }) /
           1000,
       "us");
  for (const int threads : {1, 2}) {
    twin::set_threads(threads);
    const double us = least_us(5, [&] { routes.table(std::span(from).first(kEnds), std::span(to).first(kEnds)); });
    tell(fmt::format("table_{}_threads{}", threads, suffix), double{kEnds} * kEnds / us, "million pairs/s");
  }
  twin::set_threads(0);
  const auto table = routes.table(std::span(from).first(100), std::span(to).first(100));
  for (int i = 0; i != 100; ++i) wrong += table[static_cast<std::size_t>(i) * 101] != answer[i];
  tell("wrong" + suffix, wrong, "answers");
}

}  // namespace

int main(int argc, char** argv) {
  const auto roads = twin::test::county_roads(argc > 1 ? static_cast<std::uint32_t>(std::stoi(argv[1])) : 900, 1);
  const twin::Network network = roads.network();
  fmt::print("# {} nodes, {} arcs, {} threads, {}, build {}\nfigure,value,unit\n", network.nodes(),
             network.arcs().size(), twin::threads(), twin::to_string(twin::instruction_set()), RURBAN_BUILD_TYPE);
  const auto order = twin::dissection_order(network);
  tell("order", least_us(1, [&] { twin::dissection_order(network); }) / 1000, "ms");
  const twin::Hierarchy hierarchy(network, order);
  tell("hierarchy", least_us(1, [&] { twin::Hierarchy(network, order); }) / 1000, "ms");
  tell("links", static_cast<double>(hierarchy.heads().size()), "links");
  tell("labels", static_cast<double>(hierarchy.labels()) / network.nodes(), "per node");
  measure<twin::TravelTime>("time", network, hierarchy, roads.ms);
  measure<twin::TimeAndLength>("time_and_length", network, hierarchy, roads.ms_and_m);
}
