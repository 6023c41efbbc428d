#include "models/daily_life/choice.h"

#include <algorithm>
#include <cassert>

#include "twin/base/math.h"

namespace rurban {
namespace {

/// Fills `thresholds` with cumulative chances; see Logit.
void fill_thresholds(std::span<const double> utilities, std::span<std::uint32_t> thresholds) {
  const double best = *std::max_element(utilities.begin(), utilities.end());
  double sum = 0;
  for (const double utility : utilities) sum += twin::exp(utility - best);
  double below = 0;
  for (std::size_t k = 0; k != utilities.size(); ++k) {
    below += twin::exp(utilities[k] - best) / sum;
    thresholds[k] = static_cast<std::uint32_t>(std::min(below * 0x1p32, 0x1p32 - 1));
  }
  thresholds.back() = 0xFFFFFFFF;
}

std::size_t first_above(std::span<const std::uint32_t> thresholds, std::uint32_t bits) {
  const auto found = std::upper_bound(thresholds.begin(), thresholds.end(), bits);
  return found == thresholds.end() ? thresholds.size() - 1 : static_cast<std::size_t>(found - thresholds.begin());
}

}  // namespace

double utility(Mode mode, const Leg& leg, Season season, const Means& means, const ChoiceRules& rules) {
  const double minutes = leg.minutes + leg.ore / 100.0 / rules.kr_per_hour * 60;
  double constant = rules.constant[static_cast<std::size_t>(mode)];
  if (mode == Mode::kBicycle && season == Season::kWinter) constant += rules.bicycle_in_winter;
  if (mode == Mode::kLift && !means.lift) constant += rules.lift_from_others;
  return constant - rules.per_minute * minutes;
}

bool has(const Means& means, Mode mode) {
  if (mode == Mode::kCar) return means.car;
  if (mode == Mode::kBus) return means.bus;
  // Whoever has a car at hand drives; a marketplace is asked where nobody at home does.
  if (mode == Mode::kShared) return !means.car && !means.lift;
  return mode != Mode::kLift || !means.car;
}

Logit::Logit(std::span<const double> utilities) : thresholds_(utilities.size()) {
  assert(!utilities.empty() && utilities.size() <= 0xFFFF);
  fill_thresholds(utilities, thresholds_);
}

std::size_t Logit::choose(std::uint32_t bits) const {
  return first_above(thresholds_, bits);
}

std::size_t choose(std::span<const double> utilities, std::uint32_t bits) {
  std::array<std::uint32_t, 32> thresholds;
  assert(utilities.size() <= thresholds.size());
  const auto used = std::span(thresholds).first(utilities.size());
  fill_thresholds(utilities, used);
  return first_above(used, bits);
}

ModeChoice choose_mode(const LevelOfService& service, std::uint32_t from, std::uint32_t to, DayKind day,
                       bool for_work, const Means& means, const ChoiceRules& rules, std::uint32_t bits) {
  std::array<ModeChoice, kModes> choices;
  std::array<double, kModes> utilities;
  std::size_t count = 0;
  for (int m = 0; m != kModes; ++m) {
    const auto mode = static_cast<Mode>(m);
    if (!has(means, mode) || mode == Mode::kShared) continue;  // the marketplace is asked for errands alone
    const auto leg = service.leg(mode, from, to, day, for_work);
    if (!leg) continue;
    choices[count] = {mode, *leg};
    utilities[count++] = utility(mode, *leg, day.season, means, rules);
  }
  return choices[choose(std::span(utilities).first(count), bits)];
}

}  // namespace rurban
