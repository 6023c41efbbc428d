#include <cstddef>

#include "twin/base/exp_kernel.h"

namespace twin {

void exp_avx2(const double* x, std::size_t count, double* result) {
#pragma omp simd  // the compiler need not fear that result overlaps x
  for (std::size_t i = 0; i != count; ++i) result[i] = exp_of_one(x[i]);
}

}  // namespace twin
