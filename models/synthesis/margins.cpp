#include "models/synthesis/margins.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/rates.h"

namespace rurban {
namespace {

// How the groups of one margin are numbered, and which group a kind belongs to.
enum Margin { kBySex, kByAge, kByEmployment, kByBirth, kMargins };
constexpr std::array<int, kMargins> kGroups{2, 3, 2, 3};

int group_of(const Kind& kind, Margin margin) {
  switch (margin) {
    case kBySex:
      return static_cast<int>(kind.sex);
    case kByAge:
      return kind.age_group;
    case kByEmployment:
      return kind.employed;
    default:
      return static_cast<int>(kind.born_in);
  }
}

std::int32_t target_of(const Margins& margins, Margin margin, int group) {
  const auto g = static_cast<std::size_t>(group);
  switch (margin) {
    case kBySex:
      return margins.by_sex[g];
    case kByAge:
      return margins.by_age[g];
    case kByEmployment:
      return group == 1 ? margins.employed : margins.residents - margins.employed;
    default:
      return margins.by_birth[g];
  }
}

constexpr std::array kAllMargins{kByAge, kBySex, kByEmployment, kByBirth};

using Cells = std::vector<std::array<double, kKinds>>;

/// Before any margin is known: employed are four of five at working age and one of ten beyond (assumption; fitting
/// replaces the level and keeps the ratio between the groups).
double prior(const Kind& kind) {
  constexpr std::array<double, 3> kEmployedShare{0, 0.8, 0.1};
  const double share = kEmployedShare[kind.age_group];
  return kind.employed ? share : 1 - share;
}

/// Multiplies each group of one margin, over places [first, last), so that it sums to its target.
template <class Target>
void scale(Cells& cells, std::size_t first, std::size_t last, Margin margin, const Target& target) {
  std::array<double, 3> sums{};
  for (std::size_t place = first; place != last; ++place)
    for (int k = 0; k != kKinds; ++k)
      sums[static_cast<std::size_t>(group_of(kind_of(k), margin))] += cells[place][static_cast<std::size_t>(k)];
  for (std::size_t place = first; place != last; ++place) {
    for (int k = 0; k != kKinds; ++k) {
      const auto group = static_cast<std::size_t>(group_of(kind_of(k), margin));
      if (sums[group] > 0) cells[place][static_cast<std::size_t>(k)] *= target(static_cast<int>(group)) / sums[group];
    }
  }
}

Cells fit(const Margins& municipality, std::span<const Margins> places) {
  constexpr int kRounds = 40;  // the largest change is far below a person by then
  Cells cells(places.size());
  for (std::size_t place = 0; place != places.size(); ++place)
    for (int k = 0; k != kKinds; ++k)
      cells[place][static_cast<std::size_t>(k)] = prior(kind_of(k)) * places[place].residents;
  for (int round = 0; round != kRounds; ++round) {
    for (const Margin margin : kAllMargins)
      scale(cells, 0, cells.size(), margin, [&](int group) { return target_of(municipality, margin, group); });
    for (const Margin margin : kAllMargins)
      for (std::size_t place = 0; place != cells.size(); ++place)
        scale(cells, place, place + 1, margin, [&](int group) { return target_of(places[place], margin, group); });
  }
  for (std::size_t place = 0; place != cells.size(); ++place) {  // the place's total before anything else
    const double sum = std::accumulate(cells[place].begin(), cells[place].end(), 0.0);
    for (double& cell : cells[place]) cell *= sum > 0 ? places[place].residents / sum : 0;
  }
  return cells;
}

/// Rounds the running total: every leading part of the place's kinds is within one person of what was fitted, so that
/// the first margins in the order of kinds come out closest.
std::array<std::int32_t, kKinds> round_along(const std::array<double, kKinds>& cells, std::int32_t total,
                                             double offset) {
  std::array<std::int32_t, kKinds> counts{};
  double running = 0;
  std::int32_t given = 0;
  for (std::size_t k = 0; k != kKinds; ++k) {
    running += cells[k];
    const auto upto = std::min(total, static_cast<std::int32_t>(running + offset));
    counts[k] = upto - given;
    given = upto;
  }
  counts[kKinds - 1] += total - given;
  return counts;
}

std::int32_t count_of(std::span<const std::array<std::int32_t, kKinds>> counts, Margin margin, int group) {
  std::int32_t sum = 0;
  for (const auto& place : counts)
    for (int k = 0; k != kKinds; ++k)
      if (group_of(kind_of(k), margin) == group) sum += place[static_cast<std::size_t>(k)];
  return sum;
}

/// The kind that differs from this one only in its group of one margin, or -1 if that can't be.
int with_group(int index, Margin margin, int group) {
  for (int other = 0; other != kKinds; ++other) {
    bool same = true;
    for (const Margin m : kAllMargins)
      same = same && group_of(kind_of(other), m) == (m == margin ? group : group_of(kind_of(index), m));
    if (same) return other;
  }
  return -1;
}

/// Turns one person of group `from` into group `to`, in the place where that helps its own margin most. False if
/// nobody can be turned.
bool exchange(Counts& counts, std::span<const Margins> places, Margin margin, int from, int to) {
  std::size_t best_place = 0;
  int best_kind = -1;
  double best = -INFINITY;
  for (std::size_t place = 0; place != counts.size(); ++place) {
    const std::span one{&counts[place], 1};
    const double surplus = count_of(one, margin, from) - target_of(places[place], margin, from);
    const double want = target_of(places[place], margin, to) - count_of(one, margin, to);
    for (int k = 0; k != kKinds; ++k) {
      const std::int32_t persons = counts[place][static_cast<std::size_t>(k)];
      if (persons == 0 || group_of(kind_of(k), margin) != from || with_group(k, margin, to) < 0) continue;
      const double gain = surplus + want + 1e-6 * persons;  // among equals, from the commonest kind
      if (gain <= best) continue;
      best = gain;
      best_place = place;
      best_kind = k;
    }
  }
  if (best_kind < 0) return false;
  --counts[best_place][static_cast<std::size_t>(best_kind)];
  ++counts[best_place][static_cast<std::size_t>(with_group(best_kind, margin, to))];
  return true;
}

void meet_margin(Counts& counts, const Margins& municipality, std::span<const Margins> places, Margin margin) {
  const auto surplus = [&](int group) {
    return count_of(counts, margin, group) - target_of(municipality, margin, group);
  };
  for (;;) {
    int most = 0, least = 0;
    for (int group = 1; group != kGroups[margin]; ++group) {
      if (surplus(group) > surplus(most)) most = group;
      if (surplus(group) < surplus(least)) least = group;
    }
    if (surplus(most) <= 0 || !exchange(counts, places, margin, most, least)) return;
  }
}

/// A place with children and no adult swaps a child for an adult of another place: all totals and margins of the
/// municipality stay.
void give_every_place_an_adult(Counts& counts) {
  const auto adults = [&](std::size_t place) {
    std::int32_t sum = 0;
    for (int k = 0; k != kKinds; ++k)
      if (kind_of(k).age_group != 0) sum += counts[place][static_cast<std::size_t>(k)];
    return sum;
  };
  const auto most_adults = [&] {
    std::size_t most = 0;
    for (std::size_t place = 1; place != counts.size(); ++place)
      if (adults(place) > adults(most)) most = place;
    return most;
  };
  for (std::size_t place = 0; place != counts.size(); ++place) {
    const auto total = std::accumulate(counts[place].begin(), counts[place].end(), 0);
    if (total == 0 || adults(place) > 0) continue;
    const std::size_t donor = most_adults();
    if (adults(donor) < 2) return;
    for (int k = 0; k != kKinds; ++k) {
      const auto kind = static_cast<std::size_t>(k);
      if (kind_of(k).age_group != 1 || counts[donor][kind] == 0) continue;
      const auto child = static_cast<std::size_t>(
          std::find_if(counts[place].begin(), counts[place].end(), [](std::int32_t c) { return c > 0; }) -
          counts[place].begin());
      --counts[donor][kind];
      ++counts[place][kind];
      --counts[place][child];
      ++counts[donor][child];
      break;
    }
  }
}

Margins scaled(const Margins& census, std::int32_t residents) {
  const auto parts = [&](auto values, auto& result) {
    const std::vector<double> weights(values.begin(), values.end());
    const auto counts = largest_remainder(weights, residents);
    std::copy(counts.begin(), counts.end(), result.begin());
  };
  Margins result;
  result.residents = residents;
  parts(census.by_sex, result.by_sex);
  parts(census.by_age, result.by_age);
  parts(census.by_birth, result.by_birth);
  const double share = census.residents > 0 ? 1.0 * census.employed / census.residents : 0;
  result.employed =
      std::min(static_cast<std::int32_t>(std::lround(share * residents)), result.by_age[1] + result.by_age[2]);
  return result;
}

}  // namespace

Kind kind_of(int index) {
  // Groups of age and employment that can be: children without work, then working age and elders with and without.
  constexpr std::array<std::pair<std::uint8_t, bool>, 5> kAgeWork{
      {{0, false}, {1, false}, {1, true}, {2, false}, {2, true}}};
  const auto [age_group, employed] = kAgeWork[static_cast<std::size_t>(index / 3 % 5)];
  return {static_cast<Sex>(index / 15), age_group, employed, static_cast<BirthRegion>(index % 3)};
}

std::vector<std::int32_t> largest_remainder(std::span<const double> weights, std::int32_t total) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int32_t> counts;
  std::vector<double> rest;
  for (const double weight : weights) {
    const double share = sum > 0 ? weight / sum * total : 1.0 * total / static_cast<double>(weights.size());
    counts.push_back(static_cast<std::int32_t>(share));
    rest.push_back(share - counts.back());
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  const std::int32_t left = total - std::accumulate(counts.begin(), counts.end(), 0);
  for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i) ++counts[order[i % order.size()]];
  return counts;
}

