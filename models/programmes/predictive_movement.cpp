#include "models/programmes/programme.h"

namespace rurban {

const Programme kPredictiveMovement{
    .key = "predictive-movement",
    .title = {"Predictive Movement: en marknad för alla transporter",
              "Predictive Movement: one marketplace for all transports"},
    .what =
        {"Varje bil som ändå kör får veta vem och vad som vill med, på en marknad som regionen driver, med pris "
         "efter "
         "omvägen och ett tak.",
         "Every vehicle that drives anyway learns who and what wants to come along, on a marketplace that the region "
         "runs, priced by the detour, with a cap."},
    .cost = {"6 miljoner kr om året för driften, och det som resorna kostar utöver biljetten. Regionen betalar.",
             "SEK 6 million a year to run it, and what rides cost beyond the fare. The region pays."},
    .known = {"Inget fullskaligt försök finns. Anropsstyrd trafik på landet kostar 150 till 500 kr per resa.",
              "There is no trial at full scale. Transport on demand in the countryside costs SEK 150 to 500 a ride."},
    .evidence = Evidence::kHardly,
    .levers = {{"marketplace.joined", 1}},
    .ramp_years = 2,
    .aim = {"access.basket_unmet_adult", -1},
    .money = "marketplace.public_money"};

}  // namespace rurban
