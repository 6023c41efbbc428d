#include "models/programmes/programme.h"

namespace rurban {

const Programme kTedxArjeplog{
    .key = "tedx",
    .title = {"TEDx Arjeplog: idéer på scen", "TEDx Arjeplog: ideas on a stage"},
    .what = {"En dag med föredrag om året i Arjeplog, som också strömmas. Den som redan är intresserad behöver en "
             "övertygande kontakt mindre för att ta upp en idé.",
             "A day of talks a year in Arjeplog, streamed as well. Who is interested already needs one convincing "
             "contact less to take up an idea."},
    .cost = {"300 000 kr om året (antagande, 150 000 till 500 000); kommunen och regionen delar.",
             "SEK 300,000 a year (assumption, 150,000 to 500,000); municipality and region share it."},
    .known =
        {"Att nya vanor kräver flera förebilder är väl visat (Centola och Macy 2007). Att enstaka dagar ger fler "
         "företag är det inte: det antas inte heller här.",
         "That new habits take several examples is well shown (Centola and Macy 2007). That single events give "
         "more firms is not, and is not assumed here."},
    .evidence = Evidence::kHardly,
    .levers = {{"ideas.tedx_events", 1, true}},
    .aim = {"resourceflow.rural_ideas", +1},
    .money = "ideas.cost"};

}  // namespace rurban
