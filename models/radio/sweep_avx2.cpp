#include "models/radio/sweep_kernel.h"

namespace rurban::radio {

const SweepKernels kSweepAvx2{read_here, losses_here};

}  // namespace rurban::radio
