#include "models/transport/rounds.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rurban {
namespace {

/// Times and lengths between the depot and the stops.
class Ways {
 public:
  Ways(const CountyRoads& roads, Season season, std::uint32_t depot, std::span<const RoundStop> stops,
       const RoundRules& rules)
      : roads_(roads), season_(season), depot_(depot), stops_(stops), rules_(rules) {}

  static constexpr std::uint32_t kDepot = 0xFFFFFFFF;

  Drive between(std::uint32_t a, std::uint32_t b) const {
    const std::uint32_t from = place(a), to = place(b);
    return from == to ? Drive{} : roads_.drive(season_, from, to);
  }
  /// Time and length inside a stop's place, for some of its drops.
  Drive inside(std::uint32_t stop, std::int32_t drops) const {
    const double metres = local_tour_m(drops, stops_[stop].spread_m);
    const double seconds =
        metres * 3.6 / rules_.local_km_per_h + static_cast<double>(std::int64_t{drops} * rules_.seconds_per_drop);
    return {static_cast<std::int32_t>(std::lround(seconds * 1'000)), static_cast<std::int32_t>(std::lround(metres))};
  }
  Drive inside(std::uint32_t stop) const { return inside(stop, stops_[stop].drops); }

 private:
  std::uint32_t place(std::uint32_t stop) const { return stop == kDepot ? depot_ : stops_[stop].place; }

  const CountyRoads& roads_;
  Season season_;
  std::uint32_t depot_;
  std::span<const RoundStop> stops_;
  const RoundRules& rules_;
};

std::int64_t driving_ms(const Ways& ways, std::span<const std::uint32_t> order) {
  std::int64_t ms = 0;
  std::uint32_t at = Ways::kDepot;
  for (const std::uint32_t stop : order) {
    ms += ways.between(at, stop).ms;
    at = stop;
  }
  return ms + ways.between(at, Ways::kDepot).ms;
}

/// Turns pieces of the order round as long as that shortens the drive.
void improve(const Ways& ways, std::vector<std::uint32_t>& order) {
  for (bool better = true; better;) {
    better = false;
    for (std::size_t i = 0; i + 1 < order.size(); ++i)
      for (std::size_t k = i + 1; k < order.size(); ++k) {
        const std::uint32_t before = i == 0 ? Ways::kDepot : order[i - 1],
                            after = k + 1 == order.size() ? Ways::kDepot : order[k + 1];
        // Ways take as long in both directions but for a few milliseconds: compare the whole.
        if (ways.between(before, order[k]).ms + ways.between(order[i], after).ms >=
            ways.between(before, order[i]).ms + ways.between(order[k], after).ms)
          continue;
        std::vector<std::uint32_t> turned = order;
        std::reverse(turned.begin() + static_cast<std::ptrdiff_t>(i),
                     turned.begin() + static_cast<std::ptrdiff_t>(k) + 1);
        if (driving_ms(ways, turned) >= driving_ms(ways, order)) continue;
        order = std::move(turned);
        better = true;
      }
  }
}

Round measured(const Ways& ways, std::span<const RoundStop> stops, std::vector<std::uint32_t> order) {
  Round round;
  std::uint32_t at = Ways::kDepot;
  const auto add = [&](const Drive& drive) {
    round.ms += drive.ms;
    round.metres += drive.metres;
  };
  for (const std::uint32_t stop : order) {
    add(ways.between(at, stop));
    add(ways.inside(stop));
    round.drops += stops[stop].drops;
    at = stop;
  }
  add(ways.between(at, Ways::kDepot));
  round.stops = std::move(order);
  return round;
}

struct Saving {
  std::int64_t ms;
  std::uint32_t a, b;
};

/// What is saved by going from one stop to the other instead of home and out again; largest first.
std::vector<Saving> savings_of(const Ways& ways, std::span<const std::uint32_t> stops) {
  std::vector<Saving> savings;
  for (std::size_t i = 0; i != stops.size(); ++i)
    for (std::size_t k = i + 1; k != stops.size(); ++k) {
      const std::uint32_t a = stops[i], b = stops[k];
      const std::int64_t ms =
          std::int64_t{ways.between(a, Ways::kDepot).ms} + ways.between(Ways::kDepot, b).ms - ways.between(a, b).ms;
      if (ms >= 0) savings.push_back({ms, a, b});  // nothing saved is a vehicle less
    }
  std::sort(savings.begin(), savings.end(), [](const Saving& x, const Saving& y) {
    return x.ms != y.ms ? x.ms > y.ms : x.a != y.a ? x.a < y.a : x.b < y.b;
  });
  return savings;
}

/// Joins two orders at their ends a and b; empty if one of these lies inside.
std::vector<std::uint32_t> joined(std::vector<std::uint32_t> first, std::vector<std::uint32_t> second,
                                  std::uint32_t a, std::uint32_t b) {
  if (first.front() == a) std::reverse(first.begin(), first.end());
  if (second.back() == b) std::reverse(second.begin(), second.end());
  if (first.back() != a || second.front() != b) return {};
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

double local_tour_m(std::int32_t drops, std::int32_t spread_m) {
  const double area = 2 * std::numbers::pi * spread_m * spread_m / 2.0;
  return 0.7124 * std::sqrt(drops * area);
}

std::vector<Round> plan_rounds(const CountyRoads& roads, Season season, std::uint32_t depot,
                               std::span<const RoundStop> stops, const RoundRules& rules) {
  const Ways ways(roads, season, depot, stops, rules);
  const auto fits = [&](const Round& round) {
    return round.drops <= rules.most_drops && round.ms <= std::int64_t{rules.most_seconds} * 1'000;
  };
  std::vector<Round> rounds, whole;
  std::vector<std::uint32_t> joinable;
  for (std::uint32_t stop = 0; stop != stops.size(); ++stop) {
    Round alone = measured(ways, stops, {stop});
    if (fits(alone)) {
      joinable.push_back(stop);
      rounds.push_back(std::move(alone));
      continue;
    }
    // Too much for one: shares of its drops, each with its own way there; but never more rounds than drops.
    std::int32_t parts = 1;
    const auto part = [&] { return (stops[stop].drops + parts - 1) / parts; };
    const Drive there = ways.between(Ways::kDepot, stop), back = ways.between(stop, Ways::kDepot);
    const auto part_ms = [&] { return std::int64_t{there.ms} + back.ms + ways.inside(stop, part()).ms; };
    while (part() > 1 && (part() > rules.most_drops || part_ms() > std::int64_t{rules.most_seconds} * 1'000)) ++parts;
    for (std::int32_t left = stops[stop].drops; left > 0; left -= part()) {
      const Drive inside = ways.inside(stop, std::min(left, part()));
      whole.push_back({.stops = {stop},
                       .ms = std::int64_t{there.ms} + back.ms + inside.ms,
                       .metres = std::int64_t{there.metres} + back.metres + inside.metres,
                       .drops = std::min(left, part())});
    }
  }
  std::vector<std::uint32_t> round_of(stops.size());
  for (std::uint32_t i = 0; i != rounds.size(); ++i) round_of[rounds[i].stops.front()] = i;
  for (const Saving& saving : savings_of(ways, joinable)) {
    const std::uint32_t first = round_of[saving.a], second = round_of[saving.b];
    if (first == second) continue;
    std::vector<std::uint32_t> order = joined(rounds[first].stops, rounds[second].stops, saving.a, saving.b);
    if (order.empty()) continue;
    Round round = measured(ways, stops, std::move(order));
    if (!fits(round)) continue;
    for (const std::uint32_t stop : rounds[second].stops) round_of[stop] = first;
    rounds[first] = std::move(round);
    rounds[second].stops.clear();
  }
  std::erase_if(rounds, [](const Round& round) { return round.stops.empty(); });
  for (Round& round : rounds) {
    improve(ways, round.stops);
    round = measured(ways, stops, std::move(round.stops));
  }
  rounds.insert(rounds.end(), whole.begin(), whole.end());
  return rounds;
}

std::vector<RoundShare> shares_of(const CountyRoads& roads, Season season, std::uint32_t depot,
                                  std::span<const RoundStop> stops, std::span<const Round> rounds,
                                  const RoundRules& rules) {
  const Ways ways(roads, season, depot, stops, rules);
  std::vector<RoundShare> shares(stops.size());
  for (const Round& round : rounds)
    for (std::size_t i = 0; i != round.stops.size(); ++i) {
      RoundShare& share = shares[round.stops[i]];
      if (round.stops.size() == 1) {
        share.ms += round.ms;
        share.metres += round.metres;
        continue;
      }
      const std::uint32_t before = i == 0 ? Ways::kDepot : round.stops[i - 1],
                          after = i + 1 == round.stops.size() ? Ways::kDepot : round.stops[i + 1];
      const Drive to = ways.between(before, round.stops[i]), from = ways.between(round.stops[i], after),
                  past = ways.between(before, after), inside = ways.inside(round.stops[i]);
      share.ms += std::int64_t{to.ms} + from.ms - past.ms + inside.ms;
      share.metres += std::int64_t{to.metres} + from.metres - past.metres + inside.metres;
    }
  return shares;
}

}  // namespace rurban
