#include "models/programmes/programme.h"

namespace rurban {

const Programme kVillageServices{
    .key = "village-services",
    .title = {"Digitala tjänster i byar: servicepunkter", "Digital services in villages: service points"},
    .what =
        {"Paketskåp, obemannad butik, rum för vård på video och arbetsplats under ett tak, där planeraren tror att "
         "mest behov är otillgodosett.",
         "Parcel lockers, an unmanned shop, a room for care by video and a workplace under one roof, where the "
         "planner believes that most need is unmet."},
    .cost = {"10 miljoner kr om året: 600 000 kr för att öppna en punkt och 250 000 om året att driva den "
             "(antaganden). Staten bär hälften, regionen en femtedel, kommunen resten.",
             "SEK 10 million a year: SEK 600,000 to open a point and 250,000 a year to run it (assumptions). The "
             "state bears half, the region a fifth, the municipality the rest."},
    .known =
        {"Västerbotten har åtta samhällsrum för prov och videobesök (1177.se). Att sista butiken stänger ändrade "
         "inte flyttningen 1990–2004 (under 0,2 procentenheter; Amcoff m.fl. 2009): ingen flyttar för en "
         "servicepunkt.",
         "Västerbotten has eight rooms for samples and video visits (1177.se). That the last shop closed did not "
         "change migration 1990–2004 (under 0.2 points; Amcoff et al. 2009): nobody moves for a service point."},
    .evidence = Evidence::kHardly,
    .levers = {{"village_services.budget", 10e6}},
    .ramp_years = 1,
    .aim = {"village_services.unmet", -1},
    .money = "village_services.cost",
    .act = "village_services.open"};

}  // namespace rurban
