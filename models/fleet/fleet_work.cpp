#include "models/fleet/fleet_work.h"

#include "models/people.h"
#include "models/places.h"

namespace rurban {
namespace {

constexpr int kOld = 65, kFirstSchoolAge = 6;
// Who lives farther from school, and has no bus that takes less than an hour, is taken there. Municipalities set 2 to
// 6 km by age; assumption.
constexpr std::int32_t kSchoolWalkM = 4'000, kMostBusMin = 60;

bool is_offered(ServiceSet offers, bool open, Service service) {
  return open && (offers & bit_of(service)) != 0;
}

}  // namespace

void FleetWorkColumns::declare(twin::Declare& d) {
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  first_car_ = d.reads(kFirstCar);
  dwelling_place_ = d.reads(kDwellingPlace);
  occupant_ = d.reads(kOccupant);
  dwelling_kind_ = d.reads(kDwellingKind);
  point_place_ = d.reads(kPointPlace);
  offers_ = d.reads(kPointOffers);
  open_ = d.reads(kPointOpen);
  municipality_ = d.reads(kPlaceMunicipality);
  spread_ = d.reads(kPlaceSpread);
  residents_ = d.reads(kPlaceResidents);
}

std::vector<Doors> FleetWorkColumns::doors(const twin::Access& a, const Transport& transport, twin::Date now) const {
  std::vector<Doors> doors(a.rows(places_));
  for (std::size_t dwelling = 0; dwelling != a[occupant_].size(); ++dwelling) {
    if (!a[occupant_][dwelling].valid()) continue;
    Doors& place = doors[a[dwelling_place_][dwelling].row];
    ++(a[dwelling_kind_][dwelling] == DwellingKind::kHouse ? place.houses : place.flats);
  }
  for (std::size_t point = 0; point != a[point_place_].size(); ++point)
    doors[a[point_place_][point].row].parcel_points +=
        is_offered(a[offers_][point], a[open_][point], Service::kParcel);
  const MonthNumber month = twin::month_of(now);
  for (std::size_t person = 0; person != a[household_].size(); ++person) {
    Doors& place = doors[a[place_][a[household_][person].row].row];
    const int age = age_on(month, a[birth_month_][person]);
    place.old += age >= kOld;
    place.pupils += age >= kFirstSchoolAge && age < kAdultAge;
  }
  const auto eldest = eldest_members(a[household_], a[birth_month_], month, a.rows(households_));
  for (std::size_t household = 0; household != eldest.size(); ++household)
    doors[a[place_][household].row].old_no_car += eldest[household] >= kOld && !a[first_car_][household].valid();
  find_schools_and_shops(a, transport, doors);
  return doors;
}

void FleetWorkColumns::find_schools_and_shops(const twin::Access& a, const Transport& transport,
                                              std::vector<Doors>& doors) const {
  std::vector<std::uint32_t> schools, shops;
  for (std::size_t point = 0; point != a[point_place_].size(); ++point) {
    const std::uint32_t place = a[point_place_][point].row;
    if (is_offered(a[offers_][point], a[open_][point], Service::kSchool)) schools.push_back(place);
    if (is_offered(a[offers_][point], a[open_][point], Service::kGrocery)) shops.push_back(place);
  }
  for (std::uint32_t place = 0; place != doors.size(); ++place) {
    Doors& there = doors[place];
    there.school = nearest_of(transport.roads(), place, schools).value_or(place);
    there.shop = nearest_of(transport.roads(), place, shops).value_or(place);
    const std::int16_t bus = transport.buses().between(kWednesday, place, there.school).work;
    if (there.school == place || (bus != BusTrips::kNone && bus <= kMostBusMin) ||
        transport.roads().drive(Season::kSummer, place, there.school).metres <= kSchoolWalkM)
      there.pupils = 0;
    if (there.shop == place) there.old_no_car = 0;
  }
}

FleetWork FleetWorkColumns::work(const twin::Access& a, const Transport& transport, twin::Date now) const {
  FleetWork work;
  work.depots = largest_places(a[municipality_], a[residents_], a.rows(municipalities_));
  work.doors = doors(a, transport, now);
  for (const twin::Metres metres : a[spread_]) work.spread_m.push_back(metres.value);
  work.tasks = tasks_of(work.doors, a[municipality_], work.spread_m, work.depots);
  for (std::size_t place = 0; place != work.doors.size(); ++place)
    work.riders.push_back({a[residents_][place], work.doors[place].old});
  work.goals = ride_goals(transport.county(), transport.roads(), a[municipality_], work.depots);
  return work;
}

}  // namespace rurban
