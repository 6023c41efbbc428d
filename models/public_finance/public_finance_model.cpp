#include "models/public_finance/public_finance_model.h"

#include <algorithm>
#include <cmath>

#include "models/sums.h"

namespace rurban {
namespace {

/// What public bodies buy, by sector; the rest comes from outside the county. Assumption, +- 25 % each, after what
/// municipalities and regions report of purchases.
struct Bought {
  Sector sector;
  double share;
};
constexpr std::array<Bought, 10> kBought{{{Sector::kRealEstate, 0.20},
                                          {Sector::kCare, 0.12},
                                          {Sector::kConstruction, 0.12},
                                          {Sector::kTransport, 0.12},
                                          {Sector::kSupport, 0.08},
                                          {Sector::kBusinessServices, 0.07},
                                          {Sector::kInformation, 0.05},
                                          {Sector::kEnergy, 0.05},
                                          {Sector::kTrade, 0.05},
                                          {Sector::kLodging, 0.02}}};
/// From whom nearby. Assumption, +- 0.15.
constexpr Tiers kPublicTiers{share(0.45), share(0.15), share(0.2)};

/// Who pays for services, in the order of Month::norm_of_place.
constexpr std::array<Owner, 3> kPayers{Owner::kMunicipality, Owner::kRegion, Owner::kGovernment};

constexpr std::int64_t scaled(std::int64_t amount, double index) {
  return static_cast<std::int64_t>(static_cast<double>(amount) * index);
}

std::int64_t per_head(std::int64_t ore, std::int64_t residents) {
  return residents > 0 ? ore / 100 / residents : 0;
}

}  // namespace

/// One month of all public bodies, in öre.
struct PublicFinanceModel::Month {
  AgeCounts ages;                ///< by place
  std::vector<CostTable> costs;  ///< by municipality, öre a year and person, at the year's prices
  std::vector<std::int64_t> residents, norm, tax_base,
      tax;                               ///< by municipality; norm and base a year, tax this month
  std::vector<std::int64_t> grants;      ///< by municipality, this month
  std::vector<std::int64_t> staff_cost;  ///< by municipality, this month: pay and contributions
  std::vector<std::int64_t> assistance;  ///< by municipality, this month: paid to residents by `income`
  /// By place and payer (municipality, region, state): what its people's services cost a year at the norm.
  std::vector<std::array<std::int64_t, 3>> norm_of_place;
  std::int64_t region_norm = 0, region_tax = 0, region_fees = 0, region_staff = 0, region_grants = 0;
  std::int64_t state_norm = 0, state_staff = 0;
  double index = 1;
};

void PublicFinanceModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  declare_columns(d);
  declare_parameters(d);
  declare_flows(d);
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  tax_series_ = by_municipality("tax_rate", "%", {"kommunal skattesats", "municipal tax rate"});
  service_series_ =
      by_municipality("service_level", "1/1000", {"kommunens servicenivå", "level of municipal service"});
  staff_series_ = by_municipality("staff_level", "1/1000", {"kommunens bemanning", "level of municipal staff"});
  result_series_ = by_municipality("result", "kr/inhabitant", {"kommunens resultat", "result of the municipality"});
  care_series_ = by_municipality("care_cost", "kr/inhabitant",
                                 {"äldre- och funktionshinderomsorg", "elderly and disability care"});
  pupil_series_ = by_municipality("pupil_cost", "kr/pupil", {"grundskola per elev", "compulsory school per pupil"});
  equalisation_series_ =
      by_municipality("equalisation", "kr/inhabitant", {"utjämning och bidrag", "equalisation and grants"});
}

