#include "models/employment/sectors.h"

#include "models/rates.h"

namespace rurban {

// clang-format off
const std::array<SectorWork, kSectors> kSectorWork{{
    // women, tertiary, from home
    {0.28, 0.20, 0.08},  // farming
    {0.15, 0.22, 0.08},  // forestry
    {0.20, 0.25, 0.25},  // mining
    {0.18, 0.25, 0.22},  // steel
    {0.18, 0.22, 0.22},  // paper and wood
    {0.24, 0.25, 0.22},  // other manufacturing
    {0.26, 0.45, 0.37},  // energy
    {0.24, 0.25, 0.37},  // water and waste
    {0.09, 0.14, 0.19},  // construction
    {0.44, 0.24, 0.30},  // trade
    {0.22, 0.18, 0.19},  // transport
    {0.55, 0.18, 0.04},  // hotels and restaurants
    {0.32, 0.65, 0.72},  // information
    {0.52, 0.62, 0.76},  // finance
    {0.38, 0.36, 0.42},  // real estate
    {0.44, 0.65, 0.80},  // business services
    {0.42, 0.27, 0.31},  // support services
    {0.58, 0.66, 0.41},  // administration
    {0.74, 0.72, 0.20},  // education
    {0.79, 0.50, 0.10},  // care
    {0.58, 0.42, 0.30},  // culture and other services
}};
// clang-format on

double fit(std::size_t kind, Sector sector) {
  const SectorWork& work = work_of(sector);
  const bool woman = kind / 2 == static_cast<std::size_t>(Sex::kWoman), tertiary = kind % 2 != 0;
  return (woman ? work.women : 1 - work.women) * (tertiary ? work.tertiary : 1 - work.tertiary);
}

std::uint8_t skill_of(Sex sex, int age, std::int32_t municipality_residents, double draw) {
  // By age when first seen: to 44, to 64, over. Women, men.
  constexpr std::array<std::array<double, 2>, 3> kTertiaryShare{{{0.52, 0.33}, {0.43, 0.30}, {0.27, 0.22}}};
  constexpr std::array<std::array<double, 2>, 3> kCompulsoryShare{{{0.07, 0.09}, {0.07, 0.12}, {0.31, 0.36}}};
  const std::size_t band = age < 45 ? 0 : age < 65 ? 1 : 2;
  const auto s = static_cast<std::size_t>(sex);
  const double level = municipality_residents > 50'000 ? 1.5 : municipality_residents < 20'000 ? 0.65 : 1;
  const double tertiary = at_level(kTertiaryShare[band][s], level);
  if (draw < tertiary) return kTertiary;
  return draw < tertiary + (1 - tertiary) * kCompulsoryShare[band][s] / (1 - kTertiaryShare[band][s])
             ? kCompulsory
             : kUpperSecondary;
}

}  // namespace rurban
