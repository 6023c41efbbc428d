#include "models/programmes/programme.h"

namespace rurban {

const Programme kServiceAsAProcess{
    .key = "service-as-a-process",
    .title = {"Service som process: utvecklare som möts", "Service as a process: developers who meet"},
    .what =
        {"Utvecklarna i länets kommuner möts sex gånger om året, i tur och ordning hos varandra. Arbetssätt som har "
         "prövats i en kommun når de andra fortare.",
         "The developers of the county's municipalities meet six times a year, hosted in turn. Practices that were "
         "tried in one municipality reach the others faster."},
    .cost =
        {"Restid, mötestid, bil, mat och rum; kommunerna betalar, och regionen för sin egen utvecklare.",
         "Time under way and in meetings, cars, food and rooms; the municipalities pay, and the region for its own "
         "developer."},
    .known =
        {"Ingen har mätt hur fort arbetssätt sprids mellan länets kommuner: chansen per kontakt är ett antagande "
         "(0,02 till 0,15). Vad ett arbetssätt ger invånarna räknas inte, och att gemensam upphandling skulle spara "
         "något är inte belagt för sådana möten.",
         "Nobody has measured how fast practices spread among the county's municipalities: the chance per contact is "
         "an assumption (0.02 to 0.15). What a practice gives residents is not counted, and that joint procurement "
         "would save anything is not shown for meetings like these."},
    .evidence = Evidence::kHardly,
    .levers = {{"practices.meetings", 6}},
    .ramp_years = 0,
    .aim = {"practices.adopted", +1},
    .money = "practices.public_cost"};

}  // namespace rurban