void PublicFinanceModel::declare_columns(twin::Declare& d) {
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  workplace_ = d.reads(kWorkplace);
  firm_place_ = d.reads_last(kFirmPlace);
  firm_owner_ = d.reads_last(kFirmOwner);
  branch_jobs_ = d.reads_last(kBranchJobs);
  resource_income_ = d.reads_last(kResourceIncome);
  hydro_tax_ = d.reads_last(kHydroTax);
  pay_ = d.reads(kPay);
  tax_base_ = d.reads(kPlaceTaxBase);
  municipal_tax_ = d.reads(kPlaceMunicipalTax);
  region_tax_ = d.reads(kPlaceRegionTax);
  assistance_ = d.reads(kPlaceAssistance);
  region_fees_ = d.reads(kPlaceRegionFees);
  works_ = d.receives(kOrderWorks);
  tax_rate_ = d.writes(kTaxRate);
  service_ = d.writes(kServiceLevel);
  staff_ = d.writes(kStaffLevel);
  welfare_jobs_ = d.writes(kWelfareJobs);
  first_norm_ = d.writes(kFirstNorm);
  other_income_ = d.writes(kOtherIncome);
  year_result_ = d.writes(kMunicipalResult);
  in_kind_ = d.writes(kServicesInKind);
  sold_ = d.writes(kBranchSoldToPublic);
  bought_ = d.writes(kMunicipalPurchases);
}

void PublicFinanceModel::declare_parameters(twin::Declare& d) {
  price_year_ = d.shared_param(kPriceYear);
  contributions_ = d.shared_param(kContributions);
  returned_ = d.param({.name = "hydropower_tax_returned",
                       .unit = "1",
                       .fallback = 0,
                       .least = 0,
                       .most = 1,
                       .label = {"del av vattenkraftens fastighetsskatt som går till kommunen",
                                 "part of the property tax on hydropower that goes to the municipality"},
                       .source = "a lever; the state keeps all of it since 1997 and before",
                       .slider = {"Resurser", "Resources"}});
  offset_ = d.param(
      {.name = "equalisation_offset",
       .unit = "1",
       .fallback = 0,
       .least = 0,
       .most = 1,
       .label = {"del av ny resursinkomst som utjämningen räknar som skatt",
                 "part of new resource income that equalisation counts as tax"},
       .source = "a choice: 0 stands outside, as the municipal property fee does (SFS 2007:1398); 1: counts as tax "
                 "revenue does, so that most of it is taken back",
       .slider = {"Resurser", "Resources"}});
  reception_ = d.param({.name = "reception_grant",
                        .unit = "kr/person",
                        .fallback = 150'000,
                        .least = 0,
                        .most = 500'000,
                        .label = {"statlig ersättning per mottagen flykting", "state grant per person received"},
                        .source = "assumption: 140,000 to 190,000, the flat grant of two years (SFS 2010:1122)"});
}

void PublicFinanceModel::declare_flows(twin::Declare& d) {
  nodes_ = money_nodes(d);
  const auto flow = [&](const char* name, FlowRow row, twin::Text label) {
    return money_flow(d, name, row, std::move(label));
  };
  contributions_flow_ = flow("employers' contributions of public bodies", FlowRow::kStateTax,
                             {"offentliga arbetsgivaravgifter", "employers' contributions of public bodies"});
  purchases_ =
      flow("purchases of public bodies", FlowRow::kPurchases, {"offentliga inköp", "purchases of public bodies"});
  equalisation_ = flow("income equalisation", FlowRow::kGrants, {"inkomstutjämning", "income equalisation"});
  cost_equalisation_ = flow("cost equalisation", FlowRow::kGrants, {"kostnadsutjämning", "cost equalisation"});
  structural_ = flow("structural grant", FlowRow::kGrants, {"strukturbidrag", "structural grant"});
  state_grants_ = flow("state grants", FlowRow::kGrants,
                       {"statsbidrag, avgifter och andra intäkter", "state grants, fees and other revenue"});
  region_grants_ = flow("state grants to the region", FlowRow::kGrants,
                        {"utjämning och statsbidrag till regionen", "equalisation and state grants to the region"});
  returned_flow_ = flow("property tax returned", FlowRow::kResource,
                        {"återförd fastighetsskatt", "property tax on hydropower returned"});
  offset_flow_ = flow("equalisation offset", FlowRow::kResource,
                      {"vad utjämningen tar tillbaka", "what equalisation takes back"});
  other_costs_ = flow("other municipal costs", FlowRow::kPurchases,
                      {"kommunens övriga kostnader", "other costs of the municipality"});
  works_flow_ =
      flow("works of public bodies", FlowRow::kInvestment, {"offentliga byggen", "works that public bodies order"});
  in_kind_flow_ = d.flow("services in kind", d.stock("services in kind", "öre"),
                         {"offentliga tjänster, till kostnad", "public services in kind, at cost"},
                         static_cast<std::uint8_t>(FlowRow::kInKind));
}

