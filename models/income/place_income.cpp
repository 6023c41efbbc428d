// What the residents of each place have to live on, for the map.
#include "models/income/income_model.h"
#include "models/income/month.h"

namespace rurban {
namespace {

constexpr std::int32_t kNobody = -1;

/// `sums`: öre a year, by place.
void write_per_resident(std::span<const std::int64_t> sums, std::span<const std::int32_t> residents,
                        std::span<std::int32_t> income_kr) {
  for (std::size_t place = 0; place != sums.size(); ++place)
    income_kr[place] =
        residents[place] == 0 ? kNobody : static_cast<std::int32_t>(sums[place] / 100 / residents[place]);
}

}  // namespace

void IncomeModel::declare_place_income(twin::Declare& d) {
  place_income_ = d.writes(kPlaceIncome);
  d.shows(kPlaceIncome, {.label = {"disponibel inkomst per invånare", "disposable income per resident"},
                         .unit = {"kr per år", "kr a year"},
                         .breaks = {180'000, 200'000, 220'000, 240'000, 260'000, 280'000, 300'000},
                         .missing = kNobody,
                         .missing_label = {"ingen bor här", "nobody lives here"},
                         .sized_by = std::string(kPlaceResidents.name)});
}

/// At the base date: what everybody is to get in the first month, with the dividends that are announced.
void IncomeModel::found_place_income(twin::Founding& f) const {
  std::vector<std::int64_t> sums(f.rows(places_));
  if (sums.empty()) return;
  const Rules now = rules(f, MarketPlace::price_year(*price_year_, f.to()));
  for (std::size_t person = 0; person != f[household_].size(); ++person)
    sums[home_of(f, person)] += 12 * receipts(f, now, twin::month_of(f.to()), person).net();
  const std::int64_t kept = 100'000 - TaxRules{}.capital_rate;
  for (std::size_t place = 0; place != sums.size(); ++place) {
    sums[place] += 12 * f[dividends_local_][place] * kept / 100'000;
    const auto [at_seat, at_coast] = county_owners(f[dividends_county_][place]);
    sums[market_.seat_of_place(static_cast<std::uint32_t>(place))] += 12 * at_seat * kept / 100'000;
    sums[market_.coast()] += 12 * at_coast * kept / 100'000;
  }
  write_per_resident(sums, f[residents_], f[place_income_]);
}

void IncomeModel::tell_place_income(const twin::Step& s) const {
  std::vector<std::int64_t> sums(s.rows(places_));
  const auto disposable = s[disposable_];
  const auto place = s[place_];
  for (std::size_t household = 0; household != disposable.size(); ++household)
    sums[place[household].row] += disposable[household];
  write_per_resident(sums, s[residents_], s[place_income_]);
}

}  // namespace rurban
