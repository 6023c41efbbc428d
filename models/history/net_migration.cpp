#include "models/history/net_migration.h"

#include <algorithm>
#include <cmath>

#include "models/rates.h"
#include "twin/base/math.h"

namespace rurban::history {
namespace {

constexpr int kYearsAhead = 60;  // for which the effect of reception is told

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// The mean of all years, of which one counts half as much as another that many years after it.
double faded_mean(std::span<const double> values, double half_life_years) {
  double sum = 0, weights = 0;
  for (std::size_t i = 0; i != values.size(); ++i) {
    const double weight = twin::pow(0.5, static_cast<double>(values.size() - 1 - i) / half_life_years);
    sum += weight * values[i];
    weights += weight;
  }
  return sum / weights;
}

/// Standard deviation of what lasts in series that stray around zero: an autoregression of which `left` is left after
/// a year, under noise of single years that does not last. What lasts has the covariance of neighbouring years over
/// `left`, and never more than all.
double lasting_spread(std::span<const std::vector<double>> series, double left) {
  double squares = 0, products = 0, years = 0, pairs = 0;
  for (const std::vector<double>& values : series)
    for (std::size_t i = 0; i != values.size(); ++i) {
      squares += values[i] * values[i];
      ++years;
      if (i == 0) continue;
      products += values[i] * values[i - 1];
      ++pairs;
    }
  if (pairs == 0) return 0;
  return std::sqrt(std::clamp(products / pairs / left, 0.0, squares / years));
}

}  // namespace

std::vector<double> reception_effect(const Sweden& sweden, const Reception& reception, int from, int to) {
  std::vector<double> result;
  double stock = 0;  // still there, per resident
  for (int year = 1950; year <= to; ++year) {
    const double received = value_in(sweden.refugees, year) / value_in(sweden.residents, year) *
                            reception.per_resident * (year < reception.placed_since ? 0.5 : 1);
    const double moved_on = reception.move_on * stock;
    stock += received - moved_on;
    if (year >= from) result.push_back(received - moved_on);
  }
  return result;
}

NetMigration estimate(std::span<const std::vector<double>> net, int last_year, const Sweden& sweden,
                      const Persistence& persistence, const Reception& reception) {
  const int years = static_cast<int>(net.front().size()), first_year = last_year - years + 1;
  const std::vector<double> effect = reception_effect(sweden, reception, first_year, last_year + kYearsAhead);
  NetMigration result;
  result.last_year = last_year;
  result.left_after_a_year = persistence.left_after_a_year;
  result.reception.assign(effect.begin() + years, effect.end());

  std::vector<std::vector<double>> underlying(net.begin(), net.end());
  for (std::vector<double>& values : underlying) {
    for (std::size_t i = 0; i != values.size(); ++i) values[i] -= effect[i];
    result.long_run.push_back(faded_mean(values, persistence.half_life_years));
  }
  const double all = mean(result.long_run);
  for (double& long_run : result.long_run) long_run += persistence.drawn_to_mean * (all - long_run);

  const auto present = static_cast<std::size_t>(std::min(persistence.present_years, years));
  for (std::size_t m = 0; m != underlying.size(); ++m)
    result.present.push_back(mean(std::span(underlying[m]).last(present)) - result.long_run[m]);

  const auto spread_years = static_cast<std::size_t>(std::min(persistence.spread_years, years));
  std::vector<double> common;
  std::vector<std::vector<double>> own(underlying.size());
  for (std::size_t i = underlying.front().size() - spread_years; i != underlying.front().size(); ++i) {
    std::vector<double> strayed;
    for (std::size_t m = 0; m != underlying.size(); ++m) strayed.push_back(underlying[m][i] - result.long_run[m]);
    common.push_back(mean(strayed));
    for (std::size_t m = 0; m != underlying.size(); ++m) own[m].push_back(strayed[m] - common.back());
  }
  result.common_spread = lasting_spread({&common, 1}, persistence.left_after_a_year);
  result.own_spread = lasting_spread(own, persistence.left_after_a_year);
  return result;
}

}  // namespace rurban::history
