#include "models/households/households_model.h"

#include "models/households/matching.h"

namespace rurban {
namespace {

constexpr twin::Stream kLeaves{"households.leaves_home"}, kSeeks{"households.seeks_partner"},
    kSeparates{"households.separates"}, kSameSex{"households.same_sex"};

// Men are on average 2.5 years older than their partner (SCB, couples by age difference: about 2 to 3 years).
// Assumption: couples more than 12 years off the usual do not form in the model.
constexpr AgeGap kAgeGap{.usual = 30, .widest = 144};

}  // namespace

void HouseholdsModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  birth_month_ = d.reads_last(kBirthMonth);
  sex_ = d.reads_last(kSex);
  role_ = d.reads_last(kRole);
  household_ = d.reads_last(kHousehold);
  place_ = d.reads_last(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  leave_home_ = d.sends(kLeaveHome);
  unite_ = d.sends(kUnite);
  separate_ = d.sends(kSeparate);
  leaves_ = d.stream(kLeaves);
  seeks_ = d.stream(kSeeks);
  separates_ = d.stream(kSeparates);
  same_sex_ = d.stream(kSameSex);
  const auto factor = [&](const char* name, twin::Text label, const char* source) {
    return d.param({.name = name,
                    .unit = "1",
                    .fallback = 1,
                    .least = 0,
                    .most = 3,
                    .label = std::move(label),
                    .source = source});
  };
  leaving_factor_ = factor("leaving_factor", {"flytt hemifrån, gånger tabellen", "leaving home, times the table"},
                           "leaving_home.csv holds the rates");
  union_factor_ = factor("union_factor", {"flytta ihop, gånger tabellen", "moving together, times the table"},
                         "union.csv holds the rates");
  separation_factor_ = factor("separation_factor", {"separation, gånger tabellen", "separation, times the table"},
                              "separation.csv holds the rates");
  same_sex_share_ = d.param({.name = "same_sex_share",
                             .unit = "%",
                             .fallback = 1.5,
                             .least = 0,
                             .most = 10,
                             .label = {"söker partner av samma kön", "look for a partner of the same sex"},
                             .source = "assumption: about 1 to 2 % of Sweden's couples"});
}

void HouseholdsModel::step(twin::Step& s) {
  const Demography& tables = beginning_->county().demography;
  const Thresholds leaving = thresholds(tables.leaving_home, *leaving_factor_, s.years());
  const Thresholds seeking = thresholds(tables.union_rate, *union_factor_, s.years());
  // Either partner may end a couple, so each has half of the couple's rate.
  const Thresholds separating = thresholds(tables.separation, *separation_factor_ / 2, s.years());

  const auto birth_month = s[birth_month_];
  const auto sex = s[sex_];
  const auto role = s[role_];
  const auto household = s[household_];
  const auto place = s[place_];
  const auto municipality = s[municipality_];
  const auto ids = s.ids(persons_);
  const MonthNumber month = twin::month_of(s.from());

  std::vector<std::vector<Seeker>> seekers(twin::block_count(ids.size()));
  s.open(leave_home_, ids.size());
  s.open(separate_, ids.size());
  s.for_rows(persons_, [&](twin::Block block) {
    // Drawn for all, used by some: eight at a time they cost less than one by one for half of the rows.
    const twin::BlockDraws seeks = s.draws(seeks_, ids, block), separates = s.draws(separates_, ids, block);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const int age = age_on(month, birth_month[row]);
      if (age < kAdultAge) continue;
      const auto sx = static_cast<std::size_t>(sex[row]);
      const auto person = static_cast<std::uint32_t>(row);
      if (role[row] == Role::kPartner) {
        if (separates[row] < separating[sx][age]) s.send(separate_, block, {person, ids[row], {}});
        continue;
      }
      if (role[row] == Role::kChild) {
        if (s.draw(leaves_, ids[row]).bits() < leaving[sx][age]) s.send(leave_home_, block, {person, ids[row], {}});
      } else if (seeks[row] < seeking[sx][age]) {
        const std::uint32_t home = municipality[place[household[row].row].row].row;
        const bool same_sex = s.draw(same_sex_, ids[row]).chance(*same_sex_share_ / 100);
        seekers[block.index].push_back({person, ids[row], home, birth_month[row], sex[row], same_sex});
      }
    }
  });

  std::vector<Seeker> all;
  for (const auto& block : seekers) all.insert(all.end(), block.begin(), block.end());
  for (const auto& [a, b] : match(std::move(all), kAgeGap)) s.send(unite_, {a, ids[a], {PersonRef{b}}});
}

}  // namespace rurban
