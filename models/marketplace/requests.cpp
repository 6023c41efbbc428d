#include <algorithm>
#include <cmath>
#include <optional>

#include "models/marketplace/requests.h"
#include "models/transport/level_of_service.h"
#include "models/transport/ways.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kRideAgents = twin::hash_name("marketplace.ride"),
                        kErrandAgents = twin::hash_name("marketplace.errand"),
                        kParcelAgents = twin::hash_name("marketplace.parcels"),
                        kHomeAgents = twin::hash_name("marketplace.home_delivery");

// Assumptions, each with its range.
constexpr DayMs kFirstThere = 8 * kHourMs, kThereSpan = 7 * kHourMs;  // one wants to be there from 8 (7 to 9) for 7 h
constexpr DayMs kPersonWindow = 45 * kMinuteMs;                       // to be there so much earlier, or wait for the
                                                                      // way back: 30 to 60
constexpr double kWheelchair = 0.15, kEscort = 0.2;                   // of special transport: 0.1 to 0.25; 0.1 to 0.3
constexpr double kOldAmongRiders = 0.75;  // of riders of 65 and over, those of 75 and over: 0.6 to 0.85
constexpr double kBookedDayBefore = 0.5;  // of special transport and errands: 0.3 to 0.7; patients: all
constexpr DayMs kLeastLead = 60 * kMinuteMs, kLeadSpan = 180 * kMinuteMs;  // of the others: 1 to 4 hours
// 16.3 parcels an inhabitant and year, the middle of 11.6 to 21.0 (2020, ../facts 2.3), two thirds of them collected,
// on 250 days.
constexpr double kParcelsADay = 16.3 * 2 / 3 / 250;
constexpr std::int32_t kKgOfParcel = 3, kLitresOfParcel = 12;  // 2 to 5; 8 to 20
constexpr std::int32_t kMostParcels = 200;                     // of one request: roll cages
constexpr double kMedicineSent = 0.05;                         // of purchases of those over 65: 0.02 to 0.1
constexpr double kMedicineADay = 0.4 / 5;                      // see kNeeds

class DayBook {
 public:
  explicit DayBook(const DemandOfDay& day)
      : day_(day), season_(season_of(day.date)), weekday_(weekday_of(day.date)) {}

  std::vector<MarketRequest> write() {
    const auto places = static_cast<std::uint32_t>(day_.municipality.size());
    for (std::uint32_t home = 0; home != places; ++home)
      for (const RideRules& rules : kRides) rides(rules, home);
    for (const Carless& who : day_.carless) errand(who);
    if (weekday_ < 5) {
      parcels();
      for (std::uint32_t home = 0; home != places; ++home) home_deliveries(home);
    }
    return std::move(requests_);
  }

 private:
  twin::Draw draw(std::uint64_t agent, std::uint32_t index) const {
    return {day_.key, agent, twin::day_number(day_.date), index};
  }
  static std::int32_t whole(double expected, double u) { return static_cast<std::int32_t>(std::floor(expected + u)); }

  /// There in time for `wanted`, and back when `stay` is over.
  void there_and_back(MarketRequest there, DayMs wanted, DayMs stay, double lead) {
    const DayMs direct = day_.roads.drive(season_, there.from, there.to).ms;
    if (direct >= 24 * kHourMs) return;  // no road
    there.latest = std::max(wanted, most_ride(direct) + kHourMs);
    there.earliest = there.latest - most_ride(direct) - kPersonWindow;
    if (lead > kBookedDayBefore)
      there.asked =
          std::max(1, there.earliest - kLeastLead -
                          static_cast<DayMs>((lead - kBookedDayBefore) / (1 - kBookedDayBefore) * kLeadSpan));
    MarketRequest back = there;
    std::swap(back.from, back.to);
    back.earliest = there.latest + stay;
    back.latest = back.earliest + kPersonWindow + most_ride(direct);
    back.back_of = static_cast<std::uint32_t>(requests_.size());
    requests_.push_back(there);
    requests_.push_back(back);
  }

  void rides(const RideRules& rules, std::uint32_t home) {
    const bool patient = rules.kind == VehicleKind::kPatientTaxi;
    const std::uint32_t goal = day_.work.goals[home].of(rules.kind);
    if (goal == home) return;  // about town, which nobody else has on the way
    const Riders& riders = day_.work.riders[home];
    const std::uint64_t agent = twin::combine(kRideAgents, static_cast<std::uint64_t>(rules.kind), home);
    const double old = riders.old * rules.per_old, others = (riders.residents - riders.old) * rules.per_other;
    // rides_on() counts taxis; here travellers ask, and who shares a taxi is found.
    const std::int32_t asked = whole(rides_on(rules, old + others, day_.date), draw(agent, 0).uniform());
    for (std::int32_t ride = 0; ride != asked; ++ride) {
      const auto index = static_cast<std::uint32_t>(2 * ride + 1);
      const twin::Draw who = draw(agent, index), how = draw(agent, index + 1);
      MarketRequest request{
          .demand = patient ? Demand::kPatient : Demand::kSpecial, .home = home, .from = home, .to = goal};
      request.agent = twin::combine(agent, twin::day_number(day_.date), index);
      request.age =
          who.uniform(0) * (old + others) < old && how.chance(kOldAmongRiders, 3) ? AgeBand::kOld : AgeBand::kAdult;
      request.wheelchairs = who.chance(kWheelchair, 1);
      request.persons = static_cast<std::int16_t>(1 - request.wheelchairs + who.chance(kEscort, 2));
      there_and_back(request, kFirstThere + static_cast<DayMs>(how.uniform(0) * kThereSpan),
                     rules.stay_min * kMinuteMs, patient ? 0 : how.uniform(1));
    }
  }