Targets reconcile(const County& county) {
  Targets targets;
  targets.places.resize(county.places.size());
  for (std::uint32_t m = 0; m != county.municipalities.size(); ++m) {
    const Municipality& municipality = county.municipalities[m];
    targets.municipalities.push_back(scaled(municipality.census, municipality.residents_register));
    std::vector<std::uint32_t> places;
    std::vector<double> residents;
    for (std::uint32_t p = 0; p != county.places.size(); ++p) {
      if (county.places[p].municipality != m) continue;
      places.push_back(p);
      residents.push_back(county.places[p].census.residents);
    }
    const auto totals = largest_remainder(residents, municipality.residents_register);
    for (std::size_t i = 0; i != places.size(); ++i)
      targets.places[places[i]] = scaled(county.places[places[i]].census, totals[i]);
  }
  return targets;
}

Counts fit_counts(const Margins& municipality, std::span<const Margins> places,
                  std::span<const double> place_offsets) {
  const Cells cells = fit(municipality, places);
  Counts counts;
  for (std::size_t place = 0; place != places.size(); ++place)
    counts.push_back(round_along(cells[place], places[place].residents, place_offsets[place]));
  for (const Margin margin : kAllMargins) meet_margin(counts, municipality, places, margin);
  give_every_place_an_adult(counts);
  return counts;
}

double level_of(const ByAgeSex& people, const ByAgeSex& shares, double cases) {
  double low = 0.001, high = 1000;
  for (int halving = 0; halving != 80; ++halving) {
    const double middle = (low + high) / 2;
    double expected = 0;
    for (std::size_t sex = 0; sex != kSexes; ++sex)
      for (std::size_t age = 0; age != kAges; ++age)
        expected += people[sex][age] * at_level(shares[sex][age], middle);
    (expected < cases ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace rurban
