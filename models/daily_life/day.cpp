#include "models/daily_life/day.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "twin/base/draw.h"
#include "twin/base/math.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr std::int32_t kLastReturn = 22 * 60 + 30, kBetweenTours = 20, kInTown = 5;

bool happens(std::uint32_t bits, double probability) {
  return bits < twin::threshold(probability);
}

double per_day(const Need& need, AgeBand band, int weekday) {
  const double week = need.per_week[static_cast<std::size_t>(band)];
  if (need.on_weekends) return week / 7;
  return weekday < 5 ? week / 5 : 0;
}

/// Writes a day down, one trip after the other.
class Diary {
 public:
  /// Requires: `plan` is empty
  Diary(std::uint32_t home, std::int32_t time, DayPlan& plan) : home_(home), at_(home), now_(time), plan_(plan) {}

  std::uint32_t at() const { return at_; }
  std::int32_t now() const { return now_; }
  /// Begins the day at another time. Requires: nothing is written yet
  void begin_at(std::int32_t time) { now_ = time; }
  void wait(std::int32_t minutes) { now_ += minutes; }

  void go(Purpose purpose, const ModeChoice& way, std::uint32_t to, std::uint32_t point = kNoPoint) {
    assert(plan_.count < DayPlan::kMost);
    plan_.trips[plan_.count++] = {.purpose = purpose,
                                  .mode = way.mode,
                                  .from = at_,
                                  .to = to,
                                  .point = point,
                                  .departs = static_cast<std::int16_t>(now_),
                                  .arrives = static_cast<std::int16_t>(now_ + way.leg.minutes),
                                  .metres = way.leg.metres,
                                  .ore = way.leg.ore};
    now_ += way.leg.minutes;
    at_ = to;
  }
  void go_home(const ModeChoice& way) { go(Purpose::kHome, way, home_); }
  /// Room for one more errand, there and back, and the way home.
  bool has_room() const { return plan_.count + 4 <= DayPlan::kMost; }

  DayPlan& plan() { return plan_; }

 private:
  std::uint32_t home_, at_;
  std::int32_t now_;
  DayPlan& plan_;
};

/// Plans one day, in the order that plan_day() tells.
class Planner {
 public:
  Planner(const Resident& who, int weekday, const DayWorld& world, const DayChance& chance, DayPlan& plan)
      : who_(who),
        day_{weekday, world.season()},
        band_(age_band(who.age)),
        world_(world),
        chance_(chance),
        main_(chance.block(0)),
        shift_(static_cast<std::int32_t>(main_.below(120, 1))),
        diary_(who.home, 9 * 60 + 30 + 2 * shift_, plan) {}

  void plan() {
    go_to_work_or_school();
    const std::array<twin::Draw, 2> needs{chance_.block(1), chance_.block(2)};
    for (std::size_t n = 0; n != kNeeds.size(); ++n)
      if (happens(needs[n / 4].bits(static_cast<int>(n % 4)), per_day(kNeeds[n], band_, day_.weekday)))
        run_errand(n, chance_.block(4 + static_cast<std::uint32_t>(n)).bits());
    come_home();
    if (happens(main_.bits(2), kLeisurePerWeek[static_cast<std::size_t>(band_)] / 7)) spend_leisure();
  }

 private:
  void go_to_work_or_school() {
    const bool is_weekday = day_.weekday < 5;
    if (who_.employed) {
      if (who_.workplace == kNoWorkplace) return;
      if (!happens(main_.bits(0), is_weekday ? kAtWorkOnWeekday : kAtWorkOnWeekendDay)) return;
      go_out(Purpose::kWork, {kNoPoint, who_.workplace}, kWorkStayMin);
    } else if (who_.age >= kSchoolAge && who_.age < kAdultAge && is_weekday) {
      const auto schools = world_.errands().near(Service::kSchool, who_.home);
      if (!schools.empty() && happens(main_.bits(0), kAtSchoolOnWeekday))
        go_out(Purpose::kSchool, schools.front(), kSchoolStayMin);
    }
  }

  void go_out(Purpose purpose, Destination to, std::int32_t stay) {
    way_out_ = way(to.place, true, chance_.block(3).bits(0));
    // Who lives farther away stays there for the week, and is at home on the days that are drawn so.
    if (2 * way_out_.leg.minutes + stay + 6 * 60 > kDayMinutes) return;
    diary_.begin_at(std::max(0, 7 * 60 + shift_ - way_out_.leg.minutes));
    diary_.go(purpose, way_out_, to.place, to.point);
    diary_.wait(stay);
    is_out_ = true;
  }

