#include "models/income/income_model.h"

#include "models/income/month.h"
#include "models/sums.h"

namespace rurban {
namespace {

constexpr twin::Stream kLife{"income.life"};

}  // namespace

void IncomeModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  persons_ = d.rows(kPersons);
  households_ = d.rows(kHouseholds);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  life_ = d.stream(kLife);
  declare_columns(d);
  declare_place_income(d);
  declare_parameters(d);
  declare_flows(d);
  declare_series(d);
}

void IncomeModel::declare_columns(twin::Declare& d) {
  birth_month_ = d.reads(kBirthMonth);
  sex_ = d.reads(kSex);
  role_ = d.reads(kRole);
  household_ = d.reads(kHousehold);
  first_member_ = d.reads(kFirstMember);
  next_member_ = d.reads(kNextMember);
  place_ = d.reads(kPlace);
  dwelling_ = d.reads(kDwelling);
  tenure_ = d.reads(kDwellingTenure);
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  employed_ = d.reads(kEmployed);
  workplace_ = d.reads(kWorkplace);
  skill_ = d.reads(kSkill);
  firm_place_ = d.reads_last(kFirmPlace);
  firm_sector_ = d.reads_last(kFirmSector);
  firm_owner_ = d.reads_last(kFirmOwner);
  firm_site_ = d.reads_last(kFirmSite);
  branch_jobs_ = d.reads_last(kBranchJobs);
  dividends_local_ = d.reads_last(kDividendsLocal);
  dividends_county_ = d.reads_last(kDividendsCounty);
  local_power_ = d.reads_last(kLocalPower);
  station_place_ = d.reads_last(kStationPlace);
  tax_rate_ = d.reads_last(kTaxRate);
  spent_ = d.reads(kPlaceSpent);
  spent_here_ = d.reads(kPlaceSpentHere);
  spent_seat_ = d.reads(kPlaceSpentSeat);
  spent_coast_ = d.reads(kPlaceSpentCoast);
  paper_spent_ = d.reads(kPaperSpent);
  line_fees_ = d.reads(kLineFees);
  lift_income_ = d.reads(kLiftIncome);

  pay_ = d.writes(kPay);
  deposits_ = d.writes(kDeposits);
  account_place_ = d.writes(kAccountPlace);
  disposable_ = d.writes(kDisposable);
  tax_base_ = d.writes(kPlaceTaxBase);
  municipal_tax_ = d.writes(kPlaceMunicipalTax);
  region_tax_ = d.writes(kPlaceRegionTax);
  assistance_paid_ = d.writes(kPlaceAssistance);
  held_ = d.writes(kPlaceDeposits);
  wages_booked_ = d.writes(kPlaceWages);
  sold_ = d.writes(kBranchSoldToHouseholds);
  level_ = d.writes(kPayLevel);
  year_disposable_ = d.writes(kMunicipalDisposable);
}

void IncomeModel::declare_parameters(twin::Declare& d) {
  price_year_ = d.shared_param(kPriceYear);
  propensity_ = d.param({.name = "propensity",
                         .unit = "1",
                         .fallback = 0.94,
                         .least = 0.3,
                         .most = 1,
                         .label = {"del av inkomsten som konsumeras", "part of income that is consumed"},
                         .source = "assumption: 0.88 to 0.98; Swedish households saved some 6 % besides pensions"});
  interest_ = d.param({.name = "interest",
                       .unit = "1/year",
                       .fallback = 0.016,
                       .least = 0,
                       .most = 0.3,
                       .label = {"ränta på lån", "interest on loans"},
                       .source = "assumption: 0.012 to 0.045, mortgage rates 2021 to 2024"});
  rent_ = d.param({.name = "rent",
                   .unit = "kr/year",
                   .fallback = 76'000,
                   .least = 0,
                   .most = 300'000,
                   .label = {"hyra för en bostad", "rent of a dwelling"},
                   .source = "assumption: 66,000 to 84,000, rented flats in Norrbotten 2021"});
  outside_wage_ = d.param({.name = "outside_wage",
                           .unit = "kr/year",
                           .fallback = 420'000,
                           .least = 100'000,
                           .most = 1'000'000,
                           .label = {"lön på arbetsplatser utanför länet", "pay at workplaces outside the county"},
                           .source = "assumption: 380,000 to 480,000"});
}