void PublicFinanceModel::found(twin::Founding& f) {
  const auto& municipalities = market_.county().economy.municipalities;
  for (std::size_t m = 0; m != municipalities.size(); ++m) {
    f[tax_rate_][m] = static_cast<std::int32_t>(std::lround(municipalities[m].municipal_tax * 100'000));
    f[service_][m] = f[staff_][m] = f[welfare_jobs_][m] = 1'000;
  }
}

PublicFinanceModel::AgeCounts PublicFinanceModel::ages(const twin::Access& a, MonthNumber month) const {
  const auto birth_month = a[birth_month_];
  const auto household = a[household_];
  const auto place = a[place_];
  // Few parts, since each holds all ages of all places.
  constexpr std::size_t kStretches = 8;
  std::array<AgeCounts, kStretches> parts;
  twin::for_each_index(kStretches, [&](std::size_t k) {
    parts[k].resize(a.rows(places_));
    for (std::size_t person = k * birth_month.size() / kStretches;
         person != (k + 1) * birth_month.size() / kStretches; ++person)
      ++parts[k][place[household[person].row].row][static_cast<std::size_t>(age_on(month, birth_month[person]))];
  });
  AgeCounts counts = std::move(parts[0]);
  for (std::size_t k = 1; k != kStretches; ++k)
    for (std::size_t home = 0; home != counts.size(); ++home)
      for (std::size_t age = 0; age != kAges; ++age) counts[home][age] += parts[k][home][age];
  return counts;
}

PublicFinanceModel::Month PublicFinanceModel::measure(const twin::Access& a, MonthNumber month, int year) const {
  Month m;
  m.ages = ages(a, month);
  m.index = market_.price(Economy::Driver::kWages, year);
  const std::size_t count = a.rows(municipalities_);
  m.residents.resize(count);
  m.norm.resize(count);
  m.tax_base.resize(count);
  m.tax.resize(count);
  m.grants.resize(count);
  m.staff_cost.resize(count);
  m.assistance.resize(count);
  for (std::size_t place = 0; place != m.ages.size(); ++place)
    for (const std::int32_t people : m.ages[place]) m.residents[a[municipality_][place].row] += people;
  for (std::size_t k = 0; k != count; ++k) {
    CostTable costs = costs_in(norms_, std::max<std::int64_t>(1, m.residents[k]));
    for (auto& service : costs)
      for (std::int64_t& cost : service) cost = scaled(cost, m.index);
    m.costs.push_back(costs);
  }
  m.norm_of_place.resize(m.ages.size());
  twin::for_each_index(m.ages.size(), [&](std::size_t place) {
    const CostTable& costs = m.costs[a[municipality_][place].row];
    for (std::size_t k = 0; k != kPayers.size(); ++k)
      m.norm_of_place[place][k] = yearly_cost(costs, kPayers[k], m.ages[place]);
  });
  for (std::size_t place = 0; place != m.ages.size(); ++place) {
    const std::uint32_t k = a[municipality_][place].row;
    m.norm[k] += m.norm_of_place[place][0];
    m.region_norm += m.norm_of_place[place][1];
    m.state_norm += m.norm_of_place[place][2];
    m.tax_base[k] += 12 * a[tax_base_][place];
    m.tax[k] += a[municipal_tax_][place];
    m.assistance[k] += a[assistance_][place];
    m.region_tax += a[region_tax_][place];
    m.region_fees += a[region_fees_][place] / 3;  // the last quarter's, a third each month
  }
  return m;
}

void PublicFinanceModel::step(twin::Step& s) {
  Month month = measure(s, twin::month_of(s.from()), MarketPlace::price_year(*price_year_, s.from()));
  std::fill(s[sold_].begin(), s[sold_].end(), 0);
  provide(s, month);
  pay_contributions(s, month);
  equalise(s, month);
  receive_grants(s, month);
  buy(s, month);
  carry_out_works(s);
  if (!twin::is_boundary(s.to(), twin::Period::kYear)) return;
  record_year(s, month);
  close_budgets(s, month);
}

/// Services reach people where they live, at the level that the budget gives; what they are worth is what they cost.
void PublicFinanceModel::provide(twin::Step& s, const Month& month) const {
  for (std::uint32_t place = 0; place != month.ages.size(); ++place) {
    const std::uint32_t m = s[municipality_][place].row;
    const twin::Account homes = account_of(s.ids(places_)[place], Part::kHouseholds);
    const auto give = [&](std::int64_t norm, twin::Account from, std::int64_t level) {
      const std::int64_t worth = norm / 12 * level / 1'000;
      if (worth != 0) s.post(in_kind_flow_, from, homes, worth);
      return worth;
    };
    const auto& [municipal, regional, of_state] = month.norm_of_place[place];
    s[in_kind_][place] = give(municipal, town(s, m), s[service_][m]) + give(regional, nodes_.region, 1'000) +
                         give(of_state, nodes_.state, 1'000);
  }
}

/// Pay was booked by `income`.
void PublicFinanceModel::pay_contributions(twin::Step& s, Month& month) const {
  const std::int64_t rate = std::llround(*contributions_ * 10'000);
  const std::size_t municipalities = month.residents.size(), region = municipalities, state = region + 1,
                    nobody = state + 1;
  std::vector<std::size_t> payer;  // by firm
  for (std::size_t firm = 0; firm != s[firm_owner_].size(); ++firm) {
    const Owner owner = s[firm_owner_][firm];
    payer.push_back(owner == Owner::kMunicipality ? s[municipality_][s[firm_place_][firm].row].row
                    : owner == Owner::kRegion     ? region
                    : owner == Owner::kGovernment ? state
                                                  : nobody);
  }
  const auto workplace = s[workplace_];
  const auto gross = s[pay_];
  const auto payer_of = [&](std::size_t person) {
    return workplace[person].valid() ? payer[workplace[person].row] : nobody;
  };
  const auto pay =
      sum_by(gross.size(), nobody + 1, payer_of, [&](std::size_t person) { return std::int64_t{gross[person]}; });
  const auto due =
      sum_by(gross.size(), nobody + 1, payer_of, [&](std::size_t person) { return gross[person] * rate / 10'000; });
  for (std::size_t m = 0; m != municipalities; ++m) {
    month.staff_cost[m] = pay[m] + due[m];
    if (due[m] != 0) s.post(contributions_flow_, town(s, m), nodes_.state, due[m]);
  }
  if (due[region] != 0) s.post(contributions_flow_, nodes_.region, nodes_.state, due[region]);
  month.region_staff = pay[region] + due[region];
  month.state_staff = pay[state];  // the state pays no contributions to itself
}

void PublicFinanceModel::equalise(twin::Step& s, Month& month) const {
  const County& county = market_.county();
  IncomeEqualisation income;
  income.mean_base_kr = std::llround(static_cast<double>(income.mean_base_kr) * month.index);
  const CostEqualisation cost;
  const StructuralGrant structural;
  std::vector<ByCostAge<std::int64_t>> people(month.residents.size());
  for (std::size_t place = 0; place != month.ages.size(); ++place)
    for (int age = 0; age != kAges; ++age)
      people[s[municipality_][place].row][cost_age_group(age)] += month.ages[place][static_cast<std::size_t>(age)];
  const auto post = [&](twin::Flow flow, std::size_t m, std::int64_t yearly) {
    const std::int64_t amount = yearly / 12;
    month.grants[m] += amount;
    if (amount > 0) s.post(flow, nodes_.state, town(s, m), amount);
    if (amount < 0) s.post(flow, town(s, m), nodes_.state, -amount);
  };
  for (std::size_t m = 0; m != people.size(); ++m) {
    post(equalisation_, m, income_equalisation(income, month.residents[m], month.tax_base[m]));
    post(cost_equalisation_, m, scaled(cost_equalisation(cost, people[m]), month.index));
    const auto land = std::max<std::int64_t>(1, std::llround(county.municipalities[m].land_km2));
    post(structural_, m, scaled(structural_grant(structural, month.residents[m], land), month.index));
    const auto returned = static_cast<std::int64_t>(static_cast<double>(s[hydro_tax_][m]) * *returned_);
    post(returned_flow_, m, 12 * returned);
    // New resource income that counts as tax is worth so much tax base at the own rate.
    const std::int64_t income_now = 12 * (returned + s[resource_income_][m]);
    const auto as_base = static_cast<std::int64_t>(static_cast<double>(income_now) * *offset_ * 100'000 /
                                                   std::max(1, s[tax_rate_][m]));
    post(offset_flow_, m,
         -equalisation_offset(income, month.residents[m], month.tax_base[m], as_base, RevenueKind::kTaxBase));
    month.grants[m] += s[resource_income_][m];
  }
}

/// What a municipality had to close its first month, beyond tax and equalisation: fees, property fees and other state
/// grants, of which no table is at hand. It is kept from then on and grows with pay. The region's gap is closed by
/// the state each month.
void PublicFinanceModel::receive_grants(twin::Step& s, Month& month) const {
  const bool first = twin::month_of(s.from()) == twin::month_of(market_.county().base_date);
  const double refugees = market_.price(Economy::Driver::kRefugees, MarketPlace::price_year(*price_year_, s.from()));
  std::int64_t all = 0;
  for (const std::int64_t residents : month.residents) all += residents;
  for (std::size_t m = 0; m != month.residents.size(); ++m) {
    if (first) {
      s[first_norm_][m] = scaled(month.norm[m], 1 / month.index);
      const std::int64_t cost = std::max(month.norm[m] / 12, month.staff_cost[m] + month.assistance[m]);
      s[other_income_][m] = scaled(cost - month.tax[m] - month.grants[m], 1 / month.index);
    }
    const std::int64_t other = scaled(s[other_income_][m], month.index);
    if (other > 0) s.post(state_grants_, nodes_.state, town(s, m), other);
    if (other < 0) s.post(other_costs_, town(s, m), nodes_.sweden, -other);
    month.grants[m] += other;
    // Who is received is paid for by the state, and the municipality spends it on them.
    const std::int64_t reception =
        part_of_amount(ore(refugees * *reception_ / 12), month.residents[m], std::max<std::int64_t>(1, all));
    if (reception == 0) continue;
    s.post(state_grants_, nodes_.state, town(s, m), reception);
    buy_from(s, town(s, m), market_.seat(m), reception);
  }
  const std::int64_t missing =
      std::max(month.region_norm / 12, month.region_staff) - month.region_tax - month.region_fees;
  if (missing > 0) s.post(region_grants_, nodes_.state, nodes_.region, missing);
  if (missing < 0) s.post(region_grants_, nodes_.region, nodes_.state, -missing);
}

/// What services cost beyond staff and social assistance, which is part of social work, is bought.
void PublicFinanceModel::buy(twin::Step& s, const Month& month) const {
  const BudgetLimits limits;
  for (std::size_t m = 0; m != month.norm.size(); ++m) {
    const BudgetForecast norm{.tax_base = 0, .other_revenue = 0, .cost_norm = month.norm[m]};
    const std::int64_t cost = cost_at(norm, {s[service_][m], s[staff_][m], s[tax_rate_][m]}, limits) / 12;
    const std::int64_t bought = std::max<std::int64_t>(0, cost - month.staff_cost[m] - month.assistance[m]);
    buy_from(s, town(s, m), market_.seat(m), bought);
    s[bought_][m] = bought;
    s[year_result_][m] += month.tax[m] + month.grants[m] - month.staff_cost[m] - month.assistance[m] - bought;
  }
  buy_from(s, nodes_.region, market_.coast(), std::max<std::int64_t>(0, month.region_norm / 12 - month.region_staff));
  buy_from(s, nodes_.state, market_.coast(), std::max<std::int64_t>(0, month.state_norm / 12 - month.state_staff));
}

void PublicFinanceModel::buy_from(twin::Step& s, twin::Account payer, std::uint32_t place,
                                  std::int64_t amount) const {
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  std::int64_t left = amount, outside = 0;
  Bill bill;
  for (const Bought& kind : kBought) {
    const std::int64_t part = part_of_amount(amount, share(kind.share), kWholeShare);
    left -= part;
    outside += suppliers.buy(place, kind.sector, part, kPublicTiers, [&](std::size_t branch, std::int64_t paid) {
      s[sold_][branch] += paid;
      bill.add(account_of_branch(s.ids(places_), branch), paid);
    });
  }
  bill.add(nodes_.sweden, left + outside);
  bill.settle([&](twin::Account to, std::int64_t paid) { s.post(purchases_, payer, to, paid); });
}

/// What other models had public bodies build or do is bought near the place.
void PublicFinanceModel::carry_out_works(twin::Step& s) const {
  const Suppliers suppliers = market_.suppliers(s[branch_jobs_]);
  for (const auto& event : s.receive(works_)) {
    const std::uint32_t m = s[municipality_][event.target].row;
    const OrderWorks& order = event.payload;
    const twin::Account payer = order.payer == Owner::kMunicipality ? town(s, m)
                                : order.payer == Owner::kRegion     ? nodes_.region
                                                                    : nodes_.state;
    if (order.payer == Owner::kMunicipality) s[year_result_][m] += order.fees - order.amount;
    const std::int64_t sign = order.amount < 0 ? -1 : 1;
    Bill bill;
    std::int64_t left = sign * order.amount;
    suppliers.buy(event.target, order.sector, left, kPublicTiers, [&](std::size_t branch, std::int64_t paid) {
      // What is no longer bought can't be more than what was.
      if (sign < 0) paid = std::clamp<std::int64_t>(s[sold_][branch], 0, paid);
      s[sold_][branch] += sign * paid;
      left -= paid;
      bill.add(account_of_branch(s.ids(places_), branch), paid);
    });
    bill.add(nodes_.sweden, left);
    const twin::Flow flow = order.sector == Sector::kConstruction ? works_flow_ : purchases_;
    bill.settle([&](twin::Account to, std::int64_t paid) { post_either(s, flow, payer, to, sign * paid); });
  }
}

/// The budget of the year to come, from this month's tax base and grants. Positions follow need, service and staff.
void PublicFinanceModel::close_budgets(twin::Step& s, const Month& month) const {
  const BudgetLimits limits;
  for (std::size_t m = 0; m != month.norm.size(); ++m) {
    const BudgetForecast forecast{
        .tax_base = month.tax_base[m], .other_revenue = 12 * month.grants[m], .cost_norm = month.norm[m]};
    const auto usual =
        static_cast<std::int32_t>(std::lround(market_.county().economy.municipalities[m].municipal_tax * 100'000));
    const BudgetDecision decision =
        close_budget(forecast, {s[service_][m], s[staff_][m], s[tax_rate_][m]}, usual, limits);
    s[service_][m] = decision.levels.service;
    s[staff_][m] = decision.levels.staff;
    s[tax_rate_][m] = decision.levels.tax_rate;
    const double need = static_cast<double>(month.norm[m]) / month.index /
                        static_cast<double>(std::max<std::int64_t>(1, s[first_norm_][m]));
    s[welfare_jobs_][m] = static_cast<std::int32_t>(need * decision.levels.service * decision.levels.staff / 1'000);
  }
}

void PublicFinanceModel::record_year(twin::Step& s, const Month& month) const {
  const std::size_t count = month.norm.size();
  std::vector<double> tax(count);
  std::vector<std::int64_t> result(count), care(count), pupil(count), grants(count), pupils(count), school(count);
  for (std::size_t place = 0; place != month.ages.size(); ++place) {
    const std::uint32_t m = s[municipality_][place].row;
    care[m] += yearly_cost(month.costs[m], PublicService::kCare, month.ages[place]);
    school[m] += yearly_cost(month.costs[m], PublicService::kSchool, month.ages[place]);
    for (std::size_t age = 7; age != 16; ++age) pupils[m] += month.ages[place][age];
  }
  for (std::size_t m = 0; m != count; ++m) {
    tax[m] = s[tax_rate_][m] / 1'000.0;
    result[m] = per_head(s[year_result_][m], month.residents[m]);
    care[m] = per_head(care[m] * s[service_][m] / 1'000, month.residents[m]);
    pupil[m] = per_head(school[m] * s[service_][m] / 1'000, pupils[m]);
    grants[m] = per_head(12 * month.grants[m], month.residents[m]);
    s[year_result_][m] = 0;
  }
  s.record(tax_series_, tax);
  s.record(service_series_, std::vector<std::int64_t>(s[service_].begin(), s[service_].end()));
  s.record(staff_series_, std::vector<std::int64_t>(s[staff_].begin(), s[staff_].end()));
  s.record(result_series_, result);
  s.record(care_series_, care);
  s.record(pupil_series_, pupil);
  s.record(equalisation_series_, grants);
}

}  // namespace rurban
