#include "models/ideas/spread.h"

#include <algorithm>
#include <cmath>

#include "twin/base/math.h"

namespace rurban {
namespace {

/// P(none of `count` independent contacts), each with this chance.
double none(double count, double chance) {
  return chance >= 1 ? 0 : twin::pow(1 - chance, count);
}

/// Persons who go on from a stage; parts of one by chance, and never more than are left.
class Stage {
 public:
  explicit Stage(std::int32_t persons) : all_(persons), left_(persons) {}

  std::int32_t send(double share, double draw) {
    const std::int32_t wanted = static_cast<std::int32_t>(std::floor(all_ * share + draw));
    const std::int32_t sent = std::clamp(wanted, 0, left_);
    left_ -= sent;
    return sent;
  }
  std::int32_t left() const { return left_; }

 private:
  std::int32_t all_, left_;
};

IdeaStages cut_to(IdeaStages stages, std::int32_t adults) {
  const std::int64_t sum = stages.sum();
  if (sum <= adults) return stages;
  const auto cut = [&](std::int32_t& count) {
    count = static_cast<std::int32_t>(std::int64_t{count} * adults / sum);
  };
  cut(stages.aware);
  cut(stages.interested);
  cut(stages.adopters);
  return stages;
}

}  // namespace

ContactChances contact_chances(double adopted, const SpreadRules& rules) {
  const double chance = adopted * rules.convinces, silent = none(rules.contacts, chance);
  const double one = rules.contacts >= 1 ? rules.contacts * chance * none(rules.contacts - 1, chance) : 1 - silent;
  return {1 - none(rules.contacts, adopted), 1 - silent, std::max(0.0, 1 - silent - one)};
}

IdeaYear spread_year(IdeaStages before, std::int32_t adults, std::int32_t exposed, double adopted,
                     const SpreadRules& rules, const IdeaDraws& draws) {
  before = cut_to(before, adults);
  const ContactChances chances = contact_chances(adopted, rules);
  const double heard = adults == 0 ? 0 : std::min(1.0, static_cast<double>(exposed) / adults);
  const double stay = 1 - rules.outside;
  Stage unaware(adults - before.sum()), aware(before.aware), interested(before.interested), adopters(before.adopters);

  IdeaYear year;
  year.from_outside = unaware.send(rules.outside, draws[0]) + aware.send(rules.outside, draws[1]) +
                      interested.send(rules.outside, draws[2]);
  year.from_contacts = interested.send(stay * chances.two_convince, draws[3]);
  year.from_event = interested.send(stay * heard * (chances.one_convinces - chances.two_convince), draws[4]);
  const std::int32_t now_interested =
      aware.send(stay * (chances.one_convinces + heard * (1 - chances.one_convinces)), draws[5]);
  const std::int32_t now_aware = unaware.send(stay * (chances.hears + heard * (1 - chances.hears)), draws[6]);

  adopters.send(rules.renewal, draws[7]);
  Stage still_interested(interested.left()), still_aware(aware.left());
  still_interested.send(rules.renewal, draws[8]);
  still_aware.send(rules.renewal, draws[9]);
  year.stages = {.aware = still_aware.left() + now_aware,
                 .interested = still_interested.left() + now_interested,
                 .adopters = adopters.left() + year.adoptions()};
  return year;
}

double founding_factor(std::int32_t exposed, std::int32_t adults, double factor) {
  if (adults <= 0) return 1;
  return 1 + (factor - 1) * std::min(1.0, static_cast<double>(exposed) / adults);
}

}  // namespace rurban
