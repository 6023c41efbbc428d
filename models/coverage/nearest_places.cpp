#include "models/coverage/nearest_places.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace rurban::coverage {

NearestPlaces::NearestPlaces(std::span<const float> east_m, std::span<const float> north_m) {
  const std::size_t count = east_m.size();
  if (count == 0) {
    starts_.assign(2, 0);
    return;
  }
  const auto [west, east] = std::minmax_element(east_m.begin(), east_m.end());
  const auto [south, north] = std::minmax_element(north_m.begin(), north_m.end());
  west_m_ = *west;
  south_m_ = *south;
  // Two squares a place: readings lie along roads, so most squares are empty and those on the road hold a few.
  const double width = *east - *west, height = *north - *south;
  constexpr double kLeastSquareM = 10;
  const double across = std::max({std::sqrt(width * height / (2 * static_cast<double>(count))),
                                  (width + height) / (2 * static_cast<double>(count) + 2), kLeastSquareM});
  square_m_ = static_cast<float>(across);
  columns_ = static_cast<std::int64_t>(width / across) + 1;
  rows_ = static_cast<std::int64_t>(height / across) + 1;

  std::vector<std::uint32_t> square(count);
  starts_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (std::size_t i = 0; i != count; ++i) {
    const auto column = std::min(static_cast<std::int64_t>((east_m[i] - west_m_) / square_m_), columns_ - 1);
    const auto row = std::min(static_cast<std::int64_t>((north_m[i] - south_m_) / square_m_), rows_ - 1);
    square[i] = static_cast<std::uint32_t>(row * columns_ + column);
    ++starts_[square[i] + 1];
  }
  for (std::size_t i = 1; i != starts_.size(); ++i) starts_[i] += starts_[i - 1];
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  given_.resize(count);
  east_m_.resize(count);
  north_m_.resize(count);
  for (std::size_t i = 0; i != count; ++i) {
    const std::uint32_t at = next[square[i]]++;
    given_[at] = static_cast<std::uint32_t>(i);
    east_m_[at] = east_m[i];
    north_m_[at] = north_m[i];
  }
}

void NearestPlaces::within(float radius_m, float east_m, float north_m, std::uint32_t without,
                           std::vector<std::uint64_t>& found) const {
  found.clear();
  const auto square = [&](float metres) { return static_cast<std::int64_t>(std::floor(metres / square_m_)); };
  const std::int64_t first_row = square(north_m - radius_m - south_m_),
                     last_row = square(north_m + radius_m - south_m_);
  const std::int64_t first = square(east_m - radius_m - west_m_), last = square(east_m + radius_m - west_m_);
  const float most = radius_m * radius_m;
  if (last >= 0 && first < columns_) {
    for (std::int64_t row = std::max<std::int64_t>(first_row, 0); row <= std::min(last_row, rows_ - 1); ++row) {
      const auto begin = starts_[static_cast<std::size_t>(row * columns_ + std::max<std::int64_t>(first, 0))];
      const auto end = starts_[static_cast<std::size_t>(row * columns_ + std::min(last, columns_ - 1)) + 1];
      for (std::uint32_t i = begin; i != end; ++i) {
        const float east = east_m_[i] - east_m, north = north_m_[i] - north_m;
        const float squared = east * east + north * north;
        if (squared <= most && i != without)
          found.push_back(std::uint64_t{std::bit_cast<std::uint32_t>(squared)} << 32 | i);
      }
    }
  }
}

std::size_t NearestPlaces::find(float east_m, float north_m, std::uint32_t without, Scratch& scratch,
                                std::span<std::uint32_t, kNeighbours> nearest) const {
  if (size() == 0) return 0;
  std::vector<std::uint64_t>& found = scratch.found;
  float radius = scratch.radius_m;
  const std::size_t wanted = std::min(kNeighbours, size() - (without != kNone));
  constexpr float kFarthestM = 1e8F;  // farther than two places on earth are
  for (within(radius, east_m, north_m, without, found); found.size() < wanted && radius < kFarthestM;
       within(radius, east_m, north_m, without, found))
    radius *= 1.5F;
  if (found.size() > wanted) {
    std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(wanted), found.end());
    found.resize(wanted);
  }
  std::sort(found.begin(), found.end());
  for (std::size_t i = 0; i != found.size(); ++i) nearest[i] = static_cast<std::uint32_t>(found[i]);
  if (!found.empty()) {
    const auto farthest = std::bit_cast<float>(static_cast<std::uint32_t>(found.back() >> 32));
    scratch.radius_m = std::max(std::sqrt(farthest) * 1.1F, 1.F);
  }
  return found.size();
}

}  // namespace rurban::coverage
