#pragma once
#include <cstdint>

#include "models/vocabulary.h"

namespace rurban {

/// Which word of the draw for life decides what.
inline constexpr int kLuckWord = 0, kLivelihoodWord = 1, kOwnerWord = 2;
/// What work would pay who has none, of pay outside the county; assumption: 0.75 to 0.95.
inline constexpr double kFormerPay = 0.85;

/// Who earns: `luck` in (0, 1) is drawn once for life and stands for all that no column tells.
struct Earner {
  Sex sex = Sex::kWoman;
  int age = 0;
  std::uint8_t skill = 0;  ///< see kSkill
  double luck = 0.5;
};

/// What an earner is paid of what the sector pays on average; hours worked are in it. Assumptions, +- 10 % each:
/// women 0.90 and men 1.08, which with who works in which sector gives the county's ratio of earned incomes (331 to
/// 411 kSEK in 2024, regionfakta); by age after SCB's structure of earnings; tertiary education 1.10; luck spreads
/// pay by a quarter.
double pay_factor(const Earner& who);

/// What people without work live on, by one number for life.
enum class Livelihood : std::uint8_t { kNone, kPupil, kStudent, kUnemployed, kSick, kDisabled, kPensioner };
/// Of one aged `age` without work. Shares are assumptions, +- 0.1: of those aged 20 to 26 half study and three in ten
/// draw unemployment benefit; of those aged 27 to 64 four in ten are unemployed, one in ten ill for a while and four
/// in ten for good (SCB and Försäkringskassan count some 6 % of working age on sickness compensation).
Livelihood livelihood_of(int age, double luck, int pension_age);

/// Owners who live elsewhere in the county than their firm: half at its municipality's seat, half in the county's
/// city. Assumption: 0.3 to 0.7 at the seat. The two sum to the amount.
struct CountyOwners {
  std::int64_t at_seat, at_coast;
};
constexpr CountyOwners county_owners(std::int64_t dividends) {
  return {dividends / 2, dividends - dividends / 2};
}

}  // namespace rurban
