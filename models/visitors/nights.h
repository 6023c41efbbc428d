#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace rurban::visitors {

enum class Season : std::uint8_t { kWinter, kSpring, kSummer, kAutumn };
inline constexpr std::size_t kSeasons = 4;
/// Days of December to March, April and May, June to August, September to November; sum 365.
inline constexpr std::array<double, kSeasons> kSeasonDays{121, 61, 92, 91};

using BySeason = std::array<double, kSeasons>;

/// Shares of a year's commercial guest nights by municipality, and of its nights by season. Each sums to 1.
struct Published {
  double share = 0;
  BySeason season{};
};

/// Of the county's nights, the part of the municipality with Statistics Sweden's code, and when they are spent; a
/// share of 0 for a code that is not of Norrbotten. Sources and assumptions stand beside the figures in nights.cpp.
Published published_nights(int code);

/// What visitors want and how full beds can be.
struct Demand {
  double growth = 0.01;  ///< of what is asked for beyond the given course of nights, 1/year
  double draw = 0.3;     ///< nights that a new facility draws by itself, of those that beds have today
  double full = 0.65;    ///< occupancy of beds over a season, from which on guests are turned away
};

/// Nights by season in a municipality, `years` after the base date, with so many beds beside the `beds` of today.
/// `nights` are those of the given course in that year. Never more than the beds hold, unless the given course itself
/// has more; never less than without growth, draw and new beds.
BySeason nights_served(const BySeason& nights, double beds, double new_beds, double years, const Demand& demand);

/// Nights that one way to plan has more than the other, by season; 0 or more when it has more beds.
BySeason nights_gained(const BySeason& nights, double beds, double beds_as_today, double beds_planned, double years,
                       const Demand& demand);

double total(const BySeason& nights);

/// Days on which visitors disturb herding, a year. `days` per 1,000 nights by season; `avoided`: share that one plan
/// avoids by where it leads tracks and tours, 0 to 1.
double conflict_days(const BySeason& nights, const BySeason& days, double avoided);

}  // namespace rurban::visitors
