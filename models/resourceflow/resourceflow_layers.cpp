// The layers of the balance beside money: people, services, ideas, and what is done together.
#include <algorithm>

#include "models/resourceflow/interplay.h"
#include "models/resourceflow/year.h"

namespace rurban {

void ResourceflowModel::declare_layers(twin::Declare& d) {
  const auto one = [&](const std::string& name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "", .unit = unit, .label = std::move(label)});
  };
  people_layer_ = one("rural_people", "1",
                      {"inflyttade 20–39 år per utflyttad 16–29 år, landsbygd",
                       "moves in aged 20-39 per move out aged 16-29, countryside"});
  services_layer_ = one("rural_services", "1",
                        {"besök hos service per invånare, landsbygd mot länet",
                         "visits to services per head, countryside against the county"});
  ideas_layer_ = one("rural_ideas", "1",
                     {"idéer till tätorter från landsbygden per idé därifrån",
                      "ideas towns took up from the countryside, per idea the countryside took up from towns"});
  ideas_to_towns_ =
      one("ideas_to_towns", "adoptions/year",
          {"idéer från landsbygden som tagits upp i tätorter", "ideas from the countryside taken up in towns"});
  ideas_from_towns_series_ =
      one("ideas_from_towns", "adoptions/year",
          {"idéer från tätorter som tagits upp på landsbygden", "ideas from towns taken up in the countryside"});
  interplay_ = one("interplay", "1",
                   {"samspel: timmar som görs gemensamt, av all service på hjul och möten om den",
                    "interplay: hours produced together, of all services on wheels and meetings about them"});
}

/// People and services of the countryside against the county, and ideas both ways between it and the towns.
void ResourceflowModel::record_layers(twin::Step& s, const Year& year) const {
  Exchange rural, county;
  for (std::size_t place = 0; place != year.places.size(); ++place) {
    const auto add = [&](Exchange& sum) {
      sum.moves_in_20_to_39 += s[settlers_][place];
      sum.moves_out_16_to_29 += s[young_out_][place];
      sum.services += s[visits_so_far_][place];
      sum.residents += year.residents[place];
      sum.ideas_from_city += s[ideas_from_towns_][place];
    };
    add(county);
    if (year.countryside[place])
      add(rural);
    else
      rural.ideas_to_city += s[ideas_from_countryside_][place];
  }
  // Of a day the market counts all hours, of a year the fleet: what is shared is no more than all. The way to a
  // meeting is time that goes into services too, but nobody produces anything together on it.
  ServiceMinutes minutes;
  for (std::size_t m = 0; m != s[service_minutes_].size(); ++m)
    minutes += {.all = s[service_minutes_][m] + s[meeting_minutes_][m] + s[meeting_travel_][m],
                .shared_trips = std::min(s[service_minutes_][m], s[shared_minutes_][m]),
                .rotating_meetings = s[meeting_minutes_][m]};
  s.record(interplay_, std::array{or_none(interplay(minutes))});
  const BalanceLayers layers = layers_of_set({}, HumanCapital::kLeftOut, rural, county);
  s.record(people_layer_, std::array{or_none(layers.people)});
  s.record(services_layer_, std::array{or_none(layers.services)});
  s.record(ideas_layer_, std::array{or_none(layers.ideas)});
  s.record(ideas_to_towns_, std::array{rural.ideas_to_city});
  s.record(ideas_from_towns_series_, std::array{rural.ideas_from_city});
}

}  // namespace rurban
