#include "models/broadband/take_up.h"

#include <algorithm>
#include <cmath>

namespace rurban::broadband {

double kr_per_month(double subscription_kr, double connection_fee_kr, double years) {
  return subscription_kr + connection_fee_kr / (12 * years);
}

double take_up_ceiling(double youngest_age, double kr_per_month, const TakeUpRules& rules) {
  const double price = std::max(kr_per_month, 1.0) / rules.usual_kr_per_month;
  const double fibre = rules.fibre_at_usual_price * std::pow(price, rules.price_elasticity);
  return share_at(rules.online, youngest_age) * std::min(1.0, fibre);
}

double adopted(double years_since_passed, const TakeUpRules& rules) {
  if (years_since_passed <= 0) return 0;
  const double rest = std::exp(-(rules.innovation + rules.imitation) * years_since_passed);
  return (1 - rest) / (1 + rules.imitation / rules.innovation * rest);
}

double subscribed(double years_since_passed, double youngest_age, double kr_per_month, const TakeUpRules& rules) {
  return take_up_ceiling(youngest_age, kr_per_month, rules) * adopted(years_since_passed, rules);
}

double take_up_chance(double years_since_passed, double years, double youngest_age, double kr_per_month,
                      const TakeUpRules& rules) {
  const double now = subscribed(years_since_passed, youngest_age, kr_per_month, rules);
  const double then = subscribed(years_since_passed + years, youngest_age, kr_per_month, rules);
  return now < 1 ? std::max(0.0, (then - now) / (1 - now)) : 0;
}

}  // namespace rurban::broadband
