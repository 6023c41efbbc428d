#pragma once
#include <array>
#include <cstdint>

#include "models/vocabulary.h"

namespace rurban {

/// Ages with different needs: 0-15, 16-74, 75 and over.
enum class AgeBand : std::uint8_t { kChild, kAdult, kOld };
inline constexpr int kAgeBands = 3;
constexpr AgeBand age_band(int age) {
  return age < kAdultAge ? AgeBand::kChild : age < 75 ? AgeBand::kAdult : AgeBand::kOld;
}

/// What people go out for; those from kFirstErrand on are services, in their order.
enum class Purpose : std::uint8_t { kHome, kWork, kSchool, kLeisure, kFirstErrand };
inline constexpr int kPurposes = static_cast<int>(Purpose::kFirstErrand) + kServices;
constexpr Purpose purpose_of(Service service) {
  return service == Service::kSchool
             ? Purpose::kSchool
             : static_cast<Purpose>(static_cast<int>(Purpose::kFirstErrand) + static_cast<int>(service));
}

/// How often one person needs a service, and what it takes. All assumptions, +- 30 %, unless a source is named.
struct Need {
  Service service;
  std::array<double, kAgeBands> per_week;  ///< times a week by age band
  bool on_weekends;                        ///< open on Saturday and Sunday as well
  std::int32_t stay_min;
  std::int32_t ore;  ///< paid each time
  /// Utility of the digital way to the same end, beside those of going somewhere; kNoDigitalWay where there is none.
  double digital_utility;
};
inline constexpr double kNoDigitalWay = -1e9;

inline constexpr std::array<Need, 6> kNeeds{{
    // About 2.2 purchases a household and week; 330 kr each gives 2,200 kr a person and month for food.
    {Service::kGrocery, {0, 1.9, 1.5}, true, 25, 33'000, -4.0},
    // 12,000 km a car and year at 0.7 l per 10 km and 18 kr a litre: one fill of 650 kr every fortnight, drivers
    // only.
    {Service::kFuel, {0, 0.5, 0.2}, true, 8, 65'000, kNoDigitalWay},
    // 11.6 to 21.0 parcels an inhabitant and year (2020, ../facts 2.3), some two thirds of them collected.
    {Service::kParcel, {0, 0.25, 0.1}, false, 8, 0, kNoDigitalWay},
    {Service::kPharmacy, {0, 0.2, 0.4}, false, 12, 25'000, -1.5},
    // Some 3 visits to primary care an inhabitant and year, more for the old.
    {Service::kCare, {0.04, 0.05, 0.14}, false, 45, 20'000, -1.0},
    // 4 to 6 library visits an inhabitant and year.
    {Service::kLibrary, {0.12, 0.09, 0.08}, false, 40, 0, -1.0},
}};

/// Leisure and visits, times a week by age band.
inline constexpr std::array<double, kAgeBands> kLeisurePerWeek{2.0, 3.0, 2.0};
inline constexpr std::int32_t kLeisureStayMin = 100;
/// An employed person works on so many weekdays of a hundred away from home: holidays, illness, days off and work at
/// home taken out (45 weeks less 8 % absence, one day in ten at home), and on weekend days in shifts.
inline constexpr double kAtWorkOnWeekday = 0.70, kAtWorkOnWeekendDay = 0.12;
inline constexpr std::int32_t kWorkStayMin = 8 * 60 + 15;
/// 178 school days (Swedish school ordinance) of 260 weekdays, less 5 % absence.
inline constexpr double kAtSchoolOnWeekday = 178.0 / 260 * 0.95;
inline constexpr std::int32_t kSchoolStayMin = 6 * 60 + 30;
inline constexpr int kSchoolAge = 6;

}  // namespace rurban
