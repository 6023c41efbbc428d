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
    .known = {"Gästnätterna är kända (2,9 miljoner 2024, turismnytt.se). Vad samordning ger är inte mätt: i "
              "tvillingen några procent fler nätter på tjugo år, och mindre lokal skatt än den kostar.",
              "Guest nights are known (2.9 million in 2024, turismnytt.se). What coordination gives is not measured: "
              "in the twin some per cent more nights in twenty years, and less local tax than it costs."},
    .evidence = Evidence::kHardly,
    .levers = {{"visitors.coordination", 1}},
    .ramp_years = 2,
    .aim = {"visitors.nights", +1},
    .money = "visitors.cost"};

}  // namespace rurban
