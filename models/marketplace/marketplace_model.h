#pragma once
#include <array>
#include <vector>

#include "models/transport/transport.h"
#include "twin/run/step.h"

namespace rurban {

class MarketplaceModel final : public twin::Model {
 public:
  MarketplaceModel(BeginningPtr beginning, TransportPtr transport)
      : beginning_(std::move(beginning)), transport_(std::move(transport)) {}

  std::string_view name() const override { return "marketplace"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;
  void step(twin::Step& s) override;

 private:
  BeginningPtr beginning_;
  TransportPtr transport_;
  twin::Out<std::int16_t> wait_, fare_, served_, joined_;
  twin::Out<std::int64_t> lift_income_;
};

}  // namespace rurban
