#include "models/fleet/vehicles.h"

namespace rurban {

// Buses: driver and vehicle come to some 35 kr/km at their mean speed (28 to 45). Ore trains: 68 wagons of 100 t.
// clang-format off
const std::array<VehicleClass, kVehicleKinds> kVehicleClasses{{
    // kind, key, name, seats, kg, kr/h, kr/km, kWh/km, h/day
    {VehicleKind::kGarbageTruck, "garbage", {"sopbilar", "garbage trucks"}, 1, 9'000, 320, 14, 5.0, 9},
    {VehicleKind::kPostVan, "post", {"postbilar", "post vans"}, 0, 700, 270, 4, 0.3, 8},
    {VehicleKind::kHomeCareCar, "home_care", {"hemtjänstbilar", "home care cars"}, 4, 300, 330, 3.5, 0.5, 16},
    {VehicleKind::kParcelVan, "parcels", {"paketbilar", "parcel vans"}, 1, 4'500, 280, 6, 2.2, 9},
    {VehicleKind::kBus, "buses", {"bussar", "buses"}, 50, 2'000, 400, 26, 3.0, 24},
    {VehicleKind::kSchoolTaxi, "school", {"skolskjutsar", "school taxis"}, 16, 400, 300, 6, 1.0, 12},
    {VehicleKind::kGroceryVan, "grocery", {"hemsändningsbilar", "grocery vans"}, 1, 700, 260, 3.5, 0.8, 9},
    {VehicleKind::kSpecialTaxi, "special", {"färdtjänstbilar", "special transport taxis"}, 4, 200, 300, 4, 0.7, 10},
    {VehicleKind::kPatientTaxi, "patient", {"sjukresebilar", "patient transport taxis"}, 4, 200, 300, 4, 0.7, 10},
    {VehicleKind::kTimberTruck, "timber", {"timmerbilar", "timber trucks"}, 0, 42'000, 380, 16, 5.2, 14},
    {VehicleKind::kOreTrain, "ore", {"malmtåg", "ore trains"}, 0, 6'800'000, 900, 250, 50, 22},
}};
// clang-format on

}  // namespace rurban
