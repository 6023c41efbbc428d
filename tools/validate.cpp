// `rurban validate`: what the twin gives beside what was published, good and bad, as a page.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "models/broadband/dwellings.h"
#include "models/broadband/published.h"
#include "models/coverage/published.h"
#include "models/coverage/terrain.h"
#include "models/registry.h"
#include "models/synthesis/synthesis.h"
#include "tools/commands.h"
#include "tools/hindcast.h"
#include "tools/margin_fits.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using rurban::County;

/// How a published figure was used.
enum class Use : std::uint8_t { kFitted, kSeen, kHeldBack };

/// A figure beside its published one.
struct Row {
  std::string what;
  double published = 0, twin = 0;
  int decimals = 0;
  Use use = Use::kHeldBack;
  std::string source;
};

/// One comparison of the page; the command that makes it again is `rurban validate --only KEY`.
struct Section {
  std::string key, title, text;
  std::vector<Row> rows;
  std::string more = {};  ///< a table of another form
};

const char* word(Use use) {
  return use == Use::kFitted ? "fitted" : use == Use::kSeen ? "seen while modelling" : "held back";
}

std::vector<double> latest(const twin::Simulation& simulation, std::string_view name) {
  for (const twin::Series& series : simulation.plan().series())
    if (series.info.name == name)
      return {series.values.end() - static_cast<std::ptrdiff_t>(series.width), series.values.end()};
  return {};
}

Session live_until(const std::vector<std::string>& set, twin::Date end) {
  Session session = open_session("scenarios/today.yaml", set);
  session.simulation->found(session.scenario.from);
  while (session.simulation->now() < end) session.simulation->advance();
  return session;
}

Section population() {
  Section section{
      "population",
      "The synthetic population beside the census",
      "Every person of 1 January 2021 is drawn so that each municipality's counts of the census and the register "
      "are met. Sums over all municipalities of the absolute differences, in persons (households for their sizes); "
      "margins that are controlled must be exact, the others show how well the drawing fits what it was not told "
      "to meet exactly.",
      {}};
  const Session session = open_session("scenarios/today.yaml", {});
  const County& county = session.beginning->county();
  const auto fits =
      fits_by_margin(rurban::fit_report(county, rurban::reconcile(county), *session.beginning->people(1)));
  section.more = "| margin | counted | difference | % | |\n|---|---|---|---|---|\n";
  for (const bool controlled : {true, false})
    for (const auto& [margin, fit] : fits)
      if (fit.controlled == controlled)
        section.more += fmt::format("| {} | {} | {} | {:.2f} | {} |\n", margin, fit.total, fit.error,
                                    100.0 * static_cast<double>(fit.error) / static_cast<double>(fit.total),
                                    controlled ? "controlled" : "");
  return section;
}

/// Births and deaths of 2022 to 2024 where SCB's components are at hand.
Section vital() {
  Section section{
      "vital",
      "Births and deaths, Luleå, Boden, Piteå, Älvsbyn and Kalix together",
      "Persons a year, seed 1. The level of fertility and of mortality was set by these figures, so that this "
      "says only that the calibration holds in a run.",
      {}};
  const Session session =
      live_until({"daily_life.one_household_in=20", "marketplace.improvement=0"}, twin::date(2025, 1, 1));
  const twin::Simulation& simulation = *session.simulation;
  const auto& labels = simulation.world().table("municipality").labels;
  const std::vector<std::string> five{"Luleå", "Boden", "Piteå", "Älvsbyn", "Kalix"};
  const auto yearly = [&](std::string_view name, int year) {
    double sum = 0;
    for (const twin::Series& series : simulation.plan().series()) {
      if (series.info.name != name) continue;
      for (std::size_t t = 0; t != series.dates.size(); ++t)
        for (std::size_t row = 0; row != series.width; ++row)
          if (twin::year_of(series.dates[t] - std::chrono::days{1}) == year &&
              std::ranges::count(five, labels[row]) > 0)
            sum += series.values[t * series.width + row];
    }
    return sum;
  };
  constexpr const char* kSource = "SCB, components by year, five municipalities";
  for (const auto& [year, births, deaths] : {std::tuple{2022, 1481, 1878}, {2023, 1417, 1950}, {2024, 1373, 1864}}) {
    section.rows.push_back(
        {fmt::format("births {}", year), 1.0 * births, yearly("population.births", year), 0, Use::kFitted, kSource});
    section.rows.push_back(
        {fmt::format("deaths {}", year), 1.0 * deaths, yearly("population.deaths", year), 0, Use::kFitted, kSource});
  }
  return section;
}

