#include "models/census/census_model.h"

namespace rurban {

void CensusModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  role_ = d.reads(kRole);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  employed_ = d.reads(kEmployed);
  const auto persons = [&](const char* name, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = "persons", .label = std::move(label)});
  };
  children_ = persons("age_0_14", {"0–14 år", "aged 0-14"});
  working_age_ = persons("age_15_64", {"15–64 år", "aged 15-64"});
  elderly_ = persons("age_65_plus", {"65 år och äldre", "aged 65 and over"});
  employed_series_ = persons("employed", {"sysselsatta", "employed"});
  partnered_ = persons("partnered", {"bor med partner", "live with a partner"});
}

void CensusModel::count(const twin::WriteAccess& w) const {
  const auto birth_month = w[birth_month_];
  const auto role = w[role_];
  const auto household = w[household_];
  const auto place = w[place_];
  const auto municipality = w[municipality_];
  const auto employed = w[employed_];
  const MonthNumber next_month = twin::month_of(w.to());

  enum Count : std::size_t { kChildren, kWorkingAge, kElderly, kInWork, kPartnered, kCounts };
  const std::size_t homes = w.rows(municipalities_);
  std::vector<std::vector<std::int64_t>> counts(twin::block_count(birth_month.size()));
  twin::for_blocks(birth_month.size(), [&](twin::Block block) {
    std::vector<std::int64_t>& count = counts[block.index];
    count.resize(kCounts * homes);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      const std::size_t home = municipality[place[household[row].row].row].row;
      const int age = age_on(next_month, birth_month[row]);
      ++count[(age < 15 ? kChildren : age < 65 ? kWorkingAge : kElderly) * homes + home];
      count[kInWork * homes + home] += employed[row];
      count[kPartnered * homes + home] += role[row] == Role::kPartner;
    }
  });
  std::vector<std::int64_t> total(kCounts * homes);
  for (const auto& count : counts)
    for (std::size_t i = 0; i != count.size(); ++i) total[i] += count[i];
  const auto of = [&](Count what) { return std::span<const std::int64_t>(total).subspan(what * homes, homes); };
  w.record(children_, of(kChildren));
  w.record(working_age_, of(kWorkingAge));
  w.record(elderly_, of(kElderly));
  w.record(employed_series_, of(kInWork));
  w.record(partnered_, of(kPartnered));
}

}  // namespace rurban
