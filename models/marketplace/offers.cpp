#include "models/marketplace/offers.h"

#include <algorithm>
#include <cmath>

#include "models/places.h"
#include "models/transport/ways.h"
#include "models/vehicle_routing/fleet.h"

namespace rurban {
namespace {

using vrp::Ticks;

/// What a vehicle has room for beside its own task. Assumptions, each with its range: as many seats as a school taxi
/// or a van has beside the driver and what it usually carries; a bus in the countryside is a third full (0.2 to 0.5).
struct Room {
  VehicleKind kind;
  std::int16_t seats, wheelchairs, kg, litres, cold_litres;
  bool help;          ///< the driver helps from door to door
  Ticks first, last;  ///< it is out, at most
};
constexpr std::array<Room, 8> kRooms{{
    // A folder in the cab: no more than what a driver can hand over.
    {VehicleKind::kGarbageTruck, 0, 0, 20, 100, 0, false, 6 * kHourMs, 15 * kHourMs},
    {VehicleKind::kPostVan, 1, 0, 400, 2'500, 0, false, 8 * kHourMs, 16 * kHourMs},
    {VehicleKind::kParcelVan, 1, 0, 1'000, 15'000, 200, false, 7 * kHourMs, 17 * kHourMs},
    {VehicleKind::kBus, 33, 1, 500, 3'000, 0, false, 0, 28 * kHourMs},
    {VehicleKind::kSchoolTaxi, 16, 0, 200, 1'000, 0, true, 6 * kHourMs, 18 * kHourMs},
    {VehicleKind::kGroceryVan, 1, 0, 600, 3'000, 800, false, 9 * kHourMs, 18 * kHourMs},
    {VehicleKind::kSpecialTaxi, 4, 1, 100, 600, 0, true, 7 * kHourMs, 19 * kHourMs},
    {VehicleKind::kPatientTaxi, 4, 1, 100, 600, 0, true, 6 * kHourMs, 20 * kHourMs},
}};
constexpr vrp::Load kCar{3, 0, 50, 300, 0};  // a private one

constexpr Ticks kPersonService = kMinuteMs, kHelpService = 4 * kMinuteMs;  // assumptions: 0.5 to 2; 2 to 8 minutes
constexpr Ticks kGoodsService = 3 * kMinuteMs;                             // 1 to 6
constexpr double kStopM =
    2'000;  // farther from a place's centre a bus stop is not the place's; assumption: 1 to 3 km

const Room& room_of(VehicleKind kind) {
  return *std::find_if(kRooms.begin(), kRooms.end(), [&](const Room& room) { return room.kind == kind; });
}

std::int64_t per_metre(double kr_per_km) {
  return std::llround(kr_per_km / 10 * kCostOfOre);  // a krona a kilometre is a tenth of an öre a metre
}
std::int64_t per_ms(double kr_per_hour) {
  return std::llround(kr_per_hour * 100 / kHourMs * kCostOfOre);
}

/// Gathers the day's vehicles.
class Yard {
 public:
  Yard(const VehiclesOfDay& day, const vrp::Hops& hops, const OfferRules& rules)
      : day_(day), hops_(hops), rules_(rules), season_(season_of(day.date)) {}

  void rounds() {
    for (const Task& task : day_.work.tasks) {
      const Duty& duty = kDuties[task.duty];
      if (duty.kind == VehicleKind::kGroceryVan) {
        add(duty.kind, task.base);  // its customers are requests
        continue;
      }
      if (duty.kind == VehicleKind::kHomeCareCar || duty.kind == VehicleKind::kParcelVan) continue;
      const TaskRounds plans = rounds_of(day_.roads, task, season_);
      for (std::size_t r = 0; r != plans.rounds.size(); ++r)
        if (runs_on(duty, task.base + r, day_.date)) round(duty, task, plans.rounds[r]);
    }
  }

  /// Vehicles without rounds stand where the fleet has them.
  void standing() {
    for (std::size_t v = 0; v != day_.kinds.size(); ++v)
      if (const VehicleKind kind = day_.kinds[v];
          kind == VehicleKind::kParcelVan || kind == VehicleKind::kSpecialTaxi || kind == VehicleKind::kPatientTaxi)
        if (kind != VehicleKind::kParcelVan || weekday_of(day_.date) < 5) add(kind, day_.depots[v].row);
  }

  void buses() {
    std::vector<std::uint32_t> place_of_node;
    for (const RoadNode& node : day_.county.road_nodes) {
      const std::uint32_t place = nearest_place(day_.county.places, node.east_m, node.north_m);
      const Place& there = day_.county.places[place];
      const bool near = std::hypot(there.east_m - node.east_m, there.north_m - node.north_m) <= kStopM;
      place_of_node.push_back(near ? place : kNowhere);
    }
    for (const BusBlock& block : bus_blocks(day_.county, day_.roads, weekday_of(day_.date), season_)) {
      vrp::Vehicle bus;
      for (const std::uint32_t index : block.trips) {
        const BusTrip& trip = day_.county.bus_trips[index];
        for (const BusStopTime& stop : day_.county.bus_patterns[trip.pattern].stops) {
          const std::uint32_t place = place_of_node[stop.node];
          if (place == kNowhere || (!bus.duties.empty() && bus.duties.back().task.node == place)) continue;
          if (bus.duties.empty()) {  // it stands at its first stop in time
            bus.start = place;
            bus.earliest = (trip.start_min + stop.depart_min) * kMinuteMs - hops_(place, place).ticks;
          }
          call_at(bus, place, (trip.start_min + stop.depart_min) * kMinuteMs, rules_.bus_slack, 0, vrp::Load{});
        }
      }
      if (bus.duties.empty()) continue;
      bus.latest = bus.duties.back().task.latest;
      push(VehicleKind::kBus, block.municipality, std::move(bus));
    }
  }

  void lifts() {
    constexpr Ticks kAtWork = 7 * kHourMs + 45 * kMinuteMs, kHome = 16 * kHourMs + 15 * kMinuteMs;
    constexpr Ticks kPatience = 15 * kMinuteMs;  // of a driver; assumption: 5 to 30
    for (const Commuter& who : day_.commuters) {
      const Ticks way = hops_(who.home, who.workplace).ticks;
      if (way >= vrp::kNoWay) continue;
      vrp::Vehicle car;
      car.capacity = kCar;
      car.per_length = per_metre(rules_.car_kr_per_km);
      car.per_tick = per_ms(rules_.kr_per_hour);
      const auto drive = [&](std::uint32_t from, std::uint32_t to, Ticks leave, Ticks arrive) {
        car.start = from;
        car.earliest = std::max(0, leave - kPatience);
        car.latest = arrive + kPatience;
        car.duties = {{{to, 0, car.latest, 0}, vrp::Load{}}};
        offers.push_back({{}, Operator::kPrivate, day_.municipality[who.home].row, car, who.home});
      };
      drive(who.home, who.workplace, kAtWork - way, kAtWork);
      drive(who.workplace, who.home, kHome, kHome + way);
    }
  }

  std::vector<VehicleOffer> offers;

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  void add(VehicleKind kind, std::uint32_t base) {
    vrp::Vehicle vehicle;
    vehicle.start = vehicle.end = base;
    vehicle.earliest = room_of(kind).first;
    vehicle.latest = room_of(kind).last;
    vehicle.most_duration = static_cast<Ticks>(class_of(kind).hours_per_day * kHourMs);
    push(kind, day_.municipality[base].row, std::move(vehicle));
  }

  void push(VehicleKind kind, std::uint32_t municipality, vrp::Vehicle vehicle) {
    const Room& room = room_of(kind);
    const bool van =
        kind == VehicleKind::kPostVan || kind == VehicleKind::kParcelVan || kind == VehicleKind::kGroceryVan;
    vehicle.capacity = vrp::Load{van && !rules_.vans_take_passengers ? std::int16_t{0} : room.seats, room.wheelchairs,
                                 room.kg, room.litres, room.cold_litres};
    vehicle.has = room.help ? kHelp : 0;
    vehicle.per_length = per_metre(class_of(kind).kr_per_km);
    vehicle.per_tick = per_ms(class_of(kind).kr_per_hour);
    offers.push_back({kind, operator_of(kind), municipality, std::move(vehicle)});
  }

  /// One more stop: when the plan has it, or as soon as a car can be there.
  void call_at(vrp::Vehicle& vehicle, std::uint32_t place, Ticks planned, Ticks slack, Ticks service,
               vrp::Load load) const {
    Ticks soonest = vehicle.earliest + hops_(vehicle.start, place).ticks;
    if (!vehicle.duties.empty()) {
      const vrp::Task& before = vehicle.duties.back().task;
      soonest = before.latest - slack + before.service + hops_(before.node, place).ticks;
    }
    vehicle.duties.push_back({{place, planned, std::max(planned, soonest) + slack, service}, load});
  }

  void round(const Duty& duty, const Task& task, const Round& round) {
    vrp::Vehicle vehicle;
    vehicle.start = vehicle.end = task.base;
    const bool school = duty.kind == VehicleKind::kSchoolTaxi;
    const Ticks slack = school ? 10 * kMinuteMs : kHourMs;  // assumptions: 5 to 15 minutes; 0.5 to 2 hours
    const auto call = [&](std::uint32_t index, Ticks from, bool pupils_leave) {
      const RoundStop& stop = task.stops[index];
      const std::int32_t drops = round.stops.size() == 1 ? round.drops : stop.drops;
      const double local_s =
          drops * duty.rules.seconds_per_drop + local_tour_m(drops, stop.spread_m) / duty.rules.local_km_per_h * 3.6;
      vrp::Load load{};
      if (school) load[kSeats] = static_cast<std::int16_t>(pupils_leave ? -drops : drops);
      call_at(vehicle, stop.place, from, slack, static_cast<Ticks>(local_s * 1'000), load);
    };
    const auto at_school = [&](Ticks from, bool pupils_leave) {
      vrp::Load load{};
      load[kSeats] = static_cast<std::int16_t>(pupils_leave ? -round.drops : round.drops);
      call_at(vehicle, task.base, from, slack, kPersonService, load);
    };
    const Ticks start = duty.starts_min[0] * kMinuteMs;
    vehicle.earliest = start;
    for (const std::uint32_t stop : round.stops) call(stop, start, false);
    if (school) {
      at_school(start, true);
      const Ticks afternoon = std::max(duty.starts_min[1] * kMinuteMs, vehicle.duties.back().task.latest + slack);
      at_school(afternoon, false);
      for (std::size_t s = round.stops.size(); s-- != 0;) call(round.stops[s], afternoon, true);
    }
    const vrp::Task& last = vehicle.duties.back().task;
    vehicle.latest =
        std::max(room_of(duty.kind).last, last.latest + last.service + hops_(last.node, task.base).ticks);
    push(duty.kind, task.municipality, std::move(vehicle));
  }

  const VehiclesOfDay& day_;
  const vrp::Hops& hops_;
  const OfferRules& rules_;
  Season season_;
};

}  // namespace

Operator operator_of(VehicleKind kind) {
  switch (kind) {
    case VehicleKind::kPostVan:
      return Operator::kPost;
    case VehicleKind::kParcelVan:
      return Operator::kParcels;
    case VehicleKind::kGroceryVan:
      return Operator::kGrocers;
    case VehicleKind::kBus:
    case VehicleKind::kPatientTaxi:
      return Operator::kRegion;
    default:
      return Operator::kMunicipality;
  }
}

Operator owner_of(Demand demand) {
  switch (demand) {
    case Demand::kPatient:
      return Operator::kRegion;
    case Demand::kParcels:
      return Operator::kParcels;
    case Demand::kGroceries:
      return Operator::kGrocers;
    case Demand::kMedicine:
      return Operator::kPost;
    default:
      return Operator::kMunicipality;
  }
}

vrp::Load load_of(const MarketRequest& request) {
  return vrp::Load{request.persons, request.wheelchairs, request.kg, request.litres, request.cold_litres};
}

vrp::Request routing_of(const MarketRequest& request, const vrp::Hops& hops) {
  vrp::Request routing;
  const bool help = request.demand == Demand::kSpecial || request.demand == Demand::kPatient;
  const Ticks service = help ? kHelpService : is_person(request.demand) ? kPersonService : kGoodsService;
  routing.pickup = {request.from, request.earliest, vrp::kNoLimit, service};
  routing.delivery = {request.to, 0, request.latest, service};
  routing.load = load_of(request);
  routing.needs = help ? kHelp : 0;
  if (is_person(request.demand)) routing.most_ride = most_ride(hops(request.from, request.to).ticks);
  return routing;
}

vrp::Hops hops_of(const CountyRoads& roads, std::uint32_t places, Season season) {
  std::vector<vrp::Hop> hops;
  hops.reserve(std::size_t{places} * places);
  for (std::uint32_t from = 0; from != places; ++from)
    for (std::uint32_t to = 0; to != places; ++to) {
      const Drive drive = roads.drive(season, from, to);
      hops.push_back({std::min(drive.ms, vrp::kNoWay), drive.metres});
    }
  // Inside a place no way is longer than to the next one and back: routes ask for a metric.
  for (std::uint32_t from = 0; from != places; ++from) {
    Ticks& inside = hops[std::size_t{from} * places + from].ticks;
    for (std::uint32_t to = 0; to != places; ++to)
      inside = std::min<Ticks>(inside, std::max<Ticks>(0, hops[std::size_t{from} * places + to].ticks +
                                                              hops[std::size_t{to} * places + from].ticks));
  }
  return {places, std::move(hops)};
}

std::vector<VehicleOffer> offers_of_day(const VehiclesOfDay& day, const vrp::Hops& hops, const OfferRules& rules) {
  Yard yard(day, hops, rules);
  yard.rounds();
  yard.standing();
  yard.buses();
  yard.lifts();
  return std::move(yard.offers);
}

}  // namespace rurban
