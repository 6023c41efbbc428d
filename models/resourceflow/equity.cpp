#include "models/resourceflow/equity.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <numeric>

#include "twin/base/math.h"

namespace rurban {
namespace {

struct Totals {
  std::int64_t persons = 0;
  double sum = 0;

  double mean() const { return sum / static_cast<double>(persons); }
};

Totals totals(const Distribution& welfare) {
  assert(welfare.values.size() == welfare.persons.size());
  Totals totals;
  for (std::size_t row = 0; row != welfare.values.size(); ++row) {
    totals.persons += welfare.persons[row];
    totals.sum += static_cast<double>(welfare.persons[row]) * welfare.values[row];
  }
  assert(totals.persons > 0 && totals.sum > 0);
  return totals;
}

/// Values none of which is below the floor.
struct Floored {
  std::vector<double> values;
  std::int64_t at_floor = 0;
};

Floored floored(const Distribution& welfare, double floor_share) {
  const double floor = floor_share * totals(welfare).mean();
  assert(floor > 0);
  Floored result{{welfare.values.begin(), welfare.values.end()}};
  for (std::size_t row = 0; row != result.values.size(); ++row) {
    if (result.values[row] >= floor) continue;
    result.values[row] = floor;
    result.at_floor += welfare.persons[row];
  }
  return result;
}

/// Rows in order of a key; equal ones in the order of rows, so that sums have the same bits everywhere.
std::vector<std::size_t> order_by(std::span<const double> key) {
  std::vector<std::size_t> rows(key.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::ranges::stable_sort(rows, {}, [&](std::size_t row) { return key[row]; });
  return rows;
}

double x_log_x(double x) {
  return x * twin::log(x);
}

/// What the first so many persons have; `rows` says who comes first.
double sum_of_first(double persons, const Distribution& welfare, std::span<const std::size_t> rows) {
  double sum = 0;
  for (const std::size_t row : rows) {
    const double taken = std::min(persons, static_cast<double>(welfare.persons[row]));
    sum += taken * welfare.values[row];
    persons -= taken;
  }
  return sum;
}

}  // namespace

Theil theil(const Distribution& welfare, std::span<const std::uint32_t> group, std::size_t groups,
            double floor_share) {
  const Floored lifted = floored(welfare, floor_share);
  const Distribution counted{lifted.values, welfare.persons};
  const Totals all = totals(counted);
  const std::vector<GroupMean> means = group_means(counted, group, groups);

  Theil theil{.at_floor = lifted.at_floor};
  for (std::size_t row = 0; row != counted.values.size(); ++row) {
    const double persons = static_cast<double>(counted.persons[row]) / static_cast<double>(all.persons);
    if (persons == 0) continue;
    const double group_mean = means[group[row]].mean;
    theil.total += persons * x_log_x(counted.values[row] / all.mean());
    theil.within += persons * group_mean / all.mean() * x_log_x(counted.values[row] / group_mean);
  }
  for (const GroupMean& one : means)
    if (one.persons > 0)
      theil.between +=
          static_cast<double>(one.persons) / static_cast<double>(all.persons) * x_log_x(one.mean / all.mean());
  return theil;
}

Atkinson atkinson(const Distribution& welfare, double aversion, double floor_share) {
  assert(aversion > 0);
  const Floored lifted = floored(welfare, floor_share);
  const Totals all = totals({lifted.values, welfare.persons});
  const auto mean_of = [&](auto&& function) {
    double sum = 0;
    for (std::size_t row = 0; row != lifted.values.size(); ++row)
      sum += static_cast<double>(welfare.persons[row]) * function(lifted.values[row] / all.mean());
    return sum / static_cast<double>(all.persons);
  };
  const double power = 1 - aversion;
  const double evenly_spread = power == 0
                                   ? twin::exp(mean_of([](double r) { return twin::log(r); }))
                                   : twin::pow(mean_of([power](double r) { return twin::pow(r, power); }), 1 / power);
  return {1 - evenly_spread, lifted.at_floor};
}

double gini(const Distribution& welfare) {
  const Totals all = totals(welfare);
  double sum = 0;
  std::int64_t before = 0;
  for (const std::size_t row : order_by(welfare.values)) {
    const std::int64_t with = before + welfare.persons[row];
    sum += static_cast<double>(welfare.persons[row]) * welfare.values[row] *
           static_cast<double>(with + before - all.persons);
    before = with;
  }
  return sum / (static_cast<double>(all.persons) * all.sum);
}

std::optional<double> palma(const Distribution& welfare) {
  const double persons = static_cast<double>(totals(welfare).persons);
  std::vector<std::size_t> rows = order_by(welfare.values);
  const double poorest = sum_of_first(0.4 * persons, welfare, rows);
  std::ranges::reverse(rows);
  if (poorest <= 0) return std::nullopt;
  return sum_of_first(0.1 * persons, welfare, rows) / poorest;
}

SpatialGini spatial_gini(const Distribution& welfare, std::span<const std::uint8_t> neighbour) {
  const std::size_t places = welfare.values.size();
  assert(neighbour.size() == places * places);
  const Totals all = totals(welfare);
  const double whole = static_cast<double>(all.persons) * all.sum;  // W² mean; each pair is met once, so no 2
  SpatialGini spatial;
  for (std::size_t one = 0; one != places; ++one)
    for (std::size_t other = one + 1; other != places; ++other) {
      const double persons = static_cast<double>(welfare.persons[one]) * static_cast<double>(welfare.persons[other]);
      const double part = persons * std::abs(welfare.values[one] - welfare.values[other]) / whole;
      assert(neighbour[one * places + other] == neighbour[other * places + one]);
      (neighbour[one * places + other] != 0 ? spatial.neighbours : spatial.others) += part;
    }
  return spatial;
}

std::vector<std::uint8_t> neighbours_within(std::span<const MapPoint> places, std::int32_t metres) {
  std::vector<std::uint8_t> neighbour;
  neighbour.reserve(places.size() * places.size());
  for (const MapPoint one : places)
    for (const MapPoint other : places) {
      const std::int64_t east = std::int64_t{one.east_m} - other.east_m;
      const std::int64_t north = std::int64_t{one.north_m} - other.north_m;
      neighbour.push_back(east * east + north * north <= std::int64_t{metres} * metres);
    }
  return neighbour;
}

double concentration(const Distribution& welfare, std::span<const double> remoteness) {
  assert(remoteness.size() == welfare.values.size());
  const Totals all = totals(welfare);
  const std::vector<std::size_t> rows = order_by(remoteness);
  double sum = 0;
  std::int64_t nearer = 0;
  for (auto first = rows.begin(); first != rows.end();) {
    const auto last =
        std::find_if(first, rows.end(), [&](std::size_t row) { return remoteness[row] != remoteness[*first]; });
    std::int64_t persons = 0;
    double theirs = 0;
    for (; first != last; ++first) {
      persons += welfare.persons[*first];
      theirs += static_cast<double>(welfare.persons[*first]) * welfare.values[*first];
    }
    sum += theirs * static_cast<double>(2 * nearer + persons);  // 2 R W
    nearer += persons;
  }
  return sum / (static_cast<double>(all.persons) * all.sum) - 1;
}

std::vector<GroupMean> group_means(const Distribution& welfare, std::span<const std::uint32_t> group,
                                   std::size_t groups) {
  assert(group.size() == welfare.values.size());
  std::vector<GroupMean> means(groups);
  for (std::size_t row = 0; row != group.size(); ++row) {
    assert(group[row] < groups);
    GroupMean& mine = means[group[row]];
    mine.mean += static_cast<double>(welfare.persons[row]) * welfare.values[row];  // a sum until the end
    mine.persons += welfare.persons[row];
  }
  for (GroupMean& one : means)
    if (one.persons > 0) one.mean /= static_cast<double>(one.persons);
  return means;
}

std::optional<GroupLoss> largest_loss(std::span<const GroupMean> baseline, std::span<const GroupMean> scenario,
                                      std::int64_t more_persons_than) {
  assert(baseline.size() == scenario.size());
  std::optional<GroupLoss> largest;
  for (std::size_t group = 0; group != baseline.size(); ++group) {
    if (baseline[group].persons <= more_persons_than || scenario[group].persons == 0) continue;
    assert(baseline[group].mean > 0);
    const double loss = (baseline[group].mean - scenario[group].mean) / baseline[group].mean;
    if (!largest || loss > largest->loss) largest = {static_cast<std::uint32_t>(group), loss};
  }
  return largest;
}

}  // namespace rurban
