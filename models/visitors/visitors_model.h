#pragma once
#include <vector>

#include "models/market_place.h"
#include "models/visitors/land.h"
#include "models/visitors/nights.h"
#include "models/visitors/planning.h"
#include "twin/run/step.h"

namespace rurban {

/// Land, plans and visitors. The course of guest nights that is given holds as it does without this model, and what
/// is built as planning works today is within it. Each year builders ask leave for beds and visitor facilities; each
/// project has a course as things are planned today and one with the coordination there is. What the second has more
/// of beds is what visitors are gained by: from a year's turn on they spend in the county, through `firms`. Workers
/// who fly in may settle, by events to `firms` and `population`. Without coordination and without settlers the model
/// changes nothing.
class VisitorsModel final : public twin::Model {
 public:
  explicit VisitorsModel(BeginningPtr beginning) : beginning_(beginning), market_(std::move(beginning)) {}

  std::string_view name() const override { return "visitors"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void prepare(twin::Preparation& p) override;
  void step(twin::Step& s) override;

 private:
  struct Beds {
    std::vector<std::int64_t> planned, as_today;  ///< opened in the run, by municipality
  };

  void declare_parameters(twin::Declare& d);
  void declare_planning(twin::Declare& d);
  void declare_series(twin::Declare& d);

  visitors::PlanningRules rules() const;
  visitors::LandLimits limits() const;
  visitors::Demand demand() const;
  int price_year(twin::Date from) const { return MarketPlace::price_year(*price_year_, from); }
  /// By municipality: its part of the county's nights, and their seasons. Municipalities outside Norrbotten share by
  /// residents.
  void spread_nights();
  /// Nights by season of the given course.
  visitors::BySeason given_nights(std::size_t municipality, int year) const;
  /// Beds that the best year of the given course needs.
  double beds_today(std::size_t municipality) const;

  void ask_leave(twin::Step& s) const;
  void ask_leave(twin::Step& s, std::uint32_t municipality, std::uint32_t number) const;
  Beds open_beds(twin::Step& s) const;
  void set_year(twin::WriteAccess& w, twin::Date from, const Beds& beds) const;
  void pay_for_coordination(twin::Step& s) const;
  void settle_workers(twin::Step& s) const;
  void settle_at(twin::Step& s, std::uint32_t firm, std::int32_t count) const;
  void record_year(twin::Step& s, const Beds& beds) const;
  double local_tax_kr(const twin::Access& a, std::size_t municipality, int year) const;

  BeginningPtr beginning_;
  MarketPlace market_;
  std::vector<visitors::Land> land_;                   ///< by place
  std::vector<visitors::Published> published_;         ///< by municipality
  std::vector<std::vector<std::uint32_t>> places_of_;  ///< by municipality

  twin::OwnedRows projects_;
  twin::Rows places_, municipalities_, firms_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<PlaceRef> firm_place_;
  twin::In<std::int32_t> fly_in_, tax_rate_;
  twin::Out<PlaceRef> project_place_;
  twin::Out<std::int32_t> project_beds_, new_beds_, conflict_days_, settled_;
  twin::Out<MonthNumber> asked_in_, opens_, opens_as_today_;
  twin::Out<std::uint8_t> loss_;
  twin::Out<std::int64_t> nights_, gained_, spending_;

  twin::Sends<OrderWorks> works_;
  twin::Sends<Settle> settle_;
  twin::Sends<Arrive> arrive_;
  twin::Chance asks_, course_, settlers_;
  twin::Param price_year_, coordination_, cost_, applications_, lead_, lead_coordinated_, lost_a_year_, nature_fells_,
      nature_lowland_, herding_, growth_, draw_, full_, occupancy_, local_share_, pay_share_, conflicts_, avoided_,
      conversion_;
  twin::SeriesHandle nights_series_, beds_series_, asked_series_, lost_series_, spending_series_, tax_series_,
      conflict_series_, settled_series_, gained_series_, cost_series_;
};

}  // namespace rurban
