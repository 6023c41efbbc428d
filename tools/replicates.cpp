// `rurban compare --replicates N A B …`: what scenarios change beside A, with common random numbers.
#include "tools/replicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <tuple>

#include "tools/commands.h"
#include "tools/side_by_side.h"
#include "tools/verdict.h"
#include "twin/base/error.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"
#include "twin/io/scratch_folder.h"
#include "twin/io/snapshot.h"
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

/// The date from which two scenarios of the same seed and parameters may differ.
twin::Date first_difference(const twin::Scenario& a, const twin::Scenario& b) {
  twin::Date first = std::min(a.to, b.to);
  const auto [one, other] = std::ranges::mismatch(a.changes, b.changes);
  if (one != a.changes.end()) first = std::min(first, one->date);
  if (other != b.changes.end()) first = std::min(first, other->date);
  return first;
}

/// Runs that are the same run until a date.
struct Trunk {
  std::vector<std::size_t> runs;
  twin::Date from{}, until{};
  std::promise<fs::path> lived;  ///< a snapshot
  std::shared_future<fs::path> snapshot = lived.get_future().share();
  std::size_t left = 0;  ///< runs that still need it

  bool is_shared() const { return runs.size() > 1 && until > from; }
};

class Runs {
 public:
  Runs(std::span<const RunWanted> wanted, const std::function<void(std::size_t)>& done)
      : wanted_(wanted), done_(done), figures_(wanted.size()), trunk_of_(wanted.size()) {
    find_trunks();
  }

  std::vector<Figures> live(std::size_t at_a_time) {
    // A trunk is begun before the runs of the one before it, so that nobody waits for it at the end of those.
    for (std::size_t t = 0; t != trunks_.size() + at_a_time; ++t) {
      if (t < trunks_.size() && trunks_[t].is_shared())
        tasks_.emplace_back([this, &trunk = trunks_[t]] { live_trunk(trunk); });
      if (t < at_a_time - 1 || t - (at_a_time - 1) >= trunks_.size()) continue;
      for (const std::size_t run : trunks_[t - (at_a_time - 1)].runs)
        tasks_.emplace_back([this, run] { live_run(run); });
    }
    side_by_side(tasks_.size(), at_a_time, [this](std::size_t task) { tasks_[task](); });
    return std::move(figures_);
  }

 private:
  void find_trunks() {
    using Alike = std::tuple<fs::path, twin::Date, std::uint64_t, std::map<std::string, double>>;
    std::map<Alike, std::pair<std::size_t, twin::Scenario>> known;
    for (std::size_t run = 0; run != wanted_.size(); ++run) {
      twin::Scenario scenario = scenario_of(wanted_[run].scenario, wanted_[run].set, wanted_[run].added);
      const Alike alike{scenario.county, scenario.from, scenario.seed, scenario.parameters};
      const auto [found, anew] = known.try_emplace(alike, trunks_.size(), scenario);
      if (anew) trunks_.emplace_back();
      Trunk& trunk = trunks_[trunk_of_[run] = found->second.first];
      if (anew) {
        trunk.from = scenario.from;
        trunk.until = scenario.to;
      }
      trunk.until = std::min(trunk.until, first_difference(scenario, found->second.second));
      trunk.runs.push_back(run);
      ++trunk.left;
    }
  }

  Session open(std::size_t run) {
    const RunWanted& wanted = wanted_[run];
    return open_session(wanted.scenario, wanted.set, wanted.added, [this](const fs::path& folder) {
      const std::lock_guard lock(mutex_);
      rurban::BeginningPtr& beginning = counties_[folder];
      if (!beginning) beginning = read_beginning(folder);
      return beginning;
    });
  }

  void live_trunk(Trunk& trunk) {
    try {
      const Session session = open(trunk.runs.front());
      twin::Simulation& simulation = *session.simulation;
      simulation.found(session.scenario.from);
      while (twin::next_boundary(simulation.now(), simulation.plan().tick()) <= trunk.until) simulation.advance();
      const fs::path snapshot = scratch_.path() / fmt::format("{}.rts", trunk.runs.front());
      twin::save_snapshot(snapshot, simulation, session.provenance);
      trunk.lived.set_value(snapshot);
    } catch (...) {
      trunk.lived.set_exception(std::current_exception());
    }
  }

  void live_run(std::size_t run) {
    Trunk& trunk = trunks_[trunk_of_[run]];
    const fs::path snapshot = trunk.is_shared() ? trunk.snapshot.get() : fs::path();
    figures_[run] = live_once(open(run), snapshot);
    const std::lock_guard lock(mutex_);
    if (--trunk.left == 0 && !snapshot.empty()) fs::remove(snapshot);
    done_(++ready_);
  }

  std::span<const RunWanted> wanted_;
  const std::function<void(std::size_t)>& done_;
  std::vector<Figures> figures_;
  std::deque<Trunk> trunks_;
  std::vector<std::size_t> trunk_of_;         ///< by run
  std::vector<std::function<void()>> tasks_;  ///< whoever is free takes the next
  twin::ScratchFolder scratch_;
  std::mutex mutex_;  // guards what follows
  std::map<fs::path, rurban::BeginningPtr> counties_;
  std::size_t ready_ = 0;
};

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

twin::RunResult live_to_end(const Session& session, const fs::path& snapshot) {
  twin::Simulation& simulation = *session.simulation;
  if (snapshot.empty())
    simulation.found(session.scenario.from);
  else
    twin::restore_snapshot(snapshot, simulation);
  while (simulation.now() < session.scenario.to) simulation.advance();
  twin::RunInfo info;
  info.from = session.scenario.from;
  return twin::collect_series(simulation, info);
}

Figures live_once(const Session& session, const fs::path& snapshot) {
  return figures_of(live_to_end(session, snapshot));
}

std::vector<Figures> live_all(std::span<const RunWanted> runs, const std::function<void(std::size_t)>& done) {
  Runs all(runs, done);
  // A run keeps some two processors busy half of its time, and needs a gigabyte.
  constexpr std::size_t kAtATime = 8;
  const std::size_t count = std::min({runs.size(), kAtATime, std::size_t{std::thread::hardware_concurrency()}});
  return all.live(count);
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
