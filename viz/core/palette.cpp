#include "viz/core/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace viz {
namespace {

std::vector<Colour> along(std::span<const Colour> anchors, std::size_t count) {
  std::vector<Colour> colours;
  for (std::size_t i = 0; i != count; ++i) {
    const double at = count == 1 ? 0.5 * static_cast<double>(anchors.size() - 1)
                                 : static_cast<double>(i * (anchors.size() - 1)) / static_cast<double>(count - 1);
    const auto low = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
    colours.push_back(mixed(anchors[low], anchors[low + 1], at - static_cast<double>(low)));
  }
  return colours;
}

}  // namespace

std::vector<Colour> sequential(std::size_t count) {
  // At 0.95, 0.85, … 0.05 of viridis.
  static constexpr std::array<Colour, 10> kViridis{0xFFDCE319, 0xFF95D840, 0xFF55C667, 0xFF29AF7F, 0xFF1F968B,
                                                   0xFF287D8E, 0xFF33638D, 0xFF404788, 0xFF482677, 0xFF440154};
  return along(kViridis, count);
}

std::vector<Colour> diverging(std::size_t count) {
  // vik10, and near white in the middle.
  static constexpr std::array<Colour, 11> kVik{0xFF001261, 0xFF033E7D, 0xFF1E6F9D, 0xFF71A8C4, 0xFFC9DDE7, 0xFFF4F2EE,
                                               0xFFEACEBD, 0xFFD39774, 0xFFBE6533, 0xFF8B2706, 0xFF590008};
  return along(kVik, count);
}

Colour category(std::size_t index) {
  static constexpr std::array<Colour, 8> kOkabeIto{0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7,
                                                   0xFFE69F00, 0xFF56B4E9, 0xFF000000, 0xFFF0E442};
  return kOkabeIto[index % kOkabeIto.size()];
}

}  // namespace viz
