#pragma once
#include <array>
#include <cstdint>

namespace rurban {

/// How an idea goes from person to person. New ways of doing things are complex contagion: hearing of one takes one
/// who does it, taking it up takes several (Centola & Macy 2007, American Journal of Sociology 113, from memory).
struct SpreadRules {
  double contacts = 10;     ///< of an adult that are close enough to matter; not necessarily whole
  double convinces = 0.08;  ///< chance in a year that a contact who has taken it up convinces
  double outside = 0.03;    ///< take it up in a year for what they saw outside the county
  double renewal = 0.1;     ///< share of ideas that give way to new ones in a year, which nobody has heard of yet
};

/// Adults of a place by how far they are; the others have not heard of it.
struct IdeaStages {
  std::int32_t aware = 0, interested = 0, adopters = 0;

  std::int32_t sum() const { return aware + interested + adopters; }
  bool operator==(const IdeaStages&) const = default;
};

/// Chances in a year of who has heard nothing, has heard, is interested, when a share of all contacts has taken it
/// up.
struct ContactChances {
  double hears = 0;          ///< of one contact at least who has taken it up
  double one_convinces = 0;  ///< one at least
  double two_convince = 0;   ///< two at least, of different contacts
};
/// Of independent contacts. Requires: 0 <= adopted <= 1
ContactChances contact_chances(double adopted, const SpreadRules& rules);

/// What a year did in a place. Every adoption is counted by where it came from.
struct IdeaYear {
  IdeaStages stages;
  std::int32_t from_outside = 0, from_contacts = 0, from_event = 0;

  std::int32_t adoptions() const { return from_outside + from_contacts + from_event; }
};

/// Numbers in (0, 1) that decide on parts of persons, one for each flow.
inline constexpr std::size_t kIdeaFlows = 10;
using IdeaDraws = std::array<double, kIdeaFlows>;

/// A year of a place. `exposed` of its adults heard a talk, whatever stage they were in: to them it is as one contact
/// that convinces. Who had not heard is aware, who was aware is interested, and who was interested takes it up with
/// one contact more, where two are needed otherwise; only these last adoptions are the event's. With `before` of more
/// people than live there now, each stage is cut alike. Requires: adults >= 0, 0 <= adopted <= 1
IdeaYear spread_year(IdeaStages before, std::int32_t adults, std::int32_t exposed, double adopted,
                     const SpreadRules& rules, const IdeaDraws& draws);

/// What the hazard to found a firm is multiplied by on average in a place where so many adults were exposed in two
/// years: `factor` for them, 1 for the others. 1 where nobody lives.
double founding_factor(std::int32_t exposed, std::int32_t adults, double factor);

}  // namespace rurban
