// A month of workplaces: what they sell, buy and pay.
#include <algorithm>
#include <atomic>
#include <cmath>

#include "models/firms/firms_model.h"
#include "models/firms/month.h"
#include "twin/base/hash.h"

namespace rurban {
namespace {

constexpr std::uint64_t kShopIds = twin::hash_name("firms.shop");
constexpr int kMonths = 12, kPublishedYear = 2015;

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

/// Power that a household's home takes, MWh a year; assumption: 9 to 16, houses heated by power and flats.
constexpr double kMwhPerHome = 12;
/// Food for 45 kr a kilogram; assumption: 38 to 55.
constexpr std::int64_t kOrePerKg = 4'500;
constexpr double kConstructionOfInvestment = 0.45;  // the rest is machines; assumption: 0.35 to 0.55
/// Of what the county's firms build, extraction plant included: who builds comes from nearby or from outside.
constexpr Tiers kBuilderTiers{share(0.35), share(0.20), share(0.20)};

bool offers(ServiceSet set, Service service) {
  return (set & bit_of(service)) != 0;
}

}  // namespace

Members::Members(std::size_t branches, std::vector<std::pair<std::size_t, std::uint32_t>> firms,
                 std::span<const twin::StableId> ids)
    : first_(branches + 1) {
  std::sort(firms.begin(), firms.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : ids[a.second] < ids[b.second];
  });
  for (const auto& [branch, firm] : firms) {
    ++first_[branch + 1];
    firms_.push_back(firm);
  }
  for (std::size_t branch = 0; branch != branches; ++branch) first_[branch + 1] += first_[branch];
}

void FirmsModel::step(twin::Step& s) {
  open_shops(s);
  Month month(s[output_].size(), s[place_].size());
  month.year = price_year(s.from());
  const twin::Date base = beginning_->county().base_date;
  month.months_lived = twin::month_of(s.to()) - twin::month_of(base);
  month.quarter_ends = twin::is_boundary(s.to(), twin::Period::kQuarter);
  month.year_ends = twin::is_boundary(s.to(), twin::Period::kYear);
  month.site_product.resize(s.rows(municipalities_));
  month.volumes.resize(s.rows(places_));

  count_pay(s, month);
  if (month.months_lived == 1) calibrate_by_pay(s, month);
  take_sales(s, month);
  take_visitors(s, month);
  sell_timber(s, month);
  buy_inputs(s, month);
  sell_the_rest(s, month);
  run_sites(s, month);
  share_local_power(s, month);
  pay_staff(s, month);
  pay_owners(s, month);
  settle_firms(s, month);
  follow_demand(s, month);
  count_product(s, month);
  book_goods(s, month);
  if (month.year_ends) {
    close_year(s);
    if (month.months_lived >= kMonths) adjust_jobs(s, month);
    renew(s);
    record_year(s);
  }
  count_branches(s);
  announce(s);
}

/// Who is paid in a place must be there: where a shop took money, or a publisher, and no firm of that sector is left,
/// one has opened.
void FirmsModel::open_shops(twin::Step& s) const {
  const auto open = [&](std::uint32_t place, Sector sector) {
    if (s[branch_jobs_][branch_row(place, sector, false)] != 0) return;
    const std::uint32_t row = open_firm(s, twin::combine(kShopIds, s.ids(places_)[place], twin::month_of(s.from())),
                                        place, sector, Owner::kLocal);
    s[jobs_][row] = s[first_jobs_][row] = 1;
    s[branch_jobs_][branch_row(place, sector, false)] = 1;
  };
  if (twin::is_boundary(s.to(), twin::Period::kQuarter))
    for (std::size_t point = 0; point != s[takings_].size(); ++point)
      if (s[takings_][point] != 0 || s[support_][point] != 0) open(s[point_place_][point].row, Sector::kTrade);
  if (twin::is_boundary(s.to(), twin::Period::kYear))
    for (std::uint32_t place = 0; place != s[paper_taken_].size(); ++place)
      if (s[paper_taken_][place] != 0) open(place, Sector::kInformation);
}

