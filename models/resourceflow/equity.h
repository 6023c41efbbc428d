#pragma once
// How unequally welfare is spread over persons, groups and places.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rurban {

/// Values and how many persons have each: welfare y in SEK per person and year of a person, a group or a place.
/// All indices below are dimensionless and do not change when every value, or every number of persons, is multiplied
/// by the same factor. Theil's total, Atkinson's index and Gini's coefficient are 0 when all have the same, and rise
/// when someone poorer gives to someone richer (Pigou-Dalton).
/// Requires, wherever a distribution is taken: equal sizes, persons 0 or more and at least one in all, mean above 0
struct Distribution {
  std::span<const double> values;
  std::span<const std::int64_t> persons;
};

/// Share of the mean at which values that are lower, 0 or negative are counted by Theil and Atkinson, which take
/// logarithms and powers. As a share of the mean it leaves the indices blind to scale. An assumption, range 0.001 to
/// 0.02: Theil's index hardly depends on it, Atkinson's with an aversion of 1 or more does, so read the count beside.
inline constexpr double kFloorShare = 0.01;

/// Theil's T (Theil 1967): T = Σ p_i r_i ln r_i, with p_i the share of persons and r_i the value over the mean.
/// It splits exactly over groups g (Shorrocks 1980), with income share s_g = p_g r_g and r_g the group's mean over
/// all:
///   between = Σ s_g ln r_g,  within = Σ s_g T_g,  T = between + within.
struct Theil {
  double total = 0;    ///< 0 to ln(persons)
  double between = 0;  ///< what would be left if all of a group had its mean
  double within = 0;
  std::int64_t at_floor = 0;  ///< persons whose value was counted at the floor
};
/// `group` gives each row's group. A group without persons counts for nothing. Requires: as many as values, each
/// below `groups`
Theil theil(const Distribution& welfare, std::span<const std::uint32_t> group, std::size_t groups,
            double floor_share = kFloorShare);

/// Atkinson's index (Atkinson 1970): the share of all welfare that could be given up if the rest were spread evenly
/// without loss to one with this aversion ε against inequality: 1 - (Σ p_i r_i^(1-ε))^(1/(1-ε)), and 1 - Π r_i^(p_i)
/// for ε = 1. Usual values of ε: 0.5, 1, 2. 0 to 1. Requires: aversion > 0
struct Atkinson {
  double index = 0;
  std::int64_t at_floor = 0;
};
Atkinson atkinson(const Distribution& welfare, double aversion, double floor_share = kFloorShare);

/// Gini's coefficient of weighted values: Σ_i Σ_j w_i w_j |y_i - y_j| / (2 W² mean), computed from the values in
/// order as Σ w_i y_i (C_i + C_(i-1) - W) / (W² mean) with C_i the persons up to i; the same as the covariance
/// formula of Lerman & Yitzhaki 1989. Values of 0 and below are taken as they are; with negative ones it may
/// exceed 1.
double gini(const Distribution& welfare);

/// Palma's ratio (Cobham & Sumner 2013, after Palma 2011): what the richest tenth of persons has over what the
/// poorest four tenths have; 0.25 when all have the same. A row that the cut runs through counts with a part of its
/// persons. Empty when the poorest four tenths have nothing or less.
std::optional<double> palma(const Distribution& welfare);

/// Gini's coefficient split into pairs of places that are neighbours and pairs that are not (Rey & Smith 2013),
/// here with persons as weights. Inequality that is a matter of distance stands in `others`.
struct SpatialGini {
  double neighbours = 0, others = 0;

  double total() const { return neighbours + others; }
};
/// `neighbour` is a square of rows by rows, 1 where two places are neighbours. Requires: symmetric
SpatialGini spatial_gini(const Distribution& welfare, std::span<const std::uint8_t> neighbour);

struct MapPoint {
  std::int32_t east_m, north_m;
};
/// That square for places at most so far from each other, as the crow flies; a place is its own neighbour.
std::vector<std::uint8_t> neighbours_within(std::span<const MapPoint> places, std::int32_t metres);

/// Concentration index (Kakwani, Wagstaff & van Doorslaer 1997): 2 Σ p_i r_i R_i - 1, with R_i the share of persons
/// who live less remotely plus half of those who live just as remotely. Above 0: the remote have more; below 0: they
/// have less; from -1 to 1 where no value is negative. `remoteness` orders the rows: more is more remote, in any
/// unit.
double concentration(const Distribution& welfare, std::span<const double> remoteness);

/// Mean and size of a group.
struct GroupMean {
  double mean = 0;  ///< 0 without persons
  std::int64_t persons = 0;
};
std::vector<GroupMean> group_means(const Distribution& welfare, std::span<const std::uint32_t> group,
                                   std::size_t groups);

/// The group that loses most, relative to what it had.
struct GroupLoss {
  std::uint32_t group = 0;
  double loss = 0;  ///< (mean before - mean after) / mean before; below 0: even this group gains
};
/// Persons in a group up to which it is not tested: a rule of the equity gate.
inline constexpr std::int64_t kLargestUncountedGroup = 200;
/// Groups count by their size in the baseline, so that one that empties does not drop out of the test; only one that
/// has nobody left has no mean to compare. Empty when no group is that large. Requires: equal sizes, means of counted
/// groups in the baseline above 0
std::optional<GroupLoss> largest_loss(std::span<const GroupMean> baseline, std::span<const GroupMean> scenario,
                                      std::int64_t more_persons_than = kLargestUncountedGroup);

}  // namespace rurban
