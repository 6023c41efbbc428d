#pragma once
#include <vector>

#include "models/services/viability.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// Owns the service points. Each quarter it looks at what shops took, gives the support that the rules allow, and
/// lets those close that lost too long; a closed one opens again where people enough have nothing nearer. Schools,
/// care and libraries are decided on elsewhere.
class ServicesModel final : public twin::Model {
 public:
  ServicesModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "services"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  /// A point is opened, moved or closed by decision; what follows is as for any other.
  void act(twin::Acting& a) override;
  void step(twin::Step& s) override;

 private:
  void declare_acts(twin::Declare& d);
  void put(twin::Acting& a, std::size_t point, std::string_view argument) const;
  SupportRules support() const;
  /// Carries out what kHostPoint asks for.
  void host_points(twin::Step& s) const;
  /// Puts a point that offers this into a row, and names it.
  void furnish(twin::WriteAccess& w, std::size_t point, std::uint32_t place, ServiceSet offers) const;
  double km_to_next_shop(const twin::Step& s, std::size_t point) const;
  /// Fixed costs of shops that have none yet, from what they took.
  void appraise(twin::Step& s) const;
  bool is_shop(ServiceSet offers) const { return (offers & bit_of(Service::kGrocery)) != 0; }

  BeginningPtr beginning_;
  TransportPtr transport_;

  twin::OwnedRows points_;
  twin::Rows municipalities_, places_;
  twin::In<MunicipalityRef> municipality_;
  twin::In<std::int32_t> residents_;
  twin::In<twin::Metres> place_east_, place_north_;
  twin::In<std::int64_t> takings_;
  twin::Out<PlaceRef> place_;
  twin::Out<twin::Metres> east_, north_;
  twin::Out<ServiceSet> offers_;
  twin::Out<bool> open_, hosted_;
  twin::Out<std::int64_t> fixed_cost_, support_;
  twin::Out<std::uint8_t> losses_;

  twin::Param margin_, surplus_, least_cost_, tolerated_, grant_, aid_, spending_;
  twin::Receives<HostPoint> host_;
  twin::Flow grant_flow_, aid_flow_;
  twin::Account state_ = 0;
  twin::SeriesHandle shops_, closures_, openings_, losing_;
};

}  // namespace rurban
