// `rurban hindcast`: how well the twin would have foretold the past, beside what needs no model.
#include "tools/hindcast.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "models/county_import/series.h"
#include "models/county_import/source_file.h"
#include "models/history/baselines.h"
#include "models/registry.h"
#include "tools/commands.h"
#include "tools/replicates.h"
#include "tools/side_by_side.h"
#include "twin/base/error.h"
#include "twin/experiment/scores.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"
#include "twin/io/table_spec.h"
#include "twin/run/simulation.h"
#include "viz/core/numbers.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using rurban::history::PopulationSeries;
using twin::whole_column;

constexpr double kBandLow = 0.1, kBandHigh = 0.9;
constexpr int kYearsBefore = 10;  // that the trends look back

std::map<int, std::size_t> index_by_code(const rurban::County& county) {
  std::map<int, std::size_t> result;
  for (std::size_t m = 0; m != county.municipalities.size(); ++m) result[county.municipalities[m].code] = m;
  return result;
}

/// Faults for the municipalities of the county that a file lacks.
void check_all_there(const rurban::County& county, const std::function<bool(std::size_t)>& is_there,
                     const std::function<twin::Fault(twin::Text)>& fault, twin::FaultLog& faults) {
  for (std::size_t m = 0; m != county.municipalities.size(); ++m)
    if (!is_there(m))
      faults.add(fault({fmt::format("kommunen {} saknas", county.municipalities[m].code),
                        fmt::format("the municipality {} is missing", county.municipalities[m].code)}));
  faults.throw_if_any();
}

/// What is told of each municipality by year.
std::vector<std::map<int, double>> told_years(const twin::TextFile& file, const rurban::County& county) {
  const auto index = index_by_code(county);
  std::vector<std::map<int, double>> told(county.municipalities.size());
  for (const rurban::PopulationCount& count : rurban::read_series(file))
    if (const auto found = index.find(count.municipality); found != index.end())
      told[found->second][count.year] = count.residents;
  twin::FaultLog faults;
  check_all_there(
      county, [&](std::size_t m) { return told[m].size() >= 2; },
      [&](twin::Text message) { return file.fault(0, std::move(message)); }, faults);
  return told;
}

double between(const std::map<int, double>& told, int year) {
  const auto after = told.lower_bound(year);
  if (after == told.end()) return told.rbegin()->second;
  if (after->first == year || after == told.begin()) return after->second;
  const auto before = std::prev(after);
  return before->second + (after->second - before->second) * (year - before->first) / (after->first - before->first);
}

std::vector<double> residents_of(const twin::Simulation& simulation, const rurban::County& county) {
  const auto residents = simulation.world().column(rurban::kPlaceResidents);
  std::vector<double> result(county.municipalities.size());
  for (std::size_t place = 0; place != residents.size(); ++place)
    result[county.places[place].municipality] += residents[place];
  return result;
}

Scores scores_of(std::string name, std::span<const double> forecast, std::span<const double> observed) {
  namespace score = twin::experiment;
  Scores result;
  result.name = std::move(name);
  result.mape = result.crps = score::mean_absolute_percentage_error(forecast, observed);
  result.bias = score::mean_percentage_error(forecast, observed);
  result.worst = score::worst_absolute_percentage_error(forecast, observed);
  return result;
}

}  // namespace

TownSeries read_series(const fs::path& path, const rurban::County& county) {
  const auto told = told_years(twin::TextFile(path.string(), rurban::as_utf8(twin::read_text(path))), county);
  int first = 0, last = 0;
  for (const auto& years : told) {
    first = std::max(first, years.begin()->first);
    last = std::max(last, years.rbegin()->first);
  }
  TownSeries result;
  result.series.first_year = first;
  for (const auto& years : told) {
    auto& residents = result.series.residents.emplace_back();
    auto& is_told = result.told.emplace_back();
    for (int year = first; year <= last; ++year) {
      residents.push_back(between(years, year));
      is_told.push_back(years.contains(year));
    }
  }
  return result;
}

