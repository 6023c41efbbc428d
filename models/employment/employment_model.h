#pragma once
#include <array>
#include <memory>
#include <vector>

#include "models/employment/matching.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// Who has paid work, and where. As many people of each age and sex look for work, and leave it, as keeps the
/// county's share at the level that the municipality had at the base date; whoever looks must find a vacancy within
/// reach, and looks sooner when there are many. Whose workplace goes, or cuts its positions, or is too far from a new
/// home, is without work. At the base date the firms' positions are filled by commuting between places (see
/// commuting.h).
class EmploymentModel final : public twin::Model {
 public:
  EmploymentModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "employment"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void prepare(twin::Preparation& p) override;
  void step(twin::Step& s) override;

 private:
  struct Month;

  void declare_parameters(twin::Declare& d);
  void declare_series(twin::Declare& d);
  CommutingRules rules() const;
  void measure_ways(std::size_t places);
  Positions positions(const twin::Access& w) const;
  std::uint32_t home_of(const twin::Access& w, std::size_t person) const {
    return w[place_][w[household_][person].row].row;
  }
  std::uint8_t draw_skill(const twin::Access& w, std::size_t person, int age) const;

  double remote_weight(const twin::Access& a, std::uint32_t home) const;
  void give_workplaces(twin::Founding& f) const;
  /// Everyone once: who leaves or loses work, who looks for it.
  void leave_and_look(twin::Step& s, Month& month) const;
  /// Firms with more people than positions let the last in a draw go.
  void cut_positions(twin::Step& s, Month& month) const;
  void find_work(twin::Step& s, Month& month) const;
  void release(twin::WriteAccess& w, std::size_t person) const;
  /// `homes`: place by person; `filled`: positions by firm.
  void record(twin::WriteAccess& w, const std::vector<std::uint32_t>& homes,
              const std::vector<std::int32_t>& filled) const;

  BeginningPtr beginning_;
  TransportPtr transport_;
  std::unique_ptr<const Deterrence> ways_;

  twin::Rows persons_, places_, municipalities_, firms_;
  twin::In<MonthNumber> birth_month_;
  twin::In<Sex> sex_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_, firm_place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<Sector> firm_sector_;
  twin::In<std::int32_t> firm_jobs_;
  twin::In<std::int16_t> broadband_, first_broadband_;
  twin::Out<bool> employed_, works_outside_, remote_;
  twin::Out<FirmRef> workplace_;
  twin::Out<std::uint8_t> skill_;
  twin::Out<double> level_;
  twin::Chance changes_, skills_, commuting_, search_, cuts_;
  twin::Param turnover_, per_minute_, remote_share_, without_line_, remote_cut_, farthest_, outside_, vacancy_months_;
  twin::SeriesHandle without_work_, seekers_, vacancies_, commuters_, remote_workers_, outside_workers_;
};

}  // namespace rurban
