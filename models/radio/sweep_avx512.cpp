#include "models/radio/sweep_kernel.h"

namespace rurban::radio {

void sweep_radial_avx512(const SweepTables& tables, const SweepRadial& radial) {
  sweep_radial_here(tables, radial);
}

}  // namespace rurban::radio
