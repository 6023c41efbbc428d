#include "models/programmes/programme.h"

namespace rurban {

const Programme kLivingLab{
    .key = "living-lab",
    .title = {"Smarta hållbara byar: levande labb", "Smart sustainable villages: a living lab"},
    .what =
        {"Labbet bor in sig i fyra byar om året: planeraren får veta vad som verkligen saknas där, och byborna är "
         "med och gör de servicepunkter som öppnas för pengarna bredvid.",
         "The lab settles in four villages a year: the planner learns what is really missing there, and residents "
         "help to make the service points that are opened for the money beside it."},
    .cost =
        {"4 miljoner kr om året, en miljon per by (antagande: en halv till en och en halv), utöver 10 miljoner till "
         "servicepunkter. Staten bär hälften.",
         "SEK 4 million a year, one million a village (assumption: half to one and a half), beside 10 million for "
         "service points. The state bears half."},
    .known =
        {"Ingen har mätt hur mycket ett labb rättar planerarens bild eller ökar användningen: båda är antaganden.",
         "Nobody has measured how much a lab mends the planner's picture or raises use: both are assumptions."},
    .evidence = Evidence::kHardly,
    .levers = {{"village_services.budget", 10e6}, {"village_services.lab_villages", 4}},
    .ramp_years = 1,
    .aim = {"village_services.unmet", -1},
    .money = "village_services.cost"};

}  // namespace rurban
