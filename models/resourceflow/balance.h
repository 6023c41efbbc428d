#pragma once
// The balance between city and countryside in four layers: money, people, services, ideas.
#include <cstdint>
#include <optional>

#include "models/resourceflow/return_flow.h"

namespace rurban {

/// What one place, or a set of places as a sum, had in a year beside money.
struct Exchange {
  std::int64_t moves_in_20_to_39 = 0;   ///< persons of that age who moved in from outside the set
  std::int64_t moves_out_16_to_29 = 0;  ///< persons of that age who moved out of the set
  std::int64_t services = 0;            ///< delivered in the set, at cost, öre
  std::int64_t residents = 0;           ///< persons
  std::int64_t ideas_to_city = 0;       ///< adoptions in a city of what came from the set
  std::int64_t ideas_from_city = 0;     ///< adoptions in the set of what came from a city
};

/// The four layers. People, services and ideas are dimensionless, 1 when in balance; each rises when the set gains. A
/// layer is empty where its divisor is 0: nobody moved out, nobody lives there, nothing came from a city.
struct BalanceLayers {
  std::optional<double> money = {};     ///< return-flow ratio of a set, or SEK per inhabitant of a place
  std::optional<double> people = {};    ///< moves in aged 20 to 39 / moves out aged 16 to 29
  std::optional<double> services = {};  ///< services in the set per head / those in the county per head
  std::optional<double> ideas = {};     ///< adoptions city from rural / rural from city
};

/// For a set: money is the return-flow ratio. `county` is the same count over the whole county.
BalanceLayers layers_of_set(const ReturnFlow& money, HumanCapital human_capital, const Exchange& set,
                            const Exchange& county);

/// For one place, also one that extracts nothing: money is the balance per inhabitant, in SEK.
BalanceLayers layers_of_place(const ReturnFlow& money, HumanCapital human_capital, const Exchange& place,
                              const Exchange& county);

/// What a scenario changes; empty where one of the two is.
std::optional<double> difference(std::optional<double> scenario, std::optional<double> baseline);
BalanceLayers difference(const BalanceLayers& scenario, const BalanceLayers& baseline);

}  // namespace rurban
