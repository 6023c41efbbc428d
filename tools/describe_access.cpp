#include <fmt/format.h>

#include "models/access/hours.h"
#include "models/service_names.h"
#include "models/transport/nearest.h"
#include "tools/commands.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace tools {
namespace {

using namespace rurban;

struct DayOfWeek {
  int weekday;
  const char* name;
};
constexpr std::array<DayOfWeek, 3> kDays{{{2, "weekday"}, {5, "saturday"}, {6, "sunday"}}};

std::vector<std::uint32_t> open_places(const twin::World& world, std::size_t service) {
  std::vector<std::uint32_t> places;
  const auto place = world.column(kPointPlace);
  for (std::size_t point = 0; point != place.size(); ++point)
    if (world.column(kPointOpen)[point] && (world.column(kPointOffers)[point] >> service & 1) != 0)
      places.push_back(place[point].row);
  return places;
}

/// A number, or nothing for what is out of reach.
std::string cell(std::int16_t minutes) {
  return minutes == kOutOfReach ? "" : fmt::format("{}", minutes);
}

}  // namespace

int describe_access(const Options& options, const std::filesystem::path& scenario, const std::filesystem::path& out) {
  const Session session = open_session(scenario, options.set);
  const County& county = session.beginning->county();
  twin::Simulation& simulation = *session.simulation;
  simulation.found(session.scenario.from);
  const twin::World& world = simulation.world();
  const CountyRoads roads(county);
  const auto residents = world.column(kPlaceResidents);

  twin::write_atomically(out, [&](twin::OutputFile& file) {
    file.write("place,municipality,residents,service,day,hour,minutes_by_car,km_by_car,minutes_without_car\n");
    for (const DayOfWeek& day : kDays) {
      const Timetable timetable(county_service(county, day.weekday, true));
      for (std::size_t s = 0; s != kServices; ++s) {
        const std::vector<std::uint32_t> goals = open_places(world, s);
        const auto hours = minutes_by_hour(county, roads, timetable, goals);
        std::string text;
        for (std::uint32_t place = 0; place != county.places.size(); ++place) {
          const auto nearest = nearest_of(roads, place, goals);
          const std::int32_t metres = nearest ? roads.drive(Season::kSummer, place, *nearest).metres : 0;
          const std::string head =
              fmt::format("{},{},{},{},{}", twin::csv_quoted(county.places[place].name),
                          twin::csv_quoted(county.municipalities[county.places[place].municipality].name),
                          residents[place], kServiceNames[s].key, day.name);
          const std::string car = fmt::format("{},{}", cell(minutes_by_car(roads, place, goals)),
                                              nearest ? fmt::format("{:.1f}", metres / 1'000.0) : "");
          for (std::size_t hour = 0; hour != hours[place].size(); ++hour)
            text += fmt::format("{},{},{},{}\n", head, hour, car, cell(hours[place][hour]));
        }
        file.write(text);
      }
    }
  });
  fmt::print("{}: {}\n", options.tr("Tabell", "Table"), out.string());
  return kOk;
}

}  // namespace tools
