#include "models/radio/sweep_kernel.h"

namespace rurban::radio {

const SweepKernels kSweepAvx512{read_here, losses_here};

}  // namespace rurban::radio
