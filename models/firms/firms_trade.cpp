// What workplaces sell and buy in a month.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/firms/firms_model.h"
#include "models/firms/month.h"
#include "models/lines.h"

namespace rurban {
namespace {

/// Value added tax in what households and visitors pay a sector, per 1000. Rates of 25, 12 and 6 % give 200, 107 and
/// 57 of the price (Mervärdesskattelag 7); what is exempt pays none. Trade: food at 107, the rest at 200, assumption
/// 150 to 180.
constexpr std::array<std::int64_t, kSectors> kVat{107, 200, 200, 200, 200, 200, 200, 200, 200, 165, 57,
                                                  107, 180, 0,   0,   200, 200, 0,   0,   0,   60};

/// Where a visitor's krona goes. Assumption, +- 0.1 each, after surveys of what tourists buy.
struct Purse {
  Sector sector;
  double share;
};
constexpr std::array<Purse, 4> kVisitorPurse{
    {{Sector::kLodging, 0.47}, {Sector::kTrade, 0.25}, {Sector::kTransport, 0.15}, {Sector::kCulture, 0.13}}};
constexpr double kForeignVisitors = 0.35;  // of guest nights, 2024 (turismnytt.se)

constexpr double kConstructionOfInvestment = 0.45;  // the rest is machines; assumption: 0.35 to 0.55
/// Of what the county's firms build, extraction plant included: who builds comes from nearby or from outside.
constexpr Tiers kBuilderTiers{share(0.35), share(0.20), share(0.20)};

}  // namespace

/// Value added tax and the cost of goods are taken out of what people pay; the rest is output.
std::int64_t FirmsModel::take_from_people(Month& month, std::size_t branch, std::int64_t paid) {
  const Sector sector = sector_of_branch(branch);
  const std::int64_t vat = paid * kVat[static_cast<std::size_t>(sector)] / 1'000;
  const std::int64_t goods =
      sector == Sector::kTrade ? part_of_amount(paid - vat, share(kCostOfGoods), kWholeShare) : 0;
  const std::size_t here = firm_account(branch);
  month.vat[here] += vat;
  month.goods[here] += goods;
  month.receive(branch, paid);
  month.money[branch] -= vat + goods;
  return paid - vat - goods;
}

void FirmsModel::take_sales(twin::Step& s, Month& month) const {
  for (std::size_t branch = 0; branch != month.money.size(); ++branch) {
    month.demand[branch] += take_from_people(month, branch, s[sold_to_households_][branch]);
    month.sell(branch, s[sold_to_public_][branch]);
  }
  if (month.quarter_ends) {
    std::vector<std::int64_t> taken(month.money.size());
    for (std::size_t point = 0; point != s[takings_].size(); ++point) {
      if (is_of_region(s[point_offers_][point])) continue;
      const std::size_t branch = branch_row(s[point_place_][point].row, Sector::kTrade, false);
      taken[branch] += s[takings_][point];
      month.receive(branch, s[support_][point]);
    }
    for (std::size_t branch = 0; branch != taken.size(); ++branch)
      s[takings_a_month_][branch] = take_from_people(month, branch, taken[branch]) / 3;
  }
  if (month.year_ends)
    for (std::uint32_t place = 0; place != s[paper_taken_].size(); ++place)
      month.receive(branch_row(place, Sector::kInformation, false), s[paper_taken_][place]);
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch)
    month.demand[branch] += s[takings_a_month_][branch];
}

/// Guests spend where hotels are, in proportion to their positions; those that a municipality gained by planning, in
/// it.
void FirmsModel::take_visitors(twin::Step& s, Month& month) const {
  using Driver = Economy::Driver;
  const double kr = market_.price(Driver::kGuestNights, month.year) * 1'000 *
                    market_.price(Driver::kVisitorSpending, month.year) / 12;
  const auto lodging = [&](std::uint32_t place) {
    const std::size_t branch = branch_row(place, Sector::kLodging, false);
    return std::int64_t{s[branch_jobs_][branch] + s[branch_jobs_][branch + 1]};
  };
  std::vector<std::uint32_t> all;
  std::vector<std::vector<std::uint32_t>> of_municipality(s.rows(municipalities_));
  for (std::uint32_t place = 0; place != s.rows(places_); ++place) {
    if (lodging(place) == 0) continue;
    all.push_back(place);
    of_municipality[s[municipality_][place].row].push_back(place);
  }
  if (all.empty()) return;
  constexpr Tiers kThere{kWholeShare, 0, 0};
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  std::vector<std::int64_t> foreign(month.vat.size()), swedish(month.vat.size());
  const auto sell = [&](std::size_t branch, std::int64_t paid) {
    const std::int64_t by_foreigners = part_of_amount(paid, share(kForeignVisitors), kWholeShare);
    foreign[firm_account(branch)] += by_foreigners;
    swedish[firm_account(branch)] += paid - by_foreigners;
    month.demand[branch] += take_from_people(month, branch, paid);
  };
  const auto spend_in = [&](std::span<const std::uint32_t> places, double amount_kr) {
    for (const Purse& purse : kVisitorPurse)
      split_amount(
          ore(amount_kr * purse.share), places.size(), [&](std::size_t k) { return lodging(places[k]); },
          [&](std::size_t k, std::int64_t amount) { suppliers.buy(places[k], purse.sector, amount, kThere, sell); });
  };
  spend_in(all, kr);
  for (std::size_t m = 0; m != of_municipality.size(); ++m) {
    const double gained_kr = static_cast<double>(s[visitor_gain_][m]) / 100;
    if (gained_kr > 0) spend_in(of_municipality[m].empty() ? all : of_municipality[m], gained_kr);
  }
  collect(s, visitors_, nodes_.abroad, foreign);
  collect(s, visitors_, nodes_.sweden, swedish);
}

