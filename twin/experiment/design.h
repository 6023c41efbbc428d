#pragma once
#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>

/// The arithmetic of experiments: where to run, and what the runs say. It knows points and numbers, and neither
/// models nor files of experiments.
namespace twin::experiment {

/// Points of the unit cube: one row a run, one column a factor.
using Points = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Designs are pure functions of their arguments: the same seed, the same bits, everywhere. Rows come in the order of
// SALib (Herman & Usher 2017), so that samples published with it and ours are analysed alike.

/// Every combination of `levels[k]` equidistant values of factor k, both ends included (of one level: the middle).
/// The last factor changes fastest. No factors: one row without columns. Requires: every level >= 1
Points full_grid(std::span<const std::size_t> levels);

/// One run in each of `runs` equal slices of every factor, at a place of its own in it (McKay, Beckman & Conover
/// 1979). Never 0 nor 1. Requires: runs < 2^32
Points latin_hypercube(std::size_t runs, std::size_t factors, std::uint64_t seed);

/// Sobol's sequence with the direction numbers of Joe & Kuo (2008). Seed 0: the plain sequence from its origin on,
/// its first row all 0; its value 0 falls on the lower end of a range. Any other seed: digitally shifted by chance,
/// never 0 nor 1, and as even: each interval [i/2^m, (i+1)/2^m) of a factor holds exactly one of the first 2^m runs.
/// That holds for powers of two only, so that these are the counts to ask for (Owen 2020, On dropping the first
/// Sobol' point). Requires: factors <= 3667
Points sobol_sequence(std::size_t runs, std::size_t factors, std::uint64_t seed);

/// Two independent samples A and B of `base` rows and their mixtures, for Sobol indices (Saltelli et al. 2010). Base
/// row by base row: A; A with factor 1 of B, with factor 2 of B …; with `second_order` B with factor 1 of A, with
/// factor 2 of A …; B. That is base * (factors + 2) or base * (2 * factors + 2) rows. A and B are the two halves
/// of the columns of sobol_sequence(base, 2 * factors, seed), where seed 0 makes A and B alike in the first row, as
/// it is in every plain sequence: for indices take another. Requires: 2 * factors <= 3667
Points saltelli(std::size_t base, std::size_t factors, bool second_order, std::uint64_t seed);

/// Trajectories on a grid of `levels` values that move one factor after the other, in an order drawn by chance, up or
/// down by levels / (2 (levels - 1)), with which all levels are equally likely (Morris 1991). Trajectory by
/// trajectory, each of factors + 1 rows. Requires: levels even and >= 2
Points morris(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed);

/// The centre, then factor by factor the `levels` values that full_grid() would give it, the others at the centre: 1
/// + factors * levels rows. Requires: levels >= 1, centre.size() == factors
Points one_at_a_time(std::size_t factors, std::size_t levels, std::span<const double> centre);

}  // namespace twin::experiment
