#include "models/marketplace/marketplace_model.h"

#include "models/vocabulary.h"

namespace rurban {

void MarketplaceModel::declare(twin::Declare& d) {
  d.every(twin::Period::kQuarter);
  wait_ = d.writes(kRideWait);
  fare_ = d.writes(kRideFare);
  served_ = d.writes(kRideServed);
  joined_ = d.writes(kMarketJoined);
  lift_income_ = d.writes(kLiftIncome);
}

void MarketplaceModel::found(twin::Founding&) {}
void MarketplaceModel::step(twin::Step&) {}

}  // namespace rurban
