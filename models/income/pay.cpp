#include "models/income/pay.h"

#include <array>

namespace rurban {

double pay_factor(const Earner& who) {
  constexpr std::array<double, kSexes> kBySex{0.90, 1.08};
  constexpr std::array<double, 4> kBySkill{0.97, 0.92, 0.97, 1.10};
  const double by_age = who.age < 20   ? 0.45
                        : who.age < 25 ? 0.78
                        : who.age < 35 ? 0.95
                        : who.age < 50 ? 1.06
                        : who.age < 65 ? 1.06
                                       : 0.45;
  return kBySex[static_cast<std::size_t>(who.sex)] * kBySkill[who.skill] * by_age * (0.75 + 0.5 * who.luck);
}

Livelihood livelihood_of(int age, double luck, int pension_age) {
  if (age < 16) return Livelihood::kNone;
  if (age < 20) return Livelihood::kPupil;
  if (age >= pension_age) return Livelihood::kPensioner;
  if (age < 27) return luck < 0.5 ? Livelihood::kStudent : luck < 0.8 ? Livelihood::kUnemployed : Livelihood::kNone;
  return luck < 0.4   ? Livelihood::kUnemployed
         : luck < 0.5 ? Livelihood::kSick
         : luck < 0.9 ? Livelihood::kDisabled
                      : Livelihood::kNone;
}

}  // namespace rurban