void IncomeModel::declare_flows(twin::Declare& d) {
  nodes_ = money_nodes(d);
  money_ = money_stock(d);
  const auto flow = [&](const char* name, FlowRow row, twin::Text label) {
    return money_flow(d, name, row, std::move(label));
  };
  opening_ =
      flow("opening deposits", FlowRow::kNone, {"insättningar och lån vid start", "deposits and loans at the start"});
  moved_ = flow("deposits moved", FlowRow::kNone, {"insättningar som flyttar", "deposits that move with people"});
  wages_ = flow("wages", FlowRow::kWages, {"löner", "wages"});
  extraction_wages_ = flow("wages of extraction", FlowRow::kWages,
                           {"löner från gruvor, skog och kraftverk", "wages of mines, forestry and power stations"});
  outside_wages_ = flow("wages from outside", FlowRow::kWages,
                        {"löner från arbete utanför länet", "wages from work outside the county"});
  municipal_tax_flow_ = flow("municipal tax", FlowRow::kLocalTax, {"kommunalskatt", "municipal tax"});
  region_tax_flow_ = flow("region tax", FlowRow::kLocalTax, {"regionskatt", "regional tax"});
  state_tax_ = flow("state income tax", FlowRow::kStateTax,
                    {"statlig inkomstskatt mindre skattereduktioner", "state income tax less credits"});
  capital_tax_ = flow("tax on capital income", FlowRow::kStateTax, {"kapitalskatt", "tax on capital income"});
  dividends_ = flow("dividends", FlowRow::kSurplus, {"utdelning till invånare", "dividends to residents"});
  local_power_flow_ = flow("local power", FlowRow::kResource, {"el till självkostnad", "power at cost"});
  pensions_ = flow("pensions", FlowRow::kBenefits, {"allmän pension", "public pensions"});
  occupational_ = flow("occupational pensions", FlowRow::kBenefits, {"tjänstepension", "occupational pensions"});
  benefits_ = flow("benefits", FlowRow::kBenefits, {"ersättningar och bidrag till personer", "benefits to persons"});
  assistance_ = flow("social assistance", FlowRow::kBenefits, {"ekonomiskt bistånd", "social assistance"});
  interest_flow_ = flow("interest", FlowRow::kHousing, {"räntor", "interest"});
  rents_ = flow("rents", FlowRow::kHousing, {"hyror", "rents"});
  consumption_ = flow("consumption", FlowRow::kConsumption, {"övriga köp", "other purchases"});
  online_ = flow("online and away", FlowRow::kConsumption, {"köp på nätet och på resa", "purchases online and away"});
}

void IncomeModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  disposable_series_ = by_municipality("disposable", "kr/inhabitant",
                                       {"disponibel inkomst per invånare", "disposable income per inhabitant"});
  pay_series_ = by_municipality("pay", "kr/month", {"lön per sysselsatt", "pay per employed resident"});
  level_series_ = by_municipality("pay_level", "1", {"lönernas nivå", "level of pay"});
}

