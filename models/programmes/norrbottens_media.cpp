#include "models/programmes/programme.h"

namespace rurban {

const Programme kNorrbottensMedia{
    .key = "norrbottens-media",
    .title = {"Norrbottens Media: tidningen på platta när papperet slutar komma",
              "Norrbottens Media: the paper on a tablet when print ends"},
    .what = {"Den som förlorar papperstidningen får en läsplatta med tidningen och en kurs. De som är ute på nätet, "
             "eller lär sig, kan läsa vidare.",
             "Who loses the paper edition gets a tablet with the paper on it, and a course. Those who are online, or "
             "learn to be, can read on."},
    .cost = {"4 500 kr för ett hushåll: tidningen betalar plattan, kommunen kursen, en tredjedel. Läsaren betalar "
             "prenumerationen.",
             "SEK 4,500 a household: the publisher pays the tablet, the municipality the course, a third. Readers "
             "pay the subscription."},
    .known = {"I Arkansas bytte 54 till 75 procent papperet mot platta, och en procent i månaden slutade sedan "
              "(Medill Spiegel 2020). Om det gäller glesbygd med äldre läsare är inte visat.",
              "In Arkansas 54 to 75 per cent changed print for a tablet, and one per cent a month left after that "
              "(Medill Spiegel 2020). Whether that holds for remote places with older readers is not shown."},
    .evidence = Evidence::kPartly,
    .levers = {{"newspaper.tablet_offer", 1, true}},
    .ramp_years = 0,
    .aim = {"newspaper.informed", +1},
    .money = "newspaper.tablet_public"};

}  // namespace rurban
