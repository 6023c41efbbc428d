#include "models/rates.h"

#include "twin/base/draw.h"
#include "twin/base/math.h"

namespace rurban {

double probability(double yearly_rate, double years) {
  return 1 - twin::exp(-yearly_rate * years);
}

Thresholds thresholds(const ByAgeSex& yearly_rate, double factor, double years) {
  Thresholds result;
  for (std::size_t sex = 0; sex != kSexes; ++sex)
    for (std::size_t age = 0; age != kAges; ++age)
      result[sex][age] = twin::threshold(probability(yearly_rate[sex][age] * factor, years));
  return result;
}

double value_in(const std::vector<YearValue>& series, double year) {
  if (year <= series.front().year) return series.front().value;
  for (std::size_t i = 1; i != series.size(); ++i) {
    if (year > series[i].year) continue;
    const YearValue &a = series[i - 1], &b = series[i];
    return a.value + (b.value - a.value) * (year - a.year) / (b.year - a.year);
  }
  return series.back().value;
}

double at_level(double share, double level) {
  return share * level / (1 - share + share * level);
}

}  // namespace rurban
