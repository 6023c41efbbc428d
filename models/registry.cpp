#include "models/registry.h"

#include "models/access/access_model.h"
#include "models/broadband/broadband_model.h"
#include "models/census/census_model.h"
#include "models/county/county_model.h"
#include "models/coverage/coverage_model.h"
#include "models/daily_life/daily_life_model.h"
#include "models/demography/demography_model.h"
#include "models/employment/employment_model.h"
#include "models/firms/firms_model.h"
#include "models/fleet/fleet_model.h"
#include "models/households/households_model.h"
#include "models/ideas/ideas_model.h"
#include "models/income/income_model.h"
#include "models/marketplace/marketplace_model.h"
#include "models/migration/migration_model.h"
#include "models/network/network_model.h"
#include "models/newspaper/newspaper_model.h"
#include "models/population/population_model.h"
#include "models/practices/practices_model.h"
#include "models/public_finance/public_finance_model.h"
#include "models/resourceflow/resourceflow_model.h"
#include "models/services/services_model.h"
#include "models/village_services/village_services_model.h"
#include "models/visitors/visitors_model.h"
#include "twin/run/declare.h"

namespace rurban {
namespace {

/// Owns what another model would change, and changes nothing.
class Unchanging final : public twin::Model {
 public:
  using Owned = void (*)(twin::Declare&);
  Unchanging(std::string_view name, Owned owned) : name_(name), owned_(owned) {}
  std::string_view name() const override { return name_; }
  void declare(twin::Declare& d) override { owned_(d); }

 private:
  std::string_view name_;
  Owned owned_;
};

}  // namespace

std::vector<std::unique_ptr<twin::Model>> make_models(const BeginningPtr& beginning) {
  std::vector<std::unique_ptr<twin::Model>> models;
  models.push_back(std::make_unique<CountyModel>(beginning));
  const auto transport = std::make_shared<Transport>(beginning);
  models.push_back(std::make_unique<NetworkModel>(beginning, transport));  // before all who prepare what uses it
  models.push_back(std::make_unique<DemographyModel>(beginning));
  models.push_back(std::make_unique<HouseholdsModel>(beginning));
  models.push_back(std::make_unique<MigrationModel>(beginning));
  models.push_back(std::make_unique<PopulationModel>(beginning));
  models.push_back(std::make_unique<CoverageModel>(beginning, transport));
  models.push_back(std::make_unique<BroadbandModel>(beginning, transport));
  models.push_back(std::make_unique<VisitorsModel>(beginning));
  models.push_back(std::make_unique<IdeasModel>(beginning));  // before those whose founders it moves
  models.push_back(std::make_unique<FirmsModel>(beginning));  // before those who work there
  models.push_back(std::make_unique<EmploymentModel>(beginning, transport));
  models.push_back(std::make_unique<CensusModel>());
  models.push_back(std::make_unique<ServicesModel>(beginning, transport));
  models.push_back(std::make_unique<VillageServicesModel>(beginning, transport));
  models.push_back(std::make_unique<AccessModel>(beginning, transport));
  models.push_back(std::make_unique<DailyLifeModel>(beginning, transport));
  models.push_back(std::make_unique<NewspaperModel>(beginning, transport));
  models.push_back(std::make_unique<FleetModel>(beginning, transport));
  models.push_back(std::make_unique<MarketplaceModel>(beginning, transport));
  models.push_back(std::make_unique<PracticesModel>(beginning, transport));
  models.push_back(std::make_unique<PublicFinanceModel>(beginning));  // before those who pay its taxes
  models.push_back(std::make_unique<IncomeModel>(beginning));
  models.push_back(std::make_unique<ResourceflowModel>(beginning, transport));
  return models;
}

std::vector<std::unique_ptr<twin::Model>> make_people_models(const BeginningPtr& beginning) {
  std::vector<std::unique_ptr<twin::Model>> models;
  models.push_back(std::make_unique<CountyModel>(beginning));
  models.push_back(std::make_unique<DemographyModel>(beginning));
  models.push_back(std::make_unique<HouseholdsModel>(beginning));
  models.push_back(std::make_unique<MigrationModel>(beginning));
  models.push_back(std::make_unique<PopulationModel>(beginning));
  models.push_back(std::make_unique<Unchanging>("broadband", [](twin::Declare& d) {
    d.writes(kPlaceBroadband);
    d.writes(kPlaceFirstBroadband);
  }));
  models.push_back(std::make_unique<Unchanging>("services", [](twin::Declare& d) {
    d.owns(kServicePoints);
    d.writes(kPointPlace);
    d.writes(kPointOffers);
    d.writes(kPointOpen);
  }));
  return models;
}

}  // namespace rurban
