#include "models/synthesis/synthesis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/rates.h"
#include "models/synthesis/families.h"
#include "models/synthesis/homes.h"
#include "models/synthesis/margins.h"
#include "twin/base/draw.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr twin::Stream kRounding{"synthesis.rounding"}, kAges3{"synthesis.ages"}, kShuffle{"synthesis.shuffle"},
    kLife{"synthesis.life"}, kFamilies{"synthesis.families"}, kHomes{"synthesis.homes"}, kCars{"synthesis.cars"};

// Assumption: of a municipality's dwellings 4 % stand vacant (1 to 8; more inland). No register of them is at hand.
constexpr double kVacant = 0.04;

constexpr std::array<std::array<int, 2>, 3> kAgeGroups{{{0, 14}, {15, 64}, {65, kAges - 1}}};

std::size_t index_of(Sex sex) {
  return static_cast<std::size_t>(sex);
}

/// Expected residents of a municipality by sex and single age: the county's shape, bent so that the published groups
/// inside 16 to 64 have their published shares.
ByAgeSex age_shape(const Municipality& municipality, const ByAgeSex& county) {
  std::array<double, 5> sums{};
  for (const auto& ages : county)
    for (int age = 0; age != kAges; ++age) sums[published_group(age)] += ages[static_cast<std::size_t>(age)];
  ByAgeSex shape = county;
  for (auto& ages : shape) {
    for (int age = 16; age != 65; ++age) {
      const std::size_t group = published_group(age);
      if (sums[group] > 0) ages[static_cast<std::size_t>(age)] *= municipality.age_groups[group] / sums[group];
    }
    // Age 15 counts with those of working age in one margin and with children in the other: it keeps its size
    // beside 16.
    ages[15] = ages[16] * (county[0][15] + county[1][15]) / std::max(county[0][16] + county[1][16], 1.0);
  }
  return shape;
}

/// One person of a place while it is being drawn.
struct Draft {
  Kind kind;
  int age = 0;
};

/// Draws the people of one municipality; place by place.
class MunicipalityDrawing {
 public:
  MunicipalityDrawing(const County& county, const Targets& targets, std::uint32_t municipality, std::uint64_t seed)
      : county_(county), targets_(targets), m_(municipality), seed_(seed) {
    for (std::uint32_t p = 0; p != county.places.size(); ++p)
      if (county.places[p].municipality == m_) places_.push_back(p);
  }

  SyntheticPopulation draw() {
    draw_counts();
    draw_ages();
    draw_households();
    return std::move(result_);
  }

 private:
  twin::Draw random(const twin::Stream& stream, std::uint64_t what, std::uint32_t index = 0) const {
    return {twin::draw_key(seed_, stream.hash), twin::combine(static_cast<std::uint64_t>(code()), what), 0, index};
  }
  int code() const { return county_.municipalities[m_].code; }
  const Margins& target(std::size_t i) const { return targets_.places[places_[i]]; }

  void draw_counts() {
    std::vector<Margins> margins;
    std::vector<double> offsets;
    for (std::size_t i = 0; i != places_.size(); ++i) {
      margins.push_back(target(i));
      offsets.push_back(random(kRounding, i).uniform());
    }
    const Counts counts = fit_counts(targets_.municipalities[m_], margins, offsets);
    drafts_.resize(places_.size());
    for (std::size_t i = 0; i != places_.size(); ++i)
      for (int k = 0; k != kKinds; ++k)
        drafts_[i].insert(drafts_[i].end(), static_cast<std::size_t>(counts[i][static_cast<std::size_t>(k)]),
                          {kind_of(k), 0});
  }

