#pragma once
#include <Eigen/Core>
#include <Eigen/QR>
#include <algorithm>
#include <vector>

#include "twin/experiment/design.h"

namespace twin::experiment {

/// The columns of a linear trend at some points: 1, then every factor.
inline Eigen::MatrixXd full_trend(const Points& points) {
  Eigen::MatrixXd trend(points.rows(), points.cols() + 1);
  trend << Eigen::VectorXd::Ones(points.rows()), points;
  return trend;
}

/// Those of its columns that no others add up to: a factor that was never moved, for one, has no slope.
inline std::vector<Eigen::Index> independent_columns(const Eigen::MatrixXd& trend) {
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(trend);
  const auto& order = qr.colsPermutation().indices();
  std::vector<Eigen::Index> columns(order.data(), order.data() + qr.rank());
  std::ranges::sort(columns);
  return columns;
}

}  // namespace twin::experiment
