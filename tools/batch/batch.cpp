// `rurban batch`: all runs of an experiment, several at a time, on one machine or many.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "tools/batch/agenda.h"
#include "tools/batch/cluster.h"
#include "tools/batch/crew.h"
#include "tools/batch/experiment.h"
#include "tools/batch/geojson.h"
#include "tools/batch/netcdf.h"
#include "tools/batch/runner.h"
#include "tools/batch/store.h"
#include "tools/batch/tables.h"
#include "tools/commands.h"
#include "tools/interruption.h"
#include "tools/progress.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string hexadecimal(std::uint64_t value) {
  return fmt::format("{:016x}", value);
}

Identity identity_of(const Experiment& experiment, const Runner& runner) {
  return {.version = version(),
          .build = hexadecimal(twin::checksum(twin::read_file("/proc/self/exe"))),
          .experiment = experiment.text,
          .list = experiment.list_text,
          .scenario = twin::to_yaml(runner.scenario(), schema()),
          .county = hexadecimal(runner.county().inputs_hash)};
}

std::optional<Agenda::Rule> rule_of(const Experiment& experiment) {
  if (!experiment.stop) return std::nullopt;
  return Agenda::Rule{experiment.stop->interval_width, experiment.stop->at_least};
}

constexpr auto kBetweenMessages = 5ms;  // MPI is looked into so often; a run takes a hundred times as long

std::size_t cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

/// How far the runs are: a bar on a terminal, a line for every tenth otherwise, JSON events when asked for.
class RunsProgress {
 public:
  RunsProgress(const Options& options, const Agenda& agenda)
      : options_(options),
        agenda_(agenda),
        before_(agenda.settled()),
        terminal_(isatty(STDERR_FILENO) == 1 && !options.json) {}
  ~RunsProgress() {
    if (bar_open_) fmt::print(stderr, "\r\033[K");
  }

  void show() {
    if (options_.quiet) return;
    const std::size_t settled = agenda_.settled(), all = settled + agenda_.left();
    const auto tenth = static_cast<int>(10 * settled / all);
    if (!terminal_ && tenth <= tenths_) return;
    tenths_ = tenth;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const double left = settled == before_
                            ? 0
                            : seconds * static_cast<double>(agenda_.left()) / static_cast<double>(settled - before_);
    if (options_.json) {
      const nlohmann::json event{{"event", "progress"}, {"runs", settled}, {"of", all}, {"seconds_left", left}};
      fmt::print(stderr, "{}\n", event.dump());
      return;
    }
    const std::string line =
        fmt::format("{} {} {} {}{}", settled, options_.tr("av", "of"), all, options_.tr("körningar", "runs"),
                    settled == before_ ? "" : fmt::format("  {} {}", time_text(left), options_.tr("kvar", "left")));
    fmt::print(stderr, "{}{}{}", terminal_ ? "\r" : "", line, terminal_ ? "\033[K" : "\n");
    std::fflush(stderr);
    bar_open_ = terminal_;
  }

 private:
  const Options& options_;
  const Agenda& agenda_;
  std::size_t before_;
  bool terminal_, bar_open_ = false;
  int tenths_ = -1;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Hands out runs, and puts into the journal what comes of them.
class Coordinator {
 public:
  Coordinator(const Options& options, const BatchWanted& wanted, const Experiment& experiment, Runner& runner,
              Journal& journal, Cluster* cluster)
      : options_(options),
        wanted_(wanted),
        experiment_(experiment),
        runner_(runner),
        journal_(journal),
        cluster_(cluster),
        agenda_(static_cast<std::size_t>(experiment.points.rows()), experiment.replicates, rule_of(experiment)) {
    journal_.forget_faults();
    journal_.for_each_lived(
        [&](RunPlace run, const Outcome& outcome) { agenda_.lived(run, stopping_figure(outcome)); });
  }

  const Agenda& agenda() const { return agenda_; }

