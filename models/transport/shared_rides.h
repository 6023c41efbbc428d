#pragma once
#include <algorithm>
#include <vector>

#include "models/transport/level_of_service.h"
#include "models/vocabulary.h"
#include "twin/run/step.h"

namespace rurban {

/// Of the marketplace, and of who is offered its rides.
inline const twin::ParamInfo kTrustInRides{
    .name = "marketplace.trust",
    .unit = "1",
    .fallback = 0.6,
    .least = 0,
    .most = 1,
    .label = {"andel utan bil som vågar åka med", "share of people without a car who dare to ride along"},
    .source = "assumption: 0.3 to 0.9",
    .slider = {"Samåkning", "Shared rides"}};

/// The marketplace's shared rides as they were last found, for models that offer them to people.
class SharedRideColumns {
 public:
  void declare(twin::Declare& d) {
    wait_ = d.reads_last(kRideWait);
    fare_ = d.reads_last(kRideFare);
  }
  /// By place; empty where nobody is offered any.
  std::vector<SharedRides> by_place(const twin::Access& a) const {
    const auto wait = a[wait_], fare = a[fare_];
    std::vector<SharedRides> rides;
    if (std::ranges::all_of(wait, [](std::int16_t minutes) { return minutes == SharedRides::kNone; })) return rides;
    for (std::size_t place = 0; place != wait.size(); ++place) rides.push_back({wait[place], fare[place]});
    return rides;
  }

 private:
  twin::In<std::int16_t> wait_, fare_;
};

}  // namespace rurban
