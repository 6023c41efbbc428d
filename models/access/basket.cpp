#include "models/access/basket.h"

#include <algorithm>
#include <optional>

#include "models/transport/nearest.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

/// One way to the nearest of `places`; nothing where none can be reached.
std::optional<Leg> nearest_leg(const LevelOfService& service, std::uint32_t from,
                               std::span<const std::uint32_t> places, int weekday, bool car) {
  std::optional<Leg> best;
  const auto offer = [&](const std::optional<Leg>& leg) {
    if (leg && (!best || leg->minutes < best->minutes)) best = leg;
  };
  const DayKind day{weekday, Season::kSummer};
  for (const std::uint32_t to : places) {
    const auto by_car = service.leg(Mode::kCar, from, to, day, false);
    if (car) {
      offer(by_car);
      continue;
    }
    offer(service.leg(Mode::kBus, from, to, day, false));
    offer(service.leg(Mode::kShared, from, to, day, false));
    const std::int32_t minutes = walking_minutes(by_car->metres);
    if (minutes < kFarMinutes) offer(Leg{.minutes = minutes, .metres = by_car->metres, .ore = 0});
  }
  return best;
}

}  // namespace

NearestLegs::NearestLegs(const LevelOfService& service, const ServicePlaces& open, std::size_t places) {
  constexpr std::array<int, kWays> kWeekdays{2, 2, 5, 6};
  twin::for_each_index(legs_.size(), [&](std::size_t index) {
    const std::size_t way = index % kWays;
    for (std::uint32_t from = 0; from != places; ++from)
      legs_[index].push_back(nearest_leg(service, from, open[index / kWays], kWeekdays[way], way == 0));
  });
}

const std::optional<Leg>& NearestLegs::leg(Service service, std::uint32_t from, int weekday, bool car) const {
  const std::size_t way = car ? 0 : weekday < 5 ? 1 : static_cast<std::size_t>(weekday - 3);
  return legs_[static_cast<std::size_t>(service) * kWays + way][from];
}

Basket weekly_basket(const NearestLegs& legs, std::uint32_t from, AgeBand band, AccessMeans means) {
  struct Day {
    int weekday;
    double share;
  };
  constexpr std::array<Day, 1> kWeekdays{{{2, 1}}};
  constexpr std::array<Day, 3> kAllDays{{{2, 5 / 7.0}, {5, 1 / 7.0}, {6, 1 / 7.0}}};
  Basket basket;
  for (const Need& need : kNeeds) {
    if (need.service == Service::kFuel && !means.car) continue;
    if (means.digital && need.digital_utility != kNoDigitalWay) continue;
    const std::span<const Day> days = need.on_weekends ? std::span<const Day>(kAllDays) : kWeekdays;
    for (const Day& day : days) {
      const double times = need.per_week[static_cast<std::size_t>(band)] * day.share;
      const auto& leg = legs.leg(need.service, from, day.weekday, means.car);
      if (!leg) {
        basket.unmet += times;
        continue;
      }
      basket.errands += times;
      basket.minutes += times * 2 * leg->minutes;
      basket.kr += times * 2 * leg->ore / 100;
    }
  }
  return basket;
}

}  // namespace rurban
