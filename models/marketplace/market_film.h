#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/marketplace/day.h"
#include "twin/run/motion.h"

namespace rurban {

/// What a day of the marketplace is shown on. Views that must stay.
struct MarketScene {
  const County& county;
  const CountyRoads& roads;
  const vrp::Hops& hops;
  std::span<const VehicleOffer> offers;
  std::span<const MarketRequest> requests;
};

/// Puts a day of the marketplace in motion: vehicles that take others along, with their detours; what is asked, and
/// which vehicle took it for what reason; and figures of the day beside those of the same day without the market.
void film_market(const MarketScene& scene, const DayResult& market, const DayResult& separate, twin::MotionDay& day);

/// What a request is, as one line: "Färdtjänst, rullstol: Junosuando → Pajala, framme senast 10.15".
twin::Text request_words(const MarketScene& scene, const MarketRequest& request);
/// Why it was answered as it was.
twin::Text reason_words(const MarketScene& scene, const MarketRequest& request, const Answer& answer);

}  // namespace rurban