  std::uint32_t nearest(std::uint32_t home, Service service) {
    auto& kept = nearest_[static_cast<std::size_t>(service)];
    if (kept.empty()) kept.resize(day_.municipality.size(), kUnknown);
    std::uint32_t& place = kept[home];
    if (place == kUnknown)
      place = nearest_of(day_.roads, home, day_.open_in[static_cast<std::size_t>(service)]).value_or(home);
    return place;
  }

  /// At most one errand a day: whoever needs a lift does the rest on the same way.
  void errand(const Carless& who) {
    const std::uint64_t agent = twin::combine(kErrandAgents, who.id);
    for (std::size_t n = 0; n != kNeeds.size(); ++n) {
      const Need& need = kNeeds[n];
      if (need.service == Service::kFuel || (weekday_ >= 5 && !need.on_weekends)) continue;
      const twin::Draw chance = draw(agent, static_cast<std::uint32_t>(n));
      const double a_day = need.per_week[static_cast<std::size_t>(who.age)] / (need.on_weekends ? 7 : 5);
      if (!chance.chance(std::min(1.0, a_day * day_.growth), 0)) continue;
      const std::uint32_t to = nearest(who.home, need.service);
      if (!asks_for_ride(day_.buses, day_.roads.drive(season_, who.home, to).metres, weekday_, who.home, to))
        continue;
      MarketRequest request{.home = who.home, .from = who.home, .to = to, .persons = 1};
      request.age = who.age;
      request.income_fifth = who.income_fifth;
      request.agent = twin::combine(agent, twin::day_number(day_.date));
      there_and_back(request, kFirstThere + static_cast<DayMs>(chance.uniform(1) * kThereSpan),
                     (need.stay_min + 20) * kMinuteMs, chance.uniform(2));
      return;
    }
  }

  /// From the municipality's largest place to the parcel agents outside it; residents go to the nearest agent.
  void parcels() {
    std::vector<double> expected(day_.municipality.size());
    for (std::uint32_t home = 0; home != expected.size(); ++home)
      expected[nearest(home, Service::kParcel)] += day_.work.riders[home].residents * kParcelsADay;
    for (std::uint32_t to = 0; to != expected.size(); ++to) {
      const std::uint32_t from = day_.work.depots[day_.municipality[to].row];
      if (from == to || day_.work.doors[to].parcel_points == 0) continue;
      std::int32_t left = whole(expected[to], draw(twin::combine(kParcelAgents, to), 0).uniform());
      for (; left > 0; left -= kMostParcels) goods(Demand::kParcels, from, to, std::min(left, kMostParcels));
    }
  }

  void home_deliveries(std::uint32_t home) {
    const std::uint64_t agent = twin::combine(kHomeAgents, home);
    const Doors& doors = day_.work.doors[home];
    // Customers have groceries sent once a week, see kDuties.
    const std::int32_t customers = drops_of(VehicleKind::kGroceryVan, doors);
    for (std::int32_t customer = whole(customers / 5.0, draw(agent, 0).uniform()); customer > 0; --customer)
      goods(Demand::kGroceries, doors.shop, home, 1);
    const std::uint32_t pharmacy = nearest(home, Service::kPharmacy);
    if (pharmacy == home) return;
    for (std::int32_t left = whole(doors.old * kMedicineADay * kMedicineSent, draw(agent, 1).uniform()); left > 0;
         --left)
      goods(Demand::kMedicine, pharmacy, home, 1);
  }

  void goods(Demand demand, std::uint32_t from, std::uint32_t to, std::int32_t items) {
    if (day_.roads.drive(season_, from, to).ms >= 24 * kHourMs) return;
    MarketRequest request{.demand = demand, .home = to, .from = from, .to = to};
    request.items = static_cast<std::int16_t>(items);
    request.earliest = (demand == Demand::kParcels ? 7 : 9) * kHourMs;
    request.latest = 17 * kHourMs;
    if (demand == Demand::kParcels) {
      request.kg = static_cast<std::int16_t>(items * kKgOfParcel);
      request.litres = static_cast<std::int16_t>(items * kLitresOfParcel);
    } else if (demand == Demand::kGroceries) {
      // A household's week, a third of it chilled; assumptions: 12 to 25 kg, as in kDuties.
      request.kg = 18;
      request.litres = 40;
      request.cold_litres = 20;
    } else {
      request.kg = 1;
      request.litres = 3;
    }
    requests_.push_back(request);
  }

  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;
  const DemandOfDay& day_;
  Season season_;
  int weekday_;
  std::array<std::vector<std::uint32_t>, kServices> nearest_;  ///< by service and home
  std::vector<MarketRequest> requests_;
};

}  // namespace

std::vector<MarketRequest> requests_of_day(const DemandOfDay& day) {
  return DayBook(day).write();
}

}  // namespace rurban
