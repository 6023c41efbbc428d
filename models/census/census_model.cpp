#include "models/census/census_model.h"

namespace rurban {
namespace {

constexpr std::int16_t kNobody = -1;

/// Whole per cent, the nearest.
std::int16_t percent_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? kNobody : static_cast<std::int16_t>((200 * part + whole) / (2 * whole));
}

}  // namespace

void CensusModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  municipalities_ = d.rows(kMunicipalities);
  places_ = d.rows(kPlaces);
  birth_month_ = d.reads(kBirthMonth);
  role_ = d.reads(kRole);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  employed_ = d.reads(kEmployed);
  place_elderly_ = d.writes(kPlaceElderly);
  place_employed_ = d.writes(kPlaceEmployed);
  const auto persons = [&](const char* name, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = "persons", .label = std::move(label)});
  };
  children_ = persons("age_0_14", {"0–14 år", "aged 0-14"});
  working_age_ = persons("age_15_64", {"15–64 år", "aged 15-64"});
  elderly_ = persons("age_65_plus", {"65 år och äldre", "aged 65 and over"});
  employed_series_ = persons("employed", {"sysselsatta", "employed"});
  partnered_ = persons("partnered", {"bor med partner", "live with a partner"});
  d.shows(kPlaceElderly, {.label = {"andel 65 år och äldre", "share aged 65 and over"},
                          .unit = {"procent", "per cent"},
                          .breaks = {15, 20, 25, 30, 35, 40, 50},
                          .missing = kNobody,
                          .missing_label = {"ingen bor här", "nobody lives here"},
                          .sized_by = std::string(kPlaceResidents.name)});
  d.shows(kPlaceEmployed, {.label = {"andel av 20–64 år i arbete", "share of those aged 20-64 in work"},
                           .unit = {"procent", "per cent"},
                           .breaks = {60, 65, 70, 75, 80, 85, 90},
                           .missing = kNobody,
                           .missing_label = {"ingen i åldern", "nobody of that age"},
                           .sized_by = std::string(kPlaceResidents.name)});
}

void CensusModel::count(const twin::WriteAccess& w) const {
  const auto birth_month = w[birth_month_];
  const auto role = w[role_];
  const auto household = w[household_];
  const auto place = w[place_];
  const auto municipality = w[municipality_];
  const auto employed = w[employed_];
  const MonthNumber next_month = twin::month_of(w.to());

  enum Count : std::size_t {
    kChildren,
    kWorkingAge,
    kElderly,
    kInWork,
    kPartnered,
    kOf20To64,
    kInWorkOf20To64,
    kCounts
  };
  const std::size_t places = w.rows(places_);
  std::vector<std::vector<std::uint32_t>> counts(twin::block_count(birth_month.size()));
  twin::for_blocks(birth_month.size(), [&](twin::Block block) {
    std::vector<std::uint32_t>& count = counts[block.index];
    count.resize(kCounts * places);
    for (std::size_t row = block.begin; row != block.end; ++row) {
      std::uint32_t* const home = &count[kCounts * place[household[row].row].row];
      const int age = age_on(next_month, birth_month[row]);
      const bool of_20_to_64 = age >= 20 && age < 65;
      ++home[age < 15 ? kChildren : age < 65 ? kWorkingAge : kElderly];
      home[kInWork] += employed[row];
      home[kPartnered] += role[row] == Role::kPartner;
      home[kOf20To64] += of_20_to_64;
      home[kInWorkOf20To64] += of_20_to_64 && employed[row];
    }
  });
  std::vector<std::int64_t> by_place(kCounts * places);
  for (const auto& count : counts)
    for (std::size_t i = 0; i != count.size(); ++i) by_place[i] += count[i];

  const std::size_t municipalities = w.rows(municipalities_);
  std::vector<std::int64_t> total(kCounts * municipalities);
  for (std::size_t p = 0; p != places; ++p) {
    const std::int64_t* const here = &by_place[kCounts * p];
    for (std::size_t what = 0; what != kCounts; ++what)
      total[what * municipalities + municipality[p].row] += here[what];
    w[place_elderly_][p] = percent_of(here[kElderly], here[kChildren] + here[kWorkingAge] + here[kElderly]);
    w[place_employed_][p] = percent_of(here[kInWorkOf20To64], here[kOf20To64]);
  }
  const auto of = [&](Count what) {
    return std::span<const std::int64_t>(total).subspan(what * municipalities, municipalities);
  };
  w.record(children_, of(kChildren));
  w.record(working_age_, of(kWorkingAge));
  w.record(elderly_, of(kElderly));
  w.record(employed_series_, of(kInWork));
  w.record(partnered_, of(kPartnered));
}

}  // namespace rurban
