#include "models/newspaper/delivery.h"

namespace rurban {

double paper_share(int eldest) {
  return eldest >= 65 ? 0.52 : eldest >= 45 ? 0.34 : eldest >= 25 ? 0.12 : 0.04;
}

double aid_kr_per_copy(int year) {
  return year <= 2021 ? 10 : year <= 2023 ? 14.5 : year == 2024 ? 10 : 7;
}

Delivery deliver(const CountyRoads& roads, std::uint32_t press, std::uint32_t depot, std::span<const RoundStop> stops,
                 const DeliveryCosts& costs) {
  const RoundRules rules;  // out by one in the morning, home by six
  Delivery delivery;
  delivery.marginal_kr_per_copy.resize(stops.size());
  const auto kr = [&](std::int64_t ms, std::int64_t metres) {
    return static_cast<double>(ms) / 3'600'000 * costs.kr_per_hour +
           static_cast<double>(metres) / 1'000 * costs.kr_per_km;
  };
  for (const Season season : {Season::kSummer, Season::kWinter}) {
    const auto rounds = plan_rounds(roads, season, depot, stops, rules);
    const auto shares = shares_of(roads, season, depot, stops, rounds, rules);
    for (std::size_t i = 0; i != stops.size(); ++i)
      delivery.marginal_kr_per_copy[i] += kr(shares[i].ms, shares[i].metres) / stops[i].drops / kSeasons;
    for (const Round& round : rounds) {
      delivery.hours_per_day += static_cast<double>(round.ms) / 3'600'000 / kSeasons;
      delivery.km_per_day += static_cast<double>(round.metres) / 1'000 / kSeasons;
      delivery.kr_per_day += kr(round.ms, round.metres) / kSeasons;
    }
  }
  for (const RoundStop& stop : stops) delivery.copies += stop.drops;
  if (delivery.copies != 0 && press != depot)
    delivery.kr_per_day += 2 * roads.drive(Season::kSummer, press, depot).metres / 1'000.0 * costs.trunk_kr_per_km;
  return delivery;
}

bool is_given_up(double marginal_kr_per_copy, double aid_kr, double revenue_kr_per_copy, double tolerated) {
  return marginal_kr_per_copy - aid_kr > tolerated * revenue_kr_per_copy;
}

}  // namespace rurban