/// The county's timber is sold by its forestry to the mills and sawmills of its places, as far as they are there.
void FirmsModel::sell_timber(twin::Step& s, Month& month) const {
  using Driver = Economy::Driver;
  const double m3 = market_.price(Driver::kTimberVolume, month.year) / 12,
               kr = market_.price(Driver::kTimberPrice, month.year);
  std::vector<std::size_t> sellers;
  for (std::size_t place = 0; place != s.rows(places_); ++place)
    for (const bool branches : {false, true})
      if (s[branch_jobs_][branch_row(place, Sector::kForestry, branches)] != 0)
        sellers.push_back(branch_row(place, Sector::kForestry, branches));
  if (sellers.empty()) return;
  std::int64_t jobs = 0;
  for (const std::size_t seller : sellers) jobs += s[branch_jobs_][seller];
  const Suppliers mills = market_.suppliers(s[branch_jobs_]);
  const auto weight = [&](std::size_t k) { return std::int64_t{s[branch_jobs_][sellers[k]]}; };
  split_amount(ore(m3 * kr), sellers.size(), weight, [&](std::size_t k, std::int64_t amount) {
    const std::size_t seller = sellers[k];
    const auto place = static_cast<std::uint32_t>(place_of_branch(seller));
    const twin::Account here = account_of_branch(s, seller);
    const std::int64_t outside = mills.buy(place, Sector::kPaperWood, amount, {share(0.2), share(0.2), share(0.5)},
                                           [&](std::size_t mill, std::int64_t paid) {
                                             s.post(timber_sales_, account_of_branch(s, mill), here, paid);
                                             month.money[mill] -= paid;
                                             month.bought[mill] += paid;
                                           });
    if (outside > 0) s.post(timber_sales_, nodes_.sweden, here, outside);
    month.sell(seller, amount);
    month.volumes[place].timber_m3 += m3 * static_cast<double>(weight(k)) / static_cast<double>(jobs);
  });
}

std::int64_t FirmsModel::Payees::total() const {
  return std::accumulate(to.begin(), to.end(), std::int64_t{0});
}

/// Orders so much of one sector's firms, as they are near `place`; what they do not sell comes from elsewhere in the
/// country.
void FirmsModel::order(const Suppliers& suppliers, std::uint32_t place, Sector sector, std::int64_t amount,
                       Tiers tiers, Orders& orders, Payees& payees) const {
  if (amount == 0) return;
  const std::uint32_t seat = market_.seat_of_place(place);
  payees.to[Payees::kSweden] +=
      suppliers.buy(place, sector, amount, tiers, [&](std::size_t branch, std::int64_t paid) {
        const std::size_t there = place_of_branch(branch), tier = there == place ? 0 : there == seat ? 1 : 2;
        orders.of_tier[tier][branch % kBranchesOfPlace] += paid;
        payees.to[2 * tier + branch % 2] += paid;
      });
}

/// What one buyer takes from the county's firms, the country and the world for output of so many öre.
FirmsModel::Payees FirmsModel::inputs_for(const Suppliers& suppliers, std::uint32_t place, const Purchases& bought,
                                          double output, Orders& orders) const {
  Payees payees;
  payees.to[Payees::kSweden] = std::llround(output * bought.sweden);
  payees.to[Payees::kAbroad] = std::llround(output * bought.abroad);
  for (std::size_t seller = 0; seller != kSectors; ++seller)
    order(suppliers, place, static_cast<Sector>(seller), std::llround(output * bought.county[seller]), kFirmTiers,
          orders, payees);
  return payees;
}

/// What keeps capital up, of so many öre of value added.
FirmsModel::Payees FirmsModel::investment_for(const Suppliers& suppliers, std::uint32_t place, double added,
                                              Orders& orders) const {
  Payees payees;
  const std::int64_t amount = std::max<std::int64_t>(0, std::llround(added * *investment_));
  const std::int64_t building = part_of_amount(amount, share(kConstructionOfInvestment), kWholeShare);
  payees.to[Payees::kSweden] = amount - building;
  order(suppliers, place, Sector::kConstruction, building, kBuilderTiers, orders, payees);
  return payees;
}