  /// False when it was interrupted.
  bool live(Crew& crew) {
    RunsProgress progress(options_, agenda_);
    progress.show();
    while (agenda_.left() != 0) {
      if (Interruption::came()) return false;
      give_out(crew);
      settle(crew.collect(cluster_ == nullptr ? 200ms : kBetweenMessages));
      if (cluster_ != nullptr) hear();
      progress.show();
    }
    return true;
  }

 private:
  void give_out(Crew& crew) {
    const auto others_have_room = [&] { return cluster_ != nullptr && cluster_->has_room(); };
    while (crew.has_room() || others_have_room()) {
      const auto run = agenda_.next();
      if (!run) return;
      if (!crew.has_room()) {
        cluster_->start(*run);
        continue;
      }
      // What runs of a seed share is worth making here when many will use it: meanwhile nothing is given out.
      const bool many = static_cast<std::size_t>(experiment_.points.rows()) > 2 * crew.size();
      if (run->seed() > prepared_ && (many || prepared_ == 0)) runner_.prepare(prepared_ = run->seed());
      crew.start(*run);
    }
  }

  void settle(std::vector<Ended> all) {
    std::vector<Journal::Attempt> attempts;
    for (Ended& ended : all) attempts.push_back(settled(std::move(ended), 0, host_));
    journal_.add(attempts);
  }

  void hear() {
    Cluster::Heard heard = cluster_->collect();
    for (const twin::Text& notice : heard.notices) fmt::print(stderr, "{}\n", notice.in(options_.language));
    for (const RunPlace run : heard.handed_back) agenda_.hand_back(run);
    std::vector<Journal::Attempt> attempts;
    for (auto& [ended, rank, host] : heard.ended) attempts.push_back(settled(std::move(ended), rank, host));
    journal_.add(attempts);
  }

  Journal::Attempt settled(Ended ended, int rank, const std::string& host) {
    const RunPlace run = ended.run;
    const bool again = !ended.lived && ended.may_pass && lost_[run]++ < wanted_.retries;
    if (ended.lived)
      agenda_.lived(run, experiment_.stop ? stopping_figure(unpack(journal_.path(), ended.outcome)) : std::nullopt);
    else if (again)
      agenda_.hand_back(run);
    else
      agenda_.failed(run);
    return {std::move(ended), host, rank, utc_now(), !again};
  }

  std::optional<double> stopping_figure(const Outcome& outcome) const {
    return experiment_.stop ? figure_in(outcome, experiment_.stop->figure) : std::nullopt;
  }

