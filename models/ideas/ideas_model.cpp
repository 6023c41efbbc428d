#include "models/ideas/ideas_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/places.h"
#include "twin/base/parallel.h"

namespace rurban {
namespace {

constexpr twin::Stream kRounding{"ideas.parts"}, kSources{"ideas.sources"}, kAudience{"ideas.audience"};

/// Years lived before the base date, from nobody having heard of anything, until about as many ideas come as go.
constexpr std::uint32_t kYearsBefore = 40;
/// Draws of a place for one year take so many indices.
constexpr std::uint32_t kTurn = 4;
/// How far people come to a stage. Assumption: 5 to 30 km.
constexpr double kAudienceScale = 15'000;

double ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void IdeasModel::declare(twin::Declare& d) {
  d.every(twin::Period::kYear);
  declare_columns(d);
  works_ = d.sends(kOrderWorks);
  parts_ = d.stream(kRounding);
  sources_ = d.stream(kSources);
  audience_ = d.stream(kAudience);
  declare_parameters(d);
  declare_series(d);
}

void IdeasModel::declare_columns(twin::Declare& d) {
  persons_ = d.rows(kPersons);
  places_ = d.rows(kPlaces);
  municipalities_ = d.rows(kMunicipalities);
  birth_month_ = d.reads(kBirthMonth);
  household_ = d.reads(kHousehold);
  place_ = d.reads(kPlace);
  municipality_ = d.reads(kPlaceMunicipality);
  online_ = d.reads(kPlaceOnline);
  aware_ = d.writes(kIdeaAware);
  interested_ = d.writes(kIdeaInterested);
  adopters_ = d.writes(kIdeaAdopters);
  exposed_ = d.writes(kIdeaExposed);
  exposed_before_ = d.writes(kIdeaExposedBefore);
  from_towns_ = d.writes(kIdeasFromTowns);
  from_countryside_ = d.writes(kIdeasFromCountryside);
  founding_factor_ = d.writes(kFoundingFactor);
}

void IdeasModel::declare_parameters(twin::Declare& d) {
  const twin::Text group{"Idéer", "Ideas"};
  events_ = d.param({.name = "tedx_events",
                     .unit = "1/year",
                     .fallback = 0,
                     .least = 0,
                     .most = 12,
                     .whole = true,
                     .label = {"TEDx-dagar i Arjeplog per år", "TEDx events in Arjeplog a year"},
                     .source = "a programme; none in the run without it",
                     .slider = group});
  seats_ = d.param({.name = "audience",
                    .unit = "persons",
                    .fallback = 100,
                    .least = 0,
                    .most = 1'000,
                    .label = {"publik på plats", "audience in the hall"},
                    .source = "assumption: 50 to 300; TEDx allows 100 to who has not been at a TED conference (from "
                              "memory of its rules)",
                    .slider = group});
  viewers_ = d.param({.name = "streamed_audience",
                      .unit = "persons",
                      .fallback = 300,
                      .least = 0,
                      .most = 20'000,
                      .label = {"länsbor som ser en dag strömmad", "people of the county who see an event streamed"},
                      .source = "assumption: 50 to 2,000",
                      .slider = group});
  attention_ =
      d.param({.name = "streamed_attention",
               .unit = "1",
               .fallback = 0.3,
               .least = 0,
               .most = 1,
               .label = {"vad en strömmad dag väger mot att vara där", "weight of a stream beside being there"},
               .source = "assumption: 0.1 to 0.6; seen in parts, and with nobody to talk to"});
  rural_speakers_ =
      d.param({.name = "rural_talks",
               .unit = "1",
               .fallback = 0.5,
               .least = 0,
               .most = 1,
               .label = {"andel föredrag vars idé kommer från landsbygden",
                         "part of the talks whose idea comes from the countryside"},
               .source = "assumption: 0.2 to 0.8; the others' are taken to come from the county's city, "
                         "which counts against the programme",
               .slider = group});
  cost_ = d.param({.name = "event_cost",
                   .unit = "kr",
                   .fallback = 300'000,
                   .least = 0,
                   .most = 5e6,
                   .label = {"vad en TEDx-dag kostar, biljetter fråndragna", "cost of a TEDx event, less tickets"},
                   .source = "assumption: 150,000 to 500,000; hall, film and stream, travel, a part-time organiser",
                   .slider = group});
  municipal_share_ = d.param({.name = "municipal_share",
                              .unit = "1",
                              .fallback = 0.5,
                              .least = 0,
                              .most = 1,
                              .label = {"kommunens del av kostnaden; regionen bär resten",
                                        "the municipality's part of the cost; the region bears the rest"},
                              .source = "assumption: 0 to 1"});
  startup_factor_ = d.param({.name = "startup_factor",
                             .unit = "1",
                             .fallback = 1,
                             .least = 1,
                             .most = 2,
                             .label = {"hur mycket oftare den som hört ett föredrag startar företag, i två år",
                                       "how much more often who heard a talk founds a firm, for two years"},
                             .source = "assumption: 1.00 to 1.05, most likely 1.00: we know of no study that finds "
                                       "more firms after single events",
                             .slider = group});
  contacts_ = d.param({.name = "contacts",
                       .unit = "persons",
                       .fallback = 10,
                       .least = 1,
                       .most = 50,
                       .label = {"nära kontakter hos en vuxen", "close contacts of an adult"},
                       .source = "assumption: 5 to 15; between the three people talk important things over with and "
                                 "a circle of some 15 (Marsden 1987, Dunbar and Spoors 1995, from memory)"});
  convinces_ = d.param({.name = "convinces",
                        .unit = "1/year",
                        .fallback = 0.08,
                        .least = 0,
                        .most = 1,
                        .label = {"chans att en kontakt som gör något nytt övertygar",
                                  "chance that a contact who does something new convinces"},
                        .source = "assumption: 0.02 to 0.15"});
  outside_ = d.param(
      {.name = "outside",
       .unit = "1/year",
       .fallback = 0.03,
       .least = 0,
       .most = 1,
       .label = {"tar upp något nytt som de sett utanför länet", "take up something new they saw outside the county"},
       .source = "mean of 213 diffusions (Sultan, Farley and Lehmann 1990, from memory); 0.01 to 0.05"});
  renewal_ = d.param({.name = "renewal",
                      .unit = "1/year",
                      .fallback = 0.1,
                      .least = 0,
                      .most = 1,
                      .label = {"andel idéer som ger plats åt nya", "share of ideas that give way to new ones"},
                      .source = "assumption: 0.05 to 0.2"});
}

void IdeasModel::declare_series(twin::Declare& d) {
  const auto by_municipality = [&](const char* name, const char* unit, twin::Text label) {
    return d.series({.name = name, .table = "municipality", .unit = unit, .label = std::move(label)});
  };
  adoptions_series_ = by_municipality("adoptions", "adoptions/year",
                                      {"invånare som tagit upp en idé", "residents who took up an idea"});
  given_series_ = by_municipality(
      "given", "adoptions/year",
      {"idéer härifrån som tagits upp på andra orter", "ideas from here that were taken up in other places"});
  adopters_series_ = by_municipality("adopters", "%", {"vuxna som gör något nytt", "adults who do something new"});
  exposed_series_ = by_municipality("exposed", "persons/year", {"har hört ett föredrag", "have heard a talk"});
  cost_series_ = by_municipality("cost", "kr/year", {"TEDx, kommun och region", "TEDx, municipality and region"});
}

SpreadRules IdeasModel::rules() const {
  return {.contacts = *contacts_, .convinces = *convinces_, .outside = *outside_, .renewal = *renewal_};
}

/// Arjeplog's seat; in a county without it, that of its smallest municipality.
std::uint32_t IdeasModel::host() const {
  const County& county = beginning_->county();
  const auto& all = county.municipalities;
  auto home = std::ranges::find(all, "Arjeplog", &Municipality::name);
  if (home == all.end()) home = std::ranges::min_element(all, {}, &Municipality::residents_register);
  return seats(county)[static_cast<std::size_t>(home - all.begin())];
}

std::vector<ContactPlace> IdeasModel::adults(const twin::Access& a, twin::Date now) const {
  const MonthNumber month = twin::month_of(now);
  const auto household = a[household_];
  const auto counts = twin::count_by(household.size(), a.rows(places_), [&](std::size_t person) -> std::size_t {
    return age_on(month, a[birth_month_][person]) < kAdultAge ? a.rows(places_)
                                                              : a[place_][household[person].row].row;
  });
  std::vector<ContactPlace> places;
  for (std::size_t row = 0; row != counts.size(); ++row) {
    const Place& place = beginning_->county().places[row];
    places.push_back({static_cast<double>(place.east_m), static_cast<double>(place.north_m),
                      a[municipality_][row].row, static_cast<std::int32_t>(counts[row])});
  }
  return places;
}

std::vector<std::int32_t> IdeasModel::audience(const twin::Access& a, const std::vector<ContactPlace>& places,
                                               twin::Date when) const {
  std::vector<double> online(places.size());
  for (std::size_t place = 0; place != places.size(); ++place)
    online[place] = places[place].adults * std::max<double>(0, a[online_][place]);
  const auto in_all = [&](double persons) { return static_cast<std::int32_t>(std::lround(persons * *events_)); };
  const twin::StableId stage = a.ids(places_)[host()];
  const auto persons = [&](std::span<const double> weights, double count, std::uint32_t who) {
    return people_drawn(weights, in_all(count),
                        [&](std::uint32_t k) { return a.draw(audience_, stage, when, 2 * k + who).uniform(); });
  };
  const auto came = persons(draw_of(places, host(), kAudienceScale), *seats_, 0);
  const auto saw = persons(online, *viewers_ * *attention_, 1);
  std::vector<std::int32_t> heard(places.size());
  for (std::size_t place = 0; place != places.size(); ++place)
    heard[place] = std::min(places[place].adults, came[place] + saw[place]);
  return heard;
}

IdeasModel::Flows IdeasModel::spread(twin::WriteAccess& w, const std::vector<ContactPlace>& places, twin::Date when,
                                     std::uint32_t turn) const {
  const SpreadRules how = rules();
  const std::size_t count = places.size();
  std::vector<double> level(count), adopted(count);
  for (std::size_t place = 0; place != count; ++place)
    level[place] = std::min(1.0, ratio(w[adopters_][place], places[place].adults));
  std::vector<IdeaYear> years(count);
  twin::for_each_index(count, [&](std::size_t place) {
    const auto shares = contact_shares(places, static_cast<std::uint32_t>(place), {});
    adopted[place] = std::min(1.0, std::inner_product(shares.begin(), shares.end(), level.begin(), 0.0));
    IdeaDraws draws{};
    for (std::uint32_t k = 0; k != draws.size(); ++k)
      draws[k] = w.draw(parts_, w.ids(places_)[place], when, turn * kTurn + k / 4).uniform(static_cast<int>(k % 4));
    years[place] = spread_year({w[aware_][place], w[interested_][place], w[adopters_][place]}, places[place].adults,
                               w[exposed_][place], adopted[place], how, draws);
  });
  Flows flows{std::vector<std::int64_t>(count), std::vector<std::int64_t>(count)};
  for (std::size_t place = 0; place != count; ++place) {
    const IdeaYear& year = years[place];
    w[aware_][place] = year.stages.aware;
    w[interested_][place] = year.stages.interested;
    w[adopters_][place] = year.stages.adopters;
    flows.adoptions[place] = year.adoptions();
  }
  trace(w, places, years, level, when, flows);
  return flows;
}

/// Each adoption's source: of contacts, one of those who convinced, in proportion to who they are; of the event, the
/// stage, or the county's city. Those from outside the county have none in it.
void IdeasModel::trace(twin::WriteAccess& w, const std::vector<ContactPlace>& places,
                       const std::vector<IdeaYear>& years, const std::vector<double>& level, twin::Date when,
                       Flows& flows) const {
  const County& county = beginning_->county();
  const std::uint32_t stage = host(), city = largest_place(county);
  std::vector<std::vector<std::uint32_t>> sources(places.size());
  twin::for_each_index(places.size(), [&](std::size_t place) {
    const twin::StableId id = w.ids(places_)[place];
    std::uint32_t drawn = 0;
    if (years[place].from_contacts > 0) {
      std::vector<double> sum = contact_shares(places, static_cast<std::uint32_t>(place), {});
      for (std::size_t other = 0; other != sum.size(); ++other)
        sum[other] = sum[other] * level[other] + (other == 0 ? 0 : sum[other - 1]);
      for (std::int32_t k = 0; k != years[place].from_contacts; ++k) {
        const double at = w.draw(sources_, id, when, ++drawn).uniform() * sum.back();
        sources[place].push_back(static_cast<std::uint32_t>(std::ranges::upper_bound(sum, at) - sum.begin()));
      }
    }
    // Numbered apart from those of contacts, so that more of these do not change whom the others come from.
    for (std::int32_t k = 0; k != years[place].from_event; ++k) {
      const auto draw = w.draw(sources_, id, when, 0x80000000U + static_cast<std::uint32_t>(k));
      sources[place].push_back(draw.chance(*rural_speakers_) ? stage : city);
    }
  });
  for (std::size_t place = 0; place != places.size(); ++place) {
    std::array<std::int32_t, 2> from{};  // towns, countryside
    for (const std::uint32_t source : sources[place]) {
      ++from[is_countryside(county.places[source])];
      flows.given[source] += source != place;
    }
    w[from_towns_][place] = from[0];
    w[from_countryside_][place] = from[1];
  }
}

void IdeasModel::found(twin::Founding& f) {
  const auto places = adults(f, f.to());
  for (std::uint32_t year = 0; year != kYearsBefore; ++year) spread(f, places, f.to(), 1 + year);
  tell_firms(f, places);
}

void IdeasModel::tell_firms(twin::WriteAccess& w, const std::vector<ContactPlace>& places) const {
  for (std::size_t place = 0; place != places.size(); ++place)
    w[founding_factor_][place] =
        founding_factor(w[exposed_][place] + w[exposed_before_][place], places[place].adults, *startup_factor_);
}

void IdeasModel::step(twin::Step& s) {
  const auto places = adults(s, s.to());
  const auto heard = audience(s, places, s.from());
  for (std::size_t place = 0; place != places.size(); ++place) {
    s[exposed_before_][place] = s[exposed_][place];
    s[exposed_][place] = heard[place];
  }
  const Flows flows = spread(s, places, s.from(), 0);
  tell_firms(s, places);
  pay(s);
  record(s, places, flows);
}

/// The events are bought near the stage: hall, film, food.
void IdeasModel::pay(twin::Step& s) const {
  const std::int64_t all = std::llround(*events_) * ore(*cost_);
  const auto municipal = static_cast<std::int64_t>(static_cast<double>(all) * *municipal_share_);
  const std::uint32_t place = host();
  const auto order = [&](Owner payer, std::int64_t amount) {
    if (amount > 0) s.send(works_, {place, s.ids(places_)[place], {payer, amount, 0, Sector::kCulture}});
  };
  order(Owner::kMunicipality, municipal);
  order(Owner::kRegion, all - municipal);
}

void IdeasModel::record(twin::Step& s, const std::vector<ContactPlace>& places, const Flows& flows) const {
  const std::size_t count = s.rows(municipalities_);
  std::vector<std::int64_t> adoptions(count), given(count), adopters(count), exposed(count), adults(count);
  for (std::size_t place = 0; place != places.size(); ++place) {
    const std::uint32_t m = places[place].municipality;
    adoptions[m] += flows.adoptions[place];
    given[m] += flows.given[place];
    adopters[m] += s[adopters_][place];
    exposed[m] += s[exposed_][place];
    adults[m] += places[place].adults;
  }
  std::vector<double> share(count), cost(count);
  for (std::size_t m = 0; m != count; ++m) share[m] = 100 * ratio(adopters[m], adults[m]);
  cost[places[host()].municipality] = *events_ * *cost_;
  s.record(adoptions_series_, adoptions);
  s.record(given_series_, given);
  s.record(adopters_series_, share);
  s.record(exposed_series_, exposed);
  s.record(cost_series_, cost);
}

}  // namespace rurban