std::vector<rurban::ByAgeSex> read_ages(const fs::path& path, const rurban::County& county) {
  twin::FaultLog faults;
  const twin::TableSet tables =
      twin::read_table({"ages",
                        {whole_column("code", 1, 9999), whole_column("age_from", 0, rurban::kAges - 1),
                         whole_column("age_to", 0, rurban::kAges - 1).blank_ok(),
                         twin::decimal_column("women", 0, 1e7), twin::decimal_column("men", 0, 1e7)},
                        {{"code", "age_from"}}},
                       path, faults);
  const twin::InputTable& table = *tables.find("ages");
  const auto index = index_by_code(county);
  std::vector<rurban::ByAgeSex> result(county.municipalities.size());
  for (std::size_t row = 0; row != table.rows(); ++row) {
    const auto found = index.find(table["code"].whole(row));
    if (found == index.end()) continue;
    const int from = table["age_from"].whole(row);
    const int to = table["age_to"].is_blank(row) ? rurban::kAges - 1 : table["age_to"].whole(row);
    if (to < from) {
      faults.add(table.fault(row, "age_to", {"slutar innan den börjar", "ends before it begins"}));
      continue;
    }
    for (int age = from; age <= to; ++age) {
      const auto a = static_cast<std::size_t>(age);
      result[found->second][0][a] += table["women"].decimal(row) / (to - from + 1);
      result[found->second][1][a] += table["men"].decimal(row) / (to - from + 1);
    }
  }
  check_all_there(
      county, [&](std::size_t m) { return rurban::history::sum(result[m]) > 0; },
      [&](twin::Text message) { return table.fault(std::move(message)); }, faults);
  return result;
}

std::vector<std::size_t> told_in(const TownSeries& towns, int year) {
  std::vector<std::size_t> result;
  for (std::size_t m = 0; m != towns.told.size(); ++m)
    if (year <= towns.series.last_year() && towns.told[m][static_cast<std::size_t>(year - towns.series.first_year)])
      result.push_back(m);
  return result;
}

Ensemble live_people(const rurban::County& then, const rurban::history::VitalParameters& vital, int start, int end,
                     std::size_t members) {
  Ensemble result(members);
  const auto beginning = std::make_shared<rurban::Beginning>(then);
  side_by_side(members, std::max(1U, std::thread::hardware_concurrency()), [&](std::size_t member) {
    twin::Simulation simulation(rurban::make_people_models(beginning));
    // Members go in pairs that stray in opposite directions, so that their mean hardly strays (antithetic variates).
    simulation.set_seed(member / 2 + 1);
    simulation.plan().set_parameter("migration.strays", member % 2 == 0 ? 1 : -1);
    simulation.plan().set_parameter("demography.mortality_factor", vital.mortality_factor);
    simulation.plan().set_parameter("demography.mortality_decline", vital.mortality_decline);
    simulation.found(then.base_date);
    for (int year = start + 1; year <= end; ++year) {
      while (simulation.now() < twin::date(year + 1, 1, 1)) simulation.advance();
      result[member].push_back(residents_of(simulation, then));
    }
  });
  return result;
}

