#include "tools/place_named.h"

#include <fmt/format.h>

#include <vector>

#include "twin/base/error.h"

namespace tools {
namespace {

std::string full_name(const rurban::County& county, const rurban::Place& place) {
  return place.name + ", " + county.municipalities[place.municipality].name;
}

twin::Text nearest_place(const rurban::County& county, const std::string& name) {
  std::vector<std::string> names;
  for (const rurban::Place& place : county.places) names.push_back(place.name);
  const std::string near{twin::nearest_word(name, names)};
  if (near.empty()) return {};
  return {"menade du «" + near + "»?", "did you mean '" + near + "'?"};
}

}  // namespace

std::uint32_t place_named(const rurban::County& county, const std::string& name, const std::string& option) {
  std::vector<std::uint32_t> rows;
  std::string all;
  for (std::uint32_t row = 0; row != county.places.size(); ++row) {
    const rurban::Place& place = county.places[row];
    const std::string full = full_name(county, place);
    if (place.name != name && full != name) continue;
    rows.push_back(row);
    all += fmt::format("{}«{}»", all.empty() ? "" : ", ", full);
  }
  if (rows.size() == 1) return rows.front();
  if (rows.empty())
    throw twin::InputError({{{option},
                             {fmt::format("orten «{}» finns inte i länet", name),
                              fmt::format("there is no place '{}' in the county", name)},
                             "",
                             nearest_place(county, name)}});
  throw twin::InputError(
      {{{option},
        {fmt::format("flera orter heter «{}»", name), fmt::format("several places are called '{}'", name)},
        "",
        {"en av: " + all, "one of: " + all}}});
}

}  // namespace tools
