#pragma once
#include <vector>

#include "models/ideas/contacts.h"
#include "models/ideas/spread.h"
#include "models/money.h"
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// How ideas go from place to place by those who know each other, year by year and as counts per place, and what
/// talks on a stage in Arjeplog (TEDx) add to it. Every adoption has a source and a target, so that both directions
/// between countryside and towns are counted. Who was exposed to talks founds firms at a rate that `firms` is told.
class IdeasModel final : public twin::Model {
 public:
  explicit IdeasModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "ideas"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  /// What a year's adoptions came to, by place of the source.
  struct Flows {
    std::vector<std::int64_t> given;      ///< adoptions elsewhere
    std::vector<std::int64_t> adoptions;  ///< by its own residents
  };

  void declare_columns(twin::Declare& d);
  void declare_parameters(twin::Declare& d);
  void declare_series(twin::Declare& d);

  SpreadRules rules() const;
  /// Where the stage is.
  std::uint32_t host() const;
  std::vector<ContactPlace> adults(const twin::Access& a, twin::Date now) const;
  /// By place: adults who heard the year's talks; one who saw them streamed counts as a part of one.
  std::vector<std::int32_t> audience(const twin::Access& a, const std::vector<ContactPlace>& places,
                                     twin::Date when) const;
  /// A year of all places. `turn` tells years apart that were before the base date.
  Flows spread(twin::WriteAccess& w, const std::vector<ContactPlace>& places, twin::Date when,
               std::uint32_t turn) const;
  void trace(twin::WriteAccess& w, const std::vector<ContactPlace>& places, const std::vector<IdeaYear>& years,
             const std::vector<double>& level, twin::Date when, Flows& flows) const;
  void tell_firms(twin::WriteAccess& w, const std::vector<ContactPlace>& places) const;
  void pay(twin::Step& s) const;
  void record(twin::Step& s, const std::vector<ContactPlace>& places, const Flows& flows) const;

  BeginningPtr beginning_;

  twin::Rows persons_, places_, municipalities_;
  twin::In<MonthNumber> birth_month_;
  twin::In<HouseholdRef> household_;
  twin::In<PlaceRef> place_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int16_t> online_;
  twin::Out<std::int32_t> aware_, interested_, adopters_, exposed_, exposed_before_, from_towns_, from_countryside_;
  twin::Out<double> founding_factor_;

  twin::Sends<OrderWorks> works_;
  twin::Chance parts_, sources_, audience_;
  twin::Param events_, seats_, viewers_, attention_, rural_speakers_, cost_, municipal_share_, startup_factor_;
  twin::Param contacts_, convinces_, outside_, renewal_;
  twin::SeriesHandle adoptions_series_, given_series_, adopters_series_, exposed_series_, cost_series_;
};

}  // namespace rurban