Hindcast judge_hindcast(const TownSeries& towns, const Ensemble& ensemble, const rurban::County& today,
                        const rurban::history::Sweden& sweden, const rurban::history::Assumptions& assumptions,
                        int start, int end) {
  namespace history = rurban::history;
  Hindcast result;
  result.start = start;
  result.end = end;
  const PopulationSeries& series = towns.series;
  result.municipalities = told_in(towns, end);

  int covered = 0;
  double crps = 0;
  for (const std::size_t m : result.municipalities) {
    const double observed = series.at(m, end);
    std::vector<double> members;
    for (const auto& member : ensemble) members.push_back(member.back()[m]);
    result.before.push_back(series.at(m, start));
    result.observed.push_back(observed);
    result.mean.push_back(std::accumulate(members.begin(), members.end(), 0.0) / static_cast<double>(members.size()));
    result.low.push_back(twin::experiment::quantile(members, kBandLow));
    result.high.push_back(twin::experiment::quantile(members, kBandHigh));
    covered += result.low.back() <= observed && observed <= result.high.back();
    crps += 100 * twin::experiment::crps(members, observed) / observed;
  }
  Scores twin_scores = scores_of("twin", result.mean, result.observed);
  twin_scores.covered = covered;
  twin_scores.crps = crps / static_cast<double>(result.municipalities.size());
  result.scores.push_back(twin_scores);

  const PopulationSeries known = series.until(start);
  const auto add = [&](const char* name, const std::vector<double>& all) {
    std::vector<double> forecast;
    for (const std::size_t m : result.municipalities) forecast.push_back(all[m]);
    result.scores.push_back(scores_of(name, forecast, result.observed));
  };
  add("no change", history::no_change(known));
  add("exponential trend", history::exponential_trend(known, end));
  add("linear trend", history::linear_trend(known, end));
  add("damped trend", history::damped_trend(known, end));
  add("cohort-component", history::cohort_component(known, end, today.demography, sweden, assumptions.levels));
  return result;
}

Hindcast make_hindcast(const rurban::County& today, const rurban::history::Sweden& sweden, const TownSeries& towns,
                       const rurban::history::Assumptions& assumptions, int start, int end, std::size_t members,
                       std::span<const rurban::ByAgeSex> counted) {
  const rurban::County then = county_then(today, towns.series.until(start), sweden, assumptions, end, counted);
  const auto vital = vital_parameters(today.demography, sweden, assumptions.levels, start, end);
  return judge_hindcast(towns, live_people(then, vital, start, end, members), today, sweden, assumptions, start, end);
}

namespace {

std::string name_in(const std::string& name, const Options& o) {
  static const std::map<std::string, const char*> kSwedish{{"twin", "tvillingen"},
                                                           {"no change", "ingen förändring"},
                                                           {"exponential trend", "exponentiell trend"},
                                                           {"linear trend", "linjär trend"},
                                                           {"damped trend", "dämpad trend"},
                                                           {"cohort-component", "kohortframskrivning"}};
  return o.tr(kSwedish.at(name), name.c_str());
}

void tell(const Options& o, const Hindcast& hindcast, const rurban::County& county, std::size_t members) {
  const auto one = [&](double value) { return padded(viz::number(value, 1, o.language), 9, true); };
  const auto whole = [&](double value) { return padded(viz::number(value, 0, o.language), 9, true); };
  fmt::print("{}\n\n", o.language == twin::Language::kEnglish
                           ? fmt::format("From what was known at the end of {} to the end of {}, {} runs",
                                         hindcast.start, hindcast.end, members)
                           : fmt::format("Från vad man visste i slutet av {} till slutet av {}, {} körningar",
                                         hindcast.start, hindcast.end, members));
  fmt::print("{} {} {} {} {} {}\n", padded(o.tr("kommun", "municipality"), 14),
             padded(std::to_string(hindcast.start), 9, true), padded(std::to_string(hindcast.end), 9, true),
             padded(o.tr("medel", "mean"), 9, true), padded(o.tr("80 % mellan", "80 % within"), 19, true),
             padded(o.tr("fel, %", "error, %"), 9, true));
  for (std::size_t i = 0; i != hindcast.municipalities.size(); ++i)
    fmt::print("{} {} {} {} {} {} {} {}\n", padded(county.municipalities[hindcast.municipalities[i]].name, 14),
               whole(hindcast.before[i]), whole(hindcast.observed[i]), whole(hindcast.mean[i]),
               whole(hindcast.low[i]), whole(hindcast.high[i]),
               one(100 * (hindcast.mean[i] / hindcast.observed[i] - 1)),
               hindcast.low[i] <= hindcast.observed[i] && hindcast.observed[i] <= hindcast.high[i]
                   ? ""
                   : o.tr("utanför", "outside"));
  fmt::print("\n{} {} {} {} {} {}\n", padded("", 20), padded("MAPE, %", 9, true),
             padded(o.tr("skevhet", "bias"), 9, true), padded(o.tr("värst", "worst"), 9, true),
             padded("CRPS, %", 9, true), o.tr("i bandet", "in the band"));
  for (const Scores& scores : hindcast.scores)
    fmt::print("{} {} {} {} {} {}\n", padded(name_in(scores.name, o), 20),
               padded(viz::number(scores.mape, 2, o.language), 9, true), one(scores.bias), one(scores.worst),
               padded(viz::number(scores.crps, 2, o.language), 9, true),
               scores.covered < 0
                   ? ""
                   : fmt::format("{} {} {}", scores.covered, o.tr("av", "of"), hindcast.municipalities.size()));
}

std::string to_csv(const Hindcast& hindcast, const rurban::County& county) {
  std::string csv = "code,name,start,end,population_start,population_end,mean,low_10,high_90\n";
  for (std::size_t i = 0; i != hindcast.municipalities.size(); ++i) {
    const rurban::Municipality& m = county.municipalities[hindcast.municipalities[i]];
    csv += fmt::format("{},{},{},{},{},{},{},{},{}\n", m.code, twin::csv_quoted(m.name), hindcast.start, hindcast.end,
                       hindcast.before[i], hindcast.observed[i], hindcast.mean[i], hindcast.low[i], hindcast.high[i]);
  }
  return csv;
}

nlohmann::json to_json(const Hindcast& hindcast) {
  nlohmann::json scores = nlohmann::json::array();
  for (const Scores& s : hindcast.scores) {
    nlohmann::json one{{"name", s.name}, {"mape", s.mape}, {"bias", s.bias}, {"worst", s.worst}, {"crps", s.crps}};
    if (s.covered >= 0) one["covered"] = s.covered;
    scores.push_back(one);
  }
  return {{"event", "hindcast"},
          {"start", hindcast.start},
          {"end", hindcast.end},
          {"municipalities", hindcast.municipalities.size()},
          {"scores", scores}};
}

[[noreturn]] void refuse(const fs::path& what, const std::string& sv, const std::string& en) {
  throw twin::InputError({{{what.string()}, {sv, en}, "", {}}});
}

}  // namespace

