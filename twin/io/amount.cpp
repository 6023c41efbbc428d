#include "twin/io/amount.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "twin/base/error.h"

namespace twin {
namespace {

struct UnitInfo {
  std::string_view name, dimension;
  double factor;  ///< to the dimension's first unit
};

constexpr double kDaysPerYear = 365.25;

constexpr std::array kUnits{
    UnitInfo{"1", "share", 1},
    UnitInfo{"%", "share", 0.01},
    UnitInfo{"‰", "share", 0.001},
    UnitInfo{"s", "time", 1},
    UnitInfo{"min", "time", 60},
    UnitInfo{"h", "time", 3600},
    UnitInfo{"day", "time", 86400},
    UnitInfo{"days", "time", 86400},
    UnitInfo{"month", "time", 86400 * kDaysPerYear / 12},
    UnitInfo{"months", "time", 86400 * kDaysPerYear / 12},
    UnitInfo{"year", "time", 86400 * kDaysPerYear},
    UnitInfo{"years", "time", 86400 * kDaysPerYear},
    UnitInfo{"m", "length", 1},
    UnitInfo{"km", "length", 1000},
    UnitInfo{"öre", "money", 1},
    UnitInfo{"SEK", "money", 100},
    UnitInfo{"kr", "money", 100},
    UnitInfo{"kSEK", "money", 1e5},
    UnitInfo{"tkr", "money", 1e5},
    UnitInfo{"MSEK", "money", 1e8},
    UnitInfo{"mnkr", "money", 1e8},
    UnitInfo{"g", "mass", 1},
    UnitInfo{"kg", "mass", 1000},
    UnitInfo{"t", "mass", 1e6},
    UnitInfo{"Wh", "energy", 1},
    UnitInfo{"kWh", "energy", 1e3},
    UnitInfo{"MWh", "energy", 1e6},
    UnitInfo{"GWh", "energy", 1e9},
    UnitInfo{"persons", "persons", 1},
    UnitInfo{"person", "persons", 1},
};

/// A unit, or one divided by another.
struct Unit {
  const UnitInfo* over = nullptr;
  const UnitInfo* under = nullptr;  ///< none: not divided

  double factor() const { return over->factor / (under ? under->factor : 1); }
};

bool same_dimension(const Unit& a, const Unit& b) {
  return a.over->dimension == b.over->dimension && (a.under == nullptr) == (b.under == nullptr) &&
         (a.under == nullptr || a.under->dimension == b.under->dimension);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

const UnitInfo* find_unit(std::string_view name) {
  const auto found =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitInfo& unit) { return unit.name == name; });
  return found == kUnits.end() ? nullptr : &*found;
}

/// "persons/year", "persons per year", "per year", "/year", "min".
std::optional<Unit> parse_unit(std::string_view text) {
  std::string_view over = text, under;
  for (const std::string_view divider : {"per ", "/"}) {
    const std::size_t at = text.find(divider);
    if (at == std::string_view::npos) continue;
    over = trim(text.substr(0, at));
    under = trim(text.substr(at + divider.size()));
    if (over.empty()) over = "1";
    break;
  }
  const Unit unit{find_unit(over), under.empty() ? nullptr : find_unit(under)};
  if (unit.over == nullptr || (!under.empty() && unit.under == nullptr)) return std::nullopt;
  return unit;
}

std::string units_like(const Unit& unit) {
  std::vector<std::string> names;
  for (const UnitInfo& other : kUnits)
    if (other.dimension == unit.over->dimension)
      names.push_back(unit.under ? fmt::format("{}/{}", other.name, unit.under->name) : std::string(other.name));
  return fmt::format("{}", fmt::join(names, ", "));
}

Amount failure(Text message, Text hint) {
  return {std::nullopt, std::move(message), std::move(hint)};
}

}  // namespace

Amount read_amount(std::string_view text, std::string_view unit) {
  text = trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view rest = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  if (error != std::errc{} || !std::isfinite(number))
    return failure({fmt::format("«{}» är inget tal", text), fmt::format("'{}' is not a number", text)},
                   {"skriv till exempel 0.5 eller 45 min", "write for example 0.5 or 45 min"});
  if (rest.starts_with(','))
    return failure({fmt::format("«{}» har decimalkomma", text), fmt::format("'{}' has a decimal comma", text)},
                   {"skriv decimaler med punkt, till exempel 0.5", "write decimals with a point, for example 0.5"});
  const Unit wanted = parse_unit(unit).value_or(Unit{&kUnits[0], nullptr});
  if (rest.empty() || rest == unit) return {number, {}, {}};
  const std::optional<Unit> given = parse_unit(rest);
  if (!given || !same_dimension(*given, wanted)) {
    const std::string like = units_like(wanted);
    return failure(
        {fmt::format("enheten «{}» passar inte här", rest), fmt::format("the unit '{}' does not fit here", rest)},
        {fmt::format("tillåtet: {}; utan enhet gäller {}", like, unit),
         fmt::format("allowed: {}; without a unit, {} is meant", like, unit)});
  }
  return {number * given->factor() / wanted.factor(), {}, {}};
}

}  // namespace twin
