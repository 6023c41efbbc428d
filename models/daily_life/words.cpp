#include "models/daily_life/words.h"

#include <fmt/format.h>

#include <array>
#include <numeric>

#include "models/service_names.h"

namespace rurban {
namespace {

const std::array<twin::Text, kModes> kModeWords{{{"bil", "car"},
                                                 {"skjuts", "lift"},
                                                 {"buss", "bus"},
                                                 {"cykel", "bicycle"},
                                                 {"till fots", "on foot"},
                                                 {"samåkning", "shared ride"}}};

twin::Text purpose_words(Purpose purpose, int age) {
  if (purpose == Purpose::kWork) return {"till arbetet", "to work"};
  if (purpose == Purpose::kLeisure) return {"på besök eller fritid", "visiting or leisure"};
  for (std::size_t service = 0; service != kServices; ++service)
    if (purpose == purpose_of(static_cast<Service>(service)))
      return static_cast<Service>(service) == Service::kSchool && age < 16 ? twin::Text{"till skolan", "to school"}
                                                                           : kServiceNames[service].to;
  return {"hem", "home"};
}

int sum_of(const std::array<std::uint8_t, kServices>& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0);
}

}  // namespace

twin::Text member_words(Sex sex, int age) {
  const bool woman = sex == Sex::kWoman, adult = age >= 18;
  return {fmt::format("{}, {} år", adult ? (woman ? "kvinna" : "man") : (woman ? "flicka" : "pojke"), age),
          fmt::format("{}, {}", adult ? (woman ? "woman" : "man") : (woman ? "girl" : "boy"), age)};
}

twin::Text person_words(const twin::Text& name, const Resident& person) {
  twin::Text words = name;
  if (person.employed) {
    words.sv += ", arbetar";
    words.en += ", works";
  }
  if (person.means.car) {
    words.sv += ", kör bil";
    words.en += ", drives";
  }
  return words;
}

twin::Text car_words(int cars) {
  if (cars == 0) return {"Hushållet har ingen bil.", "The household has no car."};
  if (cars == 1) return {"Hushållet har en bil.", "The household has one car."};
  return {fmt::format("Hushållet har {} bilar.", cars), fmt::format("The household has {} cars.", cars)};
}

void tell_day(const twin::Text& name, int age, const DayPlan& plan, const County& county,
              std::vector<twin::Text>& lines) {
  std::size_t before = lines.size();
  for (const Trip& trip : plan.all()) {
    if (trip.purpose == Purpose::kHome) continue;
    const twin::Text purpose = purpose_words(trip.purpose, age);
    const twin::Text& mode = kModeWords[static_cast<std::size_t>(trip.mode)];
    const std::string& to = county.places[trip.to].name;
    const auto line = [&](const std::string& who, const char* in, const std::string& why, const std::string& how,
                          char mark) {
      return fmt::format("{}: {:02}{}{:02} {} {} {}, {}, {:.0f} km, {} min", who, trip.departs / 60, mark,
                         trip.departs % 60, why, in, to, how, trip.metres / 1'000.0, trip.arrives - trip.departs);
    };
    lines.push_back({line(name.sv, "i", purpose.sv, mode.sv, '.'), line(name.en, "in", purpose.en, mode.en, ':')});
  }
  if (const int digital = sum_of(plan.digital); digital != 0)
    lines.push_back({fmt::format("{}: {} över nätet", name.sv, digital == 1 ? "ett ärende" : "flera ärenden"),
                     fmt::format("{}: {} over the net", name.en, digital == 1 ? "an errand" : "several errands")});
  if (const int unmet = sum_of(plan.unmet); unmet != 0)
    lines.push_back({fmt::format("{}: {} blev inte av", name.sv, unmet == 1 ? "ett ärende" : "flera ärenden"),
                     fmt::format("{}: {} left undone", name.en, unmet == 1 ? "an errand" : "several errands")});
  if (lines.size() == before)
    lines.push_back({fmt::format("{}: hemma hela dagen", name.sv), fmt::format("{}: at home all day", name.en)});
}

}  // namespace rurban
