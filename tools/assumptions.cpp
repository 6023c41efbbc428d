#include "tools/assumptions.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <regex>

namespace tools {

std::optional<std::pair<double, double>> assumed_range(const twin::ParamInfo& parameter) {
  const std::size_t begin = parameter.source.find("assumption");
  if (begin == std::string::npos) return std::nullopt;
  std::string text = std::regex_replace(parameter.source.substr(begin), std::regex("([0-9]),(?=[0-9]{3})"), "$1");
  static const std::regex kRange("(-?[0-9]+(?:\\.[0-9]+)?) to (-?[0-9]+(?:\\.[0-9]+)?)( million)?");
  for (std::sregex_iterator match(text.begin(), text.end(), kRange), end; match != end; ++match) {
    const double times = (*match)[3].matched ? 1e6 : 1;
    const double low = times * std::strtod((*match)[1].str().c_str(), nullptr);
    const double high = times * std::strtod((*match)[2].str().c_str(), nullptr);
    if (low < high && low <= parameter.fallback && parameter.fallback <= high) return std::pair{low, high};
  }
  return std::nullopt;
}

std::vector<Assumption> assumptions_of(const std::vector<twin::ParamInfo>& parameters) {
  std::vector<Assumption> result;
  for (const twin::ParamInfo& parameter : parameters)
    if (const auto range = assumed_range(parameter)) result.push_back({parameter, range->first, range->second});
  return result;
}

double linear_share(const std::vector<double>& input, const std::vector<double>& output) {
  const auto n = static_cast<double>(input.size());
  const double x = std::accumulate(input.begin(), input.end(), 0.0) / n;
  const double y = std::accumulate(output.begin(), output.end(), 0.0) / n;
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i != input.size(); ++i) {
    xx += (input[i] - x) * (input[i] - x);
    xy += (input[i] - x) * (output[i] - y);
    yy += (output[i] - y) * (output[i] - y);
  }
  if (!(xx > 0) || !(yy > 0)) return 0;
  // Of unrelated numbers the squared correlation is 1 / (n - 1) on average; this is the adjusted R2 of one regressor.
  const double squared = xy * xy / (xx * yy);
  return std::max(0.0, 1 - (1 - squared) * (n - 1) / (n - 2));
}

}  // namespace tools
