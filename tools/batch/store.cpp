#include "tools/batch/store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "twin/base/error.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using twin::Database;
using twin::Statement;

constexpr int kJournalId = 0x5254454a, kResultsId = 0x52544552;  // mark our SQLite files among all others
constexpr int kFormat = 1;

constexpr const char* kJournalTables = R"(
create table identity(key text primary key, value text not null) without rowid;
create table outcomes(point integer not null, replicate integer not null, outcome blob not null,
  primary key(point, replicate));
create table faults(point integer not null, replicate integer not null, reason_sv text not null,
  reason_en text not null, primary key(point, replicate));
create table attempts(point integer not null, replicate integer not null, finished text not null, host text not null,
  rank integer not null, seconds real not null, peak_kib integer not null, failure text);
)";

constexpr const char* kResultsTables = R"(
create table experiment(key text primary key, value text not null) without rowid;
create table factors(factor integer primary key, name text not null, unit text not null, "from" real, "to" real,
  "values" text not null);
create table figure_names(figure integer primary key, name text not null, unit text not null);
create table figure_values(run integer not null, figure integer not null, value real, primary key(run, figure))
  without rowid;
create table series_names(series integer primary key, name text not null, unit text not null, by_table text not null);
create table series_rows(series integer not null, row integer not null, label text not null, primary key(series, row))
  without rowid;
create table series_numbers(run integer not null, series integer not null, date text not null, row integer not null,
  value real, primary key(run, series, date, row)) without rowid;
create table faults(run integer primary key, reason_sv text not null, reason_en text not null);
create view figures as select run, name, unit, value from figure_values join figure_names using (figure);
create view series_values as select run, name, unit, date, row, label, value from series_numbers
  join series_names using (series) join series_rows using (series, row);
)";

std::vector<std::pair<std::string, std::string>> entries_of(const Identity& identity) {
  return {{"version", identity.version}, {"build", identity.build},       {"experiment", identity.experiment},
          {"list", identity.list},       {"scenario", identity.scenario}, {"county", identity.county}};
}

twin::Text name_of(const std::string& key) {
  if (key == "version" || key == "build") return {"programmet", "the program"};
  if (key == "experiment") return {"experimentfilen", "the experiment file"};
  if (key == "list") return {"listan av punkter", "the list of points"};
  if (key == "scenario")
    return {"scenariot eller det som är satt för alla körningar", "the scenario or what is set for all runs"};
  return {"länspaketet", "the county package"};
}

std::int64_t pragma(Database& database, const char* sql) {
  Statement statement(database, sql);
  statement.step();
  return statement.integer(0);
}

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string column(const std::string& name) {
  return "\"" + name + "\"";  // names of parameters are words with dots
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw twin::write_error(folder, error.value());
  const fs::path path = folder / "lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw twin::write_error(path, errno);
  // Of this process alone: the runs' processes, which are forked from it, do not keep it.
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  if (::fcntl(file_, F_SETLK, &lock) == 0) return;
  const int reason = errno;
  ::close(file_);
  if (reason != EACCES && reason != EAGAIN) throw twin::write_error(path, reason);
  throw twin::IoError(
      {fmt::format("ett annat program arbetar redan med {}; vänta på det, eller ge --out en annan mapp",
                   folder.string()),
       fmt::format("another program is at work on {} already; wait for it, or give --out another folder",
                   folder.string())});
}

FolderLock::~FolderLock() {
  ::close(file_);
}

// ---- the journal

