#pragma once
#include <Eigen/Core>
#include <functional>

namespace twin::experiment {

/// A function's value at a place, and its slope there.
struct Slope {
  double value = 0;
  Eigen::VectorXd gradient;
};

struct Place {
  Eigen::VectorXd at;
  double value = 0;
};

/// Climbs from `start` to a maximum within [low, high] by iRprop- (Igel & Hüsken 2003; for Gaussian processes Blum &
/// Riedmiller 2013): each coordinate steps by the sign of its slope, longer while the sign stays, half as far when it
/// turns. Slopes of very different size do it no harm. Ends when all steps are below 1e-4 or after 200. Returns the
/// best place it saw.
Place climb(const std::function<Slope(const Eigen::VectorXd&)>& function, Eigen::VectorXd start,
            const Eigen::VectorXd& low, const Eigen::VectorXd& high, int rounds);

}  // namespace twin::experiment
