#include "models/transport/travel_params.h"

namespace rurban {

void TravelParams::declare(twin::Declare& d) {
  car_kr_per_km_ = d.shared_param({.name = "travel.car_cost",
                                   .unit = "kr/km",
                                   .fallback = 2.5,
                                   .least = 0.5,
                                   .most = 10,
                                   .label = {"kostnad för egen bil", "cost of one's own car"},
                                   .source = "Swedish Tax Agency, deduction since 2023: 25 kr per 10 km; 1.85 to 3.5",
                                   .slider = {"Resor", "Travel"}});
  fare_kr_ =
      d.shared_param({.name = "travel.bus_fare",
                      .unit = "kr",
                      .fallback = 30,
                      .least = 0,
                      .most = 100,
                      .label = {"bussbiljett upp till en mil", "bus ticket up to 10 km"},
                      .source = "assumption: 20 to 40; 1.2 kr/km beyond, at most 250 kr; 0 makes all buses free",
                      .slider = {"Resor", "Travel"}});
  free_in_ = d.shared_param(
      {.name = "travel.free_buses_in",
       .unit = "code",
       .fallback = 0,
       .least = 0,
       .most = 9'999,
       .label = {"kommun med fria bussar (kod, 0: ingen)", "municipality with free buses (code, 0: none)"},
       .source = "a choice; Övertorneå (2518) had free buses from 2001"});
}

TravelRules TravelParams::rules() const {
  TravelRules rules;
  rules.car_kr_per_km = *car_kr_per_km_;
  rules.fare_kr = *fare_kr_;
  if (*fare_kr_ == 0) rules.fare_kr_per_km = 0;
  return rules;
}

std::vector<bool> TravelParams::free_places(std::span<const MunicipalityRef> municipality,
                                            std::span<const twin::StableId> codes) const {
  std::vector<bool> result;
  if (*free_in_ != 0)
    for (const MunicipalityRef ref : municipality)
      result.push_back(codes[ref.row] == static_cast<twin::StableId>(*free_in_));
  return result;
}

}  // namespace rurban
