#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "tools/commands.h"
#include "tools/interruption.h"
#include "tools/progress.h"
#include "tools/report.h"
#include "twin/base/error.h"
#include "twin/io/file.h"
#include "twin/io/recording.h"
#include "twin/io/results.h"
#include "twin/io/snapshot.h"
#include "viz/core/replay.h"
#include "viz/export/report.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSnapshot = "paused.rts";
constexpr const char* kScenario = "scenario.yaml";

class Run {
 public:
  Run(const Options& options, Session session, fs::path out)
      : options_(options), session_(std::move(session)), out_(std::move(out)) {}

  int start() {
    simulation().found(session_.scenario.from);
    twin::write_text(out_ / kScenario, session_.provenance.scenario);
    if (session_.scenario.outputs.recording) {
      film_ = std::make_unique<twin::RecordingWriter>(out_ / kRecording, session_.provenance, simulation().world(),
                                                      simulation().plan().recorded());
      viz::record_map(*film_, simulation().now(), simulation().plan().map_layers(),
                      map_of(session_.beginning->county()), session_.scenario.title);
      film_->frame(simulation().now(), simulation().world());
      film_day();
    }
    return live();
  }

  int go_on(const fs::path& snapshot) {
    twin::restore_snapshot(snapshot, simulation());
    if (session_.scenario.outputs.recording)
      film_ = twin::RecordingWriter::reopen(out_ / kRecording, session_.provenance, simulation().world(),
                                            simulation().plan().recorded(), simulation().now());
    return live();
  }

 private:
  twin::Simulation& simulation() { return *session_.simulation; }

  /// Every so many years on the scenario's first day of the year, all that moves on a Wednesday soon after: past the
  /// holidays of January.
  void film_day() {
    const twin::Date now = simulation().now();
    if (!twin::is_filmed(session_.scenario.from, now, session_.scenario.outputs.filmed_years)) return;
    const std::vector<std::byte> bytes = simulation().film(twin::film_date(now)).pack();
    film_->add("motion", now, now, bytes);
    const std::vector<std::byte> stories = pack(simulation().tell(viz::kToldTable, twin::film_date(now)));
    film_->add("stories", now, now, stories);
  }

  int live() {
    const twin::Date to = session_.scenario.to;
    const std::string started = utc_now();
    double wall_s = 0, person_years = 0;
    {
      Progress progress(options_, simulation().now(), to);
      while (simulation().now() < to) {
        if (Interruption::came()) return pause();
        simulation().advance();
        if (film_) film_->frame(simulation().now(), simulation().world());
        if (film_) film_day();
        progress.at(simulation().now(), simulation().world().table("person").rows());
      }
      wall_s = progress.wall_s();
      person_years = progress.person_years();
    }
    interruption_.reset();
    twin::RunInfo info;
    info.run_id = out_.filename().string();
    info.version = version();
    info.scenario = session_.scenario.title.en;
    info.from = session_.scenario.from;
    info.started = started;
    info.wall_s = wall_s;
    info.people_per_s = wall_s > 0 ? person_years / wall_s : 0;
    const twin::RunResult result = twin::collect(simulation(), info, "place");
    write_outputs(result);
    tell(result);
    return kOk;
  }

  /// The recording is left as it stands: resume() cuts it to the snapshot's date and goes on.
  int pause() {
    twin::save_snapshot(out_ / kSnapshot, simulation(), session_.provenance);
    const std::string date = twin::to_string(simulation().now()), path = (out_ / kSnapshot).string();
    if (options_.json)
      fmt::print("{}\n", nlohmann::json{{"event", "interrupted"}, {"date", date}, {"snapshot", path}}.dump());
    else
      fmt::print(stderr, "{}\n",
                 options_.language == twin::Language::kEnglish
                     ? fmt::format("Interrupted on {}. Go on with: rurban resume {}", date, path)
                     : fmt::format("Avbruten den {}. Fortsätt med: rurban resume {}", date, path));
    return kInterrupted;
  }

  void write_outputs(const twin::RunResult& result) {
    if (film_) {
      viz::record_ledger(*film_, session_.scenario.from, simulation().now(), simulation().ledger(),
                         flow_plan(session_.beginning->county(), simulation().ledger()));
      film_->close();
    }
    twin::write_results(out_ / "results.sqlite", {&result, 1});
    if (session_.scenario.outputs.table_csv) twin::write_series_csv(out_ / "series.csv", result);
    write_reports(out_, result, session_.scenario, session_.beginning->county());
    std::error_code
        ignored;  // a snapshot of an earlier interruption is of no more use; that it may not be there is fine
    fs::remove(out_ / kSnapshot, ignored);
  }

  void tell(const twin::RunResult& result) {
    const twin::RunInfo& info = result.info;
    const std::string report = (out_ / options_.tr("rapport.html", "report.html")).string();
    std::int64_t persons = 0, money = 0;
    for (const auto& [stock, amount] : simulation().residuals())
      (simulation().ledger().stocks()[stock].name == "persons" ? persons : money) += amount;
    if (options_.json) {
      fmt::print("{}\n", nlohmann::json{{"event", "end"},
                                        {"state_hash", info.state_hash},
                                        {"residual_persons", persons},
                                        {"residual_ore", money},
                                        {"wall_s", info.wall_s},
                                        {"person_years_per_s", info.people_per_s},
                                        {"out", out_.string()},
                                        {"report", report}}
                             .dump());
      return;
    }
    if (!options_.quiet) {
      fmt::print("{}\n\n{}\n", session_.scenario.title.in(options_.language),
                 viz::population_table(result, options_.language));
      fmt::print(
          "{}\n",
          options_.language == twin::Language::kEnglish
              ? fmt::format("{:.1f} s, {:.1f} million person-years per second", info.wall_s, info.people_per_s / 1e6)
              : fmt::format("{:.1f} s, {:.1f} miljoner personår per sekund", info.wall_s, info.people_per_s / 1e6));
      fmt::print("{}: {}\n{}:  {}\n", options_.tr("Resultat", "Results"), out_.string(),
                 options_.tr("Rapport", "Report"), report);
    }
    fmt::print("persons residual: {}\nledger residual: {} öre\n", persons, money);
    fmt::print("state hash: {}\n", info.state_hash);
  }

  const Options& options_;
  Session session_;
  fs::path out_;
  std::unique_ptr<twin::RecordingWriter> film_;
  std::optional<Interruption> interruption_{std::in_place};  ///< from the first file written to the run's end
};

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw twin::write_error(folder, error.value());
}

}  // namespace

int run(const Options& options, const fs::path& scenario, fs::path out) {
  Session session = open_session(scenario, options.set);
  if (out.empty()) out = fs::path("results") / scenario.stem();
  make_folder(out);
  return Run(options, std::move(session), out).start();
}

int resume(const Options& options, const fs::path& snapshot) {
  const twin::Provenance provenance = twin::read_provenance(snapshot);
  const fs::path out = snapshot.has_parent_path() ? snapshot.parent_path() : fs::path(".");
  Session session = open_session(out / kScenario, {});
  if (session.provenance != provenance) {
    const std::string path = snapshot.string(), beside = (out / kScenario).string();
    throw twin::IoError(
        {fmt::format(
             "{} passar inte till {} och det länspaket som det nämner: något av dem har ändrats sedan avbrottet",
             path, beside),
         fmt::format(
             "{} does not fit {} and the county package it names: one of them was changed after the interruption",
             path, beside)});
  }
  return Run(options, std::move(session), out).go_on(snapshot);
}

}  // namespace tools
