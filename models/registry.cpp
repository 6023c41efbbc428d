#include "models/registry.h"

#include "models/census/census_model.h"
#include "models/county/county_model.h"
#include "models/demography/demography_model.h"
#include "models/employment/employment_model.h"
#include "models/households/households_model.h"
#include "models/migration/migration_model.h"
#include "models/population/population_model.h"

namespace rurban {

std::vector<std::unique_ptr<twin::Model>> make_models(const BeginningPtr& beginning) {
  std::vector<std::unique_ptr<twin::Model>> models;
  models.push_back(std::make_unique<CountyModel>(beginning));
  models.push_back(std::make_unique<DemographyModel>(beginning));
  models.push_back(std::make_unique<HouseholdsModel>(beginning));
  models.push_back(std::make_unique<MigrationModel>(beginning));
  models.push_back(std::make_unique<PopulationModel>(beginning));
  models.push_back(std::make_unique<EmploymentModel>(beginning));
  models.push_back(std::make_unique<CensusModel>());
  return models;
}

}  // namespace rurban