void FirmsModel::pay(twin::Step& s, twin::Flow flow, twin::Account payer, std::uint32_t place,
                     const Payees& payees) const {
  const std::array<std::uint32_t, kTiers> places{place, market_.seat_of_place(place), market_.coast()};
  for (std::size_t k = 0; k != payees.to.size(); ++k) {
    if (payees.to[k] == 0) continue;
    const twin::Account to = k == Payees::kSweden   ? nodes_.sweden
                             : k == Payees::kAbroad ? nodes_.abroad
                                                    : account(s, places[k / 2], k % 2 != 0);
    s.post(flow, payer, to, payees.to[k]);
  }
}

void FirmsModel::deliver(Month& month, std::uint32_t place, const Orders& orders) const {
  const std::array<std::uint32_t, kTiers> places{place, market_.seat_of_place(place), market_.coast()};
  for (std::size_t tier = 0; tier != kTiers; ++tier)
    for (std::size_t k = 0; k != kBranchesOfPlace; ++k)
      month.sell(branch_row(places[tier], Sector{}, false) + k, orders.of_tier[tier][k]);
}

void FirmsModel::buy_inputs(twin::Step& s, Month& month) const {
  struct Bought {
    Orders orders;
    /// By payer (local firms, branches), and whether it digs, fells or dams.
    std::array<std::array<Payees, 2>, 2> inputs, investment;
  };
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  const auto jobs = s[branch_jobs_];
  const auto output = s[output_];
  std::vector<Bought> bought(s.rows(places_));
  twin::for_each_index(bought.size(), [&](std::size_t at) {
    const auto place = static_cast<std::uint32_t>(at);
    Bought& here = bought[at];
    const std::size_t first = branch_row(at, Sector{}, false);
    for (std::size_t branch = first; branch != first + kBranchesOfPlace; ++branch) {
      if (jobs[branch] == 0) continue;
      const Sector sector = sector_of_branch(branch);
      const Purchases& needs = purchases_[static_cast<std::size_t>(sector)];
      const auto made = static_cast<double>(output[branch]);
      const bool extracting = is_extracting(sector, false);
      const Payees inputs = inputs_for(suppliers, place, needs, made, here.orders);
      const Payees investment = investment_for(suppliers, place, made * (1 - needs.total()), here.orders);
      here.inputs[branch % 2][extracting].add(inputs);
      here.investment[branch % 2][extracting].add(investment);
      month.money[branch] -= inputs.total() + investment.total();
    }
  });
  for (std::uint32_t place = 0; place != bought.size(); ++place) {
    deliver(month, place, bought[place].orders);
    for (const bool branches : {false, true}) {
      const twin::Account payer = account(s, place, branches);
      for (const bool extracting : {false, true}) {
        pay(s, extracting ? extraction_purchases_ : purchases_flow_, payer, place,
            bought[place].inputs[branches][extracting]);
        pay(s, extracting ? extraction_investment_ : investment_flow_, payer, place,
            bought[place].investment[branches][extracting]);
      }
    }
  }
}

/// What is made at full use and nobody in the county takes is sold outside: in the first year that is measured, later
/// it follows prices.
void FirmsModel::sell_the_rest(twin::Step& s, Month& month) const {
  const int base_year = price_year(market_.county().base_date);
  const std::vector<std::int64_t> full =
      month.months_lived <= kMonths ? full_output(s, month.year) : std::vector<std::int64_t>{};
  std::vector<std::int64_t> to_sweden(month.vat.size()), abroad(month.vat.size());
  for (std::size_t branch = 0; branch != month.money.size(); ++branch) {
    if (s[branch_jobs_][branch] == 0) continue;
    const Sector sector = sector_of_branch(branch);
    std::int64_t sold = 0;
    if (month.months_lived <= kMonths) {
      // What people pay in shops is known at the end of the first quarter only.
      const bool waits = sector == Sector::kTrade && branch % 2 == 0 && month.months_lived < 3;
      if (!waits) sold = std::max<std::int64_t>(0, full[branch] - month.demand[branch]);
      s[gap_][branch] += sold;
    } else {
      const double index = output_index(sector, month.year) / output_index(sector, base_year);
      const std::size_t place = place_of_branch(branch);
      const int gain = broadband_gain(s[broadband_][place], s[first_broadband_][place]);
      const double reach = 1 + *broadband_sales_ / 100 * gain / 10;
      sold = std::llround(static_cast<double>(s[other_sales_][branch]) * index * reach);
    }
    (sector == Sector::kSteel || sector == Sector::kPaperWood ? abroad : to_sweden)[firm_account(branch)] += sold;
    month.sell(branch, sold);
  }
  collect(s, other_, nodes_.sweden, to_sweden);
  collect(s, other_, nodes_.abroad, abroad);
}

/// What people paid for was taxed, and partly bought in.
void FirmsModel::book_trade(twin::Step& s, const Month& month) const {
  spend(s, vat_, nodes_.state, month.vat);
  spend(s, purchases_flow_, nodes_.sweden, month.goods);
}

}  // namespace rurban
