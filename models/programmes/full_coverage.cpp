#include "models/programmes/programme.h"

namespace rurban {

const Programme kFullCoverage{
    .key = "fulltackning",
    .title = {"#fulltäckning: höga master med lång räckvidd", "#fulltäckning: tall masts with a long range"},
    .what =
        {"Varje år byggs master där den kända kartan säger att mest saknas: folk, vägar och mark räknas.",
         "Each year masts are built where the known map says that most is missing: people, roads and land count."},
    .cost = {"20 miljoner kr om året; staten bär hälften, driften operatörerna.",
             "SEK 20 million a year; the state bears half, operators the running."},
    .known =
        {"Norrbotten hade 29 till 36 % av marken utan samtal, mest i landet (PTS 2014, 2017). Vad täckning gör med "
         "flyttning är inte känt.",
         "Norrbotten had 29 to 36 % of its land without calls, most in the country (PTS 2014, 2017). What coverage "
         "does to migration is not known."},
    .evidence = Evidence::kPartly,
    .levers = {{"coverage.mast_budget", 20e6}, {"coverage.long_range", 1, true}},
    .ramp_years = 0,
    .aim = {"coverage.calls_land", +1},
    .money = "coverage.mast_money",
    .act = "coverage.put_up"};

}  // namespace rurban