  const Options& options_;
  const BatchWanted& wanted_;
  const Experiment& experiment_;
  Runner& runner_;
  Journal& journal_;
  Cluster* cluster_;  ///< null on one machine
  Agenda agenda_;
  std::map<RunPlace, std::size_t> lost_;  ///< attempts
  std::uint64_t prepared_ = 0;            ///< the seed
  std::string host_ = host_name();
};

void tell_plan(const Options& o, const Experiment& experiment, const Agenda& agenda) {
  if (o.quiet || o.json) return;
  const std::string replicates = experiment.stop
                                     ? fmt::format("{} {}", o.tr("högst", "at most"), experiment.replicates)
                                     : fmt::format("{}", experiment.replicates);
  fmt::print(stderr, "{}: {} {}, {} {}, {} {}\n", experiment.title.in(o.language), experiment.points.rows(),
             o.tr("punkter", "points"), experiment.factors.size(), o.tr("faktorer", "factors"), replicates,
             o.tr("replikat", "replicates"));
  if (agenda.settled() != 0)
    fmt::print(stderr, "{} {}\n", agenda.settled(), o.tr("körningar är redan levda", "runs have been lived already"));
}

/// Lives one run, and tells from it what all would take.
int dry_run(const Options& o, const Experiment& experiment, Runner& runner, const BatchWanted& wanted) {
  Crew crew(1, [&](RunPlace run) { return runner.live(run); });
  runner.prepare(1);
  crew.start({});
  std::vector<Ended> ended;
  while (ended.empty() && !Interruption::came()) ended = crew.collect(200ms);
  if (ended.empty()) return kInterrupted;
  if (!ended.front().lived)
    throw twin::CheckError({fmt::format("den första körningen misslyckades: {}", ended.front().reason.sv),
                            fmt::format("the first run failed: {}", ended.front().reason.en)});
  const Outcome outcome = unpack("run", ended.front().outcome);
  // Rows of a WITHOUT ROWID table as they were measured: of figures 16 bytes, of series, which have dates, 28.
  double bytes = static_cast<double>(ended.front().outcome.size() + 16 * outcome.figures.size());
  for (const KeptSeries& series : outcome.series) bytes += 28.0 * static_cast<double>(series.values.size());
  const auto runs = static_cast<double>(experiment.runs());
  const double seconds = ended.front().seconds * runs / static_cast<double>(wanted.workers);
  const double megabytes = bytes * runs / 1e6;
  if (o.json) {
    fmt::print("{}\n", nlohmann::json{{"event", "dry_run"},
                                      {"runs", experiment.runs()},
                                      {"seconds_a_run", ended.front().seconds},
                                      {"seconds", seconds},
                                      {"megabytes", megabytes}}
                           .dump());
    return kOk;
  }
  fmt::print("{} {}{}\n", experiment.runs(), o.tr("körningar", "runs"),
             experiment.stop ? o.tr(" som mest", " at most") : "");
  fmt::print("{}: {:.1f} s; {}: {} ({} {})\n", o.tr("en körning", "a run"), ended.front().seconds,
             o.tr("alla, ungefär", "all of them, about"), time_text(seconds), wanted.workers,
             o.tr("åt gången", "at a time"));
  fmt::print("{}: {:.1f} MB\n", o.tr("disk, ungefär", "disk, about"), megabytes);
  return kOk;
}

int tell_end(const Options& o, const fs::path& out, const Agenda& agenda, Journal& journal) {
  std::vector<Journal::Fault> faults = journal.faults();
  std::erase_if(faults, [&](const Journal::Fault& fault) { return !agenda.is_wanted(fault.run); });
  if (o.json) {
    nlohmann::json failed = nlohmann::json::array();
    for (const auto& [run, reason] : faults)
      failed.push_back({{"point", run.point}, {"seed", run.seed()}, {"reason", reason.en}});
    fmt::print(
        "{}\n",
        nlohmann::json{
            {"event", "end"}, {"runs", agenda.settled()}, {"failed", failed}, {"results", (out / kResults).string()}}
            .dump());
    return faults.empty() ? kOk : kRunFailed;
  }
  fmt::print("{} {}\n{}: {}\n", agenda.settled() - faults.size(), o.tr("körningar levda", "runs lived"),
             o.tr("Resultat", "Results"), (out / kResults).string());
  if (faults.empty()) return kOk;
  fmt::print(
      stderr, "{} {}\n{:>8} {:>6}  {}\n", faults.size(),
      o.tr("körningar misslyckades (samma kommando försöker igen):", "runs failed (the same command tries again):"),
      o.tr("punkt", "point"), o.tr("frö", "seed"), o.tr("skäl", "reason"));
  for (const auto& [run, reason] : faults)
    fmt::print(stderr, "{:>8} {:>6}  {}\n", run.point, run.seed(), reason.in(o.language));
  return kRunFailed;
}

/// One word for all that makes an experiment the one it is.
std::string word_for(const Identity& identity) {
  const std::string all = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", identity.version, identity.build, identity.experiment,
                                      identity.list, identity.scenario, identity.county);
  return hexadecimal(twin::checksum(std::as_bytes(std::span(all))));
}

