#include "models/fleet/dispatch.h"

#include <algorithm>
#include <tuple>

namespace rurban {

Dispatch::Dispatch(twin::MotionDay& day) : day_(day) {
  for (std::size_t k = 0; k != kinds_.size(); ++k) kinds_[k] = day.add_kind(kVehicleClasses[k].name);
}

void Dispatch::send_out() {
  struct Out {
    std::uint32_t mover;
    std::int32_t since_s, back_s;
  };
  std::stable_sort(jobs_.begin(), jobs_.end(), [](const Job& a, const Job& b) {
    return std::tie(a.kind, a.base, a.start_s) < std::tie(b.kind, b.base, b.start_s);
  });
  std::vector<Out> pool;
  for (std::size_t j = 0; j != jobs_.size(); ++j) {
    const Job& job = jobs_[j];
    if (j == 0 || jobs_[j - 1].kind != job.kind || jobs_[j - 1].base != job.base) pool.clear();
    twin::Leg leg{0, job.way, job.start_s};
    const std::int32_t back_s = day_.end_s(leg);
    const auto most_s = static_cast<std::int32_t>(class_of(job.kind).hours_per_day * 3'600);
    Out* best = nullptr;
    for (Out& out : pool)
      if (out.back_s <= job.start_s && back_s - out.since_s <= most_s &&
          (best == nullptr || out.back_s < best->back_s))
        best = &out;
    if (best == nullptr) best = &pool.emplace_back(Out{day_.add_mover(kind(job.kind)), job.start_s, 0});
    leg.mover = best->mover;
    best->back_s = back_s;
    day_.add_leg(leg);
  }
}

}  // namespace rurban
