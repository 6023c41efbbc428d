#pragma once
#include <array>
#include <memory>
#include <vector>

#include "models/daily_life/day.h"
#include "models/transport/shared_rides.h"
#include "models/transport/transport.h"
#include "models/transport/travel_params.h"
#include "twin/run/step.h"

namespace rurban {

/// What everyone does on some days of each quarter, minute by minute, weighted up to the whole quarter: where they
/// go, how, and what they pay. Sums are integers, so that they are the same in any order, and what is booked, what
/// points take and what places spend are sums of the same amounts.
class DailyLifeModel final : public twin::Model {
 public:
  DailyLifeModel(BeginningPtr beginning, TransportPtr transport);
  ~DailyLifeModel() override;

  std::string_view name() const override { return "daily_life"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding&) override {}
  void prepare(twin::Preparation&) override;
  void step(twin::Step& s) override;
  /// C6: nobody's day has more or fewer minutes than 1,440.
  void audit(twin::Audit& a) const override;
  /// Private cars, each as its driver drives it.
  void film(twin::Filming& f) override;
  /// Of each place, one household that lives there, and their day.
  void tell(twin::Telling& t) override;

 private:
  struct Tally;
  /// What the minutes of the days that were lived are spent on, as the ledger keeps account of them.
  enum class TimeUse : std::uint8_t { kHome, kWork, kSchool, kLeisure, kErrands, kUnderWay };
  static constexpr std::size_t kTimeUses = 6;
  struct Sums;
  struct Choices;

  ChoiceRules choice_rules() const;
  OpenPoints open_points(const twin::Access& s) const;
  const Choices& choices_in(const twin::Access& s, Season season);
  DayWorld world_in(const twin::Access& s, Season season);
  /// Everyone as the day's plan sees them, by row.
  std::vector<Resident> residents(const twin::Access& s, twin::Date now) const;
  void live(const twin::Step& s, twin::Date day, const std::vector<Resident>& residents, const DayWorld& world,
            Sums& sums) const;
  void report(twin::Step& s, const Sums& sums) const;
  void pay(twin::Step& s, const Sums& sums) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  std::array<std::unique_ptr<const Choices>, kSeasons> choices_;

  twin::Rows persons_, households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Sex> sex_;
  twin::In<Role> role_;
  twin::In<HouseholdRef> household_;
  twin::In<bool> employed_;
  twin::In<PersonRef> first_member_, next_member_;
  twin::In<CarRef> first_car_, next_car_;
  twin::In<FirmRef> workplace_;
  twin::In<bool> remote_;
  twin::In<std::int16_t> online_;
  twin::In<PlaceRef> place_, point_place_, firm_place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<twin::Metres> spread_;
  twin::In<ServiceSet> offers_;
  twin::In<bool> open_, hosted_;
  twin::Out<std::int32_t> visits_, rides_;
  twin::Out<std::int64_t> takings_, spent_, spent_here_, spent_seat_, spent_coast_, region_fees_;

  twin::Chance days_, life_;
  twin::Param weeks_, one_in_, per_minute_, kr_per_hour_, trust_, hosted_range_;
  TravelParams travel_;
  SharedRideColumns shared_;
  twin::Flow shopping_, driving_, fares_, fees_;
  twin::Account outside_ = 0, region_ = 0;
  twin::Stock minutes_stock_;
  twin::Flow lived_;
  std::array<twin::Flow, kTimeUses> time_;
  twin::Account time_node_ = 0, spent_time_ = 0;
  std::vector<std::uint32_t> seats_;  ///< by municipality
  std::uint32_t coast_ = 0;           ///< the county's largest place
  std::array<twin::SeriesHandle, kModes> trips_;
  twin::SeriesHandle days_lived_, minutes_, car_km_, digital_, unmet_, commutes_by_bus_;
};

}  // namespace rurban
