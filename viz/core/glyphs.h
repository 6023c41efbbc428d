#pragma once
#include <array>
#include <cstdint>

namespace viz {

/// The font of the map and the window, and the letters of it that the window keeps ready, as first and last of each
/// range: Latin with all its accents, Sámi letters, dashes, quotes and thin blanks, superscripts, arrows and minus.
/// Others show as a question mark, so a test holds everything that a user reads against them.
inline constexpr const char* kFontFile = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
inline constexpr std::array<std::uint16_t, 9> kGlyphRanges{0x20,   0x17F,  0x2010, 0x203A, 0x2070,
                                                           0x2094, 0x2190, 0x2212, 0};

}  // namespace viz
