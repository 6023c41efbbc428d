#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "models/coverage/geotiff.h"
#include "tools/commands.h"
#include "tools/import.h"
#include "twin/base/error.h"
#include "twin/base/parallel.h"

namespace {

using tools::Options;

/// The language is needed before the options are parsed, since their help is in it: --lang, else the system's.
twin::Language language_of(int argc, char** argv) {
  std::string wanted;
  for (const char* name : {"LANG", "LC_MESSAGES", "LC_ALL"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') wanted = value;
  for (int i = 1; i + 1 < argc; ++i)
    if (std::string_view(argv[i]) == "--lang") wanted = argv[i + 1];
  return twin::language_of_code(wanted);
}

struct CommandLine {
  Options options;
  int threads = 0;
  std::string language;
  std::optional<std::uint64_t> seed;
  std::filesystem::path scenario, out, snapshot, a, b;
  std::vector<std::filesystem::path> scenarios;
  std::string place, week;
  std::filesystem::path feed, package, access;
  bool clip = false;  ///< of `import masts`
  int cell_m = 0;
  tools::BooksView books;
  tools::ExportView view;
  tools::ViewStart window;
  tools::ReportWanted report;
  tools::DriveTestWanted drives;
  tools::SteinerWanted steiner;
  tools::DispatchWanted dispatch;
  tools::ReplicatesWanted replicates;
  tools::ProgrammesWanted programmes;
  tools::HindcastWanted hindcast;
  tools::ValidateWanted validate;
  tools::HonestyWanted honesty;
  tools::BatchWanted batch;
  tools::ImportWanted import;
  bool plan = false, population = false, parameters = false, resolved = false, assumptions = false, odd = false;
  std::filesystem::path fragments = "docs/odd";
  tools::AnalyseWanted analyse;
};

/// The words of the user's line that the program does not know, each with the nearest that it does.
std::string unknown_words(const CLI::App& app, const std::vector<std::string>& words, const Options& options) {
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(command->get_name());
  const auto add_options = [&](const CLI::App& command) {
    for (const CLI::Option* option : command.get_options())
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  };
  add_options(app);
  for (const CLI::App* command : app.get_subcommands()) add_options(*command);
  std::string text;
  for (const std::string& word : words) {
    const std::string_view near = twin::nearest_word(word, known);
    text += fmt::format("{} «{}»{}\n", options.tr("okänt ord", "unknown word"), word,
                        near.empty() ? "" : fmt::format("; {} «{}»?", options.tr("menade du", "did you mean"), near));
  }
  return text;
}

void add_common(CLI::App& command, CommandLine& line) {
  const Options& o = line.options;
  command
      .add_option("--lang", line.language,
                  o.tr("språk: sv, en eller fi (fönstrets ord; resten är då på svenska)",
                       "language: sv, en or fi (the window's words; the rest is Swedish then)"))
      ->check(CLI::IsMember({"sv", "en", "fi"}));
  command.add_flag("--json", line.options.json,
                   o.tr("skriv händelser och resultat som JSON, ett objekt per rad",
                        "write events and results as JSON, one object a line"));
  command.add_flag("--quiet,-q", line.options.quiet,
                   o.tr("skriv bara fel och slutraderna", "write errors and the closing lines only"));
  command
      .add_option("--threads", line.threads,
                  o.tr("trådar (0: alla kärnor); ändrar aldrig resultatet",
                       "threads (0: all cores); never changes the result"))
      ->check(CLI::Range(0, 1024));
}

void add_scenario(CLI::App& command, CommandLine& line) {
  const Options& o = line.options;
  command
      .add_option("--set", line.options.set,
                  o.tr("ändra en parameter, t.ex. --set demography.fertility_factor=1.1",
                       "change a parameter, e.g. --set demography.fertility_factor=1.1"))
      ->allow_extra_args(false);
  command.add_option("--seed", line.seed,
                     o.tr("slumpens frö; ett annat frö ger en annan, lika möjlig historia",
                          "seed of chance; another gives another, equally possible history"));
}

/// `import osm`, `grid`, `series` and `county`: what makes a county of one's own.
void declare_county_imports(CLI::App& import, CommandLine& line) {
  const Options& o = line.options;
  tools::ImportWanted& wanted = line.import;
  const auto add = [&](const char* name, const char* sv, const char* en, const char* out_sv, const char* out_en) {
    CLI::App* command = import.add_subcommand(name, o.tr(sv, en));
    command
        ->add_option("source", wanted.source,
                     o.tr("filen; se scenarios/README.md", "the file; see scenarios/README.md"))
        ->required();
    command->add_option("--out", wanted.out, o.tr(out_sv, out_en))->required();
    add_common(*command, line);
    return command;
  };
  CLI::App* osm =
      add("osm", "vägar, orter och service ur OpenStreetMap (.osm.pbf)",
          "roads, places and services of OpenStreetMap (.osm.pbf)", "mapp för tabellerna", "folder for the tables");
  osm->add_option("--package", wanted.package,
                  o.tr("länspaketet vars orter punkterna läggs i (förval: inget)",
                       "the county package whose places points are put in (default: none)"));
  CLI::App* grid = add("grid", "orternas folk ur Eurostats rutnät (CSV eller GeoPackage)",
                       "the people of places from Eurostat's census grid (CSV or GeoPackage)",
                       "tabellen som skrivs, places.csv", "the table to write, places.csv");
  grid->add_option(
          "--places", wanted.localities,
          o.tr("namngivna orter: name, municipality, lat, lon", "named places: name, municipality, lat, lon"))
      ->required();
  add("series", "invånare per kommun och år ur SCB:s tabeller",
      "residents by municipality and year from Statistics Sweden's tables",
      "tabellen som skrivs, population_history.csv", "the table to write, population_history.csv");
  CLI::App* county =
      add("county", "ett länspaket ur en mapp med filer, och vad det saknar",
          "a county package from a folder of files, and what it lacks", "paketets mapp", "the package's folder");
  county
      ->add_option("--like", wanted.like,
                   o.tr("länspaketet som lånar ut det som saknas", "the county package that lends what is missing"))
      ->default_val("scenarios/norrbotten");
  county->add_option("--name", wanted.name,
                     o.tr("länets namn (förval mappens)", "the county's name (default the folder's)"));
  county->add_option(
      "--date", wanted.base_date,
      o.tr("dagen som paketet beskriver (förval 2021-01-01)", "the day it describes (default 2021-01-01)"));
  county->add_option("--week", wanted.week,
                     o.tr("en dag i tidtabellens vecka (förval den med flest turer)",
                          "a day of the timetable's week (default that with most trips)"));
}

void declare(CLI::App& app, CommandLine& line) {
  const Options& o = line.options;
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", o.tr("visa den här texten", "show this text"));
  app.set_version_flag("--version", "rurban " + tools::version(), o.tr("visa versionen", "show the version"));
  if (o.language != twin::Language::kEnglish)
    for (const auto& [english, swedish] : {std::pair{"Usage", "Så skriver man"},
                                           {"OPTIONS", "VAL"},
                                           {"SUBCOMMAND", "KOMMANDO"},
                                           {"Positionals", "Anges i ordning"},
                                           {"REQUIRED", "(måste anges)"},
                                           {"TEXT", "ORD"},
                                           {"UINT", "TAL"},
                                           {"INT", "TAL"},
                                           {"FLOAT", "TAL"}})
      app.get_formatter()->label(english, swedish);
  app.footer(o.tr(
      "Exempel:\n  rurban run scenarios/today.yaml\n  rurban run scenarios/today.yaml --set migration.arrivals=7500 "
      "--out results/fler\n"
      "  rurban compare results/today results/fler\n"
      "  rurban report results/fler --place Pajala --against results/today\n"
      "Slutkoder: 0 i sin ordning, 1 körningen misslyckades, 2 fel på kommandoraden, 3 fel i scenariot, 4 fil kan "
      "inte läsas eller skrivas,\n"
      "5 en kontroll föll, 130 avbruten med sparat läge",
      "Examples:\n  rurban run scenarios/today.yaml\n  rurban run scenarios/today.yaml --set migration.arrivals=7500 "
      "--out results/more\n"
      "  rurban compare results/today results/more\n"
      "  rurban report results/more --place Pajala --against results/today\n"
      "Exit codes: 0 all right, 1 the run failed, 2 usage, 3 scenario invalid, 4 a file can't be read or written,\n"
      "5 a check failed, 130 interrupted with its state saved"));

  CLI::App* run = app.add_subcommand("run", o.tr("lev ett scenario: resultat, inspelning och rapport",
                                                 "live a scenario: results, recording and report"));
  run->add_option("scenario", line.scenario, o.tr("scenariots fil", "the scenario's file"))->required();
  run->add_option(
      "--out", line.out,
      o.tr("mapp för resultaten (förval results/<scenario>)", "folder for the results (default results/<scenario>)"));
  add_scenario(*run, line);

  CLI::App* resume =
      app.add_subcommand("resume", o.tr("fortsätt en avbruten körning", "go on with an interrupted run"));
  resume
      ->add_option("snapshot", line.snapshot,
                   o.tr("det sparade läget, results/…/paused.rts", "the saved state, results/…/paused.rts"))
      ->required();

  CLI::App* check =
      app.add_subcommand("check", o.tr("granska scenarier och deras länspaket; säger alla fel på en gång",
                                       "check scenarios and their county packages; tells all faults at once"));
  check->add_option("scenarios", line.scenarios, o.tr("filer", "files"))->required();
  add_scenario(*check, line);

  CLI::App* describe =
      app.add_subcommand("describe", o.tr("visa vad en körning består av", "show what a run consists of"));
  describe->add_flag("--plan", line.plan,
                     o.tr("stegets ordning, och tiden var del tog under första året",
                          "the order of a step, and the time each part took in the first year"));
  describe->add_flag("--population", line.population,
                     o.tr("hur väl den syntetiska befolkningen stämmer", "how well the synthetic population fits"));
  describe->add_flag(
      "--parameters", line.parameters,
      o.tr("alla parametrar med förval, gränser och källa", "all parameters with default, range and source"));
  describe->add_flag("--assumptions", line.assumptions,
                     o.tr("alla antaganden med sitt spann, som faktorer i en experimentfil",
                          "every assumption with its range, as factors of an experiment file"));
  describe->add_flag("--scenario", line.resolved,
                     o.tr("hela scenariot, med allt det bygger på", "the whole scenario, with all that it extends"));
  describe->add_flag(
      "--odd", line.odd,
      o.tr("tvillingens ODD+D-protokoll som Markdown (på engelska)", "the twin's ODD+D protocol as Markdown"));
  describe
      ->add_option("--fragments", line.fragments, o.tr("mapp med prosan för --odd", "folder of the prose of --odd"))
      ->capture_default_str();
  describe->add_option("--place", line.place,
                       o.tr("en ort efter ett år: människor, service, restider, pengar; t.ex. --place Pajala",
                            "a place after a year: people, services, travel times, money; e.g. --place Pajala"));
  describe->add_option("--books", line.books.place,
                       o.tr("en orts räkenskaper under en månad, rad för rad; t.ex. --books Pajala --month 2021-03",
                            "a place's books in one month, entry by entry; e.g. --books Pajala --month 2021-03"));
  describe->add_option(
      "--month", line.books.month,
      o.tr("månaden för --books; förval körningens första", "the month of --books; default the first"));
  describe->add_option("--entries", line.books.entries,
                       o.tr("visa så många enskilda poster av varje slag i --books",
                            "show so many single entries of each kind in --books"));
  describe->add_option(
      "--access", line.access,
      o.tr("skriv en tabell (CSV): minuter till varje service, per ort, veckodag och timme, med och utan bil",
           "write a table (CSV): minutes to each service, by place, day of the week and hour, with and "
           "without a car"));
  describe->add_option("scenario", line.scenario, o.tr("scenariots fil", "the scenario's file"))
      ->default_val("scenarios/today.yaml");
  add_scenario(*describe, line);

  CLI::App* compare = app.add_subcommand("compare", o.tr("jämför två körningar: vad skiljer sig, var och sedan när",
                                                         "compare two runs: what differs, where and since when"));
  compare
      ->add_option("a", line.a,
                   o.tr("mapp eller results.sqlite; med --replicates ett scenario",
                        "folder or results.sqlite; with --replicates a scenario"))
      ->required();
  compare
      ->add_option("b", line.replicates.scenarios,
                   o.tr("mapp eller results.sqlite; med --replicates ett scenario eller flera",
                        "folder or results.sqlite; with --replicates a scenario or several"))
      ->required();
  compare
      ->add_option("--replicates", line.replicates.replicates,
                   o.tr("lev scenarierna med så många frön, samma för alla, och döm: ändringar med intervall, "
                        "rättviseprovet, vem som vinner och förlorar",
                        "live the scenarios with so many seeds, the same for all, and judge: changes with their "
                        "interval, the equity gate, who gains and who loses"))
      ->check(CLI::Range(1, 1'000));
  compare->add_option("--out", line.replicates.out,
                      o.tr("skriv en tabell (CSV) med allt som skiljer sig; med --replicates",
                           "write a table (CSV) of all that differs; with --replicates"));
  compare->add_option("--pages", line.replicates.pages,
                      o.tr("mapp för två sidor att skriva ut om varje scenario; med --replicates",
                           "folder for two pages to print about each scenario; with --replicates"));
  compare->add_option("--set", line.options.set,
                      o.tr("ändra en parameter i alla, t.ex. --set to=2026-01-01; med --replicates",
                           "change a parameter in all, e.g. --set to=2026-01-01; with --replicates"));

  CLI::App* batch = app.add_subcommand(
      "batch", o.tr("lev alla körningar i ett experiment; samma kommando fortsätter efter ett avbrott",
                    "live all runs of an experiment; the same command goes on after an interruption"));
  batch
      ->add_option("experiment", line.batch.experiment,
                   o.tr("experimentets fil, t.ex. scenarios/experiments/tiny-sobol.yaml",
                        "the experiment's file, e.g. scenarios/experiments/tiny-sobol.yaml"))
      ->required();
  batch->add_option("--out", line.batch.out,
                    o.tr("mapp för resultaten (förval results/<experiment>)",
                         "folder for the results (default results/<experiment>)"));
  batch
      ->add_option("--workers", line.batch.workers,
                   o.tr("körningar på en gång (förval: en för varje kärna); ändrar aldrig resultatet",
                        "runs at a time (default: one for each core); never changes the result"))
      ->check(CLI::Range(1, 1'024));
  batch
      ->add_option("--retries", line.batch.retries,
                   o.tr("försök igen med en körning vars process gick förlorad, så många gånger",
                        "try a run whose process was lost again, so many times"))
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  batch->add_flag("--restart", line.batch.restart,
                  o.tr("börja om: det som finns i mappen av experimentet tas bort",
                       "begin anew: what the folder has of the experiment is removed"));
  batch->add_flag("--dry-run", line.batch.dry_run,
                  o.tr("säg bara hur många körningar det är, ungefär hur länge och hur mycket disk",
                       "only tell how many runs there are, about how long, and how much disk"));
  batch->add_flag("--csv", line.batch.csv,
                  o.tr("skriv också en tabell (CSV): punkt, replikat, faktorer, värde",
                       "write a table (CSV), too: point, replicate, factors, figure"));
  batch->add_flag("--netcdf", line.batch.netcdf,
                  o.tr("skriv också serierna som NetCDF (CF-1.8)", "write the series as NetCDF (CF-1.8), too"));
  batch->add_flag("--geojson", line.batch.geojson,
                  o.tr("skriv också orternas serier vid körningarnas slut som GeoJSON, för kartprogram",
                       "write the series of places at the end of runs as GeoJSON, too, for map programs"));
  batch->add_option("--set", line.options.set,
                    o.tr("ändra en parameter i alla, t.ex. --set to=2026-01-01",
                         "change a parameter in all, e.g. --set to=2026-01-01"));

  CLI::App* analyse = app.add_subcommand(
      "analyse", o.tr("vilka faktorer i ett färdigt experiment som betyder något, och en emulator av det",
                      "which factors of a finished experiment matter, and an emulator of it"));
  analyse
      ->add_option(
          "results", line.analyse.results,
          o.tr("experimentets mapp, eller dess results.sqlite", "the experiment's folder, or its results.sqlite"))
      ->required();
  analyse->add_option(
      "--figure", line.analyse.figures,
      o.tr("bara dessa mått, t.ex. --figure \"residents*\"", "only these figures, e.g. --figure \"residents*\""));

  CLI::App* programmes = app.add_subcommand(
      "programmes",
      o.tr("workshopens tio program: vad de är, och vad de gör var för sig, två och två och tillsammans",
           "the workshop's ten programmes: what they are, and what they do alone, in pairs and together"));
  programmes
      ->add_option("scenario", line.programmes.scenario,
                   o.tr("länet som det vore utan dem", "the county as it would be without them"))
      ->default_val("scenarios/today.yaml");
  programmes
      ->add_option("--replicates", line.programmes.replicates,
                   o.tr("lev dem med så många frön; annars visas bara korten",
                        "live them with so many seeds; else only the cards are told"))
      ->check(CLI::Range(1, 1'000));
  programmes->add_option("--only", line.programmes.keys, o.tr("bara de här, efter nyckel", "these only, by key"))
      ->delimiter(',');
  programmes->add_flag("--pairs", line.programmes.pairs,
                       o.tr("pröva dem också två och två", "try each two of them, too"));
  programmes->add_option("--start", line.programmes.start,
                         o.tr("när de börjar; annars året efter scenariots början",
                              "when they start; else the year after the scenario begins"));
  programmes->add_option("--out", line.programmes.out, o.tr("skriv en tabell (CSV)", "write a table (CSV)"));
  programmes->add_option("--set", line.options.set,
                         o.tr("ändra en parameter i alla, t.ex. --set to=2026-01-01",
                              "change a parameter in all, e.g. --set to=2026-01-01"));

  CLI::App* reporting =
      app.add_subcommand("report", o.tr("skriv en körnings rapport på nytt: invånare, pengar, kartor",
                                        "write the report of a run again: people, money, maps"));
  reporting->add_option("run", line.a, o.tr("mapp eller results.sqlite", "folder or results.sqlite"))->required();
  reporting
      ->add_option(
          "--place", line.report.places,
          o.tr("en ort som får en egen sida; kan upprepas", "a place that gets a page of its own; repeatable"))
      ->allow_extra_args(false);
  reporting->add_option("--out", line.report.out,
                        o.tr("mapp för rapporten (förval körningens)", "folder for the report (default the run's)"));
  reporting->add_option("--against", line.report.against,
                        o.tr("en annan körning: meningar om vad som skiljer, och vad det gör för orten",
                             "another run: sentences on what differs, and what it does to the place"));

  CLI::App* import = app.add_subcommand(
      "import", o.tr("läs in egna data till ett länspaket", "bring own data into a county package"));
  import->require_subcommand(1);
  CLI::App* gtfs = import->add_subcommand(
      "gtfs", o.tr("bussar under en vecka ur ett GTFS-flöde", "the buses of one week of a GTFS feed"));
  gtfs->add_option("feed", line.feed, o.tr("mapp eller zip-fil", "folder or zip file"))->required();
  gtfs->add_option("--package", line.package,
                   o.tr("länspaketet vars vägar hållplatserna läggs på",
                        "the county package whose roads the stops are put on"))
      ->default_val("scenarios/norrbotten");
  gtfs->add_option("--week", line.week, o.tr("en dag i veckan, som 2023-02-13", "a day of the week, as 2023-02-13"))
      ->required();
  gtfs->add_option("--out", line.out, o.tr("mapp för de tre tabellerna", "folder for the three tables"))->required();
  add_common(*gtfs, line);

  CLI::App* points = import->add_subcommand(
      "points", o.tr("servicepunkter ur en CSV- eller GeoJSON-fil", "service points of a CSV or GeoJSON file"));
  points->add_option("file", line.feed, o.tr("filen; se scenarios/README.md", "the file; see scenarios/README.md"))
      ->required();
  points
      ->add_option(
          "--package", line.package,
          o.tr("länspaketet vars orter punkterna läggs i", "the county package whose places they are put in"))
      ->default_val("scenarios/norrbotten");
  points
      ->add_option("--out", line.out,
                   o.tr("tabellen som skrivs, service_points.csv", "the table to write, service_points.csv"))
      ->required();
  add_common(*points, line);

  CLI::App* masts =
      import->add_subcommand("masts", o.tr("mobilmaster ur en CSV-fil från OpenCellID eller en operatör",
                                           "mobile masts of a CSV file from OpenCellID or an operator"));
  masts->add_option("file", line.feed, o.tr("filen; se scenarios/README.md", "the file; see scenarios/README.md"))
      ->required();
  masts
      ->add_option("--package", line.package,
                   o.tr("länspaketet som masterna står i", "the county package that the masts stand in"))
      ->default_val("scenarios/norrbotten");
  masts->add_option("--out", line.out, o.tr("tabellen som skrivs, masts.csv", "the table to write, masts.csv"))
      ->required();
  masts->add_flag(
      "--clip", line.clip,
      o.tr("utelämna master i vatten eller utanför länet", "leave out masts in water or outside the county"));
  add_common(*masts, line);
  CLI::App* terrain = import->add_subcommand("terrain", o.tr("höjder ur en GeoTIFF, i vilken projektion som helst",
                                                             "elevations of a GeoTIFF, in any projection"));
  terrain->add_option("file", line.feed, o.tr("filen; höjder i meter", "the file; elevations in metres"))->required();
  terrain
      ->add_option("--package", line.package,
                   o.tr("länspaketet vars yta rastren täcker", "the county package whose area the rasters cover"))
      ->default_val("scenarios/norrbotten");
  terrain
      ->add_option("--cell", line.cell_m,
                   o.tr("rutornas sida i meter; paketet har 1000", "side of a cell in metres; the package has 1000"))
      ->check(CLI::IsMember(std::vector<int>(std::begin(rurban::coverage::kElevationCells),
                                             std::end(rurban::coverage::kElevationCells))))
      ->default_val(1000);
  terrain->add_option("--out", line.out, o.tr("mapp för de två rastren", "folder for the two rasters"))->required();
  add_common(*terrain, line);
  declare_county_imports(*import, line);
  CLI::App* driving = app.add_subcommand(
      "drive-test", o.tr("vad mätbilar hört av mobilnätet: hur säkert, och hur väl en karta förutsäger det",
                         "what drives heard of the mobile network: how surely, and how well a map foretells it"));
  driving
      ->add_option("files", line.drives.files, o.tr("CSV-filer, även packade (.gz)", "CSV files, also packed (.gz)"))
      ->required();
  const auto add_column = [&](const char* name, std::string& column, const char* sv, const char* en) {
    driving->add_option(name, column, o.tr(sv, en));
  };
  add_column("--latitude", line.drives.columns.latitude, "kolumnen för latitud, i grader (förval: gissas)",
             "column of latitude, in degrees (default: guessed)");
  add_column("--longitude", line.drives.columns.longitude, "kolumnen för longitud", "column of longitude");
  add_column("--value", line.drives.columns.value, "kolumnen för signalstyrka (dBm) eller förlust (dB)",
             "column of signal strength (dBm) or loss (dB)");
  add_column("--day", line.drives.columns.day, "kolumnen för dag eller tidpunkt", "column of day or moment");
  add_column("--cell", line.drives.columns.cell, "kolumnen för cell", "column of the cell");
  add_column("--device", line.drives.columns.device, "kolumnen för mätare", "column of the device");
  driving->add_option("--only", line.drives.only_cell,
                      o.tr("bara den här cellens mätvärden, t.ex. när värdet är förlusten från en mast",
                           "readings of this cell alone, for instance when the value is the loss from a mast"));
  driving->add_option(
      "--sensitivity", line.drives.sensitivity_dbm,
      o.tr("mätvärden på eller under detta betyder «ingen täckning»", "readings at or below this mean 'no service'"));
  driving->add_option("--map", line.drives.map,
                      o.tr("skriv en karta (CSV): nivå och standardavvikelse i varje ruta",
                           "write a map (CSV): level and standard deviation in each square"));
  driving->add_option("--grid", line.drives.map_square_m, o.tr("kartans rutor, meter", "the map's squares, metres"))
      ->check(CLI::Range(1.0, 10'000.0))
      ->capture_default_str();

  CLI::App* replaying =
      app.add_subcommand("replay", o.tr("öppna fönstret med en inspelning", "open the window with a recording"));
  replaying->add_option("what", line.a, o.tr("en körnings mapp, eller run.rtr", "a run's folder, or run.rtr"))
      ->required();

  CLI::App* viewing = app.add_subcommand(
      "view", o.tr("öppna fönstret: ett scenario som levs medan man ser på, en inspelning, eller startsidan",
                   "open the window: a scenario that is lived as one looks, a recording, or the start page"));
  viewing->add_option(
      "what", line.a,
      o.tr("scenario.yaml, en körnings mapp, eller run.rtr", "scenario.yaml, a run's folder, or run.rtr"));
  viewing->add_option("--width", line.window.width, o.tr("bildpunkter", "pixels"))
      ->check(CLI::Range(640, 8'000))
      ->capture_default_str();
  viewing->add_option("--height", line.window.height, o.tr("bildpunkter", "pixels"))
      ->check(CLI::Range(480, 8'000))
      ->capture_default_str();
  viewing
      ->add_option("--text", line.window.text_scale,
                   o.tr("textens storlek, 0,75 till 2,5", "size of text, 0.75 to 2.5"))
      ->check(CLI::Range(0.75, 2.5))
      ->capture_default_str();
  viewing->add_option("--screenshot", line.window.screenshot,
                      o.tr("spara en bild av fönstret och stäng", "save an image of the window and close"));
  viewing
      ->add_option("--after", line.window.screenshot_after_s, o.tr("sekunder till bilden", "seconds until the image"))
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  viewing->add_option("--widgets", line.window.widgets,
                      o.tr("för prov: håll en fil med var varje knapp är, «namn vänster topp bredd höjd»",
                           "for tests: keep a file of where each button is, 'id left top width height'"));

  add_scenario(*viewing, line);

  CLI::App* exporting =
      app.add_subcommand("export", o.tr("bilder ur en körnings inspelning", "images of a run's recording"));
  exporting->require_subcommand(1);
  const auto add_image = [&](CLI::App& command) {
    command
        .add_option("--layer", line.view.layer,
                    o.tr("vad kartan visar: vehicles, eller en kolumn som place.residents",
                         "what the map shows: vehicles, or a column such as place.residents"))
        ->capture_default_str();
    command.add_option("--date", line.view.date,
                       o.tr("som 2030-01-01; förval det sista", "as 2030-01-01; default the last"));
    command.add_option("--place", line.view.place,
                       o.tr("en ort i mitten; förval hela länet", "a place in the middle; default the whole county"));
    command.add_flag("--change", line.view.change,
                     o.tr("förändringen sedan början", "the change since the beginning"));
    command.add_option("--width", line.view.width, o.tr("bildpunkter", "pixels"))
        ->check(CLI::Range(200, 8'000))
        ->capture_default_str();
    command.add_option("--height", line.view.height, o.tr("bildpunkter", "pixels"))
        ->check(CLI::Range(200, 8'000))
        ->capture_default_str();
    command
        .add_option("--text", line.view.text_scale,
                    o.tr("textens storlek, 0,75 till 2,5", "size of text, 0.75 to 2.5"))
        ->check(CLI::Range(0.75, 2.5))
        ->capture_default_str();
  };
  const auto add_export = [&](const char* name, const char* sv, const char* en) {
    CLI::App* command = exporting->add_subcommand(name, o.tr(sv, en));
    command->add_option("run", line.a, o.tr("körningens mapp, eller run.rtr", "the run's folder, or run.rtr"))
        ->required();
    command->add_option("--out", line.out, o.tr("filen som skrivs", "the file to write"))->required();
    add_common(*command, line);
    return command;
  };
  CLI::App* png = add_export("png", "en karta som bild", "a map as an image");
  add_image(*png);
  png->add_option("--hour", line.view.hour, o.tr("klockslag för fordon", "time of day for vehicles"))
      ->check(CLI::Range(0.0, 24.0))
      ->capture_default_str();
  add_image(*add_export("video", "månad för månad, eller en dags fordon, som film (MP4)",
                        "month by month, or a day's vehicles, as a video (MP4)"));
  add_export("html", "en sida att ge bort: karta, tid, kurvor och tabeller i en enda fil",
             "a page to give away: map, time, curves and tables in one file");

  CLI::App* hindcast = app.add_subcommand(
      "hindcast", o.tr("hur väl tvillingen hade förutsett det som har varit, bredvid det som inte kräver en modell",
                       "how well the twin would have foretold the past, beside what needs no model"));
  hindcast->add_option("--start", line.hindcast.start, o.tr("år vars slut är känt", "year whose end is known"))
      ->required()
      ->check(CLI::Range(1970, 2100));
  hindcast->add_option("--end", line.hindcast.end, o.tr("år vars slut förutses", "year whose end is foretold"))
      ->required()
      ->check(CLI::Range(1971, 2100));
  hindcast
      ->add_option("--series", line.hindcast.series,
                   o.tr("folkmängd 31 december: code,year,population (CSV)",
                        "residents on 31 December: code,year,population (CSV)"))
      ->required();
  line.hindcast.county = "scenarios/norrbotten";
  hindcast->add_option("--county", line.hindcast.county, o.tr("länspaket", "county package"))->capture_default_str();
  line.hindcast.sweden = "scenarios/sweden/sweden.csv";
  hindcast
      ->add_option("--sweden", line.hindcast.sweden,
                   o.tr("landets födslar, liv och mottagande år för år (CSV)",
                        "the country's births, lives and reception year by year (CSV)"))
      ->capture_default_str();
  hindcast->add_option(
      "--ages", line.hindcast.ages,
      o.tr("räknade åldrar vid starten: code,age_from,age_to,women,men (CSV); annars följer de av serien",
           "ages counted at the start: code,age_from,age_to,women,men (CSV); else they follow from "
           "the series"));
  hindcast->add_option("--members", line.hindcast.members, o.tr("körningar", "runs"))
      ->check(CLI::Range(2, 10'000))
      ->capture_default_str();
  hindcast->add_option("--out", line.hindcast.out,
                       o.tr("fil (CSV), kommun för kommun", "file (CSV), by municipality"));

  CLI::App* validate =
      app.add_subcommand("validate", o.tr("sidan med alla jämförelser med publicerade siffror, bra och dåliga",
                                          "the page of every comparison with published figures, good and bad"));
  validate->add_option("--only", line.validate.only, o.tr("en enda jämförelse", "one comparison alone"));
  validate->add_option("--series", line.validate.series,
                       o.tr("folkmängder för återskådningarna: code,year,population (CSV)",
                            "residents for the hindcasts: code,year,population (CSV)"));
  validate
      ->add_option("--members", line.validate.members, o.tr("körningar per återskådning", "runs of each hindcast"))
      ->check(CLI::Range(2, 10'000))
      ->capture_default_str();
  validate->add_option("--out", line.validate.out, o.tr("fil (Markdown)", "file (Markdown)"));

  CLI::App* honesty = app.add_subcommand(
      "honesty", o.tr("sidan om vad tvillingen inte vet: alla antaganden, och vad som hänger på dem",
                      "the page of what the twin does not know: every assumption, and what hangs on it"));
  honesty->add_option("--results", line.honesty.results,
                      o.tr("results.sqlite från ett experiment som varierat antaganden",
                           "results.sqlite of an experiment that varied assumptions"));
  honesty->add_option("--figure", line.honesty.figures,
                      o.tr("ett mått (kan upprepas)", "a figure (may be repeated)"));
  honesty->add_option("--out", line.honesty.out, o.tr("fil (Markdown)", "file (Markdown)"));

  CLI::App* steiner = app.add_subcommand(
      "steiner", o.tr("var fiber lönar sig: lös prissamlande Steinerproblem i SteinLibs format",
                      "where fibre pays: solve prize-collecting Steiner problems in SteinLib's format"));
  steiner->add_option("instance", line.steiner.instance, o.tr("fil, .stp eller .stp.gz", "file, .stp or .stp.gz"));
  steiner->add_option("--table", line.steiner.table,
                      o.tr("alla filer i en mapp som tabell (CSV), bredvid de bästa kända i dess optima.csv",
                           "all files of a folder as a table (CSV), beside the best known in its optima.csv"));
  steiner->add_option("--out", line.steiner.edges,
                      o.tr("fil (CSV) för trädets kanter", "file (CSV) for the tree's edges"));
  steiner->add_option("--seconds", line.steiner.seconds, o.tr("processortid som mest", "CPU time at most"))
      ->check(CLI::Range(0.01, 86'400.0))
      ->capture_default_str();
  steiner
      ->add_option("--rounds", line.steiner.rounds,
                   o.tr("varv i stället för tid, så att svaret blir detsamma varje gång",
                        "rounds instead of time, so that the answer is the same each time"))
      ->check(CLI::Range(0, 1'000'000));
  steiner->add_option("--seed", line.steiner.seed, o.tr("slumpens frö", "seed of chance"))->capture_default_str();

  CLI::App* dispatch = app.add_subcommand(
      "dispatch",
      o.tr("vilket fordon tar vad: lös publicerade problem med hämtning, lämning och tidsfönster",
           "which vehicle takes what: solve published problems of pick-up and delivery with time windows"));
  dispatch->add_option("instance", line.dispatch.instance,
                       o.tr("fil i Li och Lims, Solomons eller Cordeaus format",
                            "file in the format of Li and Lim, Solomon, or Cordeau"));
  dispatch->add_option("--table", line.dispatch.table,
                       o.tr("alla filer i en mapp som tabell (CSV), bredvid de bästa kända i dess bks.csv",
                            "all files of a folder as a table (CSV), beside the best known in its bks.csv"));
  dispatch->add_option("--out", line.dispatch.out, o.tr("fil för rutterna", "file for the routes"));
  dispatch->add_option(
      "--check", line.dispatch.check,
      o.tr("fil med rutter som prövas i stället för att lösa", "file of routes to check instead of solving"));
  dispatch
      ->add_option("--seconds", line.dispatch.seconds,
                   o.tr("processortid; 0: efter problemets storlek", "CPU time; 0: by the instance's size"))
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  dispatch
      ->add_option("--iterations", line.dispatch.iterations,
                   o.tr("varv i stället för tid, så att svaret blir detsamma varje gång",
                        "iterations instead of time, so that the answer is the same each time"))
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
  dispatch->add_option("--seed", line.dispatch.seed, o.tr("slumpens frö", "seed of chance"))->capture_default_str();
  dispatch->add_option("--vehicles", line.dispatch.vehicles, o.tr("fordon som mest", "vehicles at most"))
      ->check(CLI::Range(0U, 10'000U));
  dispatch->add_flag("--free-vehicles", line.dispatch.free_vehicles,
                     o.tr("i tabellen: bara sträckan räknas, med så många fordon som filen har",
                          "in the table: distance alone counts, with as many vehicles as the file has"));
  dispatch->add_flag("--progress", line.dispatch.progress,
                     o.tr("varje bättre plan, med sin tid", "each better plan, with its time"));

  app.add_subcommand("doctor", o.tr("vad finns på datorn, vad saknas, vad fungerar",
                                    "what the machine has, what is missing, what works"));
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) add_common(*command, line);
}

int dispatch(const CLI::App& app, CommandLine& line) {
  if (line.seed) line.options.set.push_back(fmt::format("seed={}", *line.seed));
  twin::set_threads(line.threads);
  const std::string command = app.get_subcommands().front()->get_name();
  if (command == "run") return tools::run(line.options, line.scenario, line.out);
  if (command == "resume") return tools::resume(line.options, line.snapshot);
  if (command == "check") return tools::check(line.options, line.scenarios);
  if (command == "compare") {
    line.replicates.baseline = line.a;
    if (line.replicates.replicates > 0) return tools::compare_replicates(line.options, line.replicates);
    if (line.replicates.scenarios.size() == 1)
      return tools::compare(line.options, line.a, line.replicates.scenarios.front());
    throw twin::InputError(
        {{{"rurban compare"},
          {"två körningar jämförs", "two runs are compared"},
          fmt::format("{}", 1 + line.replicates.scenarios.size()),
          {"två mappar, eller --replicates med scenarier", "two folders, or --replicates with scenarios"}}});
  }
  if (command == "batch") {
    line.batch.threads = line.threads;
    return tools::batch(line.options, line.batch);
  }
  if (command == "analyse") return tools::analyse(line.options, line.analyse);
  if (command == "programmes") return tools::programmes(line.options, line.programmes);
  if (command == "report") return tools::report(line.options, line.a, line.report);
  if (command == "view" || command == "replay") return tools::view(line.options, line.a, line.window);
  if (command == "export") {
    const std::string what = app.get_subcommand("export")->get_subcommands().front()->get_name();
    if (what == "html") return tools::export_html(line.options, line.a, line.out);
    return what == "video" ? tools::export_video(line.options, line.a, line.view, line.out)
                           : tools::export_png(line.options, line.a, line.view, line.out);
  }
  if (command == "drive-test") return tools::drive_test(line.options, line.drives);
  if (command == "hindcast") return tools::hindcast(line.options, line.hindcast);
  if (command == "validate") return tools::validate(line.options, line.validate);
  if (command == "honesty") return tools::honesty(line.options, line.honesty);
  if (command == "steiner") return tools::steiner(line.options, line.steiner);
  if (command == "dispatch") return tools::dispatch(line.options, line.dispatch);
  if (command == "doctor") return tools::doctor(line.options);
  if (command == "import") {
    const std::string what = app.get_subcommand("import")->get_subcommands().front()->get_name();
    if (what == "points") return tools::import_points(line.options, line.feed, line.package, line.out);
    if (what == "masts") return tools::import_masts(line.options, line.feed, line.package, line.out, line.clip);
    if (what == "terrain") return tools::import_terrain(line.options, line.feed, line.package, line.cell_m, line.out);
    if (what == "osm") return tools::import_osm(line.options, line.import);
    if (what == "grid") return tools::import_grid(line.options, line.import);
    if (what == "series") return tools::import_series(line.options, line.import);
    if (what == "county") return tools::import_county(line.options, line.import);
    return tools::import_gtfs(line.options, line.feed, line.package, line.week, line.out);
  }
  if (!line.place.empty()) return tools::describe_place(line.options, line.scenario, line.place);
  if (!line.books.place.empty()) return tools::describe_books(line.options, line.scenario, line.books);
  if (line.odd) return tools::describe_odd(line.options, line.scenario, line.fragments);
  if (!line.access.empty()) return tools::describe_access(line.options, line.scenario, line.access);
  if (line.assumptions) return tools::describe_assumptions(line.options);
  using tools::Topic;
  const Topic topic = line.population   ? Topic::kPopulation
                      : line.parameters ? Topic::kParameters
                      : line.resolved   ? Topic::kScenario
                                        : Topic::kPlan;
  return tools::describe(line.options, topic, line.scenario);
}

int failed(const Options& options, const std::string& reason, int code) {
  fmt::print(stderr, "rurban: {}\n", reason);
  if (code == tools::kRunFailed)
    fmt::print(stderr, "{}\n", options.tr("Detta är ett fel i programmet.", "This is a fault of the program."));
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine line;
  line.options.language = language_of(argc, argv);
  const Options& options = line.options;
  CLI::App app(options.tr("Rurban Twin: en digital tvilling av landsbygdens Norrbotten",
                          "Rurban Twin: a digital twin of rural Norrbotten"),
               "rurban");
  try {
    declare(app, line);
    app.parse(argc, argv);
    return dispatch(app, line);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    std::vector<std::string> words = app.remaining(true);
    if (app.get_subcommands().empty() && argc > 1 && words.empty()) words.emplace_back(argv[1]);
    fmt::print(stderr, "{}",
               words.empty() ? fmt::format("rurban: {}\n", error.what()) : unknown_words(app, words, options));
    fmt::print(stderr, "{}\n", options.tr("rurban --help visar vad som går", "rurban --help shows what there is"));
    return tools::kUsage;
  } catch (const twin::InputError& error) {
    fmt::print(stderr, "{}", twin::to_string(error.faults(), options.language));
    return tools::kScenarioInvalid;
  } catch (const twin::IoError& error) {
    return failed(options, error.text().in(options.language), tools::kInputOutput);
  } catch (const twin::ActError& error) {
    return failed(options, error.text().in(options.language), tools::kScenarioInvalid);
  } catch (const twin::CheckError& error) {
    return failed(options, error.text().in(options.language), tools::kCheckFailed);
  } catch (const std::exception& error) {
    return failed(options, error.what(), tools::kRunFailed);
  }
}
