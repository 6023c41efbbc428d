#pragma once
#include <cstdint>

#include "twin/base/text.h"

namespace rurban {

/// What a municipality decides on once a year.
struct BudgetLevels {
  std::int32_t service = 1'000;  ///< 1/1000 of the cost norm
  std::int32_t staff = 1'000;    ///< positions filled, 1/1000 of what that service level was staffed with
  std::int32_t tax_rate = 0;     ///< 1/100 000 of taxable income

  friend bool operator==(const BudgetLevels&, const BudgetLevels&) = default;
};

/// How far a council goes, in all and in one year; all assumptions with ranges.
struct BudgetLimits {
  std::int32_t least_service = 970, service_per_year = 10;  ///< assumption 930 to 990 and 5 to 20: duties are by law
  std::int32_t least_staff = 800, staff_per_year = 30;  ///< assumption 750 to 900 and 10 to 50: who leaves or retires
  std::int32_t most_tax = 26'000, tax_per_year = 500;   ///< assumption 24,500 to 27,000 and 200 to 1,000
  /// What a lasting surplus buys: grants to Swedish municipalities turn into spending and not into lower tax
  /// (Dahlberg, Mörk, Rattsø & Ågren 2008, J. Public Econ. 92). Assumption 1,000 to 1,300.
  std::int32_t most_service = 1'200;
  /// 1/1000 of revenue that is kept before: a result of 2 % is the rule of thumb for sound finances (assumption 10 to
  /// 30).
  std::int32_t kept = 20;
  std::int32_t tax_step = 50;    ///< 0.05 percentage points: rates are set so (assumption 10 to 100)
  std::int32_t pay_share = 600;  ///< 1/1000 of cost that is pay of staff (assumption 550 to 700)
};

/// The coming year as it is foreseen, in öre.
struct BudgetForecast {
  std::int64_t tax_base = 0;       ///< taxable income of residents
  std::int64_t other_revenue = 0;  ///< equalisation, state grants, fees, resource payments
  std::int64_t cost_norm = 0;      ///< all services at level 1000 with all staff
};

/// Cost in öre at these levels: the service level scales all of it; unfilled positions save their pay only.
/// Requires: cost_norm at most 9e12 öre
std::int64_t cost_at(const BudgetForecast& forecast, const BudgetLevels& levels, const BudgetLimits& limits);
/// Revenue less cost, in öre.
std::int64_t result_at(const BudgetForecast& forecast, const BudgetLevels& levels, const BudgetLimits& limits);

struct BudgetDecision {
  BudgetLevels levels;
  std::int64_t result = 0;  ///< öre, foreseen with these levels; negative only where all limits bind
  twin::Text words;         ///< one sentence on what was done
};

/// The next year's levels. A deficit is closed in this order, each only as far as it is needed and the next only when
/// the one before is at its limit: service level down, staff down, tax rate up. A surplus undoes them in the reverse
/// order, last measure first: tax rate down to `usual_tax_rate`, staff up, service up, never into a deficit. So a
/// loss that is followed by an equal gain leaves everything as it was; were service restored first, each
/// swing would leave a higher tax behind. With all of them undone, what the result is above `kept` goes to services
/// beyond the norm, and the rest is kept. In one year nothing gets better while something else gets worse; more
/// revenue never gives lower service, fewer staff or a higher tax rate.
///
/// A level that already is beyond its limit is not made worse and not forced back.
BudgetDecision close_budget(const BudgetForecast& forecast, const BudgetLevels& now, std::int32_t usual_tax_rate,
                            const BudgetLimits& limits);

}  // namespace rurban
