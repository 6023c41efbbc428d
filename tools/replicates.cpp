// `rurban compare --replicates N A B …`: what scenarios change beside A, with common random numbers.
#include "tools/replicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "tools/commands.h"
#include "tools/verdict.h"
#include "twin/base/error.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"
#include "viz/core/numbers.h"
#include "viz/core/words.h"
#include "viz/export/verdict_page.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTold = 25;  // figures of which a reader is told; the table has all

void tell(const Options& o, const std::string& name, const Judgement& judged) {
  const auto in = [&](const twin::Text& text) { return text.in(o.language); };
  fmt::print("\n{}\n{}\n", name, in(judged.verdict.headline));
  for (const rurban::Finding& finding : judged.verdict.findings)
    fmt::print("  {} {}\n", finding.holds ? "+" : "−", in(finding.text));

  if (judged.channels) {
    fmt::print("\n{}\n", o.tr("Vägen till återflödets ändring, öre per krona som förs ut:",
                              "How the return flow changes, öre per krona carried out:"));
    for (const rurban::AttributedPart& part : rurban::parts_of(*judged.channels))
      fmt::print("  {} {}\n", padded(in(part.name), 44),
                 padded(figure_words(100 * part.change, o.language), 10, true));
  }

  fmt::print("\n{}\n", o.tr("Vem vinner och vem förlorar (välfärd, procent, 90 % av körningarna):",
                            "Who gains and who loses (welfare, per cent, 90 % of the runs):"));
  for (const GroupChange& group : judged.groups)
    fmt::print("  {} {}   {}\n", padded(in(group.grouping) + ": " + in(group.group), 60),
               padded(figure_words(100 * group.change, o.language), 8, true),
               interval_words(group.interval, 100, o.language));

  fmt::print("\n{} {} {} {}\n", padded(o.tr("det som säkrast ändras", "what changes most surely"), 62),
             padded(o.tr("utan", "without"), 12, true), padded(o.tr("ändring", "change"), 12, true),
             o.tr("90 % av körningarna", "90 % of the runs"));
  for (std::size_t f = 0; f != std::min(kTold, judged.figures.size()) && judged.figures[f].is_sure(); ++f) {
    const FigureChange& figure = judged.figures[f];
    fmt::print("  {} {} {}   {}\n", padded(in(figure.label) + " [" + figure.unit + "]", 60),
               padded(figure_words(figure.baseline, o.language), 12, true),
               padded(figure_words(figure.change, o.language), 12, true),
               interval_words(figure.interval, 1, o.language));
  }
}

nlohmann::json to_json(const std::string& name, const Judgement& judged) {
  nlohmann::json findings = nlohmann::json::array(), figures = nlohmann::json::array(),
                 groups = nlohmann::json::array();
  for (const rurban::Finding& finding : judged.verdict.findings)
    findings.push_back({{"criterion", finding.criterion}, {"holds", finding.holds}, {"text", finding.text.en}});
  for (const FigureChange& f : judged.figures)
    figures.push_back({{"name", f.name},
                       {"unit", f.unit},
                       {"baseline", f.baseline},
                       {"change", f.change},
                       {"low", f.interval.low},
                       {"high", f.interval.high}});
  for (const GroupChange& g : judged.groups)
    groups.push_back({{"grouping", g.grouping.en},
                      {"group", g.group.en},
                      {"persons", g.persons},
                      {"change", g.change},
                      {"low", g.interval.low},
                      {"high", g.interval.high}});
  return {{"event", "judgement"},
          {"scenario", name},
          {"replicates", judged.replicates},
          {"passes", judged.verdict.passes},
          {"findings", findings},
          {"figures", figures},
          {"groups", groups}};
}

std::string to_csv(const std::vector<std::pair<std::string, Judgement>>& all) {
  std::string csv = "scenario,series,unit,baseline,change,low_5,high_95,replicates\n";
  for (const auto& [name, judged] : all)
    for (const FigureChange& f : judged.figures)
      csv += fmt::format("{},{},{},{},{},{},{},{}\n", twin::csv_quoted(name), f.name, twin::csv_quoted(f.unit),
                         f.baseline, f.change, f.interval.low, f.interval.high, judged.replicates);
  return csv;
}

/// Two printed pages about each scenario, in both languages.
void write_pages(const ReplicatesWanted& wanted, const std::vector<std::pair<std::string, Judgement>>& all) {
  std::error_code error;
  fs::create_directories(wanted.pages, error);
  if (error) throw twin::write_error(wanted.pages, error.value());
  for (std::size_t kind = 0; kind != all.size(); ++kind) {
    const auto& [name, judged] = all[kind];
    const twin::Scenario scenario = twin::load_scenario(wanted.scenarios[kind], schema(), {});
    const viz::PackageVerdict verdict = in_words(judged);
    for (const auto& [language, suffix] :
         {std::pair{twin::Language::kSwedish, "dom"}, std::pair{twin::Language::kEnglish, "verdict"}}) {
      const viz::Words words(language);
      const viz::PackagePart part{.since = {},
                                  .title = words.of(scenario.title),
                                  .what = words.of(scenario.question),
                                  .cost = {},
                                  .known = {}};
      twin::write_text(wanted.pages / fmt::format("{}-{}.html", name, suffix),
                       viz::verdict_page(verdict, {&part, 1}, nullptr, words.of(scenario.title), words));
    }
  }
}

}  // namespace

