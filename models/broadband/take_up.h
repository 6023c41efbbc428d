#pragma once
#include <array>
#include <cstdint>

#include "models/internet_use.h"

namespace rurban::broadband {

/// Who subscribes to fibre that goes past their home.
struct TakeUpRules {
  std::array<AgeShare, 5> online = kInternetUse;  ///< of households, by the age of the youngest member
  /// Of those online, how many take fibre at the usual price; the others stay with mobile broadband. Assumption, 0.8
  /// to 0.95. Sweden had 35 subscriptions of 100 Mbit/s or more for 100 inhabitants and 95 % of homes passed in 2020
  /// (SSNf citing PTS), about 0.8 of the homes.
  double fibre_at_usual_price = 0.88;
  double usual_kr_per_month = 450;  ///< subscription and connection fee over ten years; assumption, 350 to 600
  /// Of demand: -0.62 among United States households without broadband (Carare et al. 2014, SSRN 2375867); range
  /// -0.95 (the same, uncorrected) to -0.2.
  double price_elasticity = -0.62;
  /// Bass's coefficients a year, from the day fibre goes past. Village nets sign up half of the homes before they
  /// dig.
  double innovation = 0.30;  ///< assumption, 0.1 to 0.6
  double imitation = 0.40;   ///< assumption, 0.2 to 0.9
};

/// What a household pays a month: the subscription, and a connection fee spread over `years`.
double kr_per_month(double subscription_kr, double connection_fee_kr, double years = 10);

/// The share of households that will subscribe in the end. Falls with price and with the age of the youngest member;
/// never above the share that is online.
double take_up_ceiling(double youngest_age, double kr_per_month, const TakeUpRules& rules);

/// Of those who will, how many have by then: Bass 1969, F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t).
double adopted(double years_since_passed, const TakeUpRules& rules);

/// Share of such households that subscribe.
double subscribed(double years_since_passed, double youngest_age, double kr_per_month, const TakeUpRules& rules);

/// The chance that a household which does not subscribe yet does so within `years` from now.
double take_up_chance(double years_since_passed, double years, double youngest_age, double kr_per_month,
                      const TakeUpRules& rules);

}  // namespace rurban::broadband