IncomeModel::Rules IncomeModel::rules(const twin::Access& a, int year) const {
  using Driver = Economy::Driver;
  const double wages = market_.price(Driver::kWages, year), prices = market_.price(Driver::kPrices, year);
  Rules rules;
  rules.tax = schedule_of(TaxRules{}.indexed(std::llround(wages * 100'000)));
  rules.price_index = std::llround(prices * 100'000);
  rules.pension_index = std::llround(market_.price(Driver::kPensions, year) * 100'000);
  for (std::size_t s = 0; s != kSectors; ++s)
    rules.pay_ore[s] = market_.county().economy.sectors[s].wage_kr * wages * 100 / 12;
  rules.outside_ore = *outside_wage_ * wages * 100 / 12;
  const auto region = static_cast<std::int32_t>(std::lround(market_.county().economy.region_tax * 100'000));
  for (std::size_t m = 0; m != a.rows(municipalities_); ++m) rules.rates.push_back({a[tax_rate_][m], region});
  return rules;
}

void IncomeModel::found(twin::Founding& f) {
  const auto level = f[level_];
  std::fill(level.begin(), level.end(), 1.0);
  calibrate(f);
  found_deposits(f);
  found_place_income(f);
}

/// Pay has the level in each municipality at which its residents' disposable income is the one published for the year
/// whose prices hold: a calibration, since no register tells hours and positions of residents. 2015 and 2021 are
/// published; between them the figure goes straight.
void IncomeModel::calibrate(twin::Founding& f) {
  constexpr int kFirst = 2015, kLast = 2021, kRounds = 12;
  const int year = std::clamp(MarketPlace::price_year(*price_year_, f.to()), kFirst, kLast);
  const double late = static_cast<double>(year - kFirst) / (kLast - kFirst);
  const auto& published = market_.county().economy.municipalities;
  std::vector<double> residents(published.size()), capital(published.size());
  for (std::uint32_t place = 0; place != f.rows(places_); ++place) {
    residents[f[municipality_][place].row] += f[residents_][place];
    capital[f[municipality_][place].row] += static_cast<double>(f[dividends_local_][place]);
    const auto [at_seat, at_coast] = county_owners(f[dividends_county_][place]);
    capital[f[municipality_][place].row] += static_cast<double>(at_seat);
    capital[f[municipality_][market_.coast()].row] += static_cast<double>(at_coast);
  }
  const double capital_rate = 1 - static_cast<double>(TaxRules{}.capital_rate) / 100'000;
  for (int round = 0; round != kRounds; ++round) {
    const Rules now = rules(f, year);
    std::vector<Receipts> all(f.rows(persons_));
    twin::for_blocks(all.size(), [&](twin::Block block) {
      for (std::size_t person = block.begin; person != block.end; ++person)
        all[person] = receipts(f, now, twin::month_of(f.to()), person);
    });
    std::vector<double> net(published.size()), moves(published.size());
    for (std::size_t person = 0; person != all.size(); ++person) {
      const std::uint32_t m = f[municipality_][home_of(f, person)].row;
      net[m] += static_cast<double>(all[person].net());
      moves[m] += static_cast<double>(all[person].pay + all[person].pension) * 0.65;  // follows the level, after tax
    }
    for (std::size_t m = 0; m != published.size(); ++m) {
      const double per_head = published[m].disposable_2015_kr +
                              late * (published[m].disposable_2021_kr - published[m].disposable_2015_kr);
      const double wanted = per_head * residents[m] * 100 / 12;
      if (moves[m] > 0)
        f[level_][m] *= std::clamp(1 + (wanted - net[m] - capital[m] * capital_rate) / moves[m], 0.5, 2.0);
    }
  }
}

/// Loans on owned homes and savings, by age of who heads the household: assumptions, 450,000 to 750,000 kr of debt
/// for an owned home below age 65 and a third of it above, and 3,000 to 7,000 kr saved for each year above 25, after
/// SCB's and the Riksbank's means for Sweden.
void IncomeModel::found_deposits(twin::Founding& f) {
  constexpr std::int64_t kDebt = 600'000'00, kOldDebt = 200'000'00, kSavedPerYear = 5'000'00;
  const MonthNumber month = twin::month_of(f.to());
  std::vector<std::int64_t> held(f.rows(places_));
  for (std::size_t person = 0; person != f[deposits_].size(); ++person) {
    const int age = age_on(month, f[birth_month_][person]);
    std::int64_t& deposits = f[deposits_][person];
    if (age > 25) deposits = kSavedPerYear * (age - 25);
    const HouseholdRef household = f[household_][person];
    const bool heads = f[first_member_][household.row].row == person;
    if (heads && f[tenure_][f[dwelling_][household.row].row] != Tenure::kRented)
      deposits -= age < 65 ? kDebt : kOldDebt;
    const std::uint32_t home = home_of(f, person);
    f[account_place_][person] = {home};
    held[home] += deposits;
  }
  for (std::uint32_t place = 0; place != held.size(); ++place) {
    f[held_][place] = held[place];
    if (held[place] > 0) f.post(opening_, nodes_.bank, households(f, place), held[place]);
    if (held[place] < 0) f.post(opening_, households(f, place), nodes_.bank, -held[place]);
  }
}

/// C1: what people have on their accounts is what the ledger says of their places. C7: what was booked as wages to
/// the residents of a place is what they were paid.
void IncomeModel::audit(twin::Audit& a) const {
  const std::size_t places = a.rows(places_);
  const auto account = a[account_place_];
  const auto by_place = [&](const auto& amounts) {
    return sum_by(
        account.size(), places + 1,
        [&](std::size_t person) { return account[person].valid() ? account[person].row : places; },
        [&](std::size_t person) { return std::int64_t{amounts[person]}; });
  };
  const auto held = by_place(a[deposits_]), paid = by_place(a[pay_]);
  for (std::uint32_t place = 0; place != places; ++place) {
    a.expect(money_, households(a, place), held[place]);
    a.agree("C7", money_, households(a, place), paid[place], a[wages_booked_][place]);
  }
}

}  // namespace rurban
