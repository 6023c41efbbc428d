#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/base/error.h"
#include "twin/run/act.h"
#include "twin/run/param.h"

namespace twin {

/// A parameter that was set on purpose, and where.
struct Setting {
  std::string name;
  double value = 0;  ///< in the parameter's unit

  friend bool operator==(const Setting&, const Setting&) = default;
};

/// What changes on a date: parameters, and what people do to the world.
struct Change {
  Date date;
  std::vector<Setting> settings;
  std::vector<Act> acts = {};

  friend bool operator==(const Change&, const Change&) = default;
};

/// A question to the twin: where, from when to when, with which parameters.
struct Scenario {
  struct Outputs {
    bool recording = true;
    bool table_csv = true;
    int filmed_years = 5;  ///< a recording shows one day's vehicles each so many years; 0: none
  };

  Text title, question;
  std::filesystem::path file;    ///< it was read from
  std::filesystem::path county;  ///< folder of the county package
  Date from{}, to{};
  std::uint64_t seed = 1;
  Outputs outputs;
  std::map<std::string, double> parameters;  ///< every declared parameter
  std::vector<Change> changes;               ///< by date
};

/// What a scenario may say, as models declare it.
struct Schema {
  std::vector<ParamInfo> parameters;
  std::vector<ActInfo> acts = {};
};

/// Reads a scenario and those it extends (`extends: other.yaml`; the extending file wins, key by key), then
/// `overrides` as from the command line: "demography.mortality_factor=0.9", "seed=3", "to=2030-01-01",
/// "outputs.recording=no". `schema` says which parameters and acts there are. Throws InputError with every fault of
/// every file, or IoError when `path` can't be read.
Scenario load_scenario(const std::filesystem::path& path, const Schema& schema,
                       std::span<const std::string> overrides);

/// The whole scenario in one text, all that it extends and overrides included; reads back as the same scenario.
std::string to_yaml(const Scenario& scenario, const Schema& schema);

}  // namespace twin