std::string figure_words(double value, twin::Language language) {
  const double size = std::abs(value);
  const int decimals = size == 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 9);
  return viz::number(value, decimals, language);
}

std::string interval_words(const rurban::Interval& interval, double times, twin::Language language) {
  return fmt::format("{} … {}", figure_words(times * interval.low, language),
                     figure_words(times * interval.high, language));
}

std::string padded(std::string words, std::size_t width, bool right) {
  const auto letters = static_cast<std::size_t>(
      std::ranges::count_if(words, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  if (letters >= width) return words;
  return right ? std::string(width - letters, ' ') + words : words + std::string(width - letters, ' ');
}

Figures live_once(Session session) {
  twin::Simulation& simulation = *session.simulation;
  simulation.found(session.scenario.from);
  while (simulation.now() < session.scenario.to) simulation.advance();
  twin::RunInfo info;
  info.from = session.scenario.from;
  return figures_of(twin::collect(simulation, info, "place"));
}

std::vector<Figures> live_all(std::span<const RunWanted> runs, const std::function<void(std::size_t)>& done) {
  std::vector<Figures> lived(runs.size());
  std::mutex mutex;  // guards what follows
  std::map<fs::path, rurban::BeginningPtr> counties;
  std::size_t begun = 0, ready = 0;
  std::exception_ptr fault;
  const auto county = [&](const fs::path& folder) {
    const std::lock_guard lock(mutex);
    rurban::BeginningPtr& beginning = counties[folder];
    if (!beginning) beginning = read_beginning(folder);
    return beginning;
  };
  const auto next = [&]() -> std::optional<std::size_t> {
    const std::lock_guard lock(mutex);
    return fault || begun == runs.size() ? std::nullopt : std::optional(begun++);
  };
  const auto work = [&] {
    while (const auto run = next()) try {
        const RunWanted& wanted = runs[*run];
        lived[*run] = live_once(open_session(wanted.scenario, wanted.set, wanted.added, county));
        const std::lock_guard lock(mutex);
        done(++ready);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!fault) fault = std::current_exception();
      }
  };
  // A run keeps some two processors busy half of its time, and needs a gigabyte.
  constexpr std::size_t kAtATime = 8;
  {
    std::vector<std::jthread> workers;
    for (std::size_t k = 0; k != std::min({runs.size(), kAtATime, std::size_t{std::thread::hardware_concurrency()}});
         ++k)
      workers.emplace_back(work);
  }
  if (fault) std::rethrow_exception(fault);
  return lived;
}

std::vector<std::vector<Figures>> by_kind(std::vector<Figures> lived, std::size_t kinds) {
  std::vector<std::vector<Figures>> result(kinds);
  for (std::size_t run = 0; run != lived.size(); ++run) result[run % kinds].push_back(std::move(lived[run]));
  return result;
}

int compare_replicates(const Options& options, const ReplicatesWanted& wanted) {
  // All of them end when the first does: what a longer run came to later is no difference.
  const twin::Scenario first = twin::load_scenario(wanted.baseline, schema(), options.set);
  std::vector<fs::path> scenarios{wanted.baseline};
  scenarios.insert(scenarios.end(), wanted.scenarios.begin(), wanted.scenarios.end());
  std::vector<RunWanted> runs;
  for (std::size_t replicate = 1; replicate <= wanted.replicates; ++replicate)
    for (const fs::path& scenario : scenarios) {
      runs.push_back({scenario, options.set, {}});
      runs.back().set.push_back(fmt::format("seed={}", replicate));
      runs.back().set.push_back("to=" + twin::to_string(first.to));
    }
  std::vector<Figures> lived = live_all(runs, [&](std::size_t ready) {
    if (!options.quiet && !options.json)
      fmt::print(stderr, "{} {} {}\n", ready, options.tr("körningar av", "runs of"), runs.size());
  });
  const auto kinds = by_kind(std::move(lived), scenarios.size());
  std::vector<std::pair<std::string, Judgement>> all;
  for (std::size_t kind = 1; kind != scenarios.size(); ++kind) {
    all.emplace_back(scenarios[kind].stem().string(), judge(kinds[0], kinds[kind]));
    if (options.json) fmt::print("{}\n", to_json(all.back().first, all.back().second).dump());
  }
  if (!wanted.out.empty()) twin::write_text(wanted.out, to_csv(all));
  if (!wanted.pages.empty()) write_pages(wanted, all);
  if (options.json) return kOk;
  fmt::print(
      "{}: {} {}\n", options.tr("Mot", "Against"), wanted.baseline.string(),
      options.language == twin::Language::kEnglish
          ? fmt::format("({} replicates to {}, common random numbers)", wanted.replicates, twin::to_string(first.to))
          : fmt::format("({} körningar till {}, samma slump)", wanted.replicates, twin::to_string(first.to)));
  for (const auto& [name, judged] : all) tell(options, name, judged);
  return kOk;
}

}  // namespace tools
