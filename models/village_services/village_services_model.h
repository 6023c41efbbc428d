#pragma once
#include <array>
#include <vector>

#include "models/places.h"
#include "models/transport/transport.h"
#include "models/village_services/point_plan.h"
#include "twin/run/step.h"

namespace rurban {

/// Village service points, and the living lab that tells the planner where they are needed. Each year the planner
/// opens points where its picture says that most unmet need is relieved; the picture errs, less so where the lab has
/// been. Points are run by the services model and lived with like any other; what they relieve is measured here, with
/// the share of errands that residents really do there.
class VillageServicesModel final : public twin::Model {
 public:
  VillageServicesModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "village_services"; }
  void declare(twin::Declare& d) override;
  void step(twin::Step& s) override;
  void act(twin::Acting& a) override;

 private:
  void declare_parameters(twin::Declare& d);
  void declare_lab_parameters(twin::Declare& d);
  void declare_series(twin::Declare& d);

  /// Where village service points stand, ascending.
  std::vector<std::uint32_t> standing(const twin::Step& s) const;
  /// Errands of residents by age, means and place, and the way to where they are done without any village point.
  std::vector<PlaceNeeds> needs(const twin::Step& s) const;
  void find_ways(const twin::Step& s, std::vector<PlaceNeeds>& needs) const;
  std::vector<ByMeans> ways_between() const;
  std::vector<double> use(const twin::Step& s) const;
  /// What the planner takes unmet need for, by place, times what it is.
  std::vector<double> picture(const twin::Step& s) const;
  /// The villages that the lab goes to this year: where the planner believes that most is unmet.
  std::vector<std::uint32_t> visit(twin::Step& s, const std::vector<PlaceNeeds>& needs) const;

  /// What is open from now on, and what of it is new.
  struct Points {
    std::vector<std::uint32_t> open, opened;
  };
  Points decide(twin::Step& s, const PointPlan& plan) const;
  void order(twin::Step& s, std::uint32_t place, std::int64_t ore, Sector sector) const;
  void pay(twin::Step& s, const Points& points, const std::vector<std::uint32_t>& visited) const;
  std::vector<std::uint32_t> candidates(const twin::Step& s) const;
  PointBudget money() const;
  void record_need(twin::Step& s, const PointPlan& plan, const Points& points) const;
  void record_money(twin::Step& s, const PointPlan& plan, const Points& points, std::size_t visited) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::Rows persons_, households_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, point_place_;
  twin::In<CarRef> first_car_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_, visits_;
  twin::In<ServiceSet> offers_;
  twin::In<bool> open_, hosted_;
  twin::Out<bool> lab_visited_, ordered_;
  twin::Out<std::int32_t> unmet_minutes_;
  twin::Sends<HostPoint> host_;
  twin::Sends<OrderWorks> works_;
  twin::Chance noise_stream_;

  twin::Param budget_, investment_, running_, state_share_, region_share_, shop_share_, care_share_, use_, near_,
      unreached_, noise_, lab_villages_, lab_cost_, lab_noise_, lab_use_;
  twin::SeriesHandle unmet_, points_, cost_, misallocated_, missed_, uses_, kr_per_use_, lived_visits_;
  std::array<twin::SeriesHandle, kPlaceClasses> before_, after_;  ///< by PlaceClass
};

}  // namespace rurban
