#pragma once
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/text.h"

namespace twin {

/// A kind of thing that people can do to the world on a date, as the model that carries it out declares it: open a
/// shop here, close that road. Scenario files, their error messages and the window's tools come from this.
struct ActInfo {
  struct Argument {
    enum class Kind {
      kNumber,    ///< one value, from `least` to `most`
      kChoice,    ///< one value, an index of `choices`
      kPosition,  ///< two values, east and north in metres, SWEREF 99 TM
      kRow        ///< one value, the stable id of a row of `table`
    };
    std::string name;  ///< "at", as scenarios write it
    Kind kind = Kind::kNumber;
    Text label = {};
    std::string unit = "1";
    double fallback = 0, least = 0, most = 0;
    bool whole = false;
    std::vector<std::string> words = {};  ///< of the choices, as scenarios write them: "grocery"
    std::vector<Text> choices = {};       ///< as people read them
    std::string table = {};               ///< whose rows are meant: "service_point"

    std::size_t values() const { return kind == Kind::kPosition ? 2 : 1; }
  };

  std::string name;  ///< "services.open", unique
  Text label;        ///< "öppna en servicepunkt"
  std::vector<Argument> arguments;
  Text group = {};  ///< the heading that tools stand under: "Service"
};

/// One such thing, done: the values of its arguments in their order.
struct Act {
  std::string name;
  std::vector<double> values;

  friend bool operator==(const Act&, const Act&) = default;
};

struct DatedAct {
  Date date;
  Act act;
};

}  // namespace twin
