#include "models/county/county_model.h"

namespace rurban {

void CountyModel::declare(twin::Declare& d) {
  municipalities_ = d.owns(kMunicipalities);
  places_ = d.owns(kPlaces);
  municipality_ = d.writes(kPlaceMunicipality);
  east_ = d.writes(kPlaceEast);
  north_ = d.writes(kPlaceNorth);
  spread_ = d.writes(kPlaceSpread);
  d.records(kPlaceMunicipality);
  d.records(kPlaceEast);
  d.records(kPlaceNorth);
}

void CountyModel::found(twin::Founding& f) {
  const County& county = beginning_->county();
  twin::Table& municipalities = f.rows(municipalities_);
  for (const Municipality& municipality : county.municipalities) {
    municipalities.add(static_cast<twin::StableId>(municipality.code));
    municipalities.labels.push_back(municipality.name);
  }
  twin::Table& places = f.rows(places_);
  for (const Place& place : county.places) {
    const std::uint32_t row = places.add(places.rows() + 1);
    places.labels.push_back(place.name);
    f[municipality_][row] = {place.municipality};
    f[east_][row] = {place.east_m};
    f[north_][row] = {place.north_m};
    f[spread_][row] = {place.spread_m};
  }
}

}  // namespace rurban
