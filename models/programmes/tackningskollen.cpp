#include "models/programmes/programme.h"

namespace rurban {

const Programme kTackningskollen{
    .key = "tackningskollen",
    .title = {"Täckningskollen", "Täckningskollen: coverage measured on the rounds"},
    .what =
        {"Sopbilarna bär telefoner och mäter mobiltäckningen där de ändå kör. Kartan ritas om varje januari, och den "
         "som väljer plats för en mast vet mer.",
         "Garbage trucks carry phones and measure mobile coverage where they drive anyway. The map is drawn anew "
         "each "
         "January, and whoever chooses the site of a mast knows more."},
    .cost = {"15 000 kr om året per sopbil för telefoner, abonnemang och karta (antagande: 5 000 till 40 000). "
             "Kommunerna "
             "betalar.",
             "SEK 15,000 a year per truck for phones, subscriptions and the map (assumption: 5,000 to 40,000). The "
             "municipalities pay."},
    .known =
        {"Mätningar gör kartan rätt på vägarna, inte i skogen. Ingen flyttar för en karta: nyttan är bättre valda "
         "master.",
         "Readings make the map right along roads, not in the forest. Nobody moves for a map: what it gives is "
         "better chosen masts."},
    .evidence = Evidence::kWell,
    .levers = {{"coverage.measuring_trucks", 100}},
    .ramp_years = 1,
    .aim = {"coverage.misjudged", -1},
    .money = "coverage.measuring_money"};

}  // namespace rurban
