#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/broadband/premises.h"

namespace rurban::broadband {

/// A published share of households beside the model's at the base date.
struct PublishedShare {
  enum class Use : std::uint8_t {
    kFitted,     ///< a rule's number was set by it
    kProjected,  ///< the same, after a documented step from the year of the figure to the base date
    kHeldBack    ///< nothing was set by it
  };
  std::string_view what;
  double published = 0, model = 0;
  Use use = Use::kHeldBack;
  std::string_view source;
};

/// The table of README and tests; none in a county without the municipality.
std::vector<PublishedShare> published_shares(const County& county, std::span<const Premises> clusters);

}  // namespace rurban::broadband
