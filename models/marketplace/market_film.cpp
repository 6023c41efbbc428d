#include "models/marketplace/market_film.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/fleet/vehicles.h"
#include "models/marketplace/outcomes.h"
#include "models/transport/ways.h"

namespace rurban {
namespace {

constexpr DayMs kDayMs = 24 * kHourMs;
constexpr DayMs kShown =
    30 * kMinuteMs;  // what was booked the day before, until it is ready; what was refused, after
constexpr DayMs kLongStop = 10 * kMinuteMs;  // a stop that is longer goes from door to door

std::int32_t second_of(DayMs at) {
  return std::clamp(at, 0, 2 * kDayMs) / 1'000;
}

/// Adds up what happens in the course of a day, one case after the other.
class CounterBook {
 public:
  explicit CounterBook(std::vector<twin::Text> cases) { calls_.cases = std::move(cases); }

  /// A figure, and its index.
  std::size_t add(twin::Text label, twin::Text unit) {
    twin::Counter counter{std::move(label), std::move(unit), {}};
    counter.by_case.assign(calls_.cases.size(), std::vector<std::int64_t>(twin::Counter::kSteps));
    calls_.counters.push_back(std::move(counter));
    sums_.emplace_back(calls_.cases.size(), std::vector<double>(twin::Counter::kSteps));
    return sums_.size() - 1;
  }
  void count(std::size_t figure, std::size_t of_case, DayMs at, double by) {
    // What is done by the moment of a step is in it; what is done after midnight in the last one.
    const auto step = static_cast<std::size_t>(std::max(0, at) + twin::Counter::kStep_s * 1'000 - 1) /
                      (twin::Counter::kStep_s * 1'000);
    sums_[figure][of_case][std::min<std::size_t>(step, twin::Counter::kSteps - 1)] += by;
  }
  std::vector<twin::Counter> counters() {
    for (std::size_t figure = 0; figure != sums_.size(); ++figure)
      for (std::size_t c = 0; c != calls_.cases.size(); ++c) {
        double sum = 0;
        for (std::size_t step = 0; step != twin::Counter::kSteps; ++step) {
          sum += sums_[figure][c][step];
          calls_.counters[figure].by_case[c][step] = std::llround(sum);
        }
      }
    return std::move(calls_.counters);
  }
  std::vector<twin::Text> cases() const { return calls_.cases; }

 private:
  twin::Calls calls_;
  std::vector<std::vector<std::vector<double>>> sums_;  ///< by figure, case and step: what each adds
};

class MarketFilm {
 public:
  MarketFilm(const MarketScene& scene, twin::MotionDay& day)
      : scene_(scene),
        day_(day),
        pen_(scene.county, scene.roads, season_of(day.date)),
        ways_(scene.county, scene.roads, season_of(day.date), day) {}

  void vehicles(const DayResult& market) {
    movers_.assign(scene_.offers.size(), twin::Call::kNobody);
    for (std::size_t o = 0; o != scene_.offers.size(); ++o) {
      const VehicleOffer& offer = scene_.offers[o];
      const std::vector<vrp::Done>& done = market.vehicles[o].done;
      const bool takes =
          std::ranges::any_of(done, [](const vrp::Done& d) { return d.kind == vrp::Done::Kind::kPickup; });
      if (done.empty() || (offer.lift() && !takes)) continue;  // a private car by itself drives in daily life's film
      const std::uint8_t kind = day_.add_kind(
          offer.lift() ? twin::Text{"bilar som tar med någon", "cars that give lifts"} : class_of(offer.kind).name);
      movers_[o] = day_.add_mover(kind);
      drive(offer, movers_[o], done);
      if (takes && !offer.vehicle.duties.empty()) usual_way(offer, movers_[o]);
    }
  }

  void decisions(const DayResult& market) {
    const std::uint8_t persons = day_kind({"väntar på skjuts", "waits for a ride"}),
                       goods = day_kind({"varor som väntar", "goods that wait"}),
                       declined = day_kind({"tackade nej", "turned it down"}),
                       refused = day_kind({"fick ingen skjuts", "got no ride"});
    std::vector<twin::Call>& list = day_.calls.list;
    for (std::size_t r = 0; r != scene_.requests.size(); ++r) {
      const MarketRequest& request = scene_.requests[r];
      const Answer& answer = market.answers[r];
      const bool served = answer.fate == Fate::kServed;
      const Place& place = scene_.county.places[request.from];
      twin::Call call{
          .kind = answer.fate == Fate::kDeclined ? declined
                  : !served                      ? refused
                  : is_person(request.demand)    ? persons
                                                 : goods,
          .answered_s = second_of(request.asked),
          .from_s = second_of(request.asked > 0 ? request.asked : request.earliest - kShown),
          .until_s = second_of(served ? answer.picked_up : std::max(request.asked, request.earliest) + kShown),
          .east_m = place.east_m,
          .north_m = place.north_m};
      call.until_s = std::max(call.from_s, call.until_s);
      if (served) call.mover = movers_[answer.offer];
      call.what = request_words(scene_, request);
      call.why = reason_words(scene_, request, answer);
      list.push_back(std::move(call));
    }
    // What was asked the day before was answered overnight; it is read when it comes up.
    std::stable_sort(list.begin(), list.end(), [](const twin::Call& a, const twin::Call& b) {
      return std::pair(a.answered_s, a.from_s) < std::pair(b.answered_s, b.from_s);
    });
  }

  void figures(const DayResult& separate, const DayResult& market) {
    CounterBook book({{"var för sig", "each alone"}, {"med marknaden", "with the market"}});
    const std::size_t rides = book.add({"resor gjorda", "rides made"}, {}),
                      unserved = book.add({"gick inte att ordna", "could not be had"}, {}),
                      declined = book.add({"tackade nej", "turned down"}, {}),
                      parcels = book.add({"paket framme", "parcels there"}, {}),
                      km = book.add({"körda", "driven"}, {"km", "km"}),
                      empty_km = book.add({"därav tomma", "of that empty"}, {"km", "km"}),
                      kr = book.add({"kostnad", "cost"}, {"kr", "SEK"}),
                      co2e = book.add({"koldioxid", "carbon dioxide"}, {"kg", "kg"});
    const auto count_case = [&](std::size_t c, const DayResult& lived) {
      for (std::size_t r = 0; r != scene_.requests.size(); ++r) {
        const MarketRequest& request = scene_.requests[r];
        const Answer& answer = lived.answers[r];
        if (!is_person(request.demand)) {
          if (answer.fate == Fate::kServed) book.count(parcels, c, answer.delivered, request.items);
          continue;
        }
        if (answer.fate == Fate::kServed)
          book.count(rides, c, answer.delivered, 1);
        else
          book.count(answer.fate == Fate::kDeclined ? declined : unserved, c, request.asked, 1);
      }
      for (std::size_t o = 0; o != scene_.offers.size(); ++o) {
        const VehicleOffer& offer = scene_.offers[o];
        const VehicleDay& vehicle = lived.vehicles[o];
        if (vehicle.done.empty()) continue;
        const double co2e_per_km = kg_co2e_per_km(offer.lift() ? kCarKwhPerKm : class_of(offer.kind).kwh_per_km);
        if (offer.lift()) {  // it counts for its detour only
          const vrp::Driven own = duties_alone(scene_.hops, offer.vehicle);
          const double more_km = static_cast<double>(vehicle.driven.length - own.length) / 1'000;
          const DayMs at = vehicle.done.back().ready;
          book.count(km, c, at, more_km);
          book.count(kr, c, at, kr_of(vehicle.driven.cost - own.cost));
          book.count(co2e, c, at, more_km * co2e_per_km);
          continue;
        }
        for (const vrp::Done& done : vehicle.done) {
          const double way_km = done.length / 1'000.0;
          book.count(km, c, done.arrived, way_km);
          if (vrp::fits(done.load, vrp::Load{})) book.count(empty_km, c, done.arrived, way_km);
          book.count(kr, c, done.ready, kr_of(done.cost));
          book.count(co2e, c, done.arrived, way_km * co2e_per_km);
        }
      }
    };
    count_case(0, separate);
    count_case(1, market);
    day_.calls.cases = book.cases();
    day_.calls.counters = book.counters();
  }

 private:
  static double kr_of(std::int64_t cost) { return static_cast<double>(cost) / static_cast<double>(100 * kCostOfOre); }

  std::uint8_t day_kind(twin::Text name) {
    day_.calls.kinds.push_back(std::move(name));
    return static_cast<std::uint8_t>(day_.calls.kinds.size() - 1);
  }

  void drive(const VehicleOffer& offer, std::uint32_t mover, std::span<const vrp::Done> done) {
    std::uint32_t at = offer.vehicle.start;
    std::int32_t free_s = 0;  // of the leg before
    const auto leg = [&](std::uint32_t way, DayMs from) {
      const twin::Leg one{mover, way, std::max(free_s, second_of(from))};
      free_s = day_.end_s(one);
      day_.add_leg(one);
    };
    for (const vrp::Done& stop : done) {
      if (stop.node != at) leg(ways_.between(at, stop.node), stop.left);
      at = stop.node;
      if (stop.kind != vrp::Done::Kind::kDuty || stop.ready - stop.begin < kLongStop) continue;
      pen_.begin_at_place(at);
      pen_.wander(at, stop.ready - stop.begin);
      leg(day_.add_way(pen_.points()), stop.begin);
    }
  }

  /// Its own round, as it would be driven if nobody had asked.
  void usual_way(const VehicleOffer& offer, std::uint32_t mover) {
    pen_.begin_at_place(offer.vehicle.start);
    std::uint32_t at = offer.vehicle.start;
    const auto drive_to = [&](std::uint32_t place) {
      if (place != at && place != vrp::Vehicle::kAnywhere) pen_.drive_to(place);
      if (place != vrp::Vehicle::kAnywhere) at = place;
    };
    for (const vrp::Duty& duty : offer.vehicle.duties) drive_to(duty.task.node);
    drive_to(offer.vehicle.end);
    if (pen_.points().size() > 1) day_.calls.usual_ways.push_back({mover, day_.add_way(pen_.points())});
  }

  const MarketScene& scene_;
  twin::MotionDay& day_;
  WayPen pen_;
  WayBook ways_;
  std::vector<std::uint32_t> movers_;  ///< by offer
};

}  // namespace

void film_market(const MarketScene& scene, const DayResult& market, const DayResult& separate, twin::MotionDay& day) {
  MarketFilm film(scene, day);
  film.vehicles(market);
  film.decisions(market);
  film.figures(separate, market);
}

}  // namespace rurban
