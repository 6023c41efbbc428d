#include "models/daily_life/errands.h"

#include <algorithm>
#include <cassert>

#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr std::size_t kind_of_day(int weekday) {
  return weekday < 5 ? 0 : static_cast<std::size_t>(weekday - 4);
}

std::size_t index_of(const Means& means) {
  const bool lift = means.lift && !means.car;  // drivers ask for none
  return (means.car ? 1U : 0U) | (lift ? 2U : 0U) | (means.bus ? 4U : 0U) | (means.digital ? 8U : 0U);
}

Means means_of(std::size_t index) {
  return {.car = (index & 1) != 0, .lift = (index & 2) != 0, .bus = (index & 4) != 0, .digital = (index & 8) != 0};
}

}  // namespace

ErrandChoices::ErrandChoices(const LevelOfService& service, const ChoiceRules& rules, Season season, OpenPoints open,
                             std::span<const double> residents)
    : service_(service), rules_(rules), season_(season), open_(std::move(open)) {
  for (const double count : residents)
    log_residents_.push_back(rules.per_log_residents * twin::log(std::max(count, 1.0)));
  find_nearest();
  twin::for_each_index(kNeeds.size() * kDayKinds, [&](std::size_t index) {
    const std::size_t need = index / kDayKinds, day_kind = index % kDayKinds;
    if (day_kind != 0 && !kNeeds[need].on_weekends) return;
    Table& table = tables_[need][day_kind];
    for (std::uint32_t home = 0; home != places(); ++home)
      for (std::size_t means = 0; means != kMeans; ++means) {
        table.first.push_back(static_cast<std::uint32_t>(table.options.size()));
        prepare(need, day_kind, home, means_of(means), table.thresholds, table.options);
      }
    table.first.push_back(static_cast<std::uint32_t>(table.options.size()));
  });
}

void ErrandChoices::find_nearest() {
  for (std::size_t s = 0; s != kServices; ++s) {
    near_[s].resize(places() * kNearest);
    near_count_[s].resize(places());
    twin::for_each_index(places(), [&](std::size_t place) {
      std::vector<std::pair<std::int32_t, Destination>> all;
      for (const Destination& to : open_[s])
        all.emplace_back(
            service_.leg(Mode::kCar, static_cast<std::uint32_t>(place), to.place, {0, season_}, false)->minutes, to);
      const std::size_t count = std::min(kNearest, all.size());
      std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                        [](const auto& a, const auto& b) {
                          return a.first != b.first ? a.first < b.first : a.second.point < b.second.point;
                        });
      for (std::size_t k = 0; k != count; ++k) near_[s][place * kNearest + k] = all[k].second;
      near_count_[s][place] = static_cast<std::uint8_t>(count);
    });
  }
}

std::span<const Destination> ErrandChoices::near(Service service, std::uint32_t place) const {
  const auto s = static_cast<std::size_t>(service);
  return std::span(near_[s]).subspan(place * kNearest, near_count_[s][place]);
}

void ErrandChoices::prepare(std::size_t need, std::size_t day_kind, std::uint32_t home, const Means& means,
                            std::vector<std::uint32_t>& thresholds, std::vector<std::uint8_t>& options) const {
  const DayKind day{day_kind == 0 ? 0 : static_cast<int>(day_kind) + 4, season_};
  std::array<double, kNearest * kModes + 1> utilities;
  std::size_t count = 0;
  const std::span<const Destination> points = near(kNeeds[need].service, home);
  for (std::size_t k = 0; k != points.size(); ++k) {
    const double size =
        kNeeds[need].service == Service::kGrocery ? log_residents_[points[k].place] + twin::log(points[k].range) : 0;
    for (std::size_t m = 0; m != kModes; ++m) {
      const auto mode = static_cast<Mode>(m);
      // A shared ride is asked for to the nearest, as the marketplace's day has it.
      if (!has(means, mode) || (mode == Mode::kShared && k > 0)) continue;
      const auto leg = service_.leg(mode, home, points[k].place, day, false);
      if (!leg) continue;
      options.push_back(static_cast<std::uint8_t>(k * kModes + m));
      utilities[count++] = utility(mode, *leg, season_, means, rules_) + size;
    }
  }
  if (means.digital && kNeeds[need].digital_utility != kNoDigitalWay) {
    options.push_back(kDigital);
    utilities[count++] = kNeeds[need].digital_utility;
  }
  if (count == 0) return;
  const Logit logit(std::span<const double>(utilities.data(), count));
  thresholds.insert(thresholds.end(), logit.thresholds().begin(), logit.thresholds().end());
}

Errand ErrandChoices::choose(std::size_t need, std::uint32_t home, const Means& means, int weekday,
                             std::uint32_t bits) const {
  const Table& table = tables_[need][kind_of_day(weekday)];
  assert(!table.first.empty());
  const std::size_t row = home * kMeans + index_of(means);
  const auto begin = table.thresholds.begin() + table.first[row],
             end = table.thresholds.begin() + table.first[row + 1];
  if (begin == end) return {};
  const auto found = std::min(std::upper_bound(begin, end, bits), end - 1);
  const std::uint8_t option = table.options[static_cast<std::size_t>(found - table.thresholds.begin())];
  if (option == kDigital) return {.way = {}, .to = {}, .digital = true, .possible = true};
  const Destination to = near(kNeeds[need].service, home)[option / kModes];
  const auto mode = static_cast<Mode>(option % kModes);
  return {.way = {mode, *service_.leg(mode, home, to.place, {weekday, season_}, false)},
          .to = to,
          .digital = false,
          .possible = true};
}

}  // namespace rurban
