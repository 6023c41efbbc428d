#include "models/newspaper/tablet.h"

#include <algorithm>
#include <cmath>

#include "models/internet_use.h"

namespace rurban {

ReaderAge reader_age(int age) {
  return age < 65 ? ReaderAge::kUnder65 : age < 75 ? ReaderAge::k65To74 : ReaderAge::k75AndOver;
}

double home_is_online(Line line, int online_percent, int fast_percent) {
  if (is_fast(line)) return 1;
  if (fast_percent >= 100) return 1;  // the place's homes are counted without this one
  const int fast = std::max(0, fast_percent);
  return std::clamp(static_cast<double>(online_percent - fast) / (100 - fast), 0.0, 1.0);
}

double takes_tablet(double online, int youngest, const TabletRules& rules) {
  const double uses = share_at(kInternetUse, youngest);
  return online * (uses + (1 - uses) * rules.course_helps) * rules.take_up;
}

TabletBill& TabletBill::operator+=(const TabletBill& other) {
  publisher += other.publisher;
  state += other.state;
  municipality += other.municipality;
  return *this;
}

TabletBill tablet_bill(std::int64_t households, const TabletPrices& prices) {
  const std::int64_t tablets = households * ore(prices.tablet_kr);
  const auto state = std::llround(static_cast<double>(tablets) * prices.state_share);
  return {tablets - state, state, households * ore(prices.course_kr)};
}

}  // namespace rurban
