#include <array>

#include "models/programmes/programme.h"

namespace rurban {
namespace {

const Programme kHydropowerTax{
    .key = "hydropower-tax",
    .title = {"Vattenkraftens fastighetsskatt återförs", "Property tax on hydropower returned"},
    .what =
        {"Staten återför hela skatten till kommunen vid älven; utjämningen tar tillbaka det mesta.",
         "The state returns all of the tax to the municipality by the river; equalisation takes most of it back."},
    .cost = {"Statens skatteintäkt.", "The state's revenue."},
    .known = {"Ett räkneexempel. Bidrag till svenska kommuner blir service, inte lägre skatt (Dahlberg m.fl. 2008).",
              "A reckoning. Grants to Swedish municipalities become services, not lower tax (Dahlberg et al. 2008)."},
    .levers = {{"public_finance.hydropower_tax_returned", 1}, {"public_finance.equalisation_offset", 1, true}},
    .aim = {"resourceflow.rfr_rural", +1},
    .money = nullptr};

const Programme kPowerFee{
    .key = "power-fee",
    .title = {"Kraftavgift 1,1 öre per kWh", "Power fee of 1.1 öre per kWh"},
    .what = {"Vattenkraftens ägare betalar kommunen vid älven, som i Norge.",
             "The owners of hydropower pay the municipality by the river, as in Norway."},
    .cost = {"Ägarna betalar.", "The owners pay."},
    .known = {"Norges naturresursskatt ger kommunen 1,1 öre per kWh (blogg.vk.se 2014-07-16).",
              "Norway's tax on natural resources gives the municipality 1.1 öre per kWh (blogg.vk.se 2014-07-16)."},
    .levers = {{"firms.power_fee", 1.1}, {"public_finance.equalisation_offset", 1, true}},
    .aim = {"resourceflow.rfr_rural", +1},
    .money = nullptr};

const Programme kMineralFee{
    .key = "mineral-fee",
    .title = {"Mineralavgift två procent", "Mineral fee of two per cent"},
    .what = {"Mineralersättningen höjs från 0,2 till 2 procent av malmens värde; det nya går till gruvans kommun.",
             "Mineral compensation rises from 0.2 to 2 per cent of the ore's value; what is new goes to the mine's "
             "municipality."},
    .cost = {"Gruvbolagen betalar.", "The mining companies pay."},
    .known = {"Ett räkneexempel, för måttstockens skull.", "A reckoning, for the sake of scale."},
    .levers = {{"firms.mineral_fee", 2}, {"public_finance.equalisation_offset", 1, true}},
    .aim = {"resourceflow.rfr_rural", +1},
    .money = nullptr};

const Programme kLocalPower{
    .key = "local-power",
    .title = {"El till självkostnad där den görs", "Power at cost where it is made"},
    .what = {"Hushåll i kommuner med vattenkraft betalar vad kraften kostar att göra.",
             "Households of municipalities with hydropower pay what power costs to make."},
    .cost = {"Kraftverkens ägare bär skillnaden.", "The owners of the stations bear the difference."},
    .known = {"Ett räkneexempel, för måttstockens skull.", "A reckoning, for the sake of scale."},
    .levers = {{"firms.local_power", 1}},
    .aim = {"resourceflow.rfr_rural", +1},
    .money = nullptr};

}  // namespace

std::span<const Programme* const> reference_levers() {
  static const std::array<const Programme*, 4> kAll{&kHydropowerTax, &kPowerFee, &kMineralFee, &kLocalPower};
  return kAll;
}

}  // namespace rurban
