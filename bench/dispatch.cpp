// dispatch_bench: requests a second that the dispatcher quotes and books on the county's roads, and a whole county
// day with improvement in the gaps, on one thread and on two. CSV on stdout. CPU seconds of the process;
// `over_dijkstra` is the mean time of an answer beside one search from one node to all by plain Dijkstra in the same
// run.
//   dispatch_bench [scenarios folder [scene]]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <numeric>
#include <string>
#include <tuple>

#include "models/transport/roads.h"
#include "models/vehicle_routing/dispatcher.h"
#include "twin/base/draw.h"
#include "twin/base/parallel.h"
#include "twin/geo/dijkstra.h"

namespace {

using namespace rurban;
using namespace rurban::vrp;

constexpr Ticks kMinute = 60'000;  // ticks are milliseconds, lengths are metres
constexpr twin::Stream kCalls{"dispatch_bench.calls"}, kFleet{"dispatch_bench.fleet"};

// Costs in 0.0001 SEK. Assumptions: a driver at 360 SEK an hour (300 to 500), a vehicle at 3.5 SEK/km (2 to 6).
constexpr Cost kPerTick = 1, kPerMetre = 35;

enum Kind { kSeats, kWheelchairs, kKilograms, kLitres };
constexpr std::uint32_t kLift = 1;

double cpu_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}
double wall_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Where people are, how far apart, and where they go.
class Places {
 public:
  explicit Places(const County& county) : roads_(county), size_(static_cast<std::uint32_t>(county.places.size())) {
    for (const Place& place : county.places) residents_.push_back(place.census.residents);
    std::vector<Hop> hops;
    for (std::uint32_t from = 0; from != size_; ++from)
      for (std::uint32_t to = 0; to != size_; ++to) {
        const Drive drive = roads_.drive(Season::kSummer, from, to);
        hops.push_back({std::min(drive.ms, kNoWay), drive.metres});
      }
    // Inside a place no way is longer than to the next one and back.
    for (std::uint32_t from = 0; from != size_; ++from)
      for (std::uint32_t to = 0; to != size_; ++to) {
        Hop& inside = hops[std::size_t{from} * size_ + from];
        if (const Ticks round =
                hops[std::size_t{from} * size_ + to].ticks + hops[std::size_t{to} * size_ + from].ticks;
            round < inside.ticks)
          inside.ticks = round;
      }
    hops_ = Hops(size_, std::move(hops));
    by_residents_ = sums([&](std::uint32_t place) { return residents_[place]; });
    for (std::uint32_t from = 0; from != size_; ++from)
      by_nearness_.push_back(sums([&](std::uint32_t to) {
        // Assumption: trips fall off with time by a mean of 15 minutes (10 to 30).
        return residents_[to] * std::exp(-hops_(from, to).ticks / (15.0 * kMinute));
      }));
  }

  const Hops& hops() const { return hops_; }
  const CountyRoads& roads() const { return roads_; }
  std::uint32_t home(double u) const { return pick(by_residents_, u); }
  std::uint32_t goal(std::uint32_t from, double u) const { return pick(by_nearness_[from], u); }

 private:
  template <class Weight>
  std::vector<double> sums(const Weight& weight) const {
    std::vector<double> result(size_);
    double sum = 0;
    for (std::uint32_t place = 0; place != size_; ++place) result[place] = sum += weight(place);
    return result;
  }
  std::uint32_t pick(const std::vector<double>& sums, double u) const {
    const auto at = std::upper_bound(sums.begin(), sums.end(), u * sums.back()) - sums.begin();
    return std::min(static_cast<std::uint32_t>(at), size_ - 1);
  }

  CountyRoads roads_;
  std::uint32_t size_;
  Hops hops_;
  std::vector<double> residents_, by_residents_;
  std::vector<std::vector<double>> by_nearness_;
};

struct Scene {
  const char* name;
  std::uint32_t vehicles, requests;
  bool mixed = false;    ///< persons, wheelchairs and parcels, with taxis, vans and buses; else persons in taxis
  bool improve = false;  ///< every ten minutes
};

