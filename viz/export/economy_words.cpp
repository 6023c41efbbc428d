#include "viz/export/economy_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "viz/core/numbers.h"
#include "viz/export/figures.h"

namespace viz {
namespace {

using twin::Language;
using twin::Text;

constexpr const char* kReturned = "resourceflow.rfr_rural";
constexpr const char* kReturnedWithPeople = "resourceflow.rfr_rural_with_people";
constexpr const char* kIncome = "income.disposable";

/// A share of a krona, in öre.
std::string ore_of(double share) {
  return thousands(100 * share);
}

Inside countryside(const AccountNames& names) {
  return places_where(names, [](const AccountNames::Place& place) { return place.countryside; });
}

Inside municipality_inside(const AccountNames& names, std::size_t municipality) {
  return places_where(names, [=](const AccountNames::Place& place) { return place.municipality == municipality; });
}

std::optional<Text> return_sentence(const twin::RunResult& run) {
  const twin::SeriesResult* series = find_series(run, kReturned);
  if (series == nullptr) return std::nullopt;
  const std::vector<YearFigure> years = by_year(run, *series, 0);
  if (years.empty()) return std::nullopt;
  const auto [first, then] = years.front();
  const auto [last, now] = years.back();
  Text text;
  if (first == last)
    text = {
        fmt::format("Av varje krona som råvaror för ut ur landsbygden kom {} öre tillbaka {}.", ore_of(now), last),
        fmt::format("Of each krona that raw materials carry out of the countryside, {} öre came back in {}.",
                    ore_of(now), last)};
  else
    text = {
        fmt::format("Av varje krona som råvaror för ut ur landsbygden kom {} öre tillbaka {} och {} öre {}.",
                    ore_of(then), first, ore_of(now), last),
        fmt::format("Of each krona that raw materials carry out of the countryside, {} öre came back in {} and {} "
                    "öre in {}.",
                    ore_of(then), first, ore_of(now), last)};
  if (const auto with_people = in_year(run, kReturnedWithPeople, last)) {
    text.sv += fmt::format(" Räknas också vad det har kostat att fostra de unga som flyttar därifrån är det {} öre.",
                           ore_of(*with_people));
    text.en +=
        fmt::format(" Counting what it has cost to raise the young who leave, it is {} öre.", ore_of(*with_people));
  }
  return text;
}

/// The row with the largest sum on one side of a balance.
std::size_t largest_row(const Balance& balance, std::int64_t InOut::*side) {
  std::map<int, std::int64_t> rows;
  for (const Balance::Entry& entry : balance.entries)
    if (entry.row > 0) rows[entry.row] += entry.sum.*side;
  const auto most = std::ranges::max_element(rows, {}, [](const auto& row) { return row.second; });
  return most == rows.end() || most->second == 0 ? 0 : static_cast<std::size_t>(most->first);
}

std::optional<Text> balance_sentence(const twin::RunResult& run, const AccountNames& names, int year) {
  const Balance balance = balance_of(run, names, year, countryside(names));
  if (balance.in() + balance.out() == 0) return std::nullopt;
  const double in = static_cast<double>(balance.in()), out = static_cast<double>(balance.out());
  Text text{fmt::format("Till landsbygden kom {} {}, och därifrån gick {}", money_words(in, Language::kSwedish), year,
                        money_words(out, Language::kSwedish)),
            fmt::format("{} came to the countryside in {}, and {} left it", money_words(in, Language::kEnglish), year,
                        money_words(out, Language::kEnglish))};
  const std::size_t came = largest_row(balance, &InOut::in), went = largest_row(balance, &InOut::out);
  if (came != 0 && went != 0) {
    text.sv += fmt::format("; mest kom som {}, mest gick till {}", names.rows[came].sv, names.rows[went].sv);
    text.en += fmt::format("; most came as {}, most went to {}", names.rows[came].en, names.rows[went].en);
  }
  return Text{text.sv + ".", text.en + "."};
}

std::optional<Text> income_sentence(const twin::RunResult& run) {
  const twin::SeriesResult* income = find_series(run, kIncome);
  if (income == nullptr || income->series.width < 2) return std::nullopt;
  const twin::Series& series = income->series;
  const std::size_t last = series.dates.size() - 1;
  std::size_t low = 0, high = 0;
  for (std::size_t row = 0; row != series.width; ++row) {
    if (value(series, last, row) < value(series, last, low)) low = row;
    if (value(series, last, row) > value(series, last, high)) high = row;
  }
  const auto kr = [&](std::size_t row) { return thousands(value(series, last, row)); };
  return Text{
      fmt::format("Efter skatt har invånarna {} kronor var om året i {}, där det är mest, och {} i {}, där "
                  "det är minst.",
                  kr(high), income->row_labels[high], kr(low), income->row_labels[low]),
      fmt::format("After tax people have SEK {} each a year in {}, where it is most, and {} in {}, where it is "
                  "least.",
                  kr(high), income->row_labels[high], kr(low), income->row_labels[low])};
}

/// What reaches people, in öre: money that comes to households and to town halls from elsewhere, less what
/// equalisation takes back of it.
struct Reaching {
  double households = 0, town_hall = 0;
  double both = 0;        ///< taken together: wages and taxes between them are not counted
  double taken_back = 0;  ///< by equalisation
};

Reaching reaching(const twin::RunResult& run, const AccountNames& names, int year, const Inside& inside) {
  const auto to = [&](std::vector<std::uint32_t> parts) {
    return static_cast<double>(money_reaching(run, names, year, parts_of(inside, std::move(parts))));
  };
  return {to({names.households}), to({names.town_hall}), to({names.households, names.town_hall}),
          static_cast<double>(money_taken_back(run, names, year, parts_of(inside, {names.town_hall})))};
}

Reaching difference(const twin::RunResult& run, const twin::RunResult& base, const AccountNames& names, int year,
                    const Inside& inside) {
  const Reaching with = reaching(run, names, year, inside), without = reaching(base, names, year, inside);
  return {with.households - without.households, with.town_hall - without.town_hall, with.both - without.both,
          with.taken_back - without.taken_back};
}

std::string more_sv(double ore) {
  return std::abs(ore) < 100'000 * 0.5 ? "lika mycket som förut"
                                       : money_words(ore, Language::kSwedish) + (ore > 0 ? " mer" : " mindre");
}
std::string more_en(double ore) {
  return std::abs(ore) < 100'000 * 0.5 ? "as much as before"
                                       : money_words(ore, Language::kEnglish) + (ore > 0 ? " more" : " less");
}

Text municipality_sentence(const std::string& name, int year, const Reaching& change) {
  Text text{fmt::format("I {} får hushållen {} och kommunen {} om året ({}).", name, more_sv(change.households),
                        more_sv(change.town_hall), year),
            fmt::format("In {} households get {} and the municipality {} a year ({}).", name,
                        more_en(change.households), more_en(change.town_hall), year)};
  if (std::abs(change.taken_back) >= 100'000 * 100) {
    text.sv +=
        fmt::format(" Då har utjämningen tagit tillbaka {}.", money_words(change.taken_back, Language::kSwedish));
    text.en +=
        fmt::format(" Equalisation has then taken back {}.", money_words(change.taken_back, Language::kEnglish));
  }
  return text;
}

Text countryside_sentence(const twin::RunResult& run, const twin::RunResult& base, int year, const Reaching& change) {
  Text text{fmt::format("Landsbygdens hushåll och kommuner får {} om året", more_sv(change.both)),
            fmt::format("The countryside's households and municipalities get {} a year", more_en(change.both))};
  const auto with = in_year(run, kReturned, year), without = in_year(base, kReturned, year);
  if (with && without) {
    const bool same = ore_of(*with) == ore_of(*without);
    text.sv +=
        same ? fmt::format("; av varje krona som råvaror för ut kommer {} öre tillbaka, som förut", ore_of(*with))
             : fmt::format("; av varje krona som råvaror för ut kommer {} öre tillbaka i stället för {}",
                           ore_of(*with), ore_of(*without));
    text.en +=
        same ? fmt::format("; of each krona that raw materials carry out {} öre come back, as before", ore_of(*with))
             : fmt::format("; of each krona that raw materials carry out {} öre come back instead of {}",
                           ore_of(*with), ore_of(*without));
  }
  return {text.sv + ".", text.en + "."};
}

Text county_sentence(const Reaching& county, const Reaching& towns) {
  return {fmt::format("I hela länet får hushåll och kommuner {} om året; i tätorterna {}.", more_sv(county.both),
                      more_sv(towns.both)),
          fmt::format("In the whole county households and municipalities get {} a year; in the towns {}.",
                      more_en(county.both), more_en(towns.both))};
}

/// The last year that both lived whole.
std::optional<int> common_year(const twin::RunResult& a, const twin::RunResult& b) {
  const std::vector<int> one = whole_years(a), other = whole_years(b);
  for (auto year = one.rbegin(); year != one.rend(); ++year)
    if (std::ranges::find(other, *year) != other.end()) return *year;
  return std::nullopt;
}

}  // namespace

std::vector<Text> economy_sentences(const twin::RunResult& run, const AccountNames& names) {
  std::vector<Text> sentences;
  const std::vector<int> years = whole_years(run);
  if (years.empty()) return sentences;
  for (const std::optional<Text>& sentence :
       {return_sentence(run), balance_sentence(run, names, years.back()), income_sentence(run)})
    if (sentence) sentences.push_back(*sentence);
  return sentences;
}

std::vector<Text> difference_sentences(const twin::RunResult& run, const twin::RunResult& base,
                                       const AccountNames& names, std::optional<std::size_t> municipality) {
  const std::optional<int> year = common_year(run, base);
  if (!year || names.municipalities.empty()) return {};
  std::vector<Reaching> changes;
  for (std::size_t i = 0; i != names.municipalities.size(); ++i)
    changes.push_back(difference(run, base, names, *year, municipality_inside(names, i)));
  const auto most = std::ranges::max_element(changes, {}, [](const Reaching& r) { return std::abs(r.both); });
  const std::size_t chosen = municipality.value_or(static_cast<std::size_t>(most - changes.begin()));
  const auto change_of = [&](const Inside& inside) { return difference(run, base, names, *year, inside); };
  const Reaching county = change_of(places_where(names, [](const AccountNames::Place&) { return true; })),
                 towns = change_of(
                     places_where(names, [](const AccountNames::Place&place) { return !place.countryside; }));
  return {municipality_sentence(names.municipalities[chosen], *year, changes[chosen]),
          countryside_sentence(run, base, *year, change_of(countryside(names))), county_sentence(county, towns)};
}

}  // namespace viz
