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
    .cost = {"Telefoner och drift, litet mot en mast. Kommunerna betalar.",
             "Phones and running them, little beside a mast. The municipalities pay."},
    .known =
        {"Mätningar gör kartan rätt på vägarna, inte i skogen. Ingen flyttar för en karta: nyttan är bättre valda "
         "master.",
         "Readings make the map right along roads, not in the forest. Nobody moves for a map: what it gives is "
         "better chosen masts."},
    .evidence = Evidence::kWell,
    .levers = {{"coverage.measuring_trucks", 100}},
    .ramp_years = 1};

}  // namespace rurban