/// Value added tax and the cost of goods are taken out of what households pay; the rest is output.
std::int64_t FirmsModel::take_from_people(twin::Step& s, Month& month, std::size_t branch, std::int64_t paid) const {
  if (paid == 0) return 0;
  const Sector sector = sector_of_branch(branch);
  const twin::Account here = account_of_branch(s, branch);
  const std::int64_t vat = part_of_amount(paid, kVat[static_cast<std::size_t>(sector)], 1'000);
  const std::int64_t goods =
      sector == Sector::kTrade ? part_of_amount(paid - vat, share(kCostOfGoods), kWholeShare) : 0;
  if (vat != 0) s.post(vat_, here, nodes_.state, vat);
  if (goods != 0) s.post(purchases_flow_, here, nodes_.sweden, goods);
  month.money[branch] += paid - vat - goods;
  month.turnover[branch] += paid;
  return paid - vat - goods;
}

void FirmsModel::take_sales(twin::Step& s, Month& month) const {
  for (std::size_t branch = 0; branch != month.money.size(); ++branch) {
    month.demand[branch] += take_from_people(s, month, branch, s[sold_to_households_][branch]);
    const std::int64_t to_public = s[sold_to_public_][branch];
    month.money[branch] += to_public;
    month.turnover[branch] += to_public;
    month.demand[branch] += to_public;
  }
  const auto receive = [&](std::size_t branch, std::int64_t amount) {
    month.money[branch] += amount;
    month.turnover[branch] += amount;
  };
  if (month.quarter_ends) {
    std::vector<std::int64_t> taken(month.money.size());
    for (std::size_t point = 0; point != s[takings_].size(); ++point) {
      const std::size_t branch = branch_row(s[point_place_][point].row, Sector::kTrade, false);
      taken[branch] += s[takings_][point];
      receive(branch, s[support_][point]);
    }
    for (std::size_t branch = 0; branch != taken.size(); ++branch)
      s[takings_a_month_][branch] = take_from_people(s, month, branch, taken[branch]) / 3;
  }
  if (month.year_ends)
    for (std::uint32_t place = 0; place != s[paper_taken_].size(); ++place)
      receive(branch_row(place, Sector::kInformation, false), s[paper_taken_][place]);
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch)
    month.demand[branch] += s[takings_a_month_][branch];
}

/// Guests spend where hotels are, in proportion to their positions.
void FirmsModel::take_visitors(twin::Step& s, Month& month) const {
  using Driver = Economy::Driver;
  const double kr =
      price(Driver::kGuestNights, month.year) * 1'000 * price(Driver::kVisitorSpending, month.year) / 12;
  std::vector<std::uint32_t> places;
  std::vector<std::int64_t> beds;
  for (std::uint32_t place = 0; place != s.rows(places_); ++place) {
    const std::size_t branch = branch_row(place, Sector::kLodging, false);
    const std::int64_t jobs = s[branch_jobs_][branch] + s[branch_jobs_][branch + 1];
    if (jobs == 0) continue;
    places.push_back(place);
    beds.push_back(jobs);
  }
  if (places.empty()) return;
  const Suppliers suppliers(s[branch_jobs_], seat_of_place_, coast_);
  for (const Purse& purse : kVisitorPurse)
    split_amount(
        ore(kr * purse.share), places.size(), [&](std::size_t k) { return beds[k]; },
        [&](std::size_t k, std::int64_t amount) {
          constexpr Tiers kThere{kWholeShare, 0, 0};
          suppliers.buy(places[k], purse.sector, amount, kThere, [&](std::size_t branch, std::int64_t paid) {
            const std::int64_t foreign = part_of_amount(paid, share(kForeignVisitors), kWholeShare);
            const twin::Account here = account_of_branch(s, branch);
            s.post(visitors_, nodes_.abroad, here, foreign);
            s.post(visitors_, nodes_.sweden, here, paid - foreign);
            month.demand[branch] += take_from_people(s, month, branch, paid);
          });
        });
}

