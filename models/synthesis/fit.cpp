#include <cmath>
#include <cstdlib>

#include "models/synthesis/margins.h"
#include "models/synthesis/synthesis.h"

namespace rurban {
namespace {

Margins count(const SyntheticPerson& person, int age) {
  Margins one;
  one.residents = 1;
  one.by_sex[static_cast<std::size_t>(person.sex)] = 1;
  one.by_age[age < 15 ? 0 : age < 65 ? 1 : 2] = 1;
  one.employed = person.employed;
  one.by_birth[static_cast<std::size_t>(person.born_in)] = 1;
  return one;
}

template <std::size_t N>
void add(std::array<std::int32_t, N>& sum, const std::array<std::int32_t, N>& part) {
  for (std::size_t i = 0; i != N; ++i) sum[i] += part[i];
}
void add(Margins& sum, const Margins& part) {
  sum.residents += part.residents;
  sum.employed += part.employed;
  add(sum.by_sex, part.by_sex);
  add(sum.by_age, part.by_age);
  add(sum.by_birth, part.by_birth);
}

template <std::size_t N>
std::int64_t distance(const std::array<std::int32_t, N>& a, const std::array<std::int32_t, N>& b) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i != N; ++i) sum += std::abs(a[i] - b[i]);
  return sum;
}

class FitReport {
 public:
  FitReport(const County& county, const Targets& targets, const SyntheticPopulation& people)
      : county_(county),
        targets_(targets),
        places_(county.places.size()),
        municipalities_(county.municipalities.size()),
        groups_(municipalities_.size()),
        households_(municipalities_.size()) {
    for (const SyntheticPerson& person : people.persons) {
      const std::uint32_t place = people.dwellings[people.households[person.household].dwelling].place;
      const int age = age_on(twin::month_of(county.base_date), person.birth_month);
      const Margins one = count(person, age);
      add(places_[place], one);
      add(municipalities_[county.places[place].municipality], one);
      ++groups_[county.places[place].municipality][published_group(age)];
    }
    for (const SyntheticHousehold& household : people.households)
      ++households_[county.places[people.dwellings[household.dwelling].place].municipality];
  }

  std::vector<FitRow> rows() {
    for (std::uint32_t m = 0; m != municipalities_.size(); ++m) {
      const Margins &got = municipalities_[m], &want = targets_.municipalities[m];
      row("residents", m, true, want.residents, std::abs(got.residents - want.residents));
      row("sex", m, true, want.residents, distance(got.by_sex, want.by_sex));
      row("age group", m, true, want.residents, distance(got.by_age, want.by_age));
      row("employed", m, true, want.employed, std::abs(got.employed - want.employed));
      row("birth region", m, false, want.residents, distance(got.by_birth, want.by_birth));
      published_ages(m);
      const auto households = std::llround(want.residents / county_.municipalities[m].persons_per_household);
      row("households", m, false, households, std::abs(households_[m] - households));
      by_place(m);
    }
    return std::move(rows_);
  }

 private:
  void row(const char* margin, std::uint32_t m, bool controlled, std::int64_t total, std::int64_t error) {
    rows_.push_back({margin, m, controlled, total, error});
  }

  /// The three published groups inside 16 to 64, at their published shares of those aged 16 to 64 here.
  void published_ages(std::uint32_t m) {
    const auto& published = county_.municipalities[m].age_groups;
    const double all = published[1] + published[2] + published[3];
    const std::int64_t here = groups_[m][1] + groups_[m][2] + groups_[m][3];
    std::int64_t error = 0;
    for (std::size_t g = 1; g != 4; ++g)
      error += std::abs(groups_[m][g] - std::llround(published[g] / all * static_cast<double>(here)));
    row("ages 16-64", m, false, here, error);
  }

  void by_place(std::uint32_t m) {
    std::array<std::int64_t, 6> error{};
    for (std::size_t p = 0; p != places_.size(); ++p) {
      if (county_.places[p].municipality != m) continue;
      const Margins &got = places_[p], &want = targets_.places[p];
      error[0] += std::abs(got.residents - want.residents);
      error[1] += distance(got.by_sex, want.by_sex);
      error[2] += distance(got.by_age, want.by_age);
      error[3] += std::abs(got.employed - want.employed);
      error[4] += distance(got.by_birth, want.by_birth);
    }
    const Margins& total = targets_.municipalities[m];
    row("place", m, true, total.residents, error[0]);
    row("place x sex", m, false, total.residents, error[1]);
    row("place x age group", m, false, total.residents, error[2]);
    row("place x employed", m, false, total.employed, error[3]);
    row("place x birth region", m, false, total.residents, error[4]);
  }

  const County& county_;
  const Targets& targets_;
  std::vector<Margins> places_, municipalities_;
  std::vector<std::array<std::int64_t, 5>> groups_;
  std::vector<std::int64_t> households_;
  std::vector<FitRow> rows_;
};

}  // namespace

std::vector<FitRow> fit_report(const County& county, const Targets& targets, const SyntheticPopulation& population) {
  return FitReport(county, targets, population).rows();
}

}  // namespace rurban
