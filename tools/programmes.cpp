// `rurban programmes`: the workshop's programmes, as cards or put to the test.
#include "models/programmes/programme.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tools/commands.h"
#include "tools/replicates.h"
#include "twin/base/error.h"
#include "twin/io/changes.h"
#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace tools {
namespace {

using rurban::Programme;

constexpr double kMillion = 1e6;

/// Some of the programmes at once: nothing, one, two, all, or a lever.
struct Package {
  std::string name;
  std::vector<const Programme*> of;
  bool is_pair = false;  ///< tried for what two do beyond the sum; the rest is told by itself
};

std::vector<const Programme*> chosen(const std::vector<std::string>& keys) {
  const auto all = rurban::programmes();
  if (keys.empty()) return {all.begin(), all.end()};
  std::vector<const Programme*> some;
  for (const std::string& key : keys) {
    const auto found = std::ranges::find(all, key, [](const Programme* one) { return std::string(one->key); });
    if (found == all.end()) {
      std::string known;
      for (const Programme* one : all) known += (known.empty() ? "" : ", ") + std::string(one->key);
      throw twin::InputError({{{"rurban programmes --only"},
                               {"inget program heter så", "no programme has that name"},
                               key,
                               {"ett av: " + known, "one of: " + known}}});
    }
    some.push_back(*found);
  }
  return some;
}

/// Nothing, each alone, each two if wanted, all, and the levers.
std::vector<Package> packages(const std::vector<const Programme*>& some, bool pairs) {
  std::vector<Package> all{{"", {}}};
  for (const Programme* one : some) all.push_back({one->key, {one}});
  if (pairs)
    for (std::size_t a = 0; a != some.size(); ++a)
      for (std::size_t b = a + 1; b != some.size(); ++b)
        all.push_back({fmt::format("{} + {}", some[a]->key, some[b]->key), {some[a], some[b]}, true});
  if (some.size() > 1) all.push_back({"rurban", some});
  for (const Programme* lever : rurban::reference_levers()) all.push_back({lever->key, {lever}});
  return all;
}

/// What is told of a package in a row.
struct Told {
  Judgement judgement;
  FigureChange aim;       ///< of the first of it
  FigureChange returned;  ///< öre that come back of each krona carried out
  double money = 0;       ///< kr a year beyond the baseline, mean over the run
};

double a_year(std::span<const Figures> runs, const char* series) {
  double sum = 0;
  for (const Figures& run : runs)
    if (const auto found = run.find(series); found != run.end() && !std::isnan(found->second.a_year))
      sum += found->second.a_year;
  return sum / static_cast<double>(runs.size());
}

Told told_of(const Package& package, std::span<const Figures> baseline, std::span<const Figures> lived) {
  Told told;
  told.judgement = judge(baseline, lived);
  told.aim = change_of(package.of.front()->aim.series, baseline, lived);
  told.returned = change_of("resourceflow.rfr_rural", baseline, lived);
  for (const Programme* one : package.of)
    if (one->money != nullptr) told.money += a_year(lived, one->money) - a_year(baseline, one->money);
  return told;
}

void tell_cards(const Options& o) {
  for (const Programme* one : rurban::programmes()) {
    fmt::print("{} ({})\n  {}\n  {} {}\n  {} {}\n\n", one->title.in(o.language), one->key, one->what.in(o.language),
               o.tr("Kostnad:", "Cost:"), one->cost.in(o.language), o.tr("Vad man vet:", "What is known:"),
               one->known.in(o.language));
  }
}

void tell(const Options& o, const Package& package, const Told& told) {
  const auto words = [&](double value) { return figure_words(value, o.language); };
  const bool one = package.of.size() == 1;
  fmt::print("\n{}\n", one ? package.of.front()->title.in(o.language) : package.name);
  const auto row = [&](const std::string& label, const FigureChange& figure, double times, const std::string& unit) {
    fmt::print("  {} {} {}   {}\n", padded(fmt::format("{} [{}]", label, unit), 62),
               padded(words(times * figure.baseline), 12, true), padded(words(times * figure.change), 12, true),
               interval_words(figure.interval, times, o.language));
  };
  if (one && std::string_view(package.of.front()->aim.series) != "resourceflow.rfr_rural")
    row(told.aim.label.in(o.language), told.aim, 1, told.aim.unit);
  row(o.tr("återflöde till landsbygden", "return flow to the countryside"), told.returned, 100,
      o.tr("öre per krona", "öre per krona"));
  fmt::print("  {} {}\n",
             padded(o.tr("kostar det offentliga, miljoner kr om året", "costs the public, SEK million a year"), 75),
             padded(words(told.money / kMillion), 12, true));
  if (one && told.money > 0 && told.aim.change != 0)
    fmt::print(
        "  {} {}\n",
        padded(o.tr("miljoner kr om året för varje enhet av det", "SEK million a year for each unit of that"), 75),
        padded(words(told.money / kMillion / std::abs(told.aim.change)), 12, true));
  fmt::print("  {}\n", told.judgement.verdict.headline.in(o.language));
  for (const twin::Text& failure : told.judgement.verdict.failures())
    fmt::print("    − {}\n", failure.in(o.language));
}

/// What is told of two together: figures that either is meant to move, and those of the gate.
struct Pair {
  std::string name, series;
  rurban::Interval beyond;
  const char* word;  ///< "complement", "substitute" or "apart"
};

std::vector<Pair> pairs_of(const std::vector<Package>& all, const std::vector<std::vector<Figures>>& lived) {
  const auto alone = [&](const Programme* one) {
    return static_cast<std::size_t>(
        std::ranges::find_if(
            all, [&](const Package& package) { return package.of.size() == 1 && package.of.front() == one; }) -
        all.begin());
  };
  std::vector<Pair> pairs;
  for (std::size_t package = 0; package != all.size(); ++package) {
    if (!all[package].is_pair) continue;
    const Programme &a = *all[package].of[0], &b = *all[package].of[1];
    std::vector<rurban::Aim> aims{a.aim, b.aim, {"resourceflow.rfr_rural", +1}, {"resourceflow.interplay", +1}};
    if (std::string_view(a.aim.series) == b.aim.series) aims.erase(aims.begin());
    for (const rurban::Aim& aim : aims) {
      const rurban::Interval beyond =
          beyond_the_sum(aim.series, lived[0], lived[alone(&a)], lived[alone(&b)], lived[package]);
      const bool up = beyond.low > 0, down = beyond.high < 0;
      pairs.push_back({all[package].name, aim.series, beyond,
                       !up && !down              ? "apart"
                       : up == (aim.towards > 0) ? "complement"
                                                 : "substitute"});
    }
  }
  return pairs;
}

void tell(const Options& o, const std::vector<Pair>& pairs, std::size_t count) {
  fmt::print("\n{}\n", o.tr("Två och två, utöver summan av vad var och en gör (90 % av körningarna):",
                            "Two by two, beyond the sum of what each does alone (90 % of the runs):"));
  std::size_t apart = 0;
  for (const Pair& pair : pairs) {
    const std::string_view word = pair.word;
    if (word == "apart") {
      ++apart;
      continue;
    }
    fmt::print(
        "  {} {} {}   {}\n", padded(pair.name, 50), padded(pair.series, 36),
        word == "complement" ? o.tr("stärker varandra", "complements") : o.tr("ersätter varandra", "substitutes"),
        interval_words(pair.beyond, 1, o.language));
  }
  fmt::print("  {}\n",
             o.language == twin::Language::kEnglish
                 ? fmt::format("{} of {} figures of {} pairs are the sum of the two, as far as the runs tell", apart,
                               pairs.size(), count)
                 : fmt::format("{} av {} mått för {} par är summan av de två, så långt körningarna säger", apart,
                               pairs.size(), count));
}

std::string to_csv(const std::vector<Package>& all, const std::vector<Told>& told, const std::vector<Pair>& pairs) {
  std::string csv = "package,figure,unit,baseline,change,low_5,high_95,kr_a_year,passes\n";
  for (std::size_t k = 0; k != told.size(); ++k)
    for (const FigureChange* figure : {&told[k].aim, &told[k].returned})
      csv += fmt::format("{},{},{},{},{},{},{},{},{}\n", twin::csv_quoted(all[k + 1].name), figure->name,
                         twin::csv_quoted(figure->unit), figure->baseline, figure->change, figure->interval.low,
                         figure->interval.high, told[k].money, told[k].judgement.verdict.passes ? "yes" : "no");
  for (const Pair& pair : pairs)
    csv += fmt::format("{},{},beyond the sum,,,{},{},,{}\n", twin::csv_quoted(pair.name), pair.series,
                       pair.beyond.low, pair.beyond.high, pair.word);
  return csv;
}

twin::Date start_of(const ProgrammesWanted& wanted, const twin::Scenario& scenario) {
  if (wanted.start.empty()) return twin::date(twin::year_of(scenario.from) + 1, 1, 1);
  if (const auto date = twin::parse_date(wanted.start)) return *date;
  throw twin::InputError({{{"rurban programmes --start"},
                           {"det är inget datum", "that is no date"},
                           wanted.start,
                           {"skriv som 2022-01-01", "write as 2022-01-01"}}});
}

}  // namespace

