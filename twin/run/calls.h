#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twin/base/bytes.h"
#include "twin/base/text.h"

namespace twin {

/// Something that is asked for on a filmed day, and how it was answered.
struct Call {
  static constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  std::uint8_t kind = 0;
  std::int32_t answered_s = 0;           ///< after midnight
  std::int32_t from_s = 0, until_s = 0;  ///< it waits on the map; from there to there
  std::int32_t east_m = 0, north_m = 0;  ///< SWEREF 99 TM
  std::uint32_t mover = kNobody;         ///< of the day, that comes for it
  Text what = {}, why = {};              ///< a line; the reasons

  friend bool operator==(const Call&, const Call&) = default;
};

/// A figure that runs through the day, in one or several cases that are compared.
struct Counter {
  /// Values stand so many seconds apart, the first at midnight, the last at the next.
  static constexpr std::int32_t kStep_s = 300, kSteps = 86'400 / kStep_s + 1;

  Text label, unit;
  std::vector<std::vector<std::int64_t>> by_case;  ///< kSteps values each

  /// As it stood last at that second.
  std::int64_t at(std::size_t of_case, double second) const;

  friend bool operator==(const Counter&, const Counter&) = default;
};

/// All that was asked for and decided on a filmed day.
struct Calls {
  struct UsualWay {
    std::uint32_t mover = 0, way = 0;  ///< the way it would have gone if nobody had called

    friend bool operator==(const UsualWay&, const UsualWay&) = default;
  };
  std::vector<Text> kinds;  ///< of calls, as a legend names them
  std::vector<Call> list;   ///< in the order in which they were answered
  std::vector<Text> cases;  ///< of the counters
  std::vector<Counter> counters;
  std::vector<UsualWay> usual_ways;

  bool empty() const { return list.empty() && counters.empty() && usual_ways.empty(); }
  std::optional<std::uint32_t> usual_way(std::uint32_t mover) const;
  /// Calls answered until that second: the first so many of the list.
  std::size_t answered(double second) const;

  void pack(ByteWriter& out) const;
  /// Nothing if the bytes are none of ours, or name movers and ways that are not there.
  static std::optional<Calls> unpack(ByteReader& in, std::size_t movers, std::size_t ways);

  friend bool operator==(const Calls&, const Calls&) = default;
};

}  // namespace twin