  /// All people of the municipality of one sex, age group and employment get single ages together: as evenly along
  /// the expected distribution as whole persons can be, then shuffled over the places.
  void draw_ages() {
    const ByAgeSex shape = age_shape(county_.municipalities[m_], county_.demography.population);
    std::uint64_t cell = 0;
    for (const Sex sex : {Sex::kWoman, Sex::kMan}) {
      for (std::uint8_t group = 0; group != 3; ++group) {
        std::array<std::vector<Draft*>, 2> people;  // [employed]
        for (auto& place : drafts_)
          for (Draft& draft : place)
            if (draft.kind.sex == sex && draft.kind.age_group == group) people[draft.kind.employed].push_back(&draft);
        ByAgeSex all{};
        double sum = 0;
        for (int age = kAgeGroups[group][0]; age <= kAgeGroups[group][1]; ++age)
          sum += shape[index_of(sex)][static_cast<std::size_t>(age)];
        for (int age = kAgeGroups[group][0]; age <= kAgeGroups[group][1] && sum > 0; ++age)
          all[index_of(sex)][static_cast<std::size_t>(age)] =
              shape[index_of(sex)][static_cast<std::size_t>(age)] / sum *
              static_cast<double>(people[0].size() + people[1].size());
        const double level = level_of(all, county_.demography.employment, static_cast<double>(people[1].size()));
        for (const bool employed : {false, true}) {
          std::array<double, kAges> weights{};
          for (std::size_t age = 0; age != kAges; ++age) {
            const double share = at_level(county_.demography.employment[index_of(sex)][age], level);
            weights[age] = all[index_of(sex)][age] * (employed ? share : 1 - share);
          }
          spread_ages(people[employed], weights, kAgeGroups[group][0], ++cell);
        }
      }
    }
  }

  void spread_ages(std::vector<Draft*>& people, const std::array<double, kAges>& weights, int youngest,
                   std::uint64_t cell) const {
    std::vector<std::pair<std::uint64_t, Draft*>> shuffled;
    for (std::uint64_t i = 0; i != people.size(); ++i) {
      const twin::Draw draw = random(kShuffle, twin::combine(cell, i));
      shuffled.emplace_back(std::uint64_t{draw.bits(0)} << 32 | draw.bits(1), people[i]);
    }
    std::stable_sort(shuffled.begin(), shuffled.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0), start = random(kAges3, cell).uniform();
    std::size_t age = static_cast<std::size_t>(youngest);
    double upto = weights[age];
    for (std::size_t i = 0; i != shuffled.size(); ++i) {
      const double at = (static_cast<double>(i) + start) / static_cast<double>(shuffled.size()) * sum;
      while (at >= upto && age + 1 < kAges && upto < sum) upto += weights[++age];
      shuffled[i].second->age = static_cast<int>(age);
    }
  }

  /// The odds level of living with a partner at which the municipality gets its published household size, given who
  /// lives with a parent: households = people - children at home - couples.
  double partner_level(const std::vector<std::vector<Inhabitant>>& people) const {
    ByAgeSex free{};
    double all = 0, at_home = 0;
    for (const auto& place : people) {
      for (const Inhabitant& person : place) {
        ++all;
        if (person.at_home)
          ++at_home;
        else
          ++free[index_of(person.sex)][static_cast<std::size_t>(person.age)];
      }
    }
    const double households = all / county_.municipalities[m_].persons_per_household;
    return level_of(free, county_.demography.partnered, 2 * (all - at_home - households));
  }

  std::vector<std::vector<Inhabitant>> draw_inhabitants() const {
    std::vector<std::vector<Inhabitant>> people(places_.size());
    std::uint64_t number = 0;
    for (std::size_t i = 0; i != places_.size(); ++i) {
      for (const Draft& draft : drafts_[i]) {
        const twin::Draw life = random(kLife, number++);
        const double home = county_.demography.at_home[index_of(draft.kind.sex)][static_cast<std::size_t>(draft.age)];
        people[i].push_back(
            {draft.age, draft.kind.sex, life.uniform(0), draft.age < kAdultAge || life.uniform(1) < home});
      }
    }
    return people;
  }

  void draw_households() {
    auto people = draw_inhabitants();
    const double level = partner_level(people);
    const auto& shares = county_.demography.partnered;
    double couples_due =
        random(kRounding, ~std::uint64_t{0}).uniform();  // carried from place to place, so that few are lost
    for (std::size_t i = 0; i != places_.size(); ++i) {
      for (Inhabitant& person : people[i]) {
        if (person.at_home) continue;
        const double share = at_level(shares[index_of(person.sex)][static_cast<std::size_t>(person.age)], level);
        couples_due += share / 2;
        person.eager = share > 0 ? person.eager / share : 1000 + person.eager;  // below 1: lives with a partner
      }
      const auto couples = static_cast<std::int32_t>(couples_due);
      const auto families =
          form_families(people[i], couples, county_.demography.fertility, [&](std::uint32_t decision) {
            return random(kFamilies, twin::combine(places_[i], decision / 4)).uniform(static_cast<int>(decision % 4));
          });
      for (const Family& family : families) {
        if (family.adults.size() == 2) couples_due -= 1;
        add_household(i, family);
      }
    }
    add_vacant_dwellings();
  }

