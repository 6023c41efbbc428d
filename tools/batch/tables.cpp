#include "tools/batch/tables.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "twin/io/csv.h"
#include "twin/io/file.h"

namespace tools {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// NaN is an empty field: no value.
std::string number(twin::Statement& row, int column) {
  return row.is_null(column) ? "" : fmt::format("{}", row.real(column));
}

json file_entry(const std::string& name, const std::string& what, const std::string& format) {
  return {{"@id", name}, {"@type", "File"}, {"name", what}, {"encodingFormat", format}};
}

std::string format_of(const std::string& name) {
  if (name.ends_with(".csv")) return "text/csv";
  if (name.ends_with(".yaml")) return "application/yaml";
  if (name.ends_with(".nc")) return "application/netcdf";
  if (name.ends_with(".geojson")) return "application/geo+json";
  return "application/vnd.sqlite3";
}

}  // namespace

void write_tidy_csv(const fs::path& results, const Experiment& experiment, const fs::path& csv) {
  twin::Database database(results, results, SQLITE_OPEN_READONLY);
  twin::Statement points(database, "select * from points order by run");
  twin::Statement figures(
      database,
      "select name, unit, value from figure_values join figure_names using (figure) where run = ? "
      "order by name");
  twin::write_atomically(csv, [&](twin::OutputFile& file) {
    std::string header = "point,replicate,seed", units = "column,unit\n";
    for (const Factor& factor : experiment.factors) {
      header += "," + factor.name;
      units += fmt::format("{},{}\n", factor.name, twin::csv_quoted(factor.unit));
    }
    file.write(header + ",figure,unit,value\n");
    while (points.step()) {
      std::string start = fmt::format("{},{},{}", points.integer(1), points.integer(2), points.integer(3));
      for (std::size_t f = 0; f != experiment.factors.size(); ++f)
        start.append(",").append(number(points, 4 + static_cast<int>(f)));
      std::string rows;
      figures.start(points.integer(0));
      while (figures.step())
        rows += fmt::format("{},{},{},{}\n", start, figures.text(0), figures.text(1), number(figures, 2));
      file.write(rows);
    }
    twin::write_text(csv.parent_path() / (csv.stem().string() + "-units.csv"), units);
  });
}

void write_crate(const fs::path& folder, const Experiment& experiment, const Identity& identity,
                 const std::vector<std::string>& files, const std::string& started, const std::string& ended) {
  twin::write_text(folder / "experiment.yaml", experiment.text);
  twin::write_text(folder / "scenario.yaml", identity.scenario);
  json results = json::array(), parts = json::array({{{"@id", "experiment.yaml"}}, {{"@id", "scenario.yaml"}}});
  json graph = json::array();
  graph.push_back({{"@id", "ro-crate-metadata.json"},
                   {"@type", "CreativeWork"},
                   {"conformsTo", {{"@id", "https://w3id.org/ro/crate/1.1"}}},
                   {"about", {{"@id", "./"}}}});
  for (const std::string& name : files) {
    results.push_back({{"@id", name}});
    parts.push_back({{"@id", name}});
  }
  graph.push_back(
      {{"@id", "./"},
       {"@type", "Dataset"},
       {"conformsTo", {{"@id", "https://w3id.org/ro/wfrun/process/0.5"}}},
       {"name", experiment.title.en},
       {"description", "Results of an experiment with Rurban Twin, a digital twin of rural Norrbotten"},
       {"datePublished", ended},
       {"license", {{"@id", "https://joinup.ec.europa.eu/licence/european-union-public-licence-version-12-eupl"}}},
       {"hasPart", parts},
       {"mentions", {{"@id", "#batch"}}}});
  graph.push_back({{"@id", "https://w3id.org/ro/wfrun/process/0.5"},
                   {"@type", "CreativeWork"},
                   {"name", "Process Run Crate"},
                   {"version", "0.5"}});
  graph.push_back({{"@id", "#rurban"},
                   {"@type", "SoftwareApplication"},
                   {"name", "Rurban Twin"},
                   {"softwareVersion", fmt::format("{} (build {})", identity.version, identity.build)}});
  graph.push_back(
      {{"@id", "#batch"},
       {"@type", "CreateAction"},
       {"name", "rurban batch"},
       {"instrument", {{"@id", "#rurban"}}},
       {"object", json::array({{{"@id", "experiment.yaml"}}, {{"@id", "scenario.yaml"}}, {{"@id", "#county"}}})},
       {"result", results},
       {"startTime", started},
       {"endTime", ended}});
  graph.push_back({{"@id", "#county"},
                   {"@type", "Dataset"},
                   {"name", "County package"},
                   {"identifier", "xxh3:" + identity.county}});
  graph.push_back(file_entry("experiment.yaml", "The experiment", format_of(".yaml")));
  graph.push_back(
      file_entry("scenario.yaml", "The scenario, with all that it extends and that is set", format_of(".yaml")));
  for (const std::string& name : files) graph.push_back(file_entry(name, "What the runs led to", format_of(name)));
  const json crate{{"@context", "https://w3id.org/ro/crate/1.1/context"}, {"@graph", graph}};
  twin::write_text(folder / "ro-crate-metadata.json", crate.dump(2) + "\n");
}

}  // namespace tools
