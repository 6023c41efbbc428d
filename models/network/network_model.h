#pragma once
#include "models/network/changes.h"
#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

/// Owns what people change of roads and bus lines, and has the transport of all models follow. Never steps: a network
/// changes when somebody changes it.
class NetworkModel final : public twin::Model {
 public:
  NetworkModel(BeginningPtr beginning, std::shared_ptr<Transport> transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "network"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void act(twin::Acting& a) override;
  void prepare(twin::Preparation& p) override;

 private:
  NetworkChanges changes(const twin::Access& w) const;

  BeginningPtr beginning_;
  std::shared_ptr<Transport> transport_;
  twin::OwnedRows lines_, roads_;
  twin::Out<std::uint16_t> percent_, km_per_h_;
  twin::Out<twin::Metres> from_east_, from_north_, to_east_, to_north_;
  twin::Param cost_per_km_;
  twin::Flow building_;
  twin::Account state_ = 0, builders_ = 0;
};

}  // namespace rurban
