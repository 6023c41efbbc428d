#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/daily_life/choice.h"
#include "models/needs.h"

namespace rurban {

inline constexpr std::uint32_t kNoPoint = 0xFFFFFFFF;

/// A service point as travellers know it.
struct Destination {
  std::uint32_t point = 0, place = 0;
  double range = 1;  ///< of goods, as a share of a shop's

  friend bool operator==(const Destination&, const Destination&) = default;
};

/// The open points of each service.
using OpenPoints = std::array<std::vector<Destination>, kServices>;

/// An errand's destination and mode, chosen together; or the digital way; or no way at all.
struct Errand {
  ModeChoice way;
  Destination to;
  bool digital = false, possible = false;
};

/// All choices between the nearest points and the modes that go there, for every home and everyone's means, made
/// ready once: a day of the county takes some 140,000 of them, and they change only when a point opens or closes.
class ErrandChoices {
 public:
  static constexpr std::size_t kNearest = 5;  ///< points that are considered, by car minutes

  /// `residents`, by place, and the range of goods weigh shops: where there is more to choose from, more go.
  ErrandChoices(const LevelOfService& service, const ChoiceRules& rules, Season season, OpenPoints open,
                std::span<const double> residents);

  Season season() const { return season_; }
  const OpenPoints& open() const { return open_; }
  /// Nearest first, at most kNearest.
  std::span<const Destination> near(Service service, std::uint32_t place) const;
  /// `need` is an index of kNeeds. Requires: the need is open that day
  Errand choose(std::size_t need, std::uint32_t home, const Means& means, int weekday, std::uint32_t bits) const;

 private:
  static constexpr std::size_t kMeans = 16;
  static constexpr std::size_t kDayKinds = 3;  ///< weekday, Saturday, Sunday
  static constexpr std::uint8_t kDigital = 0xFF;

  void find_nearest();
  void prepare(std::size_t need, std::size_t day_kind, std::uint32_t home, const Means& means,
               std::vector<std::uint32_t>& thresholds, std::vector<std::uint8_t>& options) const;
  std::size_t places() const { return log_residents_.size(); }

  /// Thresholds as in Logit, and for each one destination * kModes + mode, or kDigital.
  struct Table {
    std::vector<std::uint32_t> first;  ///< by home * kMeans + means
    std::vector<std::uint32_t> thresholds;
    std::vector<std::uint8_t> options;
  };

  const LevelOfService& service_;
  ChoiceRules rules_;
  Season season_;
  OpenPoints open_;
  std::vector<double> log_residents_;
  std::array<std::vector<Destination>, kServices> near_;         ///< kNearest for each place
  std::array<std::vector<std::uint8_t>, kServices> near_count_;  ///< by place
  std::array<std::array<Table, kDayKinds>, kNeeds.size()> tables_;
};

}  // namespace rurban
