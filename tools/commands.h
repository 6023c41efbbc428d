#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "models/coverage/drive_test.h"
#include "tools/session.h"

namespace tools {

/// Exit codes of the program.
enum Exit : int {
  kOk = 0,
  kRunFailed = 1,
  kUsage = 2,
  kScenarioInvalid = 3,
  kInputOutput = 4,
  kCheckFailed = 5,
  kInterrupted = 130
};

/// `rurban run`: lives a scenario and leaves results, recording and report in `out` (default: results/<scenario>).
int run(const Options& options, const std::filesystem::path& scenario, std::filesystem::path out);
/// `rurban resume`: goes on from the snapshot that an interrupted run left.
int resume(const Options& options, const std::filesystem::path& snapshot);

/// `rurban check`: reads scenarios and their packages and tells every fault, running nothing.
int check(const Options& options, const std::vector<std::filesystem::path>& scenarios);

enum class Topic { kPlan, kPopulation, kParameters, kScenario };
/// `rurban describe`: the step plan with times, the population's fit, the reference of parameters, the resolved
/// scenario.
int describe(const Options& options, Topic topic, const std::filesystem::path& scenario);

/// `rurban describe --place`: one place after a year of the scenario: its people, who comes and goes, its services
/// and how far they are, its money. Throws InputError for a name that no place, or several, have.
int describe_place(const Options& options, const std::filesystem::path& scenario, const std::string& name);

/// What `rurban describe --books` shows.
struct BooksView {
  std::string place;        ///< a place's name
  std::string month;        ///< "2021-03"; empty: the run's first
  std::size_t entries = 0;  ///< so many single entries of each kind
};
/// `rurban describe --books`: the accounts of one place in one month, part by part: opening balance, entries by kind,
/// closing balance, and whether they add up. Throws InputError for a place or month that the run does not have.
int describe_books(const Options& options, const std::filesystem::path& scenario, const BooksView& wanted);

/// `rurban describe --access FILE`: a table of minutes from each place to the nearest point of each service, by day
/// of the week and hour, by car and without one, as the county is on the scenario's first day.
int describe_access(const Options& options, const std::filesystem::path& scenario, const std::filesystem::path& out);

/// `rurban describe --odd`: the twin's ODD+D protocol in Markdown, in English, with the prose of the folder
/// `fragments` woven in. Throws InputError naming every fragment that is missing.
int describe_odd(const Options& options, const std::filesystem::path& scenario,
                 const std::filesystem::path& fragments);

/// `rurban compare`: which series and parameters of two runs differ, where and since when. Takes results files or the
/// folders they are in.
int compare(const Options& options, const std::filesystem::path& a, const std::filesystem::path& b);

/// What `rurban compare --replicates` lives.
struct ReplicatesWanted {
  std::size_t replicates = 0;  ///< 0: what is given are runs that have been lived
  std::filesystem::path baseline;
  std::vector<std::filesystem::path> scenarios;
  std::filesystem::path out = {};    ///< not empty: a table (CSV) of every figure that differs
  std::filesystem::path pages = {};  ///< not empty: a folder for two printed pages about each
};
/// Lives scenarios with the same seeds and judges what the others change beside the first: every figure with its
/// interval, the equity gate, who gains and who loses, and the way the effect took. Throws InputError for a scenario
/// with faults.
int compare_replicates(const Options& options, const ReplicatesWanted& wanted);

/// What `rurban batch` lives.
struct BatchWanted {
  std::filesystem::path experiment;
  std::filesystem::path out = {};  ///< empty: results/<experiment>
  std::size_t workers = 0;         ///< runs at a time; 0: as many as there are processors
  int threads = 0;                 ///< of each run; 0: what the workers leave
  std::size_t retries = 2;         ///< of a run whose process was lost
  bool restart = false;            ///< what is there is removed first
  bool dry_run = false;            ///< only tells how much there is to do
  bool csv = false;                ///< a tidy table, too
  bool netcdf = false;             ///< the series as NetCDF, too
  bool geojson = false;            ///< the series by place as GeoJSON, too
};
/// `rurban batch`: lives all runs of an experiment file, several at a time, each in a process of its own, and leaves
/// results.sqlite. The same command goes on where an interrupted one stopped. Throws InputError for a file with
/// faults, and IoError when another process is at work on it, or when what is there belongs to another experiment.
int batch(const Options& options, const BatchWanted& wanted);

/// What `rurban analyse` looks at.
struct AnalyseWanted {
  std::filesystem::path results;          ///< results.sqlite of an experiment, or its folder
  std::vector<std::string> figures{"*"};  ///< names, which may hold `*` and `?`
};
/// `rurban analyse`: which factors of a finished experiment matter for each figure that varies (Morris effects and
/// Sobol indices where the design is made for them), and an emulator of each with how well it foretells runs left
/// out. Writes analysis.csv and emulators.json beside the results. Throws IoError.
int analyse(const Options& options, const AnalyseWanted& wanted);

/// What `rurban report` tells besides the run itself.
struct ReportWanted {
  std::vector<std::string> places;  ///< names of places that get pages of their own
  std::filesystem::path out;        ///< empty: the run's folder
  std::filesystem::path against;    ///< empty, or another run: sentences tell what is different
};
/// `rurban report`: writes the report of a run again, in both languages. Takes a results file or the folder it is in,
/// with the scenario beside it. Throws InputError for a name that no place, or several, have.
int report(const Options& options, const std::filesystem::path& run, const ReportWanted& wanted);

/// `rurban import gtfs`: the buses of one week of a GTFS feed as the three tables of a county package, written to
/// `out`.
int import_gtfs(const Options& options, const std::filesystem::path& feed, const std::filesystem::path& package,
                const std::string& week, const std::filesystem::path& out);

/// `rurban import points`: service points of a CSV or GeoJSON file as the table of a county package, written to
/// `out`.
int import_points(const Options& options, const std::filesystem::path& file, const std::filesystem::path& package,
                  const std::filesystem::path& out);

/// `rurban import masts`: mobile masts of an OpenCellID or operator's CSV file as the table masts.csv of a county
/// package, written to `out`. `clip`: masts in water or beyond the border are left out instead of being faults.
int import_masts(const Options& options, const std::filesystem::path& file, const std::filesystem::path& package,
                 const std::filesystem::path& out, bool clip);
/// `rurban import terrain`: the elevations of a GeoTIFF as the two rasters of a county package, written to the folder
/// `out`. Throws InputError when the program is built without GDAL.
int import_terrain(const Options& options, const std::filesystem::path& file, const std::filesystem::path& package,
                   int cell_m, const std::filesystem::path& out);
/// What `rurban steiner` solves.
struct SteinerWanted {
  std::filesystem::path instance;  ///< an .stp file, packed or not; empty: only the table
  std::filesystem::path table;     ///< a folder of them; empty: only the instance
  std::filesystem::path edges;     ///< not empty: a CSV of the tree's edges, numbered as in the instance
  double seconds = 2;
  int rounds = 0;  ///< not 0: instead of seconds
  std::uint64_t seed = 1;
};
/// `rurban steiner`: the best tree found for prize-collecting Steiner problems in SteinLib's format, with its bound;
/// of a folder as a CSV table beside the best values known (optima.csv there).
int steiner(const Options& options, const SteinerWanted& wanted);

/// What `rurban programmes` tries.
struct ProgrammesWanted {
  std::filesystem::path scenario;      ///< the county as it would be without them
  std::size_t replicates = 0;          ///< 0: only the cards are told
  std::vector<std::string> keys = {};  ///< those that are tried; empty: all
  bool pairs = false;                  ///< each two of them together, too
  std::string start = {};              ///< empty: the first of January after the scenario's beginning
  std::filesystem::path out = {};      ///< not empty: a CSV table of what is found
};
/// `rurban programmes`: what each programme is; with replicates, what each does alone, in pairs and all together,
/// beside the reference levers, with what it costs. Throws InputError for a key that no programme has.
int programmes(const Options& options, const ProgrammesWanted& wanted);

/// What `rurban dispatch` solves.
struct DispatchWanted {
  std::filesystem::path instance;  ///< a published instance; empty: only the table
  std::filesystem::path table;     ///< a folder of them; empty: only the instance
  std::filesystem::path out;       ///< not empty: the routes, as SINTEF publishes them
  std::filesystem::path check;     ///< not empty: routes to check instead of solving
  double seconds = 0;              ///< CPU time; 0: as much as comparisons give its size
  std::int64_t iterations = 0;     ///< not 0: instead of seconds
  std::uint64_t seed = 1;
  std::uint32_t vehicles = 0;  ///< at most; 0: as many as the file has
  bool free_vehicles = false;  ///< in a table: as many as the file has, though the best known uses fewer
  bool progress = false;
};
/// `rurban dispatch`: routes for pick-ups and deliveries in the formats of Li and Lim, Solomon, and Cordeau; of a
/// folder as a CSV table beside the best values known (bks.csv, best_distance_only.csv there). Every plan is checked
/// by what the search does not know before it is told. Throws CheckError for a plan that fails.
int dispatch(const Options& options, const DispatchWanted& wanted);

/// What `rurban export` shows.
struct ExportView {
  std::string layer = "place.residents";  ///< a column that models show, or "vehicles"
  std::string date;                       ///< empty: the recording's last
  std::string place;                      ///< in the middle, with 20 km around; empty: the whole county
  double hour = 7.5;                      ///< for vehicles
  bool change = false;                    ///< since the recording's first date
  int width = 1'600, height = 900;
  double text_scale = 1;
};
/// `rurban export png`: a map of a recording as an image. Throws InputError for a layer, date or place that it lacks.
int export_png(const Options& options, const std::filesystem::path& run, const ExportView& wanted,
               const std::filesystem::path& out);

/// `rurban export video`: the recording month by month, or a filmed day's vehicles, as an MP4; without ffmpeg as PNG
/// files in a folder of that name.
int export_video(const Options& options, const std::filesystem::path& run, const ExportView& wanted,
                 const std::filesystem::path& out);
/// `rurban export html`: one page with map, time, curves and tables, that needs nothing else.
int export_html(const Options& options, const std::filesystem::path& run, const std::filesystem::path& out);

/// What `rurban drive-test` reads and writes.
struct DriveTestWanted {
  std::vector<std::filesystem::path> files;
  rurban::coverage::DriveColumns columns;
  std::string only_cell;           ///< empty, or the one cell whose readings count
  float sensitivity_dbm = -1'000;  ///< readings at or below it mean "no service"
  std::filesystem::path map;       ///< empty, or a CSV file of the grid's mean and standard deviation
  double map_square_m = 50;
};
/// `rurban drive-test`: what drives measured, how well visits agree, and how well a map made of some days or places
/// foretells the others. Throws InputError for files that make no sense.
int drive_test(const Options& options, const DriveTestWanted& wanted);

/// What `rurban hindcast` tries.
struct HindcastWanted {
  int start = 0, end = 0;                ///< years, at whose ends the foretelling begins and is judged
  std::filesystem::path series;          ///< code,year,population
  std::filesystem::path county, sweden;  ///< the county package, and the country's table of drivers
  std::filesystem::path ages = {};       ///< not empty: ages counted at the start, by municipality
  std::size_t members = 40;              ///< of the ensemble
  std::filesystem::path out = {};        ///< not empty: a CSV table by municipality
};
/// `rurban hindcast`: lives the county's people from what was known in a year of the past, in an ensemble, and scores
/// them against what came, beside trends and a cohort-component projection. Throws InputError for a series that does
/// not reach, or a table with faults.
int hindcast(const Options& options, const HindcastWanted& wanted);

/// What `rurban validate` writes.
struct ValidateWanted {
  std::string only = {};              ///< the key of one comparison; empty: all
  std::filesystem::path series = {};  ///< code,year,population; empty: no hindcasts
  std::vector<std::pair<int, int>> windows{{1970, 1980}, {1980, 1990}, {1990, 2000},
                                           {1995, 2005}, {2000, 2010}, {1990, 2010}};
  std::size_t members = 40;
  std::filesystem::path out = {};  ///< empty: on the screen
};
/// `rurban validate`: the page of every comparison with published figures, good and bad, in English Markdown. Throws
/// InputError for a comparison that does not exist, or a series with faults.
int validate(const Options& options, const ValidateWanted& wanted);

/// What `rurban honesty` writes.
struct HonestyWanted {
  std::filesystem::path results = {};     ///< of an experiment that varied assumptions; empty: no shares
  std::vector<std::string> figures = {};  ///< those that are told; empty: all that the experiment kept
  std::filesystem::path out = {};         ///< empty: on the screen
};
/// `rurban honesty`: the page of all assumptions with their ranges, and the share of variance that each explains, in
/// English Markdown.
int honesty(const Options& options, const HonestyWanted& wanted);
/// `rurban describe --assumptions`: every assumption with its range, as factors of an experiment file.
int describe_assumptions(const Options& options);

struct ViewStart {
  int width = 1'600, height = 900;
  double text_scale = 1;
  std::filesystem::path screenshot;  ///< not empty: written after some seconds, then the window closes
  int screenshot_after_s = 3;
  std::filesystem::path widgets;  ///< not empty: a file that always tells where each button is
};
/// `rurban view`: the window, with a scenario (lived as one looks), a recording, or the start page when `what` is
/// empty.
int view(const Options& options, const std::filesystem::path& what, const ViewStart& wanted);

/// `rurban doctor`: what is installed, what is missing, what works.
int doctor(const Options& options);

}  // namespace tools
