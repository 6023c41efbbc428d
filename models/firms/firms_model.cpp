#include "models/firms/firms_model.h"

#include "models/firms/month.h"

namespace rurban {
namespace {

constexpr twin::Stream kSizes{"firms.sizes"}, kChanges{"firms.changes"};

}  // namespace

void FirmsModel::declare(twin::Declare& d) {
  d.every(twin::Period::kMonth);
  firms_ = d.owns(kFirms);
  branches_ = d.owns(kBranches);
  persons_ = d.rows(kPersons);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  points_ = d.rows(kServicePoints);
  municipality_ = d.reads(kPlaceMunicipality);
  residents_ = d.reads(kPlaceResidents);
  broadband_ = d.reads(kPlaceBroadband);
  first_broadband_ = d.reads(kPlaceFirstBroadband);
  dwelling_place_ = d.reads(kDwellingPlace);
  occupant_ = d.reads(kOccupant);
  tenure_ = d.reads(kDwellingTenure);
  pay_ = d.reads(kPay);
  workplace_ = d.reads(kWorkplace);
  point_place_ = d.reads(kPointPlace);
  point_offers_ = d.reads(kPointOffers);
  takings_ = d.reads(kPointTakings);
  visits_ = d.reads(kPointVisits);
  support_ = d.reads(kPointSupport);
  paper_taken_ = d.reads(kPaperTaken);
  visitor_gain_ = d.reads(kVisitorSpendingGained);
  settle_ = d.receives(kSettle);
  sold_to_households_ = d.reads(kBranchSoldToHouseholds);
  sold_to_public_ = d.reads(kBranchSoldToPublic);
  welfare_jobs_ = d.reads(kWelfareJobs);
  founding_factor_ = d.reads(kFoundingFactor);
  declare_columns(d);
  sizes_ = d.stream(kSizes);
  changes_ = d.stream(kChanges);
  declare_parameters(d);
  declare_flows(d);
  declare_series(d);
}

void FirmsModel::declare_columns(twin::Declare& d) {
  place_ = d.writes(kFirmPlace);
  sector_ = d.writes(kFirmSector);
  owner_ = d.writes(kFirmOwner);
  site_ = d.writes(kFirmSite);
  jobs_ = d.writes(kFirmJobs);
  fly_in_ = d.writes(kFirmFlyIn);
  first_jobs_ = d.writes(kFirmFirstJobs);
  deposits_ = d.writes(kFirmDeposits);
  revenue_ = d.writes(kFirmRevenue);
  sales_ = d.writes(kFirmSales);
  result_ = d.writes(kFirmResult);
  dividend_ = d.writes(kFirmDividend);
  branch_jobs_ = d.writes(kBranchJobs);
  base_jobs_ = d.writes(kBranchBaseJobs);
  base_output_ = d.writes(kBranchBaseOutput);
  output_ = d.writes(kBranchOutput);
  other_sales_ = d.writes(kBranchOtherSales);
  gap_ = d.writes(kBranchGap);
  takings_a_month_ = d.writes(kBranchTakings);
  productivity_ = d.writes(kProductivity);
  product_ = d.writes(kMunicipalProduct);
  resource_income_ = d.writes(kResourceIncome);
  hydro_tax_ = d.writes(kHydroTax);
  station_place_ = d.writes(kStationPlace);
  dividends_local_ = d.writes(kDividendsLocal);
  dividends_county_ = d.writes(kDividendsCounty);
  local_power_ = d.writes(kLocalPower);
  place_jobs_ = d.writes(kPlaceJobs);
  d.shows(kPlaceJobs, {.label = {"arbetsplatser: befattningar", "positions at workplaces"},
                       .unit = {"personer", "persons"},
                       .breaks = {5, 20, 50, 100, 500, 2'000, 10'000},
                       .sized_by = std::string(kPlaceJobs.name)});
}

void FirmsModel::declare_parameters(twin::Declare& d) {
  price_year_ = d.shared_param(kPriceYear);
  contributions_ = d.shared_param(kContributions);
  delta_ = d.param({.name = "flq_delta",
                    .unit = "1",
                    .fallback = 0.25,
                    .least = 0,
                    .most = 0.6,
                    .label = {"delta i Fleggs lokaliseringskvot", "delta of Flegg's location quotient"},
                    .source = "Flegg & Tohmo 2013 find 0.25 for regions of Finland; 0.15 to 0.35"});
  product_taxes_ =
      d.param({.name = "product_taxes",
               .unit = "1",
               .fallback = 0.13,
               .least = 0,
               .most = 0.3,
               .label = {"produktskatter på förädlingsvärdet", "taxes on products, on value added"},
               .source = "assumption: 0.11 to 0.14, national accounts, taxes less subsidies on products"});
  imputed_rent_ = d.param({.name = "imputed_rent",
                           .unit = "kr/year",
                           .fallback = 62'000,
                           .least = 0,
                           .most = 200'000,
                           .label = {"beräknad hyra för ett ägt hem", "imputed rent of an owned home"},
                           .source = "assumption: 45,000 to 80,000; counts in the product, moves no money"});
  investment_ = d.param({.name = "investment",
                         .unit = "1",
                         .fallback = 0.12,
                         .least = 0,
                         .most = 0.5,
                         .label = {"investeringar av förädlingsvärdet", "investment, of value added"},
                         .source = "assumption: 0.08 to 0.18, what keeps capital up"});
  profit_tax_ = d.param({.name = "profit_tax",
                         .unit = "1",
                         .fallback = 0.206,
                         .least = 0,
                         .most = 0.6,
                         .label = {"bolagsskatt", "profit tax"},
                         .source = "Inkomstskattelag 65:10, 20.6 % since 2021"});
  most_change_ = d.param({.name = "most_change",
                          .unit = "1/year",
                          .fallback = 0.06,
                          .least = 0,
                          .most = 0.5,
                          .label = {"största ändring av befattningar per år", "largest change of positions a year"},
                          .source = "assumption: 0.03 to 0.12, firms adjust with a lag"});
  exit_rate_ = d.param({.name = "exit_rate",
                        .unit = "1/year",
                        .fallback = 0.06,
                        .least = 0,
                        .most = 0.5,
                        .label = {"andel små företag som ersätts per år", "small firms replaced each year"},
                        .source = "assumption: 0.05 to 0.08; Tillväxtanalys counts some 7 % of firms new a year"});
  village_funds_ = d.param({.name = "village_funds",
                            .unit = "öre/kWh",
                            .fallback = 0.17,
                            .least = 0,
                            .most = 5,
                            .label = {"bygdemedel av vattenkraft", "village funds of hydropower"},
                            .source = "110 million kr of some 65 TWh in the country (kryssahakan.se 2014)"});
  hydro_rate_ =
      d.param({.name = "hydropower_property_tax",
               .unit = "öre/kWh",
               .fallback = 8.3,
               .least = 0,
               .most = 20,
               .label = {"fastighetsskatt på vattenkraft till staten", "property tax on hydropower"},
               .source = "5.4 billion kr of some 65 TWh (kryssahakan.se 2014); 1.4 after the cuts to 2020"});
  mineral_fee_ =
      d.param({.name = "mineral_fee",
               .unit = "%",
               .fallback = 0.2,
               .least = 0,
               .most = 10,
               .label = {"mineralersättning av malmens värde", "mineral compensation, of the ore's value"},
               .source = "Minerallag 7:7: 0.15 % to the landowner, 0.05 % to the state; what is above 0.2 % "
                         "is a lever and goes to the municipality",
               .slider = {"Resurser", "Resources"}});
  power_fee_ = d.param({.name = "power_fee",
                        .unit = "öre/kWh",
                        .fallback = 0,
                        .least = 0,
                        .most = 20,
                        .label = {"kraftavgift till kommunen", "power fee to the municipality"},
                        .source = "a lever; Norway's natural-resource tax is 1.1 öre/kWh to the municipality",
                        .slider = {"Resurser", "Resources"}});
  local_power_share_ = d.param({.name = "local_power",
                                .unit = "1",
                                .fallback = 0,
                                .least = 0,
                                .most = 1,
                                .label = {"del av hushållens el till självkostnad i vattenkraftskommuner",
                                          "part of households' power at cost where hydropower is made"},
                                .source = "a lever; Norway's concession power",
                                .slider = {"Resurser", "Resources"}});
  power_cost_ = d.param({.name = "power_cost",
                         .unit = "öre/kWh",
                         .fallback = 12,
                         .least = 1,
                         .most = 60,
                         .label = {"självkostnad för vattenkraft", "cost of hydropower"},
                         .source = "assumption: 8 to 18; Norway sets concession power at about 11 øre"});
  broadband_sales_ = d.param(
      {.name = "broadband_sales",
       .unit = "%",
       .fallback = 0.1,
       .least = 0,
       .most = 5,
       .label = {"mer sålt utanför länet när tio procentenheter fler i orten har 100 Mbit/s",
                 "more sold outside the county when ten points more of the place have 100 Mbit/s"},
       .source = "assumption: 0 to 0.5; studies find gains at rural workplaces, a krona returning 1.5 in five years "
                 "(county-facts 2.3), and none for some regions"});
}

void FirmsModel::declare_flows(twin::Declare& d) {
  nodes_ = money_nodes(d);
  money_ = money_stock(d);
  const auto flow = [&](const char* name, FlowRow row, twin::Text label) {
    return money_flow(d, name, row, std::move(label));
  };
  opening_ = flow("opening deposits of firms", FlowRow::kNone,
                  {"företagens insättningar vid start", "deposits of firms at the start"});
  purchases_flow_ = flow("purchases of firms", FlowRow::kPurchases, {"företagens inköp", "purchases of firms"});
  extraction_purchases_ = flow("purchases of extraction", FlowRow::kPurchases,
                               {"gruvors och kraftverks inköp", "purchases of mines and power stations"});
  investment_flow_ = flow("investment", FlowRow::kInvestment, {"företagens investeringar", "investment of firms"});
  extraction_investment_ = flow("investment of extraction", FlowRow::kInvestment,
                                {"gruvors och kraftverks investeringar", "investment of mines and power stations"});
  fly_in_wages_ =
      flow("wages to fly-in workers", FlowRow::kWages, {"löner till inflygande", "wages to people who fly in"});
  contributions_flow_ = flow("employers' contributions of firms", FlowRow::kStateTax,
                             {"företagens arbetsgivaravgifter", "employers' contributions of firms"});
  vat_ = flow("value added tax", FlowRow::kStateTax, {"moms", "value added tax"});
  profit_tax_flow_ = flow("profit tax", FlowRow::kStateTax, {"bolagsskatt", "profit tax"});
  hydro_tax_flow_ = flow("property tax on hydropower", FlowRow::kStateTax,
                         {"fastighetsskatt på vattenkraft", "property tax on hydropower"});
  dividends_ = flow("dividends to outside", FlowRow::kSurplus, {"utdelning ut ur länet", "dividends to outside"});
  written_off_ = flow("closed firms", FlowRow::kSurplus,
                      {"nedlagda företags behållning och skulder", "balances of closed firms"});
  village_funds_flow_ = flow("village funds", FlowRow::kResource, {"bygdemedel", "village funds"});
  mineral_flow_ = flow("mineral compensation", FlowRow::kResource, {"mineralersättning", "mineral compensation"});
  power_fee_flow_ = flow("power fee", FlowRow::kResource, {"kraftavgift", "power fee"});
  primary_ = flow("primary sales", FlowRow::kPrimary, {"malm och kraft som säljs", "sales of ore and power"});
  timber_sales_ = flow("timber sales", FlowRow::kPrimary, {"virke som säljs", "sales of timber"});
  other_ = flow("other sales", FlowRow::kOther, {"annan försäljning ut ur länet", "other sales to outside"});
  visitors_ = flow("visitors", FlowRow::kOther, {"besökares köp", "purchases of visitors"});

  ground_ = d.node("ground, river and forest");
  used_ = d.node("used up");
  const auto goods = [&](const std::string& name, const char* unit, const twin::Text& label) {
    const twin::Stock stock = d.stock(name, unit);
    return Goods{stock, d.flow(name + " made", stock, {label.sv + ": framställt", label.en + ": produced"}),
                 d.flow(name + " sold", stock, {label.sv + ": sålt", label.en + ": sold"})};
  };
  iron_ore_ = goods("iron ore", "t", {"järnmalm", "iron ore"});
  copper_ore_ = goods("copper ore", "t", {"kopparmalm", "copper ore"});
  power_ = goods("power", "MWh", {"el", "power"});
  timber_ = goods("timber", "m3", {"virke", "timber"});
  food_ = goods("food", "kg", {"mat", "food"});
  parcels_ = goods("parcels", "parcels", {"paket", "parcels"});
}

void FirmsModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  product_series_ = by_municipality("product", "kr/inhabitant",
                                    {"bruttoregionprodukt per invånare", "gross regional product per inhabitant"});
  firms_series_ = by_municipality("workplaces", "workplaces", {"arbetsställen", "workplaces"});
  jobs_series_ = by_municipality("jobs", "persons", {"befattningar", "positions"});
  primary_series_ = by_municipality("primary_sales", "kr/year", {"försäljning av råvaror", "primary sales"});
  productivity_series_ = by_municipality(
      "productivity", "1", {"produktivitetens nivå mot landets", "level of productivity, of the country's"});
  beside_series_ = by_municipality("opened_beside", "workplaces/year",
                                   {"företag som startats utöver de vanliga", "firms founded beyond the usual ones"});
}

double FirmsModel::output_index(Sector sector, int year) const {
  using Driver = Economy::Driver;
  return market_.price(sector == Sector::kSteel       ? Driver::kSteelPrice
                       : sector == Sector::kPaperWood ? Driver::kPaperPrice
                                                      : Driver::kWages,
                       year);
}

const Economy::Site* FirmsModel::site_of(const twin::Access& a, std::size_t firm) const {
  const std::int32_t number = a[site_][firm];
  return number == 0 ? nullptr : &market_.county().economy.sites[static_cast<std::size_t>(number - 1)];
}

bool FirmsModel::sells_product(const twin::Access& a, std::size_t firm) const {
  const Economy::Site* const site = site_of(a, firm);
  using Product = Economy::Product;
  return site != nullptr && (site->product == Product::kIronOre || site->product == Product::kCopperOre ||
                             site->product == Product::kPower);
}

void FirmsModel::prepare(twin::Preparation&) {
  if (!market_.county().places.empty()) purchases_ = regional_purchases(market_.county().economy, *delta_);
}

}  // namespace rurban