/// What the comparisons with the past are made from; nothing without a population series.
struct PastInputs {
  explicit PastInputs(const fs::path& path) : series(read_series(path, today)) {}
  County today = rurban::load_county("scenarios/norrbotten");
  rurban::history::Sweden sweden = rurban::history::load_sweden("scenarios/sweden/sweden.csv");
  TownSeries series;
};
constexpr const char* kNotMade = "*Not made: a population series is needed (`--series FILE`).*\n";

/// What totals alone tell of births and deaths, beside those that were counted.
Section past(const PastInputs* inputs) {
  Section section{"past",
                  "Births and deaths of the past, rebuilt from totals",
                  "Persons a year in the county. Hindcasts rebuild the ages of the past from each municipality's "
                  "yearly total and "
                  "the country's rates; how many were born and died in the county tells whether these ages are "
                  "right. Of the ages "
                  "of arrivals one share (0.3, 0.1 to 0.5) was chosen so that the county is not too old in 1990.",
                  {}};
  if (inputs == nullptr) {
    section.more = kNotMade;
    return section;
  }
  const rurban::history::PopulationSeries& series = inputs->series.series;
  const auto all = rurban::history::reconstruct(series, inputs->today.demography, inputs->sweden, {});
  const auto yearly = [&](std::vector<double> rurban::history::Past::*values, int from, int to) {
    double sum = 0;
    for (const rurban::history::Past& one : all)
      for (int year = from; year <= to; ++year)
        sum += (one.*values)[static_cast<std::size_t>(year - series.first_year - 1)];
    return sum / (to - from + 1);
  };
  constexpr const char* kSource = "divided from SCB's series (county-facts 2.1)";
  for (const auto& [from, to, births, deaths] : {std::tuple{1995, 2000, 2'514, 2'772}, {2001, 2010, 2'372, 2'774}}) {
    if (to > series.last_year()) continue;
    section.rows.push_back({fmt::format("births {} to {}", from, to), 1.0 * births,
                            yearly(&rurban::history::Past::births, from, to), 0, Use::kSeen, kSource});
    section.rows.push_back({fmt::format("deaths {} to {}", from, to), 1.0 * deaths,
                            yearly(&rurban::history::Past::deaths, from, to), 0, Use::kSeen, kSource});
  }
  return section;
}

/// A year of the county at the prices of one year, by municipality.
struct BaseYear {
  explicit BaseYear(int price_year)
      : session(live_until({fmt::format("economy.price_year={}", price_year), "daily_life.one_household_in=20",
                            "marketplace.improvement=0"},
                           twin::date(2022, 1, 1))),
        disposable(latest(*session.simulation, "income.disposable")),
        product(latest(*session.simulation, "firms.product")),
        jobs(latest(*session.simulation, "firms.jobs")),
        residents(latest(*session.simulation, "population.residents")) {}
  Session session;
  std::vector<double> disposable, product, jobs, residents;
};