/// The county's timber is sold by its forestry to the mills and sawmills of its places, as far as they are there.
void FirmsModel::sell_timber(twin::Step& s, Month& month) const {
  using Driver = Economy::Driver;
  const double m3 = price(Driver::kTimberVolume, month.year) / 12, kr = price(Driver::kTimberPrice, month.year);
  std::vector<std::size_t> sellers;
  for (std::size_t place = 0; place != s.rows(places_); ++place)
    for (const bool branches : {false, true})
      if (s[branch_jobs_][branch_row(place, Sector::kForestry, branches)] != 0)
        sellers.push_back(branch_row(place, Sector::kForestry, branches));
  if (sellers.empty()) return;
  std::int64_t jobs = 0;
  for (const std::size_t seller : sellers) jobs += s[branch_jobs_][seller];
  const Suppliers mills(s[branch_jobs_], seat_of_place_, coast_);
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
    month.money[seller] += amount;
    month.turnover[seller] += amount;
    month.demand[seller] += amount;
    month.volumes[place].timber_m3 += m3 * static_cast<double>(weight(k)) / static_cast<double>(jobs);
  });
}

/// What one buyer takes from the county's firms, the country and the world for output of `kr_of` öre.
template <class Pay>
void FirmsModel::buy_for(twin::Step& s, Month& month, std::uint32_t place, const Purchases& bought, double output,
                         Bill& bill, const Pay& pay) const {
  const Suppliers suppliers(s[branch_jobs_], seat_of_place_, coast_);
  std::int64_t sweden = std::llround(output * bought.sweden);
  for (std::size_t seller = 0; seller != kSectors; ++seller) {
    const std::int64_t amount = std::llround(output * bought.county[seller]);
    if (amount == 0) continue;
    sweden += suppliers.buy(place, static_cast<Sector>(seller), amount, kFirmTiers,
                            [&](std::size_t branch, std::int64_t paid) {
                              month.money[branch] += paid;
                              month.turnover[branch] += paid;
                              month.demand[branch] += paid;
                              bill.add(account_of_branch(s, branch), paid);
                            });
  }
  bill.add(nodes_.sweden, sweden);
  bill.add(nodes_.abroad, std::llround(output * bought.abroad));
  bill.settle(pay);
}

template <class Pay>
void FirmsModel::invest(twin::Step& s, Month& month, std::uint32_t place, double added, const Pay& pay) const {
  const Suppliers suppliers(s[branch_jobs_], seat_of_place_, coast_);
  const std::int64_t amount = std::max<std::int64_t>(0, std::llround(added * *investment_));
  const std::int64_t building = part_of_amount(amount, share(kConstructionOfInvestment), kWholeShare);
  Bill bill;
  const std::int64_t outside = suppliers.buy(place, Sector::kConstruction, building, kBuilderTiers,
                                             [&](std::size_t branch, std::int64_t paid) {
                                               month.money[branch] += paid;
                                               month.turnover[branch] += paid;
                                               month.demand[branch] += paid;
                                               bill.add(account_of_branch(s, branch), paid);
                                             });
  bill.add(nodes_.sweden, amount - building + outside);
  bill.settle(pay);
}

void FirmsModel::buy_inputs(twin::Step& s, Month& month) const {
  Bill bill;
  for (std::size_t branch = 0; branch != month.money.size(); ++branch) {
    if (s[branch_jobs_][branch] == 0) continue;
    const Sector sector = sector_of_branch(branch);
    const Purchases& bought = purchases_[static_cast<std::size_t>(sector)];
    const auto place = static_cast<std::uint32_t>(place_of_branch(branch));
    const auto output = static_cast<double>(s[output_][branch]);
    const twin::Account here = account_of_branch(s, branch);
    const bool extracting = is_extracting(sector, false);
    const auto pay = [&](twin::Flow flow) {
      return [&s, &month, here, branch, flow](twin::Account to, std::int64_t amount) {
        s.post(flow, here, to, amount);
        month.money[branch] -= amount;
      };
    };
    buy_for(s, month, place, bought, output, bill, pay(extracting ? extraction_purchases_ : purchases_flow_));
    invest(s, month, place, output * (1 - bought.total()),
           pay(extracting ? extraction_investment_ : investment_flow_));
  }
}

