#pragma once
#include "twin/io/results.h"
#include "viz/export/accounts.h"

namespace viz {

/// Two municipalities, three places: the mining village Gruvby and the hamlet Byn in Fjäll, and the town Stad in
/// Kust. What happened in 2021, in kr: a company outside pays 500 wages in the village, whose households buy for 200
/// in the town and for 90 in the hamlet; the state gives Fjäll's town hall, in the village, 300; the hamlet's
/// households pay it 40 in tax; the village sells ore for 1 000 abroad and 900 of that goes to owners outside; the
/// town pays the state 70.
class SmallEconomy {
 public:
  enum Row { kNone, kWages, kTax, kGrants, kConsumption, kPrimary, kSurplus };
  enum Part : std::uint32_t { kWhole, kHouseholds, kFirms, kBranches, kTownHall };
  static constexpr twin::Account kVillage = 1, kHamlet = 2, kTown = 3;
  static constexpr twin::Account kState = twin::Ledger::kFirstNode, kSweden = kState + 1, kAbroad = kState + 2,
                                 kStrangers = kState + 3;

  SmallEconomy() {
    names.rows = {
        {"insättningar", "deposits"},  {"löner", "wages"},           {"skatt", "tax"},          {"bidrag", "grants"},
        {"konsumtion", "consumption"}, {"råvaror", "raw materials"}, {"utdelning", "dividends"}};
    names.taken_back = "taken back";
    names.nodes = {{"state", {"staten", "the state"}, 0.3, -1},
                   {"rest of Sweden", {"övriga Sverige", "the rest of Sweden"}, -0.3, -1},
                   {"abroad", {"utlandet", "abroad"}, -1, 0.5}};
    names.municipalities = {"Fjäll", "Kust"};
    names.places = {{kVillage, "Gruvby", 0, {0, 50'000}, true},
                    {kHamlet, "Byn", 0, {20'000, 40'000}, true},
                    {kTown, "Stad", 1, {90'000, 0}, false}};
    run.info.from = twin::date(2021, 1, 1);
    run.info.to = twin::date(2022, 1, 1);
    const auto part = [](twin::Account place, Part of) { return twin::Ledger::part(place, of); };
    pay(kWages, kSweden, part(kVillage, kHouseholds), 500);
    pay(kConsumption, part(kVillage, kHouseholds), part(kTown, kBranches), 200);
    pay(kConsumption, part(kVillage, kHouseholds), part(kHamlet, kFirms), 90);
    pay(kGrants, kState, part(kVillage, kTownHall), 300);
    pay(kTax, part(kHamlet, kHouseholds), part(kVillage, kTownHall), 40);
    pay(kPrimary, kAbroad, part(kVillage, kBranches), 1'000);
    pay(kSurplus, part(kVillage, kBranches), kStrangers, 900);
    pay(kTax, part(kTown, kHouseholds), kState, 70);
    add({2021, "move", "persons", "persons", kVillage, "", kTown, "", 12});
    add({2021, "birth", "persons", "persons", kStrangers, "born", kTown, "", 3});
  }

  void pay(Row row, twin::Account from, twin::Account to, std::int64_t kr, int year = 2021) {
    add({year, "flow " + std::to_string(row), "money", "öre", from, "", to, "", 100 * kr, row});
  }
  /// Equalisation takes this back of a town hall's new income.
  void take_back(twin::Account town_hall, std::int64_t kr) {
    add({2021, names.taken_back, "money", "öre", town_hall, "", kState, "", 100 * kr, kGrants});
  }
  /// Figures of the ends of years from 2021 on, for one row or by row.
  void record(const std::string& name, const std::string& table, const std::vector<std::string>& labels,
              const std::vector<double>& values) {
    twin::SeriesResult result{
        {{name, table, "kr", {name, name}}, std::max<std::size_t>(labels.size(), 1), {}, values}, labels};
    for (std::size_t t = 0; t != values.size() / result.series.width; ++t)
      result.series.dates.push_back(twin::date(2022 + static_cast<int>(t), 1, 1));
    run.series.push_back(result);
  }

  Inside fjall() const {
    return places_where(names, [](const AccountNames::Place& place) { return place.municipality == 0; });
  }

  AccountNames names;
  twin::RunResult run;

 private:
  void add(twin::YearlyFlow flow) {
    flow.from_label = label(flow.from);
    flow.to_label = label(flow.to);
    run.flows.push_back(flow);
  }
  static std::string label(twin::Account account) {
    return account == kState ? "state" : account == kSweden ? "rest of Sweden" : account == kAbroad ? "abroad" : "?";
  }
};

}  // namespace viz
