#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/transport/level_of_service.h"

namespace rurban {

/// How people weigh what they can choose from. Assumptions with their range; none is fitted to the shares it leads
/// to.
struct ChoiceRules {
  double per_minute = 0.06;  ///< 0.03 to 0.10: loss of utility for a minute of one way, money counted in
  double kr_per_hour = 75;   ///< value of time: 50 to 110, private local journeys
  /// Utility of a mode beside its time and money: car, lift, bus, bicycle, walk, shared ride (as a bus).
  std::array<double, kModes> constant{0, -1.0, -0.7, -1.0, 0.2, -0.7};  ///< each +- 0.7
  double lift_from_others = -2.5;   ///< -1.5 to -3.5, added when nobody at home drives
  double bicycle_in_winter = -1.5;  ///< -0.5 to -2.5, added to its constant
  double per_log_residents = 0.4;   ///< 0.2 to 0.8: range of goods in a larger place, for shops
};

/// Who chooses: what modes one has, and whether one gets on with digital services.
struct Means {
  bool car = false;      ///< drives, and has one at hand
  bool lift = false;     ///< lives with someone who drives
  bool bus = false;      ///< lives within walking distance of a stop
  bool digital = false;  ///< connected, and able to use it
};

/// Utility of one way with a mode, without what waits at its end. Requires: the traveller has the mode
double utility(Mode mode, const Leg& leg, Season season, const Means& means, const ChoiceRules& rules);
bool has(const Means& means, Mode mode);

/// A choice by logit, made ready to be taken many times: alternative k is taken when the 32 random bits lie below
/// thresholds[k] and not below that of k - 1.
class Logit {
 public:
  /// The chances are in proportion to exp(utility). Requires: at least one utility, and 65,535 at most
  explicit Logit(std::span<const double> utilities);

  std::size_t choose(std::uint32_t bits) const;
  std::span<const std::uint32_t> thresholds() const { return thresholds_; }

 private:
  std::vector<std::uint32_t> thresholds_;
};

/// Takes such a choice once. Requires: 1 to 32 utilities
std::size_t choose(std::span<const double> utilities, std::uint32_t bits);

/// The mode for one way; the alternatives are those that the traveller has and that go there. A lift is always there.
struct ModeChoice {
  Mode mode = Mode::kLift;
  Leg leg;
};
ModeChoice choose_mode(const LevelOfService& service, std::uint32_t from, std::uint32_t to, DayKind day,
                       bool for_work, const Means& means, const ChoiceRules& rules, std::uint32_t bits);

}  // namespace rurban