/// What is made at full use and nobody in the county takes is sold outside: in the first year that is measured, later
/// it follows prices.
void FirmsModel::sell_the_rest(twin::Step& s, Month& month) const {
  const int base_year = price_year(beginning_->county().base_date);
  const std::vector<std::int64_t> full =
      month.months_lived <= kMonths ? full_output(s, month.year) : std::vector<std::int64_t>{};
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
      sold = std::llround(static_cast<double>(s[other_sales_][branch]) * index);
    }
    if (sold == 0) continue;
    const bool abroad = sector == Sector::kSteel || sector == Sector::kPaperWood;
    s.post(other_, abroad ? nodes_.abroad : nodes_.sweden, account_of_branch(s, branch), sold);
    month.money[branch] += sold;
    month.turnover[branch] += sold;
    month.demand[branch] += sold;
  }
}

void FirmsModel::run_sites(twin::Step& s, Month& month) const {
  using Driver = Economy::Driver;
  using Product = Economy::Product;
  std::fill(s[resource_income_].begin(), s[resource_income_].end(), 0);
  std::fill(s[hydro_tax_].begin(), s[hydro_tax_].end(), 0);
  Bill bill;
  for (std::size_t firm = 0; firm != s[place_].size(); ++firm) {
    if (!sells_product(s, firm)) continue;
    const Economy::Site& site = *site_of(s, firm);
    const std::uint32_t place = s[place_][firm].row;
    const twin::Account here = account(s, place, s[owner_][firm] != Owner::kLocal);
    const double value_kr = site_value_kr(site, month.year) / 12;
    const double inputs = site_inputs_kr(site, month.year) / 12 * 100;
    const Purchases& bought = purchases_[static_cast<std::size_t>(s[sector_][firm])];
    s.post(primary_, site.product == Product::kPower ? nodes_.sweden : nodes_.abroad, here, ore(value_kr));
    month.own[firm] += ore(value_kr);
    month.own_turnover[firm] += ore(value_kr);
    const auto pay = [&](twin::Flow flow) {
      return [&s, &month, here, firm, flow](twin::Account to, std::int64_t amount) {
        s.post(flow, here, to, amount);
        month.own[firm] -= amount;
      };
    };
    buy_for(s, month, place, bought, inputs, bill, pay(extraction_purchases_));
    invest(s, month, place, inputs * (1 - bought.total()), pay(extraction_investment_));
    month.site_product[s[municipality_][place].row] += ore(value_kr) - std::llround(inputs * bought.total());

    Month::Volumes& volumes = month.volumes[place];
    double mwh = 0;
    if (site.product == Product::kIronOre)
      volumes.iron_ore_t += site.volume * price(Driver::kIronOreVolume, month.year) / 12;
    if (site.product == Product::kCopperOre)
      volumes.copper_ore_t += site.volume * price(Driver::kCopperVolume, month.year) / 12;
    if (site.product == Product::kPower) mwh = site.volume * price(Driver::kPowerVolume, month.year) / 12;
    volumes.power_mwh += mwh;
    pay_resources(s, month, firm, mwh, value_kr);
  }
}