  void add_household(std::size_t i, const Family& family) {
    const auto number = static_cast<std::uint32_t>(result_.households.size());
    const auto adults = static_cast<int>(family.adults.size());
    const double quantile = random(kCars, number).uniform();
    const int cars = cars_wanted(county_.demography, adults, target(i).residents, quantile);
    result_.households.push_back({add_dwelling(i), static_cast<std::uint8_t>(cars)});
    for (const std::uint32_t person : family.adults)
      add_person(drafts_[i][person], adults == 2 ? Role::kPartner : Role::kSingle, number);
    for (const std::uint32_t person : family.children) add_person(drafts_[i][person], Role::kChild, number);
  }

  void add_person(const Draft& draft, Role role, std::uint32_t household) {
    const auto month = random(kLife, result_.persons.size(), 1).below(12);
    const int birth = twin::month_of(county_.base_date) - 1 - draft.age * 12 - static_cast<int>(month);
    result_.persons.push_back({static_cast<twin::MonthNumber>(birth), draft.kind.sex, role, draft.kind.born_in,
                               draft.kind.employed, household});
  }

  std::uint32_t add_dwelling(std::size_t i) {
    const auto number = static_cast<std::uint32_t>(result_.dwellings.size());
    const Place& place = county_.places[places_[i]];
    const Home home = draw_home({place.east_m, place.north_m, place.spread_m, target(i).residents},
                                random(kHomes, number, 0), random(kHomes, number, 1));
    result_.dwellings.push_back({places_[i], home.east_m, home.north_m, home.kind, home.tenure});
    return number;
  }

  void add_vacant_dwellings() {
    std::vector<double> occupied(places_.size());
    for (std::size_t i = 0; i != places_.size(); ++i)
      occupied[i] =
          static_cast<double>(std::count_if(result_.dwellings.begin(), result_.dwellings.end(),
                                            [&](const SyntheticDwelling& d) { return d.place == places_[i]; }));
    const double all = static_cast<double>(result_.dwellings.size());
    const auto counts = largest_remainder(occupied, static_cast<std::int32_t>(all * kVacant / (1 - kVacant)));
    for (std::size_t i = 0; i != places_.size(); ++i)
      for (std::int32_t k = 0; k != counts[i]; ++k) add_dwelling(i);
  }

  const County& county_;
  const Targets& targets_;
  std::uint32_t m_;
  std::uint64_t seed_;
  std::vector<std::uint32_t> places_;
  std::vector<std::vector<Draft>> drafts_;  ///< by place
  SyntheticPopulation result_;
};

void append(SyntheticPopulation& all, const SyntheticPopulation& part) {
  const auto households = static_cast<std::uint32_t>(all.households.size());
  const auto dwellings = static_cast<std::uint32_t>(all.dwellings.size());
  for (SyntheticPerson person : part.persons) {
    person.household += households;
    all.persons.push_back(person);
  }
  for (SyntheticHousehold household : part.households) {
    household.dwelling += dwellings;
    all.households.push_back(household);
  }
  all.dwellings.insert(all.dwellings.end(), part.dwellings.begin(), part.dwellings.end());
}

}  // namespace

SyntheticPopulation synthesise(const County& county, const Targets& targets, std::uint64_t seed) {
  std::vector<SyntheticPopulation> parts(county.municipalities.size());
  twin::for_each_index(parts.size(), [&](std::size_t m) {
    parts[m] = MunicipalityDrawing(county, targets, static_cast<std::uint32_t>(m), seed).draw();
  });
  SyntheticPopulation all;
  for (const SyntheticPopulation& part : parts) append(all, part);
  return all;
}

}  // namespace rurban