Section income() {
  Section section{"income",
                  "Disposable income per inhabitant, 2021",
                  "Kronor. The pay of a position in each municipality was set by these figures.",
                  {}};
  const BaseYear year(0);
  const County& county = year.session.beginning->county();
  for (std::size_t m = 0; m != county.municipalities.size(); ++m)
    section.rows.push_back({county.municipalities[m].name, county.economy.municipalities[m].disposable_2021_kr,
                            year.disposable[m], 0, Use::kFitted, "SCB, divided from its income series"});
  const auto held_back = [&](const char* name, double kkr) {
    for (std::size_t m = 0; m != county.municipalities.size(); ++m)
      if (county.municipalities[m].name == name)
        section.rows.push_back({std::string(name) + ": product per employed by day, thousand kr", kkr,
                                year.product[m] * year.residents[m] / year.jobs[m] / 1'000, 0, Use::kHeldBack,
                                "SCB, regional accounts 2021"});
  };
  held_back("Kiruna", 2'885);
  held_back("Luleå", 978);
  held_back("Jokkmokk", 3'386);
  return section;
}

Section capture() {
  Section section{
      "capture",
      "Income capture, 2015: disposable income for each krona of regional product",
      "Per inhabitant, at the prices and wages of 2015. The level of output per position was set by product, that "
      "of pay by income of 2021, so that capture is seen, not held back.",
      {}};
  const BaseYear year(2015);
  const County& county = year.session.beginning->county();
  for (std::size_t m = 0; m != county.municipalities.size(); ++m) {
    const auto& facts = county.economy.municipalities[m];
    section.rows.push_back({county.municipalities[m].name, facts.disposable_2015_kr / facts.grp_per_head_2015_kr,
                            year.disposable[m] / year.product[m], 3, Use::kSeen,
                            "SCB, regional accounts and incomes 2015"});
  }
  double sum = 0, people = 0;
  for (std::size_t m = 0; m != county.municipalities.size(); ++m) {
    sum += year.product[m] * year.residents[m];
    people += year.residents[m];
  }
  section.rows.push_back({"the county: product per inhabitant, kr", 404'000, sum / people, 0, Use::kFitted,
                          "SCB, regional accounts 2015"});
  return section;
}

Section coverage() {
  Section section{"coverage",
                  "Land with mobile coverage",
                  "Per cent of the county's land, any operator, a phone outdoors, on the hidden ground.",
                  {}};
  const County county = rurban::load_county("scenarios/norrbotten");
  const auto cells = rurban::coverage::county_cells(*county.terrain);
  for (const rurban::coverage::ComparedShare& row :
       rurban::coverage::compare(county, cells, rurban::coverage::hidden_truth(*county.terrain, 1)))
    section.rows.push_back(
        {fmt::format("{} {}", row.published.year,
                     row.published.service == rurban::coverage::MobileService::kVoice ? "voice" : "30 Mbit/s"),
         100 * row.published.share, 100 * row.model, 1, row.published.fitted ? Use::kFitted : Use::kHeldBack,
         row.published.source});
  return section;
}

Section broadband() {
  Section section{"broadband", "Homes with fast broadband at the base date", "Per cent of homes.", {}};
  namespace model = rurban::broadband;
  const Session session = live_until({}, {});
  const County& county = session.beginning->county();
  const twin::World& world = session.simulation->world();
  const auto clusters =
      model::dwellings_by_cluster(county, {world.column(rurban::kDwellingPlace), world.column(rurban::kDwellingEast),
                                           world.column(rurban::kDwellingNorth), world.table("dwelling").ids()});
  const auto homes = model::premises_of_dwellings(
      clusters,
      {world.column(rurban::kOccupant), world.column(rurban::kDwellingLine), world.column(rurban::kDwellingPassed)});
  for (const model::PublishedShare& share : model::published_shares(county, homes))
    section.rows.push_back({std::string(share.what), 100 * share.published, 100 * share.model, 1,
                            share.use == model::PublishedShare::Use::kHeldBack ? Use::kHeldBack : Use::kFitted,
                            std::string(share.source)});
  return section;
}

Section hindcasts(const PastInputs* inputs, const ValidateWanted& wanted) {
  Section section{
      "hindcast",
      "The past foretold",
      "From what was known at the end of one year to the end of another: residents of the 14 municipalities, one set "
      "of parameters for all windows. MAPE: mean absolute percentage error; worst: the largest; bias: above zero "
      "where "
      "too many were foretold; CRPS: continuous ranked probability score, per cent of what came, the absolute error "
      "where there is no band; in the band: municipalities within the band of 80 %. Windows that end before 1991 "
      "show "
      "what the parameters saw; those after 1990 shaped the model's form too, as told below.",
      {}};
  if (inputs == nullptr) {
    section.more = kNotMade;
    return section;
  }
  section.more = "| window | way | MAPE | bias | worst | CRPS | in the band |\n|---|---|---|---|---|---|---|\n";
  for (const auto& [start, end] : wanted.windows) {
    const Hindcast judged =
        make_hindcast(inputs->today, inputs->sweden, inputs->series, {}, start, end, wanted.members);
    for (const Scores& s : judged.scores) {
      section.more +=
          fmt::format("| {} | {}{}{} | {:.2f} | {:+.1f} | {:.1f} | {:.2f} | {} |\n",
                      s.covered >= 0 ? fmt::format("{} to {}", start, end) : "", s.covered >= 0 ? "**" : "", s.name,
                      s.covered >= 0 ? "**" : "", s.mape, s.bias, s.worst, s.crps,
                      s.covered >= 0 ? fmt::format("{} of {}", s.covered, judged.municipalities.size()) : "");
    }
  }
  section.more += fmt::format(
      "\n{} runs each. A window by itself: `rurban hindcast --start 1990 --end 2000 --series FILE --members {}`.\n",
      wanted.members, wanted.members);
  return section;
}

std::string table_of(const std::vector<Row>& rows) {
  if (rows.empty()) return {};
  std::string text = "| | published | twin | difference | | source |\n|---|---|---|---|---|---|\n";
  for (const Row& row : rows)
    text += fmt::format("| {} | {:.{}f} | {:.{}f} | {:+.1f} % | {} | {} |\n", row.what, row.published, row.decimals,
                        row.twin, row.decimals, 100 * (row.twin / row.published - 1), word(row.use), row.source);
  return text;
}

/// What is compared elsewhere, each with the command that does it.
constexpr const char* kElsewhere = R"(## Compared elsewhere

| what | beside what | how it stands | command |
|---|---|---|---|
| radio waves, ITU-R P.1812 | validation sets of Study Group 3, and a peer | 3·10⁻⁷ dB at most | `build/release/tests/radio_tests --gtest_filter='P1812Published*'` |
| the fast sweep that maps are made with | P.1812 whole, 20,000 paths to 60 km | 0.002 dB at most | `build/release/tests/radio_tests --gtest_filter='*Sweep*'` |
| signal maps from drives | a published drive test in Cork, each day foretold from ten others | error 5.3 dB; the 90 % interval holds 0.90; 8.9 dB on squares nobody saw | `rurban drive-test ../shared/validation/coverage/drive_ucc_cork_5g/*.csv.gz` |
| fibre planning | prize-collecting Steiner trees of SteinLib | proved best in hundredths of a second | `rurban steiner --table ../shared/validation/coverage/pcstp_road` |
| pick-up and delivery | Li and Lim, best known | 100 tasks 0.0 %, 200 0.04 %; with the published number of vehicles 400: 3.6 % and 1,000: 3.8 %, three not served whole | `rurban dispatch --table ../shared/validation/transport/…` |
| dial-a-ride | Cordeau | 0 to 4.8 % | the same |
| roads and buses | plain searches on random graphs and the county | equal | `build/release/tests/twin_geo_tests`, `build/release/tests/transport_tests` |
| shops that close, fibre, free buses | the literature on migration and on Övertorneå's free buses | see the tests' tolerances | `build/release/tests/system_tests --gtest_filter='Evidence*'` |
)";

}  // namespace