/// Property tax, village funds and the fees that levers raise: of hydropower by the kilowatt-hour, of ore by its
/// value.
void FirmsModel::pay_resources(twin::Step& s, Month& month, std::size_t firm, double mwh, double kr) const {
  const std::uint32_t place = s[place_][firm].row;
  const std::uint32_t municipality = s[municipality_][place].row;
  const twin::Account here = account(s, place, s[owner_][firm] != Owner::kLocal);
  const twin::Account town = account_of(s.ids(places_)[seats_[municipality]], Part::kMunicipality);
  const auto pay = [&](twin::Flow flow, twin::Account to, std::int64_t amount) {
    if (amount == 0) return;
    s.post(flow, here, to, amount);
    month.own[firm] -= amount;
  };
  if (mwh > 0 && s[owner_][firm] == Owner::kState) {  // the river's stations; wind power pays by other rules
    const auto fee = [&](double ore_per_kwh) { return ore(mwh * 10 * ore_per_kwh); };
    pay(hydro_tax_flow_, nodes_.state, fee(*hydro_rate_));
    s[hydro_tax_][municipality] += fee(*hydro_rate_);
    pay(village_funds_flow_, account_of(s.ids(places_)[place], Part::kAssociations), fee(*village_funds_));
    pay(power_fee_flow_, town, fee(*power_fee_));
    s[resource_income_][municipality] += fee(*power_fee_);
  } else if (mwh == 0) {
    constexpr double kLandowner = 0.15, kState = 0.05;  // per cent of the value, Minerallag 7:7
    const double percent = *mineral_fee_;
    const double ordinary = std::min(percent, kLandowner + kState);
    pay(mineral_flow_, nodes_.owners, ore(kr * ordinary * kLandowner / (kLandowner + kState) / 100));
    pay(mineral_flow_, nodes_.state, ore(kr * ordinary * kState / (kLandowner + kState) / 100));
    const std::int64_t lever = ore(kr * (percent - ordinary) / 100);
    pay(mineral_flow_, town, lever);
    s[resource_income_][municipality] += lever;
  }
}

/// The municipality's largest station sells its households their power at cost, as far as the lever goes: they save
/// the difference to the price. What was announced last month is paid by `income` now; here the station bears it.
void FirmsModel::share_local_power(twin::Step& s, Month& month) const {
  const auto saved = s[local_power_];
  for (std::uint32_t m = 0; m != s.rows(municipalities_); ++m) {
    const auto station = largest_station(s, m);
    if (!station) continue;
    for (std::size_t place = 0; place != saved.size(); ++place)
      if (s[municipality_][place].row == m) month.own[*station] -= saved[place];
  }
}

std::optional<std::uint32_t> FirmsModel::largest_station(const twin::Access& a, std::uint32_t municipality) const {
  std::optional<std::uint32_t> largest;
  for (std::uint32_t firm = 0; firm != a[place_].size(); ++firm) {
    const Economy::Site* const site = site_of(a, firm);
    if (site == nullptr || site->product != Economy::Product::kPower || a[owner_][firm] != Owner::kState) continue;
    if (a[municipality_][a[place_][firm].row].row != municipality) continue;
    if (!largest || site->volume > site_of(a, *largest)->volume) largest = firm;
  }
  return largest;
}

