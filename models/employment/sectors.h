#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "models/vocabulary.h"

namespace rurban {

/// What the work of a sector is like.
struct SectorWork {
  double women;      ///< share of its workers who are women
  double tertiary;   ///< share of its workers with an education beyond upper secondary school
  double from_home;  ///< share of its positions that can be done at home
};
/// Women and tertiary: assumptions, each +- 0.1, after the shares in Sweden's register of occupations and in the
/// register-based labour market statistics about 2020. From home: Dingel & Neiman 2020, "How many jobs can be done at
/// home?", table 3 (United States, by industry), but 0.2 for education and 0.1 for care, whose pupils and patients
/// are where they are in the county; range 0.7 to 1.1 times these.
extern const std::array<SectorWork, kSectors> kSectorWork;

inline const SectorWork& work_of(Sector sector) {
  return kSectorWork[static_cast<std::size_t>(sector)];
}

/// Employers tell four kinds of workers apart: women and men, with and without a tertiary education.
inline constexpr std::size_t kWorkerKinds = 4;
inline constexpr std::uint8_t kCompulsory = 1, kUpperSecondary = 2, kTertiary = 3;
constexpr std::size_t worker_kind(Sex sex, std::uint8_t skill) {
  return static_cast<std::size_t>(sex) * 2 + (skill == kTertiary);
}

/// How readily a sector takes such a worker: the product of the two shares, so that the odds of a woman (of a
/// graduate) are those of the sector's workers. 0 to 1.
double fit(std::size_t kind, Sector sector);

/// What a person has learnt, drawn once, at the age when it is first seen; the young get what they will have at 30.
/// `draw` is uniform in 0 to 1. Shares with a tertiary education: assumptions, +- 0.05, after Statistics Sweden's
/// education register of 2021 (Norrbotten, 25 to 64: some 47 % of women and 31 % of men); odds 1.5 times as high
/// where more than 50,000 people live in the municipality (1.3 to 1.8), 0.65 times below 20,000 (0.5 to 0.8). Shares
/// with compulsory school only: assumptions, +- 0.05. Requires: age >= 20
std::uint8_t skill_of(Sex sex, int age, std::int32_t municipality_residents, double draw);

}  // namespace rurban
