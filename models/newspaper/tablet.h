#pragma once
#include <array>
#include <cstdint>

#include "models/places.h"
#include "models/vocabulary.h"

namespace rurban {

/// Readers by the age of the eldest in the household, and people by their own.
enum class ReaderAge : std::uint8_t { kUnder65, k65To74, k75AndOver };
inline constexpr std::size_t kReaderAges = 3;
ReaderAge reader_age(int age);

/// The chance that a home is online: it is with a line of 100 Mbit/s; without one, as often as the other homes of its
/// place without. The percentages are those of the place's homes that are online, and that have such a line; below 0
/// where nobody lives.
double home_is_online(Line line, int online_percent, int fast_percent);

/// How people take a tablet with the paper on it, and a course, instead of the paper edition.
struct TabletRules {
  double take_up = 0.55;      ///< of those who are online at home and use the internet, or learn to
  double course_helps = 0.3;  ///< of those who do not use the internet, how many learn to by the course
};

/// The chance that a household accepts, by the chance that its home is online and the age of its youngest member.
double takes_tablet(double online, int youngest, const TabletRules& rules);

/// What tablets and courses cost, in öre, and who pays: the publisher and the state the tablets, the municipality the
/// courses. Adds up to the öre.
struct TabletBill {
  std::int64_t publisher = 0, state = 0, municipality = 0;

  std::int64_t tablets() const { return publisher + state; }
  std::int64_t all() const { return publisher + state + municipality; }
  TabletBill& operator+=(const TabletBill& other);
};
struct TabletPrices {
  double tablet_kr = 0, course_kr = 0;  ///< for a household
  double state_share = 0;               ///< of the tablets
};
TabletBill tablet_bill(std::int64_t households, const TabletPrices& prices);

/// Households, or people, by age and by class of place.
struct ReaderTally {
  std::array<std::int64_t, kReaderAges> by_age{};
  std::array<std::int64_t, kPlaceClasses> by_class{};

  void add(int age, PlaceClass place) {
    ++by_age[static_cast<std::size_t>(reader_age(age))];
    ++by_class[static_cast<std::size_t>(place)];
  }
};

}  // namespace rurban
