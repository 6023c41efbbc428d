#include "models/programmes/programme.h"

namespace rurban {

const Programme kFibreForAll{
    .key = "it-norrbotten",
    .title = {"IT Norrbotten: fiber och länkar till alla", "IT Norrbotten: fibre and links for everyone"},
    .what = {"Tre gånger så mycket pengar till fiber, och radiolänk där fiber är för dyr, tills alla har 100 Mbit/s.",
             "Three times as much money for fibre, and radio links where fibre is too dear, until everyone has "
             "100 Mbit/s."},
    .cost = {"180 miljoner kr om året i stället för 60; staten bär hälften, kommunerna en tiondel.",
             "SEK 180 million a year instead of 60; the state bears half, the municipalities a tenth."},
    .known =
        {"Tio procentenheter mer fiber ger högst 0,3 % fler invånare; mest syns i företag och distansarbete (Xiong; "
         "Andersson och Stenfeldt 2016). Fiber ensam vänder inte trenden.",
         "Ten points more fibre give at most 0.3 % more residents; most shows in firms and remote work (Xiong; "
         "Andersson and Stenfeldt 2016). Fibre alone does not turn the trend."},
    .evidence = Evidence::kPartly,
    .levers = {{"broadband.budget", 180e6}, {"broadband.radio_links", 1, true}},
    .ramp_years = 1,
    .aim = {"broadband.fast", +1},
    .money = "broadband.cost",
    .act = "broadband.connect"};

}  // namespace rurban
