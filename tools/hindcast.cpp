// `rurban hindcast`: how well the twin would have foretold the past, beside what needs no model.
#include "tools/hindcast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "models/history/baselines.h"
#include "models/registry.h"
#include "tools/commands.h"
#include "tools/progress.h"
#include "tools/replicates.h"
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

/// One table by itself. Throws twin::InputError with all its faults.
twin::TableSet read_table(twin::TableSpec spec, const fs::path& path, twin::FaultLog& faults) {
  std::vector<twin::TableSource> sources;
  sources.push_back({std::move(spec), twin::TextFile(path.string(), twin::read_text(path))});
  twin::TableSet tables(std::move(sources), faults);
  faults.throw_if_any();
  return tables;
}

std::map<int, std::size_t> index_by_code(const rurban::County& county) {
  std::map<int, std::size_t> result;
  for (std::size_t m = 0; m != county.municipalities.size(); ++m) result[county.municipalities[m].code] = m;
  return result;
}

/// What is told of each municipality by year.
std::vector<std::map<int, double>> told_years(const twin::InputTable& table, const rurban::County& county,
                                              twin::FaultLog& faults) {
  const bool short_name = table["population"].present();
  if (short_name == table["population_31dec"].present())
    faults.add(table.fault({"kolumnen «population» (eller «population_31dec») ska finnas, en gång",
                            "the column 'population' (or 'population_31dec') must be there, once"}));
  faults.throw_if_any();
  const auto index = index_by_code(county);
  std::vector<std::map<int, double>> told(county.municipalities.size());
  for (std::size_t row = 0; row != table.rows(); ++row)
    if (const auto found = index.find(table["code"].whole(row)); found != index.end())
      told[found->second][table["year"].whole(row)] =
          table[short_name ? "population" : "population_31dec"].decimal(row);
  for (std::size_t m = 0; m != told.size(); ++m)
    if (told[m].size() < 2)
      faults.add(table.fault({fmt::format("kommunen {} saknas", county.municipalities[m].code),
                              fmt::format("the municipality {} is missing", county.municipalities[m].code)}));
  faults.throw_if_any();
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
  const auto* column = simulation.world().find_column(std::string(rurban::kPlaceResidents.name));
  const auto residents = column->as<const std::int32_t>();
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
  twin::FaultLog faults;
  const twin::TableSet tables = read_table(
      {"series",
       {whole_column("code", 1, 9999), twin::text_column("name").absent_ok(), whole_column("year", 1800, 2200),
        whole_column("population", 0, 1e8).absent_ok(), whole_column("population_31dec", 0, 1e8).absent_ok(),
        twin::text_column("source").absent_ok().blank_ok()},
       {{"code", "year"}}},
      path, faults);
  const auto told = told_years(*tables.find("series"), county, faults);
  int first = 0, last = 9999;
  for (const auto& years : told) first = std::max(first, years.begin()->first);
  last = 0;
  for (const auto& years : told) last = std::max(last, years.rbegin()->first);
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
      read_table({"ages",
                  {whole_column("code", 1, 9999), whole_column("age_from", 0, rurban::kAges - 1),
                   whole_column("age_to", 0, rurban::kAges - 1).blank_ok(), twin::decimal_column("women", 0, 1e7),
                   twin::decimal_column("men", 0, 1e7)},
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
  for (std::size_t m = 0; m != result.size(); ++m)
    if (!(rurban::history::sum(result[m]) > 0))
      faults.add(table.fault({fmt::format("kommunen {} saknas", county.municipalities[m].code),
                              fmt::format("the municipality {} is missing", county.municipalities[m].code)}));
  faults.throw_if_any();
  return result;
}

Ensemble live_people(const rurban::County& then, const rurban::history::VitalParameters& vital, int start, int end,
                     std::size_t members) {
  Ensemble result(members);
  const auto live = [&](std::size_t member) {
    const auto beginning = std::make_shared<rurban::Beginning>(then);
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
  };
  std::mutex mutex;
  std::size_t begun = 0;
  std::exception_ptr fault;
  const auto work = [&] {
    for (;;) {
      std::size_t member = 0;
      {
        const std::lock_guard lock(mutex);
        if (fault || begun == members) return;
        member = begun++;
      }
      try {
        live(member);
      } catch (...) {
        const std::lock_guard lock(mutex);
        fault = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned k = 0; k != std::max(1U, std::thread::hardware_concurrency()); ++k) workers.emplace_back(work);
  }
  if (fault) std::rethrow_exception(fault);
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
  for (std::size_t m = 0; m != series.residents.size(); ++m)
    if (end <= series.last_year() && towns.told[m][static_cast<std::size_t>(end - series.first_year)])
      result.municipalities.push_back(m);

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
                       const rurban::history::Assumptions& assumptions, int start, int end, std::size_t members) {
  const rurban::County then = county_then(today, towns.series.until(start), sweden, assumptions, end);
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

[[noreturn]] void refuse(const fs::path& series, const std::string& sv, const std::string& en) {
  throw twin::InputError({{{series.string()}, {sv, en}, "", {}}});
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
  const rurban::history::Sweden sweden = rurban::history::load_sweden(wanted.sweden);
  const rurban::history::Assumptions assumptions;
  const PopulationSeries known = series.until(wanted.start);
  const rurban::County then =
      wanted.ages.empty() ? county_then(today, known, sweden, assumptions, wanted.end)
                          : county_then(today, known, read_ages(wanted.ages, today), sweden, assumptions, wanted.end);
  const auto vital = vital_parameters(today.demography, sweden, assumptions.levels, wanted.start, wanted.end);
  const Ensemble ensemble = live_people(then, vital, wanted.start, wanted.end, wanted.members);
  const Hindcast judged = judge_hindcast(towns, ensemble, today, sweden, assumptions, wanted.start, wanted.end);
  if (judged.municipalities.empty())
    refuse(wanted.series, fmt::format("serien har inga folkmängder för {}", wanted.end),
           fmt::format("the series has no populations of {}", wanted.end));
  if (!wanted.out.empty()) twin::write_text(wanted.out, to_csv(judged, today));
  if (options.json)
    fmt::print("{}\n", to_json(judged).dump());
  else
    tell(options, judged, today, wanted.members);
  return kOk;
}

}  // namespace tools
