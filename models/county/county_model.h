#pragma once
#include "models/synthesis/beginning.h"
#include "twin/run/step.h"

namespace rurban {

/// Puts the package's municipalities and places into the world. Never steps: geography stands still.
class CountyModel final : public twin::Model {
 public:
  explicit CountyModel(BeginningPtr beginning) : beginning_(std::move(beginning)) {}

  std::string_view name() const override { return "county"; }
  void declare(twin::Declare& d) override;
  void found(twin::Founding& f) override;

 private:
  BeginningPtr beginning_;
  twin::OwnedRows municipalities_, places_;
  twin::Out<MunicipalityRef> municipality_;
  twin::Out<twin::Metres> east_, north_, spread_;
};

}  // namespace rurban