/// What residents earned at each firm, and the contributions on it. Pay itself was booked by `income`.
void FirmsModel::count_pay(const twin::Step& s, Month& month) const {
  std::vector<std::atomic<std::int64_t>> pay(month.pay.size()), contributions(month.pay.size());
  const std::int64_t rate = std::llround(*contributions_ * 10'000);
  const auto workplace = s[workplace_];
  const auto gross = s[pay_];
  s.for_rows(persons_, [&](twin::Block block) {
    for (std::size_t person = block.begin; person != block.end; ++person) {
      if (!workplace[person].valid() || gross[person] == 0) continue;
      pay[workplace[person].row].fetch_add(gross[person], std::memory_order_relaxed);
      contributions[workplace[person].row].fetch_add(gross[person] * rate / 10'000, std::memory_order_relaxed);
    }
  });
  std::copy(pay.begin(), pay.end(), month.pay.begin());
  month.contributions.assign(contributions.begin(), contributions.end());
}

/// Firms bear pay and contributions, and pay those who fly in.
void FirmsModel::pay_staff(twin::Step& s, Month& month) const {
  const std::int64_t rate = std::llround(*contributions_ * 10'000);
  const double wages = price(Economy::Driver::kWages, month.year);
  for (std::size_t firm = 0; firm != month.pay.size(); ++firm) {
    const Owner owner = s[owner_][firm];
    if (is_public(owner)) continue;
    const twin::Account here = account(s, s[place_][firm].row, owner != Owner::kLocal);
    const std::int64_t flown = ore(s[fly_in_][firm] * facts(s[sector_][firm]).wage_kr * wages / 12);
    const std::int64_t due = month.contributions[firm] + flown * rate / 10'000;
    if (due != 0) s.post(contributions_flow_, here, nodes_.state, due);
    if (flown != 0) s.post(fly_in_wages_, here, nodes_.sweden, flown);
    month.own[firm] -= month.pay[firm] + flown + due;
  }
}

/// Dividends to people of the county were announced last month and booked by `income`; here firms bear them, and pay
/// the others.
void FirmsModel::pay_owners(twin::Step& s, Month& month) const {
  month.dividends.resize(month.own.size());
  for (std::size_t firm = 0; firm != month.own.size(); ++firm) {
    const std::int64_t amount = s[dividend_][firm];
    if (amount == 0) continue;
    month.dividends[firm] = amount;
    const Owner owner = s[owner_][firm];
    if (owner == Owner::kLocal || owner == Owner::kCounty) continue;
    s.post(dividends_, account(s, s[place_][firm].row, true), owner == Owner::kState ? nodes_.state : nodes_.owners,
           amount);
  }
}

Members FirmsModel::members(const twin::WriteAccess& w) const {
  std::vector<std::pair<std::size_t, std::uint32_t>> firms;
  const twin::Table& table = w.rows(firms_);
  for (std::uint32_t firm = 0; firm != table.rows(); ++firm)
    if (!table.is_removed(firm) && !is_public(w[owner_][firm]) && !sells_product(w, firm))
      firms.emplace_back(branch_row(w[place_][firm].row, w[sector_][firm], w[owner_][firm] != Owner::kLocal), firm);
  return Members(w[branch_jobs_].size(), std::move(firms), table.ids());
}

/// What the branch received and paid is shared by its members in proportion to their positions.
void FirmsModel::settle_firms(twin::Step& s, Month& month) const {
  const Members all = members(s);
  const auto weight = [&](std::uint32_t firm) { return std::int64_t{s[jobs_][firm] + s[fly_in_][firm]}; };
  for (std::size_t branch = 0; branch != month.money.size(); ++branch) {
    const auto firms = all.of(branch);
    if (firms.empty() || (month.money[branch] == 0 && month.turnover[branch] == 0)) continue;
    const auto of = [&](std::size_t k) { return weight(firms[k]); };
    split_amount(month.money[branch], firms.size(), of,
                 [&](std::size_t k, std::int64_t part) { month.own[firms[k]] += part; });
    split_amount(month.turnover[branch], firms.size(), of,
                 [&](std::size_t k, std::int64_t part) { month.own_turnover[firms[k]] += part; });
  }
  for (std::size_t firm = 0; firm != month.own.size(); ++firm) {
    s[result_][firm] += month.own[firm];
    s[sales_][firm] += month.own_turnover[firm];
    s[deposits_][firm] += month.own[firm] - month.dividends[firm];
    if (is_public(s[owner_][firm])) s[deposits_][firm] = 0;  // budgets bear them
  }
}

/// Output follows what is asked for with a lag of about a year.
void FirmsModel::follow_demand(twin::Step& s, const Month& month) const {
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch)
    s[output_][branch] += (month.demand[branch] - s[output_][branch]) / kMonths;
  if (month.months_lived != kMonths) return;
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch) {
    const bool waited = sector_of_branch(branch) == Sector::kTrade && branch % 2 == 0;
    s[other_sales_][branch] = s[gap_][branch] / (waited ? kMonths - 2 : kMonths);
    s[base_output_][branch] = s[output_][branch];
    s[base_jobs_][branch] = s[branch_jobs_][branch];
  }
}

/// Gross regional product at market prices: value added of firms, sites and public bodies, imputed rents of owned
/// homes, and taxes on products in proportion to it (as regional accounts spread them; ESA 2010, 13.32).
void FirmsModel::count_product(twin::Step& s, const Month& month) const {
  std::vector<double> added(s.rows(municipalities_));
  for (std::size_t branch = 0; branch != month.demand.size(); ++branch) {
    const double bought = purchases_[static_cast<std::size_t>(sector_of_branch(branch))].total();
    added[s[municipality_][place_of_branch(branch)].row] +=
        std::round(static_cast<double>(s[output_][branch]) * (1 - bought)) -
        static_cast<double>(month.bought[branch]);
  }
  constexpr double kPublicCapital = 0.12;  // see firms_found.cpp
  for (std::size_t firm = 0; firm != month.pay.size(); ++firm)
    if (is_public(s[owner_][firm]))
      added[s[municipality_][s[place_][firm].row].row] +=
          std::round(static_cast<double>(month.pay[firm]) * (1 + *contributions_) * (1 + kPublicCapital));
  const auto owned = owned_homes(s);
  const double rent = *imputed_rent_ * 100 / 12 * price(Economy::Driver::kPrices, month.year);
  for (std::size_t m = 0; m != added.size(); ++m) {
    added[m] += static_cast<double>(month.site_product[m]) + static_cast<double>(owned[m]) * rent;
    s[product_][m] += std::llround(added[m] * (1 + *product_taxes_));
  }
}

/// What is made in a place leaves it: ore abroad, power to the grid, from which homes take theirs, timber to the
/// mills. What shops sell comes in and is used up. Each place's stock stays at zero.
void FirmsModel::book_goods(twin::Step& s, const Month& month) const {
  const auto out = [&](const Goods& goods, std::size_t place, double amount, twin::Account to) {
    const std::int64_t whole = std::llround(amount);
    if (whole == 0) return;
    const auto here = static_cast<twin::Account>(s.ids(places_)[place]);
    s.post(goods.made, ground_, here, whole);
    s.post(goods.sold, here, to, whole);
  };
  for (std::size_t place = 0; place != month.volumes.size(); ++place) {
    const Month::Volumes& volumes = month.volumes[place];
    out(iron_ore_, place, volumes.iron_ore_t, nodes_.abroad);
    out(copper_ore_, place, volumes.copper_ore_t, nodes_.sweden);
    out(power_, place, volumes.power_mwh, nodes_.sweden);
    out(timber_, place, volumes.timber_m3, nodes_.sweden);
  }
  std::vector<std::int64_t> homes(s.rows(places_));
  for (std::size_t dwelling = 0; dwelling != s[occupant_].size(); ++dwelling)
    homes[s[dwelling_place_][dwelling].row] += s[occupant_][dwelling].valid();
  const auto in = [&](const Goods& goods, std::size_t place, std::int64_t amount) {
    if (amount == 0) return;
    const auto here = static_cast<twin::Account>(s.ids(places_)[place]);
    s.post(goods.made, nodes_.sweden, here, amount);
    s.post(goods.sold, here, used_, amount);
  };
  for (std::size_t place = 0; place != homes.size(); ++place)
    in(power_, place, std::llround(static_cast<double>(homes[place]) * kMwhPerHome / 12));
  if (!month.quarter_ends) return;
  for (std::size_t point = 0; point != s[takings_].size(); ++point) {
    const std::uint32_t place = s[point_place_][point].row;
    if (offers(s[point_offers_][point], Service::kGrocery)) in(food_, place, s[takings_][point] / kOrePerKg);
    if (offers(s[point_offers_][point], Service::kParcel)) in(parcels_, place, s[visits_][point]);
  }
}

}  // namespace rurban
