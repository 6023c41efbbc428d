#include "models/coverage/kriging_kernel.h"

namespace rurban::coverage {

extern const KrigingKernels kKrigingKernelsAvx2;
const KrigingKernels kKrigingKernelsAvx2{gather, solve};

}  // namespace rurban::coverage
