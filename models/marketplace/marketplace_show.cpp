// What the marketplace shows and tells of a day.
#include <fmt/format.h>

#include <algorithm>

#include "models/marketplace/market_film.h"
#include "models/marketplace/marketplace_model.h"
#include "models/transport/ways.h"

namespace rurban {
namespace {

constexpr DayMs kValley = 30 * kMinuteMs;  // a place and what is so near

/// Persons and goods of a valley.
using Both = std::array<TripTally, 2>;

std::int64_t kr(double ore) {
  return std::llround(ore / 100);
}
std::int64_t each(std::int64_t cost, std::int64_t count) {
  return count == 0 ? 0 : kr(static_cast<double>(cost) / kCostOfOre / static_cast<double>(count));
}

twin::Text case_words(const twin::Text& heading, const Both& valley) {
  const auto& [persons, goods] = valley;
  const auto minutes = [&](std::int64_t ms) {
    return persons.served == 0 ? 0 : static_cast<std::int64_t>(ms / kMinuteMs / persons.served);
  };
  twin::Text words{fmt::format("{}: {} av {} resor blev av", heading.sv, persons.served, persons.asked),
                   fmt::format("{}: {} of {} rides were made", heading.en, persons.served, persons.asked)};
  if (persons.served > 0) {
    const std::int64_t cost = each(persons.cost, persons.served), wait = minutes(persons.wait_ms);
    words.sv += fmt::format(" för {} kr per resa, {} minuters väntan", cost, wait);
    words.en += fmt::format(" for SEK {} a ride, {} minutes of waiting", cost, wait);
  }
  const std::int64_t declined = persons.asked - persons.possible;
  if (declined > 0) {
    words.sv += fmt::format(", {} tackade nej", declined);
    words.en += fmt::format(", {} turned down", declined);
  }
  words.sv += ".";
  words.en += ".";
  if (goods.items > 0) {
    const std::int64_t cost = each(goods.cost, goods.items);
    words.sv += fmt::format(" {} paket och leveranser för {} kr styck.", goods.items, cost);
    words.en += fmt::format(" {} parcels and deliveries for SEK {} each.", goods.items, cost);
  }
  return words;
}

}  // namespace

void MarketplaceModel::film(twin::Filming& f) {
  if (!is_open()) return;
  const Scene scene = this->scene(f, f.day());
  const DayRules rules = this->rules(f, f.day(), scene.requests.size());
  const DayResult separate = live_day(scene.hops, scene.offers, scene.requests,
                                      separate_groups(scene.offers, scene.requests, f[municipality_]), rules),
                  market = live_day(scene.hops, scene.offers, scene.requests, groups(f, scene), rules);
  film_market({transport_->county(), transport_->roads(), scene.hops, scene.offers, scene.requests}, market, separate,
              f.motion());
}

void MarketplaceModel::tell(twin::Telling& t) {
  if (t.table() != kPlaces.name || !is_open()) return;
  const Scene scene = this->scene(t, t.day());
  const DayRules rules = this->rules(t, t.day(), scene.requests.size());
  const Outcomes separate = live(t, scene, separate_groups(scene.offers, scene.requests, t[municipality_]), rules),
                 market = live(t, scene, groups(t, scene), rules);
  for (std::uint32_t here = 0; here != scene.classes.size(); ++here) {
    Both before, with;
    int places = 0;
    for (std::uint32_t place = 0; place != scene.classes.size(); ++place) {
      if (place != here && scene.hops(place, here).ticks > kValley) continue;
      ++places;
      for (std::size_t goods = 0; goods != before.size(); ++goods) {
        before[goods] += separate.place[place][goods];
        with[goods] += market.place[place][goods];
      }
    }
    if (before[0].asked == 0 && before[1].asked == 0) continue;
    twin::Story::Part part{{"Resor och varor i trakten en vardag", "Rides and goods around here on a weekday"}, {}};
    part.lines.push_back({fmt::format("Här och i orter inom en halvtimme med bil, {} i allt:", places),
                          fmt::format("Here and in places within half an hour by car, {} in all:", places)});
    part.lines.push_back(case_words({"Var och en för sig", "Each operator alone"}, before));
    part.lines.push_back(case_words({"Med marknaden", "With the marketplace"}, with));
    t.stories()[here].parts.push_back(std::move(part));
  }
}

}  // namespace rurban
