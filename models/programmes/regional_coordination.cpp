#include "models/programmes/programme.h"

namespace rurban {

const Programme kRegionalCoordination{
    .key = "regional-coordination",
    .title = {"Strategisk samordning: mark, planer och besökare", "Strategic coordination: land, plans and visitors"},
    .what =
        {"Stat, region och kommuner planerar mark och besök tillsammans: vägen från ansökan till öppning blir "
         "kortare, och färre anläggningar stupar på natur, renskötsel och vatten, som ingen plan ändrar.",
         "State, region and municipalities plan land and visits together: the way from application to opening gets "
         "shorter, and fewer facilities founder on nature, herding and water, which no plan moves."},
    .cost = {"12 miljoner kr om året (6 till 20), som regionen betalar. Anläggningarna bekostar byggarna.",
             "SEK 12 million a year (6 to 20), paid by the region. Facilities are paid by who builds them."},
    .known =
        {"Gästnätterna är kända (2,9 miljoner 2024). Vad samordning ger är inte mätt, och vem som får "
         "besökarnas pengar avgör: i länet stannar 35 till 65 %.",
         "Guest nights are known (2.9 million in 2024). What coordination gives is not measured, and who gets the "
         "visitors' money decides: 35 to 65 % stays in the county."},
    .evidence = Evidence::kHardly,
    .levers = {{"visitors.coordination", 1}},
    .ramp_years = 2};

}  // namespace rurban
