#pragma once
// What a set of places sends out and what comes back: the return-flow ratio and the balance per inhabitant.
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "twin/base/text.h"

namespace rurban {

/// One place and one year, in öre; the rows are those of the flow account (FlowRow). All are 0 or more unless said.
struct PlaceFlows {
  std::int64_t primary_sales = 0;     ///< X_res: primary goods that leave the place, at its gate price
  std::int64_t human_capital = 0;     ///< HC, see human_capital(); below 0 where more young people come than leave
  std::int64_t extraction_wages = 0;  ///< W_loc: of extracting branches, to residents, before tax
  std::int64_t extraction_purchases = 0;  ///< of extracting branches, from suppliers in the set of places
  std::int64_t surplus_local = 0;      ///< row 4 to households, municipality and associations; less what they put in
  std::int64_t resource_payments = 0;  ///< row 5 to them
  std::int64_t benefits = 0;           ///< row 7 to residents
  std::int64_t services_in_kind = 0;   ///< row 8 to residents, at cost
  std::int64_t taxes = 0;              ///< rows 2 and 3 paid by households and local firms
  std::int64_t investment_external = 0;  ///< I_ext: from outside, extraction plant left out
  std::int64_t residents = 0;            ///< P: persons, mean of the year

  friend bool operator==(const PlaceFlows&, const PlaceFlows&) = default;
};

/// HC in öre: young people whom the place brought up and others have the use of, at what their upbringing cost the
/// public. `leavers` and `entrants` are aged 16 to 29 and were not back within 10 years; `ore_per_child` is the
/// public cost of a child to the age of 20.
constexpr std::int64_t human_capital(std::int64_t leavers, std::int64_t entrants, std::int64_t ore_per_child) {
  return (leavers - entrants) * ore_per_child;
}

/// Of a krona that suppliers in the set sell for: what their residents earn by it, and what is bought for it from
/// suppliers in the set. The rest leaves the set. Dimensionless.
/// Requires: both 0 or more, purchase_share < 1, together at most 1, since a krona is paid out once
struct LocalMultiplier {
  double value_share = 0;
  double purchase_share = 0;
};

/// Q_loc: income of residents, in öre, from purchases in the set, followed until nothing more is bought in it.
/// Purchases of p öre are sales of suppliers, who buy for b p from suppliers in the set, who buy for b² p, and so on:
///   sales = p (1 + b + b² + …) = p / (1 - b),  Q_loc = v p / (1 - b)
/// with v = value_share and b = purchase_share: the power series of the open input-output model (Leontief 1936;
/// Miller & Blair 2009, section 2.4) with a single sector. Since v + b <= 1, never more than the purchases.
/// Households' own spending is left out: what they earn has returned already.
std::int64_t local_income(std::int64_t purchases, LocalMultiplier multiplier);

/// The ways by which value comes back.
enum class Channel : std::uint8_t {
  kWages,       ///< W_loc
  kPurchases,   ///< Q_loc
  kSurplus,     ///< D: surplus and resource payments that reach the place
  kPublic,      ///< NT: benefits and services in kind less taxes; may be below 0
  kInvestment,  ///< I_ext
};
inline constexpr int kChannels = 5;
extern const std::array<twin::Text, kChannels> kChannelNames;

/// Whether young people who leave count among what is extracted. The ratio is shown both ways.
enum class HumanCapital : std::uint8_t { kCounted, kLeftOut };

/// Extracted and returned in a year, in öre: of one place, or summed over a set of places.
struct ReturnFlow {
  std::int64_t goods = 0;                          ///< X_res
  std::int64_t human_capital = 0;                  ///< HC
  std::array<std::int64_t, kChannels> channels{};  ///< by Channel
  std::int64_t residents = 0;

  /// X_res + HC, or X_res.
  std::int64_t extracted(HumanCapital human_capital) const;
  /// W_loc + Q_loc + D + NT + I_ext.
  std::int64_t returned() const;
  /// Returned / Extracted, dimensionless; 1 when as much comes back as leaves. Empty when nothing is extracted, or
  /// when more young people come than goods leave: there is then nothing that could be returned.
  std::optional<double> ratio(HumanCapital human_capital) const;
  /// RB = (Returned - Extracted) / P in SEK per inhabitant and year. Empty without residents.
  std::optional<double> balance_per_inhabitant(HumanCapital human_capital) const;

  ReturnFlow& operator+=(const ReturnFlow& other);
  friend bool operator==(const ReturnFlow&, const ReturnFlow&) = default;
};

ReturnFlow return_flow(const PlaceFlows& place, LocalMultiplier multiplier);

/// Of a set: the sum of its places, to the öre. `set` holds rows of `places`, each once.
/// Requires: the multiplier and extraction_purchases mean the same set
ReturnFlow return_flow(std::span<const PlaceFlows> places, std::span<const std::uint32_t> set,
                       LocalMultiplier multiplier);

/// What quantities (t, MWh, m³ solid under bark) are worth in öre at fixed prices (öre per unit), good by good.
/// Requires: equal sizes
std::int64_t at_prices(std::span<const std::int64_t> quantities, std::span<const std::int64_t> ore_per_unit);

/// The same flows with the primary goods at fixed prices (Laspeyres 1871: this year's quantities, the base year's
/// prices), so that a boom, in which the same tonnes leave, does not look like injustice. What returned stays as it
/// was paid: what a boom pays out in the place raises the price-fixed ratio, and what it pays elsewhere leaves it.
PlaceFlows at_fixed_prices(PlaceFlows flows, std::span<const std::int64_t> quantities,
                           std::span<const std::int64_t> ore_per_unit);

}  // namespace rurban
