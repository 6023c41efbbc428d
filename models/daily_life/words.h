#pragma once
#include <vector>

#include "models/county/county.h"
#include "models/daily_life/day.h"
#include "twin/base/text.h"

namespace rurban {

/// "kvinna, 45 år"; children are girls and boys.
twin::Text member_words(Sex sex, int age);
/// With what she does: "kvinna, 45 år, arbetar, kan köra bil".
twin::Text person_words(const twin::Text& name, const Resident& person);
/// "Hushållet har två bilar."
twin::Text car_words(int cars);

/// A person's day, trip by trip: "kvinna, 45 år: 07.10 till arbetet i Pajala, bil, 42 km, 35 min". Adds one line for
/// each trip that is not the way home, and one for what was done over the net or left undone.
void tell_day(const twin::Text& name, int age, const DayPlan& plan, const County& county,
              std::vector<twin::Text>& lines);

}  // namespace rurban