Journal::Journal(const fs::path& folder, const Identity& identity, bool anew) : path_(folder / kJournal) {
  std::error_code error;
  if (anew)
    for (const char* name : {kJournal, "journal.sqlite-wal", "journal.sqlite-shm", kResults})
      fs::remove(folder / name, error);
  const bool there = fs::exists(path_, error);
  if (!there && fs::exists(folder / kResults, error))
    throw twin::IoError(
        {fmt::format("{} har redan en results.sqlite; ge --out en annan mapp, eller börja om med --restart",
                     folder.string()),
         fmt::format("{} has a results.sqlite already; give --out another folder, or begin anew with --restart",
                     folder.string())});
  if (!there) {  // beside, so that a journal that is there is a whole one
    twin::write_beside(path_, [&](const fs::path& part) {
      fs::remove(part);
      Database made(path_, part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
      made.execute(fmt::format("pragma application_id = {}; pragma user_version = {};", kJournalId, kFormat).c_str());
      made.execute("begin");
      made.execute(kJournalTables);
      Statement entry(made, "insert into identity values(?, ?)");
      for (const auto& [key, value] : entries_of(identity)) entry.run(key, value);
      made.execute("commit");
    });
  }
  database_.emplace(path_, path_, SQLITE_OPEN_READWRITE);
  // A killed process loses nothing that was committed, a power cut at most the last runs; to wait for the disk after
  // every run cost more than short runs themselves. Others can read meanwhile.
  database_->execute("pragma journal_mode = wal; pragma synchronous = normal");
  if (pragma(*database_, "pragma application_id") != kJournalId ||
      pragma(*database_, "pragma user_version") != kFormat)
    throw twin::refusal(
        path_, {"det är ingen journal som det här programmet kan", "it is no journal that this program knows"});
  Statement entry(*database_, "select value from identity where key = ?");
  for (const auto& [key, value] : entries_of(identity)) {
    entry.start(key);
    if (entry.step() && entry.text(0) == value) continue;
    const twin::Text what = name_of(key);
    throw twin::IoError(
        {fmt::format(
             "{} hör till ett annat experiment: {} har ändrats sedan det började; ge --out en annan mapp, eller "
             "börja om med --restart",
             path_.string(), what.sv),
         fmt::format("{} belongs to another experiment: {} was changed since it began; give --out another folder, or "
                     "begin anew with --restart",
                     path_.string(), what.en)});
  }
}

void Journal::for_each_lived(const std::function<void(RunPlace, const Outcome&)>& use) {
  Statement all(*database_, "select point, replicate, outcome from outcomes order by point, replicate");
  while (all.step())
    use({static_cast<std::size_t>(all.integer(0)), static_cast<std::size_t>(all.integer(1))},
        unpack(path_, bytes_of(all.blob(2))));
}

std::optional<Outcome> Journal::outcome(RunPlace run) {
  Statement one(*database_, "select outcome from outcomes where point = ? and replicate = ?");
  one.start(run.point, run.replicate);
  return one.step() ? std::optional(unpack(path_, bytes_of(one.blob(0)))) : std::nullopt;
}

void Journal::add(std::span<const Attempt> attempts) {
  if (attempts.empty()) return;
  database_->execute("begin immediate");
  try {
    for (const auto& [ended, host, rank, finished, given_up] : attempts) {
      const auto& [point, replicate] = ended.run;
      if (ended.lived)
        Statement(*database_, "insert or replace into outcomes values(?, ?, ?)")
            .run(point, replicate, std::span<const std::byte>(ended.outcome));
      if (!ended.lived && given_up)
        Statement(*database_, "insert or replace into faults values(?, ?, ?, ?)")
            .run(point, replicate, ended.reason.sv, ended.reason.en);
      Statement(*database_, "insert into attempts values(?, ?, ?, ?, ?, ?, ?, nullif(?, ''))")
          .run(point, replicate, finished, host, rank, ended.seconds, ended.peak_kib, ended.reason.en);
    }
    database_->execute("commit");
  } catch (...) {
    sqlite3_exec(database_->handle(), "rollback", nullptr, nullptr, nullptr);  // the error that matters is under way
    throw;
  }
}

void Journal::forget_faults() {
  database_->execute("delete from faults");
}

std::vector<Journal::Fault> Journal::faults() {
  Statement all(*database_, "select point, replicate, reason_sv, reason_en from faults order by point, replicate");
  std::vector<Fault> faults;
  while (all.step())
    faults.push_back({{static_cast<std::size_t>(all.integer(0)), static_cast<std::size_t>(all.integer(1))},
                      {all.text(2), all.text(3)}});
  return faults;
}

std::pair<std::string, std::string> Journal::period() {
  Statement ends(*database_, "select min(finished), max(finished) from attempts");
  ends.step();
  return {ends.text(0), ends.text(1)};
}

// ---- the results

namespace {

class ResultsWriter {
 public:
  /// Requires: the tables are there
  ResultsWriter(Database& database, const Experiment& experiment) : database_(database), experiment_(experiment) {}

  void head(const Identity& identity) {
    Statement entry(database_, "insert into experiment values(?, ?)");
    for (const auto& [key, value] : entries_of(identity)) entry.run(key, value);
    entry.run(std::string("title_sv"), experiment_.title.sv);
    entry.run(std::string("title_en"), experiment_.title.en);
    entry.run(std::string("design"), experiment_.design);
    Statement factor(database_, "insert into factors values(?, ?, ?, ?, ?, ?)");
    std::string columns, places;
    for (std::size_t f = 0; f != experiment_.factors.size(); ++f) {
      const Factor& one = experiment_.factors[f];
      factor.run(f, one.name, one.unit, one.from, one.to, fmt::format("{}", fmt::join(one.values, " ")));
      columns += fmt::format(", {} real not null", column(one.name));
      places += ", ?";
    }
    database_.execute(fmt::format("create table points(run integer primary key, point integer not null, replicate "
                                  "integer not null, seed integer not null{})",
                                  columns)
                          .c_str());
    point_.emplace(database_, fmt::format("insert into points values(?, ?, ?, ?{})", places).c_str());
  }

  /// Requires: runs come in their order
  void point(std::size_t number, RunPlace run) {
    int place = 0;
    point_->bind(++place, number);
    point_->bind(++place, run.point);
    point_->bind(++place, run.replicate);
    point_->bind(++place, run.seed());
    for (Eigen::Index f = 0; f != experiment_.points.cols(); ++f)
      point_->bind(++place, experiment_.points(static_cast<Eigen::Index>(run.point), f));
    point_->run_bound();
  }

  void outcome(std::size_t number, const Outcome& outcome) {
    for (const KeptFigure& figure : outcome.figures) {
      const auto [known, anew] = figures_.try_emplace(figure.name, figures_.size());
      if (anew) figure_name_.run(known->second, figure.name, figure.unit);
      figure_value_.run(number, known->second, figure.value);
    }
    for (const KeptSeries& series : outcome.series) {
      const auto [known, anew] = series_.try_emplace(series.name, series_.size());
      if (anew) {
        series_name_.run(known->second, series.name, series.unit, series.table);
        for (std::size_t row = 0; row != series.labels.size(); ++row)
          series_row_.run(known->second, row, series.labels[row]);
      }
      const std::size_t width = series.labels.size();
      for (std::size_t i = 0; i != series.values.size(); ++i)
        series_number_.run(number, known->second, series.dates[i / width], i % width, series.values[i]);
    }
  }

  void fault(std::size_t number, const twin::Text& reason) { fault_.run(number, reason.sv, reason.en); }

 private:
  Database& database_;
  const Experiment& experiment_;
  std::optional<Statement> point_;
  Statement figure_name_{database_, "insert into figure_names values(?, ?, ?)"};
  Statement figure_value_{database_, "insert into figure_values values(?, ?, ?)"};
  Statement series_name_{database_, "insert into series_names values(?, ?, ?, ?)"};
  Statement series_row_{database_, "insert into series_rows values(?, ?, ?)"};
  Statement series_number_{database_, "insert into series_numbers values(?, ?, ?, ?, ?)"};
  Statement fault_{database_, "insert into faults values(?, ?, ?)"};
  std::map<std::string, std::size_t> figures_, series_;
};

}  // namespace

void write_results(const fs::path& path, const Experiment& experiment, const Identity& identity, const Agenda& agenda,
                   Journal& journal) {
  std::map<RunPlace, twin::Text> faults;
  for (const Journal::Fault& fault : journal.faults()) faults[fault.run] = fault.reason;
  twin::write_beside(path, [&](const fs::path& part) {
    fs::remove(part);
    Database database(path, part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    // The part is thrown away when anything fails, so it needs no journal, and it is synced when it is whole.
    database.execute("pragma journal_mode = off; pragma synchronous = off; begin");
    database.execute(
        fmt::format("pragma application_id = {}; pragma user_version = {};", kResultsId, kFormat).c_str());
    database.execute(kResultsTables);
    {
      ResultsWriter writer(database, experiment);
      writer.head(identity);
      std::size_t number = 0;
      for (std::size_t point = 0; point != static_cast<std::size_t>(experiment.points.rows()); ++point)
        for (std::size_t replicate = 0; replicate != experiment.replicates; ++replicate) {
          const RunPlace run{point, replicate};
          if (!agenda.is_wanted(run)) continue;
          writer.point(++number, run);
          if (const auto outcome = journal.outcome(run))
            writer.outcome(number, *outcome);
          else if (const auto fault = faults.find(run); fault != faults.end())
            writer.fault(number, fault->second);
        }
    }
    database.execute("commit");
  });
}

}  // namespace tools
