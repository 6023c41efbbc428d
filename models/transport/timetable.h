#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace rurban {

/// Seconds after midnight of a day of service; past 86,400 for what runs into the next day.
using DaySeconds = std::int32_t;
inline constexpr DaySeconds kNever = std::numeric_limits<DaySeconds>::max() / 2;

/// A vehicle's way from one stop to the next.
struct Connection {
  std::uint16_t from = 0, to = 0;  ///< stops
  std::uint32_t trip = 0;          ///< connections of one trip are ridden through without a change
  DaySeconds departs = 0, arrives = 0;
};

struct Walk {
  std::uint16_t from = 0, to = 0;
  std::int32_t seconds = 0;
};

/// What one day offers: all connections, the walks between stops, and the time that a change takes. A traveller may
/// walk before the first ride, once between two rides, and after the last; walks are not chained.
struct DayService {
  std::uint32_t stops = 0, trips = 0;
  std::vector<Connection> connections;
  std::vector<Walk> walks;
  std::int32_t change_s = 0;  ///< from one vehicle to another, at the same stop or with a shorter walk
};

/// The best journeys from one stop during a day: leaving at `departs` or earlier, one arrives at `arrives`. Latest
/// departure first; an earlier one always arrives earlier.
struct Journey {
  DaySeconds departs, arrives;
  friend bool operator==(const Journey&, const Journey&) = default;
};

/// A day's public transport, searched by scanning its connections in the order of departure.
///
/// Source: Dibbelt, Pajor, Strasser, Wagner, Connection Scan Algorithm, ACM JEA 23 (2018), sections 3 and 4.
class Timetable {
 public:
  /// Requires: stops and trips are within their numbers, nothing arrives before it departs, and the connections of a
  /// trip stand in the order of driving
  explicit Timetable(DayService service);

  std::uint32_t stops() const { return service_.stops; }
  std::size_t connections() const { return service_.connections.size(); }

  /// Earliest arrival at each stop of who is at `stop` at `time`; kNever where one can't get to. `arrivals` is
  /// overwritten. May be called from many threads.
  void earliest_arrivals(std::uint32_t stop, DaySeconds time, std::vector<DaySeconds>& arrivals) const;

  /// A destination and how long it takes there from a stop on foot.
  struct Goal {
    std::uint32_t stop = 0;
    std::int32_t seconds = 0;
  };
  /// For each stop the journeys to the nearest of `goals`, which may be all shops of a kind; those that only walk are
  /// not listed. May be called from many threads.
  std::vector<std::vector<Journey>> journeys_to(std::span<const Goal> goals) const;

 private:
  std::span<const Walk> walks_from(std::uint32_t stop) const;
  std::span<const Walk> walks_to(std::uint32_t stop) const;

  DayService service_;
  std::vector<std::uint32_t> first_walk_from_, first_walk_to_;
  std::vector<Walk> walks_to_;
};

/// The earliest arrival when leaving at `time`, by one of a stop's journeys; kNever if the last one is gone.
DaySeconds arrival_of(std::span<const Journey> journeys, DaySeconds time);

}  // namespace rurban
