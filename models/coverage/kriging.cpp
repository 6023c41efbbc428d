#include "models/coverage/kriging.h"

#include <iterator>

#include "models/coverage/kriging_kernel.h"
#include "twin/base/instruction_set.h"

namespace rurban::coverage {

#ifdef RURBAN_X86
extern const KrigingKernels kKrigingKernelsAvx2;  // kriging_avx2.cpp
#endif

const KrigingKernels& kriging_kernels() {
  static constexpr KrigingKernels kPlain{gather, solve};
#ifdef RURBAN_X86
  if (twin::instruction_set() >= twin::InstructionSet::kAvx2) return kKrigingKernelsAvx2;
#endif
  return kPlain;
}

KnownView view(const KnownPlaces& known) {
  std::size_t day_words = 0;
  for (const VisitDays& days : known.days)
    for (std::size_t word = day_words; word != std::size(days.words); ++word)
      if (days.words[word] != 0) day_words = word + 1;
  return {known.east_m.data(),      known.north_m.data(),      known.value_db.data(),
          known.visit_share.data(), known.nugget_share.data(), known.noise.data(),
          known.day_share.data(),   known.days.data(),         day_words};
}

}  // namespace rurban::coverage
