#include "twin/geo/routes_kernel.h"

namespace twin {

const RouteKernels<std::int32_t> kRouteKernels32Avx2{relax<std::int32_t>, least_sum_alone<std::int32_t>,
                                                     least_sums<std::int32_t>};
const RouteKernels<std::int64_t> kRouteKernels64Avx2{relax<std::int64_t>, least_sum_alone<std::int64_t>,
                                                     least_sums<std::int64_t>};

}  // namespace twin