  void come_home() {
    if (!is_out_) return;
    diary_.go_home(way_out_);
    diary_.wait(kBetweenTours);
    is_out_ = false;
  }

  void run_errand(std::size_t index, std::uint32_t bits) {
    const Need& need = kNeeds[index];
    if (need.service == Service::kFuel && !who_.means.car) return;
    const auto s = static_cast<std::size_t>(need.service);
    const Errand errand = world_.errands().choose(index, who_.home, who_.means, day_.weekday, bits);
    if (errand.digital) {
      ++diary_.plan().digital[s];
    } else if (!errand.possible || !diary_.has_room()) {
      ++diary_.plan().unmet[s];
    } else if (is_out_ && errand.to.place == diary_.at()) {
      run_on_the_way(need, errand.to);
    } else {
      come_home();
      run_from_home(need, errand);
    }
  }

  void run_on_the_way(const Need& need, Destination to) {
    if (diary_.now() + kInTown + need.stay_min + way_out_.leg.minutes > kLastReturn) return leave_undone(need);
    diary_.go(purpose_of(need.service), {Mode::kWalk, {.minutes = kInTown, .metres = 0, .ore = 0}}, to.place,
              to.point);
    diary_.wait(need.stay_min);
  }

  void run_from_home(const Need& need, const Errand& errand) {
    if (diary_.now() + 2 * errand.way.leg.minutes + need.stay_min > kLastReturn) return leave_undone(need);
    diary_.go(purpose_of(need.service), errand.way, errand.to.place, errand.to.point);
    diary_.wait(need.stay_min);
    diary_.go_home(errand.way);
    diary_.wait(kBetweenTours);
  }

  void leave_undone(const Need& need) { ++diary_.plan().unmet[static_cast<std::size_t>(need.service)]; }

  void spend_leisure() {
    const std::uint32_t to = world_.leisure_place(who_.home, main_.bits(3));
    const ModeChoice there = way(to, false, chance_.block(3).bits(1));
    if (!diary_.has_room() || diary_.now() + 2 * there.leg.minutes + kLeisureStayMin > kLastReturn) return;
    diary_.go(Purpose::kLeisure, there, to);
    diary_.wait(kLeisureStayMin);
    diary_.go_home(there);
  }

  ModeChoice way(std::uint32_t to, bool for_work, std::uint32_t bits) const {
    return choose_mode(world_.service(), who_.home, to, day_, for_work, who_.means, world_.rules(), bits);
  }

  const Resident& who_;
  DayKind day_;
  AgeBand band_;
  const DayWorld& world_;
  const DayChance& chance_;
  twin::Draw main_;
  std::int32_t shift_;  ///< minutes that the day begins later than the earliest
  Diary diary_;
  bool is_out_ = false;  ///< at work or school, or on an errand from there
  ModeChoice way_out_;
};

}  // namespace

DayWorld::DayWorld(const LevelOfService& service, const ChoiceRules& rules, const ErrandChoices& errands,
                   std::span<const double> residents)
    : service_(service), rules_(rules), errands_(errands) {
  const std::size_t places = residents.size();
  std::vector<std::optional<Logit>> leisure(places);
  std::vector<double> log_residents;
  for (const double count : residents) log_residents.push_back(twin::log(std::max(count, 0.01)));
  twin::for_each_index(places, [&](std::size_t home) {
    std::vector<double> to_leisure(places);
    for (std::uint32_t to = 0; to != places; ++to) {
      const double minutes =
          service.leg(Mode::kCar, static_cast<std::uint32_t>(home), to, {0, errands.season()}, false)->minutes;
      to_leisure[to] = log_residents[to] - rules.per_minute * minutes;
    }
    leisure[home].emplace(to_leisure);
  });
  for (std::optional<Logit>& choice : leisure) leisure_.push_back(std::move(*choice));
}

void plan_day(const Resident& who, int weekday, const DayWorld& world, const DayChance& chance, DayPlan& plan) {
  plan.clear();
  Planner(who, weekday, world, chance, plan).plan();
}

DayMinutes minutes_of(const DayPlan& plan) {
  DayMinutes minutes;
  std::int32_t now = 0;
  Purpose at = Purpose::kHome;
  for (const Trip& trip : plan.all()) {
    minutes.at[static_cast<std::size_t>(at)] += trip.departs - now;
    minutes.under_way += trip.arrives - trip.departs;
    now = trip.arrives;
    at = trip.purpose;
  }
  minutes.at[static_cast<std::size_t>(at)] += kDayMinutes - now;
  return minutes;
}

}  // namespace rurban