int hindcast(const Options& options, const HindcastWanted& wanted) {
  const rurban::County today = rurban::load_county(wanted.county);
  const TownSeries towns = read_series(wanted.series, today);
  const PopulationSeries& series = towns.series;
  if (wanted.start - kYearsBefore < series.first_year || wanted.start > series.last_year())
    refuse(wanted.series,
           fmt::format("serien går från {} till {}; ett utgångsår {} behöver åren {} till {}", series.first_year,
                       series.last_year(), wanted.start, wanted.start - kYearsBefore, wanted.start),
           fmt::format("the series runs from {} to {}; a start in {} needs the years {} to {}", series.first_year,
                       series.last_year(), wanted.start, wanted.start - kYearsBefore, wanted.start));
  if (wanted.end <= wanted.start)
    refuse("--end", fmt::format("slutåret {} ligger inte efter utgångsåret {}", wanted.end, wanted.start),
           fmt::format("the end in {} is not after the start in {}", wanted.end, wanted.start));
  if (told_in(towns, wanted.end).empty())
    refuse(wanted.series, fmt::format("serien har inga folkmängder för {}", wanted.end),
           fmt::format("the series has no populations of {}", wanted.end));
  const rurban::history::Sweden sweden = rurban::history::load_sweden(wanted.sweden);
  std::vector<rurban::ByAgeSex> counted;
  if (!wanted.ages.empty()) counted = read_ages(wanted.ages, today);
  const Hindcast judged = make_hindcast(today, sweden, towns, {}, wanted.start, wanted.end, wanted.members, counted);
  if (!wanted.out.empty()) twin::write_text(wanted.out, to_csv(judged, today));
  if (options.json)
    fmt::print("{}\n", to_json(judged).dump());
  else
    tell(options, judged, today, wanted.members);
  return kOk;
}

}  // namespace tools
