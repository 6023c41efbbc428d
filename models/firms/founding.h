#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/county/county.h"

namespace rurban {

/// Positions of one sector and owner in one place at the base date. A site of the package is a group of its own.
struct WorkplaceGroup {
  static constexpr std::int32_t kNoSite = -1;

  std::uint32_t place = 0;
  Sector sector = Sector::kFarming;
  Owner owner = Owner::kLocal;
  std::int32_t jobs = 0;    ///< for residents of the county
  std::int32_t fly_in = 0;  ///< for people who live outside it
  std::int32_t site = kNoSite;
};

/// Where the county's positions are, of which no register is at hand: the package's sites stand where they are; what
/// its sectors have left is spread over municipalities so that each has its published ratio of positions to employed
/// residents (iterative proportional fitting, Deming & Stephan 1940), and within them over places, more or less
/// concentrated by sector. Whole numbers; of one municipality and sector the owners hold their shares as nearly as
/// can be. `employed`: residents in work, by place. A pure function.
std::vector<WorkplaceGroup> spread_jobs(const County& county, std::span<const std::int32_t> employed);

/// Sizes of the workplaces that share `jobs` positions: each is as large as one over a uniform number, as sizes of
/// firms are (Zipf's law; Axtell 2001, Science 293), times `scale`, and at most what is left. `uniform(k)` is the
/// k-th number in (0, 1). Requires: scale >= 1
template <class Uniform>
std::vector<std::int32_t> workplace_sizes(std::int32_t jobs, double scale, const Uniform& uniform) {
  std::vector<std::int32_t> sizes;
  for (std::uint32_t k = 0; jobs > 0; ++k) {
    const double wish = scale / uniform(k);
    const std::int32_t size = wish >= jobs ? jobs : static_cast<std::int32_t>(wish);
    sizes.push_back(size);
    jobs -= size;
  }
  return sizes;
}

}  // namespace rurban
