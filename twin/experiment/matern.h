#pragma once
#include <Eigen/Core>
#include <cmath>
#include <numbers>
#include <span>

#include "twin/base/math.h"

namespace twin::experiment {

/// Matérn correlation with smoothness 5/2: (1 + a + a²/3) exp(-a), a = √5 times the distance in lengths (Rasmussen &
/// Williams 2006, eq. 4.17). What it describes can be differentiated twice.
struct Matern {
  Eigen::ArrayXXd correlation;
  /// The derivative by the logarithm of length k is this times the squared distance along k in lengths.
  Eigen::ArrayXXd slope;
};

inline Matern matern(const Eigen::Ref<const Eigen::ArrayXXd>& squared_distance) {
  const Eigen::ArrayXXd a = (5 * squared_distance).sqrt();
  Eigen::ArrayXXd decay = -a;
  const std::span<double> values(decay.data(), static_cast<std::size_t>(decay.size()));
  exp(values, values);
  return {(1 + a + a.square() / 3) * decay, (1 + a) * decay * (5.0 / 3)};
}

/// Squared distances of rows along one column, each to each.
inline Eigen::ArrayXXd squared_distances(const Eigen::Ref<const Eigen::VectorXd>& column) {
  const Eigen::Index n = column.size();
  return (column.replicate(1, n) - column.transpose().replicate(n, 1)).array().square();
}

}  // namespace twin::experiment
