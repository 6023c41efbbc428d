#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rurban::coverage {

inline constexpr std::size_t kNeighbours = 32;

/// Positions in metres, laid out square by square, so that those near one another stand together.
class NearestPlaces {
 public:
  /// Positions should be relative to a middle near them: they are kept as floats, 8 mm apart at 100 km.
  NearestPlaces(std::span<const float> east_m, std::span<const float> north_m);

  std::size_t size() const { return east_m_.size(); }
  /// In the order of the squares, from the south row by row. An index below is one into these.
  std::span<const float> east_m() const { return east_m_; }
  std::span<const float> north_m() const { return north_m_; }
  /// Which of the positions given to the constructor this one is.
  std::uint32_t given(std::uint32_t index) const { return given_[index]; }

  /// What a search leaves for the next: it goes fastest when the next is near. Never changes what is found.
  struct Scratch {
    float radius_m = 100;
    std::vector<std::uint64_t> found;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  /// Writes the kNeighbours nearest (fewer when there are no more), nearest first, of two as near the lower index
  /// first, without the one at index `without`; returns how many. Threads may share the places, not the scratch.
  std::size_t find(float east_m, float north_m, std::uint32_t without, Scratch& scratch,
                   std::span<std::uint32_t, kNeighbours> nearest) const;

 private:
  /// All places within a radius, as bits of the squared distance (which sort as it does) above the index.
  void within(float radius_m, float east_m, float north_m, std::uint32_t without,
              std::vector<std::uint64_t>& found) const;

  float west_m_ = 0, south_m_ = 0, square_m_ = 1;
  std::int64_t columns_ = 1, rows_ = 1;
  std::vector<std::uint32_t> starts_;  ///< of each square; row by row
  std::vector<float> east_m_, north_m_;
  std::vector<std::uint32_t> given_;
};

}  // namespace rurban::coverage
