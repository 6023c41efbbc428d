#include "twin/experiment/rprop.h"

#include <algorithm>
#include <utility>

namespace twin::experiment {

Place climb(const std::function<Slope(const Eigen::VectorXd&)>& function, Eigen::VectorXd start,
            const Eigen::VectorXd& low, const Eigen::VectorXd& high, int rounds) {
  constexpr double kFirst = 0.2, kLonger = 1.2, kShorter = 0.5, kLongest = 2, kLeast = 1e-4;
  Eigen::VectorXd at = std::move(start), step = Eigen::VectorXd::Constant(at.size(), kFirst);
  Eigen::VectorXd before = Eigen::VectorXd::Zero(at.size());
  Place best;
  for (int round = 0; round != rounds; ++round) {
    Slope slope = function(at);
    if (round == 0 || slope.value > best.value) best = {at, slope.value};
    bool moved = false;
    for (Eigen::Index k = 0; k != at.size(); ++k) {
      double& gradient = slope.gradient[k];
      if (gradient * before[k] > 0) step[k] = std::min(step[k] * kLonger, kLongest);
      if (gradient * before[k] < 0) {
        step[k] *= kShorter;
        gradient = 0;  // it has stepped over the top: wait there once
        moved |= step[k] >= kLeast;
      }
      const double to = std::clamp(at[k] + (gradient > 0 ? step[k] : gradient < 0 ? -step[k] : 0), low[k], high[k]);
      moved |= to != at[k] && step[k] >= kLeast;
      at[k] = to;
    }
    if (!moved) break;
    before = std::move(slope.gradient);
  }
  return best;
}

}  // namespace twin::experiment