Vehicle vehicle_of(const Scene& scene, const Places& places, std::uint32_t v) {
  const twin::Draw draw(twin::draw_key(1, kFleet.hash), v, 0);
  Vehicle vehicle;
  vehicle.start = vehicle.end = places.home(draw.uniform(0));
  vehicle.earliest = 6 * 60 * kMinute;
  vehicle.latest = 24 * 60 * kMinute;
  vehicle.per_length = kPerMetre;
  vehicle.per_tick = kPerTick;
  vehicle.capacity[kSeats] = 8;
  if (!scene.mixed) return vehicle;
  // Assumptions: of ten vehicles six are taxis, one has a lift, two are vans and one is a bus.
  vehicle.capacity = Load{4, 0, 100, 400};
  const std::uint32_t kind = v % 10;
  if (kind == 6) {
    vehicle.capacity = Load{4, 2, 100, 400};
    vehicle.has = kLift;
  } else if (kind == 7 || kind == 8) {
    vehicle.capacity = Load{0, 0, 1'000, 8'000};
  } else if (kind == 9) {
    vehicle.capacity = Load{40, 1, 300, 1'000};
    std::uint32_t from = vehicle.start, to = places.goal(from, draw.uniform(1));
    for (Ticks time = vehicle.earliest + 10 * kMinute;
         time + 2 * places.hops()(from, to).ticks + 60 * kMinute < vehicle.latest; std::swap(from, to)) {
      vehicle.duties.push_back({{from, time, time + 3 * kMinute, kMinute}, Load{}});
      time += places.hops()(from, to).ticks + 10 * kMinute;
      vehicle.duties.push_back({{to, time, time + 3 * kMinute, kMinute}, Load{}});
      time += 30 * kMinute;
    }
  }
  return vehicle;
}

struct Call {
  Ticks time = 0;
  Request request;
};

/// From six to ten at night; half of them at once, half up to four hours ahead.
Call call_of(const Scene& scene, const Places& places, std::uint32_t c) {
  const twin::PhiloxKey key = twin::draw_key(1, kCalls.hash);
  const twin::Draw where(key, c, 0), when(key, c, 1), what(key, c, 2);
  Call call;
  Request& request = call.request;
  request.pickup.node = places.home(where.uniform(0));
  request.delivery.node = places.goal(request.pickup.node, where.uniform(1));
  const Ticks direct = places.hops()(request.pickup.node, request.delivery.node).ticks;
  call.time = static_cast<Ticks>((6 * 60 + 16 * 60 * (c + 0.5) / scene.requests) * kMinute);
  const auto ahead = static_cast<Ticks>(when.uniform(1) * 240 * kMinute);
  request.pickup.earliest = call.time + (when.chance(0.5, 0) ? 0 : ahead);
  request.pickup.latest = request.pickup.earliest + 60 * kMinute;
  request.pickup.service = request.delivery.service = kMinute;
  const auto ride = [&](Ticks more) {
    request.most_ride = direct + direct / 2 + more;
    request.delivery.latest = request.pickup.latest + kMinute + request.most_ride;
  };
  request.load[kSeats] = 1;
  ride(20 * kMinute);
  if (!scene.mixed) return call;
  // Assumptions: of 100 requests 35 are parcels, any time within four hours, and 8 wheelchairs.
  if (what.chance(0.35, 0)) {
    request.load = Load{0, 0, static_cast<std::int16_t>(1 + what.below(30, 1)),
                        static_cast<std::int16_t>(5 + what.below(150, 2))};
    request.pickup.latest = request.delivery.latest = request.pickup.earliest + 240 * kMinute;
    request.most_ride = kNoLimit;
  } else if (what.chance(0.12, 1)) {
    request.load = Load{0, 1};
    request.needs = kLift;
    request.pickup.service = request.delivery.service = 3 * kMinute;  // assumption: 2 to 5
  }
  return call;
}

struct Outcome {
  double cpu = 0, wall = 0, improving_cpu = 0;
  std::vector<double> answers_us;  ///< of quotes
  std::uint32_t accepted = 0;
  std::size_t late = 0;
  Cost cost = 0;
  Improvement improvement;
  Driven driven;
  std::uint64_t hash = 0;
};

std::uint64_t hash_of(const Dispatcher& dispatcher) {
  std::uint64_t hash = 0;
  for (const Done& done : dispatcher.fleet().log())
    hash = twin::combine(hash, static_cast<std::uint64_t>(done.kind), done.vehicle, done.index, done.node, done.left,
                         done.begin, done.ready, done.cost);
  for (const Booking& booking : dispatcher.bookings())
    hash =
        twin::combine(hash, static_cast<std::uint64_t>(booking.state), booking.cost, booking.delivered.value_or(-1));
  return hash;
}

Outcome run(const Scene& scene, const Places& places) {
  std::vector<Vehicle> vehicles;
  for (std::uint32_t v = 0; v != scene.vehicles; ++v) vehicles.push_back(vehicle_of(scene, places, v));
  std::vector<Call> calls;
  for (std::uint32_t c = 0; c != scene.requests; ++c) calls.push_back(call_of(scene, places, c));
  Outcome outcome;
  const double cpu = cpu_s(), wall = wall_s();
  Dispatcher dispatcher(places.hops(), std::move(vehicles),
                        {.horizon = 5 * kMinute, .sooner = 10 * kMinute, .later = 10 * kMinute});
  Ticks gap = 6 * 60 * kMinute;
  for (const Call& call : calls) {
    if (scene.improve && call.time >= gap) {
      const double begun = cpu_s();
      dispatcher.advance(gap);
      outcome.improvement += dispatcher.improve({.rounds = 2, .seed = static_cast<std::uint64_t>(gap)});
      outcome.improving_cpu += cpu_s() - begun;
      gap += 10 * kMinute;
    }
    dispatcher.advance(call.time);
    const auto begun = std::chrono::steady_clock::now();
    const Quote quote = dispatcher.quote(call.request);
    outcome.answers_us.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count());
    if (quote.possible() && dispatcher.book(quote)) ++outcome.accepted;
  }
  dispatcher.advance(kNoLimit);
  outcome.cpu = cpu_s() - cpu;
  outcome.wall = wall_s() - wall;
  outcome.late = dispatcher.late().size();
  outcome.cost = dispatcher.cost();
  outcome.hash = hash_of(dispatcher);
  for (const Done& done : dispatcher.fleet().log()) outcome.driven.add(done);
  std::sort(outcome.answers_us.begin(), outcome.answers_us.end());
  return outcome;
}

