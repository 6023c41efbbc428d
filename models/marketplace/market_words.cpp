// What the marketplace says of its decisions.
#include <fmt/format.h>

#include <cmath>

#include "models/marketplace/market_film.h"

namespace rurban {
namespace {

std::string clock_sv(DayMs at) {
  const int minute = at / kMinuteMs;
  return fmt::format("{}.{:02}", minute / 60, minute % 60);
}
std::string clock_en(DayMs at) {
  const int minute = at / kMinuteMs;
  return fmt::format("{}:{:02}", minute / 60, minute % 60);
}

std::int64_t kr_of(std::int64_t cost) {
  return std::llround(static_cast<double>(cost) / static_cast<double>(100 * kCostOfOre));
}

/// One vehicle of a kind, as it is spoken of: "the post van".
twin::Text one_of(VehicleKind kind) {
  switch (kind) {
    case VehicleKind::kGarbageTruck:
      return {"sopbilen", "the garbage truck"};
    case VehicleKind::kPostVan:
      return {"postbilen", "the post van"};
    case VehicleKind::kParcelVan:
      return {"paketbilen", "the parcel van"};
    case VehicleKind::kBus:
      return {"bussen", "the bus"};
    case VehicleKind::kSchoolTaxi:
      return {"skolskjutsen", "the school taxi"};
    case VehicleKind::kGroceryVan:
      return {"hemsändningsbilen", "the grocery van"};
    case VehicleKind::kPatientTaxi:
      return {"sjukresebilen", "the patient transport taxi"};
    default:
      return {"färdtjänstbilen", "the special transport taxi"};
  }
}

twin::Text vehicle_words(const MarketScene& scene, const VehicleOffer& offer) {
  const std::string& from = scene.county.places[offer.lift() ? offer.home : offer.vehicle.start].name;
  const twin::Text one = offer.lift() ? twin::Text{"en pendlares bil", "a commuter's car"} : one_of(offer.kind);
  return {one.sv + " från " + from, one.en + " from " + from};
}

twin::Text capital(twin::Text text) {
  for (std::string* words : {&text.sv, &text.en})
    if (!words->empty() && words->front() >= 'a' && words->front() <= 'z')
      words->front() = static_cast<char>(words->front() - 'a' + 'A');
  return text;
}

twin::Text kind_words(const MarketRequest& request) {
  const auto items = static_cast<int>(request.items);
  switch (request.demand) {
    case Demand::kSpecial:
      return {"Färdtjänst", "Special transport"};
    case Demand::kPatient:
      return {"Sjukresa", "Patient"};
    case Demand::kTraveller:
      return request.age == AgeBand::kOld ? twin::Text{"75+ utan bil", "75+ without a car"}
                                          : twin::Text{"Resenär utan bil", "Traveller without a car"};
    case Demand::kParcels:
      return {fmt::format("{} paket", items), fmt::format("{} {}", items, items == 1 ? "parcel" : "parcels")};
    case Demand::kGroceries:
      return {"Matkasse", "Groceries"};
    default:
      return {"Medicin", "Medicine"};
  }
}

twin::Text refused_words(vrp::Reason reason) {
  switch (reason) {
    case vrp::Reason::kNoRoad:
      return {"Ingen väg leder dit.", "No road leads there."};
    case vrp::Reason::kNeeds:
      return {"Ingen förare på marknaden hjälper från dörr till dörr.",
              "No driver on the market helps from door to door."};
    case vrp::Reason::kTooHeavy:
      return {"Det är mer än något fordon rymmer.", "It is more than any vehicle has room for."};
    case vrp::Reason::kShortWindows:
    case vrp::Reason::kShortRide:
      return {"Tiden är kortare än färden.", "There is less time than the drive takes."};
    case vrp::Reason::kOffDuty:
      return {"Inget fordon hinner, ens utan annat att göra.",
              "No vehicle is in time, even with nothing else to do."};
    default:
      return {"Alla fordon som kunde har lovat andra den tiden.",
              "All vehicles that could have promised that time to others."};
  }
}

}  // namespace

twin::Text request_words(const MarketScene& scene, const MarketRequest& request) {
  twin::Text words = kind_words(request);
  if (request.wheelchairs > 0) words = {words.sv + ", rullstol", words.en + ", wheelchair"};
  const std::string way = scene.county.places[request.from].name + " → " + scene.county.places[request.to].name;
  const bool back = request.back_of != kNoRequest;
  const DayMs at = back ? request.earliest : request.latest;
  return {fmt::format("{}: {}, {} {}", words.sv, way, back ? "hem från" : "framme senast", clock_sv(at)),
          fmt::format("{}: {}, {} {}", words.en, way, back ? "home from" : "there by", clock_en(at))};
}

twin::Text reason_words(const MarketScene& scene, const MarketRequest& request, const Answer& answer) {
  const auto kr = [](std::int64_t cost) { return kr_of(cost); };
  if (answer.fate == Fate::kNoVehicle) return refused_words(answer.reason);
  if (answer.fate == Fate::kNobody)
    return {"Ingen har i uppdrag att köra den resan.", "It is nobody's task to drive that way."};
  if (answer.fate == Fate::kDeclined)
    return {fmt::format("Resan kunde fås för {} kr, men det var för dyrt, för långsamt eller för främmande.",
                        answer.fare_ore / 100),
            fmt::format("The ride could be had for SEK {}, but that was too dear, too slow or too strange.",
                        answer.fare_ore / 100)};
  const VehicleOffer& offer = scene.offers[answer.offer];
  const bool anyway = !offer.vehicle.duties.empty();
  const twin::Text by = vehicle_words(scene, offer), first = capital(by);
  // Less than nothing: the way there saves another one.
  const std::int64_t more = std::max<std::int64_t>(0, kr(answer.cost));
  twin::Text words;
  if (answer.booked != answer.offer) {
    const twin::Text promised = vehicle_words(scene, scene.offers[answer.booked]);
    words = {
        fmt::format("Lovades {} för {} kr; när mer blev känt passade det bättre med {}.", promised.sv, more, by.sv),
        fmt::format("Promised to {} for SEK {}; when more was known {} suited better.", promised.en, more, by.en)};
  } else if (anyway) {
    words = {fmt::format("{} kör ändå: omvägen kostar {} kr.", first.sv, more),
             fmt::format("{} drives anyway: the detour costs SEK {}.", first.en, more)};
  } else {
    words = {fmt::format("{} är billigast: {} kr till.", first.sv, more),
             fmt::format("{} is cheapest: SEK {} more.", first.en, more)};
  }
  if (answer.next_offer == Answer::kNoOffer) {
    words.sv += " Ingen annan kunde hinna.";
    words.en += " No other could be in time.";
  } else {
    const VehicleOffer& other = scene.offers[answer.next_offer];
    const bool alike =
        other.kind == offer.kind && other.lift() == offer.lift() && other.vehicle.start == offer.vehicle.start;
    const twin::Text next =
        alike ? twin::Text{"en annan därifrån", "another one from there"} : vehicle_words(scene, other);
    words.sv += fmt::format(" Näst billigast var {}: {} kr.", next.sv, kr(answer.next_cost));
    words.en += fmt::format(" Next was {}: SEK {}.", next.en, kr(answer.next_cost));
  }
  words.sv += fmt::format(" Hämtas {}, framme {}.", clock_sv(answer.picked_up), clock_sv(answer.delivered));
  words.en += fmt::format(" Picked up {}, there {}.", clock_en(answer.picked_up), clock_en(answer.delivered));
  if (request.demand == Demand::kTraveller) {
    words.sv += fmt::format(" Biljetten: {} kr.", answer.fare_ore / 100);
    words.en += fmt::format(" The fare: SEK {}.", answer.fare_ore / 100);
  }
  return words;
}

}  // namespace rurban
