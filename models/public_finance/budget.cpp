#include "models/public_finance/budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "models/public_finance/income_tax.h"

namespace rurban {
namespace {

constexpr std::int32_t kFull = 1'000;

struct Council {
  const BudgetForecast& forecast;
  const BudgetLimits& limits;

  bool in_deficit(const BudgetLevels& levels) const { return result_at(forecast, levels, limits) < 0; }

  /// Moves one level by steps to `end` until the deficit is closed. True if there is one still.
  bool tighten(BudgetLevels& levels, std::int32_t BudgetLevels::*which, std::int32_t step, std::int32_t end) const {
    const auto can_go_on = [&] { return step < 0 ? levels.*which > end : levels.*which < end; };
    const auto next = [&] {
      const std::int32_t moved = levels.*which + step;
      return step < 0 ? std::max(moved, end) : std::min(moved, end);
    };
    while (in_deficit(levels) && can_go_on()) levels.*which = next();
    return in_deficit(levels);
  }

  /// Moves one level by steps to `end` as long as the result is not below `least`. True if it got there.
  bool restore(BudgetLevels& levels, std::int32_t BudgetLevels::*which, std::int32_t step, std::int32_t end,
               std::int64_t least = 0) const {
    const auto can_go_on = [&] { return step < 0 ? levels.*which > end : levels.*which < end; };
    while (can_go_on()) {
      BudgetLevels better = levels;
      better.*which = step < 0 ? std::max(levels.*which + step, end) : std::min(levels.*which + step, end);
      if (result_at(forecast, better, limits) < least) return false;
      levels = better;
    }
    return true;
  }
};

/// `value` / 10^digits with that many digits after the mark.
std::string decimal(std::int64_t value, int digits, char mark) {
  std::int64_t unit = 1;
  for (int i = 0; i != digits; ++i) unit *= 10;
  const std::int64_t size = std::abs(value);
  return fmt::format("{}{}{}{:0{}}", value < 0 ? "−" : "", size / unit, mark, size % unit, digits);
}

/// Öre in millions of kronor with one digit.
std::string millions(std::int64_t ore_amount, char mark) {
  return decimal(ore_amount / 10'000'000, 1, mark);
}

struct Phrases {
  std::vector<std::string> sv, en;

  void add(std::int32_t from, std::int32_t to, int digits, const char* noun_sv, const char* noun_en) {
    if (from == to) return;
    const auto of = [&](std::int32_t value, char mark) { return decimal(value, digits, mark); };
    sv.push_back(
        fmt::format("{} {} från {} till {} %", noun_sv, to < from ? "sänks" : "höjs", of(from, ','), of(to, ',')));
    en.push_back(
        fmt::format("{} {} from {} to {} %", noun_en, to < from ? "falls" : "rises", of(from, '.'), of(to, '.')));
  }
  twin::Text joined() const {
    return {fmt::format("{}", fmt::join(sv, ", ")), fmt::format("{}", fmt::join(en, ", "))};
  }
};

twin::Text words_for(std::int64_t before, std::int64_t after, const BudgetLevels& now, const BudgetLevels& next) {
  const bool deficit = before < 0;
  const twin::Text start{
      fmt::format("{} på {} mnkr", deficit ? "Underskott" : "Överskott", millions(std::abs(before), ',')),
      fmt::format("{} of {} million kr", deficit ? "Deficit" : "Surplus", millions(std::abs(before), '.'))};
  if (before == 0) return {"Budgeten går jämnt upp: inget ändras.", "The budget balances: nothing changes."};
  Phrases done;
  done.add(now.service, next.service, 1, "servicenivån", "the service level");
  done.add(now.staff, next.staff, 1, "bemanningen", "staffing");
  // Two digits of a percentage: a hundredth is 10 of the rate's units.
  done.add(now.tax_rate / 10, next.tax_rate / 10, 2, "skattesatsen", "the tax rate");
  if (done.sv.empty()) {
    if (deficit)
      return {start.sv + ": alla gränser är nådda och underskottet kvarstår.",
              start.en + ": all limits are reached and the deficit remains."};
    return {start.sv + ": det sparas.", start.en + ": it is kept."};
  }
  const twin::Text what = done.joined();
  if (after < 0)
    return {fmt::format("{}: {}, men {} mnkr fattas ännu.", start.sv, what.sv, millions(-after, ',')),
            fmt::format("{}: {}, but {} million kr are missing still.", start.en, what.en, millions(-after, '.'))};
  return {fmt::format("{}: {}.", start.sv, what.sv), fmt::format("{}: {}.", start.en, what.en)};
}

}  // namespace

std::int64_t cost_at(const BudgetForecast& forecast, const BudgetLevels& levels, const BudgetLimits& limits) {
  const std::int64_t served = forecast.cost_norm * levels.service / kFull;
  const std::int64_t staffed = kFull * kFull - limits.pay_share * (kFull - levels.staff);
  return served / kFull * staffed / kFull;
}

std::int64_t result_at(const BudgetForecast& forecast, const BudgetLevels& levels, const BudgetLimits& limits) {
  return part_of(forecast.tax_base, levels.tax_rate) + forecast.other_revenue - cost_at(forecast, levels, limits);
}

BudgetDecision close_budget(const BudgetForecast& forecast, const BudgetLevels& now, std::int32_t usual_tax_rate,
                            const BudgetLimits& limits) {
  const Council council{forecast, limits};
  const std::int64_t before = result_at(forecast, now, limits);
  BudgetLevels next = now;
  if (before < 0) {
    const std::int32_t service = std::max(limits.least_service, now.service - limits.service_per_year);
    const std::int32_t staff = std::max(limits.least_staff, now.staff - limits.staff_per_year);
    const std::int32_t tax = std::min(limits.most_tax, now.tax_rate + limits.tax_per_year);
    if (council.tighten(next, &BudgetLevels::service, -1, service) &&
        council.tighten(next, &BudgetLevels::staff, -1, staff))
      council.tighten(next, &BudgetLevels::tax_rate, limits.tax_step, tax);
  } else if (before > 0) {
    const std::int32_t tax = std::max(usual_tax_rate, now.tax_rate - limits.tax_per_year);
    const std::int32_t staff = std::min(kFull, now.staff + limits.staff_per_year);
    const std::int32_t service = now.service + limits.service_per_year;
    if (council.restore(next, &BudgetLevels::tax_rate, -limits.tax_step, tax) && tax == usual_tax_rate &&
        council.restore(next, &BudgetLevels::staff, 1, staff) &&
        council.restore(next, &BudgetLevels::service, 1, std::min(kFull, service)) && staff == kFull) {
      const std::int64_t revenue = part_of(forecast.tax_base, next.tax_rate) + forecast.other_revenue;
      council.restore(next, &BudgetLevels::service, 1, std::min(limits.most_service, service),
                      revenue * limits.kept / kFull);
    }
  }
  const std::int64_t after = result_at(forecast, next, limits);
  return {next, after, words_for(before, after, now, next)};
}

}  // namespace rurban