double dijkstra_us(const CountyRoads& roads) {
  const twin::Network& network = roads.network();
  std::vector<twin::TimeAndLength> costs(network.arcs().size());
  for (std::size_t arc = 0; arc != costs.size(); ++arc) {
    const RoadLink& link = roads.links()[arc / 2];
    costs[arc] = twin::time_and_length(driving_ms(link, {}), link.length_m);
  }
  double least = 1e9;
  for (int i = 0; i != 20; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    twin::dijkstra<twin::TimeAndLength>(network, costs, static_cast<std::uint32_t>(i));
    least =
        std::min(least, std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count());
  }
  return least;
}

void tell(const Scene& scene, int threads, const Outcome& outcome, double dijkstra) {
  const auto count = static_cast<double>(scene.requests);
  const auto at = [&](double share) { return outcome.answers_us[static_cast<std::size_t>(share * (count - 1))]; };
  const double answers = std::accumulate(outcome.answers_us.begin(), outcome.answers_us.end(), 0.0) / count;
  const double empty = static_cast<double>(outcome.driven.empty_length) / static_cast<double>(outcome.driven.length);
  fmt::print(
      "{},{},{},{},{:.0f},{:.1f},{:.1f},{:.1f},{:.1f},{:.2f},{:.2f},{:.2f},{},{:.0f},{:.1f},{:.0f},{},{},{:.0f},{:"
      "016x}\n",
      scene.name, threads, scene.vehicles, scene.requests, count / (outcome.cpu - outcome.improving_cpu), at(0.5),
      at(0.99), answers / dijkstra, 100.0 * outcome.accepted / count, outcome.cpu, outcome.wall,
      outcome.improving_cpu, outcome.late, static_cast<double>(outcome.cost) / 1e4,
      static_cast<double>(outcome.driven.length) / 1e3 / std::max(1u, outcome.accepted), 100 * empty,
      outcome.improvement.tried, outcome.improvement.better, static_cast<double>(outcome.improvement.gained) / 1e4,
      outcome.hash);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path scenarios = argc > 1 ? argv[1] : "scenarios";
  const std::string only = argc > 2 ? argv[2] : "";
  const County county = load_county(scenarios / "norrbotten");
  const Places places(county);
  const double dijkstra = dijkstra_us(places.roads());
  fmt::print(
      "# build {}, {} places, Dijkstra one to all {:.0f} us\nscene,threads,vehicles,requests,requests_per_cpu_s,"
      "median_us,p99_us,over_dijkstra,accepted_percent,cpu_s,wall_s,improving_cpu_s,promises_broken,cost_sek,"
      "km_per_served,empty_percent,groups_tried,groups_better,gained_sek,hash\n",
      RURBAN_BUILD_TYPE, places.hops().nodes(), dijkstra);
  const auto live_through = [&](int threads, const Scene& scene) {
    if (!only.empty() && only != scene.name) return;
    twin::set_threads(threads);
    tell(scene, threads, run(scene, places), dijkstra);
  };
  live_through(1, {"saturated", 300, 20'000});
  live_through(1, {"ample", 300, 4'000});
  live_through(1, {"many", 6'000, 8'000});
  for (const auto& [plain, improved, requests] :
       {std::tuple{"county_as_booked", "county_day", 20'000u}, {"ample_as_booked", "ample_day", 7'000u}}) {
    live_through(1, {plain, 500, requests, true});
    for (const int threads : {1, 2}) live_through(threads, {improved, 500, requests, true, true});
  }
}