int validate(const Options& options, const ValidateWanted& wanted) {
  std::optional<PastInputs> read;
  const auto inputs = [&]() -> const PastInputs* {
    if (!read && !wanted.series.empty()) read.emplace(wanted.series);
    return read ? &*read : nullptr;
  };
  const std::vector<std::pair<std::string, std::function<Section()>>> all{
      {"population", population},
      {"vital", vital},
      {"income", income},
      {"capture", capture},
      {"coverage", coverage},
      {"broadband", broadband},
      {"past", [&] { return past(inputs()); }},
      {"hindcast", [&] { return hindcasts(inputs(), wanted); }}};
  if (!wanted.only.empty() &&
      std::ranges::none_of(all, [&](const auto& section) { return section.first == wanted.only; })) {
    std::string names;
    for (const auto& [name, make] : all) names += (names.empty() ? "" : ", ") + name;
    throw twin::InputError({{{"--only"},
                             {"det finns ingen sådan jämförelse", "there is no such comparison"},
                             wanted.only,
                             {names, names}}});
  }
  std::string page = wanted.only.empty() ? fmt::format(
                                               "# Validation\n\nWritten by `rurban validate --series FILE --members "
                                               "{} --out docs/validation.md`; every "
                                               "comparison by itself with the command below it. FILE: residents at "
                                               "the end of each year since 1950 as "
                                               "`code,year,population`, from Statistics Sweden's population by "
                                               "region and year. *Fitted*: a number of "
                                               "the twin was set by the figure; *seen while modelling*: it was known "
                                               "when the model was shaped; *held "
                                               "back*: nothing was set by it.\n\n",
                                               wanted.members)
                                         : std::string();
  for (const auto& [name, make] : all) {
    if (!wanted.only.empty() && name != wanted.only) continue;
    if (!options.quiet && !wanted.out.empty()) fmt::print(stderr, "{}\n", name);
    const Section section = make();
    page += fmt::format("## {}\n\n{}\n\n{}{}\n`rurban validate --only {}{}`\n\n", section.title, section.text,
                        table_of(section.rows), section.more, section.key,
                        section.key == "hindcast" ? fmt::format(" --series FILE --members {}", wanted.members)
                        : section.key == "past"   ? std::string(" --series FILE")
                                                  : std::string());
  }
  if (wanted.only.empty()) page += kElsewhere;
  if (wanted.out.empty())
    fmt::print("{}", page);
  else
    twin::write_text(wanted.out, page);
  return kOk;
}

}  // namespace tools