int coordinate(const Options& options, const BatchWanted& wanted, Cluster* cluster) {
  const Experiment experiment = load_experiment(wanted.experiment, schema(), declared_series());
  for (const twin::Text& notice : experiment.notices)
    if (!options.quiet) fmt::print(stderr, "{}\n", notice.in(options.language));
  Runner runner(experiment, options.set, wanted.threads);
  const Interruption interruption;
  if (wanted.dry_run) return dry_run(options, experiment, runner, wanted);

  const FolderLock lock(wanted.out);
  const Identity identity = identity_of(experiment, runner);
  Journal journal(wanted.out, identity, wanted.restart);
  if (cluster != nullptr) cluster->begin(word_for(identity));
  Coordinator coordinator(options, wanted, experiment, runner, journal, cluster);
  tell_plan(options, experiment, coordinator.agenda());
  {
    Crew crew(wanted.workers, [&](RunPlace run) { return runner.live(run); });
    if (!coordinator.live(crew)) {
      fmt::print(stderr, "{}\n",
                 options.tr("Avbrutet. Samma kommando fortsätter där det slutade.",
                            "Interrupted. The same command goes on from where it stopped."));
      return kInterrupted;
    }
  }  // runs that proved needless end here
  write_results(wanted.out / kResults, experiment, identity, coordinator.agenda(), journal);
  std::vector<std::string> files{kResults};
  if (wanted.csv) {
    write_tidy_csv(wanted.out / kResults, experiment, wanted.out / "results.csv");
    files.insert(files.end(), {"results.csv", "results-units.csv"});
  }
  if (wanted.netcdf) {
    write_netcdf(wanted.out / kResults, experiment, runner.county(), wanted.out / "results.nc");
    files.emplace_back("results.nc");
  }
  if (wanted.geojson) {
    write_geojson(wanted.out / kResults, runner.county(), wanted.out / "results.geojson");
    files.emplace_back("results.geojson");
  }
  const auto [started, ended] = journal.period();
  write_crate(wanted.out, experiment, identity, files, started, ended);
  return tell_end(options, wanted.out, coordinator.agenda(), journal);
}

/// The life of a rank that lives what rank 0 hands out. It says nothing: rank 0 does.
int serve(const Options& options, const BatchWanted& wanted, Cluster& cluster) {
  const Interruption interruption;
  if (!cluster.wait_for_begin()) return kOk;
  try {
    const Experiment experiment = load_experiment(wanted.experiment, schema(), declared_series());
    Runner runner(experiment, options.set, wanted.threads);
    runner.prepare(1);
    Crew crew(wanted.workers, [&](RunPlace run) { return runner.live(run); });
    cluster.ready(crew.size(), word_for(identity_of(experiment, runner)));
    while (!cluster.is_over() && !Interruption::came()) {
      while (crew.has_room()) {
        const auto run = cluster.next();
        if (!run) break;
        if (static_cast<std::size_t>(experiment.points.rows()) > 2 * crew.size()) runner.prepare(run->seed());
        crew.start(*run);
      }
      for (const Ended& ended : crew.collect(kBetweenMessages)) cluster.report(ended);
    }
  } catch (const twin::Failure& error) {
    cluster.unable(error.text());
  } catch (const std::exception& error) {
    cluster.unable({error.what(), error.what()});
  }
  return kOk;
}

}  // namespace

int batch(const Options& options, const BatchWanted& asked) {
  const std::unique_ptr<Cluster> cluster = Cluster::join();
  BatchWanted wanted = asked;
  if (wanted.out.empty()) wanted.out = fs::path("results") / wanted.experiment.stem();
  if (wanted.workers == 0) wanted.workers = cluster == nullptr ? cores() : 1;
  if (wanted.threads == 0)
    wanted.threads = cluster == nullptr ? static_cast<int>(std::max<std::size_t>(1, cores() / wanted.workers)) : 1;
  return cluster == nullptr || cluster->rank() == 0 ? coordinate(options, wanted, cluster.get())
                                                    : serve(options, wanted, *cluster);
}

}  // namespace tools