int programmes(const Options& options, const ProgrammesWanted& wanted) {
  if (wanted.replicates == 0) {
    tell_cards(options);
    return kOk;
  }
  const std::vector<Package> all = packages(chosen(wanted.keys), wanted.pairs);
  const twin::Scenario scenario = twin::load_scenario(wanted.scenario, schema(), options.set);
  const twin::Date start = start_of(wanted, scenario);
  std::vector<RunWanted> runs;
  for (std::size_t replicate = 1; replicate <= wanted.replicates; ++replicate)
    for (const Package& package : all) {
      RunWanted run{wanted.scenario, options.set, {}};
      run.set.push_back(fmt::format("seed={}", replicate));
      for (const Programme* one : package.of)
        for (twin::Change& change : rurban::changes_of(*one, start, scenario.parameters))
          run.added.push_back(std::move(change));
      runs.push_back(std::move(run));
    }
  std::vector<Figures> figures = live_all(runs, [&](std::size_t ready) {
    if (!options.quiet) fmt::print(stderr, "{} {} {}\n", ready, options.tr("körningar av", "runs of"), runs.size());
  });
  const auto lived = by_kind(std::move(figures), all.size());
  std::vector<Told> told;
  for (std::size_t package = 1; package != all.size(); ++package)
    told.push_back(told_of(all[package], lived[0], lived[package]));
  const std::vector<Pair> pairs = pairs_of(all, lived);
  if (!wanted.out.empty()) twin::write_text(wanted.out, to_csv(all, told, pairs));
  fmt::print("{} {}\n", options.tr("Mot", "Against"), wanted.scenario.string());
  for (std::size_t package = 1; package != all.size(); ++package)
    if (!all[package].is_pair) tell(options, all[package], told[package - 1]);
  if (!pairs.empty()) tell(options, pairs, static_cast<std::size_t>(std::ranges::count_if(all, &Package::is_pair)));
  return kOk;
}

}  // namespace tools
