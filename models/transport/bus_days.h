#pragma once
#include <cstdint>
#include <vector>

#include "models/county/county.h"
#include "models/transport/county_service.h"

namespace rurban {

/// What going somewhere by bus and back takes on one day, door to door from the centres of two places: minutes for
/// one way, walks and changes counted in, waiting for the bus back as well.
struct BusTrips {
  static constexpr std::int16_t kNone = -1;
  std::int16_t errand = kNone;  ///< to be there for an hour at least, between 7 and 20 o'clock
  std::int16_t work = kNone;    ///< to be there from 8 to 16 o'clock, half an hour more or less
};

/// For each pair of places, from-major.
class BusDays {
 public:
  /// Weekdays, Saturday and Sunday of the county's timetable.
  explicit BusDays(const County& county, const WalkingRules& rules = {});

  /// `weekday` 0 Monday to 6 Sunday.
  BusTrips between(int weekday, std::uint32_t from, std::uint32_t to) const {
    return trips_[weekday < 5 ? 0 : static_cast<std::size_t>(weekday - 4)][from * places_ + to];
  }

 private:
  std::size_t places_;
  std::vector<std::vector<BusTrips>> trips_;  ///< by kind of day
};

/// Stops within walking distance of a place's centre; none for a place that buses pass by.
std::vector<Timetable::Goal> stops_near(const County& county, const Place& place, const WalkingRules& rules);

/// Journeys from a place: those of its stops, each left in time for the walk there; only those worth taking.
std::vector<Journey> from_place(const std::vector<Timetable::Goal>& stops,
                                const std::vector<std::vector<Journey>>& by_stop);

/// The best day out of the journeys there and the journeys back: least time under way, where every minute of waiting
/// beyond what one came for counts half (assumption: 0.3 to 1; a day in town is not lost).
BusTrips best_day(const std::vector<Journey>& there, const std::vector<Journey>& back);

}  // namespace rurban
