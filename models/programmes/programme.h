#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "twin/base/text.h"
#include "twin/io/scenario.h"

namespace rurban {

/// How much is known of what a programme does.
enum class Evidence : std::uint8_t { kWell, kPartly, kHardly };

/// A parameter that a programme turns, and where to.
struct Lever {
  const char* parameter;
  double full;           ///< its value when the programme is all there
  bool at_once = false;  ///< a choice, which has no halfway
};

/// A figure of the results that a programme is meant to move, and which way.
struct Aim {
  const char* series = nullptr;
  int towards = +1;  ///< +1: up; -1: down
};

/// One of the ten programmes of the Rurban workshop, as a hand takes it from the palette: what it is, what is known
/// of it, and what it turns. What follows from that is the models' own.
struct Programme {
  const char* key;
  twin::Text title;
  twin::Text what;   ///< what is done, and how it works on people
  twin::Text cost;   ///< what it costs, and who pays; assumptions have their range in the parameters
  twin::Text known;  ///< what is known of its effect, with its source
  Evidence evidence = Evidence::kHardly;
  std::vector<Lever> levers;
  int ramp_years = 0;  ///< from the first money to all of it
  Aim aim = {};
  const char* money = nullptr;  ///< the series (kr/year) of what it costs the public; null: in none
  const char* act = nullptr;    ///< what a hand does for a place of its choice instead; null: nothing of the kind
};

extern const Programme kLivingLab, kTackningskollen, kServiceAsAProcess, kVillageServices, kFibreForAll,
    kFullCoverage, kPredictiveMovement, kNorrbottensMedia, kTedxArjeplog, kRegionalCoordination;

/// In the order of the workshop's deck.
std::span<const Programme* const> programmes();

/// What gives the programmes a scale: value that flows back by rule, to municipalities of mines and rivers.
std::span<const Programme* const> reference_levers();

/// What a programme changes from `start` on: its levers rise year by year from `before` (the scenario's parameters)
/// to their full value times `strength`. Nothing where strength is 0. Requires: every lever in `before`; 0 <=
/// strength <= 1
std::vector<twin::Change> changes_of(const Programme& programme, twin::Date start,
                                     const std::map<std::string, double>& before, double strength = 1);

}  // namespace rurban
